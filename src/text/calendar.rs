//! The names of months and weekdays, in the languages known here, folded.

use chrono::Weekday;

/// Twelve months: English first, then German, French, Spanish, Italian and Portuguese.
const MONTHS: [&str; 12] = [
    "january januar janner janvier enero gennaio janeiro",
    "february februar fevrier febrero febbraio fevereiro",
    "march marz mars marzo marco",
    "april avril abril aprile",
    "may mai mayo maggio maio",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
];

/// Seven weekdays: English, Arabic, German, Portuguese (without "-feira"), Spanish, French.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday الاثنين montag segunda lunes lundi", Weekday::Mon),
    ("tuesday الثلاثاء dienstag terca martes mardi", Weekday::Tue),
    (
        "wednesday الاربعاء mittwoch quarta miercoles mercredi",
        Weekday::Wed,
    ),
    (
        "thursday الخميس donnerstag quinta jueves jeudi",
        Weekday::Thu,
    ),
    ("friday الجمعة freitag sexta viernes vendredi", Weekday::Fri),
    (
        "saturday السبت samstag sonnabend sabado samedi",
        Weekday::Sat,
    ),
    ("sunday الاحد sonntag domingo dimanche", Weekday::Sun),
];

/// The month, 1 to 12, that a folded word names: in full, or in three or four letters of its English name.
pub fn month(folded: &str) -> Option<u32> {
    let cut = |names: &str| matches!(folded.len(), 3 | 4) && names.starts_with(folded);
    let named = |names: &&str| names.split(' ').any(|name| name == folded) || cut(names);
    let index = MONTHS.iter().position(named)?;
    u32::try_from(index + 1).ok()
}

/// Whether a folded word is a month's name in full, in a language that writes months small.
pub fn is_small_month(folded: &str) -> bool {
    let others = |names: &&str| names.split(' ').skip(1).any(|name| name == folded);
    MONTHS.iter().any(others) && !matches!(folded, "mai" | "mars")
}

/// The weekday that a folded word names in full.
pub fn weekday(folded: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(names, _)| names.split(' ').any(|name| name == folded))
        .map(|(_, day)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_full_and_cut_short() {
        for (name, expected) in [
            ("january", Some(1)),
            ("sept", Some(9)),
            ("marz", Some(3)),
            ("agosto", Some(8)),
            ("ju", None),
            ("mayor", None),
            ("mar", Some(3)),
        ] {
            assert_eq!(month(name), expected, "{name}");
        }
    }

    #[test]
    fn weekdays_are_known_in_full() {
        assert_eq!(weekday("dienstag"), Some(Weekday::Tue));
        assert_eq!(weekday("mon"), None);
    }

    #[test]
    fn only_other_languages_write_months_small() {
        assert!(is_small_month("octobre"));
        assert!(!is_small_month("march"));
    }
}
