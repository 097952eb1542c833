//! Which portfolio is open: choosing one, making one, and what this machine remembers of them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use artifolio_core::message::{Catalogue, Language};
use artifolio_core::portable::portable_name;
use artifolio_core::portfolio::{Dates, Settings};
use artifolio_core::profile::Profile;
use artifolio_core::progress::Silent;
use artifolio_core::settings_edit::blank_settings;
use artifolio_workspace::Clock;
use artifolio_workspace::error::WorkspaceError;
use artifolio_workspace::hashes::Hashes;
use artifolio_workspace::log::Log;
use artifolio_workspace::workspace::{Mode, Workspace};

use super::aside::Aside;
use super::away::Unanswered;
use super::search::Searching;
use super::{Desk, Open, free_folder, held};
use crate::error::{Refusal, ShellError, boxed};
use crate::preferences::Preferences;
use crate::{clock, edit, preferences, recent, view};

impl Desk {
    /// Opens a portfolio, for reading alone where another program is writing in it or this machine cannot write in it
    /// safely; the one that was open is closed. One that is open already stays as it is: what is being written in it
    /// goes on.
    ///
    /// # Errors
    /// As [`Workspace::open`]; then the one that was open stays open.
    pub fn open(&self, folder: &Path) -> Result<view::Opened, WorkspaceError> {
        self.wait_behind();
        let clock = clock::clock();
        match Workspace::open_if_only_to_read(folder, &self.data, &clock) {
            Err(WorkspaceError::Locked) => {
                let there = Workspace::open(folder, &self.data, Mode::Read, &clock)?;
                self.open_locked(there, &clock)
            }
            other => Ok(self.take(other?, Log::default())),
        }
    }

    /// A portfolio that somebody writes in: it may be this window itself, in it or in a copy of it.
    fn open_locked(&self, there: Workspace, clock: &Clock) -> Result<view::Opened, WorkspaceError> {
        let ours = held(&self.open).clone();
        let ours = ours.filter(|open| open.workspace.read_only().is_none());
        let Some(ours) = ours.filter(|open| open.workspace.id() == there.id()) else {
            return Ok(self.take(there, Log::default()));
        };
        if ours.workspace.root() == there.root() {
            *held(&self.loose) = None;
            return Ok(view::opened(&ours));
        }
        // A copy takes its place, and can be written in once that lets go.
        self.close(&ours);
        *held(&self.kept) = None;
        drop(ours);
        let opened = match Workspace::open_if_only_to_read(there.root(), &self.data, clock) {
            Err(WorkspaceError::Locked) => there,
            other => other?,
        };
        Ok(self.take(opened, Log::default()))
    }

    /// What was opened takes the place of what was open.
    fn take(&self, workspace: Workspace, log: Log) -> view::Opened {
        let number = self.openings.fetch_add(1, Ordering::AcqRel) + 1;
        let aside = Aside::of(&workspace, format!("{}-{number}", self.session));
        held(&self.asides).insert(number, aside);
        let index = self.data.index_file(workspace.id(), workspace.root());
        let files = Arc::clone(workspace.files());
        let searching = Searching::of(index, files);
        let since = Unanswered::of(&self.data, &workspace);
        recent::remember(&self.data, workspace.root(), clock::today());
        let open = Arc::new(Open {
            number,
            workspace,
            log: Mutex::new(log),
            place: Mutex::default(),
            backup_place: Mutex::default(),
            calendar_place: Mutex::default(),
            hand_in_place: Mutex::default(),
            searching,
            since,
            untold: AtomicBool::new(false),
            own: AtomicBool::new(false),
            hashes: Hashes::default(),
            caught_up: Mutex::default(),
        });
        let opened = view::opened(&open);
        *held(&self.open) = Some(Arc::clone(&open));
        self.recover(&open);
        *held(&self.loose) = None;
        if self.shown.load(Ordering::Acquire) {
            self.settle(&open);
        }
        tracing::info!(read_only = opened.read_only.is_some(), "a portfolio is open");
        opened
    }

    /// The portfolio that is open.
    #[must_use]
    pub fn opened(&self) -> Option<view::Opened> {
        held(&self.open).as_ref().map(|open| view::opened(open))
    }

    /// Opens a folder, or says what it holds when it is no portfolio yet. A zip is taken for a package.
    ///
    /// # Errors
    /// As of [`Desk::open`].
    pub fn choose(&self, folder: &Path) -> Result<view::Chosen, Refusal> {
        let is_zip = folder.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"));
        if is_zip && folder.is_file() {
            return Ok(view::Chosen::Package { package: self.choose_package(folder)? });
        }
        match self.open(folder) {
            Err(WorkspaceError::NotAPortfolio(_)) => {
                let loose = Workspace::look(folder).map_err(boxed)?;
                *held(&self.loose) = Some(folder.to_owned());
                Ok(view::Chosen::Loose { folder: view::loose_folder(folder, &loose) })
            }
            opened => Ok(view::Chosen::Portfolio { opened: opened.map_err(boxed)? }),
        }
    }

    /// Opens what was dropped last.
    ///
    /// # Errors
    /// As of [`Desk::choose`].
    pub(crate) fn choose_dropped(&self) -> Result<view::Chosen, Refusal> {
        let dropped = self.take_dropped();
        self.choose(dropped.first().ok_or_else(|| boxed(ShellError::Gone))?)
    }

