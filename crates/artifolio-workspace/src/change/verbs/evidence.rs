//! Changes of an artifact's evidence: links, captions and text alternatives, what is taken off.

use std::io;

use artifolio_core::artifact::{ArtifactHeader, Evidence};
use artifolio_core::header;
use artifolio_core::id::Id;
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use super::artifact;
use super::artifacts::set_artifact;
use crate::change::import::item;
use crate::change::{Change, Step};
use crate::durable::Sha256;
use crate::error::VerbError;
use crate::read::Reading;

/// Adds evidence that lives on the web.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::BadValue`] when it is no http(s) address.
pub fn add_link(
    files: &dyn Vfs,
    reading: &Reading,
    id: &str,
    link: &str,
) -> Result<Change, VerbError> {
    let evidence = linked(&artifact(reading, id)?.header, link)?;
    set_artifact(files, reading, id, "add-link", |header| header.evidence.push(evidence))
}

/// An item of evidence for a link, with an id of its own in the artifact.
pub(super) fn linked(header: &ArtifactHeader, link: &str) -> Result<Evidence, VerbError> {
    let link = link.trim().to_owned();
    let host = link.split_once("://").map_or("", |(_, rest)| rest).split(['/', '?', '#']).next();
    let id = free_id(header, host.unwrap_or_default());
    let evidence = Evidence { link: Some(link), ..item(id) };
    let mut tried = header.clone();
    tried.evidence.push(evidence.clone());
    let read = header::read_artifact(&header::render(&tried, ""));
    match read
        .faults
        .into_iter()
        .find(|fault| read.value.as_ref() != Some(&tried) || fault.key.is_some())
    {
        Some(fault) => {
            Err(VerbError::BadValue { key: fault.key.unwrap_or_default(), kind: fault.kind })
        }
        None => Ok(evidence),
    }
}

/// Changes one item to what `change` makes of it; its id stays.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::UnknownEvidence`]; [`VerbError::NotEditable`].
pub fn set_evidence(
    files: &dyn Vfs,
    reading: &Reading,
    artifact_id: &str,
    id: &str,
    change: impl FnOnce(&mut Evidence),
) -> Result<Change, VerbError> {
    let at = place(reading, artifact_id, id)?;
    set_artifact(files, reading, artifact_id, "evidence", |header| {
        let kept = header.evidence[at].id.clone();
        change(&mut header.evidence[at]);
        header.evidence[at].id = kept;
    })
}

/// Takes an item off the list and moves its files to the trash, those that no other item names.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::UnknownEvidence`]; [`VerbError::NotEditable`].
pub fn remove_evidence(
    files: &dyn Vfs,
    reading: &Reading,
    artifact_id: &str,
    id: &str,
) -> Result<Change, VerbError> {
    let at = place(reading, artifact_id, id)?;
    let mut left = artifact(reading, artifact_id)?.header.evidence.clone();
    let gone = left.remove(at);
    without(files, reading, artifact_id, ("remove-evidence", left), gone.files())
}

/// Takes a file that stands beside an item (a copy, a poster, captions …) off it, by its key of [`Evidence::files`], and moves it
/// to the trash if no other item names it.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::UnknownEvidence`] where there is no such item, or none such file beside it;
/// [`VerbError::NotEditable`].
pub fn remove_beside(
    files: &dyn Vfs,
    reading: &Reading,
    artifact_id: &str,
    id: &str,
    key: &str,
) -> Result<Change, VerbError> {
    let at = place(reading, artifact_id, id)?;
    let mut left = artifact(reading, artifact_id)?.header.evidence.clone();
    let before = left[at].clone();
    let gone = before.files().find(|(named, _)| *named == key && *named != "file");
    let gone = gone.ok_or_else(|| VerbError::UnknownEvidence(id.to_owned()))?;
    left[at].name_file(key, None);
    without(files, reading, artifact_id, ("remove-beside", left), std::iter::once(gone))
}

/// The artifact with these items, and without these files where none of the items names them.
fn without<'e>(
    files: &dyn Vfs,
    reading: &Reading,
    artifact_id: &str,
    (label, left): (&'static str, Vec<Evidence>),
    gone: impl Iterator<Item = (&'static str, &'e RelPath)>,
) -> Result<Change, VerbError> {
    let artifact = artifact(reading, artifact_id)?;
    let mut change = set_artifact(files, reading, artifact_id, label, |header| {
        header.evidence.clone_from(&left);
    })?;
    let shared = |path: &RelPath| left.iter().flat_map(Evidence::files).any(|(_, p)| p == path);
    let there = |path: &RelPath| files.stat(path).is_ok();
    let alone = gone.map(|(_, path)| path).filter(|path| !shared(path));
    let paths = alone.map(|path| artifact.resolve(path)).filter(there);
    change.steps.extend(paths.map(|path| Step::Remove { path, expect: None }));
    Ok(change)
}

/// Makes a file that lies in the artifact's folder, and that no item names yet, evidence.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::Unreadable`] when it is no such file or cannot be read.
pub fn list_file(
    files: &dyn Vfs,
    reading: &Reading,
    artifact_id: &str,
    file: &RelPath,
) -> Result<Change, VerbError> {
    let artifact = artifact(reading, artifact_id)?;
    let unreadable = |source| VerbError::Unreadable { path: file.clone(), source };
    if !artifact.unlisted.contains(file) {
        return Err(unreadable(io::ErrorKind::NotFound.into()));
    }
    let sha256 = files.open(file).and_then(Sha256::of_reader).map_err(unreadable)?;
    let within = file.within(&artifact.folder).expect("what is unlisted lies in the folder");
    let stem = within.name().rsplit_once('.').map_or(within.name(), |(stem, _)| stem);
    let id = free_id(&artifact.header, stem);
    let evidence = Evidence { file: Some(within), sha256: Some(sha256.to_string()), ..item(id) };
    set_artifact(files, reading, artifact_id, "list-file", |header| header.evidence.push(evidence))
}

fn place(reading: &Reading, artifact_id: &str, id: &str) -> Result<usize, VerbError> {
    let evidence = &artifact(reading, artifact_id)?.header.evidence;
    let at = evidence.iter().position(|item| item.id.as_str() == id);
    at.ok_or_else(|| VerbError::UnknownEvidence(id.to_owned()))
}

fn free_id(header: &ArtifactHeader, title: &str) -> Id {
    Id::from_title(title, "evidence", &|id| header.evidence.iter().any(|e| e.id.as_str() == id))
}
