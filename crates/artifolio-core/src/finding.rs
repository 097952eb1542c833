//! What a check found: a value with a stable rule id, never an error and never a string alone.
//!
//! A finding carries parameters, not sentences; [`crate::message::Catalogue`] makes the sentences from
//! `messages/*.json`, so that one finding reads rightly in every language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How much a finding matters. Ordered from gravest to mildest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A final bundle is refused while one stands.
    Required,
    /// Should be mended; never refuses.
    Recommended,
    /// Worth a look.
    Advice,
}

/// What kind of thing a finding speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// The portfolio as a whole (identity, counts, dates).
    Portfolio,
    /// One artifact; `id` is its id.
    Artifact,
    /// One criterion; `id` is its key (`reflection`, `1a` …).
    Criterion,
    /// A file; `file` is its path below the workspace or the bag.
    File,
    /// A bundle or bag as a whole.
    Bundle,
}

/// The thing a finding is about, precise enough to jump to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// Kind of thing.
    pub kind: SubjectKind,
    /// Artifact id or criterion key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Path below the workspace root (or below the bag), with `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Header key, dotted where nested: `evidence.board.alt`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Subject {
    /// The portfolio itself.
    #[must_use]
    pub fn portfolio() -> Self {
        Self { kind: SubjectKind::Portfolio, id: None, file: None, field: None }
    }

    /// The artifact with this id.
    #[must_use]
    pub fn artifact(id: &str) -> Self {
        Self { kind: SubjectKind::Artifact, id: Some(id.into()), file: None, field: None }
    }

    /// The criterion with this key.
    #[must_use]
    pub fn criterion(key: &str) -> Self {
        Self { kind: SubjectKind::Criterion, id: Some(key.into()), file: None, field: None }
    }

    /// A file, by its path below the root.
    #[must_use]
    pub fn file(path: &str) -> Self {
        Self { kind: SubjectKind::File, id: None, file: Some(path.into()), field: None }
    }

    /// The bundle as a whole.
    #[must_use]
    pub fn bundle() -> Self {
        Self { kind: SubjectKind::Bundle, id: None, file: None, field: None }
    }

    /// The same subject, narrowed to a header key.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The same subject, narrowed to a file.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.file = Some(path.into());
        self
    }
}

/// Where in a text file: both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable id, listed in docs/codes.md.
    pub rule: &'static str,
    /// As the profile says for this rule.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// Values for the message; keys are the `{names}` in the catalogue.
    pub params: BTreeMap<&'static str, String>,
    /// Where in the file, when known.
    pub place: Option<Place>,
}

impl Finding {
    /// A finding without parameters.
    #[must_use]
    pub fn new(rule: &'static str, severity: Severity, subject: Subject) -> Self {
        Self { rule, severity, subject, params: BTreeMap::new(), place: None }
    }

    /// Adds one parameter of the message.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.params.insert(key, value.to_string());
        self
    }

    /// Adds where in the file it stands.
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        self.place = Some(Place { line, column });
        self
    }
}
