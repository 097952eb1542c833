//! What writes in a portfolio, whatever file system it lies on: first what stands there goes into the history, then the
//! change is made through the journal.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::Vfs;

use crate::Unique;
use crate::away::{Since, since};
use crate::change::apply::{Ground, roll_back};
use crate::change::journal::Journal;
use crate::change::{Change, Step};
use crate::error::ChangeError;
use crate::history::{History, Keep};
use crate::layout::{HISTORY, fixed};
use crate::leftovers::sweep;

pub(crate) struct Writer {
    pub(super) journal: Journal,
    /// Held for a whole change: they go one after the other, whatever thread they come from.
    history: Mutex<History>,
    unique: Unique,
}

impl Writer {
    pub(crate) fn new(journal: Journal, history: History, unique: Unique) -> Self {
        Self { journal, history: Mutex::new(history), unique }
    }

    /// Rolls back what an earlier program left, here and in what was this folder before it was moved from a path where
    /// `is_gone` finds none any more; the files that were left as they are because somebody has changed them since.
    pub(crate) fn take_back(
        &self,
        files: &dyn Vfs,
        is_gone: impl Fn(&str) -> bool,
    ) -> io::Result<Vec<RelPath>> {
        let mut kept = Vec::new();
        for journal in self.journal.unfinished(is_gone)? {
            kept.extend(roll_back(files, &journal)?);
        }
        Ok(kept)
    }

    /// Applies a change, all or none; the answer takes it back.
    pub(crate) fn apply(
        &self,
        files: &dyn Vfs,
        change: Change,
        progress: &dyn Progress,
    ) -> Result<Change, ChangeError> {
        let mut history = self.history();
        // Who changes a text knows its name, and not where the history lies.
        let written = change.steps.iter().find_map(|step| match step {
            Step::Write { path, .. } => Some(path.clone()),
            _ => None,
        });
        let unwritten = |source| match &written {
            Some(path) => ChangeError::Io { path: path.clone(), source },
            None => not_kept(source),
        };
        history.known(files).map_err(unwritten)?;
        let known = history.remembers();
        history.before(files, &change).map_err(unwritten)?;
        let ground = Ground { files, journal: &self.journal, unique: &self.unique };
        ground.apply(change, progress).inspect_err(|_| history.go_back(known))
    }

    /// Keeps a version of a text that stands in no file, or that another program may write over.
    pub(crate) fn keep(&self, files: &dyn Vfs, keep: Keep) -> Result<(), ChangeError> {
        self.history().keep(files, vec![keep]).map_err(not_kept)
    }

    /// The texts that are not what this machine last saw of them; it has seen them as soon as `hear` was told.
    pub(crate) fn since_last_time(
        &self,
        files: &dyn Vfs,
        hear: impl FnOnce(&[Since]),
    ) -> Result<Vec<Since>, ChangeError> {
        since(&mut self.history(), files, hear).map_err(not_kept)
    }

    /// Takes away what a dead program left, here and in the data folder, and thins the history.
    pub(crate) fn tidy(&self, files: &dyn Vfs) -> Result<(), ChangeError> {
        let mut history = self.history();
        sweep(files, history.now()).map_err(not_kept)?;
        sweep(self.journal.data(), history.now()).map_err(ChangeError::Journal)?;
        history.thin(files).map_err(not_kept)
    }

    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn not_kept(source: io::Error) -> ChangeError {
    ChangeError::Io { path: fixed(HISTORY), source }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use crate::change::{Change, Step};
    use crate::durable::{Expect, Sha256};
    use crate::history::{TextFile, Why, versions};
    use crate::layout::fixed;
    use crate::testing::machine::Machine;
    use crate::testing::{Fault, MemFs};

    #[test]
    fn a_text_that_was_refused_and_then_saved_is_no_other_programs() {
        let file = fixed("criteria/1a.md");
        let save = |machine: &Machine, old: Option<&str>, new: &str| {
            let expect = old.map_or(Expect::Absent, |o| Expect::Sha256(Sha256::of(o.as_bytes())));
            let write = Step::Write { path: file.clone(), expect, bytes: new.into() };
            machine.apply(Change { label: "test", steps: vec![write] })
        };
        for n in 0.. {
            let machine = Machine::start(&MemFs::new(), 0).unwrap();
            save(&machine, None, "first").unwrap();
            machine.disk.fail_at(n, Fault::Once(ErrorKind::StorageFull));
            let saved = save(&machine, Some("first"), "second");
            machine.disk.heal();
            if saved.is_err() {
                save(&machine, Some("first"), "second").unwrap();
            }
            let of = TextFile { file: file.clone(), artifact: None };
            let all = versions(&machine.files, &of).unwrap();
            assert!(all.iter().all(|version| version.why == Why::Saved), "{n}: {all:?}");
            if !machine.disk.struck() {
                break;
            }
        }
    }
}
