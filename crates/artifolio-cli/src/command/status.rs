//! `artifolio status`: the figures.

use std::path::PathBuf;

use artifolio_core::coverage::{self, Coverage};
use artifolio_core::deadline::{self, Basis};
use artifolio_core::finding::Severity;
use artifolio_core::plan::stage::{Stage, standing};
use artifolio_core::readiness::readiness;
use artifolio_workspace::workspace::Mode;
use chrono::NaiveDate;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Session};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio status \"My ISTE portfolio\" --json")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
}

#[derive(Serialize)]
struct Status {
    stage: Stage,
    due: Option<Due>,
    readiness: u32,
    artifacts: Artifacts,
    criteria: Criteria,
    findings: Findings,
}

/// A due date in figures.
#[derive(Serialize)]
pub(super) struct Due {
    pub(super) date: NaiveDate,
    basis: Basis,
    cautious: NaiveDate,
    pub(super) days_left: i64,
}

impl Due {
    pub(super) fn of(due: &deadline::Due, today: NaiveDate) -> Self {
        let deadline::Due { date, basis, cautious, .. } = *due;
        Self { date, basis, cautious, days_left: due.days_left(today) }
    }
}

#[derive(Serialize)]
struct Artifacts {
    count: usize,
    ready: usize,
    min: u32,
    max: u32,
}

#[derive(Serialize)]
struct Criteria {
    covered: u32,
    total: u32,
    pass: u32,
}

#[derive(Serialize)]
struct Findings {
    required: usize,
    recommended: usize,
    advice: usize,
}

/// Reads the portfolio and counts.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Read)?;
    let (portfolio, profile) = (&opened.reading.portfolio, &opened.reading.profile);
    let Coverage { covered, total, pass, .. } = coverage::coverage(portfolio, profile);
    let standing = standing(portfolio, profile, session.today);
    let status = Status {
        stage: standing.stage,
        due: standing.due.as_ref().map(|due| Due::of(due, session.today)),
        readiness: readiness(portfolio, profile, &opened.report).hundredths / 100,
        artifacts: Artifacts {
            count: portfolio.existing().count(),
            ready: coverage::ready(portfolio, &opened.report.findings).len(),
            min: profile.artifacts.min,
            max: profile.artifacts.max,
        },
        criteria: Criteria { covered, total, pass },
        findings: Findings {
            required: opened.report.count(Severity::Required),
            recommended: opened.report.count(Severity::Recommended),
            advice: opened.report.count(Severity::Advice),
        },
    };
    let words = words(&status);
    Ok(Answer::new(&status, words))
}

fn words(status: &Status) -> String {
    let due = match &status.due {
        Some(due) => {
            format!("{} days left, due {} (to be safe: {})", due.days_left, due.date, due.cautious)
        }
        None => "no course end yet, so no due date".into(),
    };
    let (a, c, f) = (&status.artifacts, &status.criteria, &status.findings);
    format!(
        "Due        {due}\nReadiness  {} of 100\nArtifacts  {} ready of {} (the programme asks for {}–{})\nCriteria   {} covered of {} (pass: {})\nFindings   {} required, {} recommended, {} advice",
        status.readiness,
        a.ready,
        a.count,
        a.min,
        a.max,
        c.covered,
        c.total,
        c.pass,
        f.required,
        f.recommended,
        f.advice
    )
}
