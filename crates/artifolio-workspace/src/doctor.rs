//! What is not in order with a portfolio and can be mended: the index, what dead programs left, references that lead
//! nowhere, ids and numbers that are there twice. Looking changes nothing; what a mend would do is said before it is done.
//!
//! What the check finds is not found a second time: the doctor takes its findings and adds the mends. A mend that is no
//! guess is done [`by_itself`](Mend::by_itself); every other waits for somebody to name it.

mod choice;
mod identities;
mod own;
mod references;
mod treatment;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use artifolio_core::check::{Report, reading as rule};
use artifolio_core::failure::Coded;
use artifolio_core::finding::{Finding, Severity, Subject};
use artifolio_core::header::Edit;
use artifolio_core::path::RelPath;
use artifolio_core::source::{Vfs, read_whole};
use chrono::{DateTime, Utc};

use crate::change::{Change, Step};
use crate::data_dir::DataDir;
use crate::durable::Sha256;
use crate::error::{VerbError, WorkspaceError};
use crate::hashes::Hashes;
use crate::index::IndexError;
use crate::read::{MAX_TEXT_FILE, Reading};
use crate::workspace::Workspace;

pub use choice::{BadChoice, by_themselves, named};
pub(crate) use identities::is_copy;
pub use treatment::{change, clear};

/// A rule of the doctor's own: what no check asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable id, listed in docs/codes.md.
    pub id: &'static str,
    /// How grave it is; no profile says otherwise.
    pub severity: Severity,
}

impl Rule {
    fn finding(self, subject: Subject) -> Finding {
        Finding::new(self.id, self.severity, subject)
    }
}

macro_rules! rules {
    ($($name:ident $id:literal $severity:ident;)*) => {
        $(const $name: Rule = Rule { id: $id, severity: Severity::$severity };)*
        /// All rules of the doctor's own.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    HALF_DONE "change-half-done" Required;
    ID_EMPTY "portfolio-id-empty" Recommended;
    SHOWN_IN_UNKNOWN "shown-in-unknown" Recommended;
    INDEX "index-not-current" Advice;
    TEMPORARY "leftover-temporary" Advice;
    LENT "leftover-lent" Advice;
    TRASH_EMPTY "trash-empty" Advice;
    HISTORY_LOST "history-lost" Advice;
    HISTORY_UNNAMED "history-unnamed" Advice;
    KEPT_ASIDE "words-kept-aside" Advice;
}

/// One thing that is not in order, with the ways to mend it; none where only a person can.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// What it is.
    pub finding: Finding,
    /// Ways to mend it. At most one of them may be done.
    pub mends: Vec<Mend>,
}

/// A way to mend something.
#[derive(Debug, Clone)]
pub struct Mend {
    /// Names it for as long as it would do the same. What mends two findings at once has one key.
    pub key: String,
    /// Key of the sentence that says what it does.
    pub says: &'static str,
    /// Values for the sentence.
    pub params: BTreeMap<&'static str, String>,
    /// Nobody has to choose: it follows from what is there, and loses nothing.
    pub by_itself: bool,
    does: Does,
}

/// What a mend does.
#[derive(Debug, Clone)]
enum Does {
    /// Headers are edited.
    Headers(Vec<(RelPath, Vec<Edit>)>),
    /// `portfolio.toml` gets an id.
    Identity,
    /// Files are moved, folders are removed.
    Steps(Vec<Step>),
    /// Temporary files of our own in the portfolio's folder go.
    Clear(Vec<RelPath>),
    /// Files of our own in the data folder go.
    TakeBack(Vec<RelPath>),
    /// The index is built anew.
    Index,
    /// The next opening for writing has done it.
    RollBack,
}

impl Mend {
    fn new(says: &'static str, params: &[(&'static str, String)], does: Does) -> Self {
        let params: BTreeMap<_, _> = params.iter().cloned().collect();
        let said = params.iter().fold(says.to_owned(), |said, (key, value)| {
            // NUL stands in no path and no id.
            said + "\0" + key + "\0" + value
        });
        let key = Sha256::of(said.as_bytes()).to_string()[..8].to_owned();
        Self { key, says, params, by_itself: false, does }
    }

    fn by_itself_if(mut self, sure: bool) -> Self {
        self.by_itself = sure;
        self
    }

    /// Whether it builds the index anew, which is left to the caller.
    #[must_use]
    pub fn is_of_index(&self) -> bool {
        matches!(self.does, Does::Index)
    }

    /// Whether opening the portfolio for writing does it.
    #[must_use]
    pub fn is_roll_back(&self) -> bool {
        matches!(self.does, Does::RollBack)
    }
}

