//! `artifolio check`: all findings, never the first alone.

use std::path::PathBuf;

use artifolio_core::finding::Severity;
use artifolio_core::message::SpokenFinding;
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::session::{Refusal, Session};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio check \"My ISTE portfolio\" --json")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
}

#[derive(Serialize)]
struct Checked {
    findings: Vec<SpokenFinding>,
    waived: Vec<Judged>,
    summary: Summary,
}

#[derive(Serialize)]
struct Judged {
    #[serde(flatten)]
    finding: SpokenFinding,
    reason: String,
}

#[derive(Serialize)]
struct Summary {
    required: usize,
    recommended: usize,
    advice: usize,
    waived: usize,
}

/// Reads the portfolio and tells everything that is missing or wrong.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Read)?;
    let (report, profile) = (&opened.report, &opened.reading.profile);
    let judged = |(finding, waived): &(_, artifolio_core::portfolio::Waived)| Judged {
        finding: session.speak(std::slice::from_ref(finding), profile).swap_remove(0),
        reason: waived.reason.clone(),
    };
    let checked = Checked {
        findings: session.speak(&report.findings, profile),
        waived: report.waived.iter().map(judged).collect(),
        summary: Summary {
            required: report.count(Severity::Required),
            recommended: report.count(Severity::Recommended),
            advice: report.count(Severity::Advice),
            waived: report.waived.len(),
        },
    };
    let s = &checked.summary;
    let words = format!(
        "{}{} required, {} recommended, {} advice, {} marked as not applying",
        answer::findings(&checked.findings),
        s.required,
        s.recommended,
        s.advice,
        s.waived
    );
    Ok(Answer::new(&checked, words).refused_if(report.refuses()))
}
