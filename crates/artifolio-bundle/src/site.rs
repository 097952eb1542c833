//! The static site of a submission: one file here for each kind of page. It reads from a disk with the network off,
//! has no script, and is made from [`Submission`] alone.

mod alignment_map;
mod artifact;
mod criterion;
mod evidence;
pub(crate) mod html;
mod index;
mod layout;
mod matrix;
mod reflection;

use std::borrow::Cow;

use crate::submission::Submission;
use crate::words::Words;

/// The files that are the same in every bundle, below `data/`.
const ASSETS: [(&str, &[u8]); 6] = [
    (
        "style.css",
        concat!(include_str!("../assets/style.css"), "\n", include_str!("../assets/print.css"))
            .as_bytes(),
    ),
    (
        "fonts/atkinson-hyperlegible-next.woff2",
        include_bytes!("../assets/fonts/atkinson-hyperlegible-next.woff2"),
    ),
    (
        "fonts/atkinson-hyperlegible-next-OFL.txt",
        include_bytes!("../assets/fonts/atkinson-hyperlegible-next-OFL.txt"),
    ),
    ("fonts/source-serif-4.woff2", include_bytes!("../assets/fonts/source-serif-4.woff2")),
    (
        "fonts/source-serif-4-italic.woff2",
        include_bytes!("../assets/fonts/source-serif-4-italic.woff2"),
    ),
    ("fonts/source-serif-4-OFL.txt", include_bytes!("../assets/fonts/source-serif-4-OFL.txt")),
];

/// The overview.
pub(crate) const INDEX: &str = "index.html";
/// The list of all artifacts.
pub(crate) const ARTIFACTS: &str = "index.html#artifacts";
/// The Alignment Map as a page.
pub(crate) const ALIGNMENT_MAP: &str = "alignment-map.html";
/// The reflection.
pub(crate) const REFLECTION_PAGE: &str = "reflection.html";
/// The submission on paper, below `data/`, as is what follows.
pub(crate) const PDF: &str = "portfolio.pdf";
/// The Alignment Map as a document, and as a table.
pub(crate) const MAP_DOCUMENT: &str = "alignment-map.docx";
pub(crate) const MAP_TABLE: &str = "alignment-map.csv";
/// All that the submission says, and the crate that describes its files.
pub(crate) const DATA: &str = "portfolio.json";
pub(crate) const CRATE: &str = "ro-crate-metadata.json";

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'a> {
    pub(crate) submission: &'a Submission,
    pub(crate) words: &'a Words,
}

impl Site<'_> {
    /// "ISTE portfolio of Ana Benson".
    pub(crate) fn owner(self) -> String {
        self.words.owner(self.submission)
    }

    /// How many criteria are answered, and how many artifacts there are.
    pub(crate) fn progress(self) -> String {
        let rows: Vec<_> = self.submission.rows().collect();
        let answered = rows.iter().filter(|r| r.answered()).count().to_string();
        let total = rows.len().to_string();
        let artifacts = self.submission.artifacts.len().to_string();
        let figures = [("answered", &*answered), ("total", &*total), ("artifacts", &*artifacts)];
        self.words.with("progress", &figures)
    }

    /// All pages, style and fonts, by path below `data/`. `has_pdf`: the PDF lies beside them.
    pub(crate) fn files(self, has_pdf: bool) -> Vec<(String, Cow<'static, [u8]>)> {
        let mut pages = vec![
            (INDEX.to_owned(), index::page(self, has_pdf)),
            (ALIGNMENT_MAP.to_owned(), alignment_map::page(self)),
            (REFLECTION_PAGE.to_owned(), reflection::page(self)),
        ];
        let rows: Vec<_> = self.submission.rows().collect();
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_reflection()) {
            pages.push((row.page.clone(), criterion::page(self, &rows, index)));
        }
        for index in 0..self.submission.artifacts.len() {
            let number = self.submission.artifacts[index].number;
            pages.push((artifact_page(number), artifact::page(self, index)));
        }
        let pages = pages.into_iter().map(|(path, text)| (path, Cow::Owned(text.into_bytes())));
        let assets = ASSETS.iter().map(|(path, bytes)| ((*path).to_owned(), Cow::Borrowed(*bytes)));
        pages.chain(assets).collect()
    }
}

/// Where an artifact's page lies, below `data/`.
pub(crate) fn artifact_page(number: u32) -> String {
    format!("artifacts/{number}.html")
}

/// An address that a page may link to; everything else (`javascript:` above all) is shown as text.
pub(crate) fn is_web_address(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !address.contains(char::is_whitespace)
        && !address.contains(char::is_control)
}

#[cfg(test)]
mod tests;
