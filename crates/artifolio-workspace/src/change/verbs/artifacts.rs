//! Changes of artifacts: new ones, their header and reflection, their order, the trash.

use artifolio_core::artifact::{ArtifactHeader, ArtifactState};
use artifolio_core::header::{self, difference};
use artifolio_core::id::Id;
use artifolio_core::source::Vfs;

use super::criteria::detach;
use super::evidence::linked;
use super::{Text, artifact, artifact_file, by_hand, edited, write};
use crate::change::import::new_header;
use crate::change::{Change, Step};
use crate::error::VerbError;
use crate::layout::ARTIFACT_FILE;
use crate::log::TEXT;
use crate::read::Reading;

/// An artifact to be made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewArtifact {
    /// Title; may be empty.
    pub title: String,
    /// It does not exist yet.
    pub planned: bool,
    /// Its first item of evidence, on the web.
    pub link: Option<String>,
    /// The reflection on it, or a first thought.
    pub text: String,
}

/// Makes an artifact with the next number; its id comes with the change.
///
/// # Errors
/// [`VerbError::BadValue`] when the link is none, or when the folder cannot be looked into.
pub fn new_artifact(
    files: &dyn Vfs,
    reading: &Reading,
    new: &NewArtifact,
) -> Result<(Change, Id), VerbError> {
    let (folder, mut header) = new_header(files, reading, &new.title)?;
    if new.planned {
        header.state = ArtifactState::Planned;
    }
    if let Some(link) = &new.link {
        header.evidence.push(linked(&header, link)?);
    }
    let file = folder.join(ARTIFACT_FILE).expect("a fixed name is a path");
    let steps = write(&file, None, header::render(&header, &new.text));
    Ok((Change { label: "new-artifact", steps }, header.id))
}

/// Changes the header of an artifact to what `change` makes of it. Its id stays.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::NotEditable`] when the new header would not be read as it was meant.
pub fn set_artifact(
    files: &dyn Vfs,
    reading: &Reading,
    id: &str,
    label: &'static str,
    change: impl FnOnce(&mut ArtifactHeader),
) -> Result<Change, VerbError> {
    let artifact = artifact(reading, id)?;
    let mut expected = artifact.header.clone();
    change(&mut expected);
    expected.id.clone_from(&artifact.header.id);
    let (file, current) = artifact_file(files, artifact)?;
    let new = edited(&file, &current.0, &difference(&artifact.header, &expected))?;
    if header::read_artifact(&new).value.as_ref() != Some(&expected) {
        return Err(by_hand(&file));
    }
    Ok(Change { label, steps: write(&file, Some(current), new) })
}

/// Replaces the reflection on an artifact; its header stays.
///
/// # Errors
/// [`VerbError::UnknownArtifact`], or when the file cannot be read or is no longer what was read.
pub fn set_artifact_text(
    files: &dyn Vfs,
    reading: &Reading,
    id: &str,
    text: &str,
) -> Result<Change, VerbError> {
    let artifact = artifact(reading, id)?;
    let (file, current): (_, Text) = artifact_file(files, artifact)?;
    if header::read_artifact(&current.0).body != artifact.reflection {
        return Err(VerbError::Changed(file));
    }
    let new = header::with_body(&current.0, text);
    Ok(Change { label: TEXT, steps: write(&file, Some(current), new) })
}

/// Numbers artifacts 1, 2 … in this order; those that are not named keep their order behind them.
///
/// # Errors
/// [`VerbError::UnknownArtifact`], or when a header cannot be edited.
pub fn order(files: &dyn Vfs, reading: &Reading, ids: &[String]) -> Result<Change, VerbError> {
    for id in ids {
        artifact(reading, id)?;
    }
    let all = reading.portfolio.artifacts.iter().map(|a| a.header.id.as_str());
    let rest: Vec<&str> = all.filter(|id| ids.iter().all(|named| named != id)).collect();
    let mut steps = Vec::new();
    for (number, id) in (1..).zip(ids.iter().map(String::as_str).chain(rest)) {
        let change = set_artifact(files, reading, id, "order", |h| h.number = Some(number))?;
        steps.extend(change.steps);
    }
    Ok(Change { label: "order", steps })
}

/// Moves an artifact with all its files to the trash and takes it off every criterion.
///
/// # Errors
/// [`VerbError::UnknownArtifact`], or when an entry cannot be edited.
pub fn remove_artifact(files: &dyn Vfs, reading: &Reading, id: &str) -> Result<Change, VerbError> {
    let path = artifact(reading, id)?.folder.clone();
    let mut steps = Vec::new();
    for (key, entry) in &reading.portfolio.criteria {
        if entry.header.artifacts.iter().any(|attached| attached.id.as_str() == id) {
            steps.extend(detach(files, reading, key, &[id.to_owned()])?.steps);
        }
    }
    steps.push(Step::Remove { path, expect: None });
    Ok(Change { label: "remove-artifact", steps })
}
