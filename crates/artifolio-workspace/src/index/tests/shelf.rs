//! A workspace in memory whose times are set by hand, and that no one can write to but the test.

use std::collections::BTreeMap;
use std::io::{self, Cursor, ErrorKind};
use std::sync::Mutex;

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, EntryKind, Listing, ReadSeek, Stat, Vfs, WriteSeek};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) bytes: Vec<u8>,
    pub(super) modified_ns: i64,
    pub(super) cloud_only: bool,
    pub(super) forbidden: bool,
}

#[derive(Default)]
pub(super) struct Shelf(Mutex<BTreeMap<RelPath, Item>>);

impl Shelf {
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let shelf = Self::default();
        for (name, text) in files {
            shelf.put(&super::path(name), text.as_bytes(), 1);
        }
        shelf
    }

    pub(super) fn put(&self, path: &RelPath, bytes: &[u8], modified_ns: i64) {
        let item = Item { bytes: bytes.to_vec(), modified_ns, cloud_only: false, forbidden: false };
        self.0.lock().unwrap().insert(path.clone(), item);
    }

    pub(super) fn with<T>(&self, job: impl FnOnce(&mut BTreeMap<RelPath, Item>) -> T) -> T {
        job(&mut self.0.lock().unwrap())
    }
}

fn stat_of(item: &Item) -> Stat {
    Stat {
        kind: EntryKind::File,
        size: item.bytes.len() as u64,
        modified_ns: item.modified_ns,
        changed_ns: 0,
        cloud_only: item.cloud_only,
    }
}

const FOLDER: Stat =
    Stat { kind: EntryKind::Folder, size: 0, modified_ns: 0, changed_ns: 0, cloud_only: false };

fn written() -> ! {
    panic!("the index wrote to the workspace")
}

impl Vfs for Shelf {
    fn list(&self, folder: &RelPath) -> io::Result<Listing> {
        let mut listing = Listing::default();
        for (path, item) in self.0.lock().unwrap().iter().filter(|(path, _)| path.is_below(folder))
        {
            let skip = folder.parts().count();
            let name = path.parts().nth(skip).unwrap();
            let direct = folder.join(name).unwrap();
            let stat = if direct == *path { stat_of(item) } else { FOLDER };
            if listing.entries.last().is_none_or(|last: &Entry| last.path != direct) {
                listing.entries.push(Entry { path: direct, stat });
            }
        }
        Ok(listing)
    }

    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        let items = self.0.lock().unwrap();
        match items.get(path) {
            Some(item) => Ok(stat_of(item)),
            None if items.keys().any(|other| other.is_below(path)) => Ok(FOLDER),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>> {
        let items = self.0.lock().unwrap();
        let item = items.get(path).ok_or(ErrorKind::NotFound)?;
        assert!(!item.cloud_only, "reading {path} would download it");
        if item.forbidden {
            return Err(ErrorKind::PermissionDenied.into());
        }
        Ok(Box::new(Cursor::new(item.bytes.clone())))
    }

    fn create_new(&self, _: &RelPath) -> io::Result<Box<dyn WriteSeek>> {
        written()
    }

    fn create_folder(&self, _: &RelPath) -> io::Result<()> {
        written()
    }

    fn rename(&self, _: &RelPath, _: &RelPath) -> io::Result<()> {
        written()
    }

    fn sync_folder(&self, _: &RelPath) -> io::Result<()> {
        written()
    }

    fn remove_own(&self, _: &RelPath) -> io::Result<()> {
        written()
    }

    fn remove_empty_folder(&self, _: &RelPath) -> io::Result<()> {
        written()
    }
}
