//! A criterion's entry: which artifacts are attached and the contextualization. The mapping is written here alone.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::path::RelPath;

/// Key of criterion 1, the reflection.
pub const REFLECTION: &str = "reflection";

/// Role of an attached artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Carries the criterion.
    #[default]
    Main,
    /// Supports another.
    Supporting,
}

/// Where in the evidence to look.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pin {
    /// Evidence id; the artifact's first when absent.
    pub evidence: Option<String>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// A region in words ("top left").
    pub region: Option<String>,
    /// `mm:ss` or `hh:mm:ss`.
    pub time: Option<String>,
}

/// One mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// The artifact.
    pub id: Id,
    /// Main or supporting.
    #[serde(default)]
    pub role: Role,
    /// Where to look.
    #[serde(default)]
    pub pin: Option<Pin>,
}

/// How far a criterion's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryStatus {
    /// Not begun.
    #[default]
    Open,
    /// Being written.
    Drafted,
    /// The learner calls it ready.
    Ready,
}

/// One line of the learner's own checklist.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tick {
    /// What to have done.
    pub text: String,
    /// Done.
    pub done: bool,
}

/// Header of `criteria/KEY.md` and of `reflection.md`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CriterionHeader {
    /// Mappings in the learner's order.
    pub artifacts: Vec<Attached>,
    /// How far it is; private.
    pub status: EntryStatus,
    /// Left unanswered knowingly; private.
    pub empty_on_purpose: bool,
    /// 0 or 1; private.
    pub self_score: Option<u8>,
    /// The learner's own checklist; private.
    pub checklist: Vec<Tick>,
    /// Edition the text was written for; private.
    pub edition: Option<String>,
    /// Private note.
    pub note: String,
}

/// A criterion's entry as read from the workspace. A criterion without a file has an empty one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionEntry {
    /// `reflection`, `1a` … `7c`.
    pub key: String,
    /// Its header.
    pub header: CriterionHeader,
    /// The contextualization (for `reflection`: the reflection), Markdown.
    pub text: String,
    /// The file, whether it exists yet or not.
    pub file: RelPath,
}

impl CriterionEntry {
    /// Whether no word was written; a comment that prompts the writer is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        crate::markdown::word_count(&self.text) == 0
    }
}
