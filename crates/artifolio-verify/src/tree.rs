//! A bag as files below one folder, wherever it lies: on the disk or in a zip.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, EntryKind, ReadSeek, Vfs};

use crate::name;
use crate::package::{DataFault, Package};
use crate::report::Report;
use crate::rules::{
    CLOUD_ONLY, DATA_CHECKSUM, DATA_DAMAGED, DATA_SIZE, LINK, NAME_NOT_PORTABLE, NAME_ODD, SPECIAL,
    TAG_TOO_LARGE, TOO_DEEP, TOP_FOLDER_MISSING, TOP_FOLDERS, UNREADABLE,
};

/// A file of the bag.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// Below the bag.
    pub(crate) path: RelPath,
    /// In bytes, as the zip or the disk says.
    pub(crate) size: u64,
}

enum Store<'a> {
    Folder(&'a dyn Vfs),
    Zip(Package<Box<dyn ReadSeek>>),
}

/// The names in a bag.
#[derive(Default)]
pub(crate) struct Index {
    /// All that can be read, sorted by path.
    pub(crate) files: Vec<File>,
    /// There, but not to be read; a finding has said why.
    pub(crate) refused: BTreeSet<RelPath>,
    /// The folder `data` is there, even if it is empty.
    pub(crate) has_data: bool,
}

/// Where the bytes of a bag lie.
pub(crate) struct Shelf<'a> {
    store: Store<'a>,
    root: RelPath,
}

/// A bag.
pub(crate) struct Tree<'a> {
    pub(crate) index: Index,
    pub(crate) shelf: Shelf<'a>,
    /// Name of the one top folder of a zip.
    pub(crate) top: Option<String>,
    /// It is a zip: names in it must be what the format says.
    pub(crate) zipped: bool,
}

impl<'a> Tree<'a> {
    /// Walks a folder. Links are reported and never followed.
    pub(crate) fn folder(fs: &'a dyn Vfs, root: &RelPath, report: &mut Report) -> Self {
        let mut index = Index::default();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            let here = name::shown(folder.as_str());
            if folder.parts().count() - root.parts().count() >= name::DEPTH {
                report.add(TOO_DEEP.file(&here));
                continue;
            }
            match fs.list(&folder) {
                Ok(listing) => {
                    for odd in listing.odd {
                        report.add(NAME_ODD.file(&name::shown(&odd)));
                    }
                    for entry in listing.entries {
                        index.take(&entry, root, &mut folders, report);
                    }
                }
                Err(error) => report.add(UNREADABLE.file(&here).with("reason", error.kind())),
            }
        }
        index.files.sort_by(|a, b| a.path.cmp(&b.path));
        index.portable(report);
        let shelf = Shelf { store: Store::Folder(fs), root: root.clone() };
        Self { index, shelf, top: None, zipped: false }
    }

    /// Takes a judged zip: finds the folder in it that is the bag.
    pub(crate) fn zip(package: Package<Box<dyn ReadSeek>>, report: &mut Report) -> Self {
        let root = bag_root(&package, report);
        let top = (!root.as_str().is_empty()).then(|| root.as_str().to_owned());
        let files: Vec<File> = package
            .entries()
            .filter_map(|(path, size)| Some(File { path: below(path, &root)?, size }))
            .collect();
        let refused: BTreeSet<RelPath> =
            package.refused().filter_map(|path| below(path, &root)).collect();
        let payload = |path: &RelPath| path.as_str().starts_with("data/");
        let mut folders = package.folders().filter_map(|path| below(path, &root));
        let has_data = files.iter().map(|file| &file.path).chain(&refused).any(payload)
            || folders.any(|path| payload(&path) || path == data());
        drop(folders);
        let index = Index { files, refused, has_data };
        Self { index, shelf: Shelf { store: Store::Zip(package), root }, top, zipped: true }
    }

    /// Reads a whole text file of at most `limit` bytes; what goes wrong is reported and gives `None`, as does a file
    /// that is not there.
    pub(crate) fn whole(
        &mut self,
        path: &RelPath,
        limit: u64,
        report: &mut Report,
    ) -> Option<Vec<u8>> {
        let size = self.index.files[self.index.find(path)?].size;
        if size > limit {
            report.add(TAG_TOO_LARGE.file(path.as_str()).with("limit", limit));
            return None;
        }
        let mut bytes = Vec::new();
        let read =
            self.shelf.open(path).and_then(|reader| reader.take(limit).read_to_end(&mut bytes));
        // The reading that checks every byte reports what is wrong with this one.
        read.ok().map(|_| bytes)
    }
}

