//! What the app has open, and the work it does on it. Commands take this state, call one method, convert, return.
//!
//! The interface never hands in a path: folders come from the system's dialog, a drop, the list of recent portfolios or
//! the command line, the places of what is made from the dialog or from what is proposed here.

mod aside;
mod away;
mod changing;
mod cleaning;
mod doors;
mod handing_in;
mod keeping;
mod made;
mod past;
pub(crate) mod planning;
mod restoring;
mod search;
mod viewable;
mod watching;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use artifolio_bundle::paper::Worker;
use artifolio_core::check::{self, Context, Report};
use artifolio_core::finding::{Finding, SubjectKind};
use artifolio_core::message::{Catalogue, Language};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::hashes::Hashes;
use artifolio_workspace::log::Log;
use artifolio_workspace::read::Reading;
use artifolio_workspace::roster;
use artifolio_workspace::viewable::Tools;
use artifolio_workspace::watch::Watch;
use artifolio_workspace::workspace::{Stamp, Workspace};
use chrono::NaiveDate;

use self::aside::Aside;
pub(crate) use self::away::Away;
use self::away::Unanswered;
use self::search::Searching;
pub(crate) use self::watching::Hear;
use crate::edit;
use crate::error::{Refusal, ShellError, boxed};
use crate::view::PackRequest;
use crate::{clock, view};

/// The app's state.
pub struct Desk {
    data: DataDir,
    documents: PathBuf,
    /// Sets PDFs.
    pub(crate) printer: Worker,
    /// Where to look for programs that make copies which any browser shows.
    programs: OnceLock<Vec<PathBuf>>,
    open: Mutex<Option<Arc<Open>>>,
    /// How often a portfolio was opened.
    openings: AtomicU32,
    /// Of each opening: where its words are kept that are not saved. They are never refused, whatever is open by then.
    asides: Mutex<BTreeMap<u32, Aside>>,
    kept: Mutex<Option<Kept>>,
    last_bundle: Mutex<Option<PathBuf>>,
    /// What should become a portfolio again.
    package: Mutex<Option<PathBuf>>,
    dropped: Mutex<Vec<PathBuf>>,
    /// In which folder the learner wants the new portfolio.
    new_place: Mutex<Option<PathBuf>>,
    /// A folder without a portfolio that was looked at last.
    loose: Mutex<Option<PathBuf>>,
    session: String,
    born: Instant,
    /// The first screen is there.
    shown: AtomicBool,
    /// Of the open portfolio. Let go of only where no lock is held: it waits for what it is telling.
    watch: Mutex<Option<Watch>>,
    /// Hears that the folder may have changed.
    hear: OnceLock<Hear>,
    /// Held by who changes what the machine remembers for plans.
    planning: Mutex<()>,
    /// Does what nobody waits for after a portfolio was opened; it holds the portfolio's lock until it has ended.
    behind: Mutex<Option<JoinHandle<()>>>,
    pub(crate) packing: AtomicBool,
    pub(crate) stop: AtomicBool,
}

/// An open portfolio and what was changed in it.
pub struct Open {
    /// Which opening of this process it is. Whoever writes says which one they mean: another portfolio may be open by then.
    pub(crate) number: u32,
    /// The workspace.
    pub workspace: Workspace,
    log: Mutex<Log>,
    /// Where the learner wants the next bundle.
    place: Mutex<Option<PathBuf>>,
    /// Where the learner wants the next backup.
    backup_place: Mutex<Option<PathBuf>>,
    /// Where the learner wants the files to upload.
    hand_in_place: Mutex<Option<PathBuf>>,
    /// Where the learner wants the calendar.
    calendar_place: Mutex<Option<PathBuf>>,
    searching: Arc<Searching>,
    /// Of files that were looked at for what happened.
    hashes: Hashes,
    since: Unanswered,
    /// There is more of that than was told.
    untold: AtomicBool,
    /// Something was changed here since then.
    own: AtomicBool,
    /// What was read when others' changes were last looked for: whoever reads first must not hide them.
    caught_up: Mutex<Option<Arc<Reading>>>,
}

/// What was read last, and of what.
struct Kept {
    open: Arc<Open>,
    /// When the look began that found it so.
    looked: Instant,
    stamp: Stamp,
    roster: Vec<String>,
    today: NaiveDate,
    reading: Arc<Reading>,
    report: Arc<Report>,
}

/// The portfolio as it is now, with its findings, in one language.
pub struct Seen {
    /// What is open.
    pub open: Arc<Open>,
    /// What was read.
    pub reading: Arc<Reading>,
    /// All findings.
    pub report: Arc<Report>,
    /// The day the findings speak of.
    pub today: NaiveDate,
    /// Sentences.
    pub catalogue: Catalogue,
    /// Where to look for programs that make copies which any browser shows.
    programs: Vec<PathBuf>,
    /// Draws PDFs.
    printer: Worker,
}

