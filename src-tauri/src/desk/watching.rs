//! The open portfolio's folder, watched: what other programs do to it is read, kept and told.

use std::sync::Arc;

use artifolio_core::message::Language;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::source::read_whole;
use artifolio_workspace::history::Why;
use artifolio_workspace::read::MAX_TEXT_FILE;
use artifolio_workspace::watch::Watch;

use super::{Desk, Open, Seen, held, past};

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
        let thinning = Arc::clone(open);
        std::thread::spawn(move || past::thin(&thinning));
        let watch = self.hear.get().map(|hear| {
            let hear = Arc::clone(hear);
            Watch::begin(Arc::clone(open.workspace.files()), move || hear())
        });
        if let Some(why) = watch.as_ref().and_then(Watch::polled) {
            tracing::warn!(code = why.code(), "the folder is looked at by the clock");
        }
        let before = std::mem::replace(&mut *held(&self.watch), watch);
        drop(before);
    }

    /// Why the folder is looked at by the clock, as a code; `None` where every change causes an event.
    pub(crate) fn polled(&self) -> Option<&'static str> {
        held(&self.watch).as_ref()?.polled().map(|why| why.code())
    }

    /// Closes the portfolio.
    pub(super) fn close(&self) {
        let before = held(&self.open).take();
        let watch = held(&self.watch).take();
        drop((before, watch));
    }

    /// Reads the folder anew where something in it is not as it was last read, and keeps what other programs wrote.
    /// Whether it says anything else by now; what was only touched does not.
    pub(crate) fn look_again(&self) -> bool {
        let before = held(&self.kept).as_ref().map(|kept| Arc::clone(&kept.reading));
        let after = self.see(Language::default());
        let (Some(before), Ok(after)) = (before, after) else { return true };
        let changed = *before != *after.reading;
        if changed {
            keep(&after, &before.portfolio);
        }
        changed
    }
}

/// Keeps the texts that are not what they were before. Our own are kept already.
fn keep(after: &Seen, before: &Portfolio) {
    let files = &**after.open.workspace.files();
    for file in changed_texts(before, &after.reading.portfolio) {
        // One that is gone by now, or cannot be kept, stands in the way of nothing.
        let Ok(bytes) = read_whole(files, &file, MAX_TEXT_FILE) else { continue };
        if let Err(error) = after.open.workspace.keep(&file, bytes, Why::Found, None) {
            tracing::warn!(
                code = artifolio_core::failure::Coded::code(&error),
                "a version was not kept"
            );
        }
    }
}

fn changed_texts(before: &Portfolio, after: &Portfolio) -> Vec<RelPath> {
    let criteria =
        after.criteria.iter().filter(|(key, entry)| before.criteria.get(*key) != Some(*entry));
    let artifacts = after.artifacts.iter().filter(|now| {
        let was = before.artifact(now.header.id.as_str());
        was.is_none_or(|was| (&was.header, &was.reflection) != (&now.header, &now.reflection))
    });
    let criteria = criteria.map(|(_, entry)| entry.file.clone());
    criteria.chain(artifacts.map(|artifact| artifact.file())).collect()
}
