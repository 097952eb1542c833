//! Keeping the portfolio safe: making a backup and trying it, what it takes on the disk, and when to remind.

use std::path::{Path, PathBuf};

use artifolio_bundle::{PackError, RestoreError};
use artifolio_core::message::{Catalogue, Language};
use artifolio_core::source::Vfs as _;
use artifolio_workspace::data_dir::key_of;
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::machine::{self, remember, remembered};
use artifolio_workspace::receipt::receipts;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::made::{count, place_of};
use super::{Desk, Open, Seen, free_zip, held};
use crate::clock;
use crate::error::{Refusal, ShellError, boxed};
use crate::pack::{APP, one_at_a_time};
use crate::view::{self, BackupOutcome, Keeping, PackStep, RehearsalOutcome};

/// Days after which a backup is old, once something was written since. Two weeks of evenings are the most that anyone
/// should have to write again.
const OLD: TimeDelta = TimeDelta::days(14);

/// Days for which a reminder can be put off.
const LATER: Days = Days::new(7);

/// Artifacts from which on there is something to lose, where no backup was made yet.
const WORTH: usize = 3;

/// What this machine remembers of a portfolio's backups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Backups {
    last: Option<Last>,
    /// Nobody is reminded before this day.
    put_off: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Last {
    path: PathBuf,
    made: DateTime<Utc>,
    files: u64,
    bytes: u64,
    tried: Option<DateTime<Utc>>,
}

impl Desk {
    /// How safe the portfolio is.
    ///
    /// # Errors
    /// When nothing is open or the folder cannot be read.
    pub(crate) fn keeping(&self, language: Language) -> Result<Keeping, Refusal> {
        let seen = self.see(language)?;
        let workspace = &seen.open.workspace;
        let Backups { last, put_off } = self.backups(&seen.open);
        let written = workspace.last_written();
        let changed_since =
            last.as_ref().is_some_and(|last| written.is_some_and(|written| written > last.made));
        let due = match &last {
            None => seen.reading.portfolio.artifacts.len() >= WORTH,
            Some(last) => changed_since && clock::clock()() - last.made > OLD,
        };
        let remind =
            due && workspace.read_only().is_none() && put_off.is_none_or(|day| seen.today >= day);
        let sizes = workspace.sizes();
        let receipts = receipts(&**workspace.files()).into_iter().map(|r| PathBuf::from(r.path));
        let mut packages: Vec<PathBuf> = receipts.collect();
        packages.extend(last.as_ref().map(|last| last.path.clone()));
        packages.sort();
        packages.dedup();
        Ok(Keeping {
            changed_since,
            remind,
            place: self.backup_place(&seen).display().to_string(),
            last: last.map(Last::shown),
            disk: view::DiskUse {
                portfolio: sizes.portfolio,
                history: sizes.history,
                trash: sizes.trash,
                packages: packages.iter().filter_map(|path| size(path)).sum(),
                free: sizes.free,
                tight: sizes.is_tight(),
                // Where the portfolio's disk is tight, that is said; on one disk both are.
                own: self.data.free().filter(|free| !sizes.is_tight() && sizes.may_fill(*free)),
            },
        })
    }

    /// Where the next backup will lie: the place the learner chose, else a free name beside the last one, else in the
    /// documents folder.
    pub(crate) fn backup_place(&self, seen: &Seen) -> PathBuf {
        if let Some(place) = held(&seen.open.backup_place).clone() {
            return place;
        }
        let beside = self.backups(&seen.open).last.and_then(|last| {
            let folder = last.path.parent()?.to_owned();
            folder.is_dir().then_some(folder)
        });
        let folder = beside.unwrap_or_else(|| self.documents.clone());
        let name = artifolio_bundle::backup_name(&seen.reading.portfolio.settings, seen.today);
        free_zip(&folder, &name)
    }

    /// Remembers the place that the learner chose in the system's dialog, and gives it to be shown.
    ///
    /// # Errors
    /// When another portfolio is open.
    pub(crate) fn choose_backup_place(
        &self,
        opening: u32,
        place: PathBuf,
    ) -> Result<String, Refusal> {
        let shown = place.display().to_string();
        *held(&self.opening(opening)?.backup_place) = Some(place);
        Ok(shown)
    }

