//! Clean copies: beside evidence that tells of people, places or devices a copy is put that does not. The evidence
//! itself is never touched.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use artifolio_clean::source::Source;
use artifolio_clean::{Bytes, Cleaned, Patched};
use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_core::clean_copy::{CleanCopy, Handed, write_ledger};
use artifolio_core::file_facts::FileFacts;
use artifolio_core::path::RelPath;
use artifolio_core::private::{CannotClean, Private};
use artifolio_core::progress::Progress;
use artifolio_core::source::Vfs;

use super::import::{Names, join};
use super::pour::{Spilt, Told};
use super::verbs::{self, artifact, write};
use super::{Change, Content, Outside, Step};
use crate::error::VerbError;
use crate::layout::{CLEANED, LEDGER, fixed};
use crate::read::Reading;

/// What is to be known of a file before clean copies are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It tells something, and a clean copy can be made.
    ToClean,
    /// Its clean copy goes into the package.
    Cleaned,
    /// It tells something or may, and no clean copy can be made.
    Cannot(CannotClean),
}

/// A file of evidence that tells something, or of which nobody can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateFile<'r> {
    /// Its artifact.
    pub artifact: &'r Artifact,
    /// The item of evidence that names it first.
    pub evidence: &'r Evidence,
    /// Below the artifact's folder.
    pub file: &'r RelPath,
    /// What it tells; of one with a clean copy, what that one is without.
    pub kinds: Vec<Private>,
    /// What can be done.
    pub state: State,
}

/// The change that makes clean copies.
#[derive(Debug, Clone)]
pub struct Cleaning {
    /// To be applied; without a step where there is nothing to do.
    pub change: Change,
    /// The new copies, below the workspace.
    pub made: Vec<RelPath>,
}

/// The files that tell something, of all artifacts that are packed, each once; those with nothing to tell are not among
/// them.
#[must_use]
pub fn private_files(reading: &Reading) -> Vec<PrivateFile<'_>> {
    let artifacts = reading.portfolio.existing();
    artifacts.flat_map(|artifact| of_artifact(reading, artifact)).collect()
}

fn of_artifact<'r>(reading: &'r Reading, artifact: &'r Artifact) -> Vec<PrivateFile<'r>> {
    let mut found: Vec<PrivateFile<'_>> = Vec::new();
    for evidence in &artifact.header.evidence {
        for (_, file) in evidence.files() {
            if found.iter().any(|known| known.file == file) {
                continue;
            }
            let Some(handed) = reading.portfolio.handed(artifact, file) else { continue };
            let original = &reading.portfolio.files[&artifact.resolve(file)];
            if let Some((kinds, state)) = state(&handed, original) {
                let kinds = kinds.into_iter().collect();
                found.push(PrivateFile { artifact, evidence, file, kinds, state });
            }
        }
    }
    found
}

/// What a file tells and what can be done; `None` where there is nothing to tell.
fn state(handed: &Handed<'_>, original: &FileFacts) -> Option<(BTreeSet<Private>, State)> {
    match handed {
        Handed::Copy(_, facts, copy) if facts.private.is_empty() => {
            Some((copy.removed.clone(), State::Cleaned))
        }
        Handed::Itself(_, Some(removed)) if original.private.is_empty() && !removed.is_empty() => {
            Some(((*removed).clone(), State::Cleaned))
        }
        _ => match original.cannot_clean {
            Some(reason) => Some((original.private.clone(), State::Cannot(reason))),
            None if original.private.is_empty() && !matches!(handed, Handed::Gone(_)) => None,
            None => Some((original.private.clone(), State::ToClean)),
        },
    }
}

/// Makes the clean copies that are missing, of one artifact or of all; copies of files that are evidence no longer, or
/// no longer the same, go to the trash.
///
/// # Errors
/// [`VerbError::UnknownArtifact`], [`VerbError::Cancelled`], a file that cannot be read or is not what it was.
pub fn clean_copies(
    files: &Arc<dyn Vfs>,
    reading: &Reading,
    only: Option<&str>,
    progress: &dyn Progress,
) -> Result<Cleaning, VerbError> {
    let artifacts: Vec<&Artifact> = match only {
        Some(id) => vec![artifact(reading, id)?],
        None => reading.portfolio.existing().collect(),
    };
    let todo: Vec<(&Artifact, Vec<&RelPath>)> = artifacts
        .into_iter()
        .map(|artifact| {
            let all = of_artifact(reading, artifact).into_iter();
            let to_clean = all.filter(|file| file.state == State::ToClean).map(|file| file.file);
            (artifact, to_clean.collect())
        })
        .collect();
    let size = |artifact: &Artifact, file: &RelPath| {
        reading.portfolio.files.get(&artifact.resolve(file)).map_or(0, |facts| facts.size)
    };
    let total = todo.iter().flat_map(|(a, files)| files.iter().map(|f| size(a, f))).sum();
    let mut told = Told::new(progress, total);
    let mut cleaning =
        Cleaning { change: Change { label: "clean-copies", steps: Vec::new() }, made: Vec::new() };
    for (artifact, to_clean) in todo {
        let ledger = Ledger { files, reading, artifact };
        ledger.renew(&to_clean, &mut told, &mut cleaning)?;
    }
    Ok(cleaning)
}

/// The clean copies of one artifact.
struct Ledger<'a> {
    files: &'a Arc<dyn Vfs>,
    reading: &'a Reading,
    artifact: &'a Artifact,
}

