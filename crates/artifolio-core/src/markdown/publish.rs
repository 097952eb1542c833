//! Markdown source that may be shown to a reviewer: nothing stands in it that its rendering would not show.
//!
//! Raw HTML, comments, link titles, link definitions, words behind a code fence and cells beyond a table's columns go; destinations are rewritten or dropped; all else stays byte
//! for byte. The edits are cuts in the source, found by the parser's own ranges. A cut can make new syntax, so each has
//! a plainer form to fall back to, and a choice of forms is taken only when the result renders as the original does.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::address::{Address, judge};
use super::{RenderOptions, plain_text, render};

/// Stands for a block or line whose removal would change what the text around it means: an empty comment.
const NOTHING: &str = "<!---->";

/// Stands for a tag or comment in a line in the same case: nothing to close, and no comment, which would begin a block.
const NO_TAG: &str = "</i>";

/// Most rounds: one removes every definition, and the next those that had the same label.
const ROUNDS: usize = 200;

/// Most changes that are tried one by one; a text with more takes the plainer forms throughout.
const MAX_TRIED: usize = 100;

/// What a reviewer may read of a text. `resolve` maps a local destination, as it is written, to its new one; where it
/// gives `None` the words stay and the link goes.
///
/// A text that has been published comes back as it is, where `resolve` maps its own results to themselves.
#[must_use]
pub fn publish(markdown: &str, resolve: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = markdown.to_owned();
    for round in 0..ROUNDS {
        let changes = match round {
            0 => changes(&text, resolve),
            _ => changes(&text, &|destination| Some(destination.to_owned())),
        };
        if changes.is_empty() {
            return text;
        }
        match changed(&text, &changes) {
            Some(new) => text = new,
            None => break,
        }
    }
    plain_text(markdown).lines().map(|line| escaped(&words(line))).collect::<Vec<_>>().join("\n\n")
}

/// A cut in the source: this range becomes that text.
type Cut = (Range<usize>, String);

/// One thing to change, in the form that leaves the source nicest, and in one that disturbs nothing.
struct Change {
    nice: Vec<Cut>,
    plain: Vec<Cut>,
}

impl Change {
    fn of(range: Range<usize>, nice: &str, plain: &str) -> Self {
        Self {
            nice: vec![(range.clone(), nice.to_owned())],
            plain: vec![(range, plain.to_owned())],
        }
    }
}

/// The source with all changes, each in the nicest form that leaves the rendering as it was; else the words as they
/// were; `None` where neither can be.
fn changed(markdown: &str, changes: &[Change]) -> Option<String> {
    let made = |nice: &[bool]| {
        let form = |(change, nice): (&Change, &bool)| {
            if *nice { change.nice.clone() } else { change.plain.clone() }
        };
        apply(markdown, changes.iter().zip(nice).flat_map(form).collect())
    };
    let page = |text: &str| words(&render(text, &RenderOptions::default()));
    let seen = page(markdown);
    let mut nice = vec![true; changes.len()];
    let nicest = made(&nice);
    if page(&nicest) == seen {
        return Some(nicest);
    }
    nice.fill(false);
    let plainest = made(&nice);
    if page(&plainest) != seen {
        let seen = words(&plain_text(markdown));
        return [nicest, plainest].into_iter().find(|text| words(&plain_text(text)) == seen);
    }
    for i in 0..if changes.len() > MAX_TRIED { 0 } else { changes.len() } {
        nice[i] = true;
        nice[i] = page(&made(&nice)) == seen;
    }
    Some(made(&nice))
}

/// A text but for the amount of white space in it.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A link or picture that is open, while its words and ranges are gathered.
struct Open {
    whole: Range<usize>,
    inner_end: usize,
    kind: LinkType,
    destination: String,
    titled: bool,
    is_image: bool,
    words: String,
}

fn changes(markdown: &str, resolve: &dyn Fn(&str) -> Option<String>) -> Vec<Change> {
    let parser = Parser::new_ext(markdown, super::options());
    let spans =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone());
    let mut all: Vec<Change> = spans.map(|span| definition(markdown, span)).collect();
    let mut open: Vec<Open> = Vec::new();
    let mut cell_end = 0;
    // One destination is one question, however often it is linked.
    let mut answers: HashMap<String, Option<String>> = HashMap::new();
    for (event, range) in parser.into_offset_iter() {
        let ended =
            matches!(event, Event::End(TagEnd::Link | TagEnd::Image)).then(|| open.pop()).flatten();
        if let Some(outer) = open.last_mut() {
            outer.inner_end = outer.inner_end.max(range.end);
        }
        match event {
            Event::Start(Tag::HtmlBlock) => all.extend(html_block(markdown, range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if !is_language(&info) => {
                all.extend(info_string(markdown, range));
            }
            Event::InlineHtml(html) if *html != *NO_TAG => {
                all.push(Change {
                    nice: vec![(with_line(markdown, range.clone()), String::new())],
                    plain: vec![(range, NO_TAG.to_owned())],
                });
            }
            Event::Start(
                Tag::Link { link_type: kind, dest_url, title, .. }
                | Tag::Image { link_type: kind, dest_url, title, .. },
            ) => {
                open.push(begun(markdown, range, kind, &dest_url, !title.is_empty()));
            }
            Event::End(TagEnd::TableCell) => cell_end = range.end,
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                all.extend(surplus(markdown, cell_end..range.end));
            }
            Event::Text(text) | Event::Code(text) => {
                open.iter_mut().for_each(|link| link.words.push_str(&text));
            }
            Event::SoftBreak | Event::HardBreak => {
                open.iter_mut().for_each(|link| link.words.push(' '));
            }
            _ => {}
        }
        if let Some(link) = ended {
            let mut resolve =
                |to: &str| answers.entry(to.to_owned()).or_insert_with(|| resolve(to)).clone();
            all.extend(relinked(&link, &mut resolve));
        }
    }
    all
}