/// Why nobody could look.
#[derive(Debug, thiserror::Error)]
pub enum Unlooked {
    /// The portfolio or the data folder cannot be read.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The place of the index cannot be used.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl Unlooked {
    fn inner(&self) -> &dyn Coded {
        match self {
            Self::Workspace(error) => error,
            Self::Index(error) => error,
        }
    }
}

impl Coded for Unlooked {
    fn code(&self) -> &'static str {
        self.inner().code()
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        self.inner().params()
    }
}

/// Everything that is not in order, gravest first. Of a newer format only that is said; while a change is half done,
/// only that: everything else may be other once it is taken back.
///
/// # Errors
/// [`Unlooked`].
pub fn look(
    workspace: &Workspace,
    data: &DataDir,
    reading: &Reading,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<Vec<Diagnosis>, Unlooked> {
    if let Some(newer) = report.findings.iter().find(|f| f.rule == rule::FORMAT_NEWER) {
        return Ok(vec![Diagnosis { finding: newer.clone(), mends: Vec::new() }]);
    }
    if let Some(half_done) = own::half_done(workspace, data)? {
        return Ok(vec![half_done]);
    }
    let mut all = in_portfolio(&**workspace.files(), reading, report);
    all.extend(own::below(&**workspace.files(), now).map_err(WorkspaceError::from)?);
    all.extend(own::on_machine(workspace, data, now)?);
    all.sort_by_key(|diagnosis| diagnosis.finding.severity);
    Ok(all)
}

/// What is wrong with the learner's own files.
fn in_portfolio(files: &dyn Vfs, reading: &Reading, report: &Report) -> Vec<Diagnosis> {
    let patient = Patient { files, reading, report, hashes: Hashes::default() };
    let mut free = identities::Free::of(&patient);
    let mut all = Vec::new();
    for finding in &report.findings {
        let mends = match finding.rule {
            "attached-unknown" => references::attached(&patient, finding),
            "pin-unknown" => references::pin(&patient, finding),
            "evidence-missing" => references::evidence(&patient, finding),
            "number-twice" => identities::number(&patient, finding, &mut free),
            "evidence-id-twice" => identities::evidence_id(&patient, finding),
            rule::ID_DUPLICATE => identities::duplicate(&patient, finding, &mut free),
            rule::HEADER_MISSING => identities::missing(&patient, finding, &mut free),
            rule::HEADER_FAULT => identities::header_fault(&patient, finding, &mut free),
            rule::SETTINGS_FAULT => identities::settings_fault(finding),
            _ => None,
        };
        all.extend(mends.map(|mends| Diagnosis { finding: finding.clone(), mends }));
    }
    all.extend(references::shown_in(&patient));
    all.extend(identities::empty_id(&patient));
    for diagnosis in &mut all {
        // What cannot be edited without changing something else is left to a person.
        diagnosis.mends.retain(|mend| change(files, std::slice::from_ref(mend)).is_ok());
    }
    all
}

/// Builds the change that gives `file` an id of its own, as it is the header of a second folder with one id; `None` where
/// it is not, or cannot be mended.
///
/// # Errors
/// As of [`change`].
pub(crate) fn other_id(
    files: &dyn Vfs,
    reading: &Reading,
    file: &RelPath,
) -> Result<Option<Change>, VerbError> {
    let report = Report { findings: reading.findings.clone(), ..Report::default() };
    let found = in_portfolio(files, reading, &report).into_iter().find(|diagnosis| {
        let finding = &diagnosis.finding;
        finding.rule == rule::ID_DUPLICATE && finding.subject.file.as_deref() == Some(file.as_str())
    });
    let mend = found.and_then(|diagnosis| diagnosis.mends.into_iter().next());
    mend.map(|mend| change(files, &[mend])).transpose()
}

/// What is looked at.
struct Patient<'p> {
    files: &'p dyn Vfs,
    reading: &'p Reading,
    report: &'p Report,
    /// Of files that were looked at.
    hashes: Hashes,
}

impl Patient<'_> {
    /// The text of a file, where it can be had without a download.
    fn text(&self, file: &RelPath) -> Option<String> {
        self.files.stat(file).ok().filter(|stat| !stat.cloud_only)?;
        String::from_utf8(read_whole(self.files, file, MAX_TEXT_FILE).ok()?).ok()
    }
}
