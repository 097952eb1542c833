//! Changes of a criterion's entry: what is attached, its header, its text.

use artifolio_core::criterion::{Attached, CriterionEntry, CriterionHeader, Role};
use artifolio_core::header::{self, difference};
use artifolio_core::source::Vfs;

use super::{artifact, by_hand, current, edited, write};
use crate::change::Change;
use crate::error::VerbError;
use crate::log::TEXT;
use crate::read::Reading;

/// Attaches artifacts to a criterion, in the order given, behind those that are attached. One that is attached already
/// keeps its place and its pin and gets the role. `criterion` is a key, a shown code or a number.
///
/// # Errors
/// [`VerbError::UnknownCriterion`], [`VerbError::UnknownArtifact`], or when the entry's file cannot be edited.
pub fn attach(
    files: &dyn Vfs,
    reading: &Reading,
    criterion: &str,
    artifacts: &[String],
    role: Role,
) -> Result<Change, VerbError> {
    let mut header = entry(reading, criterion)?.header.clone();
    for id in artifacts {
        let id = artifact(reading, id)?.header.id.clone();
        match header.artifacts.iter_mut().find(|attached| attached.id == id) {
            Some(attached) => attached.role = role,
            None => header.artifacts.push(Attached { id, role, pin: None }),
        }
    }
    set_entry(files, reading, criterion, "attach", |now| *now = header)
}

/// Takes artifacts off a criterion; one that is not attached is no error, nor one that does not exist any more.
///
/// # Errors
/// [`VerbError::UnknownCriterion`], or when the entry's file cannot be edited.
pub fn detach(
    files: &dyn Vfs,
    reading: &Reading,
    criterion: &str,
    artifacts: &[String],
) -> Result<Change, VerbError> {
    let goes = |attached: &Attached| artifacts.iter().any(|id| attached.id.as_str() == id);
    set_entry(files, reading, criterion, "detach", |header| {
        header.artifacts.retain(|attached| !goes(attached));
    })
}

/// Changes the header of a criterion's entry to what `change` makes of it.
///
/// # Errors
/// [`VerbError::UnknownCriterion`], or when the entry's file cannot be edited.
pub fn set_entry(
    files: &dyn Vfs,
    reading: &Reading,
    criterion: &str,
    label: &'static str,
    change: impl FnOnce(&mut CriterionHeader),
) -> Result<Change, VerbError> {
    let entry = entry(reading, criterion)?;
    let mut expected = entry.header.clone();
    change(&mut expected);
    let edits = difference(&entry.header, &expected);
    let current = current(files, &entry.file)?;
    let old = current.as_ref().map_or("", |(text, _)| text);
    if header::read_criterion(old).value.unwrap_or_default() != entry.header {
        return Err(VerbError::Changed(entry.file.clone()));
    }
    let new = match &current {
        Some(_) => edited(&entry.file, old, &edits)?,
        None if edits.is_empty() => String::new(),
        None => header::render(&expected, ""),
    };
    // Items with a fault are read over, so that the places counted here may be others in the file.
    if header::read_criterion(&new).value.as_ref() != Some(&expected) {
        return Err(by_hand(&entry.file));
    }
    Ok(Change { label, steps: write(&entry.file, current, new) })
}

/// Replaces the contextualization of a criterion (or the reflection). The header stays; where there is none yet, the
/// edition that the text is written for is recorded.
///
/// # Errors
/// [`VerbError::UnknownCriterion`], or when the file cannot be read.
pub fn set_criterion_text(
    files: &dyn Vfs,
    reading: &Reading,
    criterion: &str,
    text: &str,
) -> Result<Change, VerbError> {
    let entry = entry(reading, criterion)?;
    let current = current(files, &entry.file)?;
    let old = current.as_ref().map_or("", |(text, _)| text);
    if header::read_criterion(old).body != entry.text {
        return Err(VerbError::Changed(entry.file.clone()));
    }
    let new = match &current {
        Some(_) => header::with_body(old, text),
        None => {
            let edition = Some(reading.profile.edition.clone());
            header::render(&CriterionHeader { edition, ..CriterionHeader::default() }, text)
        }
    };
    Ok(Change { label: TEXT, steps: write(&entry.file, current, new) })
}

fn entry<'r>(reading: &'r Reading, criterion: &str) -> Result<&'r CriterionEntry, VerbError> {
    let key = reading.profile.key_of(criterion);
    key.and_then(|key| reading.portfolio.criteria.get(key))
        .ok_or_else(|| VerbError::UnknownCriterion(criterion.to_owned()))
}
