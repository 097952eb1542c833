//! `artifolio restore`: a portfolio again from a backup, or a reader's copy from a submission.

use std::path::PathBuf;

use artifolio_bundle::RestoreError;
use artifolio_workspace::workspace::Workspace;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::command::place;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio restore backup.zip \"My ISTE portfolio (restored)\"")]
pub(crate) struct Args {
    /// The bundle
    bundle: PathBuf,
    /// An absent or empty folder
    dir: PathBuf,
}

#[derive(Serialize)]
struct Restored {
    path: PathBuf,
    kind: artifolio_bundle::RestoredKind,
    files: u64,
}

/// Verifies the bundle, then unpacks it.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let (from, name) = place(&args.bundle)?;
    let target = Workspace::place(&args.dir).map_err(boxed)?;
    let done = artifolio_bundle::restore(&from, &name, &target, &Bar::bytes());
    unless_refused(done, session, |done| {
        let restored = Restored { path: args.dir.clone(), kind: done.kind, files: done.files };
        let words = format!("{}\n{} files restored", restored.path.display(), restored.files);
        Ok(Answer::new(&restored, words))
    })
}

/// What is said of a package: its findings when it does not verify.
pub(super) fn unless_refused<T>(
    done: Result<T, RestoreError>,
    session: &Session,
    answer: impl FnOnce(T) -> Result<Answer, Refusal>,
) -> Result<Answer, Refusal> {
    match done {
        Ok(done) => answer(done),
        Err(RestoreError::Refused(findings)) => {
            let spoken = |f| session.catalogue.spoken(f, artifolio_verify::rules::source(f.rule));
            let findings: Vec<_> = findings.iter().map(spoken).collect();
            let words = format!("{}Not restored.", answer::findings(&findings));
            Ok(Answer::new(&serde_json::json!({ "findings": findings }), words).refused_if(true))
        }
        Err(error) => Err(boxed(error)),
    }
}
