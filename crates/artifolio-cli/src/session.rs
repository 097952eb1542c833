//! The environment of one run: language, today, data folder. Everything below takes them as arguments.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use artifolio_bundle::paper::Worker;
use artifolio_core::check::{self, Context, Report};
use artifolio_core::failure::{Coded, Failure};
use artifolio_core::finding::Finding;
use artifolio_core::message::{Catalogue, Language, SpokenFinding};
use artifolio_core::path::RelPath;
use artifolio_core::profile::Profile;
use artifolio_workspace::Clock;
use artifolio_workspace::data_dir::{DataDir, SystemFolders};
use artifolio_workspace::error::ChangeError;
use artifolio_workspace::index::Index;
use artifolio_workspace::read::Reading;
use artifolio_workspace::roster;
use artifolio_workspace::viewable;
use artifolio_workspace::workspace::{Mode, Workspace};
use chrono::{DateTime, NaiveDate, Utc};

use crate::answer::{self, Answer};

/// Name of this app's folders in the system's.
const FOLDER: &str = "artifolio";

/// Options of every command.
#[derive(Debug, clap::Args)]
pub(crate) struct Common {
    /// Print one JSON document on stdout
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Language of messages: en or es
    #[arg(long, global = true, default_value = "en", value_name = "LANG")]
    lang: String,
    /// Reckon as if this were today
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
    /// Folder for the index, locks and the private roster
    #[arg(long, global = true, env = "ARTIFOLIO_DATA_DIR", value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// What a command may know of the world.
pub(crate) struct Session {
    json: bool,
    /// Sentences.
    pub(crate) catalogue: Catalogue,
    /// The day everything is reckoned from.
    pub(crate) today: NaiveDate,
    /// Folder for what belongs to this machine.
    pub(crate) data: DataDir,
    /// Says when a version was kept.
    pub(crate) clock: Clock,
    /// Sets PDFs.
    pub(crate) printer: Worker,
    /// Where to look for programs that make copies.
    pub(crate) programs: Vec<PathBuf>,
}

/// A portfolio as read, with its findings.
pub(crate) struct Opened {
    /// The open workspace.
    pub(crate) workspace: Workspace,
    /// What was read.
    pub(crate) reading: Reading,
    /// All findings.
    pub(crate) report: Report,
}

/// Why a command could not run.
pub(crate) type Refusal = Box<dyn Coded>;

impl Session {
    /// Reads the options; the clock and the home folder are asked here and nowhere else.
    pub(crate) fn new(common: &Common) -> Result<Self, Failure> {
        let language = Language::parse(&common.lang);
        let catalogue = Catalogue::of(language.unwrap_or_default());
        if language.is_none() {
            let error = Said::new("language-unknown").with("lang", &common.lang);
            return Err(Failure::of(&error, &catalogue));
        }
        let chosen = DataDir::choose(common.data_dir.clone(), None, || {
            Some(SystemFolders {
                data: dirs::data_dir()?.join(FOLDER),
                cache: dirs::cache_dir()?.join(FOLDER),
            })
        });
        let Some(data) = chosen else {
            return Err(Failure::of(&Said::new("no-data-folder"), &catalogue));
        };
        let today = common.today.unwrap_or_else(today);
        let printer = Worker::beside(&std::env::current_exe().unwrap_or_default());
        let programs = viewable::folders(std::env::var_os("PATH").as_deref());
        let (json, clock): (_, Clock) = (common.json, Arc::new(now));
        Ok(Self { json, catalogue, today, data, clock, printer, programs })
    }

    /// Opens a portfolio.
    pub(crate) fn workspace(&self, folder: &Path, mode: Mode) -> Result<Workspace, Refusal> {
        let workspace = Workspace::open(folder, &self.data, mode, &self.clock).map_err(boxed)?;
        if let Some(why) = workspace.read_only().filter(|_| mode == Mode::Write) {
            return Err(boxed(ChangeError::ReadOnly(why)));
        }
        let left: Vec<&str> = workspace.left_half_done().iter().map(RelPath::as_str).collect();
        if !left.is_empty() {
            let files = BTreeMap::from([("files", left.join(", "))]);
            answer::note(&self.catalogue.text("note_left_half_done", &files));
        }
        Ok(workspace)
    }

    /// Opens a portfolio and reads and checks all of it.
    pub(crate) fn open(&self, folder: &Path, mode: Mode) -> Result<Opened, Refusal> {
        let workspace = self.workspace(folder, mode)?;
        let reading = workspace.read().map_err(boxed)?;
        let roster = roster::of(&self.data).map_err(boxed)?;
        let context = Context {
            portfolio: &reading.portfolio,
            profile: &reading.profile,
            today: self.today,
            roster: &roster,
        };
        let report = check::report(&context, reading.findings.clone());
        Ok(Opened { workspace, reading, report })
    }

    /// The search index of a portfolio.
    pub(crate) fn index(&self, workspace: &Workspace) -> Result<Index, Refusal> {
        Index::open(&self.data.index_file(workspace.id(), workspace.root())).map_err(boxed)
    }

    /// Findings with their sentences; sources from the profile.
    pub(crate) fn speak(&self, findings: &[Finding], profile: &Profile) -> Vec<SpokenFinding> {
        findings.iter().map(|f| self.catalogue.spoken(f, profile.source(f.rule))).collect()
    }

    /// Prints what a command answered.
    pub(crate) fn finish(&self, outcome: Result<Answer, Refusal>) -> ExitCode {
        match outcome {
            Ok(answer) => answer.print(self.json),
            Err(error) => answer::print_failure(&Failure::of(&*error, &self.catalogue), self.json),
        }
    }
}

/// Any coded error, boxed.
pub(crate) fn boxed<E: Coded + 'static>(error: E) -> Refusal {
    Box::new(error)
}

/// An error that the command line itself finds.
#[derive(Debug)]
pub(crate) struct Said {
    code: &'static str,
    params: BTreeMap<&'static str, String>,
}

impl Said {
    /// An error with this code.
    pub(crate) fn new(code: &'static str) -> Self {
        Self { code, params: BTreeMap::new() }
    }

    /// Adds a value for its sentence.
    pub(crate) fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.params.insert(key, value.to_string());
        self
    }
}

impl Coded for Said {
    fn code(&self) -> &'static str {
        self.code
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        self.params.clone()
    }
}

#[expect(clippy::disallowed_methods, reason = "reads the clock at the edge")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

#[expect(clippy::disallowed_methods, reason = "reads the clock at the edge")]
fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}
