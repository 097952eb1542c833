//! What is kept of a bundle that was made (docs/workspace.md, `submissions/*.toml`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::path::RelPath;

/// How the file ends, beside a receipt, that holds what the bundle said.
pub const SAID: &str = ".json";

/// One bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// File name of the bundle.
    pub name: String,
    /// Where it was saved, on the machine that made it.
    pub path: String,
    /// SHA-256 of the whole file, hex.
    pub sha256: String,
    /// The day it was made, `YYYY-MM-DD`.
    #[serde(with = "crate::day")]
    pub made: NaiveDate,
    /// Marked as a draft.
    pub draft: bool,
    /// Files in it.
    pub files: u64,
    /// Its size.
    pub bytes: u64,
    /// The date it carries; `None` in a receipt of an early version.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Name and version of the program that made it.
    #[serde(default)]
    pub app: String,
    /// Whether `portfolio.pdf` is in it; an early receipt does not say, and then it was.
    #[serde(default = "yes")]
    pub pdf: bool,
    /// The evidence in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Content>,
}

fn yes() -> bool {
    true
}

/// A file of evidence in a submission, and where it came from: the one list that joins a bundle's names to the learner's, in
/// which students' names may stand. It stays with the learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Below `data/` of the bundle.
    pub name: String,
    /// Below the workspace.
    pub from: RelPath,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of it, hex.
    pub sha256: String,
}