impl Ledger<'_> {
    fn renew(
        &self,
        to_clean: &[&RelPath],
        told: &mut Told<'_>,
        cleaning: &mut Cleaning,
    ) -> Result<(), VerbError> {
        let folder = join(&self.artifact.folder, CLEANED);
        let mut names = Names::within(&**self.files, &folder);
        // Of files that are called so themselves.
        names.free(&fixed(LEDGER))?;
        let (mut kept, gone) = self.sorted(to_clean);
        let steps = &mut cleaning.change.steps;
        for place in gone.iter().filter_map(|copy| copy.place(self.artifact)) {
            if self.files.stat(&place).is_ok() {
                steps.push(Step::Remove { path: place, expect: None });
            }
        }
        for file in to_clean {
            let from = self.artifact.resolve(file);
            let known = &self.reading.portfolio.files[&from];
            // Files of the same bytes have one copy.
            if kept.iter().any(|copy| copy.is_of(&known.sha256)) {
                continue;
            }
            let (outside, removed) = self.copy(&from, file, told)?;
            let before = gone.iter().find(|copy| copy.of.as_ref() == Some(*file));
            let name = match before.and_then(|copy| copy.file.clone()) {
                Some(name) => name,
                None => names.free(&fixed(file.name()))?,
            };
            kept.push(CleanCopy {
                sha256: outside.sha256.to_string(),
                removed,
                of: Some((*file).clone()),
                of_sha256: Some(known.sha256.clone()),
                file: Some(name.clone()),
            });
            let to = join(&folder, name.as_str());
            cleaning.made.push(to.clone());
            steps.push(Step::Import { from: outside, to });
        }
        self.write(&folder, kept, steps)
    }

    /// The entries that stay, and those that go: of files that are evidence no longer, and those to be made anew.
    fn sorted(&self, to_clean: &[&RelPath]) -> (Vec<CleanCopy>, Vec<CleanCopy>) {
        let portfolio = &self.reading.portfolio;
        let orphaned = portfolio.orphaned(self.artifact);
        let anew: Vec<&str> = to_clean
            .iter()
            .map(|file| portfolio.files[&self.artifact.resolve(file)].sha256.as_str())
            .collect();
        let (mut kept, mut gone) = (Vec::new(), Vec::new());
        for (place, copy) in self.artifact.cleaned.iter().enumerate() {
            let goes = orphaned.contains(&place) || anew.iter().any(|sha256| copy.is_of(sha256));
            (if goes { &mut gone } else { &mut kept }).push(copy.clone());
        }
        (kept, gone)
    }

    /// The clean copy of a file as it will be, hashed.
    fn copy(
        &self,
        from: &RelPath,
        said: &RelPath,
        told: &mut Told<'_>,
    ) -> Result<(Outside, BTreeSet<Private>), VerbError> {
        let unreadable = |source| VerbError::Unreadable { path: said.clone(), source };
        let (mut copy, size, removed) = open(&**self.files, from).map_err(unreadable)?;
        let poured = told.pour(&mut copy, &mut io::sink());
        let sha256 = poured.map_err(|spilt| match spilt {
            Spilt::Read(source) | Spilt::Write(source) => unreadable(source),
            Spilt::Stopped => VerbError::Cancelled,
        })?;
        let vfs = Arc::clone(self.files);
        Ok((Outside { vfs, path: from.clone(), size, sha256, content: Content::Cleaned }, removed))
    }

    /// Writes the ledger; one without an entry goes, and so does the folder that it leaves empty.
    fn write(
        &self,
        folder: &RelPath,
        kept: Vec<CleanCopy>,
        steps: &mut Vec<Step>,
    ) -> Result<(), VerbError> {
        let file = join(folder, LEDGER);
        let old = verbs::current(&**self.files, &file)?;
        if kept == self.artifact.cleaned {
            return Ok(());
        }
        if kept.is_empty() {
            let expect = old.map(|(_, hash)| hash);
            if expect.is_some() {
                steps.push(Step::Remove { path: file, expect });
            }
            steps.push(Step::RemoveFolder { path: folder.clone() });
        } else {
            steps.extend(write(&file, old, write_ledger(kept)));
        }
        Ok(())
    }
}

/// A clean copy, its size, and what it is without.
type Opened = (Box<dyn Read>, u64, BTreeSet<Private>);

/// Opens a file as its clean copy.
///
/// # Errors
/// What the operating system says; `InvalidData` for a file that cannot be cleaned.
pub(super) fn open(files: &dyn Vfs, path: &RelPath) -> io::Result<Opened> {
    let size = files.stat(path)?.size;
    let mut source = Source::new(files.open(path)?, size);
    let cleaned = artifolio_clean::clean(&mut source);
    source.failed()?;
    let Cleaned { removed, bytes } =
        cleaned.map_err(|reason| io::Error::new(io::ErrorKind::InvalidData, reason.name()))?;
    Ok(match bytes {
        Bytes::Same => (Box::new(files.open(path)?), size, removed),
        Bytes::Whole(bytes) => {
            let size = bytes.len() as u64;
            (Box::new(Cursor::new(bytes)), size, removed)
        }
        Bytes::Patched(patches) => {
            (Box::new(Patched::new(files.open(path)?, patches)?), size, removed)
        }
    })
}

#[cfg(test)]
mod tests;
