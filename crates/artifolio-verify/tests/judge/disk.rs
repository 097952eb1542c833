//! A file system in memory that can hold what a disk can: files, links, pipes, names that are none.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor};
use std::path::Path;

use artifolio_core::finding::Severity;
use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_core::source::{Entry, EntryKind, Listing, ReadSeek, Stat, Vfs, WriteSeek};
use artifolio_verify::rules::RULES;
use artifolio_verify::{Verdict, verify};

/// What stands at a path.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    File(Vec<u8>),
    Link,
    Pipe,
    CloudOnly,
    /// A file that the disk refuses to open.
    Locked,
}

/// The files below a root, and names that are no paths.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    pub(crate) nodes: BTreeMap<RelPath, Node>,
    pub(crate) odd: Vec<String>,
}

impl Disk {
    pub(crate) fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut disk = Self::default();
        for (path, bytes) in files {
            disk.put(&path, Node::File(bytes));
        }
        disk
    }

    pub(crate) fn put(&mut self, path: &str, node: Node) {
        self.nodes.insert(RelPath::parse(path).unwrap(), node);
    }

    /// A folder of the real disk, as it is.
    pub(crate) fn real(root: &Path) -> Self {
        let mut disk = Self::default();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    let path = entry.path();
                    let below = path.strip_prefix(root).unwrap().to_str().unwrap();
                    disk.put(below, Node::File(std::fs::read(&path).unwrap()));
                }
            }
        }
        disk
    }

    /// Its ordinary files.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let file = |(path, node): (&RelPath, &Node)| match node {
            Node::File(bytes) => Some((path.to_string(), bytes.clone())),
            _ => None,
        };
        self.nodes.iter().filter_map(file).collect()
    }

    fn stat_of(&self, path: &RelPath) -> Option<Stat> {
        let (kind, size, cloud_only) = match self.nodes.get(path) {
            Some(Node::File(bytes)) => (EntryKind::File, bytes.len() as u64, false),
            Some(Node::Link) => (EntryKind::Link, 0, false),
            Some(Node::Pipe) => (EntryKind::Special, 0, false),
            Some(Node::CloudOnly) => (EntryKind::File, 5, true),
            Some(Node::Locked) => (EntryKind::File, 5, false),
            None if self.nodes.keys().any(|own| own.is_below(path)) => {
                (EntryKind::Folder, 0, false)
            }
            None => return None,
        };
        Some(Stat { kind, size, modified_ns: 0, changed_ns: 0, number: 0, cloud_only })
    }
}

impl Vfs for Disk {
    fn list(&self, folder: &RelPath) -> io::Result<Listing> {
        let depth = folder.parts().count();
        let children: BTreeSet<RelPath> = self
            .nodes
            .keys()
            .filter(|path| path.is_below(folder) && *path != folder)
            .map(|path| {
                let parts: Vec<&str> = path.parts().take(depth + 1).collect();
                RelPath::parse(&parts.join("/")).unwrap()
            })
            .collect();
        let entries = children
            .into_iter()
            .map(|path| Entry { stat: self.stat_of(&path).unwrap(), path })
            .collect();
        Ok(Listing { entries, odd: if depth == 0 { self.odd.clone() } else { Vec::new() } })
    }

    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        self.stat_of(path).ok_or(io::ErrorKind::NotFound.into())
    }

    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>> {
        match self.nodes.get(path) {
            Some(Node::File(bytes)) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Some(Node::Locked) => Err(io::ErrorKind::PermissionDenied.into()),
            None => Err(io::ErrorKind::NotFound.into()),
            Some(node) => panic!("{node:?} at {path} was opened"),
        }
    }

    fn create_new(&self, path: &RelPath) -> io::Result<Box<dyn WriteSeek>> {
        panic!("{path} was written")
    }

    fn create_folder(&self, path: &RelPath) -> io::Result<()> {
        panic!("{path} was written")
    }

    fn rename(&self, from: &RelPath, _: &RelPath) -> io::Result<()> {
        panic!("{from} was renamed")
    }

    fn sync_folder(&self, folder: &RelPath) -> io::Result<()> {
        panic!("{folder} was written")
    }

    fn remove_own(&self, path: &RelPath) -> io::Result<()> {
        panic!("{path} was removed")
    }

    fn remove_empty_folder(&self, path: &RelPath) -> io::Result<()> {
        panic!("{path} was removed")
    }
}

/// Judges the bytes of a zip.
pub(crate) fn judge_zip(bytes: Vec<u8>) -> Verdict {
    let disk = Disk::of([("a.zip".to_owned(), bytes)]);
    verify(&disk, &RelPath::parse("a.zip").unwrap(), &Silent).unwrap()
}

/// Judges a folder.
pub(crate) fn judge_folder(disk: &Disk) -> Verdict {
    verify(disk, &RelPath::root(), &Silent).unwrap()
}

/// The rules that a verdict names, each once.
pub(crate) fn rules(verdict: &Verdict) -> Vec<&'static str> {
    let set: BTreeSet<&str> = verdict.findings.iter().map(|finding| finding.rule).collect();
    set.into_iter().collect()
}

/// Whether one of these rules makes a bundle invalid.
pub(crate) fn any_required(ids: &[&str]) -> bool {
    RULES.iter().any(|rule| rule.severity == Severity::Required && ids.contains(&rule.id))
}
