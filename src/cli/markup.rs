//! Text as it stands in a page.

/// `text` as it stands in a page or in an attribute of one.
pub(super) fn escape(text: &str) -> String {
    html_escape::encode_double_quoted_attribute(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_page_are_escaped() {
        assert_eq!(
            escape("<a href=\"x\"> & 'b'"),
            "&lt;a href=&quot;x&quot;&gt; &amp; 'b'"
        );
    }
}
