//! The receipt of a submission: one page that says what was made, beside the zip, since it holds the zip's checksum.

use std::io;
use std::ops::ControlFlow;

use artifolio_core::finding::Finding;
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use crate::beside;
use crate::pack::Packed;
use crate::paper::{Paper, Piece, Printer, paragraph, part, words};
use crate::rules;
use crate::site::Site;
use crate::submission::BUNDLE_FORMAT;

/// How the receipt of `NAME.zip` ends: as text, and as a page.
pub(crate) const ENDINGS: [&str; 2] = [".receipt.txt", ".receipt.pdf"];

/// Digits of the checksum that people compare: by chance two files agree in them once in 280 million million.
const SHORT: usize = 12;

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// In the portfolio's language.
    pub text: String,
    /// The same on one page; `None` where no PDF can be set.
    pub pdf: Option<Vec<u8>>,
}

/// The receipt of a submission that lies as `name`.
pub(crate) fn receipt(
    site: Site<'_>,
    name: &RelPath,
    packed: &Packed,
    printer: &dyn Printer,
) -> Receipt {
    let (title, lines) = (site.words.say("receipt"), lines(site, name, packed));
    let mut text = format!("{title}\n\n");
    for (label, value) in &lines {
        text.push_str(&format!("{label}: {value}\n"));
    }
    text.push_str(&format!("\n{}\n", site.words.say("receipt_how")));
    let paper = Paper {
        language: site.submission.language.clone(),
        title: format!("{title} – {}", site.owner()),
        author: site.submission.candidate.name.trim().to_owned(),
        date: site.submission.date,
        draft: None,
        contents: String::new(),
        foot: site.words.say("page_of"),
        on_page: String::new(),
        pieces: vec![
            part(1, title),
            Piece::Facts {
                facts: lines.into_iter().map(|(name, said)| (name, words(said))).collect(),
            },
            paragraph(site.words.say("receipt_how")),
        ],
        pictures: vec![],
    };
    let no_picture = |_: &str| Err(io::ErrorKind::NotFound.into());
    // It is short: nobody waits for it, so nobody ends it.
    let printed = printer.print(&paper, &no_picture, &|| ControlFlow::Continue(()));
    Receipt { text, pdf: printed.ok().map(|printed| printed.pdf) }
}

fn lines(site: Site<'_>, name: &RelPath, packed: &Packed) -> Vec<(String, String)> {
    let Site { submission, words } = site;
    let (evidence, files) = (submission.files.len().to_string(), packed.files.to_string());
    let size = words.size(packed.bytes);
    let counted = words
        .with("receipt_files_text", &[("evidence", &evidence), ("files", &files), ("size", &size)]);
    let mut lines = vec![
        (words.say("receipt_of"), site.owner()),
        (words.say("receipt_file"), name.name().to_owned()),
        (words.say("date_label"), words.date(submission.date)),
        (words.say("receipt_short"), short(&packed.sha256)),
        (words.say("receipt_criteria"), site.progress()),
        (words.say("receipt_files"), counted),
        (words.say("programme"), submission.profile.name.clone()),
        (words.say("receipt_app"), submission.app.clone()),
        (words.say("receipt_format"), BUNDLE_FORMAT.to_string()),
        ("SHA-256".to_owned(), packed.sha256.clone()),
    ];
    if submission.draft {
        lines.insert(0, (words.say("draft"), words.say("draft_note")));
    }
    lines
}

/// "3f2a 91bc 07de": as many digits as people compare.
fn short(sha256: &str) -> String {
    let digits: Vec<char> = sha256.chars().take(SHORT).collect();
    digits.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// Writes it beside the zip. What could not be written is told; the package lies there all the same.
pub(crate) fn write(out: &dyn Vfs, name: &RelPath, receipt: &Receipt) -> Option<Finding> {
    let [text, page] = ENDINGS;
    let text = beside::write(out, name, text, receipt.text.as_bytes());
    let page =
        receipt.pdf.as_ref().map_or(Ok(()), |pdf| beside::write(out, name, page, pdf).map(drop));
    text.map(drop).and(page).err().map(|error| rules::no_receipt(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_checksum_is_read_in_fours() {
        assert_eq!(short("3f2a91bc07de55"), "3f2a 91bc 07de");
    }
}
