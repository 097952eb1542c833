//! A file system in memory that counts, records and fails every operation, for tests of everything that writes.
//!
//! All views ([`MemFs::below`]) share one counter and one log, so that a crash stops the workspace and the journal
//! together. [`crash`] says what a disk may hold after a loss of power; [`machine`] is a program at work on such a disk,
//! started again from whatever it holds.

pub mod crash;
pub mod machine;
mod operations;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Stat};

use crate::Clock;

/// A clock that stands at noon of the day the tests know as today.
#[must_use]
pub fn noon() -> Clock {
    Arc::new(|| "2026-11-24T12:00:00Z".parse().expect("a time"))
}

/// What a whole file system holds: `None` for a folder, bytes for a file.
pub type Tree = BTreeMap<RelPath, Option<Vec<u8>>>;

/// One operation that changes something. Paths are below the whole file system; files are numbered as they are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// A folder was made.
    CreateFolder(RelPath),
    /// A file was made.
    Create(RelPath, usize),
    /// The file now has these bytes.
    Write(usize, Vec<u8>),
    /// The file's bytes are on the disk.
    Sync(usize),
    /// A file or folder has another name.
    Rename(RelPath, RelPath),
    /// The names in the folder are on the disk.
    SyncFolder(RelPath),
    /// A file is gone.
    Remove(RelPath),
    /// An empty folder is gone.
    RemoveFolder(RelPath),
}

/// What goes wrong at one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It alone fails, with nothing done; a write has written half, unless it was interrupted.
    Once(ErrorKind),
    /// The same, with the system's number of the error.
    Os(i32),
    /// A write takes so many bytes at most, and says so; nothing else goes wrong.
    Short(usize),
    /// It and all after it fail: the program is gone.
    Crash,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
    Other(EntryKind),
}

#[derive(Debug, Default)]
struct State {
    nodes: BTreeMap<RelPath, Node>,
    files: Vec<Vec<u8>>,
    log: Vec<Op>,
    operations: usize,
    fault: Option<(usize, Fault)>,
    struck: bool,
    syncs: usize,
    deaf: Option<usize>,
    in_cloud: BTreeSet<RelPath>,
    opened: Vec<RelPath>,
    downloaded: Vec<RelPath>,
}

/// A view of the file system in memory, rooted at one folder of it.
#[derive(Debug, Clone, Default)]
pub struct MemFs {
    state: Arc<Mutex<State>>,
    root: RelPath,
}

impl MemFs {
    /// An empty file system.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that holds this.
    #[must_use]
    pub fn holding(tree: &Tree) -> Self {
        let fs = Self::new();
        for (path, bytes) in tree {
            match bytes {
                Some(bytes) => fs.plant(path.as_str(), bytes),
                None => fs.plant_node(path, Node::Folder),
            }
        }
        fs
    }

