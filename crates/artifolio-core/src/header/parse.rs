//! From the events of the YAML parser to a [`Node`] tree with byte spans. Bounded: depth, and the number of values
//! after aliases are followed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span, StructureStyle, Tag};

use super::fault::FaultKind;
use super::node::{Kind, Layout, Node, Part, Style, plain};

/// Deepest nesting, block and flow each: the format itself needs six.
const MAX_DEPTH: usize = 64;
/// Most values once aliases are followed; 64 KiB without aliases hold fewer.
const MAX_VALUES: usize = 1 << 16;

/// A header's YAML, parsed.
#[derive(Debug, Clone)]
pub(crate) struct Parsed<'a> {
    /// The source.
    pub(crate) yaml: &'a str,
    /// The tree; `Null` when nothing is written.
    pub(crate) root: Node,
    /// Every comment from `#` to before its line end, in order.
    pub(crate) comments: Vec<Range<usize>>,
}

/// Parses one YAML document.
///
/// # Errors
/// What is wrong, and at which byte.
pub(crate) fn parse(yaml: &str) -> Result<Parsed<'_>, (FaultKind, usize)> {
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        max_buffered_comment_events: usize::MAX,
    };
    let mut builder = Builder::default();
    let mut comments = Vec::new();
    for event in Parser::new_from_str_with_options(yaml, options) {
        let (event, span) = event.map_err(|error| {
            let kind = match error.kind() {
                ErrorKind::RecursionLimitExceeded => FaultKind::TooMuch,
                _ => FaultKind::Syntax(error.info().to_string()),
            };
            (kind, error.marker().byte_offset().unwrap_or(0).min(yaml.len()))
        })?;
        if matches!(event, Event::Comment(..)) {
            comments.push(bytes(span));
        } else {
            builder.take(event, span)?;
        }
    }
    comments.sort_by_key(|c| c.start);
    let root = builder.root.unwrap_or_else(|| Node::new(Kind::Null));
    let mut parsed = Parsed { yaml, root: Node::new(Kind::Null), comments };
    parsed.root = parsed.located(root, 0);
    Ok(parsed)
}

fn bytes(span: Span) -> Range<usize> {
    span.byte_range().expect("a parser over a str knows every byte offset")
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    values: usize,
}

