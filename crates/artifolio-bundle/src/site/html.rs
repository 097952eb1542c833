//! Builds HTML that is well-formed by construction: elements close because closures end, text and attributes are
//! escaped because there is no other way in but [`Html::rendered`].

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// Elements that stand in a line of text: no line end after them.
const INLINE: [&str; 8] = ["a", "abbr", "span", "strong", "em", "small", "title", "time"];

/// HTML being written.
#[derive(Debug, Default)]
pub(crate) struct Html {
    out: String,
}

impl Html {
    /// The text so far.
    pub(crate) fn into_text(self) -> String {
        self.out
    }

    /// The document type.
    pub(crate) fn doctype(&mut self) {
        self.out.push_str("<!DOCTYPE html>\n");
    }

    /// An element with what `inside` writes.
    pub(crate) fn el(
        &mut self,
        tag: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        inside(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        self.end_line(tag);
    }

    /// An element with text alone.
    pub(crate) fn leaf(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.el(tag, attributes, |h| h.text(text));
    }

    /// An element that has no end tag.
    pub(crate) fn void(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.open(tag, attributes);
        self.end_line(tag);
    }

    /// A link with text alone.
    pub(crate) fn link(&mut self, href: &str, text: &str) {
        self.leaf("a", &[("href", href)], text);
    }

    /// Text, composed as validators ask.
    pub(crate) fn text(&mut self, text: &str) {
        for c in composed(text) {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                c => self.out.push(c),
            }
        }
    }

    /// HTML that the one Markdown renderer made and cleaned, or a style sheet of our own.
    pub(crate) fn rendered(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn end_line(&mut self, tag: &str) {
        if !INLINE.contains(&tag) {
            self.out.push('\n');
        }
    }
}

/// A text as HTML and XML may hold it, composed.
pub(crate) fn composed(text: &str) -> impl Iterator<Item = char> {
    let mut composed = text.chars().map(allowed).nfc().peekable();
    // A mark at the beginning would combine with the tag before it: it gets the circle that stands for a letter.
    let alone = composed.peek().is_some_and(|c| canonical_combining_class(*c) != 0);
    alone.then_some('\u{25cc}').into_iter().chain(composed)
}

/// A character that an HTML document may not hold, or that has no public meaning (word processors leave such behind),
/// becomes the replacement character; CR becomes a line end.
fn allowed(c: char) -> char {
    match c {
        '\r' => '\n',
        '\t' | '\n' => c,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{f0000}'..='\u{10ffff}' => '\u{fffd}',
        c if u32::from(c) & 0xfffe == 0xfffe => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_text_or_attributes() {
        let mut h = Html::default();
        h.el("p", &[("title", "\"><script>&")], |h| {
            h.text("</p><script>alert(1)&amp;\u{0}\u{f0b7}\u{1ffff}")
        });
        assert_eq!(
            h.into_text(),
            "<p title=\"&quot;&gt;&lt;script&gt;&amp;\">&lt;/p&gt;&lt;script&gt;alert(1)&amp;amp;\u{fffd}\u{fffd}\u{fffd}</p>\n"
        );
    }
}
