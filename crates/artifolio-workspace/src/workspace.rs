//! An open workspace.

mod half_done;
pub(crate) mod writer;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use artifolio_core::message::Catalogue;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Settings;
use artifolio_core::progress::{Progress, Silent};
use artifolio_core::source::{EntryKind, Vfs};
use chrono::{DateTime, Utc};

use crate::Clock;
use crate::away::Since;
use crate::change::Change;
use crate::change::adopt::{Loose, adopt, look};
use crate::change::journal::Journal;
use crate::change::verbs::new_portfolio;
use crate::data_dir::{DataDir, key_of_id, key_of_path};
use crate::disk::DiskFs;
use crate::error::{ChangeError, ReadOnly, WorkspaceError};
use crate::history::{History, Keep, Why};
use crate::layout::{PRIVATE, SETTINGS, fixed, is_ignored};
use crate::lock::Lock;
use crate::machine;
use crate::read::{self, Known, Reading, Unread};
use crate::scan::{Scan, scan};
use crate::sizes::{Sizes, sizes};
use writer::Writer;

/// What a workspace is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Looking only: always possible, takes no lock, needs no data folder.
    Read,
    /// Changing too: one at a time on a machine.
    Write,
}

/// What a folder held when it was looked at.
#[derive(Debug, PartialEq)]
pub struct Stamp(Scan);

/// A folder that holds a portfolio, open.
pub struct Workspace {
    files: Arc<DiskFs>,
    known: Known,
    id: String,
    writing: Result<Held, ReadOnly>,
}

/// What is held while it is open for writing.
struct Held {
    writer: Writer,
    /// What an earlier program had left half done, and could not be taken back.
    kept: Vec<RelPath>,
    _lock: Lock,
}

impl Held {
    /// Takes the lock of the workspace with this id.
    fn at(
        files: &DiskFs,
        data: &DataDir,
        id: Option<&str>,
        clock: &Clock,
    ) -> Result<Self, WorkspaceError> {
        let name = machine::name(data)?;
        let data = DiskFs::open_or_create(data.data()).map_err(WorkspaceError::DataFolder)?;
        let lock = Lock::take(&data, &key(files, id))
            .map_err(WorkspaceError::DataFolder)?
            .ok_or(WorkspaceError::Locked)?;
        let history = History::new(name, Arc::clone(clock), crate::unique());
        let writer = Writer::new(journal(files, data, id), history, crate::unique());
        Ok(Self { writer, kept: Vec::new(), _lock: lock })
    }
}

/// The workspace with this id as a part of a file name; one without an id goes by its folder.
fn key(files: &DiskFs, id: Option<&str>) -> String {
    id.map_or_else(|| key_of_id(&key_of_path(files.real_path())), key_of_id)
}

fn journal(files: &DiskFs, data: DiskFs, id: Option<&str>) -> Journal {
    let root = files.real_path().to_string_lossy().into_owned();
    let folder = key_of_path(files.real_path());
    Journal::new(Arc::new(data), &key(files, id), &folder, root)
}

