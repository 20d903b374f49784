//! Which names are places that bylines are written from, and no people and no outlets.

/// Cities that news comes from and places of two words, which look like people, in lower case.
#[rustfmt::skip]
const PLACES: [&str; 178] = [
    "abidjan", "abu dhabi", "abuja", "accra", "addis ababa", "algiers", "almaty", "amman", "amsterdam",
    "ankara", "antananarivo", "astana", "athens", "atlanta", "auckland", "baghdad", "baku", "bamako",
    "bangkok", "barcelona", "beijing", "beirut", "belfast", "belgrade", "berlin", "bern", "birmingham",
    "bogotá", "bogota", "boston", "brasília", "brasilia", "bratislava", "brussels", "bucharest", "budapest",
    "buenos aires", "cairo", "calgary", "canberra", "cape town", "caracas", "cardiff", "chicago", "colombo",
    "copenhagen", "dakar", "dallas", "damascus", "dar es salaam", "delhi", "detroit", "dhaka", "doha",
    "dubai", "dublin", "edinburgh", "frankfurt", "gaza city", "geneva", "glasgow", "hamburg", "hanoi",
    "harare", "havana", "helsinki", "hong kong", "houston", "islamabad", "istanbul", "jakarta", "jerusalem",
    "johannesburg", "kabul", "kampala", "karachi", "kathmandu", "khartoum", "kiev", "kigali", "kinshasa",
    "kolkata", "kuala lumpur", "kuwait city", "kyiv", "la paz", "lagos", "lahore", "lima", "lisbon",
    "liverpool", "london", "los angeles", "luxembourg", "madrid", "manchester", "manila", "marseille",
    "melbourne", "mexico city", "miami", "milan", "minsk", "mogadishu", "montreal", "moscow", "mumbai",
    "munich", "muscat", "nairobi", "new delhi", "new orleans", "new york", "new york city", "north korea",
    "osaka", "oslo", "ottawa", "paris", "philadelphia", "phnom penh", "port moresby", "port-au-prince",
    "prague", "pretoria", "quito", "ramallah", "reykjavik", "riga", "rio de janeiro", "riyadh", "rome",
    "san diego", "san francisco", "san josé", "san jose", "san juan", "santiago", "são paulo", "sao paulo",
    "sarajevo", "saudi arabia", "seattle", "seoul", "shanghai", "singapore", "sofia", "south africa",
    "south korea", "sri lanka", "stockholm", "sydney", "taipei", "tallinn", "tashkent", "tbilisi", "tehran",
    "tel aviv", "the hague", "tokyo", "toronto", "tripoli", "tunis", "united kingdom", "united nations",
    "united states", "vancouver", "vienna", "vilnius", "warsaw", "washington", "washington dc",
    "wellington", "yangon", "yerevan", "zagreb", "zurich", "zürich",
];

/// Whether this is the name of a place that is known everywhere.
pub(super) fn is_place(name: &str) -> bool {
    PLACES.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_names() {
        for name in ["London", "KUALA LUMPUR", "New York"] {
            assert!(is_place(name), "{name}");
        }
        assert!(!is_place("Kylie Atwood"));
        assert!(PLACES.iter().all(|place| *place == place.to_lowercase()));
    }
}
