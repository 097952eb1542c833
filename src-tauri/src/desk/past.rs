//! What the portfolio was: earlier versions of its texts, and what was removed from it.

use artifolio_core::failure::Coded as _;
use artifolio_core::message::Language;
use artifolio_workspace::change::Step;
use artifolio_workspace::history::{self, TextFile, Why};
use artifolio_workspace::trash;

use super::{Desk, Open, Seen};
use crate::edit;
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{self, Done, EarlierText, RemovedItem, TextOf};

impl Desk {
    /// The earlier versions of a text, the last first.
    ///
    /// # Errors
    /// When there is no such text or the history cannot be read.
    pub(crate) fn earlier_texts(
        &self,
        language: Language,
        of: &TextOf,
    ) -> Result<Vec<EarlierText>, Refusal> {
        let seen = self.see(language)?;
        let files = &**seen.open.workspace.files();
        let file = match of {
            TextOf::Criterion { id } => TextFile::of_criterion(&seen.reading, id),
            TextOf::Artifact { id } => TextFile::of_artifact(&seen.reading, id),
        };
        let (file, now) =
            file.zip(edit::text_now(&seen, of)).ok_or_else(|| boxed(ShellError::Gone))?;
        let versions = history::versions(files, &file).map_err(boxed)?;
        // One whose bytes are gone cannot be shown.
        let read = |v: history::Version| history::bytes(files, v.sha256).ok().map(|b| (v, b));
        Ok(view::earlier_texts(versions.into_iter().filter_map(read).collect(), now))
    }

    /// Keeps a text in the history that the writer did not choose.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn set_aside(
        &self,
        language: Language,
        of: &TextOf,
        text: &str,
    ) -> Result<(), Refusal> {
        let seen = self.see(language)?;
        let (change, _) = edit::text_over(&seen, of, text)?;
        for step in change.steps {
            if let Step::Write { path, bytes, .. } = step {
                seen.open.workspace.keep(&path, bytes, Why::Conflict).map_err(boxed)?;
            }
        }
        Ok(())
    }

    /// What was removed, the last first.
    ///
    /// # Errors
    /// When the trash cannot be read.
    pub(crate) fn removed(&self, language: Language) -> Result<Vec<RemovedItem>, Refusal> {
        let seen = self.see(language)?;
        let all = trash::removed(&**seen.open.workspace.files()).map_err(boxed)?;
        Ok(all.into_iter().map(|r| view::removed_item(r, &seen.reading.portfolio)).collect())
    }

    /// Puts back what was removed; one step of undo.
    ///
    /// # Errors
    /// As of [`Desk::change`], or when it is not there any more.
    pub(crate) fn put_back(&self, language: Language, key: &str) -> Result<Done, Refusal> {
        let build = |seen: &Seen| {
            let files = &**seen.open.workspace.files();
            trash::put_back(files, key).map(|(change, _)| (change, None)).map_err(boxed)
        };
        self.change(language, build)
    }
}

/// Thins the history of a portfolio that was opened; nobody waits for it.
pub(super) fn thin(open: &Open) {
    let thinned = open.workspace.thin_history();
    if let Err(error) = thinned {
        tracing::warn!(code = error.code(), "the history was not thinned");
    }
}
