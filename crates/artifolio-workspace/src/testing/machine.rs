//! A machine: a portfolio, the app's data folder and a folder for packages on one disk in memory, and the program that
//! writes in them as an open workspace does. It can be started again from whatever the disk holds.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_core::source::Vfs;
use chrono::TimeDelta;

use super::{MemFs, noon};
use crate::away::Since;
use crate::change::Change;
use crate::change::journal::Journal;
use crate::error::ChangeError;
use crate::history::{History, Keep, Why};
use crate::machine::put_below;
use crate::workspace::writer::Writer;
use crate::{Clock, Unique};

/// One start of the program.
pub struct Machine {
    /// The whole disk.
    pub disk: MemFs,
    /// The portfolio's folder, `ws`.
    pub files: MemFs,
    /// The app's data folder, `data`.
    pub data: MemFs,
    /// The folder for packages, `out`.
    pub out: MemFs,
    /// What an earlier start had left half done, and could not be taken back.
    pub kept: Vec<RelPath>,
    writer: Writer,
    unique: Unique,
}

impl Machine {
    /// Starts the program so many minutes after noon, and first takes back what an earlier one had left half done. No two
    /// starts on one disk have one time: names are made from it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn start(disk: &MemFs, minutes: i64) -> io::Result<Self> {
        Self::start_at(disk, minutes, "ws", |_| false)
    }

    /// The same when the portfolio's folder lies at `root` now, whose name can be a file's, and `is_gone` says of which
    /// other paths it may have been moved from.
    ///
    /// # Errors
    /// What the file system says.
    pub fn start_at(
        disk: &MemFs,
        minutes: i64,
        root: &str,
        is_gone: fn(&str) -> bool,
    ) -> io::Result<Self> {
        let (files, data, out) = (disk.below("ws"), disk.below("data"), disk.below("out"));
        let clock: Clock = Arc::new(move || noon()() + TimeDelta::minutes(minutes));
        let unique = unique_at(&clock);
        let of_journal: Arc<dyn Vfs> = Arc::new(data.clone());
        let journal = Journal::new(of_journal, "id", root, root.to_owned());
        let history = History::new("m".to_owned(), clock, Arc::clone(&unique));
        let writer = Writer::new(journal, history, Arc::clone(&unique));
        let kept = writer.take_back(&files, is_gone)?;
        Ok(Self { disk: disk.clone(), files, data, out, kept, writer, unique })
    }

    /// As of [`Workspace::apply`](crate::workspace::Workspace::apply).
    ///
    /// # Errors
    /// The same.
    pub fn apply(&self, change: Change) -> Result<Change, ChangeError> {
        self.writer.apply(&self.files, change, &Silent)
    }

    /// As of [`Workspace::keep`](crate::workspace::Workspace::keep).
    ///
    /// # Errors
    /// The same.
    pub fn keep(&self, file: &RelPath, bytes: Vec<u8>, why: Why) -> Result<(), ChangeError> {
        self.writer.keep(&self.files, Keep { file: file.clone(), bytes, why })
    }

    /// As of [`Workspace::since_last_time`](crate::workspace::Workspace::since_last_time).
    ///
    /// # Errors
    /// The same.
    pub fn since_last_time(&self) -> Result<Vec<Since>, ChangeError> {
        self.writer.since_last_time(&self.files, |_| ())
    }

    /// As of [`Workspace::tidy`](crate::workspace::Workspace::tidy).
    ///
    /// # Errors
    /// The same.
    pub fn tidy(&self) -> Result<(), ChangeError> {
        self.writer.tidy(&self.files)
    }

    /// Puts one of the machine's small files ([`machine`](crate::machine)) below the data folder.
    ///
    /// # Errors
    /// What the file system says.
    pub fn put(&self, path: &RelPath, bytes: &[u8]) -> io::Result<()> {
        put_below(&self.data, path, bytes, &(self.unique)())
    }
}

impl std::fmt::Debug for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Machine").field("kept", &self.kept).finish_non_exhaustive()
    }
}

/// UUIDs of version 7 that are the same in each run: the time, and a number that goes up.
fn unique_at(clock: &Clock) -> Unique {
    let (clock, count) = (Arc::clone(clock), AtomicU64::new(0));
    Arc::new(move || {
        let n = count.fetch_add(1, Ordering::Relaxed);
        format!("{:012x}70008{n:015x}", clock().timestamp_millis())
    })
}
