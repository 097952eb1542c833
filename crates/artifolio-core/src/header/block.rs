//! Cuts in block style: one entry a line, depth by indentation.

use std::ops::Range;

use super::edit::Candidate;
use super::node::{Kind, Layout, Node, Part, Style};
use super::parse::Parsed;
use super::value::{Written, lines, written};

/// Puts another value behind the head of a part. First in place; then by rewriting the lines of the old value, whose
/// comments stay but for those in `gone`.
pub(super) fn set(
    p: &Parsed<'_>,
    nl: &str,
    part: &Part,
    new: &Node,
    gone: &Range<usize>,
) -> Vec<Candidate> {
    let column = p.column(part.at);
    let old = &part.value;
    let alike = old.is_list() == new.is_list() && part.key.is_some();
    let child = match old.parts().first() {
        Some(first) if alike && old.layout() == Some(Layout::Block) => p.column(first.at),
        _ => column + 2,
    };
    let mut all = Vec::new();
    for blocks in [true, false] {
        let Some(mut value) = written(new, column, child, blocks) else { continue };
        if part.key.is_none() && value.inline.is_empty() {
            value.inline = value.lines.remove(0).trim_start_matches(' ').to_owned();
        }
        if value.lines.is_empty() && is_inline(old) {
            let gap = if old.start == old.end { " " } else { "" };
            all.push(Candidate::new(old.start..old.end, format!("{gap}{}", value.inline)));
        }
        all.push(whole(p, nl, part, &value, gone));
    }
    all
}

fn is_inline(node: &Node) -> bool {
    node.alias
        || !(node.layout() == Some(Layout::Block)
            || matches!(node.kind, Kind::Text(_, Style::Block)))
}

/// Rewrites all from the head of a part to the end of its last line. Comments of the old value follow the new one.
fn whole(p: &Parsed<'_>, nl: &str, part: &Part, new: &Written, gone: &Range<usize>) -> Candidate {
    let range = part.head..p.after_line(part.end());
    let line = p.line_start(part.head);
    let mut comments = p
        .comments
        .iter()
        .filter(|c| range.contains(&c.start) && !gone.contains(&c.start))
        .map(|c| (c.start, &p.yaml[c.clone()]))
        .peekable();
    let mut text = String::new();
    if !new.inline.is_empty() {
        text = format!(" {}", new.inline);
    }
    if let Some((_, comment)) = comments.next_if(|(at, _)| p.line_start(*at) == line) {
        text = format!("{text}  {comment}");
    }
    text.push_str(nl);
    for line in &new.lines {
        text.extend([line, nl]);
    }
    let indent = " ".repeat(p.column(part.at));
    for (_, comment) in comments {
        text.extend([&indent, comment, nl]);
    }
    Candidate::new(range, text)
}

/// Puts a part into a list or map as its `i`th. `head` is where the collection's own head ends, if it has one.
pub(super) fn insert(
    p: &Parsed<'_>,
    nl: &str,
    (container, head): (&Node, Option<usize>),
    i: usize,
    part: &Part,
) -> Vec<Candidate> {
    let parts = container.parts();
    let at = match (i.checked_sub(1).and_then(|before| parts.get(before)), parts.first(), head) {
        (Some(before), ..) => p.after_line(before.end()),
        (None, Some(first), Some(head)) if p.leads_line(first.at) => p.after_line(head),
        (None, Some(first), _) => first.at,
        (None, None, _) => p.yaml.len(),
    };
    let column = parts.first().map_or(0, |first| p.column(first.at));
    let one = Node::new(match part.key {
        Some(_) => Kind::Map(Layout::Block, vec![part.clone()]),
        None => Kind::List(Layout::Block, vec![part.clone()]),
    });
    let text =
        |blocks| Some(lines(&one, column, blocks)?.into_iter().map(|line| line + nl).collect());
    let candidate = |text: String| {
        if p.line_start(at) == at {
            return Candidate::new(at..at, text);
        }
        let indent = " ".repeat(column);
        Candidate::new(at..at, format!("{}{indent}", text.trim_start_matches(' ')))
    };
    [true, false].into_iter().filter_map(text).map(candidate).collect()
}

/// Takes the `i`th part away, with the comments inside it. Comments above it stay.
pub(super) fn remove(p: &Parsed<'_>, container: &Node, i: usize) -> Vec<Candidate> {
    let part = &container.parts()[i];
    let lines = p.lines_of(part);
    if p.leads_line(part.at) {
        // Blank lines behind it would become part of a `|+` above.
        let blank: usize = p.yaml[lines.end..]
            .split_inclusive('\n')
            .take_while(|line| line.trim_matches([' ', '\r', '\n']).is_empty())
            .map(str::len)
            .sum();
        return [lines.end, lines.end + blank]
            .map(|end| Candidate::new(lines.start..end, String::new()).dropping(lines.clone()))
            .into();
    }
    let next = container.parts().get(i + 1);
    next.map(|next| Candidate::new(part.at..next.at, String::new()).dropping(lines))
        .into_iter()
        .collect()
}

/// Moves a list's item with its lines and the comments above it.
pub(super) fn reorder(
    p: &Parsed<'_>,
    (list, head): (&Node, usize),
    from: usize,
    to: usize,
) -> Vec<Candidate> {
    let parts = list.parts();
    if !parts.iter().all(|part| p.leads_line(part.at)) {
        return Vec::new();
    }
    let mut begin = p.after_line(head);
    let whole = begin;
    let mut chunks = Vec::new();
    for part in parts {
        let end = p.after_line(part.end());
        chunks.push(&p.yaml[begin..end]);
        begin = end;
    }
    let moved = chunks.remove(from);
    chunks.insert(to, moved);
    vec![Candidate::new(whole..begin, chunks.concat())]
}

impl Parsed<'_> {
    /// The column of a byte in characters, from 0.
    fn column(&self, at: usize) -> usize {
        self.yaml[self.line_start(at)..at].chars().count()
    }

    /// Whether nothing but blanks stands before it on its line.
    pub(super) fn leads_line(&self, at: usize) -> bool {
        self.yaml[self.line_start(at)..at].trim_start_matches(' ').is_empty()
    }

    /// A part's lines from its first byte on.
    pub(super) fn lines_of(&self, part: &Part) -> Range<usize> {
        let begin = if self.leads_line(part.at) { self.line_start(part.at) } else { part.at };
        begin..self.after_line(part.end())
    }
}
