//! The one implementation of [`Vfs`] that touches the disk, and the only module that may name `std::fs`.
//!
//! Everything below the root is opened part by part from an open handle (cap-std, `openat2` on Linux), no part
//! through a link, so no link and no `..` leads out, whatever happens to the folder meanwhile. A [`RelPath`] is NFC
//! while a disk may spell a name otherwise: the spelling on the disk is looked up and kept.
//!
//! Windows and macOS: the retries, the cloud placeholders and the missing fsync of folders follow documentation and
//! source; they compile, their decisions are tested here, but they are untested there.
#![expect(clippy::disallowed_methods, reason = "this is the module the bans point to")]

mod new_file;
mod system;

use std::borrow::Cow;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use std::time::SystemTime;

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, EntryKind, Listing, ReadSeek, Stat, Vfs, WriteSeek};
use cap_fs_ext::{
    DirExt as _, FollowSymlinks, MetadataExt as _, OpenOptionsFollowExt as _,
    OpenOptionsMaybeDirExt as _, OpenOptionsSyncExt as _,
};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, Metadata, OpenOptions};
use new_file::NewFile;
use system::{
    changed_ns, held_by_another, is_firm, keep_mode, keeps_change_times, patiently, placeholder,
    remote, synced,
};
use unicode_normalization::UnicodeNormalization as _;

/// Tells one folder from another: its device and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u64, u64);

fn place(folder: &Dir) -> Option<Place> {
    folder.dir_metadata().map(|folder| Place(folder.dev(), folder.ino())).ok()
}

/// A folder on the disk.
#[derive(Debug)]
pub struct DiskFs {
    root: RwLock<Dir>,
    real_path: PathBuf,
    /// Its device, where the file system keeps the time of every change by itself.
    timed: Option<u64>,
}

impl DiskFs {
    /// Opens an existing folder. `root` itself may be a link: naming it was the user's choice.
    ///
    /// # Errors
    /// What the operating system says; `NotFound` or `NotADirectory` when there is no such folder.
    pub fn open(root: &Path) -> io::Result<Self> {
        let real_path = fs::canonicalize(root)?;
        let root = Dir::open_ambient_dir(&real_path, ambient_authority())?;
        let timed = keeps_change_times(&real_path).then(|| place(&root).map(|place| place.0));
        Ok(Self { root: RwLock::new(root), real_path, timed: timed.flatten() })
    }

    /// Goes on in the folder that is at the path now, when it is another than the one that was opened and `known` takes
    /// it for the same portfolio: a drive was plugged in again, a folder was put back. One that was only moved away is
    /// still open, and work goes on in it.
    pub(crate) fn renew(&self, known: impl FnOnce(&Self) -> bool) {
        let Ok(now) = Self::open(&self.real_path) else { return };
        let same = place(&self.root()) == place(&now.root());
        if !same && known(&now) {
            let now = now.root.into_inner().unwrap_or_else(PoisonError::into_inner);
            *self.root.write().unwrap_or_else(PoisonError::into_inner) = now;
        }
    }

    /// Which folder is at the path now; `None` when none is.
    pub(crate) fn place_now(&self) -> Option<Place> {
        let now = Self::open(&self.real_path).ok()?;
        place(&now.root())
    }

    /// Whether the folder lies on another machine, so that changes made elsewhere cause no events here. `false` too
    /// where the system does not tell.
    pub(crate) fn is_remote(&self) -> bool {
        remote(&self.real_path)
    }