fn begun(
    markdown: &str,
    range: Range<usize>,
    kind: LinkType,
    destination: &str,
    titled: bool,
) -> Open {
    let is_image = markdown[range.clone()].starts_with('!');
    // The parser leaves the `[]` of `[words][]` out.
    let collapsed = kind == LinkType::Collapsed && markdown[range.end..].starts_with("[]");
    Open {
        inner_end: (range.start + 1 + usize::from(is_image)).min(range.end),
        whole: range.start..range.end + if collapsed { 2 } else { 0 },
        kind,
        destination: destination.to_owned(),
        titled,
        is_image,
        words: String::new(),
    }
}

/// Inline HTML that stands alone on a line goes with the line: a blank one would end the paragraph.
fn with_line(markdown: &str, tag: Range<usize>) -> Range<usize> {
    let before = markdown[..tag.start].trim_end_matches([' ', '\t']);
    let after = markdown[tag.end..].trim_start_matches([' ', '\t']);
    let end = ["\n", "\r\n"].iter().find(|end| after.starts_with(**end));
    match end {
        Some(end) if before.ends_with('\n') => {
            before.len()..markdown.len() - after.len() + end.len()
        }
        _ => tag,
    }
}

/// A definition goes with its lines' text; the line itself stays, empty.
fn definition(markdown: &str, span: Range<usize>) -> Change {
    let text = markdown[span.clone()].trim_end_matches(['\n', '\r']);
    Change::of(span.start..span.start + text.len(), "", NOTHING)
}

/// A block of raw HTML leaves an empty line, so that what stands around it does not grow together.
fn html_block(markdown: &str, block: Range<usize>) -> Option<Change> {
    let text = markdown[block.clone()].trim_end_matches(['\n', '\r']);
    let block = block.start..block.start + text.len();
    (text != NOTHING && !text.is_empty()).then(|| Change::of(block, "", NOTHING))
}

/// Whether what stands behind the fence of a code block is no more than the name of a language.
fn is_language(info: &str) -> bool {
    info.len() <= 20 && info.chars().all(|c| c.is_ascii_alphanumeric() || "+#-".contains(c))
}

/// What stands behind the fence of a code block is not shown.
fn info_string(markdown: &str, block: Range<usize>) -> Option<Change> {
    let line = markdown[block.clone()].lines().next()?;
    let fence = line.len() - line.trim_start_matches(line.chars().next()?).len();
    Some(Change::of(block.start + fence..block.start + line.len(), "", ""))
}

/// Cells beyond the last column are not shown.
fn surplus(markdown: &str, rest: Range<usize>) -> Option<Change> {
    let text = markdown.get(rest.clone())?.trim_end();
    let cells = text.trim_matches(|c: char| c == '|' || c.is_whitespace());
    (!cells.is_empty()).then(|| Change::of(rest.start..rest.start + text.len(), "", ""))
}

/// New source of a link: one with a title or by reference becomes one with its destination alone.
fn relinked(link: &Open, resolve: &mut dyn FnMut(&str) -> Option<String>) -> Option<Change> {
    let automatic = matches!(link.kind, LinkType::Autolink | LinkType::Email);
    let destination = match judge(&link.destination) {
        _ if link.kind == LinkType::Email => return None,
        Address::Outside(_) => Some(link.destination.clone()),
        Address::Local => resolve(&link.destination),
        Address::Refused => None,
    };
    let sign = if link.is_image { "!" } else { "" };
    let words = escaped(&link.words);
    let whole = link.whole.clone();
    match destination {
        Some(to) => {
            let plainly = link.kind == LinkType::Inline && !link.titled;
            if to == link.destination && (automatic || plainly) {
                return None;
            }
            let to = written(&to);
            let plain = vec![(whole.clone(), format!("{sign}[{words}]({to})"))];
            let tail = (link.inner_end..whole.end, format!("]({to})"));
            Some(Change { nice: if automatic { plain.clone() } else { vec![tail] }, plain })
        }
        None if automatic => Some(Change::of(whole, &words, &words)),
        None => {
            let head = whole.start..whole.start + sign.len() + 1;
            let tail = link.inner_end..whole.end;
            Some(Change {
                nice: vec![(head, String::new()), (tail, String::new())],
                plain: vec![(whole, words)],
            })
        }
    }
}

/// A destination as it stands in the source.
fn written(destination: &str) -> String {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()\\".contains(c);
    let mut out = String::new();
    for c in destination.chars() {
        match c {
            '<' | '>' | '\\' | '&' => out.extend(['\\', c]),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    if destination.is_empty() || destination.contains(odd) { format!("<{out}>") } else { out }
}

fn apply(markdown: &str, mut cuts: Vec<Cut>) -> String {
    cuts.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    for (range, new) in cuts {
        // A cut inside one that was made already has nothing left to cut.
        if range.start < at {
            continue;
        }
        out.push_str(&markdown[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&markdown[at..]);
    out
}

/// Words as Markdown that shows exactly them.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
