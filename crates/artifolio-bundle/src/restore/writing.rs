//! Writing what was restored: beside its place until all of it is durable, then into its place, the settings last. A folder
//! without settings is no portfolio, so that nobody takes half of one for the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind, Write as _};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{EntryKind, Vfs, empty_own};

use super::{Bundle, Content};
use crate::error::RestoreError;
use crate::submission::SETTINGS;

/// The folder in the target that everything is written into first; a name that is ignored everywhere.
const UNFINISHED: &str = "restoring.partial";

/// What a target holds before it is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or what was written by a restoring that was cut off.
    Nothing,
    /// A part of what was restored, the rest of it whole and ready to be put beside it.
    Part,
}

/// Looks into the target.
///
/// # Errors
/// [`RestoreError::NotEmpty`] when it holds anything that is not ours.
pub(super) fn look(target: &dyn Vfs) -> Result<Found, RestoreError> {
    let listing =
        target.list(&RelPath::root()).map_err(|source| failed(&RelPath::root(), source))?;
    let ours = |path: &RelPath| path.name() == UNFINISHED;
    if listing.odd.is_empty() && listing.entries.iter().all(|entry| ours(&entry.path)) {
        return Ok(Found::Nothing);
    }
    if listing.odd.is_empty() && is_file(target, &unfinished(&name(SETTINGS))) {
        return Ok(Found::Part);
    }
    Err(RestoreError::NotEmpty)
}

/// Where a path of the target is until all is whole.
fn unfinished(path: &RelPath) -> RelPath {
    let folder = RelPath::parse(UNFINISHED).expect("a fixed name is a path");
    path.moved(&RelPath::root(), &folder).expect("every path is below the root")
}

/// The first part of a path as a path.
fn name(text: &str) -> RelPath {
    RelPath::parse(text).expect("a part of a path is a path")
}

fn is_file(target: &dyn Vfs, path: &RelPath) -> bool {
    target.stat(path).is_ok_and(|stat| stat.kind == EntryKind::File)
}

fn is_there(target: &dyn Vfs, path: &RelPath) -> io::Result<bool> {
    match target.stat(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        found => found.map(|_| true),
    }
}

fn failed(path: &RelPath, source: io::Error) -> RestoreError {
    RestoreError::Write { path: path.clone(), source }
}

/// Files being written, which are all removed again when one of them fails.
pub(super) struct Writing<'a> {
    target: &'a dyn Vfs,
    progress: &'a dyn Progress,
    /// Bytes written, of all.
    done: u64,
    total: u64,
    /// Below the target, once they are in their place.
    files: Vec<RelPath>,
    folders: BTreeSet<RelPath>,
    /// Entries of the target that are in their place.
    placed: Vec<RelPath>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(target: &'a dyn Vfs, progress: &'a dyn Progress, total: u64) -> Self {
        let (files, folders, placed) = (vec![], BTreeSet::new(), vec![]);
        Self { target, progress, done: 0, total, files, folders, placed }
    }

    /// Writes it all, or nothing.
    pub(super) fn restore(
        mut self,
        bundle: &mut Bundle,
        contents: &BTreeMap<RelPath, Content>,
        found: Found,
    ) -> Result<(), RestoreError> {
        if found == Found::Part {
            let there = |path: &RelPath| [path.clone(), unfinished(path)];
            let all =
                contents.keys().all(|path| there(path).iter().any(|p| is_file(self.target, p)));
            return if all { self.place(contents) } else { Err(RestoreError::NotEmpty) };
        }
        // Only what a restoring left that was cut off is called so.
        empty_own(self.target, &unfinished(&RelPath::root()))
            .map_err(|e| failed(&RelPath::root(), e))?;
        let done = self.write_all(bundle, contents).and_then(|()| self.place(contents));
        if done.is_err() {
            self.undo();
        }
        done
    }

    fn write_all(
        &mut self,
        bundle: &mut Bundle,
        contents: &BTreeMap<RelPath, Content>,
    ) -> Result<(), RestoreError> {
        for (path, content) in contents {
            self.write(bundle, path, content)?;
        }
        for folder in self.folders.iter().rev() {
            let folder = unfinished(folder);
            self.target.sync_folder(&folder).map_err(|e| failed(&folder, e))?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        bundle: &mut Bundle,
        path: &RelPath,
        content: &Content,
    ) -> Result<(), RestoreError> {
        let failed = |source| failed(path, source);
        let mut folder = path.parent();
        while folder != RelPath::root() {
            self.folders.insert(folder.clone());
            folder = folder.parent();
        }
        self.target.create_folder(&unfinished(&path.parent())).map_err(failed)?;
        let mut file = self.target.create_new(&unfinished(path)).map_err(failed)?;
        self.files.push(path.clone());
        match content {
            Content::Text(text) => file.write_all(text.as_bytes()).map_err(failed)?,
            Content::Payload(from) => {
                let digest = bundle.read(from, &mut |chunk| {
                    self.done += chunk.len() as u64;
                    if self.progress.advance(self.done, self.total).is_break() {
                        return Err(RestoreError::Cancelled);
                    }
                    file.write_all(chunk).map_err(failed)
                })?;
                bundle.must_be_listed(from, &digest)?;
            }
        }
        file.sync_all().map_err(failed)
    }

    /// Puts what is whole into its place, the settings last, and makes that durable.
    fn place(&mut self, contents: &BTreeMap<RelPath, Content>) -> Result<(), RestoreError> {
        let names: BTreeSet<&str> =
            contents.keys().filter_map(|path| path.parts().next()).collect();
        let (settings, others): (Vec<_>, Vec<_>) =
            names.iter().partition(|name| **name == SETTINGS);
        // Of names that are moved together a loss of power may keep any: the settings wait until the others are durable.
        for together in [others, settings] {
            for to in together.into_iter().map(name) {
                self.place_one(to)?;
            }
            for folder in [unfinished(&RelPath::root()), RelPath::root()] {
                self.target.sync_folder(&folder).map_err(|e| failed(&folder, e))?;
            }
        }
        let root = RelPath::root();
        self.target.remove_empty_folder(&unfinished(&root)).map_err(|e| failed(&root, e))
    }

    fn place_one(&mut self, to: RelPath) -> Result<(), RestoreError> {
        let from = unfinished(&to);
        let there = |path| is_there(self.target, path).map_err(|e| failed(&to, e));
        if !there(&from)? {
            // A restoring that was cut off has put it into its place already.
            return Ok(());
        }
        if there(&to)? {
            return Err(RestoreError::NotEmpty);
        }
        self.target.rename(&from, &to).map_err(|e| failed(&to, e))?;
        self.placed.push(to);
        Ok(())
    }

    /// What cannot be removed stays: the failure that is told is the first.
    fn undo(&self) {
        for path in self.placed.iter().rev() {
            let _ = self.target.rename(path, &unfinished(path));
        }
        for file in &self.files {
            let _ = self.target.remove_own(&unfinished(file));
        }
        for folder in self.folders.iter().rev().chain([&RelPath::root()]) {
            let _ = self.target.remove_empty_folder(&unfinished(folder));
        }
    }
}
