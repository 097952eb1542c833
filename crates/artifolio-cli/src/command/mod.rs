//! One file a command. Each takes its arguments and the [`Session`] and gives an [`Answer`].

mod backup;
mod calendar;
mod check;
mod clean;
mod compare;
mod completions;
mod doctor;
mod handin;
mod history;
mod import;
mod index;
mod map;
mod new;
mod pack;
mod plan;
mod rehearse;
mod restore;
mod search;
mod solve;
mod status;
mod transfer;
mod trash;
mod verify;
mod viewable;
mod waive;

use std::path::Path;

use artifolio_core::finding::{Subject, SubjectKind};
use artifolio_core::path::RelPath;
use artifolio_workspace::disk::DiskFs;

use crate::answer::Answer;
use crate::session::{Refusal, Said, Session, boxed};

/// Declares the commands once: name, arguments, dispatch.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($module:ident),)*) => {
        /// The commands.
        #[derive(Debug, clap::Subcommand)]
        pub(crate) enum Command {
            $($(#[$doc])* $name($module::Args),)*
        }

        impl Command {
            /// Runs it.
            pub(crate) fn run(self, session: &Session) -> Result<Answer, Refusal> {
                match self {
                    $(Self::$name(args) => $module::run(&args, session),)*
                }
            }
        }
    };
}

commands! {
    /// Make a new portfolio
    New(new),
    /// The figures: due date, artifacts, criteria
    Status(status),
    /// Everything that is missing or wrong
    Check(check),
    /// Mark a finding "checked, doesn't apply"
    Waive(waive),
    /// Copy files in as evidence
    Import(import),
    /// Make copies of evidence without private details
    Clean(clean),
    /// Make copies that any browser shows, of evidence that it does not
    Viewable(viewable),
    /// Attach artifacts to a criterion
    Map(map),
    /// What is left to do, and when
    Plan(plan),
    /// Write the plan as a file for a calendar
    Calendar(calendar),
    /// Which artifacts to hand in, and what hangs on one alone
    Solve(solve),
    /// Search titles, text and file names
    Search(search),
    /// Bring the search index up to date
    Index(index),
    /// Earlier versions of a text
    History(history),
    /// What was removed, and the way back
    Trash(trash),
    /// What is not in order, and what mends it
    Doctor(doctor),
    /// Make the submission bundle
    Pack(pack),
    /// Lay out the files to upload, and the map with their addresses
    Handin(handin),
    /// Make a backup of everything
    Backup(backup),
    /// Judge a bundle, or any BagIt bag
    Verify(verify),
    /// Go through a bundle as a reviewer's machine will
    Rehearse(rehearse),
    /// Get a portfolio back from a bundle
    Restore(restore),
    /// See what a backup holds of a portfolio, and whether it can be restored
    Compare(compare),
    /// Move the roster and the settings to another machine
    Transfer(transfer),
    /// Completions for a shell
    Completions(completions),
}

/// A place outside a portfolio: its folder opened, and the name in it.
pub(crate) fn place(path: &Path) -> Result<(DiskFs, RelPath), Refusal> {
    DiskFs::around(path).map_err(|e| {
        boxed(Said::new("path-unusable").with("path", path.display()).with("reason", e))
    })
}

/// A subject as `check` prints it and `waive` takes it: `artifact:choice-boards:evidence`.
pub(crate) fn subject_words(subject: &Subject) -> String {
    let kind = match subject.kind {
        SubjectKind::Portfolio => "portfolio",
        SubjectKind::Artifact => "artifact",
        SubjectKind::Criterion => "criterion",
        SubjectKind::File => "file",
        SubjectKind::Bundle => "bundle",
    };
    let what = match subject.kind {
        SubjectKind::File => subject.file.as_deref(),
        _ => subject.id.as_deref().or(subject.file.as_deref()),
    };
    [Some(kind), what, subject.field.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(":")
}
