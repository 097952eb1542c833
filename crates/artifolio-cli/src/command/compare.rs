//! `artifolio compare`: a backup beside a folder, file by file.

use std::path::PathBuf;

use artifolio_bundle::Comparison;
use artifolio_core::path::RelPath;
use artifolio_workspace::workspace::Mode;

use super::restore::unless_refused;
use crate::answer::Answer;
use crate::command::place;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio compare backup.zip \"My ISTE portfolio\" --rehearse")]
pub(crate) struct Args {
    /// The backup
    backup: PathBuf,
    /// The portfolio's folder
    dir: PathBuf,
    /// Restore the backup into a folder of its own first, and take that away again
    #[arg(long)]
    rehearse: bool,
}

/// Compares; with `--rehearse` it sees first whether the backup can be restored.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let (from, name) = place(&args.backup)?;
    let workspace = session.workspace(&args.dir, Mode::Read)?;
    let (files, bar) = (&**workspace.files(), Bar::bytes());
    let found = if args.rehearse {
        let rehearsed = artifolio_workspace::machine::with_scratch(&session.data, |scratch| {
            artifolio_bundle::rehearse(&from, &name, scratch, files, &bar)
        });
        rehearsed.map_err(boxed)?
    } else {
        artifolio_bundle::compare_backup(&from, &name, files, &bar)
    };
    unless_refused(found, session, |found| {
        Ok(Answer::new(&found, words(&found)).refused_if(!found.is_equal()))
    })
}

fn words(found: &Comparison) -> String {
    let mut words = format!("{} files are the same", found.same);
    let list = |title: &str, paths: &[RelPath]| {
        paths.iter().map(|path| format!("\n{title}: {path}")).collect::<String>()
    };
    words.push_str(&list("changed", &found.changed));
    words.push_str(&list("only in the folder", &found.only_here));
    words.push_str(&list("only in the backup", &found.only_in_backup));
    words
}
