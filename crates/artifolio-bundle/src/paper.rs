//! The submission on paper: what `portfolio.pdf` says, in order, made from the submission alone. How it is set is the
//! [`Printer`]'s; it gets words and pictures as data, never as markup.

mod artifact;
mod front;
mod map;
mod pieces;
mod worker;

use std::io;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub(crate) use pieces::{paragraph, part, words};
pub use worker::{Answer, Order, PICTURE_LIMIT, Worker};

use crate::site::Site;

/// A document. What stands in it is in its language; a printer adds no word of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// BCP 47 tag.
    pub language: String,
    /// Title of the document.
    pub title: String,
    /// Who submits; may be empty.
    pub author: String,
    /// The date it carries; all that a printer knows of time.
    pub date: NaiveDate,
    /// Said at the head of every page of a draft.
    pub draft: Option<String>,
    /// Heading of the list of contents.
    pub contents: String,
    /// Foot of a page, with `{page}` and `{pages}`.
    pub foot: String,
    /// Said behind what leads to a heading of this document, with `{page}`: who holds it in the hand cannot click.
    pub on_page: String,
    /// All that is said, in order.
    pub pieces: Vec<Piece>,
    /// The pictures that are named in it: paths below `data/`, each once, with their bytes.
    pub pictures: Vec<(String, u64)>,
}

/// One thing on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Piece {
    /// A heading. Levels begin with 1 and skip none.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        words: Vec<Run>,
        /// What links call it; none for the learner's own headings.
        label: Option<String>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        words: Vec<Run>,
    },
    /// Words in small letters: what stands beside.
    Aside {
        /// Its words.
        words: Vec<Run>,
    },
    /// Numbered from `first`, or with bullets.
    List {
        /// The first number; `None` for bullets.
        first: Option<u64>,
        /// Its items.
        items: Vec<Vec<Piece>>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        pieces: Vec<Piece>,
    },
    /// Code, line by line.
    Code {
        /// Its lines.
        text: String,
    },
    /// A table with a head row that is repeated on every page.
    Table {
        /// Shares of the width; empty: by content.
        shares: Vec<u32>,
        /// Heads of the columns.
        head: Vec<Vec<Run>>,
        /// Cells, as many in each row as columns.
        rows: Vec<Vec<Vec<Piece>>>,
    },
    /// A break between two parts of a text.
    Rule,
    /// What a footnote of a text says.
    Note {
        /// As its references show it.
        number: usize,
        /// Its text.
        pieces: Vec<Piece>,
    },
    /// Names with their values.
    Facts {
        /// Name and value.
        facts: Vec<(String, Vec<Run>)>,
    },
    /// A picture.
    Picture {
        /// Path below `data/`.
        path: String,
        /// Text alternative; empty for one that only decorates.
        alt: String,
        /// What stands below it.
        caption: String,
        /// It stands for a film or a document: small, and framed.
        #[serde(default, skip_serializing_if = "is_false")]
        poster: bool,
    },
    /// The next piece begins a page.
    Page,
    /// On pages of their own, broad side down.
    Wide {
        /// What is on them.
        pieces: Vec<Piece>,
    },
    /// The list of contents.
    Contents,
}

/// Words in one look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The words; a line end is one on paper.
    pub text: String,
    /// Strong.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Emphasised.
    #[serde(default, skip_serializing_if = "is_false")]
    pub italic: bool,
    /// Struck through.
    #[serde(default, skip_serializing_if = "is_false")]
    pub struck: bool,
    /// Code.
    #[serde(default, skip_serializing_if = "is_false")]
    pub code: bool,
    /// The number of a footnote.
    #[serde(default, skip_serializing_if = "is_false")]
    pub raised: bool,
    /// Address of the web, of mail, or a path below `data/`, where the PDF itself lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Label of a heading of this document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// Its pages.
    pub pages: u32,
    /// Characters that no typeface has; each stands there as `[U+XXXX]`. In order, each once.
    pub unprintable: Vec<char>,
    /// Pictures that could not be shown; their description stands in their place.
    pub unshown: Vec<String>,
}

/// Why there is no PDF. The rest of a bundle is made all the same.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The program that sets it is not there, or does not run.
    #[error("the program that sets PDFs does not run: {0}")]
    NoPrinter(#[source] io::Error),
    /// It ended without a PDF: too little memory, a fault.
    #[error("the PDF could not be set: {0}")]
    Failed(String),
    /// A picture cannot be read.
    #[error("{path} cannot be read: {source}")]
    Picture {
        /// Below `data/`.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
}

/// Opens the bytes of a picture by its path below `data/`.
pub type Open<'a> = dyn Fn(&str) -> io::Result<Box<dyn io::Read>> + 'a;

/// Sets papers.
pub trait Printer: std::fmt::Debug + Sync {
    /// The PDF of a paper; `go_on` is asked while it works.
    ///
    /// # Errors
    /// [`PrintError`]; nothing is left behind.
    fn print(
        &self,
        paper: &Paper,
        open: &Open<'_>,
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<Printed, PrintError>;
}

/// Prints nothing: for what is made without a PDF.
#[derive(Debug, Clone, Copy)]
pub struct Without;

impl Printer for Without {
    fn print(
        &self,
        _: &Paper,
        _: &Open<'_>,
        _: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<Printed, PrintError> {
        Err(PrintError::Failed("none is wanted".into()))
    }
}

/// The paper of a submission.
pub(crate) fn paper(site: Site<'_>) -> Paper {
    let Site { submission, words } = site;
    let mut pieces = front::pieces(site);
    pieces.extend(map::pieces(site));
    pieces.extend(front::reflection(site));
    for artifact in &submission.artifacts {
        pieces.extend(artifact::pieces(site, artifact));
    }
    pieces.extend(front::end(site));
    let shown = artifact::pictures(&pieces);
    let pictures = shown.into_iter().filter_map(|path| submission.file(&path));
    let pictures = pictures.map(|file| (file.path.clone(), file.bytes)).collect();
    Paper {
        language: submission.language.clone(),
        title: site.owner(),
        author: submission.candidate.name.trim().to_owned(),
        date: submission.date,
        draft: submission
            .draft
            .then(|| format!("{} {}", words.say("draft"), words.say("draft_note"))),
        contents: words.say("contents"),
        foot: words.say("page_of"),
        on_page: words.say("on_page"),
        pieces,
        pictures,
    }
}

#[cfg(test)]
mod tests;
