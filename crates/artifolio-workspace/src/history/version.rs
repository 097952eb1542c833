//! A version of a text, and which text it is of.

use artifolio_core::path::RelPath;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::durable::Sha256;
use crate::read::Reading;

/// Why a version was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It was written by this program.
    Saved,
    /// Another program had written it.
    Found,
    /// The writer chose another side of a conflict.
    Conflict,
    /// Words that were not saved when the program ended.
    Unsaved,
    /// Somebody has looked at what stands there and left it so.
    Accepted,
    /// This program removed or moved it.
    Removed,
    /// Another program deleted or moved it.
    Gone,
}

impl Why {
    /// Whether nothing stands there any more.
    #[must_use]
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Removed | Self::Gone)
    }

    /// Whether it stands, or stood, in no file.
    #[must_use]
    pub fn is_beside(self) -> bool {
        matches!(self, Self::Conflict | Self::Unsaved)
    }
}

/// One version of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version {
    /// When it was written, found or set aside, by the clock of the machine that kept it.
    pub at: DateTime<Utc>,
    /// The file whose text it is.
    pub file: RelPath,
    /// The artifact's id, where the file is an artifact's: its folder may have another name by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact: Option<String>,
    /// Its bytes.
    pub sha256: Sha256,
    /// Why it was kept.
    pub why: Why,
}

/// Which text somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Where it lies now.
    pub file: RelPath,
    /// The artifact's id, where it is an artifact's.
    pub artifact: Option<String>,
}

impl TextFile {
    /// The text of a criterion, by key, shown code or number.
    #[must_use]
    pub fn of_criterion(reading: &Reading, criterion: &str) -> Option<Self> {
        let entry = reading.portfolio.criteria.get(reading.profile.key_of(criterion)?)?;
        Some(Self { file: entry.file.clone(), artifact: None })
    }

    /// The text of the artifact with this id.
    #[must_use]
    pub fn of_artifact(reading: &Reading, id: &str) -> Option<Self> {
        let artifact = reading.portfolio.artifact(id)?;
        Some(Self { file: artifact.file(), artifact: Some(id.to_owned()) })
    }

    pub(super) fn has(&self, version: &Version) -> bool {
        match &version.artifact {
            Some(id) if self.artifact.is_some() => self.artifact.as_ref() == Some(id),
            _ => version.file == self.file,
        }
    }
}
