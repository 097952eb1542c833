//! A text of the learner's in a document.

use artifolio_core::markdown::{Block, Look, Span};

use super::body::{BULLETS, Body, Place, STEP, Style};

/// Where the blocks of a text stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within {
    /// Level of the heading above.
    pub(super) under: u8,
    /// Room from left to right, in twentieths of a point.
    pub(super) width: usize,
    /// Lists and quotations that are open.
    depth: usize,
    /// In a quotation, in a footnote.
    style: Style,
}

impl Within {
    /// Below a heading of this level, in a room of this width.
    pub(super) fn new(under: u8, width: usize) -> Self {
        Self { under, width, depth: 0, style: Style::Normal }
    }

    fn place(self) -> Place {
        Place { style: self.style, item: None, steps: self.depth }
    }

    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl Body {
    /// Writes the blocks; the last thing written is a paragraph.
    pub(super) fn text(&mut self, blocks: &[Block], within: Within) {
        self.blocks(blocks, within);
        if ends_with_table(blocks) {
            self.demanded();
        }
    }

    fn blocks(&mut self, blocks: &[Block], within: Within) {
        let mut after_table = false;
        for block in blocks {
            let is_table = matches!(block, Block::Table { .. });
            if is_table && after_table {
                // Two tables without a paragraph between them are one.
                self.demanded();
            }
            self.block(block, within);
            after_table = is_table;
        }
    }

    fn block(&mut self, block: &Block, within: Within) {
        match block {
            Block::Heading { depth, words } => {
                let level = within.under.saturating_add(*depth).min(6);
                self.paragraph(Place { style: Style::Heading(level), ..within.place() }, words);
            }
            Block::Paragraph(words) => self.paragraph(within.place(), words),
            Block::List { first, items } => self.list(*first, items, within),
            Block::Quote(blocks) => {
                let within = if within.style == Style::Quote { within.deeper() } else { within };
                self.blocks(blocks, Within { style: Style::Quote, ..within });
            }
            Block::Code(code) => {
                let look = Look { code: true, ..Look::default() };
                let span = Span { text: code.clone(), look, link: None };
                self.paragraph(Place { style: Style::Code, ..within.place() }, &[span]);
            }
            Block::Table { head, rows } => self.small_table(head, rows, within),
            Block::Rule => self.paragraph(within.place(), &[plain("* * *")]),
            Block::Footnote { number, blocks } => self.footnote(*number, blocks, within),
        }
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>], within: Within) {
        let level = within.depth;
        let list = first.map_or(BULLETS, |first| self.number(level, first));
        for item in items {
            let begin = Place { style: Style::List, item: Some((list, level)), steps: 0 };
            let rest = match item.split_first() {
                Some((Block::Paragraph(words), rest)) => {
                    self.paragraph(begin, words);
                    rest
                }
                // An item that begins with something else keeps its mark.
                _ => {
                    self.paragraph(begin, &[]);
                    &item[..]
                }
            };
            self.blocks(rest, Within { style: within.style, ..within.deeper() });
        }
    }

    fn footnote(&mut self, number: usize, blocks: &[Block], within: Within) {
        let look = Look { raised: true, ..Look::default() };
        let mark = Span { text: format!("{number} "), look, link: None };
        let within = Within { style: Style::Note, ..within };
        let rest = match blocks.split_first() {
            Some((Block::Paragraph(words), rest)) => {
                let words: Vec<_> = std::iter::once(&mark).chain(words).cloned().collect();
                self.paragraph(within.place(), &words);
                rest
            }
            _ => {
                self.paragraph(within.place(), &[mark]);
                blocks
            }
        };
        self.blocks(rest, within);
    }

    fn small_table(&mut self, head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], within: Within) {
        let room = within.width.saturating_sub(within.depth * STEP);
        let width = room / head.len().max(1);
        let columns: Vec<_> = head.iter().map(|cell| (width, &cell[..])).collect();
        self.table(&columns, "", false, |b| {
            for row in rows {
                b.row(false, true, |b| {
                    for cell in row {
                        b.cell(width, |b| b.paragraph(Style::Normal.plain(), cell));
                    }
                });
            }
        });
    }
}

/// Whether the last thing that these blocks write is a table.
fn ends_with_table(blocks: &[Block]) -> bool {
    match blocks.last() {
        Some(Block::Table { .. }) => true,
        Some(Block::Quote(blocks) | Block::Footnote { blocks, .. }) => ends_with_table(blocks),
        Some(Block::List { items, .. }) => items.last().is_some_and(|item| ends_with_table(item)),
        _ => false,
    }
}

/// Words without a look.
pub(super) fn plain(text: &str) -> Span {
    Span { text: text.to_owned(), ..Span::default() }
}

/// Bold words.
pub(super) fn bold(text: &str) -> Span {
    Span { look: Look { bold: true, ..Look::default() }, ..plain(text) }
}

/// Words that lead somewhere, plain ones where they lead nowhere.
pub(super) fn leading(text: &str, target: Option<String>) -> Span {
    Span { link: target, ..plain(text) }
}
