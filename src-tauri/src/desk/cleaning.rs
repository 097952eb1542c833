//! Clean copies of everything that tells: a long piece of work, and one step of undo.

use std::ops::ControlFlow;
use std::sync::Arc;

use artifolio_core::message::Language;
use artifolio_core::progress::Progress;
use artifolio_core::source::Vfs;
use artifolio_workspace::change::clean::clean_copies;
use artifolio_workspace::disk::DiskFs;

use super::{Desk, Seen};
use crate::error::{Refusal, ShellError, boxed};
use crate::pack::{one_at_a_time, unless_stopped};
use crate::view;

/// One of two halves: copies are made once to know them, and once to write them.
struct Half<'a> {
    told: &'a dyn Progress,
    /// How many halves come before.
    before: u64,
}

impl Progress for Half<'_> {
    fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
        self.told.advance(self.before * total + done, 2 * total)
    }
}

impl Desk {
    /// Makes those that are missing, of all artifacts; `None` when it was stopped.
    ///
    /// # Errors
    /// As [`Desk::change`], and where there is nothing to do.
    pub(crate) fn clean(
        &self,
        opening: u32,
        language: Language,
        tell: impl Fn(view::PackStep) + Send + Sync,
    ) -> Result<Option<view::Done>, Refusal> {
        one_at_a_time(self, tell, |told| {
            let build = |seen: &Seen| {
                let files: Arc<dyn Vfs> = Arc::<DiskFs>::clone(seen.open.workspace.files());
                let looked = Half { told, before: 0 };
                let made = clean_copies(&files, &seen.reading, None, &looked).map_err(boxed)?;
                if made.change.steps.is_empty() {
                    return Err(boxed(ShellError::Gone));
                }
                Ok((made.change, None))
            };
            let written = Half { told, before: 1 };
            unless_stopped(self.change_told(opening, language, build, &written))
        })
    }
}
