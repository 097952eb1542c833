//! Copies that any browser shows, and posters: made while nothing of the portfolio is held, then brought in as one change.

use std::path::Path;
use std::sync::Arc;

use artifolio_core::message::Language;
use artifolio_core::progress::{Progress, Silent};
use artifolio_core::source::Vfs;
use artifolio_workspace::change::import::sources;
use artifolio_workspace::change::viewable::{add_viewable, viewable_copies};
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::error::{ChangeError, VerbError};
use artifolio_workspace::viewable::{Makers, Only, Outcome, TOGETHER, make, unshown};

use super::{Desk, Seen};
use crate::edit::Built;
use crate::error::{Refusal, ShellError, boxed};
use crate::pack::{one_at_a_time, unless_stopped};
use crate::view;

impl Desk {
    /// Makes the copies and posters that these items lack, which may take minutes; nothing is made once [`Desk::stop`] is called.
    ///
    /// # Errors
    /// As [`Desk::change`], and where the items are gone or lack nothing by now.
    pub(crate) fn make_viewables(
        &self,
        opening: u32,
        language: Language,
        only: Only<'_>,
        tell: impl Fn(view::PackStep) + Send + Sync,
    ) -> Result<view::ViewablesMade, Refusal> {
        let work = |told: &dyn Progress| {
            unless_stopped(self.made_viewables(opening, language, only, told))
        };
        Ok(one_at_a_time(self, tell, work)?.unwrap_or_default())
    }

    fn made_viewables(
        &self,
        opening: u32,
        language: Language,
        only: Only<'_>,
        told: &dyn Progress,
    ) -> Result<view::ViewablesMade, Refusal> {
        let seen = self.see_opening(opening, language)?;
        // Said before minutes are spent on it.
        if let Some(why) = seen.open.workspace.read_only() {
            return Err(boxed(ChangeError::ReadOnly(why)));
        }
        let tools = &seen.tools();
        let mut items = unshown(&seen.reading, only).map_err(boxed)?;
        // What nothing here can make is said beforehand; of the one that was asked for it is said why.
        items.retain(|item| only.evidence.is_some() || item.maker(tools).is_some());
        if items.is_empty() {
            return Err(boxed(ShellError::Gone));
        }
        let files = &**seen.open.workspace.files();
        let makers = Makers { tools, data: &self.data, drawer: &self.printer, together: TOGETHER };
        let outcomes = make(files, &seen.reading, &items, makers, told).map_err(boxed)?;
        let mut made = view::ViewablesMade::tried(&seen, &outcomes);
        if made.made > 0 {
            let built = |seen: &Seen| brought_in(seen, &outcomes);
            made.done = Some(self.change(opening, language, built)?);
        }
        Ok(made)
    }

    /// Takes a file that the learner made as the copy of an item.
    ///
    /// # Errors
    /// As [`Desk::change`], and where browsers do not show that file either.
    pub(crate) fn add_viewable(
        &self,
        opening: u32,
        language: Language,
        of: (&str, &str),
        file: &Path,
    ) -> Result<view::Done, Refusal> {
        let (found, _) = sources(&[file.to_owned()], &Silent).map_err(boxed)?;
        let [source] = &found[..] else {
            return Err(boxed(VerbError::NotImportable(file.to_owned())));
        };
        self.change(opening, language, |seen| {
            let files = &**seen.open.workspace.files();
            add_viewable(files, &seen.reading, of, source).map(|c| (c, None)).map_err(boxed)
        })
    }
}

fn brought_in(seen: &Seen, outcomes: &[Outcome]) -> Result<Built, Refusal> {
    let files: Arc<dyn Vfs> = Arc::<DiskFs>::clone(seen.open.workspace.files());
    let copies = viewable_copies(&files, &seen.reading, outcomes).map_err(boxed)?;
    if copies.change.steps.is_empty() {
        Err(boxed(ShellError::Gone))
    } else {
        Ok((copies.change, None))
    }
}