struct Open {
    node: Node,
    anchor: usize,
    key: Option<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), (FaultKind, usize)> {
        let at = bytes(span).start;
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err((FaultKind::Syntax("a second document".into()), at));
            }
            Event::Scalar(text, style, anchor, tag) => {
                let node = scalar(text, style, tag.as_deref(), span);
                self.close(node, anchor)?;
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.begin(Kind::List(layout(style), Vec::new()), anchor, tag, span);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.begin(Kind::Map(layout(style), Vec::new()), anchor, tag, span);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { mut node, anchor, .. }) = self.open.pop() {
                    node.end = bytes(span).end;
                    self.close(node, anchor)?;
                }
            }
            Event::Alias(id) => {
                let Some(original) = self.anchors.get(&id) else {
                    return Err((FaultKind::TooMuch, at));
                };
                let Range { start, end } = bytes(span);
                let node = Node { start, outer: start, end, alias: true, ..original.clone() };
                self.close(node, 0)?;
            }
            Event::Anchor(..) => self.widen(at),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, kind: Kind, anchor: usize, tag: Option<Cow<'_, Tag>>, span: Span) {
        let start = bytes(span).start;
        let (tag, outer) = tagged(tag.as_deref(), span);
        let node = Node { start, outer, end: start, kind, tag, alias: false };
        self.open.push(Open { node, anchor, key: None });
    }

    fn close(&mut self, node: Node, anchor: usize) -> Result<(), (FaultKind, usize)> {
        self.values += if node.alias { node.size() } else { 1 };
        if self.values > MAX_VALUES {
            return Err((FaultKind::TooMuch, node.start));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        let (at, head) = (node.outer, node.outer);
        match &mut open.node.kind {
            Kind::Map(_, parts) => match open.key.take() {
                None => open.key = Some(node),
                Some(key) => parts.push(Part { at: key.outer, head, key: Some(key), value: node }),
            },
            Kind::List(_, parts) => parts.push(Part { at, head, key: None, value: node }),
            _ => {}
        }
        Ok(())
    }

    /// The anchor of the node that was just begun or closed stands at `at`.
    fn widen(&mut self, at: usize) {
        let node = match self.open.last_mut() {
            None => self.root.as_mut(),
            Some(Open { key: Some(key), .. }) => Some(key),
            Some(Open { node, .. }) if node.parts().is_empty() => Some(node),
            Some(Open { node, .. }) => {
                node.parts_mut().and_then(|parts| parts.last_mut()).map(|part| &mut part.value)
            }
        };
        if let Some(node) = node {
            node.outer = node.outer.min(at);
        }
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Node {
    let Range { start, end } = bytes(span);
    let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
    let kind = match style {
        ScalarStyle::Plain if is_text => Kind::Text(text.into_owned(), Style::Plain),
        ScalarStyle::Plain if start == end => Kind::Null,
        ScalarStyle::Plain => plain(&text),
        ScalarStyle::SingleQuoted => Kind::Text(text.into_owned(), Style::Single),
        ScalarStyle::DoubleQuoted => Kind::Text(text.into_owned(), Style::Double),
        ScalarStyle::Literal | ScalarStyle::Folded => Kind::Text(text.into_owned(), Style::Block),
    };
    let (tag, outer) = tagged(tag, span);
    Node { start, outer, end, kind, tag: tag.filter(|_| !is_text), alias: false }
}

/// The tag, and where it or else the node begins.
fn tagged(tag: Option<&Tag>, span: Span) -> (Option<String>, usize) {
    let outer = span.tag_start().and_then(|mark| mark.byte_offset());
    (tag.map(ToString::to_string), outer.unwrap_or(bytes(span).start))
}

fn layout(style: StructureStyle) -> Layout {
    match style {
        StructureStyle::Flow => Layout::Flow,
        _ => Layout::Block,
    }
}

impl Parsed<'_> {
    /// Behind blanks, line ends and comments.
    pub(crate) fn skip(&self, mut at: usize) -> usize {
        loop {
            let rest = &self.yaml[at..];
            at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            match self.comments.binary_search_by_key(&at, |c| c.start) {
                Ok(i) => at = self.comments[i].end,
                Err(_) => return at,
            }
        }
    }

    /// First byte of the line that `at` stands on.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.yaml[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    /// Behind the line end of the line that the byte before `at` stands on: `at` itself at the begin of a line.
    pub(crate) fn after_line(&self, at: usize) -> usize {
        if at > 0 && self.yaml.as_bytes()[at - 1] == b'\n' {
            return at;
        }
        self.yaml[at..].find('\n').map_or(self.yaml.len(), |i| at + i + 1)
    }

    /// The tree with what the events do not tell: colons, hyphens, the `|` of block scalars, and true ends.
    fn located(&self, mut node: Node, head: usize) -> Node {
        if node.alias {
            return node;
        }
        match &mut node.kind {
            Kind::Null if node.start == node.end && node.outer == node.start => {
                (node.start, node.outer, node.end) = (head, head, head);
            }
            Kind::Text(_, Style::Block) => self.locate_block(&mut node, head),
            Kind::List(layout, parts) => {
                if *layout == Layout::Block {
                    node.start = self.behind_properties(head);
                }
                let mut at = node.start;
                for part in &mut *parts {
                    if *layout == Layout::Block {
                        part.at = self.skip(at);
                        part.head = part.at + usize::from(self.yaml[part.at..].starts_with('-'));
                    }
                    self.locate_value(part);
                    at = part.end();
                }
            }
            Kind::Map(_, parts) => {
                for part in &mut *parts {
                    part.at = self.question_mark(part.at).unwrap_or(part.at);
                    let behind = part.key.as_ref().map_or(part.at, |key| key.end);
                    let colon = self.skip(behind);
                    let stands = self.yaml[colon..].starts_with(':');
                    part.head = if stands { colon + 1 } else { behind };
                    self.locate_value(part);
                }
            }
            _ => {}
        }
        if node.layout() == Some(Layout::Block) {
            node.end = node.parts().last().map_or(node.end, Part::end);
        }
        node
    }

    /// The `? ` of a key that is written with one.
    fn question_mark(&self, key: usize) -> Option<usize> {
        let before = self.yaml[..key].trim_end_matches([' ', '\t']).strip_suffix('?')?;
        let alone = before.is_empty() || before.ends_with([' ', '\t', '\n', '{', '[', ',']);
        (before.len() + 1 < key && alone).then_some(before.len())
    }

    /// Behind anchors and tags.
    fn behind_properties(&self, head: usize) -> usize {
        let mut at = self.skip(head);
        while self.yaml[at..].starts_with(['&', '!']) {
            let rest = &self.yaml[at..];
            at = self.skip(at + rest.find(char::is_whitespace).unwrap_or(rest.len()));
        }
        at
    }

    fn locate_value(&self, part: &mut Part) {
        let value = std::mem::replace(&mut part.value, Node::new(Kind::Null));
        part.value = self.located(value, part.head);
    }

    /// Events give the content alone, with blank lines behind it that only `+` takes for content.
    fn locate_block(&self, node: &mut Node, head: usize) {
        let start = self.behind_properties(head);
        let content = self.after_line(start);
        let header = &self.yaml[start..content];
        let keeps = header.split('#').next().is_some_and(|h| h.contains('+'));
        let whole = self.yaml[content.min(node.end)..node.end].trim_end_matches([' ', '\t']);
        let kept = if keeps { whole } else { whole.trim_end_matches([' ', '\t', '\r', '\n']) };
        node.end = self.after_line(content.max(content.min(node.end) + kept.len()));
        if node.outer == node.start {
            node.outer = start;
        }
        node.start = start;
    }
}
