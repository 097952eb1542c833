//! Which characters the typefaces have. PDF/A refuses a PDF with one that they do not, so it is written out: `[U+E000]`.

use std::collections::BTreeSet;

use artifolio_bundle::paper::{Paper, Piece, Run};
use typst::text::Font;
use unicode_normalization::UnicodeNormalization as _;

/// Writes out what cannot be printed.
pub(crate) struct Glyphs<'a> {
    pub(crate) fonts: &'a [Font],
    /// What proved to be unprintable though a typeface has it.
    pub(crate) refused: &'a BTreeSet<char>,
    /// What was written out.
    pub(crate) written_out: BTreeSet<char>,
}

impl Glyphs<'_> {
    /// Every text of a paper.
    pub(crate) fn go_through(&mut self, paper: &mut Paper) {
        for text in [&mut paper.title, &mut paper.author, &mut paper.contents, &mut paper.foot] {
            self.text(text);
        }
        paper.draft.iter_mut().for_each(|text| self.text(text));
        self.pieces(&mut paper.pieces);
    }

    fn pieces(&mut self, pieces: &mut [Piece]) {
        for piece in pieces {
            match piece {
                Piece::Heading { words, .. }
                | Piece::Paragraph { words }
                | Piece::Aside { words } => {
                    self.words(words);
                }
                Piece::List { items, .. } => items.iter_mut().for_each(|item| self.pieces(item)),
                Piece::Quote { pieces } | Piece::Note { pieces, .. } | Piece::Wide { pieces } => {
                    self.pieces(pieces);
                }
                Piece::Code { text } => self.text(text),
                Piece::Table { head, rows, .. } => {
                    head.iter_mut().for_each(|words| self.words(words));
                    rows.iter_mut().flatten().for_each(|cell| self.pieces(cell));
                }
                Piece::Facts { facts } => {
                    for (name, words) in facts {
                        self.text(name);
                        self.words(words);
                    }
                }
                Piece::Picture { alt, caption, .. } => {
                    self.text(alt);
                    self.text(caption);
                }
                Piece::Rule | Piece::Page | Piece::Contents => {}
            }
        }
    }

    fn words(&mut self, words: &mut [Run]) {
        words.iter_mut().for_each(|w| self.text(&mut w.text));
    }

    fn text(&mut self, text: &mut String) {
        if text.is_ascii() && !text.contains(|c: char| c.is_ascii_control()) {
            return;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.nfc() {
            if self.is_printed(c) {
                out.push(c);
            } else if !is_unseen(c) {
                self.written_out.insert(c);
                out.push_str(&format!("[U+{:04X}]", u32::from(c)));
            }
        }
        *text = out;
    }

    fn is_printed(&self, c: char) -> bool {
        match c {
            '\n' | '\t' => true,
            c if c.is_control() || is_private(c) || self.refused.contains(&c) => false,
            c => self.fonts.iter().any(|font| font.info().coverage.contains(c.into())),
        }
    }
}

/// Of the private areas nobody knows what they mean, and PDF/A forbids them.
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..)
}

/// What shows nothing and changes at most its neighbours: without it every word still stands there.
fn is_unseen(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x180B..=0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xE_0000..=0xE_0FFF)
}
