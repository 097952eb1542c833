//! The rehearsal of a package (docs/bundle.md): unpacked to a long path, hashed again, every page read, read back, packed
//! again and compared, in a folder that is the caller's to lend and take away. What does not hold is a finding, and every
//! step goes on as far as it can.

mod again;
mod certificate;
mod names;
mod unpacked;

use std::collections::BTreeMap;
use std::io;

use artifolio_core::finding::{Finding, Severity, Subject};
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::progress::Progress;
use artifolio_core::source::Vfs;
use artifolio_verify::rules::{Aspect, aspect};
use artifolio_verify::{Kind, Verdict, VerifyError, verify};

use crate::error::RestoreError;
use crate::paper::Printer;
use crate::part::Part;
use crate::rehearse::sha256;
use crate::restore::{Bundle, RestoredKind};

pub use certificate::{SpokenStep, mark};

/// What each step is called, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Every byte of the zip.
    Package,
    /// The same out of the zip.
    Unpacked,
    /// Pages that run and ask nothing.
    Quiet,
    /// Links.
    Links,
    /// Names on other systems.
    Names,
    /// Pages, map, table and crate.
    Content,
    /// Read back.
    Restored,
    /// Packed again.
    Same,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Proved,
    /// It holds, with remarks that are not required.
    Noted,
    /// It does not.
    Failed,
    /// There was nothing to try it on.
    NotTried,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Which.
    pub step: Step,
    /// How it ended.
    pub outcome: Outcome,
    /// What was counted: values of its sentence.
    pub figures: BTreeMap<&'static str, String>,
}

/// What a rehearsal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// The zip's own name.
    pub name: String,
    /// Which of our packages it is; `None` where that cannot be known.
    pub kind: Option<RestoredKind>,
    /// SHA-256 of the zip, hex.
    pub sha256: String,
    /// Bytes of the zip.
    pub bytes: u64,
    /// Files in it that could be read.
    pub files: u64,
    /// The program that made it, as it says; empty where it does not.
    pub made_by: String,
    /// The date it carries; empty where it carries none.
    pub dated: String,
    /// Every step of this kind of package.
    pub steps: Vec<Done>,
    /// All findings, the gravest first.
    pub findings: Vec<Finding>,
}

impl Rehearsal {
    /// No finding of severity required stands.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity == Severity::Required)
    }
}

/// Reads a portfolio; `None` when there is none. It belongs to a crate that this one does not know.
pub type Reader<'a> = &'a dyn Fn(&dyn Vfs) -> Option<(Portfolio, Profile)>;

/// Where and with what it is done.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The folder of the zip.
    pub from: &'a dyn Vfs,
    /// An empty folder; what is left in it is the caller's to take away.
    pub scratch: &'a dyn Vfs,
    /// Reads what was restored.
    pub reader: Reader<'a>,
    /// Name and version of this program, "artifolio 0.1.0".
    pub app: &'a str,
    /// Sets the PDF when it is packed again.
    pub printer: &'a dyn Printer,
}

/// Verifying, unpacking, verifying the folder, reading back, packing and comparing go over the bytes once each.
const PARTS: u64 = 6;

/// Rehearses the package `name`.
///
/// # Errors
/// [`RestoreError`] where it cannot be rehearsed at all: it is none of ours, or a disk fails. What is wrong with it is in
/// the findings.
pub fn rehearse_package(
    stage: Stage<'_>,
    name: &RelPath,
    progress: &dyn Progress,
) -> Result<Rehearsal, RestoreError> {
    let bytes = stage.from.stat(name).map_err(RestoreError::Read)?.size;
    let part = |number| Part { progress, number, of: PARTS, octets: bytes };
    let verdict = verify(stage.from, name, &part(0)).map_err(unread)?;
    let kind = match verdict.kind {
        Kind::Submission => Some(RestoredKind::Submission),
        Kind::Backup => Some(RestoredKind::Backup),
        Kind::Bag => return Err(RestoreError::NotOurs),
        Kind::NotABag => None,
    };
    let mut run = Run {
        stage,
        name,
        sha256: sha256(stage.from, name).map_err(RestoreError::Read)?,
        verdict: &verdict,
        steps: Vec::new(),
        findings: verdict.findings.clone(),
    };
    let opened = match Bundle::open(stage.from, name) {
        Ok(bundle) => Some(bundle),
        Err(RestoreError::Refused(_) | RestoreError::Content { .. }) => None,
        Err(RestoreError::Read(error)) if error.kind() == io::ErrorKind::InvalidData => None,
        Err(error) => return Err(error),
    };
    let read = [("files", verdict.files), ("bytes", verdict.bytes)];
    run.judged(Step::Package, Aspect::Package, &read);
    let (mut made_by, mut dated) = Default::default();
    if let Some(mut bundle) = opened {
        (made_by, dated) = (bundle.info("Bag-Software-Agent"), bundle.info("Bagging-Date"));
        unpacked::step(&mut run, &mut bundle, &part(1), &part(2))?;
        run.of_pages(kind);
        names::step(&mut run, &mut bundle);
        run.of_content(kind, &mut bundle);
        again::steps(&mut run, kind, &mut bundle, (&made_by, &dated), &part(3), &part(4))?;
    } else {
        run.not_tried(Step::Unpacked);
        run.of_pages(kind);
        run.judged(Step::Names, Aspect::Names, &[]);
        run.not_tried(Step::Restored);
        run.not_tried(Step::Same);
    }
    run.steps.sort_by_key(|done| done.step);
    run.findings.sort_by_key(|finding| finding.severity);
    Ok(Rehearsal {
        name: name.name().to_owned(),
        kind,
        sha256: run.sha256,
        bytes,
        files: verdict.files,
        made_by,
        dated,
        steps: run.steps,
        findings: run.findings,
    })
}

