//! Evidence that is not as its artifact's list says: called otherwise, elsewhere, changed, gone; and files that no list
//! names.

use std::collections::BTreeSet;
use std::io::ErrorKind;

use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use super::{Listed, News};
use crate::change::Change;
use crate::change::verbs::{remove_evidence, set_evidence};
use crate::durable::{Sha256, current};
use crate::error::VerbError;
use crate::hashes::Hashes;
use crate::loose::{Loose, is_of_one};
use crate::read::Reading;
use crate::scan::Scan;
use crate::trash;

/// All of it, but for files that are copies of others.
pub(super) fn news(
    files: &dyn Vfs,
    hashes: &Hashes,
    scan: &Scan,
    reading: &Reading,
    is_copy: &dyn Fn(&RelPath) -> bool,
) -> Vec<News> {
    let artifacts = &reading.portfolio.artifacts;
    let mut all = changed(reading);
    let mut taken: BTreeSet<RelPath> = BTreeSet::new();
    let mut lost: Vec<Gone<'_>> = Vec::new();
    let loose = Loose::of(files, hashes, scan, artifacts).without(is_copy);
    for gone in artifacts.iter().flat_map(|artifact| gone(files, scan, artifact)) {
        let found = gone.sha256.and_then(|sha256| {
            Some((
                sha256,
                loose.with_bytes(sha256, &gone.listed.file, &gone.artifact.folder)?.clone(),
            ))
        });
        let Some((sha256, at)) = found else {
            lost.push(gone);
            continue;
        };
        taken.insert(at.clone());
        all.push(if at.is_below(&gone.artifact.folder) {
            News::Renamed { of: gone.listed, to: at, sure: true }
        } else {
            let sure = is_of_one(artifacts, sha256);
            News::Elsewhere { of: gone.listed, at, sha256, sure }
        });
    }
    for artifact in artifacts {
        let here = artifact.unlisted.iter().filter(|path| !is_copy(path) && !taken.contains(path));
        let here: Vec<&RelPath> = here.collect();
        let of_it = |gone: &&Gone<'_>| std::ptr::eq(gone.artifact, artifact);
        all.extend(of_artifact(artifact, &here, &lost.iter().filter(of_it).collect::<Vec<_>>()));
    }
    let removals = if all.iter().any(|news| matches!(news, News::Lost { .. })) {
        trash::removed(files).unwrap_or_default()
    } else {
        Vec::new()
    };
    for news in &mut all {
        if let News::Lost { of, removal } = news {
            let holds = removals.iter().find(|removed| removed.path == of.file);
            *removal = holds.map(|removed| removed.key.clone());
        }
    }
    all
}

/// A file that a list names and that is not there.
struct Gone<'a> {
    artifact: &'a Artifact,
    listed: Listed,
    /// What was recorded of it.
    sha256: Option<Sha256>,
}

/// What an artifact's list names and is not there. What lies where nobody could look may be there.
fn gone<'a>(
    files: &'a dyn Vfs,
    scan: &'a Scan,
    artifact: &'a Artifact,
) -> impl Iterator<Item = Gone<'a>> {
    let is_gone = |path: &RelPath| {
        !scan.files.contains_key(path)
            && !scan.hides(path)
            && files.stat(path).is_err_and(|error| error.kind() == ErrorKind::NotFound)
    };
    let all = artifact.header.evidence.iter().flat_map(|item| {
        let listed = item.files().map(move |(key, path)| (item, key, path));
        listed.map(|(item, key, path)| (item, listed_as(artifact, item, key, path)))
    });
    all.filter(move |(_, listed)| is_gone(&listed.file)).map(move |(item, listed)| {
        let recorded = item.sha256.as_ref().filter(|_| is_principal(item, listed.key));
        let sha256 = recorded.and_then(|sha256| sha256.parse().ok());
        Gone { artifact, listed, sha256 }
    })
}

fn listed_as(artifact: &Artifact, item: &Evidence, key: &'static str, path: &RelPath) -> Listed {
    Listed {
        artifact: artifact.header.id.to_string(),
        evidence: item.id.to_string(),
        key,
        file: artifact.resolve(path),
    }
}

fn is_principal(item: &Evidence, key: &str) -> bool {
    item.principal().is_some_and(|(principal, _)| principal == key)
}

