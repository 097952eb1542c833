//! `artifolio waive`: marks a finding "checked, doesn't apply", with a reason that stays in the portfolio.

use std::path::PathBuf;

use artifolio_core::finding::{Finding, Subject};
use artifolio_workspace::change::verbs;
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::command::subject_words;
use crate::session::{Refusal, Said, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: artifolio waive \"My ISTE portfolio\" email artifact:class-blog --reason \"The school's public address\""
)]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Rule, as `check` prints it
    rule: String,
    /// Subject, as `check` prints it behind the rule
    subject: String,
    /// Why it does not apply
    #[arg(long, required_unless_present = "remove")]
    reason: Option<String>,
    /// Take the mark off instead
    #[arg(long)]
    remove: bool,
}

#[derive(Serialize)]
struct Marked {
    rule: String,
    subject: Subject,
    waived: bool,
}

/// Marks the finding, or takes the mark off.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Write)?;
    let files = &**opened.workspace.files();
    let standing = opened.report.findings.iter();
    let judged = opened.report.waived.iter().map(|(finding, _)| finding);
    let is_meant = |f: &&Finding| f.rule == args.rule && subject_words(&f.subject) == args.subject;
    let finding = if args.remove {
        judged.chain(standing).find(is_meant)
    } else {
        standing.chain(judged).find(is_meant)
    };
    let unknown = || {
        boxed(Said::new("finding-unknown").with("rule", &args.rule).with("subject", &args.subject))
    };
    let finding = finding.ok_or_else(unknown)?;
    let change = match &args.reason {
        Some(reason) if !args.remove => {
            verbs::waive(files, &opened.reading, finding, reason, session.today)
        }
        _ => verbs::unwaive(files, &opened.reading, finding.rule, &finding.subject),
    };
    opened.workspace.apply(change.map_err(boxed)?).map_err(boxed)?;
    let marked =
        Marked { rule: args.rule.clone(), subject: finding.subject.clone(), waived: !args.remove };
    let sign = if args.remove { "stands again" } else { "checked, doesn't apply" };
    Ok(Answer::new(&marked, format!("{} {}: {sign}", args.rule, args.subject)))
}
