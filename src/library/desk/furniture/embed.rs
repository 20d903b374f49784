//! What an embedded post leaves behind in a text besides its words: its credit and its bare links.

use crate::text::moment::Moment;

/// Names and dates of a credit have at most so many bytes.
const LONGEST_NAME: usize = 80;
const LONGEST_DATE: usize = 40;

/// Hosts that only shorten links and hold pictures for posts.
const HOSTS: [&str; 3] = ["t.co/", "pic.twitter.com/", "pic.x.com/"];

/// Whether a line is the credit of a post: `— Ann Lee (@annlee) November 18, 2019`.
pub(super) fn is_credit(line: &str) -> bool {
    let Some(name) = line.trim().strip_prefix(['—', '–']) else {
        return false;
    };
    let Some((name, (handle, date))) = name
        .split_once("(@")
        .and_then(|(name, rest)| Some((name, rest.split_once(')')?)))
    else {
        return false;
    };
    let date = date.trim();
    !name.trim().is_empty()
        && name.len() <= LONGEST_NAME
        && !handle.is_empty()
        && handle.chars().all(|c| c.is_alphanumeric() || c == '_')
        && date.len() <= LONGEST_DATE
        && Moment::parse(date).is_some()
}

/// Where the credit and the bare links that end a paragraph begin; its length if there are none.
pub(super) fn tail(text: &str) -> usize {
    let mut end = text.trim_end().len();
    let mut tail = text.len();
    loop {
        let kept = text[..end].trim_end();
        let from = credit_at_end(kept).or_else(|| link_at_end(kept));
        match from {
            Some(from) => (end, tail) = (from, from),
            None => return tail,
        }
    }
}

fn credit_at_end(text: &str) -> Option<usize> {
    text.rmatch_indices(['—', '–'])
        .take(3)
        .map(|(at, _)| at)
        .find(|at| is_credit(&text[*at..]))
}

fn link_at_end(text: &str) -> Option<usize> {
    let word = text.rsplit(char::is_whitespace).next()?;
    let bare = word
        .strip_prefix("https://")
        .or(word.strip_prefix("http://"))
        .unwrap_or(word);
    HOSTS
        .iter()
        .any(|host| bare.starts_with(host) && bare.len() > host.len())
        .then(|| text.len() - word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_of_posts_are_known() {
        for line in [
            "— Ann Lee (@annlee) November 18, 2019",
            "– The Ferry 🎄 (@_ferry_) 3 May 2024",
        ] {
            assert!(is_credit(line), "{line}");
        }
        for line in [
            "— Ann Lee, on Twitter (@annlee)",
            "— Ann Lee (@annlee) said on November 18, 2019, that the ferry sank",
            "Ann Lee (@annlee) November 18, 2019",
            "— she left on November 18, 2019",
        ] {
            assert!(!is_credit(line), "{line}");
        }
    }

    #[test]
    fn links_and_credits_are_cut_off_the_end_alone() {
        for (text, kept) in [
            (
                "The ferry sank. https://t.co/aB1 pic.twitter.com/xY2",
                "The ferry sank. ",
            ),
            (
                "The ferry sank. pic.twitter.com/xY2 — Ann (@ann) May 3, 2024",
                "The ferry sank. ",
            ),
            (
                "See https://t.co/aB1 for more.",
                "See https://t.co/aB1 for more.",
            ),
            (
                "It is at https://example.org/ferry",
                "It is at https://example.org/ferry",
            ),
            ("It uses t.co/", "It uses t.co/"),
            ("https://t.co/aB1", ""),
        ] {
            assert_eq!(&text[..tail(text)], kept);
        }
    }
}
