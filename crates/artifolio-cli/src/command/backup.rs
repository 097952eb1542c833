//! `artifolio backup`: every file of the portfolio in one verified zip.

use std::path::PathBuf;

use artifolio_workspace::workspace::Mode;
use chrono::NaiveDate;
use serde::Serialize;

use crate::answer::Answer;
use crate::command::{pack::APP, place};
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio backup \"My ISTE portfolio\" --out backup.zip")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// The zip to write
    #[arg(long, value_name = "FILE.zip")]
    out: PathBuf,
    /// Date the backup carries; else today
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Kept {
    path: PathBuf,
    sha256: String,
    files: u64,
    bytes: u64,
    skipped: Vec<String>,
}

/// Writes and verifies the backup.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Read)?;
    let (out, name) = place(&args.out)?;
    let date = args.date.unwrap_or(session.today);
    let settings = &opened.reading.portfolio.settings;
    let done = artifolio_bundle::backup(
        &**opened.workspace.files(),
        settings,
        &out,
        &name,
        date,
        APP,
        &Bar::bytes(),
    )
    .map_err(boxed)?;
    let kept = Kept {
        path: args.out.clone(),
        sha256: done.sha256,
        files: done.files,
        bytes: done.bytes,
        skipped: done.skipped,
    };
    let mut words = format!("{}\n{} files, verified", kept.path.display(), kept.files);
    for skipped in &kept.skipped {
        words.push_str(&format!("\nnot included (a link or no ordinary file): {skipped}"));
    }
    Ok(Answer::new(&kept, words))
}
