//! `pack`: the submission, the package for the reviewer.

use std::borrow::Cow;
use std::collections::BTreeMap;

use artifolio_core::check::Report;
use artifolio_core::finding::{Finding, Severity};
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::progress::Progress;
use artifolio_core::source::Vfs;
use chrono::NaiveDate;

use crate::error::PackError;
use crate::map::Map;
use crate::package::{Kind, Payload, Plan};
use crate::site::Site;
use crate::start_here::{self, Start};
use crate::submission::{Source, Stamp, Submission, from_portfolio};
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
    let (submission, sources) = from_portfolio(portfolio, profile, stamp);
    let written = plan(&submission, sources).write(source, out, name, progress)?;
    Ok(Packed { sha256: written.sha256, files: written.files, bytes: written.bytes, draft })
}

/// Refuses while a required finding stands.
pub(crate) fn refuse(findings: &[Finding]) -> Result<(), PackError> {
    let required = findings.iter().filter(|f| f.severity == Severity::Required);
    let standing: Vec<_> = required.cloned().collect();
    if standing.is_empty() { Ok(()) } else { Err(PackError::Refused(standing)) }
}

/// Everything in its place. The sources are copied, all else is made from the submission alone.
fn plan(submission: &Submission, sources: Vec<Source>) -> Plan<'_> {
    let words = Words::of(&submission.language);
    let site = Site { submission, words: &words };
    let mut made = site.files();
    let map = Map { submission, words: &words, places: &|path| Some(path.to_owned()) };
    made.push(("alignment-map.csv".into(), owned(map_csv::text(map))));
    made.push(("alignment-map.docx".into(), Cow::Owned(docx::alignment_map(map))));
    made.push(("portfolio.json".into(), owned(submission.to_json())));
    let sizes: Vec<_> = made.iter().map(|(path, b)| (path.clone(), b.len() as u64)).collect();
    let metadata = crate_metadata::text(submission, &sizes, &words);
    made.push(("ro-crate-metadata.json".into(), owned(metadata)));
    let copied = sources.into_iter().map(copied);
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
pub(crate) fn copied(Source { from, to, bytes, sha256 }: Source) -> (String, Payload) {
    (to, Payload::Checked { from, bytes, sha256 })
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
