//! What comes in beside the portfolio's own files: texts that could not be saved, and pictures that were pasted.

use std::collections::BTreeSet;
use std::path::Path;

use artifolio_core::message::Language;
use artifolio_workspace::aside::{self, Left, Place};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::machine;
use artifolio_workspace::workspace::Workspace;

use super::{Desk, held};
use crate::edit;
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{self, Done, Saved, TextOf};

/// Where words of one opening are kept that are not saved, and of which texts there are any.
#[derive(Debug, Clone)]
pub(super) struct Aside {
    place: Place,
    session: String,
    subjects: BTreeSet<String>,
}

impl Aside {
    /// Of an opening that has none yet. `session` tells it from all others, so that no other one lets its words go.
    pub(super) fn of(workspace: &Workspace, session: String) -> Self {
        Self { place: Place::of(workspace), session, subjects: BTreeSet::new() }
    }

    /// The words that other openings have left of the same portfolio; its own are on the screen.
    pub(super) fn left(&self, data: &DataDir) -> Vec<Left> {
        let mut left = aside::left_aside(data, &self.place);
        left.retain(|left| left.session != self.session);
        left
    }
}

impl Desk {
    /// Saves a text that has the revision `base` on the disk, and lets go of what was kept aside of it.
    ///
    /// # Errors
    /// As of [`Desk::change`].
    pub(crate) fn save_text(
        &self,
        opening: u32,
        language: Language,
        of: &TextOf,
        text: &str,
        base: &str,
    ) -> Result<Saved, Refusal> {
        let mended = self.mend_emptied(opening, language, of, base)?;
        let base = mended.as_deref().unwrap_or(base);
        let done = self.change(opening, language, |seen| edit::text(seen, of, text, base))?;
        if text.trim().is_empty() {
            self.accept_text(opening, language, of)?;
        }
        let subject = subject(of);
        if let Some(aside) = held(&self.asides).get_mut(&opening)
            && aside.subjects.remove(&subject)
        {
            aside::let_go(&self.data, &aside.place, &subject, &aside.session);
        }
        Ok(Saved { revision: view::revision(text), log: done.log })
    }

    /// Keeps a text that could not be saved in the app's own folder, with the portfolio of its opening, whatever is open
    /// now; where it lies.
    ///
    /// # Errors
    /// When that folder cannot be written either.
    pub(crate) fn keep_aside(
        &self,
        opening: u32,
        of: &TextOf,
        text: &str,
    ) -> Result<String, Refusal> {
        let aside = held(&self.asides).get(&opening).cloned();
        let aside = aside.ok_or_else(|| boxed(ShellError::NothingOpen))?;
        let subject = subject(of);
        let kept = aside::keep_aside(&self.data, &aside.place, &subject, &aside.session, text);
        let place = kept.map_err(boxed)?;
        if let Some(aside) = held(&self.asides).get_mut(&opening) {
            aside.subjects.insert(subject);
        }
        // Whoever has opened the same portfolio anew is offered them there.
        if let Ok(open) = self.current()
            && open.number != opening
        {
            self.recover(&open);
        }
        Ok(place.display().to_string())
    }

    /// Brings in bytes that were pasted, as a file of this name.
    ///
    /// # Errors
    /// As of [`Desk::import`], or when they cannot be put down on the way.
    pub(crate) fn paste(
        &self,
        opening: u32,
        language: Language,
        name: &str,
        bytes: &[u8],
        into: Option<&str>,
    ) -> Result<Done, Refusal> {
        let bring = |file: &Path| self.import(opening, language, &[file.to_owned()], into);
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
