//! The last resort of an edit: the lines of one top-level key written anew. Its comments go above it.

use super::edit::{Candidate, Edit, Step, path_of};
use super::meaning::trail;
use super::node::{Kind, Layout, Node};
use super::parse::Parsed;
use super::value::lines;

/// Rewrites the top-level key of an edit as `expected` has it, or leaves it out where that has it no more.
/// `None` where the key does not stand in lines of its own.
pub(super) fn key(p: &Parsed<'_>, nl: &str, expected: &Node, edit: &Edit) -> Option<Candidate> {
    let path = path_of(edit);
    let Some(Step::Key(key)) = path.first() else { return None };
    let parts = p.root.parts();
    let i = parts.iter().position(|part| part.is(key))?;
    let part = &parts[i];
    if p.root.layout() != Some(Layout::Block) || !p.leads_line(part.at) {
        return None;
    }
    let removed = p.lines_of(part);
    let new = expected.parts().iter().find(|part| part.is(key));
    let entry = match new {
        Some(new) => lines(&Node::new(Kind::Map(Layout::Block, vec![new.clone()])), 0, true)?,
        None => Vec::new(),
    };
    let trail = trail(&p.root, path).ok()?;
    let dropped = match (edit, trail.last()) {
        (Edit::Remove { .. }, Some((node, i))) => p.lines_of(&node.parts()[*i]),
        _ => 0..0,
    };
    let comments =
        p.comments.iter().filter(|c| removed.contains(&c.start) && !dropped.contains(&c.start));
    let mut text = String::new();
    for comment in comments {
        text.extend([&p.yaml[comment.clone()], nl]);
    }
    for line in entry {
        text.extend([&line, nl]);
    }
    let end = parts.get(i + 1).map_or(p.yaml.len(), |next| p.line_start(next.at));
    for line in p.yaml[removed.end..end].split_inclusive('\n') {
        text.push_str(line.trim_start_matches(' '));
    }
    Some(Candidate::new(removed.start..end, text).dropping(dropped))
}
