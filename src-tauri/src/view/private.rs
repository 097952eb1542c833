//! What evidence tells beside what it shows, in words; never what stands there.

use std::collections::BTreeSet;

use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_core::clean_copy::Handed;
use artifolio_core::message::Catalogue;
use artifolio_core::private::Private;
use artifolio_workspace::change::clean::{self, State};
use serde::Serialize;
use ts_rs::TS;

use crate::desk::Seen;

/// What can be done about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PrivateState {
    /// A clean copy can be made.
    ToClean,
    /// Its clean copy goes into the package.
    Cleaned,
    /// No clean copy can be made.
    Cannot,
}

/// A file of evidence that tells something.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrivateFile {
    /// Id of its artifact.
    pub artifact: String,
    /// What that is called.
    pub title: String,
    /// The file, below the artifact's folder.
    pub file: String,
    /// Kinds of details, in words.
    pub kinds: Vec<String>,
    /// What can be done.
    pub state: PrivateState,
    /// Why no copy can be made, in words.
    pub reason: Option<String>,
}

/// All files that tell something, those first that can be cleaned.
#[must_use]
pub fn private_files(seen: &Seen) -> Vec<PrivateFile> {
    let told = clean::private_files(&seen.reading);
    let mut files: Vec<PrivateFile> = told.iter().map(|file| line(file, &seen.catalogue)).collect();
    files.sort_by_key(|file| match file.state {
        PrivateState::ToClean => 0,
        PrivateState::Cannot => 1,
        PrivateState::Cleaned => 2,
    });
    files
}

fn line(file: &clean::PrivateFile<'_>, words: &Catalogue) -> PrivateFile {
    let (state, reason) = match &file.state {
        State::ToClean => (PrivateState::ToClean, None),
        State::Cleaned => (PrivateState::Cleaned, None),
        State::Cannot(reason) => (PrivateState::Cannot, Some(words.cannot_clean(*reason))),
    };
    PrivateFile {
        artifact: file.artifact.header.id.to_string(),
        title: file.artifact.called().to_owned(),
        file: file.file.to_string(),
        kinds: file.kinds.iter().map(|kind| words.private(*kind)).collect(),
        state,
        reason,
    }
}

/// What the clean copy of an item's file is without, in words; empty where the file itself goes into the package.
pub(super) fn cleaned(seen: &Seen, artifact: &Artifact, evidence: &Evidence) -> Vec<String> {
    let handed =
        evidence.principal().and_then(|(_, path)| seen.reading.portfolio.handed(artifact, path));
    let removed: BTreeSet<Private> = match handed {
        Some(Handed::Copy(_, _, copy)) => copy.removed.clone(),
        _ => BTreeSet::new(),
    };
    removed.into_iter().map(|kind| seen.catalogue.private(kind)).collect()
}
