//! Edits of a header: what one means, and the proof that the new text means just that.
//!
//! An edit is tried as cuts of the text, the smallest first ([`block`], [`flow`]), at last by writing the lines of its
//! top-level key anew ([`rewrite`]). A cut is taken only when the new text parses to the old tree with the edit
//! applied, holds the same comments and the same body; otherwise the edit fails and nothing changes.

use std::ops::Range;

use super::fault::FaultKind;
use super::meaning::{applied, settled, trail};
use super::node::{Kind, Layout, Node, Part, Style};
use super::parse::{Parsed, parse};
use super::split::{Split, split};
use super::value::Value;
use super::{block, flow, rewrite};

/// A step of a path into a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key of a map.
    Key(String),
    /// A place in a list, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The value at `path` becomes `value`; missing keys are made behind the last one of their map.
    Set {
        /// Where.
        path: Vec<Step>,
        /// What.
        value: Value,
    },
    /// The key or item at `path` goes, with the comments inside it. A key that is absent is no error.
    Remove {
        /// Where.
        path: Vec<Step>,
    },
    /// `value` becomes the item `at` of the list at `path`; the list is made when it is absent or empty.
    Insert {
        /// The list.
        path: Vec<Step>,
        /// Its place afterwards, from 0 to the length of the list.
        at: usize,
        /// What.
        value: Value,
    },
    /// `value` becomes the last item of the list at `path`; the list is made when it is absent or empty.
    Push {
        /// The list.
        path: Vec<Step>,
        /// What.
        value: Value,
    },
    /// The item `from` of the list at `path` becomes the item `to`, with its comments and unknown keys.
    Move {
        /// The list.
        path: Vec<Step>,
        /// Its place now, from 0.
        from: usize,
        /// Its place afterwards.
        to: usize,
    },
}

/// Why an edit was not made. The text is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The header does not read, or would be too long.
    #[error(transparent)]
    Header(#[from] FaultKind),
    /// The path leads nowhere.
    #[error("there is nothing at {0}")]
    NotThere(String),
    /// The path leads through a text, or asks of a value what it is not.
    #[error("{0} is no list or has no keys")]
    WrongShape(String),
    /// A key on the path stands there twice, so it is not clear which is meant.
    #[error("{0} stands there twice")]
    Duplicate(String),
    /// It is written in a way that cannot be changed without changing something else.
    #[error("{0} is written in a way that has to be changed by hand")]
    ByHand(String),
}

/// Makes edits one after the other; the text with all of them, or an error and none.
///
/// # Errors
/// [`EditError`] for the first edit that cannot be made.
pub fn edit(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    edits.iter().try_fold(text.to_owned(), |text, edit| one(&text, edit))
}

/// Cuts that may make an edit.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Ranges and what comes in their place.
    pub(super) splices: Vec<(Range<usize>, String)>,
    /// Comments in here go.
    pub(super) dropped: Range<usize>,
}

impl Candidate {
    pub(super) fn new(range: Range<usize>, text: String) -> Self {
        Self { splices: vec![(range, text)], dropped: 0..0 }
    }

    pub(super) fn and(mut self, range: Range<usize>, text: String) -> Self {
        self.splices.push((range, text));
        self
    }

    pub(super) fn dropping(mut self, range: Range<usize>) -> Self {
        self.dropped = range;
        self
    }

    fn on(mut self, yaml: &str) -> String {
        self.splices.sort_by_key(|(range, _)| range.start);
        let mut out = String::new();
        let mut at = 0;
        for (range, text) in self.splices {
            out.push_str(&yaml[at..range.start]);
            out.push_str(&text);
            at = range.end;
        }
        out + &yaml[at..]
    }
}

fn one(text: &str, edit: &Edit) -> Result<String, EditError> {
    let cut = split(text)?;
    let parsed = parsed(cut.yaml)?;
    let edit = &settled(&parsed.root, edit)?;
    let expected = applied(&parsed.root, edit)?;
    if expected.same(&parsed.root) {
        return Ok(text.to_owned());
    }
    let mut candidates = candidates(&parsed, cut.newline, edit)?;
    candidates.extend(rewrite::key(&parsed, cut.newline, &expected, edit));
    for candidate in candidates {
        let comments = comments(&parsed, &candidate.dropped);
        let new = assembled(text, &cut, &candidate.on(cut.yaml));
        if proven(&new, &cut, &expected, &comments)? {
            return Ok(new);
        }
    }
    Err(EditError::ByHand(shown(path_of(edit))))
}

fn parsed(yaml: &str) -> Result<Parsed<'_>, FaultKind> {
    let mut parsed = parse(yaml).map_err(|(kind, _)| kind)?;
    match parsed.root.kind {
        Kind::Map(..) => {}
        Kind::Null => parsed.root = Node::new(Kind::Map(Layout::Block, Vec::new())),
        _ => return Err(FaultKind::NoKeys),
    }
    Ok(parsed)
}

fn assembled(text: &str, cut: &Split<'_>, yaml: &str) -> String {
    match cut.header {
        Some(header) => {
            let closing = header.yaml + cut.yaml.len();
            format!("{}{yaml}{}", &text[..header.yaml], &text[closing..])
        }
        None => {
            let bom = &text[..text.len() - cut.body.len()];
            let nl = cut.newline;
            format!("{bom}---{nl}{yaml}---{nl}{}", cut.body)
        }
    }
}

fn comments<'a>(parsed: &Parsed<'a>, dropped: &Range<usize>) -> Vec<&'a str> {
    let kept = parsed.comments.iter().filter(|c| !dropped.contains(&c.start));
    let mut texts: Vec<_> = kept.map(|c| parsed.yaml[c.clone()].trim_end()).collect();
    texts.sort_unstable();
    texts
}

