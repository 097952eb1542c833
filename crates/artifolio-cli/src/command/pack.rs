//! `artifolio pack`: the submission bundle, verified after it was written.

use std::path::PathBuf;

use artifolio_bundle::{PackError, PackOptions, pack, rules};
use artifolio_core::message::SpokenFinding;
use artifolio_workspace::workspace::Mode;
use chrono::NaiveDate;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::command::place;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: artifolio pack \"My ISTE portfolio\" --out Ellison.zip --date 2027-01-10"
)]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// The zip to write
    #[arg(long, value_name = "FILE.zip")]
    out: PathBuf,
    /// Date the bundle carries; else `prepared_on` of the portfolio, else today
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// Pack whatever is still missing, and say "draft" on every page
    #[arg(long)]
    draft: bool,
}

#[derive(Serialize)]
struct Packed {
    path: PathBuf,
    sha256: String,
    files: u64,
    bytes: u64,
    draft: bool,
    date: NaiveDate,
    findings: Vec<SpokenFinding>,
}

/// Packs; refused with all findings while one of severity required stands.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Read)?;
    let (portfolio, profile) = (&opened.reading.portfolio, &opened.reading.profile);
    let (out, name) = place(&args.out)?;
    let date = portfolio.settings.bundle_date(args.date, session.today);
    let options = PackOptions { date, draft: args.draft, app: APP, printer: &session.printer };
    let vfs = &**opened.workspace.files();
    match pack(vfs, portfolio, profile, &opened.report, &out, &name, &options, &Bar::bytes()) {
        Ok(done) => {
            let spoken = |f| session.catalogue.spoken(f, rules::SOURCE);
            let findings = done.findings.iter().map(spoken).collect();
            let packed = Packed {
                path: args.out.clone(),
                sha256: done.sha256,
                files: done.files,
                bytes: done.bytes,
                draft: done.draft,
                date,
                findings,
            };
            let words = format!(
                "{}{}\n{} files, {} bytes, dated {}, verified{}\nSHA-256 {}",
                answer::findings(&packed.findings),
                packed.path.display(),
                packed.files,
                packed.bytes,
                packed.date,
                if packed.draft { ", a draft" } else { "" },
                packed.sha256
            );
            Ok(Answer::new(&packed, words))
        }
        Err(PackError::Refused(findings)) => {
            let findings = session.speak(&findings, profile);
            let words = format!(
                "{}Not packed: the findings above must be mended first, or pack with --draft.",
                answer::findings(&findings)
            );
            Ok(Answer::new(&serde_json::json!({ "findings": findings }), words).refused_if(true))
        }
        Err(error) => Err(boxed(error)),
    }
}

/// Name and version that a bundle carries.
pub(crate) const APP: &str = concat!("artifolio ", env!("CARGO_PKG_VERSION"));