fn unread(error: VerifyError) -> RestoreError {
    match error {
        VerifyError::Stopped => RestoreError::Cancelled,
        error => RestoreError::Read(io::Error::other(error)),
    }
}

/// A finding of the rehearsal itself; one about the whole package names its zip.
fn finding(rule: &'static str, severity: Severity, subject: Subject, zip: &RelPath) -> Finding {
    let file = subject.file.clone().unwrap_or_else(|| zip.name().to_owned());
    Finding::new(rule, severity, subject).with("file", file)
}

type Figures = BTreeMap<&'static str, String>;

/// One rehearsal.
struct Run<'a> {
    stage: Stage<'a>,
    name: &'a RelPath,
    sha256: String,
    verdict: &'a Verdict,
    steps: Vec<Done>,
    findings: Vec<Finding>,
}

impl Run<'_> {
    fn done(&mut self, step: Step, outcome: Outcome, figures: &[(&'static str, u64)]) {
        let figures: Figures = figures.iter().map(|(key, n)| (*key, n.to_string())).collect();
        self.steps.push(Done { step, outcome, figures });
    }

    fn not_tried(&mut self, step: Step) {
        self.done(step, Outcome::NotTried, &[]);
    }

    /// A step that the findings of one aspect decide.
    fn judged(&mut self, step: Step, about: Aspect, figures: &[(&'static str, u64)]) {
        let of = |finding: &&Finding| {
            finding.rule.starts_with("bundle-") && aspect(finding.rule) == about
        };
        let own: Vec<Severity> = self.findings.iter().filter(of).map(|f| f.severity).collect();
        self.ends(step, &own, figures);
    }

    /// A step that had these findings.
    fn ends(&mut self, step: Step, own: &[Severity], figures: &[(&'static str, u64)]) {
        let outcome = match own.iter().min() {
            Some(Severity::Required) => Outcome::Failed,
            Some(_) => Outcome::Noted,
            None => Outcome::Proved,
        };
        let count = [("count", own.len() as u64)];
        self.done(step, outcome, &[figures, &count].concat());
    }

    fn of_pages(&mut self, kind: Option<RestoredKind>) {
        if kind == Some(RestoredKind::Submission) {
            let reach = self.verdict.reach;
            if reach.pages == 0 {
                self.not_tried(Step::Quiet);
                return self.not_tried(Step::Links);
            }
            self.judged(
                Step::Quiet,
                Aspect::Quiet,
                &[("pages", reach.pages), ("web", reach.web_links)],
            );
            self.judged(
                Step::Links,
                Aspect::Links,
                &[("links", reach.links), ("places", reach.places)],
            );
        }
    }

    fn of_content(&mut self, kind: Option<RestoredKind>, bundle: &mut Bundle) {
        if kind == Some(RestoredKind::Submission) {
            match bundle.submission() {
                Ok(said) => {
                    let figures = [
                        ("criteria", said.profile.criteria.len() as u64),
                        ("artifacts", said.artifacts.len() as u64),
                        ("pages", self.verdict.reach.pages),
                    ];
                    self.judged(Step::Content, Aspect::Content, &figures);
                }
                Err(_) => self.judged(Step::Content, Aspect::Content, &[]),
            }
        }
    }
}

#[cfg(test)]
mod tests;
