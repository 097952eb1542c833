//! Identities: made once from a title, kept when title, folder or number change.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, capture_diff_slices, diff_ratio};

/// Longest id, in bytes.
pub const MAX_ID: usize = 64;

/// Id of an artifact or of an item of evidence: `[a-z0-9][a-z0-9-]{0,63}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

/// The text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "an id has small letters a-z, digits and hyphens, and begins with a letter or digit: {0:?}"
)]
pub struct BadId(pub String);

impl Id {
    /// Takes an id as it stands in a header.
    ///
    /// # Errors
    /// [`BadId`] when it does not match the pattern.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let ok = !text.is_empty()
            && text.len() <= MAX_ID
            && !text.starts_with('-')
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if ok { Ok(Self(text.to_owned())) } else { Err(BadId(text.to_owned())) }
    }

    /// Makes a new id from a title, different from all in `taken`: `Choice boards!` → `choice-boards`, then `choice-boards-2`.
    #[must_use]
    pub fn from_title(title: &str, fallback: &str, taken: &dyn Fn(&str) -> bool) -> Self {
        let mut base = String::new();
        for c in deunicode::deunicode(title).chars() {
            if c.is_ascii_alphanumeric() {
                base.push(c.to_ascii_lowercase());
            } else if !base.is_empty() && !base.ends_with('-') {
                base.push('-');
            }
        }
        base.truncate(MAX_ID - 4);
        let base = base.trim_end_matches('-');
        let base = if base.is_empty() { fallback } else { base };
        let mut id = base.to_owned();
        let mut n = 2;
        while taken(&id) {
            id = format!("{base}-{n}");
            n += 1;
        }
        Self(id)
    }

    /// Whether a text looks like this id with a slip of the pen.
    #[must_use]
    pub fn is_like(&self, text: &str) -> bool {
        /// One letter of four: `plam` and `plan` are alike by 0.75.
        const LIKENESS: f32 = 0.75;
        let [id, text]: [Vec<char>; 2] = [self.as_str(), text].map(|text| text.chars().collect());
        let ops = capture_diff_slices(Algorithm::Myers, &id, &text);
        diff_ratio(&ops, id.len(), text.len()) >= LIKENESS
    }

    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_alike_and_another_word_is_not() {
        let id = Id::parse("makerspace").unwrap();
        for text in ["makerspase", "makerspaces", "maker-space", "Makerspace"] {
            assert!(id.is_like(text), "{text}");
        }
        for text in ["", "maker", "spaceship", "choice-board"] {
            assert!(!id.is_like(text), "{text}");
        }
    }
}