    fn root(&self) -> RwLockReadGuard<'_, Dir> {
        self.root.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a folder, and makes it and those above it first where they are missing.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn open_or_create(root: &Path) -> io::Result<Self> {
        let absent = |path: &&Path| {
            fs::metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound)
        };
        let missing = root.ancestors().take_while(absent).count();
        if missing > 0 {
            fs::create_dir_all(root)?;
        }
        let made = Self::open(root)?;
        for above in made.real_path.ancestors().skip(1).take(missing).filter(|_| cfg!(unix)) {
            synced(fs::File::open(above)?.sync_all())?;
        }
        Ok(made)
    }

    /// The folder that a path outside every root lies in, and its name there. The last part is not followed.
    ///
    /// # Errors
    /// What the operating system says; `InvalidInput` when the path has no name or one that no [`RelPath`] can hold.
    pub fn around(path: &Path) -> io::Result<(Self, RelPath)> {
        let unusable = || io::Error::new(ErrorKind::InvalidInput, "the name cannot be used");
        let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unusable)?;
        let name = RelPath::parse(name).map_err(|_| unusable())?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Ok((Self::open(folder.unwrap_or(Path::new(".")))?, name))
    }

    /// Like [`DiskFs::around`], for something to read: a link is resolved first.
    ///
    /// # Errors
    /// As for [`DiskFs::around`].
    pub fn around_source(path: &Path) -> io::Result<(Self, RelPath)> {
        Self::around(&fs::canonicalize(path)?)
    }

    /// The folder's path with every link resolved.
    #[must_use]
    pub fn real_path(&self) -> &Path {
        &self.real_path
    }

    /// Opens (or makes) a file that is only ever locked.
    ///
    /// # Errors
    /// What the operating system says.
    pub(crate) fn lock_file(&self, path: &RelPath) -> io::Result<fs::File> {
        let (folder, name) = self.place(path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).follow(FollowSymlinks::No);
        Ok(folder.open_with(name.as_ref(), &options)?.into_std())
    }

    fn folder(&self, path: &RelPath) -> io::Result<Dir> {
        let mut folder = self.root().try_clone()?;
        for part in path.parts() {
            let name = spelled(&folder, part)?;
            folder = folder
                .open_dir_nofollow(name.as_ref())
                .map_err(|error| instead_of(&folder, &name, EntryKind::Folder, error))?;
        }
        Ok(folder)
    }

    /// The open folder of `path`, and the name on the disk.
    fn place<'p>(&self, path: &'p RelPath) -> io::Result<(Dir, Cow<'p, str>)> {
        if path.name().is_empty() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "the root is no entry"));
        }
        let folder = self.folder(&path.parent())?;
        let name = spelled(&folder, path.name())?;
        Ok((folder, name))
    }

    fn stat_of(&self, folder: &Dir, name: &str, metadata: &Metadata) -> Stat {
        let kind = kind_of(metadata);
        let modified = metadata.modified().ok().map(|time| {
            match time.into_std().duration_since(std::time::UNIX_EPOCH) {
                Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
                Err(before) => {
                    i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns)
                }
            }
        });
        Stat {
            kind,
            size: if kind == EntryKind::File { metadata.len() } else { 0 },
            modified_ns: modified.unwrap_or(0),
            changed_ns: changed_ns(metadata),
            // Another file system may begin anywhere below.
            number: self
                .timed
                .filter(|device| metadata.dev() == *device)
                .map_or(0, |_| metadata.ino()),
            cloud_only: kind == EntryKind::File && placeholder(folder, name, metadata),
        }
    }
}

