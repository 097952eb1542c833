//! `artifolio verify`: judges a bundle, or any BagIt bag, and reports every fault.

use std::path::PathBuf;

use artifolio_core::message::SpokenFinding;
use artifolio_core::path::RelPath;
use artifolio_workspace::disk::DiskFs;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::command::place;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio verify Ellison.zip --json")]
pub(crate) struct Args {
    /// A zip or an unpacked folder
    bundle: PathBuf,
}

#[derive(Serialize)]
struct Judged {
    valid: bool,
    findings: Vec<SpokenFinding>,
}

/// Reads every byte.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let verdict = match DiskFs::open(&args.bundle) {
        Ok(folder) => artifolio_verify::verify(&folder, &RelPath::root(), &Bar::bytes()),
        Err(_) => {
            let (folder, name) = place(&args.bundle)?;
            artifolio_verify::verify(&folder, &name, &Bar::bytes())
        }
    }
    .map_err(boxed)?;
    let spoken = |f| session.catalogue.spoken(f, artifolio_verify::rules::source(f.rule));
    let judged =
        Judged { valid: verdict.valid, findings: verdict.findings.iter().map(spoken).collect() };
    let words = format!(
        "{}{}: {} files, {} bytes read",
        answer::findings(&judged.findings),
        if judged.valid { "Valid and complete" } else { "Not valid" },
        verdict.files,
        verdict.bytes
    );
    Ok(Answer::new(&judged, words).refused_if(!verdict.valid))
}
