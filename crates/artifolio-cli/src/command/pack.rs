//! `artifolio pack`: the submission bundle, verified after it was written.

use std::path::PathBuf;

use artifolio_bundle::paper::{Printer, Without};
use artifolio_bundle::{Again, PackError, PackOptions, Packed as Done, again, pack, rules};
use artifolio_core::message::SpokenFinding;
use artifolio_workspace::receipt;
use artifolio_workspace::workspace::Mode;
use chrono::NaiveDate;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::command::place;
use crate::progress::Bar;
use crate::session::{Refusal, Said, Session, boxed};

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
    /// Make a submission again that was made once, by its file name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["date", "draft", "no_pdf", "no_receipt"])]
    again: Option<String>,
    /// Leave `portfolio.pdf` out
    #[arg(long)]
    no_pdf: bool,
    /// Write the zip alone: no receipt beside it, no record in the portfolio
    #[arg(long)]
    no_receipt: bool,
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
    /// Whether the portfolio keeps what it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<bool>,
    /// Whether what was made again is what was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    same: Option<bool>,
}

/// Packs; refused with all findings while one of severity required stands.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    if let Some(name) = &args.again {
        return once_more(args, name, session);
    }
    let opened = session.open(&args.dir, Mode::Read)?;
    let (portfolio, profile) = (&opened.reading.portfolio, &opened.reading.profile);
    let (out, name) = place(&args.out)?;
    let date = portfolio.settings.bundle_date(args.date, session.today);
    let printer = printer(!args.no_pdf, session);
    let options = PackOptions { date, draft: args.draft, app: APP, printer };
    let vfs = &**opened.workspace.files();
    match pack(vfs, portfolio, profile, &opened.report, &out, &name, &options, &Bar::bytes()) {
        Ok(done) if args.no_receipt => Ok(answered(args, done, date, Some(false), None, session)),
        Ok(mut done) => {
            let receipt = done.receipt(&name, &session.printer);
            done.write_receipt(&out, &name, &receipt);
            let recorded = record(args, &done, done.kept(receipt), session);
            Ok(answered(args, done, date, Some(recorded), None, session))
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

/// Makes a submission again from what was kept of it.
fn once_more(args: &Args, name: &str, session: &Session) -> Result<Answer, Refusal> {
    let workspace = session.workspace(&args.dir, Mode::Read)?;
    let files = &**workspace.files();
    let unknown = || boxed(Said::new("again-unknown").with("name", name));
    let (receipt, said) = receipt::kept(files, name).ok_or_else(unknown)?;
    let contents = receipt::found(files, &receipt.content);
    let printer = printer(receipt.pdf, session);
    let kept = Again { said: &said, contents: &contents, app: APP, printer };
    let (out, place) = place(&args.out)?;
    let done = again(files, kept, &out, &place, &Bar::bytes()).map_err(boxed)?;
    let same = done.sha256 == receipt.sha256;
    let date = receipt.date.unwrap_or(receipt.made);
    Ok(answered(args, done, date, None, Some(same), session).refused_if(!same))
}

fn printer(pdf: bool, session: &Session) -> &dyn Printer {
    if pdf { &session.printer } else { &Without }
}

/// Whether the portfolio keeps it. Not while another program has it open: packing reads, and waits for nobody.
fn record(args: &Args, done: &Done, kept: Vec<(&str, Vec<u8>)>, session: &Session) -> bool {
    let Ok(workspace) = session.workspace(&args.dir, Mode::Write) else { return false };
    let path = std::path::absolute(&args.out).unwrap_or_else(|_| args.out.clone());
    let record = done.recorded(&path, session.today);
    workspace.apply(receipt::receipt(&**workspace.files(), &record, kept)).is_ok()
}

fn answered(
    args: &Args,
    done: Done,
    date: NaiveDate,
    recorded: Option<bool>,
    same: Option<bool>,
    session: &Session,
) -> Answer {
    let spoken = |f| session.catalogue.spoken(f, rules::SOURCE);
    let packed = Packed {
        path: args.out.clone(),
        findings: done.findings.iter().map(spoken).collect(),
        sha256: done.sha256,
        files: done.files,
        bytes: done.bytes,
        draft: done.draft,
        date,
        recorded,
        same,
    };
    let words = format!(
        "{}{}\n{} files, {} bytes, dated {}, verified{}{}\nSHA-256 {}",
        answer::findings(&packed.findings),
        packed.path.display(),
        packed.files,
        packed.bytes,
        packed.date,
        if packed.draft { ", a draft" } else { "" },
        match same {
            Some(true) => ", the same as then",
            Some(false) => ", NOT the same as then",
            None => "",
        },
        packed.sha256
    );
    Answer::new(&packed, words)
}

/// Name and version that a bundle carries.
pub(crate) const APP: &str = concat!("artifolio ", env!("CARGO_PKG_VERSION"));
