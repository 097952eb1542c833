//! `artifolio index`: the search index, brought up to date or made anew. It can be deleted at any time.

use std::path::PathBuf;

use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio index \"My ISTE portfolio\" --rebuild")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Forget everything and read all files again
    #[arg(long)]
    rebuild: bool,
}

#[derive(Serialize)]
struct Indexed {
    files: u64,
    texts: u64,
}

/// Reads the files and says how many there are.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let workspace = session.workspace(&args.dir, Mode::Read)?;
    let files = &**workspace.files();
    let index = session.index(&workspace)?;
    if args.rebuild {
        index.rebuild_with(files, &Bar::bytes()).map_err(boxed)?;
    } else {
        index.reconcile_with(files, &Bar::bytes()).map_err(boxed)?;
    }
    let counts = index.counts().map_err(boxed)?;
    index.close().map_err(boxed)?;
    let indexed = Indexed { files: counts.files, texts: counts.notes };
    let words = format!("{} files, {} of them texts", indexed.files, indexed.texts);
    Ok(Answer::new(&indexed, words))
}