impl Seen {
    /// Programs that make copies which any browser shows, looked for now: one may have been installed a moment ago.
    #[must_use]
    pub fn tools(&self) -> Tools {
        Tools::among(&self.programs, &self.printer)
    }

    /// Findings with their sentences.
    #[must_use]
    pub fn speak(&self, findings: &[Finding]) -> Vec<view::Finding> {
        let source = |f: &Finding| self.reading.profile.source(f.rule).to_owned();
        findings.iter().map(|f| self.catalogue.spoken(f, &source(f)).into()).collect()
    }

    /// The findings that speak of the artifact or criterion with this id, with their sentences.
    #[must_use]
    pub fn spoken_on(&self, kind: SubjectKind, id: &str) -> Vec<view::Finding> {
        self.speak(&self.findings_on(kind, id).cloned().collect::<Vec<_>>())
    }

    /// How many findings speak of it.
    #[must_use]
    pub fn count_on(&self, kind: SubjectKind, id: &str) -> u32 {
        u32::try_from(self.findings_on(kind, id).count()).unwrap_or(u32::MAX)
    }

    fn findings_on(&self, kind: SubjectKind, id: &str) -> impl Iterator<Item = &Finding> {
        let about =
            move |f: &&Finding| f.subject.kind == kind && f.subject.id.as_deref() == Some(id);
        self.report.findings.iter().filter(about)
    }
}

impl Desk {
    /// With nothing open. `documents` is where bundles are proposed.
    #[must_use]
    pub fn new(data: DataDir, documents: PathBuf, printer: Worker) -> Self {
        Self {
            data,
            documents,
            printer,
            programs: OnceLock::new(),
            open: Mutex::default(),
            openings: AtomicU32::new(0),
            asides: Mutex::default(),
            kept: Mutex::default(),
            last_bundle: Mutex::default(),
            package: Mutex::default(),
            dropped: Mutex::default(),
            new_place: Mutex::default(),
            loose: Mutex::default(),
            session: artifolio_workspace::unique()(),
            born: Instant::now(),
            shown: AtomicBool::new(false),
            watch: Mutex::default(),
            hear: OnceLock::new(),
            planning: Mutex::default(),
            behind: Mutex::default(),
            packing: AtomicBool::new(false),
            stop: AtomicBool::new(false),
        }
    }

    /// The first screen is there: what nobody waits for begins now. How long the program has been running.
    pub(crate) fn ready(&self) -> Duration {
        self.shown.store(true, Ordering::Release);
        let open = held(&self.open).clone();
        if let Some(open) = open {
            self.settle(&open);
        }
        self.born.elapsed()
    }

    /// Has the index brought up to date, but not while the first screen needs the processor.
    fn freshen(&self, searching: &Arc<Searching>) {
        if self.shown.load(Ordering::Acquire) {
            searching.freshen();
        }
    }

    fn current(&self) -> Result<Arc<Open>, Refusal> {
        let open = held(&self.open).clone().ok_or_else(|| boxed(ShellError::NothingOpen))?;
        open.workspace.renew();
        Ok(open)
    }

    /// What is open, if it is this opening.
    fn opening(&self, opening: u32) -> Result<Arc<Open>, Refusal> {
        let open = self.current()?;
        if open.number == opening { Ok(open) } else { Err(boxed(ShellError::AnotherOpen)) }
    }

    /// [`Desk::see`], if this opening is open.
    ///
    /// # Errors
    /// As of it, or when another portfolio is open.
    pub(crate) fn see_opening(&self, opening: u32, language: Language) -> Result<Seen, Refusal> {
        let seen = self.see(language)?;
        if seen.open.number == opening { Ok(seen) } else { Err(boxed(ShellError::AnotherOpen)) }
    }

    /// Remembers what was dropped on the window; the interface never gets a path.
    pub(crate) fn drop_files(&self, files: Vec<PathBuf>) {
        *held(&self.dropped) = files;
    }

