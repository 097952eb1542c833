//! What the app has open, and the work it does on it. Commands take this state, call one method, convert, return.
//!
//! The interface never hands in a path: the folder comes from the system's dialog or the command line, the bundle's place
//! from the dialog or from [`Desk::bundle_place`].

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use artifolio_core::check::{self, Context, Report};
use artifolio_core::finding::{Finding, SubjectKind};
use artifolio_core::message::{Catalogue, Language};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::error::ReadOnly;
use artifolio_workspace::read::Reading;
use artifolio_workspace::roster;
use artifolio_workspace::workspace::{Mode, Stamp, Workspace};
use chrono::NaiveDate;

use crate::error::{Refusal, ShellError, boxed};
use crate::{clock, view};

/// The app's state.
pub struct Desk {
    data: DataDir,
    documents: PathBuf,
    open: Mutex<Option<Arc<Workspace>>>,
    kept: Mutex<Option<Kept>>,
    place: Mutex<Option<PathBuf>>,
    last_bundle: Mutex<Option<PathBuf>>,
    pub(crate) packing: AtomicBool,
    pub(crate) stop: AtomicBool,
}

/// What was read last, and of what.
struct Kept {
    workspace: Arc<Workspace>,
    stamp: Stamp,
    roster: Vec<String>,
    today: NaiveDate,
    reading: Arc<Reading>,
    report: Arc<Report>,
}

/// The portfolio as it is now, with its findings, in one language.
pub struct Seen {
    /// The open workspace.
    pub workspace: Arc<Workspace>,
    /// What was read.
    pub reading: Arc<Reading>,
    /// All findings.
    pub report: Arc<Report>,
    /// The day the findings speak of.
    pub today: NaiveDate,
    /// Sentences.
    pub catalogue: Catalogue,
}

impl Seen {
    /// Findings with their sentences.
    #[must_use]
    pub fn speak(&self, findings: &[Finding]) -> Vec<view::Finding> {
        let source = |f: &Finding| self.reading.profile.source(f.rule).to_owned();
        findings.iter().map(|f| self.catalogue.spoken(f, &source(f)).into()).collect()
    }

    /// How many findings speak of the artifact or criterion with this id.
    #[must_use]
    pub fn findings_on(&self, kind: SubjectKind, id: &str) -> u32 {
        let about = |f: &&Finding| f.subject.kind == kind && f.subject.id.as_deref() == Some(id);
        u32::try_from(self.report.findings.iter().filter(about).count()).unwrap_or(u32::MAX)
    }
}

impl Desk {
    /// With nothing open. `documents` is where bundles are proposed.
    #[must_use]
    pub fn new(data: DataDir, documents: PathBuf) -> Self {
        Self {
            data,
            documents,
            open: Mutex::default(),
            kept: Mutex::default(),
            place: Mutex::default(),
            last_bundle: Mutex::default(),
            packing: AtomicBool::new(false),
            stop: AtomicBool::new(false),
        }
    }

    /// Opens a portfolio; the one that was open is closed.
    ///
    /// # Errors
    /// As [`Workspace::open`]; then the one that was open stays open.
    pub fn open(&self, folder: &Path) -> Result<view::Opened, Refusal> {
        let workspace = Workspace::open(folder, &self.data, Mode::Read).map_err(boxed)?;
        *held(&self.open) = Some(Arc::new(workspace));
        *held(&self.place) = None;
        self.opened().ok_or_else(|| boxed(ShellError::NothingOpen))
    }

    /// The portfolio that is open.
    #[must_use]
    pub fn opened(&self) -> Option<view::Opened> {
        let open = held(&self.open);
        let workspace = open.as_ref()?;
        let folder = workspace.root();
        let title =
            folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let read_only = match workspace.read_only() {
            Some(ReadOnly::Newer(_)) => Some("read-only-newer".to_owned()),
            Some(ReadOnly::Asked) | None => None,
        };
        Some(view::Opened { path: folder.display().to_string(), title, read_only })
    }

