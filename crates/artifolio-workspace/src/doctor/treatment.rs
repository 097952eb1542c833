//! From mends to one change of the learner's files; what is our own goes after it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use artifolio_core::header::{Edit, Step as At};
use artifolio_core::path::RelPath;
use artifolio_core::settings_edit::{Setting, SettingsEdit, edit_settings};
use artifolio_core::source::Vfs;

use super::{Does, Mend};
use crate::change::verbs::{edited, existing, not_editable, write};
use crate::change::{Change, Step};
use crate::data_dir::DataDir;
use crate::error::{ChangeError, VerbError, WorkspaceError};
use crate::identity;
use crate::layout::{SETTINGS, fixed};
use crate::leftovers;

/// Builds the one change that all these mends make of the learner's files; without steps where they touch none.
///
/// # Errors
/// [`VerbError`] when a file cannot be read, or not be edited without changing something else.
pub fn change(files: &dyn Vfs, chosen: &[Mend]) -> Result<Change, VerbError> {
    let mut headers: BTreeMap<&RelPath, Vec<Edit>> = BTreeMap::new();
    let mut steps = Vec::new();
    for mend in chosen {
        match &mend.does {
            Does::Headers(all) => {
                for (file, edits) in all {
                    headers.entry(file).or_default().extend(edits.iter().cloned());
                }
            }
            Does::Identity => steps.extend(with_identity(files)?),
            Does::Steps(all) => steps.extend(all.iter().cloned()),
            Does::Clear(_) | Does::TakeBack(_) | Does::Index | Does::RollBack => {}
        }
    }
    for (file, mut edits) in headers {
        edits.sort_by(in_place);
        let current = existing(files, file)?;
        let new = edited(file, &current.0, &edits)?;
        steps.extend(write(file, Some(current), new));
    }
    Ok(Change { label: "mend", steps })
}

/// Places in lists are counted in the header as it is: what goes, goes when all else is done, from the end.
fn in_place(one: &Edit, other: &Edit) -> Ordering {
    match (one, other) {
        (Edit::Remove { path: one }, Edit::Remove { path: other }) => {
            let steps = one.iter().zip(other).map(|(one, other)| match (one, other) {
                (At::Index(one), At::Index(other)) => other.cmp(one),
                (At::Key(one), At::Key(other)) => one.cmp(other),
                _ => Ordering::Equal,
            });
            let longer_first = other.len().cmp(&one.len());
            steps.fold(Ordering::Equal, Ordering::then).then(longer_first)
        }
        (one, other) => {
            let goes = |edit: &Edit| matches!(edit, Edit::Remove { .. });
            goes(one).cmp(&goes(other))
        }
    }
}

fn with_identity(files: &dyn Vfs) -> Result<Vec<Step>, VerbError> {
    let file = fixed(SETTINGS);
    let current = existing(files, &file)?;
    let edit = SettingsEdit::Set { key: "id".into(), value: Setting::Text(identity()) };
    let new = edit_settings(&current.0, &[edit]).map_err(|error| not_editable(&file, &error))?;
    Ok(write(&file, Some(current), new))
}

/// Takes away what is our own and was left by programs that died, as these mends say. The portfolio is open for writing.
///
/// # Errors
/// What the operating system says of the portfolio's folder or the data folder; what was not done can be done again.
pub fn clear(files: &dyn Vfs, data: &DataDir, chosen: &[Mend]) -> Result<(), WorkspaceError> {
    for mend in chosen {
        match &mend.does {
            Does::Clear(left) => {
                leftovers::clear(files, left).map_err(|source| {
                    let path = left.first().cloned().unwrap_or_default();
                    ChangeError::Io { path, source }
                })?;
            }
            Does::TakeBack(lent) => crate::machine::take_back(data, lent)?,
            _ => {}
        }
    }
    Ok(())
}
