//! What the portfolio was: earlier versions of its texts, and what was removed from it.

use std::io::ErrorKind;

use artifolio_core::failure::Coded as _;
use artifolio_core::header;
use artifolio_core::merge::is_spoilt;
use artifolio_core::message::Language;
use artifolio_core::path::RelPath;
use artifolio_core::source::{Vfs, read_whole};
use artifolio_workspace::change::Step;
use artifolio_workspace::durable::{Sha256, current};
use artifolio_workspace::error::VerbError;
use artifolio_workspace::history::{self, TextFile, Version, Why};
use artifolio_workspace::read::MAX_TEXT_FILE;
use artifolio_workspace::trash;

use super::aside::text_of;
use super::{Desk, Open, Seen, held};
use crate::edit;
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{
    self, ArtifactPage, CriterionPage, Done, EarlierText, Merged, RemovedItem, TextOf, TextPast,
};

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
        let found = text_file(&seen, of).zip(edit::text_now(&seen, of));
        let (file, now) = found.ok_or_else(|| boxed(ShellError::Gone))?;
        let versions = history::versions(files, &file).map_err(boxed)?;
        // One whose bytes are gone cannot be shown.
        let read = |v: Version| history::bytes(files, v.sha256).ok().map(|b| (v, b));
        Ok(view::earlier_texts(versions.into_iter().filter_map(read).collect(), now))
    }

    /// One criterion, open.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn criterion_page(
        &self,
        language: Language,
        id: String,
    ) -> Result<CriterionPage, Refusal> {
        let (seen, of) = (self.see(language)?, TextOf::Criterion { id: id.clone() });
        edit::text_there(&seen, &of)?;
        view::criterion_page(&seen, &id, past(&seen, &of)).ok_or_else(|| boxed(ShellError::Gone))
    }

    /// One artifact, open.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn artifact_page(
        &self,
        language: Language,
        id: String,
    ) -> Result<ArtifactPage, Refusal> {
        let (seen, of) = (self.see(language)?, TextOf::Artifact { id: id.clone() });
        view::artifact_page(&seen, &id, past(&seen, &of)).ok_or_else(|| boxed(ShellError::Gone))
    }

    /// Puts back the file of a text that another program emptied, header and all, when nothing of it is left and the
    /// writer has seen that (`base`); the revision of its text then.
    pub(super) fn mend_emptied(
        &self,
        opening: u32,
        language: Language,
        of: &TextOf,
        base: &str,
    ) -> Result<Option<String>, Refusal> {
        let seen = self.see_opening(opening, language)?;
        if view::revision(edit::text_there(&seen, of)?) != base {
            return Ok(None);
        }
        let Some((sha256, text)) = before_it_was_emptied(&seen, of) else { return Ok(None) };
        let (files, file) = (&**seen.open.workspace.files(), text_file(&seen, of));
        let file = file.ok_or_else(|| boxed(ShellError::Gone))?;
        let left = there(files, &file.file)?;
        if left.iter().any(|byte| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n')) {
            return Ok(None);
        }
        self.change(opening, language, |seen| {
            let restored = history::restore(&**seen.open.workspace.files(), &file, sha256);
            restored.map(|change| (change, None)).map_err(boxed)
        })?;
        Ok(Some(view::revision(&text)))
    }

    /// Remembers that somebody has looked at what stands there and leaves it so.
    ///
    /// # Errors
    /// When there is no such text, the history cannot be written or another portfolio is open.
    pub(crate) fn accept_text(
        &self,
        opening: u32,
        language: Language,
        of: &TextOf,
    ) -> Result<(), Refusal> {
        let seen = self.see_opening(opening, language)?;
        let (files, file) = (&**seen.open.workspace.files(), text_file(&seen, of));
        let file = file.ok_or_else(|| boxed(ShellError::Gone))?.file;
        let bytes = there(files, &file)?;
        seen.open.workspace.keep(&file, bytes, Why::Accepted).map_err(boxed)
    }

    /// Brings into the history what an earlier opening left aside, so that it is offered beside what is on the disk.
    pub(super) fn recover(&self, open: &Open) {
        let Some(aside) = held(&self.asides).get(&open.number).cloned() else { return };
        let left = aside.left(&self.data);
        if left.is_empty() {
            return;
        }
        // Words of a text that is gone, or that cannot be kept, stay where they are.
        let Ok(seen) = self.see_opening(open.number, Language::default()) else { return };
        for words in left {
            let Some(of) = text_of(&words.subject) else { continue };
            let same = edit::text_now(&seen, &of) == Some(words.text.as_str());
            if same || keep_beside(&seen, &of, &words.text, Why::Unsaved).is_ok() {
                words.let_go(&self.data);
            }
        }
    }

    /// Puts the words of a writer and the text that stands there now together; both began as `base`.
    ///
    /// # Errors
    /// When there is no such text or another portfolio is open.
    pub(crate) fn merge(
        &self,
        opening: u32,
        language: Language,
        of: &TextOf,
        [base, mine]: [&str; 2],
    ) -> Result<Merged, Refusal> {
        let seen = self.see_opening(opening, language)?;
        let text = edit::text_there(&seen, of)?;
        let (revision, pieces) = (view::revision(text), view::merged(base, mine, text));
        Ok(Merged { text: text.to_owned(), revision, pieces })
    }

    /// Keeps a text in the history that the writer did not choose.
    ///
    /// # Errors
    /// When it cannot be written or another portfolio is open.
    pub(crate) fn set_aside(
        &self,
        opening: u32,
        language: Language,
        of: &TextOf,
        text: &str,
    ) -> Result<(), Refusal> {
        self.on_what_stands_there(|| {
            keep_beside(&self.see_opening(opening, language)?, of, text, Why::Conflict)
        })
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
    pub(crate) fn put_back(
        &self,
        opening: u32,
        language: Language,
        key: &str,
    ) -> Result<Done, Refusal> {
        let build = |seen: &Seen| {
            let files = &**seen.open.workspace.files();
            trash::put_back(files, key).map(|(change, _)| (change, None)).map_err(boxed)
        };
        self.change(opening, language, build)
    }
}

