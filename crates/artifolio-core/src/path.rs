//! The one relative path type: NFC, `/` between parts, never leaving its root.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// A path below some root. Parts are never empty, `.` or `..`, and hold no `/`, `\` or NUL; the whole is NFC.
/// The root itself is the empty path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct RelPath(String);

/// Why a text is no path inside the folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPath {
    /// Begins with `/`, `\`, a drive or a scheme.
    #[error("{0:?} is an absolute path")]
    Absolute(String),
    /// Has `..`, `.` or an empty part.
    #[error("{0:?} leads out of its folder")]
    Leaves(String),
    /// Has a character no path may have.
    #[error("{0:?} has a character that a path cannot have")]
    Character(String),
}

impl RelPath {
    /// The root itself.
    #[must_use]
    pub fn root() -> Self {
        Self(String::new())
    }

    /// Takes a path with `/` between its parts.
    ///
    /// # Errors
    /// [`BadPath`] when it is absolute, leaves its root, or holds a backslash, NUL or control character.
    pub fn parse(text: &str) -> Result<Self, BadPath> {
        let drive =
            text.as_bytes().get(1) == Some(&b':') && text.as_bytes()[0].is_ascii_alphabetic();
        if text.starts_with('/') || text.starts_with('\\') || drive || text.contains("://") {
            return Err(BadPath::Absolute(text.to_owned()));
        }
        if text.contains('\\') || text.chars().any(char::is_control) {
            return Err(BadPath::Character(text.to_owned()));
        }
        if text.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            return Err(BadPath::Leaves(text.to_owned()));
        }
        // Most names are plain, and a folder has thousands: nothing in them is to be composed.
        Ok(Self(if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }))
    }

    /// This path with one more part (or several, with `/`).
    ///
    /// # Errors
    /// [`BadPath`] as for [`RelPath::parse`].
    pub fn join(&self, text: &str) -> Result<Self, BadPath> {
        let tail = Self::parse(text)?;
        Ok(if self.0.is_empty() { tail } else { Self(format!("{}/{}", self.0, tail.0)) })
    }

    /// The text, with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part; empty for the root.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The folder it lies in; the root for a path of one part and for the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or(String::new(), |(head, _)| head.to_owned()))
    }

    /// The extension in lower case, without the dot; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        match self.name().rsplit_once('.') {
            Some((stem, ext)) if !stem.is_empty() => ext.to_lowercase(),
            _ => String::new(),
        }
    }

    /// Its parts, from the root.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|p| !p.is_empty())
    }

    /// Whether it lies in `folder` (or is it).
    #[must_use]
    pub fn is_below(&self, folder: &Self) -> bool {
        folder.0.is_empty()
            || self.0 == folder.0
            || (self.0.starts_with(&folder.0)
                && self.0.as_bytes().get(folder.0.len()) == Some(&b'/'))
    }

    /// The path from `folder` on; `None` when it does not lie in it or is it.
    #[must_use]
    pub fn within(&self, folder: &Self) -> Option<Self> {
        if folder.0.is_empty() {
            return Some(self.clone()).filter(|path| !path.0.is_empty());
        }
        let tail = self.0.strip_prefix(&folder.0)?.strip_prefix('/')?;
        Some(Self(tail.to_owned()))
    }

    /// The path once `from`, which it is or lies in, is called `to`; `None` when it has nothing to do with it.
    #[must_use]
    pub fn moved(&self, from: &Self, to: &Self) -> Option<Self> {
        if self == from {
            return Some(to.clone());
        }
        let tail = self.within(from)?;
        Some(if to.0.is_empty() { tail } else { Self(format!("{to}/{tail}")) })
    }
}

impl std::fmt::Display for RelPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RelPath {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        if text.is_empty() { RelPath::root() } else { RelPath::parse(text).unwrap() }
    }

    #[test]
    fn a_path_in_a_folder_and_in_one_that_was_moved() {
        for (at, folder, within) in [
            ("a/b/c", "a", Some("b/c")),
            ("a/b", "", Some("a/b")),
            ("a", "a", None),
            ("", "", None),
            ("ab/c", "a", None),
            ("b", "a", None),
        ] {
            assert_eq!(path(at).within(&path(folder)), within.map(path), "{at} in {folder}");
        }
        for (at, from, to, moved) in [
            ("a/b/c", "a/b", "x", Some("x/c")),
            ("a/b", "a/b", "x/y", Some("x/y")),
            ("a/b", "a", "", Some("b")),
            ("ab", "a", "x", None),
        ] {
            let moved = moved.map(path);
            assert_eq!(path(at).moved(&path(from), &path(to)), moved, "{at}: {from} to {to}");
        }
    }
}
