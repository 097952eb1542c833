//! The trash: what was removed, each removal in a folder of its own below `.artifolio/trash`, and the way back.

use std::io::{self, ErrorKind};

use artifolio_core::artifact::ArtifactHeader;
use artifolio_core::header::read_artifact;
use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs, read_whole};
use chrono::{DateTime, Utc};

use crate::change::undo::is_there;
use crate::change::{Change, Step};
use crate::error::VerbError;
use crate::layout::{ARTIFACT_FILE, TRASH, fixed};
use crate::read::MAX_TEXT_FILE;
use crate::scan::listed;
use crate::time_of_unique;

/// One removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Names it.
    pub key: String,
    /// When, as its name tells; `None` where somebody else gave it one.
    pub at: Option<DateTime<Utc>>,
    /// What was removed: the file, or the folder that holds all of it, by its path in the portfolio.
    pub path: RelPath,
    /// The artifact's title, where it is an artifact.
    pub title: Option<String>,
    /// Files in it.
    pub files: usize,
}

/// What was removed, the last first. A removal of which nothing is left is none.
///
/// # Errors
/// [`VerbError::Unreadable`]; a portfolio without a trash has removed nothing.
pub fn removed(files: &dyn Vfs) -> Result<Vec<Removed>, VerbError> {
    read(files).map_err(unreadable)
}

fn unreadable(source: io::Error) -> VerbError {
    VerbError::Unreadable { path: fixed(TRASH), source }
}

fn read(files: &dyn Vfs) -> io::Result<Vec<Removed>> {
    let mut all = Vec::new();
    let removals = listed(files, &fixed(TRASH))?.into_iter();
    for entry in removals.filter(|entry| entry.stat.kind == EntryKind::Folder) {
        let mut found = Vec::new();
        files_below(files, &entry.path, &mut found)?;
        let Some(path) = what(&entry.path, &found) else { continue };
        let key = entry.path.name().to_owned();
        let title = header(files, &entry.path, &path).map(|header| header.title);
        all.push(Removed { at: time_of_unique(&key), key, path, title, files: found.len() });
    }
    all.sort_by(|a, b| (b.at, &b.key).cmp(&(a.at, &a.key)));
    Ok(all)
}

/// The last removal that holds the artifact with this id.
pub(crate) fn removal_of_artifact(files: &dyn Vfs, id: &str) -> Result<Option<Removed>, VerbError> {
    let is_it = |item: &Removed| {
        let header =
            fixed(TRASH).join(&item.key).ok().and_then(|root| header(files, &root, &item.path));
        header.is_some_and(|header| header.id.as_str() == id)
    };
    Ok(removed(files)?.into_iter().find(is_it))
}

/// Removals of which nothing is left.
pub(crate) fn empty(files: &dyn Vfs) -> io::Result<Vec<RelPath>> {
    let mut all = Vec::new();
    for entry in listed(files, &fixed(TRASH))? {
        let mut found = Vec::new();
        if entry.stat.kind == EntryKind::Folder {
            files_below(files, &entry.path, &mut found)?;
            all.extend(found.is_empty().then_some(entry.path));
        }
    }
    Ok(all)
}

/// Builds the change that puts a removal back where it was, and the path of what it is then. A file or folder whose
/// place is taken gets a name beside it.
///
/// # Errors
/// [`VerbError::UnknownRemoval`] or [`VerbError::Unreadable`].
pub fn put_back(files: &dyn Vfs, key: &str) -> Result<(Change, RelPath), VerbError> {
    let item = removed(files)?.into_iter().find(|item| item.key == key);
    let item = item.ok_or_else(|| VerbError::UnknownRemoval(key.to_owned()))?;
    let root = fixed(TRASH).join(key).map_err(|_| VerbError::UnknownRemoval(key.to_owned()))?;
    let mut back = Back { files, root: &root, steps: Vec::new(), emptied: Vec::new() };
    back.folder(&root).map_err(unreadable)?;
    let Back { mut steps, emptied, .. } = back;
    let moved = steps.iter().find_map(|step| match step {
        Step::Move { from, to, .. } if below(&root, from).is_below(&item.path) => Some(to.clone()),
        _ => None,
    });
    steps.extend(emptied.into_iter().rev().map(|path| Step::RemoveFolder { path }));
    Ok((Change { label: "put-back", steps }, moved.unwrap_or(item.path)))
}

struct Back<'v> {
    files: &'v dyn Vfs,
    root: &'v RelPath,
    steps: Vec<Step>,
    /// Folders that hold nothing afterwards, outermost first.
    emptied: Vec<RelPath>,
}

impl Back<'_> {
    /// Moves what a folder of the trash holds; of one that is there again only what is in it.
    fn folder(&mut self, folder: &RelPath) -> io::Result<()> {
        self.emptied.push(folder.clone());
        for entry in listed(self.files, folder)? {
            let place = below(self.root, &entry.path);
            let there = match self.files.stat(&place) {
                Ok(stat) => Some(stat.kind),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            if (entry.stat.kind, there) == (EntryKind::Folder, Some(EntryKind::Folder)) {
                self.folder(&entry.path)?;
            } else {
                let to = self.free(&place)?;
                self.steps.push(Step::Move { from: entry.path, to, expect: None });
            }
        }
        Ok(())
    }

    fn free(&self, place: &RelPath) -> io::Result<RelPath> {
        let name = place.name();
        // Names that begin with a point have no ending.
        let (stem, ending) = match name.rfind('.') {
            Some(at) if at > 0 => name.split_at(at),
            _ => (name, ""),
        };
        let mut candidate = place.clone();
        for n in 2.. {
            if !is_there(self.files, &candidate)? {
                break;
            }
            let beside = place.parent().join(&format!("{stem} ({n}){ending}"));
            candidate = beside.map_err(|_| io::Error::from(ErrorKind::InvalidFilename))?;
        }
        Ok(candidate)
    }
}

/// A path in the trash as it was in the portfolio.
fn below(root: &RelPath, path: &RelPath) -> RelPath {
    path.within(root).expect("what a removal holds lies below it")
}

/// The one thing that all the files of a removal are: a file, or the folder that holds them all.
fn what(root: &RelPath, found: &[RelPath]) -> Option<RelPath> {
    let (first, rest) = found.split_first()?;
    let first = below(root, first);
    // An artifact is its folder, even when nothing else is in it.
    let alone = if first.name() == ARTIFACT_FILE { first.parent() } else { first };
    Some(rest.iter().fold(alone, |mut all, path| {
        while !below(root, path).is_below(&all) {
            all = all.parent();
        }
        all
    }))
}

/// The header of the artifact whose folder was removed; one that lies only in the cloud stays there.
fn header(files: &dyn Vfs, root: &RelPath, folder: &RelPath) -> Option<ArtifactHeader> {
    let file = root.join(folder.as_str()).ok()?.join(ARTIFACT_FILE).ok()?;
    files.stat(&file).ok().filter(|stat| !stat.cloud_only)?;
    let text = String::from_utf8(read_whole(files, &file, MAX_TEXT_FILE).ok()?).ok()?;
    read_artifact(&text).value
}

pub(crate) fn files_below(
    files: &dyn Vfs,
    folder: &RelPath,
    found: &mut Vec<RelPath>,
) -> io::Result<()> {
    for entry in listed(files, folder)? {
        match entry.stat.kind {
            EntryKind::Folder => files_below(files, &entry.path, found)?,
            _ => found.push(entry.path),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