/// What stands there; nothing where there is no file.
fn there(files: &dyn Vfs, file: &RelPath) -> Result<Vec<u8>, Refusal> {
    match read_whole(files, file, MAX_TEXT_FILE) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        read => read.map_err(|source| boxed(VerbError::Unreadable { path: file.clone(), source })),
    }
}

/// Which file a text lies in.
fn text_file(seen: &Seen, of: &TextOf) -> Option<TextFile> {
    match of {
        TextOf::Criterion { id } => TextFile::of_criterion(&seen.reading, id),
        TextOf::Artifact { id } => TextFile::of_artifact(&seen.reading, id),
    }
}

/// Keeps a text that stands in no file, as the whole file that it would be.
fn keep_beside(seen: &Seen, of: &TextOf, text: &str, why: Why) -> Result<(), Refusal> {
    let (change, _) = edit::text_over(seen, of, text)?;
    for step in change.steps {
        if let Step::Write { path, bytes, .. } = step {
            seen.open.workspace.keep(&path, bytes, why).map_err(boxed)?;
        }
    }
    Ok(())
}

/// The text of a version, without its header; `None` when its bytes are not on this disk or are no text.
fn body(files: &dyn Vfs, version: &Version) -> Option<String> {
    let file = String::from_utf8(history::bytes_here(files, version.sha256)?).ok()?;
    Some(header::read_criterion(&file).body)
}

/// When words of this text were kept that nobody has answered since; `None` when there are none. What another program
/// wrote, and what was changed around the text, is no answer.
fn unsaved(seen: &Seen, of: &TextOf) -> Option<String> {
    let files = &**seen.open.workspace.files();
    let versions = history::versions_here(files, &text_file(seen, of)?).ok()?;
    let body = |version: &Version| body(files, version);
    let at = versions.iter().position(|version| version.why == Why::Unsaved)?;
    let mut standing =
        versions[at..].iter().find(|version| !version.why.is_beside()).and_then(body);
    for version in versions[..at].iter().rev().filter(|version| !version.why.is_beside()) {
        let now = body(version);
        let ours = matches!(version.why, Why::Saved | Why::Removed) && now != standing;
        if ours || version.why == Why::Accepted {
            return None;
        }
        standing = now;
    }
    Some(versions[at].at.to_rfc3339())
}

/// What the history says of a text whose page is open.
fn past(seen: &Seen, of: &TextOf) -> TextPast {
    let emptied = before_it_was_emptied(seen, of).map(|(_, text)| text);
    TextPast { emptied, unsaved: unsaved(seen, of) }
}

/// The version before the one that another program emptied, and its text; `None` when none did. What was emptied here,
/// or by this program on another machine, is what somebody wanted.
fn before_it_was_emptied(seen: &Seen, of: &TextOf) -> Option<(Sha256, String)> {
    let now = edit::text_now(seen, of).filter(|now| is_spoilt("words", now))?;
    let (files, file) = (&**seen.open.workspace.files(), text_file(seen, of)?);
    if files.stat(&file.file).is_ok_and(|stat| stat.cloud_only) {
        return None;
    }
    let there = current(files, &file.file).ok()?;
    // Where the history has not seen yet what stands there, it was another program.
    let mut emptied_by = Why::Found;
    let versions = history::versions_here(files, &file).ok()?;
    for version in versions.iter().filter(|version| !version.why.is_beside()) {
        let Some(body) = body(files, version) else { continue };
        let removed = version.why == Why::Removed && there.is_none();
        if removed || version.why == Why::Accepted {
            return None;
        }
        if !is_spoilt("words", &body) {
            let foreign = emptied_by != Why::Saved && is_spoilt(&body, now);
            return foreign.then_some((version.sha256, body));
        }
        // Of several empty ones the first counts: what was saved with other words around it emptied nothing.
        emptied_by = version.why;
    }
    None
}

/// Tidies a portfolio that was opened; nobody waits for it.
pub(super) fn tidy(open: &Open) {
    if let Err(error) = open.workspace.tidy() {
        tracing::warn!(code = error.code(), "the portfolio was not tidied");
    }
}