    /// What was dropped last, once.
    pub(crate) fn take_dropped(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *held(&self.dropped))
    }

    /// The open portfolio as it is on the disk now. It is read anew only when something in its folder, the roster or
    /// the day has changed: a screen asks several times at once, and for every picture.
    ///
    /// # Errors
    /// When nothing is open or the folder cannot be read.
    pub fn see(&self, language: Language) -> Result<Seen, Refusal> {
        let (open, asked) = (self.current()?, Instant::now());
        let roster = roster::of(&self.data).map_err(boxed)?;
        let today = clock::today();
        // Held while looking and reading: calls that come together wait for one look that begins after they all came.
        let mut kept = held(&self.kept);
        let looked = Instant::now();
        let same =
            |k: &&mut Kept| Arc::ptr_eq(&k.open, &open) && (&k.roster, k.today) == (&roster, today);
        match kept.as_mut().filter(same) {
            // One look serves the whole first screen.
            Some(kept) if kept.looked >= asked || !self.shown.load(Ordering::Acquire) => {}
            before => {
                let stamp = open.workspace.stamp();
                match before.filter(|kept| kept.stamp == stamp) {
                    Some(kept) => kept.looked = looked,
                    None => {
                        self.freshen(&open.searching);
                        // Whoever looks again after a failure has to tell that it is over.
                        *kept = None;
                        *kept = Some(Kept::read(open, looked, stamp, roster, today)?);
                    }
                }
            }
        }
        let Kept { open, reading, report, today, .. } =
            kept.as_ref().expect("kept as it was or read just now");
        Ok(Seen {
            open: Arc::clone(open),
            reading: Arc::clone(reading),
            report: Arc::clone(report),
            today: *today,
            catalogue: Catalogue::of(language),
            programs: self.programs.get().cloned().unwrap_or_default(),
            printer: self.printer.clone(),
        })
    }

    /// Has programs that make copies looked for in these folders, for good.
    pub fn look_for_programs_in(&self, folders: Vec<PathBuf>) {
        // Said once, as the program starts.
        let _ = self.programs.set(folders);
    }

    /// Where the bundle will lie, and the date on it: the place the learner chose, else a free name in the documents
    /// folder.
    ///
    /// # Errors
    /// When the date is none.
    pub fn bundle_place(
        &self,
        seen: &Seen,
        request: &PackRequest,
    ) -> Result<(PathBuf, NaiveDate), Refusal> {
        let asked = edit::date(request.date.as_deref().unwrap_or_default())?;
        let settings = &seen.reading.portfolio.settings;
        let date = settings.bundle_date(asked, seen.today);
        if let Some(place) = held(&seen.open.place).clone() {
            return Ok((place, date));
        }
        let name = artifolio_bundle::submission_name(settings, date, request.draft);
        Ok((free_zip(&self.documents, &name), date))
    }

    /// Remembers the place that the learner chose in the system's dialog for the next bundle, and gives it to be shown.
    ///
    /// # Errors
    /// When another portfolio is open.
    pub(crate) fn choose_place(&self, opening: u32, place: PathBuf) -> Result<String, Refusal> {
        let shown = place.display().to_string();
        *held(&self.opening(opening)?.place) = Some(place);
        Ok(shown)
    }

    /// Where the app keeps what belongs to this machine.
    pub(crate) fn data(&self) -> &DataDir {
        &self.data
    }

    /// Asks the bundle that is being made to stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Kept {
    fn read(
        open: Arc<Open>,
        looked: Instant,
        stamp: Stamp,
        roster: Vec<String>,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let reading = open.workspace.read().map_err(boxed)?;
        let context = Context {
            portfolio: &reading.portfolio,
            profile: &reading.profile,
            today,
            roster: &roster,
        };
        let report = Arc::new(check::report(&context, reading.findings.clone()));
        Ok(Self { open, looked, stamp, roster, today, reading: Arc::new(reading), report })
    }
}

/// A place for a zip of this name where nothing is.
fn free_zip(folder: &Path, name: &str) -> PathBuf {
    first_free(|n| {
        let suffix = if n == 1 { String::new() } else { format!(" ({n})") };
        folder.join(format!("{name}{suffix}.zip"))
    })
}

/// A place for a folder of this name where nothing is.
pub(crate) fn free_folder(folder: &Path, name: &str) -> PathBuf {
    first_free(|n| folder.join(if n == 1 { name.to_owned() } else { format!("{name} {n}") }))
}

/// The first of the places numbered from 1 where nothing is; of a thousand that are taken the last.
fn first_free(place: impl Fn(u32) -> PathBuf) -> PathBuf {
    (1..1000).map(&place).find(|place| !place.exists()).unwrap_or_else(|| place(1000))
}

/// Asks in the system's dialog for a folder; `None` when the learner changes their mind.
pub(crate) fn ask_folder<R: tauri::Runtime>(
    dialog: &tauri_plugin_dialog::Dialog<R>,
) -> Option<PathBuf> {
    dialog.file().blocking_pick_folder()?.into_path().ok()
}

/// Asks in the system's dialog which files to copy in; `None` when the learner changes their mind.
pub(crate) fn ask_files<R: tauri::Runtime>(
    dialog: &tauri_plugin_dialog::Dialog<R>,
) -> Option<Vec<PathBuf>> {
    let chosen = dialog.file().blocking_pick_files()?;
    Some(chosen.into_iter().filter_map(|file| file.into_path().ok()).collect())
}

/// Asks in the system's dialog for one file; `None` when the learner changes their mind.
pub(crate) fn ask_file<R: tauri::Runtime>(
    dialog: &tauri_plugin_dialog::Dialog<R>,
) -> Option<PathBuf> {
    dialog.file().blocking_pick_file()?.into_path().ok()
}

/// A lock whose holder may have panicked: what it guards is whole after every statement.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
