//! Which names are those of countries, as datelines end with them: `Kyiv, Ukraine –`.

/// Countries as news names them, in lower case.
#[rustfmt::skip]
const COUNTRIES: [&str; 201] = [
    "afghanistan", "albania", "algeria", "andorra", "angola", "argentina", "armenia", "australia", "austria",
    "azerbaijan", "bahamas", "bahrain", "bangladesh", "barbados", "belarus", "belgium", "belize", "benin",
    "bhutan", "bolivia", "bosnia and herzegovina", "botswana", "brazil", "brunei", "bulgaria", "burkina faso",
    "burundi", "cambodia", "cameroon", "canada", "cape verde", "chad", "chile", "china", "colombia",
    "comoros", "costa rica", "croatia", "cuba", "cyprus", "czech republic", "czechia",
    "democratic republic of congo", "denmark", "djibouti", "dominica", "dominican republic", "east timor",
    "ecuador", "egypt", "el salvador", "equatorial guinea", "eritrea", "estonia", "eswatini", "ethiopia",
    "fiji", "finland", "france", "gabon", "gambia", "gaza strip", "georgia", "germany", "ghana", "greece",
    "greenland", "grenada", "guatemala", "guinea", "guyana", "haiti", "honduras", "hungary", "iceland",
    "india", "indonesia", "iran", "iraq", "ireland", "israel", "italy", "ivory coast", "jamaica", "japan",
    "jordan", "kazakhstan", "kenya", "kiribati", "kosovo", "kuwait", "kyrgyzstan", "laos", "latvia",
    "lebanon", "lesotho", "liberia", "libya", "liechtenstein", "lithuania", "luxembourg", "madagascar",
    "malawi", "malaysia", "maldives", "mali", "malta", "marshall islands", "mauritania", "mauritius",
    "mexico", "micronesia", "moldova", "monaco", "mongolia", "montenegro", "morocco", "mozambique", "myanmar",
    "namibia", "nauru", "nepal", "netherlands", "new zealand", "nicaragua", "niger", "nigeria", "north korea",
    "north macedonia", "norway", "occupied west bank", "oman", "pakistan", "palau", "palestine", "panama",
    "papua new guinea", "paraguay", "peru", "philippines", "poland", "portugal", "qatar", "romania", "russia",
    "rwanda", "samoa", "san marino", "saudi arabia", "senegal", "serbia", "seychelles", "sierra leone",
    "singapore", "slovakia", "slovenia", "solomon islands", "somalia", "south africa", "south korea",
    "south sudan", "spain", "sri lanka", "sudan", "suriname", "sweden", "switzerland", "syria", "taiwan",
    "tajikistan", "tanzania", "thailand", "the gambia", "the netherlands", "the philippines", "togo", "tonga",
    "trinidad and tobago", "tunisia", "turkey", "turkmenistan", "tuvalu", "türkiye", "uae", "uganda", "uk",
    "ukraine", "united arab emirates", "united kingdom", "united states", "uruguay", "us", "usa",
    "uzbekistan", "vanuatu", "vatican city", "venezuela", "vietnam", "yemen", "zambia", "zimbabwe",
];

/// Whether this is the name of a country.
pub(super) fn is_country(name: &str) -> bool {
    COUNTRIES.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_told_from_cities() {
        assert!(is_country("New Zealand") && is_country("Kenya"));
        assert!(!is_country("Nairobi"));
        assert!(COUNTRIES.iter().all(|name| *name == name.to_lowercase()));
    }
}
