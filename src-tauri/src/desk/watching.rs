//! The open portfolio's folder, watched: what other programs do to it is read, kept and told.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use artifolio_core::message::Language;
use artifolio_workspace::watch::{LATEST, Polled, SETTLE, Watch};
use chrono::{DateTime, Utc};

use super::{Desk, Open, held, past};
use crate::clock;

/// Hears that the folder of the open portfolio may have changed.
pub(crate) type Hear = Arc<dyn Fn() + Send + Sync>;

impl Desk {
    /// Who is to hear of changes in the folder, from a thread of its own; said once, at the start.
    pub(crate) fn on_hint(&self, hear: Hear) {
        let _ = self.hear.set(hear);
    }

    /// Begins what nobody waits for after a portfolio was opened.
    pub(super) fn settle(&self, open: &Arc<Open>) {
        open.searching.freshen();
        let hear = self.hear.get().cloned();
        let (behind, told) = (Arc::clone(open), hear.clone());
        let thread = std::thread::spawn(move || {
            if behind.catch_up(true).listed {
                behind.untold.store(true, Ordering::Release);
                if let Some(told) = told {
                    told();
                }
            }
            past::tidy(&behind);
        });
        self.wait_behind();
        *held(&self.behind) = Some(thread);
        let slow = |why: Polled| {
            tracing::warn!(code = why.code(), "the folder is looked at by the clock");
        };
        let files = open.workspace.files();
        let watch = hear.map(|hear| Watch::begin(Arc::clone(files), move || hear(), slow));
        let before = std::mem::replace(&mut *held(&self.watch), watch);
        drop(before);
    }

    /// Waits for what goes on behind, with no lock held.
    pub(super) fn wait_behind(&self) {
        let behind = held(&self.behind).take();
        if let Some(behind) = behind {
            // One that panicked has let go too.
            let _ = behind.join();
        }
    }

    /// Why the folder is looked at by the clock, as a code; `None` where every change causes an event.
    pub(crate) fn polled(&self) -> Option<&'static str> {
        held(&self.watch).as_ref()?.polled().map(|why| why.code())
    }

    /// Closes the portfolio, unless another one took its place.
    pub(super) fn close(&self, open: &Arc<Open>) {
        let before = held(&self.open).take_if(|now| Arc::ptr_eq(now, open));
        let watch = before.as_ref().and_then(|_| held(&self.watch).take());
        drop((before, watch));
    }

    /// [`Desk::look_again`] once no file of the folder was written a moment ago: while one comes to rest another may be
    /// half of what it will be. Not later than a folder is looked at that never rests.
    pub(crate) fn look_when_still(&self) -> bool {
        let (clock, begun) = (clock::clock(), Instant::now());
        while begun.elapsed() < LATEST && self.current().is_ok_and(|open| is_young(&open, clock()))
        {
            std::thread::sleep(SETTLE / 4);
        }
        self.look_again()
    }

    /// Reads the folder anew where something in it is not as it was last read, and keeps what other programs wrote.
    /// Whether it says anything else by now; what was only touched does not.
    pub(crate) fn look_again(&self) -> bool {
        // The first time, what the first screen shows.
        let shown = held(&self.kept).as_ref().map(|kept| Arc::clone(&kept.reading));
        let Ok(now) = self.see(Language::default()) else {
            // That it is over is to be told too.
            if let Some(open) = &*held(&self.open) {
                *held(&open.caught_up) = None;
            }
            return true;
        };
        let before = held(&now.open.caught_up).replace(Arc::clone(&now.reading));
        // Bytes that say nothing else, a remark in a header, are somebody's words too; and what was shown before anybody
        // looked may be anybody's.
        let anew = before.as_ref().is_none_or(|before| !Arc::ptr_eq(before, &now.reading));
        let differs = before.or(shown).is_none_or(|before| *before != *now.reading);
        let untold = now.open.untold.swap(false, Ordering::AcqRel);
        // What was changed here is on the screen already: then only what others did is told.
        let own = now.open.own.swap(false, Ordering::AcqRel);
        let others = (anew || own) && now.open.catch_up(false).others;
        untold || others || (differs && !own)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.wait_behind();
    }
}

/// Whether a file was written less than [`SETTLE`] ago, by the clock of this machine; one of another clock never was.
fn is_young(open: &Open, now: DateTime<Utc>) -> bool {
    let age = open.workspace.last_written().map(|written| now - written);
    age.and_then(|age| age.to_std().ok()).is_some_and(|age| age < SETTLE)
}
