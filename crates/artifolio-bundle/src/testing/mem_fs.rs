//! A folder in memory. `seed` shuffles the order of listings and sets file times, which must never reach a bundle.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex};

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, EntryKind, Listing, ReadSeek, Stat, Vfs, WriteSeek};

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<RelPath, Vec<u8>>,
    /// How often a file was put.
    versions: BTreeMap<RelPath, i64>,
    folders: BTreeSet<RelPath>,
    others: BTreeMap<RelPath, EntryKind>,
    odd: Vec<String>,
    operations: usize,
    fail_at: Option<usize>,
    flip_on_sync: bool,
    free: Option<u64>,
}

/// The folder; a clone is the same folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct MemFs {
    state: Arc<Mutex<State>>,
    seed: u64,
}

impl MemFs {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// A folder with these files.
    pub(crate) fn with<'a>(
        seed: u64,
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Self {
        let fs = Self::new(seed);
        for (path, bytes) in files {
            fs.put(path, bytes);
        }
        fs
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = RelPath::parse(path).unwrap();
        self.create_folder(&path.parent()).unwrap();
        let mut state = self.state.lock().unwrap();
        *state.versions.entry(path.clone()).or_default() += 1;
        state.files.insert(path, bytes.to_vec());
    }

    /// Lets so many nanoseconds go by for a file.
    pub(crate) fn age(&self, path: &str, nanoseconds: i64) {
        let mut state = self.state.lock().unwrap();
        *state.versions.entry(RelPath::parse(path).unwrap()).or_default() -= nanoseconds;
    }

    pub(crate) fn put_other(&self, path: &str, kind: EntryKind) {
        self.state.lock().unwrap().others.insert(RelPath::parse(path).unwrap(), kind);
    }

    pub(crate) fn put_odd(&self, name: &str) {
        self.state.lock().unwrap().odd.push(name.to_owned());
    }

    pub(crate) fn files(&self) -> BTreeMap<RelPath, Vec<u8>> {
        self.state.lock().unwrap().files.clone()
    }

    pub(crate) fn is_empty(&self) -> bool {
        let state = self.state.lock().unwrap();
        state.files.is_empty() && state.folders.is_empty()
    }

    pub(crate) fn file(&self, path: &str) -> Vec<u8> {
        self.files()[&RelPath::parse(path).unwrap()].clone()
    }

    /// Lets the `n`th operation from now fail, once; tells how many there were before.
    pub(crate) fn fail_at(&self, n: Option<usize>) -> usize {
        let mut state = self.state.lock().unwrap();
        state.fail_at = n.map(|n| state.operations + n);
        state.operations
    }

    /// Lets the disk say that so much is free.
    pub(crate) fn say_free(&self, bytes: u64) {
        self.state.lock().unwrap().free = Some(bytes);
    }

    /// Turns a bit of every file that is made durable: a disk that lies.
    pub(crate) fn flip_on_sync(&self) {
        self.state.lock().unwrap().flip_on_sync = true;
    }

    fn turn(&self) -> io::Result<std::sync::MutexGuard<'_, State>> {
        let mut state = self.state.lock().unwrap();
        let now = state.operations;
        state.operations += 1;
        if state.fail_at == Some(now) {
            return Err(io::Error::from(ErrorKind::StorageFull));
        }
        Ok(state)
    }

    fn stat_in(&self, state: &State, path: &RelPath) -> Option<Stat> {
        let stat = |kind, size| Stat {
            kind,
            size,
            changed_ns: 0,
            number: 0,
            modified_ns: (self.seed as i64)
                .wrapping_mul(7919)
                .wrapping_add(state.versions.get(path).copied().unwrap_or_default()),
            cloud_only: false,
        };
        if let Some(bytes) = state.files.get(path) {
            return Some(stat(EntryKind::File, bytes.len() as u64));
        }
        if path.as_str().is_empty() || state.folders.contains(path) {
            return Some(stat(EntryKind::Folder, 0));
        }
        state.others.get(path).map(|kind| stat(*kind, 0))
    }
}

