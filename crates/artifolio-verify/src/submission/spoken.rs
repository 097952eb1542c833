//! What a text comes to for a reader: its letters and digits in their order. A page may wrap, mark and punctuate a text as it
//! likes; what it may not do is say other words. Markdown is taken apart by `pulldown-cmark`, as bytes are inflated by
//! `flate2`: what is made of the parts is this crate's own.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// The letters and digits of a text, without the marks on them: a page may write é as one character or as two.
pub(super) fn letters(text: &str) -> String {
    text.nfd().filter(|c| c.is_alphanumeric() && canonical_combining_class(*c) == 0).collect()
}

/// What a page must show of a Markdown text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Spoken {
    /// Letters that stand together, in their order.
    pub(super) runs: Vec<String>,
    /// So many letters may stand between them: addresses, descriptions of pictures, numbers of notes.
    pub(super) between: usize,
}

/// Digits of a note's number, at most.
const NOTE: usize = 4;

impl Spoken {
    /// Takes a text apart.
    pub(super) fn of(markdown: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let (mut spoken, mut run, mut pictures) = (Self::default(), String::new(), 0_u32);
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(text) | Event::Code(text) if pictures == 0 => {
                    run.push_str(&letters(&text));
                    continue;
                }
                Event::Text(text) | Event::Code(text) => spoken.between += letters(&text).len(),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    spoken.between += letters(&dest_url).len();
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    pictures += 1;
                    spoken.between += letters(&dest_url).len();
                }
                Event::End(TagEnd::Image) => pictures -= 1,
                Event::End(TagEnd::Link) => {}
                Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => {
                    spoken.between += NOTE;
                }
                _ => continue,
            }
            spoken.ends(&mut run);
        }
        spoken.ends(&mut run);
        spoken
    }

    fn ends(&mut self, run: &mut String) {
        if !run.is_empty() {
            self.runs.push(std::mem::take(run));
        }
    }
}

/// The first of `pieces` (letters) that `page` (letters) does not show behind those before it; with it, how many letters of
/// the page none of them accounts for.
pub(super) fn sought<'a>(
    page: &str,
    pieces: impl IntoIterator<Item = &'a str>,
) -> Result<usize, &'a str> {
    let (mut rest, mut other) = (page, 0);
    for piece in pieces {
        let at = rest.find(piece).ok_or(piece)?;
        other += at;
        rest = &rest[at + piece.len()..];
    }
    Ok(other + rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_letters() {
        let runs = |text: &str| Spoken::of(text).runs;
        assert_eq!(
            runs("# One\n\n*two* **th**ree `4` &eacute;\n\n1. five\n"),
            ["Onetwothree4efive"]
        );
        assert_eq!(runs("see [it](https://e.org/a1) now"), ["see", "it", "now"]);
        assert_eq!(runs("a ![alt *text*](x.png) b"), ["a", "b"]);
        assert_eq!(runs("a[^1] b\n\n[^1]: note"), ["a", "b", "note"]);
        assert_eq!(runs("| a | b |\n|---|---|\n| c | ~~d~~ |\n\n- [x] e"), ["abcde"]);
        assert_eq!(runs("a <b title=\"x\"> c"), ["ac"]);
        assert_eq!(runs(""), [""; 0]);
        assert_eq!(Spoken::of("[it](ab1) ![cd](e)").between, 6);
    }

    #[test]
    fn pieces_are_sought_in_their_order() {
        assert_eq!(sought("aonebtwoc", ["one", "two"]), Ok(3));
        assert_eq!(sought("aonebtwoc", ["two", "one"]), Err("one"));
        assert_eq!(sought("one", ["one", "one"]), Err("one"));
        assert_eq!(sought("abc", []), Ok(3));
    }
}