impl Workspace {
    /// Opens the portfolio in `root`. For writing it takes the workspace's lock, and first takes back what a program
    /// that died had left half done. A folder of a newer format is opened for reading whatever `mode` says, its bytes
    /// untouched.
    ///
    /// # Errors
    /// [`WorkspaceError::FolderMissing`], [`NotAPortfolio`](WorkspaceError::NotAPortfolio),
    /// [`Locked`](WorkspaceError::Locked), [`HalfDone`](WorkspaceError::HalfDone), or what the operating system says of
    /// the folder or the data folder.
    pub fn open(
        root: &Path,
        data: &DataDir,
        mode: Mode,
        clock: &Clock,
    ) -> Result<Self, WorkspaceError> {
        let files = Self::folder(root)?;
        match files.stat(&fixed(SETTINGS)) {
            Ok(stat) if stat.kind == EntryKind::File => {}
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(WorkspaceError::FolderUnreadable { path: root.to_owned(), source });
            }
            _ => return Err(WorkspaceError::NotAPortfolio(root.to_owned())),
        }
        let identity = read::identity(&files);
        let writing = match (mode, identity.newer) {
            (_, Some(format)) => Err(ReadOnly::Newer(format)),
            (Mode::Read, None) => Err(ReadOnly::Asked),
            (Mode::Write, None) => Ok(Held::at(&files, data, identity.id.as_deref(), clock)?),
        };
        let mut workspace = Self::of(files, identity.id.unwrap_or_default(), writing);
        if let Ok(held) = &mut workspace.writing {
            let back = held
                .writer
                .take_back(&*workspace.files, |root| DiskFs::open(Path::new(root)).is_err());
            held.kept = back.map_err(WorkspaceError::HalfDone)?;
        }
        Ok(workspace)
    }

    /// Makes a new portfolio with these settings in `root`, which is absent or empty, and opens it for writing.
    /// `words` says in which language the comments in its files are.
    ///
    /// # Errors
    /// [`WorkspaceError::FolderNotEmpty`], or what the operating system says.
    pub fn create(
        root: &Path,
        data: &DataDir,
        settings: &Settings,
        words: &Catalogue,
        clock: &Clock,
    ) -> Result<Self, WorkspaceError> {
        let files = Self::empty_place(root)?;
        let writing = Ok(Held::at(&files, data, Some(&settings.id), clock)?);
        let workspace = Self::of(files, settings.id.clone(), writing);
        workspace.apply(new_portfolio(settings, words))?;
        Ok(workspace)
    }

    /// Makes the loose files in `root` a portfolio with these settings ([`adopt`](crate::change::adopt)) and opens it
    /// for writing; with it comes the change that takes that back.
    ///
    /// # Errors
    /// As of [`adopt()`](crate::change::adopt::adopt) and [`Workspace::apply`]; [`WorkspaceError::Locked`].
    pub fn adopt(
        root: &Path,
        data: &DataDir,
        settings: &Settings,
        words: &Catalogue,
        clock: &Clock,
        progress: &dyn Progress,
    ) -> Result<(Self, Change), WorkspaceError> {
        let files = Self::folder(root)?;
        let writing = Ok(Held::at(&files, data, Some(&settings.id), clock)?);
        let workspace = Self::of(files, settings.id.clone(), writing);
        let change = adopt(&*workspace.files, settings, words, progress)?;
        let back = workspace.apply_with(change, progress)?;
        Ok((workspace, back))
    }

    fn of(files: DiskFs, id: String, writing: Result<Held, ReadOnly>) -> Self {
        Self { files: Arc::new(files), known: Known::default(), id, writing }
    }

    /// Goes on with the portfolio's folder where it was taken away and came back, as a drive does that is plugged in
    /// again. To be asked before each piece of work; costs one opened folder.
    pub fn renew(&self) {
        self.files.renew(|now| read::identity(now).id.unwrap_or_default() == self.id);
    }

    /// A folder that is there.
    fn folder(root: &Path) -> Result<DiskFs, WorkspaceError> {
        DiskFs::open(root).map_err(|source| match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                WorkspaceError::FolderMissing(root.to_owned())
            }
            _ => WorkspaceError::FolderUnreadable { path: root.to_owned(), source },
        })
    }

    /// What a folder that is no portfolio holds, as it would become one.
    ///
    /// # Errors
    /// As of [`Workspace::open`].
    pub fn look(root: &Path) -> Result<Loose, WorkspaceError> {
        Ok(look(&Self::folder(root)?))
    }

    /// The folder for a portfolio that is to come: made when absent, refused when it holds something.
    ///
    /// # Errors
    /// [`WorkspaceError::FolderNotEmpty`], or what the operating system says.
    fn empty_place(root: &Path) -> Result<DiskFs, WorkspaceError> {
        let files = Self::place(root)?;
        let listing = files
            .list(&RelPath::root())
            .map_err(|source| WorkspaceError::FolderUnreadable { path: root.to_owned(), source })?;
        let holds = |name: &str| name == PRIVATE || !is_ignored(name);
        let names = listing.entries.iter().map(|entry| entry.path.name());
        if names.chain(listing.odd.iter().map(String::as_str)).any(holds) {
            return Err(WorkspaceError::FolderNotEmpty(root.to_owned()));
        }
        Ok(files)
    }

    /// The folder that something is to be put into: made when absent. Whether it holds anything is for the caller to see.
    ///
    /// # Errors
    /// [`WorkspaceError::FolderNotEmpty`] for a file, or what the operating system says.
    pub fn place(root: &Path) -> Result<DiskFs, WorkspaceError> {
        DiskFs::open_or_create(root).map_err(|source| match source.kind() {
            ErrorKind::NotADirectory => WorkspaceError::FolderNotEmpty(root.to_owned()),
            _ => WorkspaceError::FolderUnreadable { path: root.to_owned(), source },
        })
    }

    /// The workspace's files.
    #[must_use]
    pub fn files(&self) -> &Arc<DiskFs> {
        &self.files
    }

    /// The folder's path with every link resolved.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.files.real_path()
    }

    /// Whether the folder still holds a portfolio.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.files.stat(&fixed(SETTINGS)).is_ok()
    }

    /// The workspace's identity, which is known even when its folder has vanished: its `id` when it was opened, or
    /// nothing where `portfolio.toml` had none.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Why nothing can be written; `None` when something can.
    #[must_use]
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.writing.as_ref().err().copied()
    }

    /// Files that an earlier program had left half changed, and that somebody else has changed since, so that they
    /// were left as they are. To be shown once.
    #[must_use]
    pub fn left_half_done(&self) -> &[RelPath] {
        self.writing.as_ref().map_or(&[], |held| &held.kept)
    }

    /// Names, sizes and times of everything in the folder: while they stand still, so does what [`Workspace::read`]
    /// gives.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp(scan(&*self.files))
    }

    /// What the portfolio takes on the disk.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        sizes(&*self.files, self.files.free())
    }

    /// When a file of the portfolio was last written, as its file system tells it; `None` when it holds none. A hint: it
    /// follows the clock of whoever wrote.
    #[must_use]
    pub fn last_written(&self) -> Option<DateTime<Utc>> {
        let files = scan(&*self.files).files.into_values();
        files.map(|entry| DateTime::from_timestamp_nanos(entry.stat.modified_ns)).max()
    }

    /// Reads the whole portfolio.
    ///
    /// # Errors
    /// [`WorkspaceError::FolderMissing`] when the folder is gone, [`NotAPortfolio`](WorkspaceError::NotAPortfolio) when
    /// its `portfolio.toml` is.
    pub fn read(&self) -> Result<Reading, WorkspaceError> {
        self.read_with(&Silent)
    }

    /// The same for folders that take long: `progress` is told of the bytes of evidence.
    ///
    /// # Errors
    /// As for [`Workspace::read`], and [`WorkspaceError::Cancelled`].
    pub fn read_with(&self, progress: &dyn Progress) -> Result<Reading, WorkspaceError> {
        read::read_again(&*self.files, progress, &self.known).map_err(|unread| match unread {
            Unread::Stopped => WorkspaceError::Cancelled,
            Unread::Gone => self.gone(),
        })
    }

    /// Why there is nothing to read.
    fn gone(&self) -> WorkspaceError {
        let path = || self.root().to_owned();
        match Self::folder(self.root()).map(|now| now.list(&RelPath::root())) {
            Err(gone) => gone,
            Ok(Err(source)) => WorkspaceError::FolderUnreadable { path: path(), source },
            Ok(Ok(_)) => WorkspaceError::NotAPortfolio(path()),
        }
    }

    /// Applies a change, all or none; the answer takes it back.
    ///
    /// # Errors
    /// [`ChangeError`]. Unless it says otherwise, everything is as before.
    pub fn apply(&self, change: Change) -> Result<Change, ChangeError> {
        self.apply_with(change, &Silent)
    }

    /// The same for changes that may take long: `progress` is told of the bytes that are copied.
    ///
    /// # Errors
    /// As for [`Workspace::apply`].
    pub fn apply_with(
        &self,
        change: Change,
        progress: &dyn Progress,
    ) -> Result<Change, ChangeError> {
        self.writer()?.apply(&*self.files, change, progress)
    }

    fn writer(&self) -> Result<&Writer, ChangeError> {
        match &self.writing {
            Ok(held) => Ok(&held.writer),
            Err(why) => Err(ChangeError::ReadOnly(*why)),
        }
    }

    /// Keeps a version of a text that stands in no file, or that another program may write over.
    ///
    /// # Errors
    /// [`ChangeError::ReadOnly`], or what the operating system says.
    pub fn keep(&self, file: &RelPath, bytes: Vec<u8>, why: Why) -> Result<(), ChangeError> {
        self.writer()?.keep(&*self.files, Keep { file: file.clone(), bytes, why })
    }

    /// The texts that are not what this machine last saw of them; it has seen them as soon as `hear`, which can remember
    /// them, was told.
    ///
    /// # Errors
    /// As of [`Workspace::keep`].
    pub fn since_last_time(&self, hear: impl FnOnce(&[Since])) -> Result<Vec<Since>, ChangeError> {
        self.writer()?.since_last_time(&*self.files, hear)
    }

    /// Takes away temporary files that a program left which died, here and in the data folder, and thins what this machine
    /// keeps of the past ([`history`](crate::history)). Nothing waits for it but changes.
    ///
    /// # Errors
    /// As of [`Workspace::keep`]; what was not done is done the next time.
    pub fn tidy(&self) -> Result<(), ChangeError> {
        self.writer()?.tidy(&*self.files)
    }
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace").field("read_only", &self.read_only()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
