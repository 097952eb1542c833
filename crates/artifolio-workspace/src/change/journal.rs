//! The journal: what undoes each step of a change in progress, on the disk before the step is done.
//!
//! `journal/<workspace>/<folder>/pending/` in the app's data folder holds the root's path (`root`) and one record per
//! step (`000001.json`, with `000001.old` where a file is replaced). Renaming `pending` to `done` is the moment in
//! which the change counts. Only the last record can be torn, and then its step never began.

use std::io::{self, ErrorKind, Write as _};
use std::sync::Arc;

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, Vfs, read_whole};

use super::undo::{Undo, is_there, make_folders};
use crate::layout::fixed;
use crate::scan::listed;

/// One workspace folder's journal.
#[derive(Clone)]
pub(crate) struct Journal {
    data: Arc<dyn Vfs>,
    slot: RelPath,
    root: String,
}

/// A record of an unfinished change.
pub(crate) struct Record {
    /// Its number, from 1 in the order of the steps.
    pub(crate) number: usize,
    /// What takes the step back.
    pub(crate) undo: Undo,
    /// The bytes that stood in the place of a written file.
    pub(crate) old: Option<Vec<u8>>,
}

impl Journal {
    /// The journal of the folder at `root` (its real path) with a workspace whose key is `workspace`; both `workspace`
    /// and `folder` can be file names.
    pub(crate) fn new(data: Arc<dyn Vfs>, workspace: &str, folder: &str, root: String) -> Self {
        Self { data, slot: fixed(&format!("journal/{workspace}/{folder}")), root }
    }

    /// The app's data folder, in which it lies.
    pub(crate) fn data(&self) -> &dyn Vfs {
        &*self.data
    }

    /// This journal and the [`orphans`](Self::orphans), as far as their change was not finished.
    pub(crate) fn unfinished(&self, is_gone: impl Fn(&str) -> bool) -> io::Result<Vec<Self>> {
        let mut unfinished = Vec::new();
        for journal in std::iter::once(self.clone()).chain(self.orphans(is_gone)?) {
            if journal.is_pending()? {
                unfinished.push(journal);
            }
        }
        Ok(unfinished)
    }

    /// Journals of the same workspace at paths where `is_gone` finds no folder any more: it was moved here.
    pub(crate) fn orphans(&self, is_gone: impl Fn(&str) -> bool) -> io::Result<Vec<Self>> {
        let mut orphans = Vec::new();
        for entry in listed(&*self.data, &self.slot.parent())? {
            let slot = entry.path;
            let other = Self { data: Arc::clone(&self.data), slot, root: String::new() };
            if other.slot == self.slot {
                continue;
            }
            let root = match read_whole(&*self.data, &other.pending("root"), 1 << 16) {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            if is_gone(&root) {
                orphans.push(Self { root, ..other });
            }
        }
        Ok(orphans)
    }

    /// Whether a change was not finished.
    pub(crate) fn is_pending(&self) -> io::Result<bool> {
        is_there(&*self.data, &self.below("pending"))
    }

    /// Begins the journal of a change. None is pending.
    pub(crate) fn begin(&self) -> io::Result<()> {
        self.sweep()?;
        make_folders(&*self.data, &self.below("pending"))?;
        // Its name is on the disk with the first record's.
        self.write("root", self.root.as_bytes())
    }

    /// Makes a record durable. Its step may be done afterwards.
    pub(crate) fn record(&self, number: usize, undo: &Undo, old: Option<&[u8]>) -> io::Result<()> {
        if let Some(old) = old {
            self.write(&format!("{number:06}.old"), old)?;
        }
        let json = serde_json::to_vec(undo).map_err(io::Error::other)?;
        self.write(&format!("{number:06}.json"), &json)?;
        self.data.sync_folder(&self.below("pending"))
    }

    /// Its step was taken back.
    pub(crate) fn forget(&self, number: usize) -> io::Result<()> {
        self.data.remove_own(&self.pending(&format!("{number:06}.json")))?;
        self.data.sync_folder(&self.below("pending"))
    }

    /// The change counts (or nothing of it does any more).
    pub(crate) fn close(&self) -> io::Result<()> {
        // What was swept may be back after a loss of power, and nothing takes the place of a folder that holds something.
        self.sweep()?;
        let (pending, done) = (self.below("pending"), self.below("done"));
        self.data.rename(&pending, &done)?;
        if let Err(error) = self.data.sync_folder(&self.slot) {
            // Whether it counts must not stay open: the caller takes everything back.
            let _ = self.data.rename(&done, &pending);
            return Err(error);
        }
        // What cannot be swept now is swept by the next change.
        let _ = self.sweep();
        Ok(())
    }

    /// The records of the unfinished change, the last first.
    pub(crate) fn records(&self) -> io::Result<Vec<Record>> {
        let entries = listed(&*self.data, &self.below("pending"))?.into_iter();
        let number = |entry: Entry| entry.path.name().strip_suffix(".json")?.parse().ok();
        let mut numbers: Vec<usize> = entries.filter_map(number).collect();
        numbers.sort_unstable_by(|a, b| b.cmp(a));
        let mut records = Vec::new();
        for (i, number) in numbers.into_iter().enumerate() {
            match self.read(number) {
                Ok(record) => records.push(record),
                // Torn before its step began.
                Err(error)
                    if i == 0
                        && matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::NotFound) => {
                }
                Err(error) => return Err(error),
            }
        }
        Ok(records)
    }

    fn read(&self, number: usize) -> io::Result<Record> {
        let read = |ending: &str, limit| {
            read_whole(&*self.data, &self.pending(&format!("{number:06}.{ending}")), limit)
        };
        let undo: Undo = serde_json::from_slice(&read("json", 1 << 20)?)
            .map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
        let old = match undo {
            Undo::Written { old: Some(_), .. } => Some(read("old", u64::MAX - 1)?),
            _ => None,
        };
        Ok(Record { number, undo, old })
    }

    /// Takes away what a finished change left.
    fn sweep(&self) -> io::Result<()> {
        let done = self.below("done");
        if !is_there(&*self.data, &done)? {
            return Ok(());
        }
        for entry in listed(&*self.data, &done)? {
            self.data.remove_own(&entry.path)?;
        }
        self.data.remove_empty_folder(&done)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.pending(name);
        let mut file = self.data.create_new(&path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn below(&self, name: &str) -> RelPath {
        self.slot.join(name).expect("a fixed name is a path")
    }

    fn pending(&self, name: &str) -> RelPath {
        self.below("pending").join(name).expect("a fixed name is a path")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::MemFs;

    #[test]
    fn a_swept_one_that_a_loss_of_power_brings_back_hinders_nothing() {
        let data = MemFs::new();
        let journal = Journal::new(Arc::new(data.clone()), "id", "folder", "/ws".into());
        journal.begin().unwrap();
        data.plant("journal/id/folder/done/root", b"/ws");
        journal.close().unwrap();
        assert!(!journal.is_pending().unwrap());
    }
}
