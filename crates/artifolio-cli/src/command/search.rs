//! `artifolio search`: titles, text and file names.

use std::path::PathBuf;

use artifolio_workspace::index::HitKind;
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Session, boxed};

/// Most hits that are printed.
const MOST: usize = 50;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio search \"My ISTE portfolio\" food web")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Words that must all be there; the last may be unfinished
    #[arg(required = true)]
    words: Vec<String>,
}

#[derive(Serialize)]
struct Found {
    hits: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    path: String,
    kind: HitKind,
    id: Option<String>,
    title: String,
    snippet: String,
}

/// Brings the index up to date and asks it.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let workspace = session.workspace(&args.dir, Mode::Read)?;
    let files = &**workspace.files();
    let index = session.index(&workspace)?;
    index.reconcile(files).map_err(boxed)?;
    let hits = index.search(files, &args.words.join(" "), MOST).map_err(boxed)?;
    index.close().map_err(boxed)?;
    let hits: Vec<Hit> = hits
        .into_iter()
        .map(|hit| Hit {
            path: hit.path.to_string(),
            kind: hit.kind,
            id: hit.id,
            title: hit.title,
            snippet: hit.snippet,
        })
        .collect();
    let words: Vec<String> =
        hits.iter().map(|h| format!("{}  {}\n    {}", h.path, h.title, h.snippet)).collect();
    Ok(Answer::new(&Found { hits }, words.join("\n")))
}
