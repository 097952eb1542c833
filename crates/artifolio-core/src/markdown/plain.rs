//! The words of a text, without its marks.

use pulldown_cmark::{Event, Parser, TagEnd};

/// What a reader sees as words: text, code, descriptions of pictures. Blocks end in a line end; raw HTML is not seen.
#[must_use]
pub fn plain_text(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, super::options()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push('\n'),
            Event::End(TagEnd::TableCell) => out.push(' '),
            Event::End(end) if is_block(end) && !out.is_empty() && !out.ends_with('\n') => {
                out.push('\n')
            }
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Words as a word processor counts them: runs without white space that hold a letter or a digit.
#[must_use]
pub fn word_count(markdown: &str) -> usize {
    plain_text(markdown)
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::HtmlBlock
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
    )
}
