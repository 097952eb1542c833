//! `artifolio clean`: what evidence tells beside what it shows, and copies without it.

use std::path::PathBuf;
use std::sync::Arc;

use artifolio_core::message::Catalogue;
use artifolio_core::source::Vfs;
use artifolio_workspace::change::clean::{PrivateFile, State, clean_copies, private_files};
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::error::VerbError;
use artifolio_workspace::read::Reading;
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio clean \"My ISTE portfolio\" --list")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Only this artifact
    #[arg(long, value_name = "ID")]
    artifact: Option<String>,
    /// Only show what is in the files
    #[arg(long)]
    list: bool,
}

#[derive(Serialize)]
struct Cleaned {
    files: Vec<File>,
    made: Vec<String>,
}

#[derive(Serialize)]
struct File {
    path: String,
    private: Vec<&'static str>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// Shows what the files tell, and makes the copies unless only that was asked.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let mode = if args.list { Mode::Read } else { Mode::Write };
    let workspace = session.workspace(&args.dir, mode)?;
    let mut reading = workspace.read_with(&Bar::bytes()).map_err(boxed)?;
    let only = args.artifact.as_deref();
    if let Some(id) = only.filter(|id| reading.portfolio.artifact(id).is_none()) {
        return Err(boxed(VerbError::UnknownArtifact(id.to_owned())));
    }
    let mut made = Vec::new();
    if !args.list {
        let files: Arc<dyn Vfs> = Arc::<DiskFs>::clone(workspace.files());
        let cleaning = clean_copies(&files, &reading, only, &Bar::bytes()).map_err(boxed)?;
        made = cleaning.made.iter().map(ToString::to_string).collect();
        workspace.apply_with(cleaning.change, &Bar::bytes()).map_err(boxed)?;
        reading = workspace.read().map_err(boxed)?;
    }
    let files = listed(&reading, only);
    let words =
        files.iter().map(|file| line(file, &session.catalogue)).collect::<Vec<_>>().join("\n");
    let files = files.iter().map(file).collect();
    Ok(Answer::new(&Cleaned { files, made }, words))
}

fn listed<'r>(reading: &'r Reading, only: Option<&str>) -> Vec<PrivateFile<'r>> {
    let mut files = private_files(reading);
    files.retain(|file| only.is_none_or(|id| file.artifact.header.id.as_str() == id));
    files
}

fn file(file: &PrivateFile<'_>) -> File {
    let (state, reason) = match &file.state {
        State::ToClean => ("to-clean", None),
        State::Cleaned => ("cleaned", None),
        State::Cannot(reason) => ("cannot", Some(reason.name())),
    };
    File {
        path: file.artifact.resolve(file.file).to_string(),
        private: file.kinds.iter().map(|kind| kind.name()).collect(),
        state,
        reason,
    }
}

fn line(file: &PrivateFile<'_>, words: &Catalogue) -> String {
    let said =
        |key: &str, params: &[(&str, String)]| words.text(key, &params.iter().cloned().collect());
    let kinds = file.kinds.iter().map(|kind| words.private(*kind)).collect::<Vec<_>>().join(", ");
    let path = ("file", file.artifact.resolve(file.file).to_string());
    match &file.state {
        State::ToClean => said("clean_to_clean", &[path, ("kinds", kinds)]),
        State::Cleaned => said("clean_cleaned", &[path, ("kinds", kinds)]),
        State::Cannot(reason) => {
            said("clean_cannot", &[path, ("reason", words.cannot_clean(*reason))])
        }
    }
}
