//! File operations as core declares them. One implementation touches the disk (`artifolio-workspace/src/disk.rs`);
//! workspace and bundle both take it as an argument, so tests can log, reorder and fail every single operation.

use std::io::{self, Read, Seek, Write};

use crate::path::RelPath;

/// What an entry of a folder is. Links are never followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link or junction.
    Link,
    /// A pipe, a device, a socket.
    Special,
}

/// Size and time of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: EntryKind,
    /// Bytes; 0 for anything but a file.
    pub size: u64,
    /// Nanoseconds since 1970 UTC as the file system tells it. A hint for caches only: hashes decide.
    pub modified_ns: i64,
    /// When the system last changed anything of it, as `modified_ns`; 0 where it does not tell. No program can set it, so
    /// a file that was given its old time back is seen all the same.
    pub changed_ns: i64,
    /// Names the file among all that are on its disk; 0 where the system does not tell. Something else in its place has
    /// another one.
    pub number: u64,
    /// The bytes are only in the cloud; reading would download them (Windows, macOS placeholders).
    pub cloud_only: bool,
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the root, NFC.
    pub path: RelPath,
    /// Size and time.
    pub stat: Stat,
}

/// A file open for reading.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// A file open for writing, which can be made durable.
pub trait WriteSeek: Read + Write + Seek + Send {
    /// Returns when every byte is on the disk.
    ///
    /// # Errors
    /// What the operating system says.
    fn sync_all(&mut self) -> io::Result<()>;
}

/// File operations below one root folder. All paths are contained: no implementation follows a link out of it.
pub trait Vfs: Send + Sync {
    /// The entries of a folder, in no particular order. Names that are no UTF-8 or no [`RelPath`] are in `odd`.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn list(&self, folder: &RelPath) -> io::Result<Listing>;

    /// Size and time of an entry; `NotFound` when there is none.
    ///
    /// # Errors
    /// What the operating system says.
    fn stat(&self, path: &RelPath) -> io::Result<Stat>;

    /// Whether an entry that stands so now, and is found to stand so again while this program runs, cannot have been
    /// changed in between. Never where size and times prove nothing, as on most disks of other machines.
    fn vouches(&self, _stat: &Stat) -> bool {
        false
    }

    /// Opens an ordinary file for reading.
    ///
    /// # Errors
    /// What the operating system says; `InvalidInput` for anything but a file.
    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>>;

    /// Makes a new file; `AlreadyExists` when there is one.
    ///
    /// # Errors
    /// What the operating system says.
    fn create_new(&self, path: &RelPath) -> io::Result<Box<dyn WriteSeek>>;

    /// Makes a folder and those above it; no error when it exists.
    ///
    /// # Errors
    /// What the operating system says.
    fn create_folder(&self, path: &RelPath) -> io::Result<()>;

    /// Renames a file or folder, replacing a file that stands in the place; retried on Windows while a scanner holds it.
    ///
    /// # Errors
    /// What the operating system says.
    fn rename(&self, from: &RelPath, to: &RelPath) -> io::Result<()>;

    /// Makes the names in a folder durable (fsync of the folder; nothing to do on Windows).
    ///
    /// # Errors
    /// What the operating system says.
    fn sync_folder(&self, folder: &RelPath) -> io::Result<()>;

    /// Bytes that are free for this person on the disk; `None` where nobody tells.
    fn free(&self) -> Option<u64> {
        None
    }

    /// Removes a file of our own making (a temporary file, a journal). Never called for a learner's file.
    ///
    /// # Errors
    /// What the operating system says.
    fn remove_own(&self, path: &RelPath) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    /// What the operating system says.
    fn remove_empty_folder(&self, path: &RelPath) -> io::Result<()>;
}

/// What a folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Entries with a usable name.
    pub entries: Vec<Entry>,
    /// Names that cannot be a path here, made readable.
    pub odd: Vec<String>,
}

/// Minutes after which nobody is writing to a file any more that lies there until it is whole, here or on another machine
/// that shares the folder.
pub const ABANDONED_AFTER_MINUTES: i64 = 10;

/// Files and folders that the systems, editors and this program put into a folder.
const IGNORED: [&str; 6] =
    [".artifolio", ".git", ".obsidian", ".ds_store", "thumbs.db", "desktop.ini"];

/// Whether a file or folder of this name is passed over everywhere (docs/workspace.md). Capitals do not matter, as on
/// the systems that make these files.
#[must_use]
pub fn is_ignored(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    IGNORED.contains(&name.as_str())
        || name.starts_with(".~")
        || name.starts_with("~$")
        || name.ends_with(".partial")
        || name.ends_with(".tmp")
}

/// Takes everything out of a folder of our own making, never of a learner's. What cannot be removed stays, and the rest
/// goes all the same. A folder that is not there is empty.
///
/// # Errors
/// What the operating system says of the first that stays.
pub fn empty_own(vfs: &dyn Vfs, folder: &RelPath) -> io::Result<()> {
    let listing = match vfs.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        listing => listing?,
    };
    let mut outcome = Ok(());
    for Entry { path, stat } in listing.entries {
        outcome = outcome.and(match stat.kind {
            EntryKind::Folder => empty_own(vfs, &path).and(vfs.remove_empty_folder(&path)),
            _ => vfs.remove_own(&path),
        });
    }
    outcome
}

/// Reads a whole file, at most `limit` bytes.
///
/// # Errors
/// `FileTooLarge` over the limit, else what the operating system says.
pub fn read_whole(vfs: &dyn Vfs, path: &RelPath, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    vfs.open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}
