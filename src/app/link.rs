//! Which links may leave the program, and what a person should know before one does.

/// A link that may be opened: http or https, without anything that could pass for an option or a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    url: String,
    host: String,
    warning: Option<&'static str>,
}

impl Link {
    /// Judges `url`.
    ///
    /// # Errors
    ///
    /// Says why it is not opened.
    pub fn new(url: &str) -> Result<Self, &'static str> {
        let lower = url.to_ascii_lowercase();
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|scheme| lower.starts_with(scheme));
        let rest = scheme.and_then(|scheme| url.get(scheme.len()..));
        let rest = rest.ok_or("only http and https links are opened")?;
        let unsafe_letter = |c: char| c.is_control() || c.is_whitespace() || "\"'`\\<>".contains(c);
        if url.chars().any(unsafe_letter) {
            return Err("the link has characters that no link has; it is not opened");
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (user, host) = authority
            .rsplit_once('@')
            .map_or((None, authority), |(u, h)| (Some(u), h));
        if host.is_empty() {
            return Err("the link names no host");
        }
        let warning = if user.is_some() {
            Some("the link puts other words before its host")
        } else if !host.is_ascii() || host.to_ascii_lowercase().contains("xn--") {
            Some("the host is written in letters that may look like others")
        } else {
            None
        };
        Ok(Self {
            url: url.to_owned(),
            host: host.to_owned(),
            warning,
        })
    }

    /// The whole link.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The host that it leads to.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What makes it suspect, if anything does.
    pub fn warning(&self) -> Option<&'static str> {
        self.warning
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn only_web_links_are_opened() {
        for refused in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "--profile=x",
            "",
            "https://",
            "http:///x",
            "https://a b",
            "https://a/\u{1b}]",
            "mailto:a@b",
        ] {
            assert!(Link::new(refused).is_err(), "{refused}");
        }
        assert_eq!(Link::new("HTTPS://a.org/x?y#z").unwrap().host(), "a.org");
    }

    #[test]
    fn the_real_host_is_told_and_tricks_are_marked() {
        let link = Link::new("https://bank.example@evil.example/login").unwrap();
        assert_eq!(link.host(), "evil.example");
        assert!(link.warning().is_some());
        assert!(Link::new("https://аpple.com/").unwrap().warning().is_some());
        assert!(
            Link::new("https://a.org/@user")
                .unwrap()
                .warning()
                .is_none()
        );
    }
}
