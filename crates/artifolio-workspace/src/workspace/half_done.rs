//! A change that a program which died left half done: what of it is still to be taken back, and opening where that, or
//! the data folder it needs, fails. A portfolio that can be read is never hidden by what only writing needs.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;

use artifolio_core::path::RelPath;

use super::{Mode, Workspace, journal, key};
use crate::Clock;
use crate::data_dir::DataDir;
use crate::disk::DiskFs;
use crate::error::{ReadOnly, WorkspaceError};
use crate::lock::Lock;

impl Workspace {
    /// Opens the portfolio in `root` for writing, or for reading where a change that was left half done cannot be taken
    /// back or the data folder cannot be used; [`Workspace::read_only`] says why. The journal stays for the next opening.
    ///
    /// # Errors
    /// As of [`Workspace::open`], without [`HalfDone`](WorkspaceError::HalfDone) and
    /// [`DataFolder`](WorkspaceError::DataFolder).
    pub fn open_if_only_to_read(
        root: &Path,
        data: &DataDir,
        clock: &Clock,
    ) -> Result<Self, WorkspaceError> {
        let why = match Self::open(root, data, Mode::Write, clock) {
            Err(WorkspaceError::HalfDone(_)) => ReadOnly::HalfDone,
            Err(WorkspaceError::DataFolder(_)) => ReadOnly::DataFolder,
            opened => return opened,
        };
        let read = Self::open(root, data, Mode::Read, clock)?;
        Ok(Self {
            writing: Err(read.read_only().filter(|w| *w != ReadOnly::Asked).unwrap_or(why)),
            ..read
        })
    }

    /// What a program that died has left half done, and the next opening for writing takes back. Nothing while somebody
    /// is at work on it. Changes nothing.
    ///
    /// # Errors
    /// What the operating system says of the data folder.
    pub(crate) fn half_done(&self, data: &DataDir) -> io::Result<Vec<RelPath>> {
        let disk = match DiskFs::open(data.data()) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            disk => disk?,
        };
        let id = Some(&*self.id).filter(|id| !id.is_empty());
        let journal = journal(&self.files, disk, id);
        let left = journal.unfinished(|root| DiskFs::open(Path::new(root)).is_err())?;
        // The lock's file is there then: whoever began the change has held it.
        if left.is_empty()
            || Lock::take(&DiskFs::open(data.data())?, &key(&self.files, id))?.is_none()
        {
            return Ok(Vec::new());
        }
        let mut files = BTreeSet::new();
        for journal in left {
            files.extend(journal.records()?.iter().map(|record| record.undo.subject().clone()));
        }
        Ok(files.into_iter().collect())
    }
}