    /// Opens a portfolio of the list of recent ones.
    ///
    /// # Errors
    /// As of [`Desk::choose`].
    pub(crate) fn choose_recent(&self, key: &str) -> Result<view::Chosen, Refusal> {
        self.choose(&recent::place(&self.data, key).ok_or_else(|| boxed(ShellError::Gone))?)
    }

    /// Opens a fresh copy of the sample in `source`.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub(crate) fn open_sample(&self, source: Option<PathBuf>) -> Result<view::Opened, Refusal> {
        let source = source.ok_or_else(|| boxed(ShellError::NoSample))?;
        let copy = crate::sample::fresh_copy(&source, &self.portfolios())?;
        self.open(&copy).map_err(boxed)
    }

    /// Where portfolios are proposed.
    pub(crate) fn portfolios(&self) -> PathBuf {
        preferences::stored(&self.data).folder.unwrap_or_else(|| self.documents.clone())
    }

    /// Proposes new portfolios in this folder from now on.
    ///
    /// # Errors
    /// When that cannot be remembered.
    pub(crate) fn live_in(&self, folder: PathBuf) -> Result<String, Refusal> {
        let shown = folder.display().to_string();
        preferences::keep_folder(&self.data, folder).map_err(boxed)?;
        *held(&self.new_place) = None;
        Ok(shown)
    }

    /// How the window looks and speaks.
    pub(crate) fn preferences(&self) -> Preferences {
        preferences::stored(&self.data).preferences
    }

    /// Where the new portfolio of somebody of this name will lie: a free name in the folder they chose.
    pub(crate) fn portfolio_place(&self, name: &str, language: Language) -> PathBuf {
        let folder = held(&self.new_place).clone().unwrap_or_else(|| self.portfolios());
        let words = Catalogue::of(language);
        let said = std::collections::BTreeMap::from([("name", name.trim().to_owned())]);
        let stem = portable_name(words.text("new_folder", &said).trim());
        free_folder(&folder, &stem)
    }

    /// Remembers in which folder the new portfolio should lie.
    pub(crate) fn choose_portfolio_place(&self, folder: PathBuf) {
        *held(&self.new_place) = Some(folder);
    }

    /// Makes a portfolio in its place and opens it.
    ///
    /// # Errors
    /// When a date is none, or the folder cannot be written.
    pub(crate) fn make(
        &self,
        new: &view::NewPortfolio,
        language: Language,
    ) -> Result<view::Opened, Refusal> {
        let (settings, words) = (settings(new)?, Catalogue::of(language));
        let place = self.portfolio_place(&new.name, language);
        let made = Workspace::create(&place, &self.data, &settings, &words, &clock::clock())
            .map_err(boxed)?;
        *held(&self.new_place) = None;
        Ok(self.take(made, Log::default()))
    }

    /// Makes the loose folder that was looked at last a portfolio and opens it; undo takes that back.
    ///
    /// # Errors
    /// When there is none, a date is none, or a file cannot be moved; then nothing was.
    pub(crate) fn adopt(
        &self,
        new: &view::NewPortfolio,
        language: Language,
    ) -> Result<view::Opened, Refusal> {
        let folder = held(&self.loose).clone().ok_or_else(|| boxed(ShellError::Gone))?;
        let (settings, words) = (settings(new)?, Catalogue::of(language));
        let (workspace, back) =
            Workspace::adopt(&folder, &self.data, &settings, &words, &clock::clock(), &Silent)
                .map_err(boxed)?;
        Ok(self.take(workspace, Log::begun(back)))
    }
}

impl Desk {
    /// Help for the programme of the open portfolio, else for the one that a new portfolio begins with.
    ///
    /// # Errors
    /// Never but for a shipped profile that does not resolve.
    pub(crate) fn help(&self, language: Language) -> Result<view::HelpPage, Refusal> {
        let words = Catalogue::of(language);
        if let Ok(seen) = self.see(language) {
            return Ok(view::help(&seen.reading.profile, &words));
        }
        let profile = Profile::resolve(&Profile::shipped()[0], None);
        Ok(view::help(&profile.map_err(|_| boxed(ShellError::Gone))?, &words))
    }

    /// The address of one of its pages.
    ///
    /// # Errors
    /// When there is no such page.
    pub(crate) fn help_address(&self, key: &str, language: Language) -> Result<String, Refusal> {
        let mut links = self.help(language)?.links.into_iter();
        let link = links.find(|link| link.key == key);
        link.map(|link| link.address).ok_or_else(|| boxed(ShellError::Gone))
    }
}

/// The settings of a new portfolio.
fn settings(new: &view::NewPortfolio) -> Result<Settings, Refusal> {
    let (new, blank) = (new.clone(), blank_settings());
    let course_end = edit::date(&new.course_end)?;
    let or = |said: String, usual: &str| if said.is_empty() { usual.to_owned() } else { said };
    Ok(Settings {
        id: artifolio_workspace::identity(),
        name: new.name,
        family_name: new.family_name,
        role: new.role,
        classroom: new.classroom,
        learners: or(new.learners, &blank.learners),
        language: or(new.language, &blank.language),
        profile: or(new.profile, &Profile::shipped()[0]),
        dates: Dates { course_end, ..Dates::default() },
        ..blank
    })
}
