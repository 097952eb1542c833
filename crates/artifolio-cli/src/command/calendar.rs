//! `artifolio calendar`: the plan as a file for a calendar.

use std::path::PathBuf;

use artifolio_core::plan::calendar::{Source, calendar};
use artifolio_workspace::planning::{Memory, write_calendar};
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio calendar \"My ISTE portfolio\" --out plan.ics")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Where the calendar is written; an earlier one of Artifolio's is replaced
    #[arg(long, value_name = "FILE.ics")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Written {
    path: PathBuf,
    events: usize,
    cancelled: usize,
}

/// Writes the file, and remembers which events it has: the next one says which of them are no more.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Read)?;
    let (id, root) = (opened.workspace.id(), opened.workspace.root());
    let mut memory = Memory::of(&session.data, id, root);
    let found = super::plan::reckoned(&opened, session);
    let file = calendar(&Source {
        portfolio: &opened.reading.portfolio,
        profile: &opened.reading.profile,
        report: &opened.report,
        standing: &found.standing,
        tasks: &found.tasks,
        schedule: &found.schedule,
        before: &memory.exported,
        today: session.today,
        now: (session.clock)(),
        words: &session.catalogue,
    })
    .map_err(boxed)?;
    write_calendar(&args.out, &file.text).map_err(boxed)?;
    memory.exported = file.exported;
    memory.keep(&session.data, id, root).map_err(boxed)?;
    let written =
        Written { path: args.out.clone(), events: file.events, cancelled: file.cancelled };
    let words = format!("{} events in {}", written.events, written.path.display());
    Ok(Answer::new(&written, words))
}
