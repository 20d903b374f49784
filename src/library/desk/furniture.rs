//! Which lines are the furniture of a page and not its text.
//!
//! A whole line or paragraph is furniture if it is
//!
//! - one of the words of buttons and boxes: `Share This Article`, `Advertisement`, `Exit mobile version`;
//! - a count: `4 Min Read`, `12 comments`, `Reading time: 4 minutes`;
//! - a short line that begins as notices do: `Sign up for our newsletter`, `Follow us on`, `Read more:`,
//!   `Photo:`, `©`, `(Reporting by`; and, at any length up to a few sentences, a notice on cookies, copyright
//!   or subscriptions, known by a turn of phrase that only notices have;
//! - a heading such as `Related Sources:`, and then the list that follows it.
//!
//! Prose that only contains such words stays.

use crate::library::{Paragraph, ParagraphKind};

/// Why a line is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line of its own.
    Line,
    /// The heading of a list that is furniture too.
    Section,
}

/// Lines that begin as notices do are furniture up to this many bytes.
const SHORT: usize = 200;

/// Notices of several sentences are known up to this many bytes.
const NOTICE: usize = 700;

/// Judges a whole line; `None` for text.
pub(super) fn judge(line: &str) -> Option<Kind> {
    if line.len() > NOTICE {
        return None;
    }
    let lower = line.to_lowercase().replace('’', "'");
    let words =
        lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | '[' | '@'));
    if SECTIONS.contains(&words) {
        return Some(Kind::Section);
    }
    let is_line = WHOLE.contains(&words)
        || is_count(words)
        || (line.len() <= SHORT && (begins_as_notice(words) || is_credit(words)))
        || is_notice(&lower);
    is_line.then_some(Kind::Line)
}

/// Whether a paragraph below a section's heading belongs to its list: an item, an address, a line that is no
/// sentence.
pub(super) fn is_listed(paragraph: &Paragraph) -> bool {
    let text = &paragraph.text;
    match paragraph.kind {
        ParagraphKind::List => true,
        ParagraphKind::Text => {
            text.contains("://") || (text.len() <= SHORT && !super::shape::ends_like_sentence(text))
        }
        _ => false,
    }
}

/// `4 min read`, `12 comments`, `reading time: 4 minutes`.
fn is_count(words: &str) -> bool {
    const COUNTED: [&str; 16] = [
        "min read",
        "mins read",
        "minute read",
        "minutes read",
        "min",
        "minutes to read",
        "comments",
        "comment",
        "shares",
        "share",
        "views",
        "view",
        "likes",
        "retweets",
        "images",
        "photos",
    ];
    let after = |text: &str| {
        let rest = text
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '~' | '<'));
        (rest.len() < text.len()).then(|| rest.replace('-', " ").trim().to_owned())
    };
    let time = [
        "reading time",
        "estimated reading time",
        "read time",
        "time to read",
    ]
    .iter()
    .find_map(|label| words.strip_prefix(label))
    .and_then(|rest| after(rest.trim_start_matches([':', ' '])));
    let is_time = time
        .is_some_and(|rest| matches!(rest.as_str(), "" | "min" | "mins" | "minute" | "minutes"));
    is_time || after(words).is_some_and(|rest| COUNTED.contains(&rest.as_str()))
}

fn begins_as_notice(words: &str) -> bool {
    STARTS.iter().any(|start| words.starts_with(start))
}

/// Credits of pictures and of the desk.
fn is_credit(words: &str) -> bool {
    const STARTS: [&str; 18] = [
        "photo:",
        "photos:",
        "photo by ",
        "(photo by ",
        "(photo:",
        "photo credit",
        "photograph:",
        "photograph by ",
        "picture:",
        "pictures:",
        "image:",
        "image credit",
        "image source",
        "credit:",
        "file photo",
        "(file photo",
        "[photo",
        "video:",
    ];
    const ENDS: [&str; 5] = [
        "/getty images",
        "via getty images",
        "/afp via getty images",
        "getty images)",
        "/reuters",
    ];
    STARTS.iter().any(|start| words.starts_with(start))
        || is_desk_credit(words)
        || (words.len() <= 120 && ENDS.iter().any(|end| words.ends_with(end)))
}

/// `(Reporting by Ann Lee; editing by Bo Ek)`: a list of people, not a sentence about a report.
fn is_desk_credit(words: &str) -> bool {
    let line = words.trim_start_matches(['(', '[']);
    let starts = [
        "reporting by ",
        "additional reporting by ",
        "editing by ",
        "writing by ",
    ];
    let is_list = words.len() > line.len() || words.contains(';') || words.split(' ').count() <= 8;
    is_list && starts.iter().any(|start| line.starts_with(start))
}

/// Whether a paragraph speaks as notices do; what quotes somebody is text.
fn is_notice(lower: &str) -> bool {
    !lower.contains(['"', '“']) && NOTICES.iter().any(|turn| lower.contains(turn))
}

const SECTIONS: [&str; 30] = [
    "also read",
    "also see",
    "further reading",
    "keep reading",
    "latest news",
    "more for you",
    "more from us",
    "more news",
    "more on this story",
    "more on this topic",
    "most popular",
    "most read",
    "read also",
    "read next",
    "recommended",
    "recommended for you",
    "recommended reading",
    "related",
    "related articles",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "related posts",
    "related sources",
    "related stories",
    "related topics",
    "see also",
    "trending now",
    "you may also like",
];

