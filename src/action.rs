//! What a person can do in the reader: the one vocabulary of keys, help page and palette.

use serde::Deserialize;

/// A part of the help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// Going about in lists and texts.
    Moving,
    /// Getting to an article.
    Finding,
    /// What one does with an article.
    Reading,
    /// The diff view.
    Comparing,
    /// The program itself.
    Program,
    /// Answering a prompt, a menu or a question.
    Answering,
}

impl Section {
    /// All sections, in the order of the help page.
    pub const ALL: [Self; 6] = [
        Self::Moving,
        Self::Finding,
        Self::Reading,
        Self::Comparing,
        Self::Program,
        Self::Answering,
    ];

    /// The heading of the section on the help page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Finding => "Finding",
            Self::Reading => "Reading",
            Self::Comparing => "Comparing",
            Self::Program => "The program",
            Self::Answering => "In a question or menu (a prompt types letters)",
        }
    }
}

macro_rules! actions {
    ($($section:ident { $($name:ident => $help:literal,)* })*) => {
        /// One thing a person can do; named in `snake_case` in key tables.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action {
            $($(#[doc = $help] $name,)*)*
        }

        impl Action {
            /// Every action, section by section.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// What it does, in words for the help page.
            pub fn help(self) -> &'static str {
                match self {
                    $($(Self::$name => $help,)*)*
                }
            }

            /// The part of the help page it belongs to.
            pub fn section(self) -> Section {
                match self {
                    $($(Self::$name)|* => Section::$section,)*
                }
            }
        }
    };
}

actions! {
    Moving {
        Down => "down",
        Up => "up",
        HalfPageDown => "half a page down",
        HalfPageUp => "half a page up",
        PageDown => "a page down",
        PageUp => "a page up",
        Top => "to the top",
        Bottom => "to the bottom",
        In => "open, or to the pane on the right",
        Out => "out, or to the pane on the left",
        NextPane => "next pane",
        PreviousPane => "previous pane",
    }
    Finding {
        Find => "find a headline as you type",
        Search => "search the texts of all articles",
        Order => "hits: newest or best first",
        NextMatch => "next match of the search",
        PreviousMatch => "previous match of the search",
        NextArticle => "next article",
        PreviousArticle => "previous article",
        NextUnread => "next unread article",
        PreviousUnread => "previous unread article",
    }
    Reading {
        ToggleRead => "mark as read or unread",
        ToggleStar => "star or unstar",
        MarkAllRead => "mark the whole list as read",
        Undo => "undo the last mark, join or split",
        Join => "join to another story",
        Split => "split off its story",
        SetAside => "show or hide what was set aside",
        Wider => "wider text",
        Narrower => "narrower text",
        OpenLink => "open the article's link in a browser",
        CopyLink => "copy the article's link",
    }
    Comparing {
        Compare => "compare with the version most worth it",
        CompareWith => "compare with a version of your choice",
        NextDivergence => "next divergence",
        PreviousDivergence => "previous divergence",
        NextConflict => "next conflict",
        PreviousConflict => "previous conflict",
        NextVersion => "next version on the right side",
        PreviousVersion => "previous version on the right side",
        SwapSides => "swap the sides",
        Inline => "side by side or inline",
        HideSame => "hide or show what is the same",
    }
    Program {
        Help => "show all keys",
        Palette => "find an action by its name",
        Refresh => "read the folders again",
        Problems => "list what could not be read",
        Theme => "next theme",
        Back => "back one step; at the top, quit",
        Suspend => "suspend",
        Quit => "quit",
    }
    Answering {
        Yes => "yes, to a question",
        No => "no, to a question",
        Accept => "go there; choose",
        Cancel => "put all back; out",
        DeleteLetter => "delete a letter",
        DeleteWord => "delete a word",
        DeleteAll => "delete all",
    }
}

/// Where on the screen a key is pressed; what a key does may depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The list of sources.
    Sources,
    /// The list of headlines.
    Headlines,
    /// The reading pane.
    Reader,
    /// The diff view.
    Diff,
    /// A page over the panes: help, problems.
    Page,
    /// A list to choose from.
    Menu,
    /// A line being typed.
    Prompt,
    /// A question to answer with yes or no.
    Question,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 8] = [
        Self::Sources,
        Self::Headlines,
        Self::Reader,
        Self::Diff,
        Self::Page,
        Self::Menu,
        Self::Prompt,
        Self::Question,
    ];
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_action_has_a_help_line_of_its_own() {
        let lines: HashSet<_> = Action::ALL.iter().map(|action| action.help()).collect();
        assert_eq!(lines.len(), Action::ALL.len());
    }

    #[test]
    fn every_section_has_actions_and_they_stand_together() {
        let mut sections: Vec<_> = Action::ALL.iter().map(|action| action.section()).collect();
        sections.dedup();
        assert_eq!(sections, Section::ALL);
    }
}