impl Vfs for MemFs {
    fn list(&self, folder: &RelPath) -> io::Result<Listing> {
        let state = self.turn()?;
        if self.stat_in(&state, folder).is_none_or(|s| s.kind != EntryKind::Folder) {
            return Err(ErrorKind::NotFound.into());
        }
        let paths = state.files.keys().chain(&state.folders).chain(state.others.keys());
        let mut entries: Vec<_> = paths
            .filter(|p| p.parent() == *folder && !p.as_str().is_empty())
            .map(|p| Entry { path: p.clone(), stat: self.stat_in(&state, p).unwrap() })
            .collect();
        let mut random = self.seed;
        for end in (1..entries.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            entries.swap(end, (random >> 33) as usize % (end + 1));
        }
        let odd = if folder.as_str().is_empty() { state.odd.clone() } else { vec![] };
        Ok(Listing { entries, odd })
    }

    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        let state = self.turn()?;
        self.stat_in(&state, path).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>> {
        let state = self.turn()?;
        match state.files.get(path) {
            Some(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            None if self.stat_in(&state, path).is_some() => Err(ErrorKind::InvalidInput.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn create_new(&self, path: &RelPath) -> io::Result<Box<dyn WriteSeek>> {
        let mut state = self.turn()?;
        if self.stat_in(&state, path).is_some() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        state.files.insert(path.clone(), vec![]);
        Ok(Box::new(Writing { fs: self.clone(), path: path.clone(), at: 0 }))
    }

    fn create_folder(&self, path: &RelPath) -> io::Result<()> {
        let mut state = self.turn()?;
        let mut folder = path.clone();
        while !folder.as_str().is_empty() {
            state.folders.insert(folder.clone());
            folder = folder.parent();
        }
        Ok(())
    }

    fn rename(&self, from: &RelPath, to: &RelPath) -> io::Result<()> {
        let mut state = self.turn()?;
        let moved = |path: &RelPath| path.moved(from, to);
        if self.stat_in(&state, from).is_none() {
            return Err(ErrorKind::NotFound.into());
        }
        let files = std::mem::take(&mut state.files).into_iter();
        state.files = files.map(|(path, bytes)| (moved(&path).unwrap_or(path), bytes)).collect();
        let folders = std::mem::take(&mut state.folders).into_iter();
        state.folders = folders.map(|path| moved(&path).unwrap_or(path)).collect();
        Ok(())
    }

    fn sync_folder(&self, _folder: &RelPath) -> io::Result<()> {
        self.turn().map(drop)
    }

    fn free(&self) -> Option<u64> {
        self.state.lock().unwrap().free
    }

    fn remove_own(&self, path: &RelPath) -> io::Result<()> {
        // Clean-up is not what a test lets fail.
        let mut state = self.state.lock().unwrap();
        state.files.remove(path).map(drop).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn remove_empty_folder(&self, path: &RelPath) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        assert!(!state.files.keys().any(|f| f.parent() == *path), "{path} is not empty");
        state.folders.remove(path);
        Ok(())
    }
}

struct Writing {
    fs: MemFs,
    path: RelPath,
    at: u64,
}

impl Writing {
    fn cursor<T>(&mut self, act: impl FnOnce(&mut Cursor<&mut Vec<u8>>) -> T) -> io::Result<T> {
        let mut state = self.fs.turn()?;
        let mut cursor = Cursor::new(state.files.get_mut(&self.path).ok_or(ErrorKind::NotFound)?);
        cursor.set_position(self.at);
        let done = act(&mut cursor);
        self.at = cursor.position();
        Ok(done)
    }
}

impl Read for Writing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.cursor(|c| c.read(buffer))?
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.cursor(|c| c.write(bytes))?
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Writing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.cursor(|c| c.seek(to))?
    }
}

impl WriteSeek for Writing {
    fn sync_all(&mut self) -> io::Result<()> {
        let mut state = self.fs.turn()?;
        if state.flip_on_sync {
            let bytes = state.files.get_mut(&self.path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        }
        Ok(())
    }
}