const WHOLE: [&str; 94] = [
    "about the author",
    "accept all cookies",
    "accept cookies",
    "ad",
    "ad feedback",
    "advertisement",
    "advertisements",
    "advertising",
    "all rights reserved",
    "article continues after this advertisement",
    "article continues below",
    "back to top",
    "bookmark",
    "breaking news alerts",
    "click here to read more",
    "click here to subscribe",
    "close",
    "comment",
    "comments",
    "comments are closed",
    "content continues below",
    "continue reading",
    "continue reading below",
    "continue reading the main story",
    "continue without ads",
    "copy link",
    "copy url",
    "donate",
    "download pdf",
    "email this article",
    "exit mobile version",
    "facebook",
    "follow us",
    "font size",
    "get the app",
    "give feedback",
    "home",
    "instagram",
    "join the conversation",
    "leave a comment",
    "leave a reply",
    "link copied",
    "linkedin",
    "listen",
    "listen to this article",
    "load more",
    "loading",
    "log in",
    "login",
    "manage cookies",
    "menu",
    "more",
    "newsletter",
    "newsletter sign up",
    "newsletters",
    "next article",
    "next story",
    "paid content",
    "pinterest",
    "play",
    "popular now",
    "previous article",
    "print",
    "print this article",
    "privacy policy",
    "read full article",
    "read full story",
    "read less",
    "read more",
    "read the full story",
    "register",
    "report this ad",
    "save",
    "save article",
    "scroll to continue",
    "search",
    "see more",
    "share",
    "share on facebook",
    "share on twitter",
    "share on whatsapp",
    "share on x",
    "share this",
    "share this article",
    "share this page",
    "share this post",
    "share this story",
    "show more",
    "sign in",
    "sign up",
    "skip to content",
    "skip to main content",
    "sponsored",
    "sponsored content",
];

const STARTS: [&str; 65] = [
    "© ",
    "(c) 20",
    "also read:",
    "already a subscriber",
    "approve this",
    "browse our",
    "by clicking ",
    "by subscribing, you",
    "by signing up",
    "click here ",
    "click to share",
    "copyright ©",
    "copyright 20",
    "copyright (c)",
    "download our app",
    "download the app",
    "enter your email",
    "filed under:",
    "follow @",
    "follow our channel",
    "follow us on ",
    "follow us @",
    "for more stories",
    "get our free",
    "get our newsletter",
    "get the latest news",
    "have a tip?",
    "have an opinion on this",
    "join our ",
    "join us on ",
    "like us on ",
    "more:",
    "not a subscriber",
    "our standards:",
    "please enable javascript",
    "posted in:",
    "read also:",
    "read more about",
    "read more at ",
    "read more here",
    "read more on ",
    "read more:",
    "read next:",
    "recommended:",
    "related:",
    "see also:",
    "send us a tip",
    "share this article",
    "share via",
    "sign up for our",
    "sign up for the",
    "sign up here",
    "sign up to our",
    "sign up to the",
    "sign up to receive",
    "stay up to date with",
    "subscribe now",
    "subscribe to our",
    "subscribe to the newsletter",
    "subscribe today",
    "tags:",
    "this article is part of",
    "to continue reading",
    "topics:",
    "watch more:",
];

/// Turns of phrase that only notices have.
const NOTICES: [&str; 27] = [
    "accept all cookies",
    "agree to our terms",
    "all rights reserved",
    "already have an account",
    "cancel any time",
    "cancel anytime",
    "disable your ad blocker",
    "enable javascript",
    "log in to continue",
    "manage your cookie",
    "may not be published, broadcast",
    "may not be reproduced",
    "start your free trial",
    "straight to your inbox",
    "subscribe to continue",
    "subscribe to read",
    "support our journalism",
    "this site is protected by recaptcha",
    "this site uses cookies",
    "this website uses cookies",
    "to your inbox",
    "unlimited access to",
    "unsubscribe at any time",
    "use of cookies on",
    "we and our partners",
    "we use cookies",
    "your browsing experience",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known() {
        for line in [
            "4 Min Read",
            "Share This Article",
            "Exit mobile version",
            "5-minute read",
            "Reading time: 4 minutes",
            "12 comments",
            "ADVERTISEMENT",
            "Read more: Ferry sinks off the coast",
            "Photo: Ann Lee/Getty Images",
            "© 2025 Harbour News",
            "Sign up for our morning newsletter",
            "(Reporting by Ann Lee; Editing by Bo Ek)",
            "Follow us on X and Facebook",
            "We use cookies to improve your browsing experience. Read our privacy policy.",
            "Copyright 2025 The Associated Press. All rights reserved. This material may not be published or broadcast.",
            "Subscribe to unlock unlimited access. Cancel anytime.",
        ] {
            assert_eq!(judge(line), Some(Kind::Line), "{line}");
        }
        for line in ["Related Sources:", "RELATED ARTICLES", "See also"] {
            assert_eq!(judge(line), Some(Kind::Section), "{line}");
        }
    }

    #[test]
    fn prose_stays() {
        for line in [
            "Share prices fell by a tenth on Thursday.",
            "Read more widely, the minister told students.",
            "Cookies must be accepted before a page may track its reader, the court said.",
            "The newsletter said the ferry was unsafe.",
            "He would not comment.",
            "Subscribers of the service were told to sign in again.",
            "The 4 minutes of silence were observed.",
            "Advertisement revenue rose.",
            "More than 700 drones were launched.",
            "728",
        ] {
            assert_eq!(judge(line), None, "{line}");
        }
    }
}