    /// The same file system seen from a folder of it, which is made when absent.
    ///
    /// # Panics
    /// When `folder` is no path.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        let root = self.root.join(folder).expect("a path");
        let fs = Self { state: Arc::clone(&self.state), root: RelPath::root() };
        if !fs.state().nodes.contains_key(&root) {
            fs.plant_node(&root, Node::Folder);
        }
        Self { state: fs.state, root }
    }

    /// Puts a file there, outside the log: it was always there.
    ///
    /// # Panics
    /// When `path` is no path.
    pub fn plant(&self, path: &str, bytes: &[u8]) {
        let number = {
            let mut state = self.state();
            state.files.push(bytes.to_vec());
            state.files.len() - 1
        };
        self.plant_node(&RelPath::parse(path).expect("a path"), Node::File(number));
    }

    /// Puts a link or a special file there, outside the log.
    ///
    /// # Panics
    /// When `path` is no path.
    pub fn plant_other(&self, path: &str, kind: EntryKind) {
        self.plant_node(&RelPath::parse(path).expect("a path"), Node::Other(kind));
    }

    /// Puts a file there whose bytes are only in the cloud: opening it fails.
    ///
    /// # Panics
    /// When `path` is no path.
    pub fn plant_in_cloud(&self, path: &str) {
        self.plant(path, b"somewhere else");
        let path = self.full(&RelPath::parse(path).expect("a path"));
        self.state().in_cloud.insert(path);
    }

    /// Leaves only the name of a file that is there, as a sync service does to make room: its bytes are in the cloud.
    pub fn dehydrate(&self, path: &RelPath) {
        let path = self.full(path);
        self.state().in_cloud.insert(path);
    }

    /// Its bytes are here again.
    pub fn hydrate(&self, path: &RelPath) {
        let path = self.full(path);
        self.state().in_cloud.remove(&path);
    }

    /// Files in the cloud that somebody tried to read, paths below this view.
    #[must_use]
    pub fn downloaded(&self) -> Vec<RelPath> {
        let state = self.state();
        state.downloaded.iter().filter_map(|path| path.within(&self.root)).collect()
    }

    fn plant_node(&self, path: &RelPath, node: Node) {
        let path = self.full(path);
        let mut state = self.state();
        let mut folder = path.parent();
        while folder != RelPath::root() {
            state.nodes.entry(folder.clone()).or_insert(Node::Folder);
            folder = folder.parent();
        }
        state.nodes.insert(path, node);
    }

    /// Lets the `n`th operation from now fail (the first is 0).
    pub fn fail_at(&self, n: usize, fault: Fault) {
        let mut state = self.state();
        state.fault = Some((state.operations + n, fault));
        state.struck = false;
    }

    /// Whether what [`MemFs::fail_at`] asked for has happened.
    #[must_use]
    pub fn struck(&self) -> bool {
        self.state().struck
    }

    /// Nothing fails from now on.
    pub fn heal(&self) {
        self.state().fault = None;
    }

    /// Makes the `n`th fsync from now do nothing (the first is 0), of files and folders alike.
    pub fn deafen(&self, n: usize) {
        let mut state = self.state();
        state.deaf = Some(state.syncs + n);
    }

    /// How many operations were asked for, reading ones too.
    #[must_use]
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// Files that were opened for reading so far, below the whole file system, each as often as it was.
    #[must_use]
    pub fn opened(&self) -> Vec<RelPath> {
        self.state().opened.clone()
    }

    /// The changing operations so far.
    #[must_use]
    pub fn log(&self) -> Vec<Op> {
        self.state().log.clone()
    }

    /// What this view holds, paths below it.
    #[must_use]
    pub fn tree(&self) -> Tree {
        let state = self.state();
        let skip = if self.root == RelPath::root() { 0 } else { self.root.as_str().len() + 1 };
        state
            .nodes
            .iter()
            .filter(|(path, _)| path.is_below(&self.root) && **path != self.root)
            .filter_map(|(path, node)| {
                let path = RelPath::parse(&path.as_str()[skip..]).ok()?;
                match node {
                    Node::Folder => Some((path, None)),
                    Node::File(number) => Some((path, Some(state.files[*number].clone()))),
                    Node::Other(_) => None,
                }
            })
            .collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn full(&self, path: &RelPath) -> RelPath {
        if path.as_str().is_empty() {
            return self.root.clone();
        }
        self.root.join(path.as_str()).expect("both are paths")
    }
}

impl State {
    /// Counts an operation and fails it when its turn has come.
    fn turn(&mut self) -> io::Result<()> {
        let now = self.operations;
        self.operations += 1;
        let failed = match self.fault {
            Some((n, Fault::Once(kind))) if n == now => kind.into(),
            Some((n, Fault::Os(number))) if n == now => io::Error::from_raw_os_error(number),
            Some((n, Fault::Crash)) if n <= now => io::Error::other("the program is gone"),
            _ => return Ok(()),
        };
        self.struck = true;
        Err(failed)
    }

    /// The turn of a write of `len` bytes: how many of them the file has then, and the answer.
    fn turn_to_write(&mut self, len: usize) -> (usize, io::Result<usize>) {
        if let Some((n, Fault::Short(most))) = self.fault
            && n == self.operations
            && most < len
        {
            self.operations += 1;
            self.struck = true;
            return (most, Ok(most));
        }
        match self.turn() {
            Ok(()) => (len, Ok(len)),
            Err(error) if error.kind() == ErrorKind::Interrupted => (0, Err(error)),
            Err(error) => (len / 2, Err(error)),
        }
    }

    /// Whether this fsync does what it should.
    fn hears(&mut self) -> bool {
        self.syncs += 1;
        self.deaf != Some(self.syncs - 1)
    }

    fn node(&self, path: &RelPath) -> io::Result<Node> {
        if *path == RelPath::root() {
            return Ok(Node::Folder);
        }
        self.nodes.get(path).cloned().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn parent_is_folder(&self, path: &RelPath) -> io::Result<()> {
        match self.node(&path.parent())? {
            Node::Folder => Ok(()),
            _ => Err(ErrorKind::NotADirectory.into()),
        }
    }

    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        let (kind, size) = match self.node(path)? {
            Node::Folder => (EntryKind::Folder, 0),
            Node::File(number) => (EntryKind::File, self.files[number].len() as u64),
            Node::Other(kind) => (kind, 0),
        };
        Ok(Stat {
            kind,
            size,
            modified_ns: 0,
            changed_ns: 0,
            number: 0,
            cloud_only: self.in_cloud.contains(path),
        })
    }

    fn has_entries(&self, folder: &RelPath) -> bool {
        self.nodes.keys().any(|path| path.is_below(folder) && path != folder)
    }

    /// Moves a node and everything below it.
    fn relocate(&mut self, from: &RelPath, to: &RelPath) {
        let moved: Vec<_> = self.nodes.keys().filter(|p| p.is_below(from)).cloned().collect();
        for path in moved {
            let node = self.nodes.remove(&path).expect("it was just listed");
            let target = path.moved(from, to).expect("it was listed below");
            self.nodes.insert(target, node);
        }
    }
}
