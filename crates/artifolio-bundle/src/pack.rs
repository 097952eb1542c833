//! `pack`: the submission, the package for the reviewer.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use artifolio_core::check::Report;
use artifolio_core::finding::{Finding, Severity};
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::progress::Progress;
use artifolio_core::receipt::{Content, Receipt as Recorded, SAID};
use artifolio_core::source::Vfs;
use chrono::NaiveDate;

use crate::error::PackError;
use crate::map::Map;
use crate::package::{Kind, Payload, Plan, Written};
use crate::paper::{PrintError, Printer, paper};
use crate::receipt::{self, Receipt, receipt};
use crate::rules;
use crate::site::{CRATE, DATA, MAP_DOCUMENT, MAP_TABLE, PDF, Site};
use crate::start_here::{self, Start};
use crate::submission::{Stamp, Submission, from_portfolio};
use crate::words::Words;
use crate::{crate_metadata, docx, map_csv, naming};

/// What a submission is stamped with.
#[derive(Debug, Clone, Copy)]
pub struct PackOptions<'a> {
    /// The date it carries: `--date`, else `prepared_on`, else today.
    pub date: NaiveDate,
    /// Pack as a draft, whatever the checks say.
    pub draft: bool,
    /// Name and version of the program, "artifolio 0.1.0".
    pub app: &'a str,
    /// Sets the PDF.
    pub printer: &'a dyn Printer,
}

/// A submission that lies in its place, verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// SHA-256 of the zip, hex.
    pub sha256: String,
    /// Files in the zip.
    pub files: u64,
    /// Bytes of the zip.
    pub bytes: u64,
    /// Whether it says "draft".
    pub draft: bool,
    /// What is less in it than could be: [`rules`](crate::rules).
    pub findings: Vec<Finding>,
    /// The evidence in it, and what it was before.
    pub contents: Vec<Content>,
    /// Whether `portfolio.pdf` is in it.
    pdf: bool,
    /// What it says.
    submission: Submission,
}

impl Packed {
    /// What is kept of it in the portfolio. `path` is where it lies on this machine, `made` the day of today.
    #[must_use]
    pub fn recorded(&self, path: &Path, made: NaiveDate) -> Recorded {
        let name = path.file_name().unwrap_or_default();
        Recorded {
            name: name.to_string_lossy().into_owned(),
            path: path.display().to_string(),
            sha256: self.sha256.clone(),
            made,
            draft: self.draft,
            files: self.files,
            bytes: self.bytes,
            date: Some(self.submission.date),
            app: self.submission.app.clone(),
            pdf: self.pdf,
            content: self.contents.clone(),
        }
    }

    /// The receipt of it, as it lies under `name`.
    #[must_use]
    pub fn receipt(&self, name: &RelPath, printer: &dyn Printer) -> Receipt {
        let words = &Words::of(&self.submission.language);
        receipt(Site { submission: &self.submission, words }, name, self, printer)
    }

    /// What is kept with [`recorded`](Self::recorded), by the ending of its file.
    #[must_use]
    pub fn kept(&self, receipt: Receipt) -> Vec<(&'static str, Vec<u8>)> {
        let [text, page] = receipt::ENDINGS;
        let pages = [(text, Some(receipt.text.into_bytes())), (page, receipt.pdf)];
        let pages = pages.into_iter().filter_map(|(ending, bytes)| Some((ending, bytes?)));
        std::iter::once((SAID, self.submission.to_json().into_bytes())).chain(pages).collect()
    }

    /// Writes the receipt beside the package. What could not be written is a finding more.
    pub fn write_receipt(&mut self, out: &dyn Vfs, name: &RelPath, receipt: &Receipt) {
        self.findings.extend(receipt::write(out, name, receipt));
    }
}

/// Writes the submission of a portfolio as `name` in `out`. `report` is what the checks found; a final bundle is
/// refused while a required finding stands. A reader's copy was judged by its candidate: it is never refused, and it
/// stays the draft or the final bundle it was.
///
/// # Errors
/// [`PackError`]; then no file of this run stays, and a file that stood in the place stands there unchanged. Only where
/// the disk does not confirm the last step, the new name, the new file is whole and in its place.
#[expect(
    clippy::too_many_arguments,
    reason = "two folders, three things to read, where to, how, and who listens"
)]
pub fn pack(
    source: &dyn Vfs,
    portfolio: &Portfolio,
    profile: &Profile,
    report: &Report,
    out: &dyn Vfs,
    name: &RelPath,
    options: &PackOptions<'_>,
    progress: &dyn Progress,
) -> Result<Packed, PackError> {
    let draft = portfolio.settings.reader_copy.map_or(options.draft, |copy| copy.draft);
    if !draft && portfolio.settings.reader_copy.is_none() {
        refuse(&report.findings)?;
    }
    let stamp = Stamp { date: options.date, draft, app: options.app };
    let (submission, contents) = from_portfolio(portfolio, profile, stamp);
    written(source, submission, contents, out, name, options.printer, progress)
}