impl Index {
    /// Takes an entry of a folder on the disk.
    fn take(
        &mut self,
        entry: &Entry,
        root: &RelPath,
        folders: &mut Vec<RelPath>,
        report: &mut Report,
    ) {
        let Some(path) = below(&entry.path, root) else {
            return report.add(NAME_ODD.file(&name::shown(entry.path.as_str())));
        };
        let rule = match entry.stat.kind {
            EntryKind::Folder => {
                self.has_data |= path == data();
                return folders.push(entry.path.clone());
            }
            EntryKind::File if !entry.stat.cloud_only => {
                return self.files.push(File { path, size: entry.stat.size });
            }
            EntryKind::File => CLOUD_ONLY,
            EntryKind::Link => LINK,
            EntryKind::Special => SPECIAL,
        };
        report.add(rule.file(&name::shown(path.as_str())));
        self.refused.insert(path);
    }

    /// On a disk names already live; those that could not live on another are told, not refused.
    fn portable(&self, report: &mut Report) {
        let mut told = BTreeSet::new();
        for (n, file) in self.files.iter().enumerate() {
            if !file.path.parts().all(name::is_portable) {
                told.insert(n);
            }
        }
        let names =
            self.files.iter().enumerate().map(|(n, f)| (n, f.path.as_str(), &f.path, false));
        told.extend(name::clashes(names).into_iter().map(|clash| clash.at));
        for n in told {
            report.add(NAME_NOT_PORTABLE.file(&name::shown(self.files[n].path.as_str())));
        }
    }

    /// Position of a file in [`Index::files`].
    pub(crate) fn find(&self, path: &RelPath) -> Option<usize> {
        self.files.binary_search_by(|file| file.path.cmp(path)).ok()
    }

    /// Whether there is a file of this path, readable or not.
    pub(crate) fn has(&self, path: &RelPath) -> bool {
        self.find(path).is_some() || self.refused.contains(path)
    }

    /// Whether files lie below this path.
    pub(crate) fn is_folder(&self, path: &RelPath) -> bool {
        let below = format!("{path}/");
        let from = self.files.partition_point(|file| file.path.as_str() < below.as_str());
        self.files.get(from).is_some_and(|file| file.path.as_str().starts_with(&below))
    }
}

impl Shelf<'_> {
    /// Reads a file.
    pub(crate) fn open(&mut self, path: &RelPath) -> io::Result<Box<dyn Read + '_>> {
        let whole = self.root.join(path.as_str()).map_err(io::Error::other)?;
        Ok(match &mut self.store {
            Store::Folder(fs) => Box::new(fs.open(&whole)?),
            Store::Zip(package) => Box::new(package.read(&whole)?),
        })
    }
}

/// The finding for a file that cannot be read.
pub(crate) fn unreadable(path: &RelPath, error: &io::Error) -> artifolio_core::finding::Finding {
    let path = name::shown(path.as_str());
    match DataFault::of(error) {
        Some(DataFault::Damaged) => DATA_DAMAGED.file(&path),
        Some(DataFault::Size) => DATA_SIZE.file(&path),
        Some(DataFault::Checksum) => DATA_CHECKSUM.file(&path),
        None => UNREADABLE.file(&path).with("reason", error.kind()),
    }
}

/// The folder of the payload.
fn data() -> RelPath {
    RelPath::parse("data").expect("a plain name")
}

/// The path from the bag on; `None` for what is not below it, or would be no path without what is above.
fn below(path: &RelPath, root: &RelPath) -> Option<RelPath> {
    let tail = path.as_str().strip_prefix(root.as_str())?;
    RelPath::parse(if root.as_str().is_empty() { tail } else { tail.strip_prefix('/')? }).ok()
}

/// The folder of a zip that is the bag: the only one, else the one with a `bagit.txt`.
fn bag_root(package: &Package<Box<dyn ReadSeek>>, report: &mut Report) -> RelPath {
    let files = package.entries().map(|(path, _)| path).chain(package.refused());
    // Per first part: whether it is a folder, and whether that folder holds the declaration of a bag.
    let mut tops: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for (path, listed) in files.map(|p| (p, false)).chain(package.folders().map(|p| (p, true))) {
        let mut parts = path.parts();
        let first = parts.next().unwrap_or("");
        let top = tops.entry(first).or_default();
        let second = parts.next();
        top.0 |= listed || second.is_some();
        top.1 |= second == Some("bagit.txt") && parts.next().is_none();
    }
    let folders: Vec<&str> = tops.iter().filter(|(_, top)| top.0).map(|(name, _)| *name).collect();
    let loose = tops.len() - folders.len();
    let bag = tops.iter().find(|(_, top)| top.1).map(|(name, _)| *name);
    let root = match (&folders[..], loose) {
        ([], 0) => "",
        ([only], 0) => only,
        _ if tops.contains_key("bagit.txt") || folders.is_empty() => {
            report.add(TOP_FOLDER_MISSING.bundle());
            ""
        }
        _ => {
            let names: Vec<String> = tops.keys().take(5).map(|name| name::shown(name)).collect();
            report.add(
                TOP_FOLDERS.bundle().with("count", tops.len()).with("names", names.join(", ")),
            );
            bag.unwrap_or("")
        }
    };
    RelPath::parse(root).unwrap_or_default()
}
