//! What comes in beside the portfolio's own files: texts that could not be saved, and pictures that were pasted.

use std::path::Path;

use artifolio_core::message::Language;
use artifolio_workspace::machine;

use super::{Desk, held};
use crate::edit;
use crate::error::{Refusal, boxed};
use crate::view::{self, Done, Saved, TextOf};

impl Desk {
    /// Saves a text that has the revision `base` on the disk, and lets go of what was kept aside of it.
    ///
    /// # Errors
    /// As of [`Desk::change`].
    pub(crate) fn save_text(
        &self,
        language: Language,
        of: &TextOf,
        text: &str,
        base: &str,
    ) -> Result<Saved, Refusal> {
        let mended = self.mend_emptied(language, of, base)?;
        let base = mended.as_deref().unwrap_or(base);
        let done = self.change(language, |seen| edit::text(seen, of, text, base))?;
        if text.trim().is_empty() {
            self.accept_text(language, of)?;
        }
        let subject = subject(of);
        if held(&self.aside).remove(&subject) {
            machine::let_go(&self.data, self.current()?.workspace.id(), &subject, &self.session);
        }
        Ok(Saved { revision: view::revision(text), log: done.log })
    }

    /// Keeps a text that could not be saved in the app's own folder; where it lies now.
    ///
    /// # Errors
    /// When that folder cannot be written either.
    pub(crate) fn keep_aside(&self, of: &TextOf, text: &str) -> Result<String, Refusal> {
        let (open, subject) = (self.current()?, subject(of));
        let kept =
            machine::keep_aside(&self.data, open.workspace.id(), &subject, &self.session, text);
        let place = kept.map_err(boxed)?;
        held(&self.aside).insert(subject);
        Ok(place.display().to_string())
    }

    /// Brings in bytes that were pasted, as a file of this name.
    ///
    /// # Errors
    /// As of [`Desk::import`], or when they cannot be put down on the way.
    pub(crate) fn paste(
        &self,
        language: Language,
        name: &str,
        bytes: &[u8],
        into: Option<&str>,
    ) -> Result<Done, Refusal> {
        let bring = |file: &Path| self.import(language, &[file.to_owned()], into);
        machine::lend(&self.data, name, bytes, bring).map_err(boxed)?
    }
}

/// The text that [`subject`] names.
pub(super) fn text_of(subject: &str) -> Option<TextOf> {
    let (kind, id) = subject.split_once('-')?;
    match kind {
        "criterion" => Some(TextOf::Criterion { id: id.to_owned() }),
        "artifact" => Some(TextOf::Artifact { id: id.to_owned() }),
        _ => None,
    }
}

/// Names a text in a file name.
fn subject(of: &TextOf) -> String {
    match of {
        TextOf::Criterion { id } => format!("criterion-{id}"),
        TextOf::Artifact { id } => format!("artifact-{id}"),
    }
}
