//! Changes that a person asks for, built from what was read. Every one is proved before it is handed out: the new text
//! reads as the old one with just that edit.

mod artifacts;
mod criteria;
mod evidence;
mod plan;
mod settings;
#[cfg(test)]
mod tests;

use artifolio_core::artifact::Artifact;
use artifolio_core::header::{self, Edit, EditError, FaultKind};
use artifolio_core::path::RelPath;
use artifolio_core::source::{Vfs, read_whole};

use super::Step;
use crate::durable::{Expect, Sha256};
use crate::error::VerbError;
use crate::read::{MAX_TEXT_FILE, Reading};

pub use artifacts::{
    NewArtifact, new_artifact, order, remove_artifact, set_artifact, set_artifact_text,
};
pub use criteria::{attach, detach, set_criterion_text, set_entry};
pub use evidence::{add_link, list_file, remove_beside, remove_evidence, set_evidence};
pub use plan::{documents, remove_document, set_course_start, set_plan, shelve};
pub use settings::{new_portfolio, set_extensions, set_settings, unwaive, waive};

/// The artifact with this id.
pub(crate) fn artifact<'r>(reading: &'r Reading, id: &str) -> Result<&'r Artifact, VerbError> {
    reading.portfolio.artifact(id).ok_or_else(|| VerbError::UnknownArtifact(id.to_owned()))
}

/// Its file as it is now, which says what was read.
pub(super) fn artifact_file(
    files: &dyn Vfs,
    artifact: &Artifact,
) -> Result<(RelPath, Text), VerbError> {
    let file = artifact.file();
    let current = existing(files, &file)?;
    if header::read_artifact(&current.0).value.as_ref() != Some(&artifact.header) {
        return Err(VerbError::Changed(file));
    }
    Ok((file, current))
}

/// Edits a header of a file.
pub(crate) fn edited(file: &RelPath, text: &str, edits: &[Edit]) -> Result<String, VerbError> {
    header::edit(text, edits).map_err(|error| not_editable(file, &error))
}

pub(crate) fn not_editable(file: &RelPath, error: &EditError) -> VerbError {
    let (reason, detail) = match error {
        EditError::Header(kind @ FaultKind::Syntax(said)) => (kind.code(), said.as_str()),
        EditError::Header(kind) => (kind.code(), ""),
        EditError::Duplicate(key) => ("duplicate", key.as_str()),
        EditError::ByHand(_) | EditError::NotThere(_) | EditError::WrongShape(_) => ("by-hand", ""),
    };
    VerbError::NotEditable { file: file.clone(), reason, detail: detail.to_owned() }
}

pub(crate) fn by_hand(file: &RelPath) -> VerbError {
    VerbError::NotEditable { file: file.clone(), reason: "by-hand", detail: String::new() }
}

/// A text and its hash.
pub(crate) type Text = (String, Sha256);

/// The text of a file as it is now; `None` when there is none.
pub(super) fn current(files: &dyn Vfs, file: &RelPath) -> Result<Option<Text>, VerbError> {
    let bytes = match read_whole(files, file, MAX_TEXT_FILE) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(VerbError::Unreadable { path: file.clone(), source }),
    };
    let hash = Sha256::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|_| VerbError::NotEditable {
        file: file.clone(),
        reason: "not-utf8",
        detail: String::new(),
    })?;
    Ok(Some((text, hash)))
}

/// The same for a file that was read before.
pub(crate) fn existing(files: &dyn Vfs, file: &RelPath) -> Result<Text, VerbError> {
    current(files, file)?.ok_or_else(|| VerbError::Unreadable {
        path: file.clone(),
        source: std::io::ErrorKind::NotFound.into(),
    })
}

/// The step that writes a text; none when nothing would change.
pub(crate) fn write(file: &RelPath, old: Option<Text>, new: String) -> Vec<Step> {
    let (old, expect) = match old {
        Some((text, hash)) => (text, Expect::Sha256(hash)),
        None => (String::new(), Expect::Absent),
    };
    if old == new {
        return Vec::new();
    }
    vec![Step::Write { path: file.clone(), expect, bytes: new.into_bytes() }]
}
