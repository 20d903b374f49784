//! What may be said on the command line (a stub of the commands writer's: only the formats).

/// The form of what is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For a person.
    #[default]
    Text,
    /// For a program.
    Json,
    /// One web page.
    Html,
    /// Markdown.
    Markdown,
}
