//! Searching: the index of the open portfolio, brought up to date on a thread of its own, so that neither a screen nor
//! a search ever waits for it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use artifolio_core::failure::Coded as _;
use artifolio_core::source::Vfs;
use artifolio_workspace::index::{Hit, Index, IndexError};

use super::{Desk, held};
use crate::error::{Refusal, boxed};
use crate::view;

/// Most hits that are shown.
const MOST: usize = 40;

/// The index of one portfolio.
pub(super) struct Searching {
    place: PathBuf,
    files: Arc<dyn Vfs>,
    index: Mutex<Option<Arc<Index>>>,
    /// Something may have changed since the last look.
    stale: AtomicBool,
    /// A thread is looking.
    busy: AtomicBool,
}

impl Searching {
    /// For the index at `place`; nothing is read before [`Searching::freshen`].
    pub(super) fn of(place: PathBuf, files: Arc<dyn Vfs>) -> Arc<Self> {
        Arc::new(Self {
            place,
            files,
            index: Mutex::default(),
            stale: AtomicBool::new(false),
            busy: AtomicBool::new(false),
        })
    }

    /// Has the index brought up to date soon; returns at once.
    pub(super) fn freshen(self: &Arc<Self>) {
        self.stale.store(true, Ordering::Release);
        if !self.busy.swap(true, Ordering::AcqRel) {
            let this = Arc::clone(self);
            std::thread::spawn(move || this.look());
        }
    }

    fn look(&self) {
        loop {
            while self.stale.swap(false, Ordering::AcqRel) {
                let looked = self.index().and_then(|index| index.reconcile(&*self.files));
                if let Err(error) = looked {
                    tracing::warn!(code = error.code(), "the index was not brought up to date");
                }
            }
            self.busy.store(false, Ordering::Release);
            // Whoever asked between the last look and this line found it busy.
            if !self.stale.load(Ordering::Acquire) || self.busy.swap(true, Ordering::AcqRel) {
                return;
            }
        }
    }

    fn index(&self) -> Result<Arc<Index>, IndexError> {
        let mut index = held(&self.index);
        match &*index {
            Some(index) => Ok(Arc::clone(index)),
            None => Ok(Arc::clone(index.insert(Arc::new(Index::open(&self.place)?)))),
        }
    }

    fn find(&self, words: &str) -> Result<Vec<Hit>, IndexError> {
        self.index()?.search(&*self.files, words, MOST)
    }
}

impl Desk {
    /// What holds all these words, as the index knows it now.
    ///
    /// # Errors
    /// When nothing is open or the index cannot be used.
    pub(crate) fn search(&self, words: &str) -> Result<Vec<view::Hit>, Refusal> {
        let open = self.current()?;
        let hits = open.searching.find(words).map_err(boxed)?;
        // What was read last tells whose a file is; a reading that is under way is not waited for.
        let kept = self.kept.try_lock().ok();
        let kept =
            kept.as_ref().and_then(|kept| kept.as_ref()).filter(|k| Arc::ptr_eq(&k.open, &open));
        let portfolio = kept.map(|kept| &kept.reading.portfolio);
        Ok(hits.into_iter().map(|hit| view::hit(hit, portfolio)).collect())
    }
}

#[cfg(test)]
impl Searching {
    /// Waits until everything that was asked for is in the index.
    pub(super) fn settle(&self) {
        while self.busy.load(Ordering::Acquire) || self.stale.load(Ordering::Acquire) {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    }
}