    /// Makes a backup at its place.
    ///
    /// # Errors
    /// When nothing is open, another package is being made, or the files cannot be read or written.
    pub(crate) fn back_up(
        &self,
        opening: u32,
        language: Language,
        tell: impl Fn(PackStep) + Send + Sync,
    ) -> Result<BackupOutcome, Refusal> {
        one_at_a_time(self, tell, |told| {
            let seen = self.see_opening(opening, language)?;
            let place = self.backup_place(&seen);
            let (out, name) = DiskFs::around(&place).map_err(|_| boxed(ShellError::NoPlace))?;
            let (files, settings) =
                (&**seen.open.workspace.files(), &seen.reading.portfolio.settings);
            // Taken before anything is read: what is written meanwhile is written since.
            let made = clock::clock()();
            let done =
                artifolio_bundle::backup(files, settings, &out, &name, seen.today, APP, told);
            let done = match done {
                Err(PackError::Cancelled) => return Ok(BackupOutcome::Cancelled),
                done => done.map_err(boxed)?,
            };
            let (files, bytes) = (done.files, done.bytes);
            let last = Last { path: place, made, files, bytes, tried: None };
            self.remember_backups(&seen.open, &Backups { last: Some(last), put_off: None })?;
            *held(&seen.open.backup_place) = None;
            Ok(BackupOutcome::Made { skipped: done.skipped })
        })
    }

    /// Restores the last backup into a folder of the app's own, compares it with the portfolio, and takes it away.
    ///
    /// # Errors
    /// When there is none, or something cannot be read or written.
    pub(crate) fn rehearse(
        &self,
        opening: u32,
        language: Language,
        tell: impl Fn(PackStep) + Send + Sync,
    ) -> Result<RehearsalOutcome, Refusal> {
        one_at_a_time(self, tell, |told| {
            let open = self.opening(opening)?;
            let mut backups = self.backups(&open);
            let last = backups.last.as_mut().ok_or_else(|| boxed(ShellError::NoPlace))?;
            let gone = |_| boxed(ShellError::BundleGone(last.path.display().to_string()));
            let (folder, name) = place_of(&last.path).map_err(gone)?;
            let now = &**open.workspace.files();
            let tried = machine::with_scratch(&self.data, |scratch| {
                artifolio_bundle::rehearse(&folder, &name, scratch, now, told)
            });
            match tried.map_err(boxed)? {
                Ok(found) => {
                    last.tried = Some(clock::clock()());
                    self.remember_backups(&open, &backups)?;
                    let apart = view::apart(&found);
                    Ok(RehearsalOutcome::Held { same: count(found.same), apart })
                }
                Err(RestoreError::Refused(findings)) => {
                    let findings = view::package_findings(&findings, &Catalogue::of(language));
                    Ok(RehearsalOutcome::Damaged { findings })
                }
                Err(RestoreError::Cancelled) => Ok(RehearsalOutcome::Cancelled),
                Err(error) => Err(boxed(error)),
            }
        })
    }

    /// Reminds nobody for a week.
    ///
    /// # Errors
    /// When nothing is open or that cannot be remembered.
    pub(crate) fn put_off_backup(&self, opening: u32) -> Result<(), Refusal> {
        let open = self.opening(opening)?;
        let put_off = clock::today().checked_add_days(LATER);
        self.remember_backups(&open, &Backups { put_off, ..self.backups(&open) })
    }

    /// Where the last backup lies.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn last_backup(&self) -> Result<PathBuf, Refusal> {
        let last = self.backups(&*self.current()?).last;
        last.map(|last| last.path).ok_or_else(|| boxed(ShellError::NoPlace))
    }

    fn backups(&self, open: &Open) -> Backups {
        remembered(&self.data, &file(open))
    }

    fn remember_backups(&self, open: &Open, backups: &Backups) -> Result<(), Refusal> {
        remember(&self.data, &file(open), backups).map_err(boxed)
    }
}

impl Last {
    fn shown(self) -> view::LastBackup {
        view::LastBackup {
            there: size(&self.path).is_some(),
            path: self.path.display().to_string(),
            made: self.made.to_rfc3339(),
            files: count(self.files),
            bytes: self.bytes,
            tried: self.tried.map(|tried| tried.to_rfc3339()),
        }
    }
}

/// What a package takes; `None` when it is not at its place.
fn size(path: &Path) -> Option<u64> {
    let (folder, name) = place_of(path).ok()?;
    folder.stat(&name).ok().map(|stat| stat.size)
}

/// Where what is known of an open portfolio's backups is remembered.
fn file(open: &Open) -> String {
    format!("backups/{}.json", key_of(open.workspace.id(), open.workspace.root()))
}