    /// The open portfolio as it is on the disk now. It is read anew only when something in its folder, the roster or
    /// the day has changed: a screen asks several times at once, and for every picture.
    ///
    /// # Errors
    /// When nothing is open or the folder cannot be read.
    pub fn see(&self, language: Language) -> Result<Seen, Refusal> {
        let workspace = held(&self.open).clone().ok_or_else(|| boxed(ShellError::NothingOpen))?;
        let roster = roster::of(&self.data).map_err(boxed)?;
        let today = clock::today();
        // Held while reading, so that calls that come together read once; taken before the reading, so that what
        // changes meanwhile is seen by the next call.
        let mut kept = held(&self.kept);
        let stamp = workspace.stamp();
        let as_kept = |k: &&Kept| {
            Arc::ptr_eq(&k.workspace, &workspace)
                && (&k.stamp, &k.roster, k.today) == (&stamp, &roster, today)
        };
        if kept.as_ref().filter(as_kept).is_none() {
            *kept = Some(Kept::read(workspace, stamp, roster, today)?);
        }
        let Kept { workspace, reading, report, today, .. } =
            kept.as_ref().expect("kept as it was or read just now");
        Ok(Seen {
            workspace: Arc::clone(workspace),
            reading: Arc::clone(reading),
            report: Arc::clone(report),
            today: *today,
            catalogue: Catalogue::of(language),
        })
    }

    /// Where the bundle will lie: the place the learner chose, else a free name in the documents folder.
    ///
    /// # Errors
    /// When nothing is open.
    pub fn bundle_place(&self, draft: bool) -> Result<PathBuf, Refusal> {
        if let Some(place) = held(&self.place).clone() {
            return Ok(place);
        }
        let seen = self.see(Language::default())?;
        let settings = &seen.reading.portfolio.settings;
        let date = settings.bundle_date(None, seen.today);
        let name = artifolio_bundle::submission_name(settings, date, draft);
        let free = |n: &u32| {
            let suffix = if *n == 1 { String::new() } else { format!(" ({n})") };
            let place = self.documents.join(format!("{name}{suffix}.zip"));
            (!place.exists()).then_some(place)
        };
        Ok((1..1000)
            .find_map(|n| free(&n))
            .unwrap_or_else(|| self.documents.join(format!("{name}.zip"))))
    }

    /// Remembers the place that the learner chose in the system's dialog, and gives it to be shown.
    pub fn choose_place(&self, place: PathBuf) -> String {
        let shown = place.display().to_string();
        *held(&self.place) = Some(place);
        shown
    }

    /// Where copies of the sample and bundles are proposed.
    #[must_use]
    pub fn documents(&self) -> &Path {
        &self.documents
    }

    /// Remembers where a bundle was made; the next one gets a place of its own.
    pub fn made_bundle(&self, place: PathBuf) {
        *held(&self.place) = None;
        *held(&self.last_bundle) = Some(place);
    }

    /// Where the last bundle of this session lies.
    ///
    /// # Errors
    /// When none was made.
    pub fn last_bundle(&self) -> Result<PathBuf, Refusal> {
        held(&self.last_bundle).clone().ok_or_else(|| boxed(ShellError::NoPlace))
    }

    /// Asks the bundle that is being made to stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Kept {
    fn read(
        workspace: Arc<Workspace>,
        stamp: Stamp,
        roster: Vec<String>,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let reading = workspace.read().map_err(boxed)?;
        let context = Context {
            portfolio: &reading.portfolio,
            profile: &reading.profile,
            today,
            roster: &roster,
        };
        let report = Arc::new(check::report(&context, reading.findings.clone()));
        Ok(Self { workspace, stamp, roster, today, reading: Arc::new(reading), report })
    }
}

/// A lock whose holder may have panicked: what it guards is whole after every statement.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
