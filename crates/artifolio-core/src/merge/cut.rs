//! A Markdown text cut into what people think of as one thing: a paragraph, a heading, an item of a list, a row.

/// One such thing, and the line ends and empty lines behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'t> {
    /// Without its last line end; empty only for empty lines at the beginning of a text.
    pub(super) words: &'t str,
    /// Up to the next part; nothing, or at least one line end.
    pub(super) gap: &'t str,
}

/// Cuts a text; the parts, one after the other, are the text.
pub(super) fn cut(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut end, mut at) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let behind = end < at && &text[end..at] != "\n" && &text[end..at] != "\r\n";
        let is_empty = line.trim().is_empty();
        if !is_empty && at > start && (behind || stands_alone(&text[start..end], words)) {
            parts.push(Part { words: &text[start..end], gap: &text[end..at] });
            start = at;
        }
        at += line.len();
        if !is_empty {
            end = at - line.len() + words.len();
        }
    }
    if at > start {
        parts.push(Part { words: &text[start..end], gap: &text[end..] });
    }
    parts
}

/// Whether a line begins something new though no empty line stands before it.
fn stands_alone(before: &str, line: &str) -> bool {
    let last = before.rsplit('\n').next().unwrap_or_default();
    before.is_empty() || begins(line) || is_heading(last)
}

/// An item, a row, a heading.
fn begins(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = |rest: &str, marks: &[char]| {
        rest.strip_prefix(marks)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    };
    item(line, &['-', '*', '+'])
        || (numbered.len() < line.len() && item(numbered, &['.', ')']))
        || line.starts_with('|')
        || is_heading(line)
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start().trim_start_matches('#');
    (1..=6).contains(&(line.trim_start().len() - rest.len()))
        && (rest.trim().is_empty() || rest.starts_with([' ', '\t']))
}

/// What a part is known by: blanks at its end, and how its lines end, are nothing that anybody sees.
pub(super) fn key(part: Part<'_>) -> String {
    part.words.trim_end().replace("\r\n", "\n")
}

/// Whether the same words stand in the same order.
pub(super) fn same(a: &[Part<'_>], b: &[Part<'_>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| key(*a) == key(*b))
}

impl<'t> Part<'t> {
    /// A part that both sides still have, as each of them writes it: what one of them changed counts, mine first.
    pub(super) fn agreed(self, mine: Option<Self>, theirs: Option<Self>) -> Self {
        let (mine, theirs) = (mine.unwrap_or(self), theirs.unwrap_or(self));
        let changed = |base: &'t str, mine: &'t str, theirs: &'t str| {
            if mine == base { theirs } else { mine }
        };
        Self {
            words: changed(self.words, mine.words, theirs.words),
            gap: changed(self.gap, mine.gap, theirs.gap),
        }
    }

    /// How many line ends are missing behind it for cutting to part it from another one.
    fn missing(self, next: Self) -> usize {
        let needed = match self.words.is_empty() {
            true => 1,
            false if stands_alone(self.words, next.words) => 1,
            false => 2,
        };
        let there = self.gap.bytes().filter(|byte| *byte == b'\n').count();
        std::cmp::max(needed, there) - there
    }

    /// The line end it is written with.
    fn line_end(self) -> &'static str {
        if self.words.contains("\r\n") || self.gap.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

/// The text of some parts, with as many line ends between them as keep them apart; behind the last one, as many as keep
/// it apart from each of those that may come there.
pub(super) fn joined(parts: &[Part<'_>], behind: &[Part<'_>]) -> String {
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        let next = match parts.get(i + 1) {
            Some(next) => std::slice::from_ref(next),
            None => behind,
        };
        text.push_str(part.words);
        // Blanks at the end of a text would set in what comes behind them.
        text.push_str(if next.is_empty() {
            part.gap
        } else {
            part.gap.trim_end_matches([' ', '\t'])
        });
        let missing = next.iter().map(|next| part.missing(*next)).max().unwrap_or(0);
        text.push_str(&part.line_end().repeat(missing));
    }
    text
}
