//! The words that furniture is known by, in lower case, straight apostrophes.

/// Headings of lists that are furniture themselves.
#[rustfmt::skip]
pub(super) const SECTIONS: [&str; 34] = [
    "also read", "also see", "further reading", "keep reading", "latest news", "more for you", "more from us",
    "more news", "more on this story", "more on this topic", "most popular", "most read", "popular",
    "read also", "read next", "recommended", "recommended for you", "recommended reading", "related",
    "related articles", "related content", "related coverage", "related links", "related news", "related posts",
    "related sources", "related stories", "related topics", "see also", "story timeline", "top stories", "trending",
    "trending now", "you may also like",
];

/// Whole lines.
#[rustfmt::skip]
pub(super) const WHOLE: [&str; 116] = [
    "about the author", "accept all cookies", "accept cookies", "ad", "ad feedback", "advert", "advertisement",
    "advertisements", "advertising", "all rights reserved", "anzeige",
    "article continues after this advertisement", "article continues below", "back to top", "bookmark",
    "breaking news alerts", "caption", "click here to read more", "click here to subscribe", "click to tweet",
    "close", "comment", "comments", "comments are closed", "content continues below", "continue reading",
    "continue reading below", "continue reading the main story", "continue without ads", "copy link",
    "copy url", "don't miss", "donate", "download pdf", "email the author", "email this article",
    "enlarge image", "exit mobile version", "facebook", "follow on twitter", "follow us", "font size",
    "get the app", "give feedback", "home", "iklan", "instagram", "join the conversation", "learn more",
    "leave a comment", "leave a reply", "link copied", "linkedin", "listen", "listen to this article",
    "load more", "loading", "loading content", "log in", "login", "manage cookies", "menu", "more",
    "newsletter", "newsletter sign up", "newsletters", "next article", "next story", "paid content",
    "pinterest", "play", "popular now", "previous article", "print", "print this article", "privacy policy",
    "pubblicità", "publicidad", "publicidade", "publicité", "read full article", "read full story", "read less",
    "read more", "read the full story", "register", "report this ad", "save", "save article",
    "scroll to continue", "search", "see more", "share", "share on facebook", "share on twitter",
    "share on whatsapp", "share on x", "share this", "share this article", "share this page", "share this post",
    "share this story", "sharing is caring", "show more", "sign in", "sign up", "skip to content",
    "skip to main content", "sponsored", "sponsored content", "subscribe", "this slideshow requires javascript",
    "view author archive", "werbung", "реклама", "広告",
];

/// How short lines begin.
#[rustfmt::skip]
pub(super) const STARTS: [&str; 68] = [
    "(c) 20", "already a subscriber", "also read:", "approve this", "browse our", "by clicking ",
    "by signing up", "by subscribing, you", "click here ", "click to share", "copyright (c)", "copyright 20",
    "copyright ©", "download our app", "download the app", "enter your email", "filed under:", "follow @",
    "follow our channel", "follow us @", "follow us on ", "for more stories", "get our free",
    "get our newsletter", "get the latest news", "get the latest updates", "have a tip?",
    "have an opinion on this", "image copyright", "join our ", "join us on ", "like us on ", "more:",
    "not a subscriber", "our standards:", "please enable javascript", "posted in:", "read also:",
    "read more about", "read more at ", "read more here", "read more on ", "read more:", "read next:",
    "recommended:", "related:", "see also:", "send us a tip", "share this article", "share via",
    "sign up for our", "sign up for the", "sign up here", "sign up to our", "sign up to receive",
    "sign up to the", "source:", "stay up to date with", "subscribe now", "subscribe to our",
    "subscribe to the newsletter", "subscribe today", "tags:", "this article is part of", "to continue reading",
    "topics:", "watch more:", "© ",
];

/// Turns of phrase that only notices have.
#[rustfmt::skip]
pub(super) const NOTICES: [&str; 28] = [
    "accept all cookies", "agree to our terms", "all rights reserved", "already have an account",
    "cancel any time", "cancel anytime", "disable your ad blocker", "enable javascript", "log in to continue",
    "manage your cookie", "may not be published, broadcast", "may not be reproduced", "no part may be reproduced", "start your free trial",
    "straight to your inbox", "subscribe to continue", "subscribe to read", "support our journalism",
    "this site is protected by recaptcha", "this site uses cookies", "this website uses cookies",
    "to your inbox", "unlimited access to", "unsubscribe at any time", "use of cookies on",
    "we and our partners", "we use cookies", "your browsing experience",
];
