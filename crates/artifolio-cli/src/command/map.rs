//! `artifolio map`: attaches artifacts to a criterion, or takes them off.

use std::path::PathBuf;

use artifolio_core::criterion::Role;
use artifolio_core::header;
use artifolio_workspace::change::{Step, verbs};
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: artifolio map \"My ISTE portfolio\" 5a choice-boards --role supporting"
)]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Key (5a), shown code (2.5.a) or number (16)
    criterion: String,
    /// Ids of artifacts
    #[arg(required = true)]
    artifacts: Vec<String>,
    /// Carries the criterion, or supports another
    #[arg(long, value_enum, default_value_t = Part::Main)]
    role: Part,
    /// Take them off instead
    #[arg(long)]
    remove: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Part {
    Main,
    Supporting,
}

#[derive(Serialize)]
struct Mapped {
    criterion: String,
    artifacts: Vec<String>,
}

/// Changes the criterion's header; everything else in the file stays as it is.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let workspace = session.workspace(&args.dir, Mode::Write)?;
    let reading = workspace.read().map_err(boxed)?;
    let files = &**workspace.files();
    let change = if args.remove {
        verbs::detach(files, &reading, &args.criterion, &args.artifacts)
    } else {
        let role = match args.role {
            Part::Main => Role::Main,
            Part::Supporting => Role::Supporting,
        };
        verbs::attach(files, &reading, &args.criterion, &args.artifacts, role)
    };
    let change = change.map_err(boxed)?;
    let key = reading.profile.key_of(&args.criterion).unwrap_or(&args.criterion);
    // Not read again once it is saved: that could fail, and the answer would deny what was done.
    let written = change.steps.iter().find_map(|step| match step {
        Step::Write { bytes, .. } => header::read_criterion(str::from_utf8(bytes).ok()?).value,
        _ => None,
    });
    let before = || reading.portfolio.criteria.get(key).map(|entry| entry.header.clone());
    let attached = written.or_else(before).map(|header| header.artifacts).unwrap_or_default();
    workspace.apply(change).map_err(boxed)?;
    let artifacts: Vec<String> = attached.into_iter().map(|a| a.id.to_string()).collect();
    let words = format!("{} ← {}", reading.profile.code(key), artifacts.join(", "));
    Ok(Answer::new(&Mapped { criterion: key.to_owned(), artifacts }, words))
}
