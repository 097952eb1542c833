//! Texts that are not what this machine last saw of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs, read_whole};
use serde::{Deserialize, Serialize};

use crate::change::{Change, Step};
use crate::durable::{Expect, Sha256};
use crate::error::VerbError;
use crate::history::{self, Gone, History, Keep, Why};
use crate::layout::{Role, SETTINGS, fixed, role};
use crate::read::MAX_TEXT_FILE;
use crate::scan::{is_absent, scan};

/// What happened to a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// It says something else.
    Edited,
    /// It is gone.
    Deleted,
    /// It is new.
    Added,
    /// It lies here now: with the same bytes, or as the header of the same artifact.
    Moved(RelPath),
}

/// A text that is not as this machine last saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// Where it lay; where it lies, if it is new.
    pub file: RelPath,
    /// What it was; what it is, if it is new.
    pub before: Sha256,
    /// What happened.
    pub what: What,
}

/// What is not as it was, and keeps all of it as it is now, so that the next time has something to compare with. `hear` is
/// told before that: whoever dies then hears of it again, and not never.
pub(crate) fn since(
    history: &mut History,
    files: &dyn Vfs,
    hear: impl FnOnce(&[Since]),
) -> io::Result<Vec<Since>> {
    let known = history.known(files)?;
    if !history.can_keep_here(files) {
        return Ok(Vec::new());
    }
    let scan = scan(files);
    // A text that is not where it was may lie where nobody could look.
    let mut all_seen = scan.unreadable.is_empty();
    let texts = scan
        .files
        .into_values()
        .filter(|entry| !entry.stat.cloud_only && role(&entry.path).is_text());
    let mut now = BTreeMap::new();
    let mut new = Vec::new();
    for entry in texts {
        // One that cannot be read or is no text of ours is a finding, and nothing that was seen.
        let bytes = match read_whole(files, &entry.path, MAX_TEXT_FILE) {
            Ok(bytes) => bytes,
            Err(error) => {
                all_seen &=
                    error.kind() == ErrorKind::FileTooLarge || known.contains_key(&entry.path);
                continue;
            }
        };
        let sha256 = Sha256::of(&bytes);
        if known.get(&entry.path) != Some(&sha256) {
            let file = entry.path.clone();
            new.push(Keep { file, bytes, why: Why::Found });
        }
        now.insert(entry.path, sha256);
    }
    let arrived: Vec<(&RelPath, &Sha256)> =
        now.iter().filter(|(path, _)| !known.contains_key(*path)).collect();
    let (mut all, mut unsure) = (Vec::new(), BTreeSet::new());
    for (file, before) in &known {
        let what = match now.get(file) {
            Some(sha256) if sha256 == before => continue,
            Some(_) => What::Edited,
            // Not opened: one that lies only in the cloud would be downloaded.
            None => match files.stat(file) {
                // There, but not to be read just now.
                Ok(stat) if stat.kind == EntryKind::File => continue,
                Err(error) if !is_absent(&error) => {
                    unsure.insert(*before);
                    continue;
                }
                _ => match moved_to(files, file, *before, &arrived, &new)? {
                    Some(to) => What::Moved(to),
                    None if !all_seen => continue,
                    None => What::Deleted,
                },
            },
        };
        all.push(Since { file: file.clone(), before: *before, what });
    }
    // What may have come from there is seen when that is known.
    new.retain(|keep| known.contains_key(&keep.file) || !unsure.contains(&Sha256::of(&keep.bytes)));
    if !history.knows_all() {
        // What they say of these texts may be out of date.
        all.clear();
    }
    let mut gone = Vec::new();
    let is_gone = |since: &&Since| matches!(since.what, What::Deleted | What::Moved(_));
    for Since { file, before, .. } in all.iter().filter(is_gone) {
        let (file, sha256) = (file.clone(), *before);
        if history::is_elsewhere(files, sha256) {
            let artifact = history::named_as(files, &file, sha256)?;
            gone.push(Gone { file, artifact, sha256 });
        } else if let Some(bytes) = history::left(files, sha256)? {
            new.push(Keep { file, bytes, why: Why::Gone });
        }
    }
    // A machine that has looked before knows the settings at least. Before that, everything is new to it, and no news.
    if known.contains_key(&fixed(SETTINGS)) && history.knows_all() {
        let added: Vec<Since> = arrived
            .iter()
            .filter(|(path, sha256)| !unsure.contains(*sha256) && !is_moved(&all, path))
            .map(|(path, sha256)| added(path, **sha256))
            .collect();
        all.extend(added);
    }
    hear(&all);
    history.keep_and_tell(files, new, gone)?;
    Ok(all)
}

fn added(file: &RelPath, before: Sha256) -> Since {
    Since { file: file.clone(), before, what: What::Added }
}

/// Whether a text that has arrived is one that lay elsewhere.
fn is_moved(all: &[Since], path: &RelPath) -> bool {
    all.iter().any(|since| matches!(&since.what, What::Moved(to) if to == path))
}

/// Where a text lies by now that lay at `file` with the bytes `before`: one of those that have `arrived`, whose bytes are
/// among the `new` ones. An artifact is known by its id, whatever else its header says by now.
fn moved_to(
    files: &dyn Vfs,
    file: &RelPath,
    before: Sha256,
    arrived: &[(&RelPath, &Sha256)],
    new: &[Keep],
) -> io::Result<Option<RelPath>> {
    if let Some((to, _)) = arrived.iter().find(|(_, sha256)| **sha256 == before) {
        return Ok(Some((*to).clone()));
    }
    let id = if history::is_elsewhere(files, before) {
        history::named_as(files, file, before)?
    } else {
        let Some(bytes) = history::left(files, before)? else { return Ok(None) };
        history::artifact_of(file, &bytes)
    };
    let same = |keep: &&Keep| {
        arrived.iter().any(|(path, _)| **path == keep.file)
            && history::artifact_of(&keep.file, &keep.bytes) == id
    };
    Ok(id.as_ref().and_then(|_| new.iter().find(same)).map(|keep| keep.file.clone()))
}

/// Builds the change that answers what happened to a text: what was deleted is written again, what lies elsewhere goes
/// back, an artifact with its folder. `None` where there is nothing to do.
///
/// # Errors
/// [`VerbError::UnknownVersion`] when the bytes are gone.
pub fn back(files: &dyn Vfs, since: &Since) -> Result<Option<Change>, VerbError> {
    let Since { file, before, what } = since;
    let step = match what {
        What::Edited | What::Added => return Ok(None),
        What::Deleted => {
            let gone = |_| VerbError::UnknownVersion(before.to_string());
            let bytes = history::bytes(files, *before).map_err(gone)?;
            // What has come back by itself is not written over.
            Step::Write { path: file.clone(), expect: Expect::Absent, bytes }
        }
        What::Moved(to) => {
            let is_artifact = [file, to].iter().all(|path| role(path) == Role::ArtifactHeader);
            let [from, to] =
                [to, file].map(|path| if is_artifact { path.parent() } else { path.clone() });
            Step::Move { from, to, expect: None }
        }
    };
    Ok(Some(Change { label: "restore-version", steps: vec![step] }))
}
