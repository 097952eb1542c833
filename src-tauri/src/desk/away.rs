//! What happened while nobody looked: one list, each thing with its answer, and one undo for all of them.

use std::collections::BTreeSet;
use std::sync::Mutex;

use artifolio_core::message::{Catalogue, Language};
use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_core::source::Vfs as _;
use artifolio_workspace::away::{self, Chosen, Copy, Listed, News, Since, Twin, What};
use artifolio_workspace::change::Change;
use artifolio_workspace::data_dir::{DataDir, key_of};
use artifolio_workspace::machine;
use artifolio_workspace::workspace::Workspace;

use super::{Desk, Ordering, Seen, held};
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{self, AwayItem, CopyApart, Done};

/// Texts that change at once, from which on that is no quiet edit.
const BURST: usize = 3;

/// One thing on the list.
pub(crate) enum Away {
    /// What there is to put in order now.
    News(News),
    /// What happened to a text.
    Since(Since),
}

impl Away {
    /// Names it, for as long as it is what it is.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::News(News::Copy(copy)) => {
                format!("copy {} {} {}", copy.path, copy.sha256, copy.of_original)
            }
            Self::News(News::Twin(Twin { folder, other, same, .. })) => {
                format!("twin {folder} {other} {same}")
            }
            Self::News(News::Renamed { of, to, .. }) => format!("renamed {} {to}", listed(of)),
            Self::News(News::Elsewhere { of, at, .. }) => format!("elsewhere {} {at}", listed(of)),
            Self::News(News::Changed { of, sha256, .. }) => {
                format!("changed {} {sha256}", listed(of))
            }
            Self::News(News::Lost { of, .. }) => format!("lost {}", listed(of)),
            Self::News(News::Added { file, .. }) => format!("added {file}"),
            Self::Since(Since { file, before, .. }) => format!("text {file} {before}"),
        }
    }

    /// Whether the key names it, whatever became of the original of a copy: another copy of it may have been put in.
    fn is(&self, key: &str) -> bool {
        let own = self.key();
        let [mine, named] = [&own, key].map(|key| key.rsplit_once(' ').map(|(copy, _)| copy));
        own == key || matches!(self, Self::News(News::Copy(_))) && mine == named
    }

    /// Whether it is done along with all that is proposed. A text that somebody deleted may have been meant to go.
    pub(crate) fn is_proposed(&self) -> bool {
        matches!(self, Self::News(news) if news.is_sure())
    }

    /// The change that does what is proposed; `None` where somebody has to choose, and where there is nothing to do.
    fn answer(&self, seen: &Seen) -> Result<Option<Change>, Refusal> {
        let files = &**seen.open.workspace.files();
        match self {
            Self::News(news) => away::answer(files, &seen.reading, news).map_err(boxed),
            Self::Since(since) => away::back(files, since).map_err(boxed),
        }
    }
}

/// Two items may name one file.
fn listed(Listed { artifact, evidence, key, file }: &Listed) -> String {
    format!("{artifact} {evidence} {key} {file}")
}

impl Seen {
    /// What there is to put in order now.
    fn news(&self) -> Vec<News> {
        away::news(&**self.open.workspace.files(), &self.open.hashes, &self.reading)
    }
}

impl Desk {
    /// What happened and is neither answered nor passed over.
    ///
    /// # Errors
    /// When nothing is open or the folder cannot be read.
    pub(crate) fn away(&self, language: Language) -> Result<Vec<AwayItem>, Refusal> {
        let seen = self.see(language)?;
        let all = self.happened(&seen);
        Ok(all.iter().map(|away| view::away_item(away, &seen.reading, &seen.catalogue)).collect())
    }

    fn happened(&self, seen: &Seen) -> Vec<Away> {
        let ignored = self.ignored(seen);
        let is_there = |file: &RelPath| seen.open.workspace.files().stat(file).is_ok();
        let mut since = seen.open.since.all();
        let news = seen.news();
        since.retain(|since| match since.what {
            What::Deleted => !is_there(&since.file),
            // A copy that a sync service made is told as one.
            What::Added => is_there(&since.file) && !news.iter().any(|n| n.is_of(&since.file)),
            What::Edited | What::Moved(_) => true,
        });
        let since = since.into_iter().map(Away::Since);
        let all = since.chain(news.into_iter().map(Away::News));
        all.filter(|away| !ignored.contains(&away.key())).collect()
    }

    /// Does what is proposed for these, as far as nobody has to choose; one step of undo.
    ///
    /// # Errors
    /// As of [`Desk::change`]; what was done until then stays, and is one step of undo.
    pub(crate) fn answer_away(
        &self,
        opening: u32,
        language: Language,
        keys: &[String],
    ) -> Result<Done, Refusal> {
        let open = self.opening(opening)?;
        let mut log = held(&open.log);
        self.shown.store(true, Ordering::Release);
        let before = log.mark();
        let mut answer = |key: &String| {
            // Each is built on what the one before it has left.
            let seen = self.see_opening(opening, language)?;
            let all = self.happened(&seen);
            let found = all.iter().find(|away| away.is(key));
            let Some(change) = found.map(|away| away.answer(&seen)).transpose()?.flatten() else {
                return Ok(());
            };
            let applied = log.apply(&open.workspace, change, &Silent).map_err(boxed);
            self.forget(&open);
            applied?;
            open.since.change(|all| all.retain(|since| Away::Since(since.clone()).key() != *key));
            Ok(())
        };
        let outcome = keys.iter().try_for_each(|key| self.on_what_stands_there(|| answer(key)));
        log.join(before, "away");
        outcome?;
        Ok(Done { log: view::LogWords::of(&log, &Catalogue::of(language)), id: None })
    }

