//! How far from UTC a zone's name or an offset puts a clock.

use chrono::FixedOffset;

/// What a text says about the zone of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// A known offset from UTC.
    Known(FixedOffset),
    /// A zone that cannot be placed: several have this name, or its offset depends on the season.
    Unplaced,
}

/// Minutes east of UTC of the zones that news is dated in; `CST`, `MST` and the like as in RFC 2822.
const NAMES: [(&str, i32); 39] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("sast", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("trt", 180),
    ("gst", 240),
    ("pkt", 300),
    ("npt", 345),
    ("wib", 420),
    ("ict", 420),
    ("hkt", 480),
    ("sgt", 480),
    ("myt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("edt", -240),
    ("est", -300),
    ("cdt", -300),
    ("cst", -360),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
];

const UNPLACED: [&str; 7] = ["et", "ct", "mt", "pt", "ist", "ast", "local"];

/// Reads a zone: `Z`, `+02:00`, `-0400`, `+8`, `UTC+8`, `CEST`.
pub(super) fn read(word: &str) -> Option<Zone> {
    let word = word.trim_matches(['(', ')', '.', ',']).to_ascii_lowercase();
    if UNPLACED.contains(&word.as_str()) {
        return Some(Zone::Unplaced);
    }
    let named = NAMES.iter().find(|(name, _)| *name == word);
    if let Some((_, minutes)) = named {
        return FixedOffset::east_opt(minutes * 60).map(Zone::Known);
    }
    let offset = word
        .strip_prefix("utc")
        .or_else(|| word.strip_prefix("gmt"))
        .unwrap_or(&word);
    numeric(offset)
}

/// Reads `+02:00`, `-0400` or `+8`; more than 14 hours off is nowhere.
fn numeric(offset: &str) -> Option<Zone> {
    let (sign, digits) = match offset.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, offset.strip_prefix(['-', '\u{2212}'])?),
    };
    let digits = digits.replace(':', "");
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() > 2 {
        (value / 100, value % 100)
    } else {
        (value, 0)
    };
    if hours > 14 || minutes > 59 {
        return Some(Zone::Unplaced);
    }
    FixedOffset::east_opt(sign * (hours * 60 + minutes) * 60).map(Zone::Known)
}
