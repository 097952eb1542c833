//! `artifolio import`: copies files in as evidence, of a new artifact or of one that is there.

use std::path::PathBuf;

use artifolio_workspace::change::import::{import_files, sources};
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use super::viewable::{self, Item};
use crate::answer::Answer;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: artifolio import \"My ISTE portfolio\" board.jpg plan.docx --artifact choice-boards"
)]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Files or folders
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Add to this artifact; without it a new one is made
    #[arg(long, value_name = "ID")]
    artifact: Option<String>,
}

#[derive(Serialize)]
struct Imported {
    artifact: String,
    added: Vec<String>,
    unshown: Vec<Item>,
}

/// Copies the files; the originals stay where they are.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let workspace = session.workspace(&args.dir, Mode::Write)?;
    let reading = workspace.read().map_err(boxed)?;
    let (found, title) = sources(&args.files, &Bar::bytes()).map_err(boxed)?;
    let import =
        import_files(&**workspace.files(), &reading, &found, args.artifact.as_deref(), &title)
            .map_err(boxed)?;
    workspace.apply_with(import.change, &Bar::bytes()).map_err(boxed)?;
    let artifact = import.artifact.to_string();
    // The files are in by now: what cannot be looked at again is no failure of that, and `viewable --list` tells it later.
    let looked = workspace.read().map_err(boxed);
    let looked =
        looked.and_then(|after| viewable::lacking(&after, &artifact, &import.added, session));
    let (unshown, lacking) = looked.unwrap_or_default();
    let added: Vec<String> = import.added.iter().map(ToString::to_string).collect();
    let words = [&[artifact.clone()][..], &added, &lacking].concat().join("\n");
    Ok(Answer::new(&Imported { artifact, added, unshown }, words))
}
