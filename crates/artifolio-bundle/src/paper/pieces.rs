//! Pieces of one kind each, and the learner's Markdown as pieces.

use artifolio_core::markdown::{Block, Span, blocks};

use super::{Piece, Run};
use crate::site::Site;
use crate::submission::is_blank;

/// Plain words.
pub(crate) fn words(text: impl Into<String>) -> Vec<Run> {
    vec![Run { text: text.into(), ..Run::default() }]
}

/// Words that lead to a heading of this document.
pub(super) fn to_label(text: impl Into<String>, label: impl Into<String>) -> Run {
    Run { text: text.into(), label: Some(label.into()), ..Run::default() }
}

/// Words that lead to a file of the bundle or to the web.
pub(super) fn to_address(text: impl Into<String>, address: impl Into<String>) -> Run {
    Run { text: text.into(), address: Some(address.into()), ..Run::default() }
}

/// A heading that links can name.
pub(super) fn heading(level: u8, text: impl Into<String>, label: impl Into<String>) -> Piece {
    Piece::Heading { level, words: words(text), label: Some(label.into()) }
}

/// A heading that none names.
pub(crate) fn part(level: u8, text: impl Into<String>) -> Piece {
    Piece::Heading { level, words: words(text), label: None }
}

/// A paragraph of plain words.
pub(crate) fn paragraph(text: impl Into<String>) -> Piece {
    Piece::Paragraph { words: words(text) }
}

/// How the headings of a text are fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Headings {
    /// Below a heading of this level.
    Under(u8),
    /// Where no heading may stand, in a table's cell: as strong words.
    Strong,
}

/// The learner's Markdown; the sentence `nothing` where no word is written.
pub(super) fn text(
    site: Site<'_>,
    markdown: &str,
    headings: Headings,
    nothing: &str,
) -> Vec<Piece> {
    if is_blank(markdown) {
        return vec![paragraph(site.words.say(nothing))];
    }
    let resolve = |address: &str| {
        let path = address.split('#').next().unwrap_or(address);
        site.submission.file(path).map(|_| address.to_owned())
    };
    blocks(markdown, &resolve).into_iter().map(|block| piece(block, headings)).collect()
}

fn pieces(blocks: Vec<Block>, headings: Headings) -> Vec<Piece> {
    blocks.into_iter().map(|block| piece(block, headings)).collect()
}

fn piece(block: Block, headings: Headings) -> Piece {
    match block {
        Block::Heading { depth, words } => match headings {
            Headings::Under(level) => Piece::Heading {
                level: level.saturating_add(depth).min(6),
                words: spans(words),
                label: None,
            },
            Headings::Strong => Piece::Paragraph {
                words: spans(words).into_iter().map(|w| Run { bold: true, ..w }).collect(),
            },
        },
        Block::Paragraph(words) => Piece::Paragraph { words: spans(words) },
        Block::List { first, items } => Piece::List {
            first,
            items: items.into_iter().map(|item| pieces(item, Headings::Strong)).collect(),
        },
        Block::Quote(blocks) => Piece::Quote { pieces: pieces(blocks, Headings::Strong) },
        Block::Code(text) => Piece::Code { text },
        Block::Table { head, rows } => Piece::Table {
            shares: vec![],
            head: head.into_iter().map(spans).collect(),
            rows: rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
        },
        Block::Rule => Piece::Rule,
        Block::Footnote { number, blocks } => {
            Piece::Note { number, pieces: pieces(blocks, Headings::Strong) }
        }
    }
}

fn cell(words: Vec<Span>) -> Vec<Piece> {
    vec![Piece::Paragraph { words: spans(words) }]
}

fn spans(words: Vec<Span>) -> Vec<Run> {
    let of = |Span { text, look, link }| Run {
        text,
        bold: look.bold,
        italic: look.italic,
        struck: look.struck,
        code: look.code,
        raised: look.raised,
        address: link,
        label: None,
    };
    words.into_iter().map(of).collect()
}