/// What became of files that are `lost`, by their names and kinds alone, and the other files that are `here`.
fn of_artifact(artifact: &Artifact, here: &[&RelPath], lost: &[&Gone<'_>]) -> Vec<News> {
    let mut all = Vec::new();
    let mut taken: BTreeSet<&RelPath> = BTreeSet::new();
    for Gone { listed, .. } in lost {
        if let Some(to) = likely(&listed.file, here, lost) {
            taken.insert(to);
            all.push(News::Renamed { of: listed.clone(), to: to.clone(), sure: false });
        } else if artifact.exists() {
            all.push(News::Lost { of: listed.clone(), removal: None });
        }
    }
    let is_of_kind = |file: &RelPath| {
        let extension = file.extension();
        lost.iter().any(|gone| gone.listed.file.extension() == extension)
    };
    all.extend(here.iter().filter(|file| !taken.contains(*file)).map(|file| News::Added {
        artifact: artifact.header.id.to_string(),
        file: (*file).clone(),
        sure: !is_of_kind(file),
    }));
    all
}

/// The file that a lost one is likely to be: the only one of its name, in another folder; else the only one of its kind,
/// where no other of that kind is lost.
fn likely<'h>(gone: &RelPath, here: &[&'h RelPath], lost: &[&Gone<'_>]) -> Option<&'h RelPath> {
    let only = |fits: &dyn Fn(&RelPath) -> bool| {
        let mut all = here.iter().copied().filter(|path| fits(path));
        let one = all.next()?;
        all.next().is_none().then_some(one)
    };
    if let Some(to) = only(&|path| path.name() == gone.name()) {
        return Some(to);
    }
    let kind = gone.extension();
    let other =
        |lost: &&Gone<'_>| lost.listed.file.extension() == kind && lost.listed.file != *gone;
    if kind.is_empty() || lost.iter().any(other) {
        return None;
    }
    only(&|path| path.extension() == kind)
}

/// Evidence with other bytes than were recorded, as the reading found them.
fn changed(reading: &Reading) -> Vec<News> {
    let portfolio = &reading.portfolio;
    let items = portfolio
        .existing()
        .flat_map(|artifact| artifact.header.evidence.iter().map(move |item| (artifact, item)));
    let other = items.filter_map(|(artifact, item)| {
        let (key, path) = item.principal()?;
        let of = listed_as(artifact, item, key, path);
        let facts = portfolio.files.get(&of.file).filter(|facts| item.is_other(&facts.sha256))?;
        Some(News::Changed { of, sha256: facts.sha256.clone(), empty: facts.size == 0 })
    });
    other.collect()
}

/// Builds the change that has the list name the file where it is; what is only likely to be it is recorded anew.
pub(super) fn renamed(
    files: &dyn Vfs,
    reading: &Reading,
    of: &Listed,
    to: &RelPath,
    sure: bool,
) -> Result<Change, VerbError> {
    let folder = reading.portfolio.artifact(&of.artifact).map(|artifact| &artifact.folder);
    let folder = folder.ok_or_else(|| VerbError::UnknownArtifact(of.artifact.clone()))?;
    let within = to.within(folder).expect("it was looked for in the folder");
    let now = match current(files, to) {
        Ok(now) if !sure => now,
        Err(source) if !sure => return Err(VerbError::Unreadable { path: to.clone(), source }),
        _ => None,
    };
    set_evidence(files, reading, &of.artifact, &of.evidence, |item| {
        item.name_file(of.key, Some(within));
        if let Some(now) = now.filter(|_| item.sha256.is_some() && is_principal(item, of.key)) {
            item.sha256 = Some(now.to_string());
        }
    })
}

/// Builds the change that takes a lost file off the list: with its item, where nothing else is evidence there.
pub(super) fn unlisted(
    files: &dyn Vfs,
    reading: &Reading,
    of: &Listed,
) -> Result<Change, VerbError> {
    let artifact = reading.portfolio.artifact(&of.artifact);
    let artifact = artifact.ok_or_else(|| VerbError::UnknownArtifact(of.artifact.clone()))?;
    let item = artifact.header.evidence.iter().find(|item| item.id.as_str() == of.evidence);
    let item = item.ok_or_else(|| VerbError::UnknownEvidence(of.evidence.clone()))?;
    if is_principal(item, of.key) && item.link.is_none() {
        return remove_evidence(files, reading, &of.artifact, &of.evidence);
    }
    set_evidence(files, reading, &of.artifact, &of.evidence, |item| {
        if is_principal(item, of.key) {
            item.sha256 = None;
        }
        item.name_file(of.key, None);
    })
}
