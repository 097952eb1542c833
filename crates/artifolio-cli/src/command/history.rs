//! `artifolio history`: the versions of a text, one of them, or the way back to it.

use std::path::PathBuf;

use artifolio_core::path::RelPath;
use artifolio_workspace::durable::Sha256;
use artifolio_workspace::error::VerbError;
use artifolio_workspace::history::{self, TextFile, Why};
use artifolio_workspace::read::Reading;
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio history \"My ISTE portfolio\" 5a")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Criterion (5a, 2.5.a, 16), id of an artifact, or path of a file
    text: String,
    /// Print this version
    #[arg(long, value_name = "SHA256", conflicts_with = "restore")]
    show: Option<String>,
    /// Put this version in the text's place
    #[arg(long, value_name = "SHA256")]
    restore: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    file: String,
    versions: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    at: String,
    sha256: String,
    bytes: Option<u64>,
    why: Why,
}

#[derive(Serialize)]
struct Shown {
    file: String,
    sha256: String,
    text: String,
}

#[derive(Serialize)]
struct Restored {
    file: String,
    sha256: String,
}

/// Reads, and writes with `--restore` alone.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let mode = if args.restore.is_some() { Mode::Write } else { Mode::Read };
    let workspace = session.workspace(&args.dir, mode)?;
    let files = &**workspace.files();
    let text = text(&workspace.read().map_err(boxed)?, &args.text);
    let file = text.file.to_string();
    if let Some(said) = &args.restore {
        let change = history::restore(files, &text, hash(said)?).map_err(boxed)?;
        workspace.apply(change).map_err(boxed)?;
        let words = format!("{file} ← {said}");
        return Ok(Answer::new(&Restored { file, sha256: said.clone() }, words));
    }
    let versions = history::versions(files, &text).map_err(boxed)?;
    if let Some(said) = &args.show {
        let asked = hash(said)?;
        let known = versions.iter().find(|v| v.sha256 == asked);
        let bytes = known.and_then(|v| history::bytes(files, v.sha256).ok());
        let bytes = bytes.ok_or_else(|| unknown(said))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let words = text.clone();
        return Ok(Answer::new(&Shown { file, sha256: said.clone(), text }, words));
    }
    let line = |v: history::Version| Line {
        at: v.at.to_rfc3339(),
        sha256: v.sha256.to_string(),
        bytes: history::size(files, v.sha256),
        why: v.why,
    };
    let versions: Vec<Line> = versions.into_iter().map(line).collect();
    let words: Vec<String> = versions.iter().map(|v| format!("{}  {}", v.at, v.sha256)).collect();
    Ok(Answer::new(&Listed { file, versions }, words.join("\n")))
}

/// The text that somebody names; a path of which nothing is known may have had a history all the same.
fn text(reading: &Reading, said: &str) -> TextFile {
    TextFile::of_criterion(reading, said)
        .or_else(|| TextFile::of_artifact(reading, said))
        .unwrap_or_else(|| TextFile {
            file: RelPath::parse(said).unwrap_or_default(),
            artifact: None,
        })
}

fn hash(said: &str) -> Result<Sha256, Refusal> {
    said.parse().map_err(|_| unknown(said))
}

fn unknown(said: &str) -> Refusal {
    boxed(VerbError::UnknownVersion(said.to_owned()))
}
