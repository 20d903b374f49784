//! One line being typed; the cursor stands at its end.

use unicode_segmentation::UnicodeSegmentation;

use crate::action::Action;
use crate::text::clean;

/// The longest line that is taken, in bytes: more than a headline, less than a pasted book.
const LONGEST: usize = 512;

/// What has been typed so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
}

impl Prompt {
    /// What has been typed so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds what was typed or pasted, cleaned and on one line.
    pub fn insert(&mut self, text: &str) {
        let (cleaned, _) = clean::clean(text);
        for letter in cleaned.chars() {
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            if self.text.len() + letter.len_utf8() <= LONGEST {
                self.text.push(letter);
            }
        }
    }

    /// Takes away what `action` says; whether it was such an action.
    pub fn edit(&mut self, action: Action) -> bool {
        match action {
            Action::DeleteLetter => {
                let last = self.text.grapheme_indices(true).next_back();
                let at = last.map_or(0, |(at, _)| at);
                self.text.truncate(at);
            }
            Action::DeleteWord => {
                let kept = self.text.trim_end();
                let at = kept.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                self.text.truncate(at);
            }
            Action::DeleteAll => self.text.clear(),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, action: Action, expected: &str) {
        let mut prompt = Prompt::default();
        prompt.insert(typed);
        assert!(prompt.edit(action));
        assert_eq!(prompt.text(), expected);
    }

    #[test]
    fn letters_and_words_are_deleted_whole() {
        check("rubio 👩‍👩‍👧", Action::DeleteLetter, "rubio ");
        check("rubio lavrov ", Action::DeleteWord, "rubio ");
        check("rubio", Action::DeleteWord, "");
        check("rubio lavrov", Action::DeleteAll, "");
        check("", Action::DeleteLetter, "");
    }

    #[test]
    fn a_paste_stays_on_one_line_without_control_characters() {
        let mut prompt = Prompt::default();
        prompt.insert("a\nb\u{1b}[31m");
        assert!(
            !prompt.text().chars().any(char::is_control),
            "{:?}",
            prompt.text()
        );
        prompt.insert(&"long ".repeat(1000));
        assert!(prompt.text().len() <= LONGEST);
    }
}