    /// Passes over these from now on.
    ///
    /// # Errors
    /// When that cannot be remembered or another portfolio is open.
    pub(crate) fn ignore_away(
        &self,
        opening: u32,
        language: Language,
        keys: &[String],
    ) -> Result<(), Refusal> {
        let seen = self.see_opening(opening, language)?;
        let answered = |since: &Since| keys.contains(&Away::Since(since.clone()).key());
        seen.open.since.change(|all| all.retain(|since| !answered(since)));
        let mut ignored = self.ignored(&seen);
        // What is not there any more need not be remembered.
        let all: BTreeSet<String> =
            seen.news().into_iter().map(|news| Away::News(news).key()).collect();
        ignored.extend(keys.iter().cloned());
        ignored.retain(|key| all.contains(key));
        machine::remember(&self.data, &ignored_file(&seen), &ignored).map_err(boxed)
    }

    fn ignored(&self, seen: &Seen) -> BTreeSet<String> {
        machine::remembered(&self.data, &ignored_file(seen))
    }

    /// Where a copy and its original say two things.
    ///
    /// # Errors
    /// When the copy is gone or one of the two cannot be read.
    pub(crate) fn copy_apart(&self, language: Language, key: &str) -> Result<CopyApart, Refusal> {
        let seen = self.see(language)?;
        let copy = self.copy(&seen, key)?;
        let apart = away::apart(&**seen.open.workspace.files(), &copy).map_err(boxed)?;
        Ok(view::copy_apart(apart, &seen.catalogue))
    }

    /// Puts a copy and its original together with this text, and those of the copy's fields.
    ///
    /// # Errors
    /// As of [`Desk::change`].
    pub(crate) fn merge_copy(
        &self,
        opening: u32,
        language: Language,
        key: &str,
        chosen: Chosen<'_>,
    ) -> Result<Done, Refusal> {
        self.change(opening, language, |seen| {
            let copy = self.copy(seen, key)?;
            let files = &**seen.open.workspace.files();
            let change = away::merge_copy(files, &copy, Some(chosen)).map_err(boxed)?;
            Ok((change, None))
        })
    }

    fn copy(&self, seen: &Seen, key: &str) -> Result<Copy, Refusal> {
        let all = self.happened(seen).into_iter();
        let mut copies = all.filter(|away| away.key() == key).filter_map(|away| match away {
            Away::News(News::Copy(copy)) => Some(copy),
            _ => None,
        });
        copies.next().ok_or_else(|| boxed(ShellError::Gone))
    }
}

/// What happened to texts while nobody looked, and nobody has answered yet. It is in the app's folder too: a program that
/// is killed forgets none of it.
#[derive(Debug)]
pub(super) struct Unanswered {
    data: DataDir,
    file: String,
    all: Mutex<Vec<Since>>,
}

impl Unanswered {
    /// What is unanswered of this portfolio.
    pub(super) fn of(data: &DataDir, workspace: &Workspace) -> Self {
        let file = format!("unanswered/{}.json", key_of(workspace.id(), workspace.root()));
        Self { all: Mutex::new(machine::remembered(data, &file)), data: data.clone(), file }
    }

    fn all(&self) -> Vec<Since> {
        held(&self.all).clone()
    }

    fn change(&self, how: impl FnOnce(&mut Vec<Since>)) {
        let mut all = held(&self.all);
        let before = all.clone();
        how(&mut all);
        // Where it cannot be remembered it is still known until the program ends.
        if *all != before && machine::remember(&self.data, &self.file, &*all).is_err() {
            tracing::warn!("what happened to texts is not remembered");
        }
    }
}

/// What was found when others' changes were looked for.
pub(super) struct Caught {
    /// Others changed a text.
    pub(super) others: bool,
    /// It is on the list.
    pub(super) listed: bool,
}

impl super::Open {
    /// Looks for texts that are not as they were seen last, and keeps them. What is more than a quiet edit of a text or
    /// two, or all of it when nobody was looking, goes on the list.
    pub(super) fn catch_up(&self, nobody_looked: bool) -> Caught {
        let list = |since: &[Since]| {
            let quiet = since.len() < BURST && since.iter().all(|s| s.what == What::Edited);
            !since.is_empty() && (nobody_looked || !quiet)
        };
        // A portfolio that can only be read has nothing that could be kept.
        let since = self.workspace.since_last_time(|since| {
            if list(since) {
                self.since.change(|all| {
                    all.retain(|old| !since.iter().any(|new| new.file == old.file));
                    all.extend_from_slice(since);
                });
            }
        });
        let since = since.unwrap_or_default();
        Caught { others: !since.is_empty(), listed: list(&since) }
    }
}

fn ignored_file(seen: &Seen) -> String {
    let workspace = &seen.open.workspace;
    format!("passed-over/{}.json", key_of(workspace.id(), workspace.root()))
}
