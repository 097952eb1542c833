//! `artifolio solve`: which artifacts to hand in, and what hangs on which.

use std::path::PathBuf;

use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::solve::{Solution, dropped, solve};
use artifolio_workspace::error::VerbError;
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio solve \"My ISTE portfolio\" --without food-web")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// As if this artifact were not there
    #[arg(long, value_name = "ARTIFACT")]
    without: Option<String>,
}

#[derive(Serialize)]
struct Solved {
    #[serde(flatten)]
    solution: Solution,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<Vec<String>>,
}

/// Looks and tells; changes nothing.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Read)?;
    let (portfolio, profile) = (&opened.reading.portfolio, &opened.reading.profile);
    let solved = match &args.without {
        None => Solved { solution: solve(portfolio, profile), lost: None },
        Some(id) => {
            let unknown = || boxed(VerbError::UnknownArtifact(id.clone()));
            let dropped = dropped(portfolio, profile, id).ok_or_else(unknown)?;
            Solved { solution: dropped.without, lost: Some(dropped.lost) }
        }
    };
    let words = Words { portfolio, profile }.of(&solved);
    Ok(Answer::new(&solved, words))
}

struct Words<'r> {
    portfolio: &'r Portfolio,
    profile: &'r Profile,
}

impl Words<'_> {
    fn of(&self, solved: &Solved) -> String {
        let Solved { solution, lost } = solved;
        let mut lines = Vec::new();
        match lost.as_deref() {
            None => {}
            Some([]) => lines.push("Nothing is lost: others serve all that it serves.".into()),
            Some(lost) => lines.push(format!("Lost with it: {}", self.codes(lost))),
        }
        lines.push(format!("To hand in: {}", self.size(solution)));
        for member in &solution.set {
            let why = match (&member.alone[..], member.for_size) {
                (_, true) => "fills the set up".into(),
                ([], false) => "needed together with others".into(),
                (alone, false) => format!("alone for {}", self.codes(alone)),
            };
            let planned = if member.planned { ", planned" } else { "" };
            lines.push(format!("  {} ({why}{planned})", self.title(&member.artifact)));
        }
        if !solution.open.is_empty() {
            lines.push(format!("Without an artifact: {}", self.codes(&solution.open)));
        }
        lines.push(self.fewest(solution));
        for hanging in &solution.hanging {
            let code = self.profile.code(&hanging.criterion);
            lines.push(format!("{code} hangs on {} alone", self.title(&hanging.artifact)));
        }
        if !solution.spare.is_empty() {
            let titles: Vec<String> = solution.spare.iter().map(|id| self.title(id)).collect();
            lines.push(format!("Each can be left out alone: {}", titles.join(", ")));
        }
        if let Some(next) = solution.next.first() {
            let both = [&next.open[..], &next.hanging].concat();
            let name = self.profile.standard.get(&next.standard.to_string()).map(|s| &s.name[..]);
            let name = name.unwrap_or_default();
            lines.push(format!("One more would help most for {name}: {}", self.codes(&both)));
        }
        lines.join("\n")
    }

    fn size(&self, solution: &Solution) -> String {
        let (count, range) = (solution.set.len(), self.profile.artifacts);
        let asked =
            format!("{count} artifacts; the programme asks for {}–{}", range.min, range.max);
        if solution.fits { asked } else { format!("{asked}: there are not enough") }
    }

    fn fewest(&self, solution: &Solution) -> String {
        let fewest = solution.fewest;
        if solution.apart.len() == fewest {
            let apart = self.codes(&solution.apart);
            return format!("{fewest} would do, and no fewer: none serves two of {apart}");
        }
        format!("{fewest} would do, and no fewer: every smaller set was ruled out")
    }

    fn title(&self, id: &str) -> String {
        let called = self.portfolio.artifact(id).map_or(id, |artifact| artifact.called());
        format!("“{called}”")
    }

    fn codes(&self, keys: &[String]) -> String {
        let codes: Vec<&str> = keys.iter().map(|key| self.profile.code(key)).collect();
        codes.join(", ")
    }
}