impl Vfs for DiskFs {
    fn list(&self, folder: &RelPath) -> io::Result<Listing> {
        let dir = self.folder(folder)?;
        let mut listing = Listing::default();
        let mut found = Vec::new();
        for entry in dir.entries()? {
            let entry = entry?;
            let name = entry.file_name();
            let path = name.to_str().and_then(|name| folder.join(name).ok());
            let Some((path, name)) = path.zip(name.to_str()) else {
                listing.odd.push(name.to_string_lossy().into_owned());
                continue;
            };
            match entry.metadata() {
                Ok(metadata) => {
                    let stat = self.stat_of(&dir, name, &metadata);
                    found.push((name != path.name(), name.to_owned(), Entry { path, stat }));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        // Of several spellings of one name one alone can be reached: the NFC one, else the first.
        found.sort_by(|a, b| (&a.2.path, a.0, &a.1).cmp(&(&b.2.path, b.0, &b.1)));
        for (_, name, entry) in found {
            match listing.entries.last() {
                Some(last) if last.path == entry.path => listing.odd.push(name),
                _ => listing.entries.push(entry),
            }
        }
        Ok(listing)
    }

    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        if path.name().is_empty() {
            let root = self.root();
            return Ok(self.stat_of(&root, ".", &root.dir_metadata()?));
        }
        let found = self.place(path).and_then(|(folder, name)| {
            Ok(self.stat_of(&folder, &name, &folder.symlink_metadata(name.as_ref())?))
        });
        found.map_err(|error| match error.kind() {
            // Below a file or a link there is nothing.
            ErrorKind::NotADirectory => ErrorKind::NotFound.into(),
            _ => error,
        })
    }

    fn vouches(&self, stat: &Stat) -> bool {
        stat.number != 0 && is_firm(stat.changed_ns, SystemTime::now())
    }

    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>> {
        let (folder, name) = self.place(path)?;
        // A pipe would block for ever; nonblock changes nothing for a file.
        let mut options = OpenOptions::new();
        options.read(true).follow(FollowSymlinks::No).nonblock(true);
        let file = folder
            .open_with(name.as_ref(), &options)
            .map_err(|error| instead_of(&folder, &name, EntryKind::File, error))?;
        if !file.metadata()?.is_file() {
            return Err(not_a_file());
        }
        Ok(Box::new(file.into_std()))
    }

    fn create_new(&self, path: &RelPath) -> io::Result<Box<dyn WriteSeek>> {
        let (folder, name) = self.place(path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true).follow(FollowSymlinks::No);
        Ok(Box::new(NewFile::of(folder.open_with(name.as_ref(), &options)?.into_std())))
    }

    fn create_folder(&self, path: &RelPath) -> io::Result<()> {
        let mut folder = self.root().try_clone()?;
        for part in path.parts() {
            let name = spelled(&folder, part)?;
            match folder.create_dir(name.as_ref()) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            folder = folder
                .open_dir_nofollow(name.as_ref())
                .map_err(|error| instead_of(&folder, &name, EntryKind::Folder, error))?;
        }
        Ok(())
    }

    fn rename(&self, from: &RelPath, to: &RelPath) -> io::Result<()> {
        let (from_folder, from) = self.place(from)?;
        let (to_folder, to) = self.place(to)?;
        keep_mode(&from_folder, &from, &to_folder, &to)?;
        patiently(held_by_another, std::thread::sleep, || {
            from_folder.rename(from.as_ref(), &to_folder, to.as_ref())
        })
    }

    fn sync_folder(&self, folder: &RelPath) -> io::Result<()> {
        if cfg!(windows) {
            return Ok(());
        }
        // The handles of folders are paths only (`O_PATH`), which no fsync takes.
        let mut options = OpenOptions::new();
        options.read(true).maybe_dir(true);
        synced(self.folder(folder)?.open_with(".", &options)?.sync_all())
    }

    fn free(&self) -> Option<u64> {
        fs4::available_space(&self.real_path).ok()
    }

    fn remove_own(&self, path: &RelPath) -> io::Result<()> {
        let (folder, name) = self.place(path)?;
        patiently(held_by_another, std::thread::sleep, || folder.remove_file(name.as_ref()))
    }

    fn remove_empty_folder(&self, path: &RelPath) -> io::Result<()> {
        let (folder, name) = self.place(path)?;
        folder.remove_dir(name.as_ref())
    }
}

/// The name in `folder` that is `part` in NFC: itself, else as the disk spells it, else itself (there is none yet).
fn spelled<'p>(folder: &Dir, part: &'p str) -> io::Result<Cow<'p, str>> {
    if part.is_ascii() {
        return Ok(part.into());
    }
    match folder.symlink_metadata(part) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
        Ok(_) => return Ok(part.into()),
    }
    let mut spellings = Vec::new();
    for entry in folder.entries()? {
        let name = entry?.file_name();
        spellings.extend(name.to_str().filter(|n| n.nfc().eq(part.chars())).map(str::to_owned));
    }
    Ok(spellings.into_iter().min().map_or(part.into(), Cow::Owned))
}

/// The plain error where something else than `wanted` stands there; systems name it in many ways.
fn instead_of(folder: &Dir, name: &str, wanted: EntryKind, error: io::Error) -> io::Error {
    match folder.symlink_metadata(name) {
        Ok(metadata) if kind_of(&metadata) == wanted => error,
        Ok(_) if wanted == EntryKind::Folder => ErrorKind::NotADirectory.into(),
        Ok(_) => not_a_file(),
        Err(_) => error,
    }
}

fn not_a_file() -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, "it is no ordinary file")
}

fn kind_of(metadata: &Metadata) -> EntryKind {
    if metadata.is_symlink() {
        EntryKind::Link
    } else if metadata.is_file() {
        EntryKind::File
    } else if metadata.is_dir() {
        EntryKind::Folder
    } else {
        EntryKind::Special
    }
}

#[cfg(test)]
mod tests;
