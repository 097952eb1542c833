//! Texts that are not what this machine last saw of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs, read_whole};
use serde::{Deserialize, Serialize};

use crate::durable::Sha256;
use crate::history::{self, Gone, History, Keep, Why};
use crate::layout::{Role, role};
use crate::read::MAX_TEXT_FILE;
use crate::scan::scan;

/// What happened to a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// It says something else.
    Edited,
    /// It is gone.
    Deleted,
    /// It lies here now: with the same bytes, or as the header of the same artifact.
    Moved(RelPath),
}

/// A text that is not as this machine last saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// Where it lay.
    pub file: RelPath,
    /// What it was.
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
    let texts =
        scan.files.into_values().filter(|entry| !entry.stat.cloud_only && is_text(&entry.path));
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
    for Since { file, before, .. } in all.iter().filter(|since| since.what != What::Edited) {
        let (file, sha256) = (file.clone(), *before);
        if history::is_elsewhere(files, sha256) {
            let artifact = history::named_as(files, &file, sha256)?;
            gone.push(Gone { file, artifact, sha256 });
        } else if let Some(bytes) = history::left(files, sha256)? {
            new.push(Keep { file, bytes, why: Why::Gone });
        }
    }
    hear(&all);
    history.keep_and_tell(files, new, gone)?;
    Ok(all)
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
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

fn is_text(path: &RelPath) -> bool {
    matches!(role(path), Role::Criterion(_) | Role::ArtifactHeader | Role::Settings | Role::Profile)
}
