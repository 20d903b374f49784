//! What the status line says, and how loudly.

/// A line said to the person, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What is said.
    pub text: String,
    /// Whether it tells of trouble.
    pub trouble: bool,
}

impl Notice {
    /// Something worth knowing.
    pub fn said(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            trouble: false,
        }
    }

    /// Something that went wrong.
    pub fn trouble(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            trouble: true,
        }
    }
}

/// `count` things in words: "1 article", "20 articles"; thousands parted by commas.
pub fn count(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", thousands(count))
}

/// A number with commas between thousands.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_words() {
        assert_eq!(count(1, "story", "stories"), "1 story");
        assert_eq!(count(0, "story", "stories"), "0 stories");
        assert_eq!(count(20_000, "article", "articles"), "20,000 articles");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(100), "100");
    }
}
