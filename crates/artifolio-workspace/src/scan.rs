//! What lies in a workspace: every file and folder that counts, and what was passed over. Links are never followed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::io::{self, ErrorKind};

use artifolio_core::failure::reason;
use artifolio_core::path::RelPath;
use artifolio_core::portable::fold;
use artifolio_core::portfolio::Stray;
use artifolio_core::source::{Entry, EntryKind, Vfs};

use crate::layout::is_ignored;

/// Folders below one another that are looked into.
pub const MAX_DEPTH: usize = 100;
/// Files and folders that are looked at in all.
pub const MAX_ENTRIES: usize = 200_000;

/// What was found.
#[derive(Debug, Default, PartialEq)]
pub struct Scan {
    /// Files, by path.
    pub files: BTreeMap<RelPath, Entry>,
    /// Folders, by path; the root is not among them.
    pub folders: BTreeMap<RelPath, Entry>,
    /// Links, special files, names that cannot be used, and twins, by path.
    pub strays: Vec<Stray>,
    /// Folders that could not be looked into, with the reason: a code the catalogue has a sentence for (`reason_CODE`),
    /// or what the system says.
    pub unreadable: Vec<(RelPath, String)>,
}

/// Looks through the whole workspace.
#[must_use]
pub fn scan(vfs: &dyn Vfs) -> Scan {
    let mut scan = Scan::default();
    let mut folders = vec![(RelPath::root(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        if depth > MAX_DEPTH {
            scan.unreadable.push((folder, "too-deep".to_owned()));
            continue;
        }
        if scan.files.len() + scan.folders.len() > MAX_ENTRIES {
            scan.unreadable.push((folder, "too-many-files".to_owned()));
            continue;
        }
        match vfs.list(&folder) {
            Ok(listing) => {
                let below = scan.take(&folder, listing.entries, listing.odd);
                folders.extend(below.into_iter().map(|path| (path, depth + 1)));
            }
            Err(error) => scan.unreadable.push((folder, reason(&error))),
        }
    }
    scan.unreadable.sort();
    scan
}

/// What one folder holds; nothing where there is none.
pub(crate) fn listed(vfs: &dyn Vfs, folder: &RelPath) -> io::Result<Vec<Entry>> {
    match vfs.list(folder) {
        Ok(listing) => Ok(listing.entries),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether nothing lies at this path any more, which a folder says that can be looked into. Where none can, as on a drive
/// that was unplugged, nobody knows.
pub(crate) fn is_gone(vfs: &dyn Vfs, path: &RelPath) -> bool {
    *path != RelPath::root()
        && vfs.stat(path).is_err_and(|error| is_absent(&error))
        && match vfs.list(&path.parent()) {
            Ok(_) => true,
            Err(error) => is_absent(&error) && is_gone(vfs, &path.parent()),
        }
}

/// Whether an error says that nothing lies there.
pub(crate) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

impl Scan {
    /// Files below a folder, by path.
    pub fn files_below(&self, folder: &RelPath) -> impl Iterator<Item = &Entry> {
        self.files
            .range(folder.clone()..)
            .map(|(_, entry)| entry)
            .take_while(|e| e.path.is_below(folder))
    }

    /// Whether a file may lie at this path, in a folder that could not be looked into.
    pub(crate) fn hides(&self, path: &RelPath) -> bool {
        self.unreadable.iter().any(|(folder, _)| path != folder && path.is_below(folder))
    }

    /// Takes in what one folder holds; its folders.
    fn take(
        &mut self,
        folder: &RelPath,
        mut entries: Vec<Entry>,
        mut odd: Vec<String>,
    ) -> Vec<RelPath> {
        entries.retain(|entry| !is_ignored(entry.path.name()));
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        odd.retain(|name| !is_ignored(name));
        odd.sort();
        let mut by_fold: BTreeMap<String, RelPath> = BTreeMap::new();
        let mut folders = Vec::new();
        for entry in entries {
            let path = entry.path.clone();
            match by_fold.entry(fold(path.name())) {
                Slot::Occupied(first) => {
                    self.strays.push(Stray::Twin(first.get().clone(), path.clone()));
                }
                Slot::Vacant(slot) => drop(slot.insert(path.clone())),
            }
            match entry.stat.kind {
                EntryKind::File => {
                    self.files.insert(path, entry);
                }
                EntryKind::Folder => {
                    folders.push(path.clone());
                    self.folders.insert(path, entry);
                }
                EntryKind::Link => self.strays.push(Stray::Link(path)),
                EntryKind::Special => self.strays.push(Stray::Special(path)),
            }
        }
        for name in odd {
            // A name that would do, but for another spelling of it that lies beside.
            match folder.join(&name) {
                Ok(path) if by_fold.contains_key(&fold(path.name())) => {
                    self.strays.push(Stray::Twin(path.clone(), path));
                }
                _ if folder.as_str().is_empty() => self.strays.push(Stray::Odd(name)),
                _ => self.strays.push(Stray::Odd(format!("{folder}/{name}"))),
            }
        }
        folders
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::DiskFs;
    use crate::layout::fixed;
    use crate::testing::MemFs;

    #[test]
    fn what_counts_and_what_was_passed_over() {
        let fs = MemFs::new();
        for path in [
            "portfolio.toml",
            "artifacts/a/artifact.md",
            "artifacts/a/Board.png",
            "artifacts/a/board.PNG",
            "artifacts/ab/x.png",
            "artifacts/a/.DS_Store",
            "artifacts/a/~$lesson.docx",
            ".artifolio/trash/x",
            ".git/config",
            "artifacts/a/.~x.1.tmp",
            "artifacts/a/zip.partial",
        ] {
            fs.plant(path, b"x");
        }
        fs.plant_other("artifacts/shortcut", EntryKind::Link);
        fs.plant_other("artifacts/a/pipe", EntryKind::Special);
        let scan = scan(&fs);
        let files: Vec<_> = scan.files.keys().map(RelPath::as_str).collect();
        assert_eq!(
            files,
            [
                "artifacts/a/Board.png",
                "artifacts/a/artifact.md",
                "artifacts/a/board.PNG",
                "artifacts/ab/x.png",
                "portfolio.toml"
            ]
        );
        let folders: Vec<_> = scan.folders.keys().map(RelPath::as_str).collect();
        assert_eq!(folders, ["artifacts", "artifacts/a", "artifacts/ab"]);
        assert_eq!(
            scan.strays,
            [
                Stray::Link(fixed("artifacts/shortcut")),
                Stray::Twin(fixed("artifacts/a/Board.png"), fixed("artifacts/a/board.PNG")),
                Stray::Special(fixed("artifacts/a/pipe")),
            ]
        );
        assert!(scan.unreadable.is_empty());
        let below: Vec<_> =
            scan.files_below(&fixed("artifacts/a")).map(|e| e.path.as_str()).collect();
        assert_eq!(
            below,
            ["artifacts/a/Board.png", "artifacts/a/artifact.md", "artifacts/a/board.PNG"]
        );
    }

    #[test]
    fn a_folder_that_cannot_be_read_hides_no_other() {
        let fs = MemFs::new();
        fs.plant("criteria/1a.md", b"x");
        fs.plant("artifacts/a/artifact.md", b"x");
        fs.fail_at(1, crate::testing::Fault::Once(std::io::ErrorKind::PermissionDenied));
        let scan = scan(&fs);
        assert_eq!(scan.unreadable.len(), 1);
        assert_eq!(scan.files.len(), 1);
    }

    #[test]
    fn folders_without_end_are_cut_and_told() {
        let fs = MemFs::new();
        let deep = vec!["d"; MAX_DEPTH + 2].join("/");
        fs.plant(&format!("{deep}/x"), b"");
        let scan = scan(&fs);
        assert_eq!(scan.folders.len(), MAX_DEPTH + 1);
        assert!(scan.files.is_empty());
        assert_eq!(scan.unreadable.len(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn names_on_a_real_disk() {
        #![allow(clippy::disallowed_methods, reason = "tests prepare real folders")]
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("artifacts")).unwrap();
        for name in [
            "artifacts/a\\b.md",
            "artifacts/re\u{301}.md",
            "artifacts/r\u{e9}.md",
            "artifacts/R\u{e9}.md",
        ] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let scan = scan(&DiskFs::open(folder.path()).unwrap());
        let (upper, lower) = (fixed("artifacts/R\u{e9}.md"), fixed("artifacts/r\u{e9}.md"));
        assert_eq!(
            scan.strays,
            [
                Stray::Twin(upper, lower.clone()),
                Stray::Odd("artifacts/a\\b.md".into()),
                Stray::Twin(lower.clone(), lower),
            ]
        );
    }
}
