//! What is wrong with a header, as values: each with its key and its place, so that one bad key never hides the rest.

use crate::finding::Place;

/// What was read of a file: everything that could be, and all that could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<T> {
    /// The value; `None` when there is no header at all to read or it lacks a key that nothing can stand for.
    pub value: Option<T>,
    /// The text below the header; for TOML empty.
    pub body: String,
    /// All faults in the order of the file, at most [`MAX_FAULTS`].
    pub faults: Vec<HeaderFault>,
}

/// Faults listed of one file: a file with more is not mended one by one.
pub const MAX_FAULTS: usize = 200;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderFault {
    /// Where in the file.
    pub place: Place,
    /// The key, dotted where nested, list items by their `id` or else their number from 1: `evidence.board.alt`.
    pub key: Option<String>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a header or one of its values. The default stands for a value with a fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The file begins with `---` and has no second such line.
    #[error("the header is not closed by a line ---")]
    NotClosed,
    /// Over [`super::MAX_HEADER`].
    #[error("the header is longer than 64 KiB")]
    TooLarge,
    /// Nested too deeply, or a small text that expands to a huge one.
    #[error("the header is nested too deeply or repeats itself without end")]
    TooMuch,
    /// No YAML (no TOML); what the parser says.
    #[error("the header does not parse: {0}")]
    Syntax(String),
    /// A list or a bare text instead of keys with values.
    #[error("the header has no keys")]
    NoKeys,
    /// The key stands there a second time; the first counts.
    #[error("the key stands there twice")]
    Duplicate,
    /// A required key is absent or empty. Without it the whole item (the whole header) is left out.
    #[error("a required key is missing")]
    Missing,
    /// The value has another shape.
    #[error("expected {0}")]
    Expected(Expected),
    /// `format` is greater than this program knows: open read-only.
    #[error("format {0} is newer than this program")]
    NewerFormat(u32),
}

impl FaultKind {
    /// Stable name, for messages: `not-closed`, `expected-date` …
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotClosed => "not-closed",
            Self::TooLarge => "too-large",
            Self::TooMuch => "too-much",
            Self::Syntax(_) => "syntax",
            Self::NoKeys => "no-keys",
            Self::Duplicate => "duplicate",
            Self::Missing => "missing",
            Self::Expected(expected) => expected.code(),
            Self::NewerFormat(_) => "newer-format",
        }
    }
}

/// The shape a value should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One text.
    Text,
    /// `true` or `false`.
    Truth,
    /// A whole number from 1.
    Number,
    /// 0 or 1.
    Point,
    /// A list.
    List,
    /// Keys with values.
    Keys,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    Moment,
    /// `mm:ss` or `hh:mm:ss`.
    Time,
    /// Small letters, digits and hyphens.
    Id,
    /// A path inside the folder, with `/`.
    Path,
    /// An address that begins with `http://` or `https://`.
    Address,
    /// 64 hex digits.
    Hash,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

impl Expected {
    /// Stable name, for messages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text => "expected-text",
            Self::Truth => "expected-truth",
            Self::Number => "expected-number",
            Self::Point => "expected-point",
            Self::List => "expected-list",
            Self::Keys => "expected-keys",
            Self::Date => "expected-date",
            Self::Moment => "expected-moment",
            Self::Time => "expected-time",
            Self::Id => "expected-id",
            Self::Path => "expected-path",
            Self::Address => "expected-address",
            Self::Hash => "expected-hash",
            Self::OneOf(_) => "expected-one-of",
        }
    }

    /// The words of [`Expected::OneOf`], for the message.
    #[must_use]
    pub fn words(&self) -> &'static [&'static str] {
        if let Self::OneOf(words) = self { words } else { &[] }
    }
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())?;
        if let Self::OneOf(words) = self { write!(f, ": {}", words.join(", ")) } else { Ok(()) }
    }
}
