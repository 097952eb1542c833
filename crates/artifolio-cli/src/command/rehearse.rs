//! `artifolio rehearse`: goes through a package as a reviewer's machine will, and writes the certificate beside it.

use std::path::PathBuf;

use artifolio_bundle::RestoredKind;
use artifolio_bundle::rehearsal::{self, Rehearsal, SpokenStep, Stage};
use artifolio_core::message::SpokenFinding;
use artifolio_workspace::machine::with_scratch;
use artifolio_workspace::read::whole;
use chrono::NaiveDate;
use serde::Serialize;

use super::pack::APP;
use crate::answer::{self, Answer};
use crate::command::place;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio rehearse Ellison.zip")]
pub(crate) struct Args {
    /// A submission or a backup
    bundle: PathBuf,
}

#[derive(Serialize)]
struct Rehearsed<'a> {
    kind: Option<RestoredKind>,
    proved: bool,
    sha256: &'a str,
    bytes: u64,
    files: u64,
    made_by: &'a str,
    dated: &'a str,
    rehearsed_on: NaiveDate,
    rehearsed_by: &'static str,
    steps: Vec<SpokenStep>,
    findings: Vec<SpokenFinding>,
    certificate: Option<PathBuf>,
}

/// Rehearses in a folder of the app's own, of which nothing stays.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let (from, name) = place(&args.bundle)?;
    let done = with_scratch(&session.data, |scratch| {
        let printer = &session.printer;
        let stage = Stage { from: &from, scratch, reader: &whole, app: APP, printer };
        rehearsal::rehearse_package(stage, &name, &Bar::bytes())
    });
    let mut found = done.map_err(boxed)?.map_err(boxed)?;
    let certificate = found.certify(&from, &name, (session.today, APP), &session.catalogue);
    let certificate = certificate.map(|place| args.bundle.with_file_name(place.name()));
    Ok(answered(&found, certificate, session))
}

fn answered(found: &Rehearsal, certificate: Option<PathBuf>, session: &Session) -> Answer {
    let steps = found.spoken_steps(&session.catalogue);
    let findings = found.spoken_findings(&session.catalogue);
    let mut words: String = steps
        .iter()
        .map(|step| format!("{} {}\n", rehearsal::mark(step.outcome), step.message))
        .collect();
    words.push_str(&answer::findings(&findings));
    if let Some(place) = &certificate {
        words.push_str(&place.display().to_string());
    }
    let document = Rehearsed {
        kind: found.kind,
        proved: found.is_proved(),
        sha256: &found.sha256,
        bytes: found.bytes,
        files: found.files,
        made_by: &found.made_by,
        dated: &found.dated,
        rehearsed_on: session.today,
        rehearsed_by: APP,
        steps,
        findings,
        certificate,
    };
    Answer::new(&document, words).refused_if(!found.is_proved())
}
