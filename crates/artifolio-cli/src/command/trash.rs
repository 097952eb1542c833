//! `artifolio trash`: what was removed, and the way back.

use std::path::PathBuf;

use artifolio_workspace::trash;
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio trash \"My ISTE portfolio\"")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Put this back where it was
    #[arg(long, value_name = "KEY")]
    restore: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    key: String,
    removed: Option<String>,
    path: String,
    files: usize,
}

#[derive(Serialize)]
struct PutBack {
    key: String,
    path: String,
}

/// Reads, and writes with `--restore` alone.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    if let Some(key) = &args.restore {
        let workspace = session.workspace(&args.dir, Mode::Write)?;
        let (change, path) = trash::put_back(&**workspace.files(), key).map_err(boxed)?;
        workspace.apply(change).map_err(boxed)?;
        let path = path.to_string();
        return Ok(Answer::new(&PutBack { key: key.clone(), path: path.clone() }, path));
    }
    let workspace = session.workspace(&args.dir, Mode::Read)?;
    let item = |r: trash::Removed| Item {
        key: r.key,
        removed: r.at.map(|at| at.to_rfc3339()),
        path: r.path.to_string(),
        files: r.files,
    };
    let removed = trash::removed(&**workspace.files()).map_err(boxed)?;
    let items: Vec<Item> = removed.into_iter().map(item).collect();
    let words: Vec<String> =
        items.iter().map(|item| format!("{}  {}", item.key, item.path)).collect();
    Ok(Answer::new(&Listed { items }, words.join("\n")))
}
