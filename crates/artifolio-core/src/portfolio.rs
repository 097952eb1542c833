//! The whole portfolio: settings, artifacts, criteria and the facts of its files. Keys as in docs/workspace.md.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::artifact::Artifact;
use crate::criterion::{CriterionEntry, CriterionHeader};
use crate::day;
use crate::file_facts::FileFacts;
use crate::finding::SubjectKind;
use crate::path::RelPath;
use crate::plan::Plan;
use crate::profile::Profile;

/// The newest workspace format this program reads and the one it writes.
pub const FORMAT: u32 = 1;

/// `portfolio.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Format of all files of the folder.
    pub format: u32,
    /// Identity of the workspace.
    pub id: String,
    /// Candidate's name.
    #[serde(default)]
    pub name: String,
    /// Family name, for file names.
    #[serde(default)]
    pub family_name: String,
    /// Job title.
    #[serde(default)]
    pub title: String,
    /// Short description of the role.
    #[serde(default)]
    pub role: String,
    /// Teaches a class.
    #[serde(default = "yes")]
    pub classroom: bool,
    /// Who "the students" are in a non-classroom role.
    #[serde(default)]
    pub students: String,
    /// The learner's own word for students.
    #[serde(default = "students")]
    pub learners: String,
    /// Language of the bundle.
    #[serde(default = "english")]
    pub language: String,
    /// Profile id.
    #[serde(default = "default_profile")]
    pub profile: String,
    /// Date a bundle carries.
    #[serde(default, deserialize_with = "day::maybe::deserialize")]
    pub prepared_on: Option<NaiveDate>,
    /// Dates.
    #[serde(default)]
    pub dates: Dates,
    /// What the candidate declares of the whole submission.
    #[serde(default)]
    pub statement: Statement,
    /// Findings marked "checked, doesn't apply".
    #[serde(default)]
    pub waived: Vec<Waived>,
    /// Only in a copy restored from a submission.
    #[serde(default)]
    pub reader_copy: Option<ReaderCopy>,
}

impl Settings {
    /// The date a bundle carries: the one that was said, else `prepared_on`, else `today` (docs/bundle.md).
    #[must_use]
    pub fn bundle_date(&self, said: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
        said.or(self.prepared_on).unwrap_or(today)
    }
}

/// The dates that the due date is reckoned from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    /// End of the cohort's course.
    #[serde(deserialize_with = "day::maybe::deserialize")]
    pub course_end: Option<NaiveDate>,
    /// The learner's own completion.
    #[serde(deserialize_with = "day::maybe::deserialize")]
    pub own_completion: Option<NaiveDate>,
    /// What ISTE or the provider told.
    #[serde(deserialize_with = "day::maybe::deserialize")]
    pub official_due: Option<NaiveDate>,
    /// Extensions, in the order they were granted.
    pub extensions: Vec<Extension>,
}

/// What the candidate declares of the whole submission; public.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// What is not said to be somebody else's is the candidate's own work.
    pub own_work: bool,
    /// Help of AI tools, in the candidate's words.
    pub ai_help: String,
}

/// One extension.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Extension {
    /// When it was granted.
    #[serde(deserialize_with = "day::maybe::deserialize")]
    pub granted: Option<NaiveDate>,
    /// The new due date.
    #[serde(deserialize_with = "day::maybe::deserialize")]
    pub due: Option<NaiveDate>,
    /// Private note.
    pub note: String,
}

/// A finding the learner has judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    /// Rule id.
    pub rule: String,
    /// Kind of the subject.
    pub kind: SubjectKind,
    /// Subject's id.
    #[serde(default)]
    pub id: Option<String>,
    /// Subject's file.
    #[serde(default)]
    pub file: Option<String>,
    /// Subject's field.
    #[serde(default)]
    pub field: Option<String>,
    /// Why it does not apply.
    pub reason: String,
    /// When it was judged.
    #[serde(default, deserialize_with = "day::maybe::deserialize")]
    pub on: Option<NaiveDate>,
    /// SHA-256 of the subject as it was judged.
    pub digest: String,
}

/// Marks a folder restored from a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderCopy {
    /// Whether that submission was a draft.
    pub draft: bool,
}

/// A file that no rule of the format explains, or that is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stray {
    /// A link; never followed.
    Link(RelPath),
    /// A pipe, device or socket.
    Special(RelPath),
    /// A name that cannot be a path here.
    Odd(String),
    /// Two names that are one after NFC or on a system that ignores case.
    Twin(RelPath, RelPath),
}

/// Everything a check, a figure or a bundle is made from. Built by `artifolio-workspace`, never written back as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    /// `portfolio.toml`.
    pub settings: Settings,
    /// `plan.toml`.
    pub plan: Plan,
    /// Artifacts, by number, then id.
    pub artifacts: Vec<Artifact>,
    /// Entries by key; all keys of the profile are there, `reflection` too.
    pub criteria: BTreeMap<String, CriterionEntry>,
    /// Facts of every file that exists and that an evidence list or a list of clean copies names, by path below the root.
    pub files: BTreeMap<RelPath, FileFacts>,
    /// What was passed over.
    pub strays: Vec<Stray>,
}

impl Portfolio {
    /// One in which nothing is yet.
    #[must_use]
    pub fn blank(settings: Settings, profile: &Profile) -> Self {
        let entry = |key: &String| CriterionEntry {
            key: key.clone(),
            header: CriterionHeader::default(),
            text: String::new(),
            file: RelPath::root(),
        };
        Self {
            settings,
            plan: Plan::default(),
            artifacts: Vec::new(),
            criteria: profile.criterion.keys().map(|key| (key.clone(), entry(key))).collect(),
            files: BTreeMap::new(),
            strays: Vec::new(),
        }
    }

    /// Artifacts that exist (planned ones do not yet).
    pub fn existing(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.iter().filter(|a| a.exists())
    }

    /// The artifact with this id, planned ones too.
    #[must_use]
    pub fn artifact(&self, id: &str) -> Option<&Artifact> {
        self.artifacts.iter().find(|a| a.header.id.as_str() == id)
    }
}

fn yes() -> bool {
    true
}

fn students() -> String {
    "students".into()
}

fn english() -> String {
    "en".into()
}

fn default_profile() -> String {
    "iste-metc-2020".into()
}
