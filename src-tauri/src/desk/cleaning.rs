//! Clean copies of everything that tells: a long piece of work, and one step of undo.

use std::sync::Arc;

use artifolio_core::message::Language;
use artifolio_core::source::Vfs;
use artifolio_workspace::change::clean::clean_copies;
use artifolio_workspace::disk::DiskFs;

use super::Desk;
use crate::error::{Refusal, ShellError, boxed};
use crate::pack::{one_at_a_time, unless_stopped};
use crate::view;

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
            unless_stopped(self.change(opening, language, |seen| {
                let files: Arc<dyn Vfs> = Arc::<DiskFs>::clone(seen.open.workspace.files());
                let made = clean_copies(&files, &seen.reading, None, told).map_err(boxed)?;
                if made.change.steps.is_empty() {
                    return Err(boxed(ShellError::Gone));
                }
                Ok((made.change, None))
            }))
        })
    }
}
