//! Changing the open portfolio: one change after the other, each through its log.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use artifolio_core::message::{Catalogue, Language};
use artifolio_core::progress::{Progress, Silent};
use artifolio_workspace::error::ChangeError;
use artifolio_workspace::log::Log;
use artifolio_workspace::workspace::Workspace;

use super::{Desk, Open, Seen, held};
use crate::edit::{self, Built};
use crate::error::{Refusal, boxed};
use crate::view;

/// Code of every refusal that says: something else stands there than was read.
const CONFLICT: &str = "conflict";

impl Desk {
    /// Changes the portfolio by what `build` makes of it as it is now; the change is on the disk when this returns.
    ///
    /// # Errors
    /// When it cannot be built or written, or another portfolio is open; then nothing was changed.
    pub(crate) fn change(
        &self,
        opening: u32,
        language: Language,
        build: impl FnMut(&Seen) -> Result<Built, Refusal>,
    ) -> Result<view::Done, Refusal> {
        self.change_told(opening, language, build, &Silent)
    }

    /// As [`change`](Self::change); `told` hears how far the writing is, and stops it, which takes back what was written.
    ///
    /// # Errors
    /// The same.
    pub(super) fn change_told(
        &self,
        opening: u32,
        language: Language,
        mut build: impl FnMut(&Seen) -> Result<Built, Refusal>,
        told: &dyn Progress,
    ) -> Result<view::Done, Refusal> {
        let open = self.opening(opening)?;
        // Taken first, so that changes go one after the other, each built on the one before.
        let mut log = held(&open.log);
        // Whoever changes something has a screen, and builds on the folder as it is now.
        self.shown.store(true, Ordering::Release);
        let id = self.on_what_stands_there(|| {
            let seen = self.see_opening(opening, language)?;
            let (change, id) = build(&seen)?;
            let applied = log.apply(&open.workspace, change, told);
            self.forget(&open);
            applied.map(|()| id).map_err(boxed)
        })?;
        Ok(view::Done { log: view::LogWords::of(&log, &Catalogue::of(language)), id })
    }

    /// Does what rests on a reading, and once more on a fresh one where something else stands in the folder than was
    /// read: not every file system tells of each change, and the same reading would be refused each time.
    pub(super) fn on_what_stands_there<T>(
        &self,
        mut work: impl FnMut() -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut fresh = || {
            let done = work();
            if done.as_ref().is_err_and(|error| error.code() == CONFLICT) {
                *held(&self.kept) = None;
            }
            done
        };
        match fresh() {
            Err(error) if error.code() == CONFLICT => fresh(),
            done => done,
        }
    }

    /// Copies files in, into an artifact or a new one.
    ///
    /// # Errors
    /// As [`Desk::change`].
    pub(crate) fn import(
        &self,
        opening: u32,
        language: Language,
        files: &[PathBuf],
        into: Option<&str>,
    ) -> Result<view::Done, Refusal> {
        self.change(opening, language, |seen| edit::import(seen, files, into))
    }

    /// Undo or redo.
    ///
    /// # Errors
    /// When somebody else has changed what would be written, or another portfolio is open; nothing was changed.
    pub(crate) fn turn(
        &self,
        opening: u32,
        language: Language,
        way: fn(&mut Log, &Workspace) -> Result<Option<&'static str>, ChangeError>,
    ) -> Result<view::LogWords, Refusal> {
        let open = self.opening(opening)?;
        let mut log = held(&open.log);
        let turned = way(&mut log, &open.workspace);
        self.forget(&open);
        turned.map_err(boxed)?;
        if !open.workspace.is_there() {
            // The change that made the folder a portfolio was taken back.
            self.close(&open);
            return Ok(view::LogWords { closed: true, ..view::LogWords::default() });
        }
        Ok(view::LogWords::of(&log, &Catalogue::of(language)))
    }

    /// What undo and redo would do.
    ///
    /// # Errors
    /// When nothing is open.
    pub(crate) fn log_words(&self, language: Language) -> Result<view::LogWords, Refusal> {
        let open = self.current()?;
        let log = held(&open.log);
        Ok(view::LogWords::of(&log, &Catalogue::of(language)))
    }

    /// After a change of our own size and time may be as they were: the clock of a file system ticks slowly.
    pub(super) fn forget(&self, open: &Open) {
        *held(&self.kept) = None;
        open.own.store(true, Ordering::Release);
    }
}
