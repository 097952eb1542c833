//! An artifact: what the candidate made, with its evidence and the reflection on it. Keys as in docs/workspace.md.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clean_copy::CleanCopy;
use crate::id::Id;
use crate::path::RelPath;

/// How far an artifact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArtifactState {
    /// To be made: not counted, not packed.
    Planned,
    /// Exists, is being worked on.
    #[default]
    Drafted,
    /// The learner calls it ready.
    Ready,
}

/// Consent of a person shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// Given and on file.
    Given,
    /// Not there.
    #[default]
    Missing,
    /// Taken back.
    Withdrawn,
    /// Not needed (nobody can be recognised, or the person is the candidate).
    NotNeeded,
}

/// A person shown, by a label of the learner's own; private as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// The learner's label ("S3"), never a name.
    pub who: String,
    /// Evidence the person is in; empty = anywhere in the artifact.
    pub shown_in: Vec<String>,
    /// Consent.
    pub consent: Consent,
    /// Last day the consent holds.
    pub until: Option<NaiveDate>,
    /// Private note.
    pub note: String,
}

/// Someone who made it too.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Maker {
    /// Name; private.
    pub name: String,
    /// How the submission names the person ("a co-teacher").
    pub shown_as: String,
    /// What the person did.
    pub part: String,
}

/// Third-party material used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Right {
    /// What it is.
    pub what: String,
    /// Where it comes from.
    pub source: String,
    /// Its licence or permission.
    pub licence: String,
}

/// The header key of the picture that stands for an item.
pub const POSTER: &str = "poster";

/// One item of evidence: a file, a link, or a link with its captured copy. Paths are below the artifact's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Unique within the artifact.
    pub id: Id,
    /// The evidence itself.
    #[serde(default)]
    pub file: Option<RelPath>,
    /// Evidence that lives on the web.
    #[serde(default)]
    pub link: Option<String>,
    /// Captured copy of the link.
    #[serde(default)]
    pub capture: Option<RelPath>,
    /// Copy that any browser shows.
    #[serde(default)]
    pub viewable: Option<RelPath>,
    /// Still picture that stands for it until it is opened.
    #[serde(default)]
    pub poster: Option<RelPath>,
    /// WebVTT captions.
    #[serde(default)]
    pub captions: Option<RelPath>,
    /// Text of audio or video.
    #[serde(default)]
    pub transcript: Option<RelPath>,
    /// SHA-256 when recorded, of `file`, or of `capture` for a link.
    #[serde(default)]
    pub sha256: Option<String>,
    /// Caption.
    #[serde(default)]
    pub caption: String,
    /// Text alternative.
    #[serde(default)]
    pub alt: String,
    /// No text alternative is needed.
    #[serde(default)]
    pub decorative: bool,
    /// The link was last opened from a signed-out browser.
    #[serde(default)]
    pub checked: Option<NaiveDate>,
}

impl Evidence {
    /// Its files with the header key that names each, in bundle order.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &RelPath)> {
        [
            ("file", &self.file),
            ("viewable", &self.viewable),
            ("captions", &self.captions),
            ("transcript", &self.transcript),
            ("capture", &self.capture),
            (POSTER, &self.poster),
        ]
        .into_iter()
        .filter_map(|(key, path)| path.as_ref().map(|p| (key, p)))
    }

    /// The file that shows what the item is, with its key: the file, or the captured copy of a link. `sha256` is of it.
    #[must_use]
    pub fn principal(&self) -> Option<(&'static str, &RelPath)> {
        let file = self.file.as_ref().map(|path| ("file", path));
        file.or_else(|| self.capture.as_ref().map(|path| ("capture", path)))
    }

    /// Whether its principal file, which has this hash, is not the one that was recorded.
    #[must_use]
    pub fn is_other(&self, sha256: &str) -> bool {
        self.sha256.as_ref().is_some_and(|recorded| !recorded.eq_ignore_ascii_case(sha256))
    }

    /// Has a key of [`Evidence::files`] name this file, or none; any other key changes nothing.
    pub fn name_file(&mut self, key: &str, path: Option<RelPath>) {
        let named = match key {
            "file" => &mut self.file,
            "viewable" => &mut self.viewable,
            "captions" => &mut self.captions,
            "transcript" => &mut self.transcript,
            "capture" => &mut self.capture,
            POSTER => &mut self.poster,
            _ => return,
        };
        *named = path;
    }
}

/// The header of an `artifact.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactHeader {
    /// Identity.
    pub id: Id,
    /// Place in the bundle, from 1.
    #[serde(default)]
    pub number: Option<u32>,
    /// Title.
    #[serde(default)]
    pub title: String,
    /// How far it is.
    #[serde(default)]
    pub state: ArtifactState,
    /// Lesson, student work … (free).
    #[serde(default)]
    pub kind: String,
    /// When it was made: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[serde(default)]
    pub made: Option<String>,
    /// End of the period, same forms.
    #[serde(default)]
    pub until: Option<String>,
    /// For whom.
    #[serde(default)]
    pub audience: String,
    /// One sentence: what it is.
    #[serde(default)]
    pub summary: String,
    /// What the candidate did, when others took part.
    #[serde(default)]
    pub my_part: String,
    /// Co-makers.
    #[serde(default)]
    pub makers: Vec<Maker>,
    /// People shown.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Only in a copy restored from a submission: it said that consent of the people shown is on file.
    #[serde(default)]
    pub consent_on_file: bool,
    /// Redaction still to do.
    #[serde(default)]
    pub redact: Vec<String>,
    /// Third-party material.
    #[serde(default)]
    pub rights: Vec<Right>,
    /// The evidence, in bundle order.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Private note.
    #[serde(default)]
    pub note: String,
}

/// An artifact as read from the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Its header.
    pub header: ArtifactHeader,
    /// The reflection on it, Markdown.
    pub reflection: String,
    /// The folder it lies in, below the workspace root.
    pub folder: RelPath,
    /// Files in its folder that the evidence list does not name, below the workspace root.
    pub unlisted: Vec<RelPath>,
    /// Clean copies of its evidence, as its ledger lists them.
    pub cleaned: Vec<CleanCopy>,
}

impl Artifact {
    /// Whether it exists already: planned ones are neither counted nor packed.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.header.state != ArtifactState::Planned
    }

    /// What a sentence calls it: its title, else its id.
    #[must_use]
    pub fn called(&self) -> &str {
        let title = self.header.title.trim();
        if title.is_empty() { self.header.id.as_str() } else { title }
    }

    /// The header file, below the workspace root.
    ///
    /// # Panics
    /// Never: the name is a fixed, valid part.
    #[must_use]
    pub fn file(&self) -> RelPath {
        self.folder.join("artifact.md").expect("a fixed name is a path")
    }

    /// A path of the header as a path below the workspace root.
    ///
    /// # Panics
    /// Never: both parts were parsed before.
    #[must_use]
    pub fn resolve(&self, path: &RelPath) -> RelPath {
        self.folder.join(path.as_str()).expect("both parts are paths")
    }
}