/// Whether a text has the body and the comments of the old one and means what is expected.
fn proven(text: &str, old: &Split<'_>, expected: &Node, kept: &[&str]) -> Result<bool, EditError> {
    let new = match split(text) {
        Err(FaultKind::TooLarge) => return Err(FaultKind::TooLarge.into()),
        Err(_) => return Ok(false),
        Ok(new) => new,
    };
    let Ok(parsed) = parsed(new.yaml) else { return Ok(false) };
    Ok((new.body, new.bom) == (old.body, old.bom)
        && parsed.root.same(expected)
        && comments(&parsed, &(0..0)) == kept)
}

/// The ways to make a settled edit in place, best first.
fn candidates(p: &Parsed<'_>, nl: &str, edit: &Edit) -> Result<Vec<Candidate>, EditError> {
    let path = path_of(edit);
    let trail = trail(&p.root, path)?;
    let last = trail.last().map(|(node, i)| &node.parts()[*i]);
    let target = last.map_or(&p.root, |part| &part.value);
    let head = last.map(|part| part.head);
    if trail.iter().any(|(node, _)| node.alias) {
        return Ok(Vec::new());
    }
    Ok(match (edit, trail.last()) {
        (Edit::Set { value, .. }, Some((container, i))) if trail.len() == path.len() => {
            set(p, nl, container, *i, like(value.into(), &container.parts()[*i].value), 0..0)
        }
        (Edit::Set { value, .. }, last) => {
            let made = made(&path[trail.len()..], value);
            match (last, target.layout(), made.parts().first()) {
                (None, _, Some(part)) | (_, Some(Layout::Block), Some(part)) => {
                    add(p, nl, (target, head), target.parts().len(), part)
                }
                (_, Some(Layout::Flow), Some(part)) if !target.parts().is_empty() => {
                    flow::insert(target, target.parts().len(), part)
                }
                (Some((container, i)), ..) => set(p, nl, container, *i, made, 0..0),
                _ => Vec::new(),
            }
        }
        (Edit::Insert { at, value, .. }, _) => {
            let part = Part { at: 0, head: 0, key: None, value: value.into() };
            add(p, nl, (target, head), *at, &part)
        }
        (Edit::Move { from, to, .. }, _) => match (target.layout(), head) {
            (Some(Layout::Flow), _) => flow::reorder(p, target, *from, *to),
            (_, Some(head)) => block::reorder(p, (target, head), *from, *to),
            _ => Vec::new(),
        },
        (Edit::Remove { .. }, Some((container, i))) => remove(p, nl, &trail, container, *i),
        _ => Vec::new(),
    })
}

/// What a missing path becomes: maps around the value, the outermost with the first missing key.
fn made(missing: &[Step], value: &Value) -> Node {
    let wrap = |inner: Value, step: &Step| match step {
        Step::Key(key) => Value::Map(vec![(key.clone(), inner)]),
        Step::Index(_) => inner,
    };
    Node::from(&missing.iter().rev().fold(value.clone(), wrap))
}

/// A new text in the quotes of the old one.
fn like(mut new: Node, old: &Node) -> Node {
    if let (Kind::Text(_, style), Kind::Text(_, was @ (Style::Single | Style::Double))) =
        (&mut new.kind, &old.kind)
    {
        *style = *was;
    }
    new
}

/// Another value for a part; the comments in `gone` go.
fn set(
    p: &Parsed<'_>,
    nl: &str,
    container: &Node,
    i: usize,
    new: Node,
    gone: Range<usize>,
) -> Vec<Candidate> {
    let part = &container.parts()[i];
    let candidates = match container.layout() {
        Some(Layout::Flow) => flow::set(p, part, &new),
        _ => block::set(p, nl, part, &new, &gone),
    };
    candidates.into_iter().map(|candidate| candidate.dropping(gone.clone())).collect()
}

fn add(
    p: &Parsed<'_>,
    nl: &str,
    (container, head): (&Node, Option<usize>),
    i: usize,
    part: &Part,
) -> Vec<Candidate> {
    match container.layout() {
        Some(Layout::Flow) => flow::insert(container, i, part),
        _ => block::insert(p, nl, (container, head), i, part),
    }
}

/// Takes a part away; the last part of a collection leaves `[]` or `{}`.
fn remove(
    p: &Parsed<'_>,
    nl: &str,
    trail: &[(&Node, usize)],
    container: &Node,
    i: usize,
) -> Vec<Candidate> {
    let above = trail.len().checked_sub(2).map(|above| trail[above]);
    match (above, container.layout()) {
        (Some((outer, j)), Some(Layout::Block)) if container.parts().len() == 1 => {
            let lines = p.lines_of(&container.parts()[i]);
            let empty = if container.is_list() { Value::List(vec![]) } else { Value::Map(vec![]) };
            set(p, nl, outer, j, Node::from(&empty), lines)
        }
        (_, Some(Layout::Flow)) => flow::remove(p, container, i),
        _ => block::remove(p, container, i),
    }
}

pub(super) fn path_of(edit: &Edit) -> &[Step] {
    match edit {
        Edit::Set { path, .. }
        | Edit::Remove { path }
        | Edit::Insert { path, .. }
        | Edit::Push { path, .. }
        | Edit::Move { path, .. } => path,
    }
}

/// A path for people: keys with dots, places from 1.
pub(super) fn shown(path: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Key(key) => key.clone(),
        Step::Index(i) => (i + 1).to_string(),
    };
    path.iter().map(step).collect::<Vec<_>>().join(".")
}
