//! A workspace in memory whose times are set by hand, and that no one can write to but the test.

use std::collections::BTreeMap;
use std::io::{self, Cursor, ErrorKind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, EntryKind, Listing, ReadSeek, Stat, Vfs, WriteSeek};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) bytes: Vec<u8>,
    pub(super) modified_ns: i64,
    /// Another one for whatever was changed: [`Item::change`].
    pub(super) mark: u64,
    pub(super) cloud_only: bool,
    pub(super) forbidden: bool,
}

impl Item {
    pub(super) fn of(bytes: &[u8], modified_ns: i64) -> Self {
        let bytes = bytes.to_vec();
        let mut item = Self { bytes, modified_ns, mark: 0, cloud_only: false, forbidden: false };
        item.change();
        item
    }

    /// Says that something of the file was changed.
    pub(super) fn change(&mut self) {
        static LAST: AtomicU64 = AtomicU64::new(0);
        self.mark = LAST.fetch_add(1, Ordering::Relaxed);
    }
}

/// It vouches for no file unless it is told so, as some disks do.
#[derive(Default)]
pub(super) struct Shelf {
    items: Mutex<BTreeMap<RelPath, Item>>,
    vouches: bool,
    /// Folders that nobody can look into.
    shut: Mutex<Vec<(RelPath, ErrorKind)>>,
}

impl Shelf {
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let shelf = Self::default();
        for (name, text) in files {
            shelf.put(&super::path(name), text.as_bytes(), 1);
        }
        shelf
    }

    pub(super) fn vouching(self, vouches: bool) -> Self {
        Self { vouches, ..self }
    }

    pub(super) fn put(&self, path: &RelPath, bytes: &[u8], modified_ns: i64) {
        self.items.lock().unwrap().insert(path.clone(), Item::of(bytes, modified_ns));
    }

    /// Nobody can look into this folder from now on, for this reason.
    pub(super) fn shut(&self, folder: &RelPath, why: ErrorKind) {
        self.shut.lock().unwrap().push((folder.clone(), why));
    }

    pub(super) fn open_all(&self) {
        self.shut.lock().unwrap().clear();
    }

    /// What hinders to look at what lies in a folder at `path`.
    fn is_shut(&self, path: &RelPath) -> io::Result<()> {
        let shut = self.shut.lock().unwrap();
        let why = shut.iter().find(|(folder, _)| path.is_below(folder));
        why.map_or(Ok(()), |(_, why)| Err((*why).into()))
    }

    fn stat_of(&self, item: &Item) -> Stat {
        Stat {
            kind: EntryKind::File,
            size: item.bytes.len() as u64,
            modified_ns: item.modified_ns,
            changed_ns: 0,
            number: if self.vouches { item.mark } else { 0 },
            cloud_only: item.cloud_only,
        }
    }

    pub(super) fn with<T>(&self, job: impl FnOnce(&mut BTreeMap<RelPath, Item>) -> T) -> T {
        job(&mut self.items.lock().unwrap())
    }
}

const FOLDER: Stat = Stat {
    kind: EntryKind::Folder,
    size: 0,
    modified_ns: 0,
    changed_ns: 0,
    number: 0,
    cloud_only: false,
};

fn written() -> ! {
    panic!("the index wrote to the workspace")
}

impl Vfs for Shelf {
    fn list(&self, folder: &RelPath) -> io::Result<Listing> {
        self.is_shut(folder)?;
        let mut listing = Listing::default();
        for (path, item) in
            self.items.lock().unwrap().iter().filter(|(path, _)| path.is_below(folder))
        {
            let skip = folder.parts().count();
            let name = path.parts().nth(skip).unwrap();
            let direct = folder.join(name).unwrap();
            let stat = if direct == *path { self.stat_of(item) } else { FOLDER };
            if listing.entries.last().is_none_or(|last: &Entry| last.path != direct) {
                listing.entries.push(Entry { path: direct, stat });
            }
        }
        Ok(listing)
    }

    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        self.is_shut(&path.parent())?;
        let items = self.items.lock().unwrap();
        match items.get(path) {
            Some(item) => Ok(self.stat_of(item)),
            None if items.keys().any(|other| other.is_below(path)) => Ok(FOLDER),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn vouches(&self, _: &Stat) -> bool {
        self.vouches
    }

    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>> {
        self.is_shut(&path.parent())?;
        let items = self.items.lock().unwrap();
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
