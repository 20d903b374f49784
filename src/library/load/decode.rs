//! Which encoding the bytes of a file are in: its byte order mark, else what it declares, else UTF-8 where
//! it is valid, else a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at to tell text from other things.
const SAMPLE: usize = 8 << 10;

/// A declaration stands in the first bytes of a page or feed.
const HEAD: usize = 4 << 10;

/// The text of a file; an error is a reason for a person.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return Ok(encoding.decode_with_bom_removal(&bytes).0.into_owned());
    }
    if let Some(encoding) = unmarked_utf_16(&bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes).0.into_owned());
    }
    if is_binary(&bytes) {
        return Err("a binary file, not text; not read".to_owned());
    }
    let declared = declared(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(seven_bits(&text, declared).unwrap_or(text)),
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = declared
                .filter(|encoding| *encoding != UTF_8)
                .unwrap_or_else(|| guess(&bytes));
            Ok(encoding.decode_without_bom_handling(&bytes).0.into_owned())
        }
    }
}

/// What text means that is valid UTF-8 and yet something else: a page in a declared encoding of several
/// bytes, or Japanese mail. A declared encoding of one byte is not believed: hardly any text in one happens
/// to be valid UTF-8, and many pages declare the wrong thing.
fn seven_bits(text: &str, declared: Option<&'static Encoding>) -> Option<String> {
    let encoding = match declared {
        Some(encoding) if !encoding.is_single_byte() => encoding,
        _ if text.is_ascii() && text.contains("\x1b$") && text.contains("\x1b(") => ISO_2022_JP,
        _ => return None,
    };
    if encoding == UTF_8 || (text.is_ascii() && encoding != ISO_2022_JP) {
        return None;
    }
    let (decoded, errors) = encoding.decode_without_bom_handling(text.as_bytes());
    (!errors).then(|| decoded.into_owned())
}

/// UTF-16 without a mark: text of the Latin alphabet has a zero beside nearly every letter.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (units, _) = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>();
    let is_letter = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    let little = units
        .iter()
        .filter(|[low, high]| *high == 0 && is_letter(*low))
        .count();
    let big = units
        .iter()
        .filter(|[high, low]| *high == 0 && is_letter(*low))
        .count();
    let is_most = |count: usize| units.len() >= 4 && count * 10 > units.len() * 6;
    match (is_most(little), is_most(big)) {
        (true, _) => Some(UTF_16LE),
        (_, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are no text: known by its first bytes, or by more control characters than text has.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let share = |is: fn(u8) -> bool, percent: usize| {
        sample.iter().filter(|byte| is(**byte)).count() * 100 > sample.len() * percent
    };
    let odd = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let is_utf_8 = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    sample.starts_with(b"%PDF-") || share(|byte| byte == 0, 10) || (!is_utf_8 && share(odd, 4))
}

/// The encoding that an XML declaration or a `<meta>` of a page names. It was read as ASCII, so a claim to be
/// UTF-16 is a lie and means UTF-8.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let start = head.trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let label = match start
        .strip_prefix("<?xml")
        .and_then(|xml| xml.split_once("?>"))
    {
        Some((declaration, _)) if declaration.contains("encoding") => {
            value_after(declaration, "encoding")
        }
        _ => value_after(&head, "charset"),
    }?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    })
}

/// The value in `name = "value"`.
fn value_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(name)?;
    let value = rest
        .trim_start()
        .strip_prefix('=')?
        .trim_start()
        .trim_start_matches(['"', '\'']);
    let end =
        value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'));
    Some(&value[..end.unwrap_or(value.len())])
}

/// The encoding of bytes that are not valid UTF-8 throughout: still UTF-8 where the good characters outnumber
/// the broken ones, else what the frequencies of letters speak for.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk
            .valid()
            .chars()
            .filter(|character| !character.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if good > broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1252};

    #[track_caller]
    fn check(bytes: &[u8], text: &str) {
        assert_eq!(decode(bytes.to_vec()).as_deref(), Ok(text));
    }

    #[test]
    fn a_byte_order_mark_wins() {
        check(b"\xef\xbb\xbfabc \xc3\xa9", "abc é");
        check(b"\xff\xfea\0\xe9\0", "aé");
        check(b"\xfe\xff\0a\0\xe9", "aé");
    }

    #[test]
    fn a_declaration_is_believed_where_it_can_be_true() {
        check(
            b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
            "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>",
        );
        check(
            b"<html><meta charset=\"koi8-r\"><p>\xf0\xd2",
            "<html><meta charset=\"koi8-r\"><p>Пр",
        );
        check(
            "<meta charset=windows-1252>“é”".as_bytes(),
            "<meta charset=windows-1252>“é”",
        );
        check(
            "<?xml version='1.0' encoding='utf-16'?><a>é</a>".as_bytes(),
            "<?xml version='1.0' encoding='utf-16'?><a>é</a>",
        );
    }

    #[test]
    fn the_encodings_of_the_world_are_told_apart() {
        let russian =
            "Министр иностранных дел прибыл в столицу на переговоры с коллегами по региону.";
        let japanese = "外相は木曜日、首都に到着し、地域の同僚と会談した。会談は二時間に及んだ。";
        let chinese = "外交部长星期四抵达首都,与该地区的同事举行会谈。会谈持续了两个小时。";
        let korean = "외무장관은 목요일 수도에 도착해 지역 동료들과 회담을 가졌다.";
        let french =
            "Le ministre des Affaires étrangères est arrivé à la capitale, où il a été reçu.";
        for (encoding, text) in [
            (KOI8_R, russian),
            (SHIFT_JIS, japanese),
            (ISO_2022_JP, japanese),
            (GBK, chinese),
            (EUC_KR, korean),
            (WINDOWS_1252, french),
            (
                BIG5,
                "外交部長星期四抵達首都,與該地區的同事舉行會談。會談持續了兩個小時。",
            ),
        ] {
            check(&encoding.encode(text).0, text);
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_known_by_its_zeros() {
        let little: Vec<u8> = "Ministers met.\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&little, "Ministers met.\n");
    }

    #[test]
    fn broken_utf_8_keeps_what_is_whole() {
        check(
            "“Déjà vu” — \u{0}".replace('\0', "").as_bytes(),
            "“Déjà vu” — ",
        );
        check(
            b"\xe2\x80\x9cD\xc3\xa9j\xc3\xa0 vu\xff\xe2\x80\x9d",
            "“Déjà vu\u{fffd}”",
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
        for bytes in [
            &png[..],
            b"%PDF-1.7\n",
            &[0; 4096],
            &[0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0xff],
        ] {
            assert!(decode(bytes.to_vec()).unwrap_err().contains("binary"));
        }
    }

    #[test]
    fn one_zero_byte_does_not_make_a_text_binary() {
        check(
            b"Ministers met on Thursday.\0 They talked.",
            "Ministers met on Thursday.\0 They talked.",
        );
    }
}