/// Writes what a submission says, with the evidence from where it lies.
pub(crate) fn written(
    source: &dyn Vfs,
    submission: Submission,
    contents: Vec<Content>,
    out: &dyn Vfs,
    name: &RelPath,
    printer: &dyn Printer,
    progress: &dyn Progress,
) -> Result<Packed, PackError> {
    let (pdf, findings) = print(&submission, source, &contents, printer, progress)?;
    let has_pdf = pdf.is_some();
    let written = plan(&submission, &contents, pdf).write(source, out, name, progress)?;
    let Written { sha256, files, bytes } = written;
    let draft = submission.draft;
    Ok(Packed { sha256, files, bytes, draft, findings, contents, pdf: has_pdf, submission })
}

/// The PDF, or why there is none: the rest is made all the same.
fn print(
    submission: &Submission,
    source: &dyn Vfs,
    contents: &[Content],
    printer: &dyn Printer,
    progress: &dyn Progress,
) -> Result<(Option<Vec<u8>>, Vec<Finding>), PackError> {
    let words = Words::of(&submission.language);
    let paper = paper(Site { submission, words: &words });
    let open = |path: &str| match contents.iter().find(|content| content.name == path) {
        Some(content) => source.open(&content.from).map(|file| file as Box<dyn io::Read>),
        None => Err(io::ErrorKind::NotFound.into()),
    };
    let octets = contents.iter().map(|content| content.bytes).sum();
    match printer.print(&paper, &open, &|| progress.advance(0, octets)) {
        Ok(printed) => {
            let found = rules::of_printed(&printed);
            Ok((Some(printed.pdf), found))
        }
        Err(PrintError::Stopped) => Err(PackError::Cancelled),
        Err(error) => Ok((None, vec![rules::not_made(&error)])),
    }
}

/// Refuses while a required finding stands.
pub(crate) fn refuse(findings: &[Finding]) -> Result<(), PackError> {
    let required = findings.iter().filter(|f| f.severity == Severity::Required);
    let standing: Vec<_> = required.cloned().collect();
    if standing.is_empty() { Ok(()) } else { Err(PackError::Refused(standing)) }
}

/// Everything in its place. The evidence is copied, all else is made from the submission alone.
fn plan<'s>(submission: &'s Submission, contents: &[Content], pdf: Option<Vec<u8>>) -> Plan<'s> {
    let words = Words::of(&submission.language);
    let site = Site { submission, words: &words };
    let mut made = site.files(pdf.is_some());
    made.extend(pdf.map(|pdf| (PDF.to_owned(), Cow::Owned(pdf))));
    let map = Map { submission, words: &words, places: &|path| Some(path.to_owned()) };
    made.push((MAP_TABLE.into(), owned(map_csv::text(map))));
    made.push((MAP_DOCUMENT.into(), Cow::Owned(docx::alignment_map(map))));
    made.push((DATA.into(), owned(submission.to_json())));
    let sizes: Vec<_> = made.iter().map(|(path, b)| (path.clone(), b.len() as u64)).collect();
    let metadata = crate_metadata::text(submission, &sizes, &words);
    made.push((CRATE.into(), owned(metadata)));
    let copied = contents.iter().map(copied);
    let made = made.into_iter().map(|(path, bytes)| (path, Payload::Made(bytes)));
    let payload: BTreeMap<_, _> = made.chain(copied).collect();

    let family = naming::family(&submission.candidate.family_name);
    Plan {
        kind: Kind::Submission { draft: submission.draft },
        top: naming::submission_folder(&family, submission.date, submission.draft),
        date: submission.date,
        contact: &submission.candidate.name,
        description: site.owner(),
        app: &submission.app,
        payload,
        start_here: start_here(site),
    }
}

/// An evidence file of the package, by its path below `data/`.
pub(crate) fn copied(content: &Content) -> (String, Payload) {
    let Content { name, from, bytes, sha256 } = content.clone();
    (name, Payload::Checked { from, bytes, sha256 })
}

fn owned(text: String) -> Cow<'static, [u8]> {
    Cow::Owned(text.into_bytes())
}

fn start_here(site: Site<'_>) -> String {
    let Site { submission, words } = site;
    let date = words.date(submission.date);
    let start = Start {
        language: &submission.language,
        heading: site.owner(),
        paragraphs: vec![
            words.say("start_extract"),
            words.say("start_then"),
            words.with("prepared", &[("date", &date)]),
            submission.profile.notice.clone(),
        ],
        link: Some(("data/index.html", words.say("start_open"))),
        draft: submission.draft,
    };
    start_here::page(&start, words)
}

#[cfg(test)]
mod tests;
