//! Markdown source that may be shown to a reviewer: nothing stands in it that its rendering would not show.
//!
//! Raw HTML, comments, titles and link definitions go; destinations are rewritten or dropped; all else stays byte for byte. The
//! edits are cuts in the source, found by the parser's own ranges, and the result is compared with the original by
//! what a reader sees; where a cut would make new syntax, the source falls back to one with place-holders, then to plain words.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::address::{Address, judge};
use super::plain_text;

/// Stands for raw HTML where its plain removal would change what the text around it means. It is an empty comment.
const NOTHING: &str = "<!---->";

/// What a reviewer may read of a text. `resolve` maps a local destination to its new one; where it gives `None` the words
/// stay and the link goes.
#[must_use]
pub fn publish(markdown: &str, resolve: &dyn Fn(&str) -> Option<String>) -> String {
    let seen = plain_text(markdown);
    let settled = |text: &String| edited(text, &|d| Some(d.to_owned()), NOTHING) == *text;
    ["", NOTHING]
        .into_iter()
        .map(|html| edited(markdown, resolve, html))
        .find(|text| same_words(&plain_text(text), &seen) && settled(text))
        .unwrap_or_else(|| escaped(&seen))
}

/// White space apart: a block that goes may leave a line end.
fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// A cut in the source: this range becomes that text.
type Cut = (Range<usize>, String);

/// A link or picture that is open, while its ranges are gathered.
struct Open {
    whole: Range<usize>,
    inner_end: usize,
    kind: LinkType,
    destination: String,
    is_image: bool,
}

fn edited(markdown: &str, resolve: &dyn Fn(&str) -> Option<String>, html: &str) -> String {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut covered: Vec<Range<usize>> = Vec::new();
    let mut block: Option<Range<usize>> = None;
    for (event, range) in Parser::new_ext(markdown, super::options()).into_offset_iter() {
        let ended =
            matches!(event, Event::End(TagEnd::Link | TagEnd::Image)).then(|| open.pop()).flatten();
        if let Some(outer) = open.last_mut() {
            outer.inner_end = outer.inner_end.max(range.end);
        }
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some(range),
            Event::End(TagEnd::HtmlBlock) => {
                cuts.extend(block.take().map(|b| html_block(markdown, b, html)))
            }
            Event::InlineHtml(_) => cuts.push((range, html.to_owned())),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                covered.push(range.clone());
                open.push(begun(range, link_type, &dest_url, false));
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                covered.push(range.clone());
                open.push(begun(range, link_type, &dest_url, true));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                cuts.extend(ended.into_iter().flat_map(|link| relinked(markdown, &link, resolve)));
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Heading { .. } | Tag::Table(_)) => {
                covered.push(range)
            }
            Event::Start(_) | Event::End(_) => {}
            _ => covered.push(range),
        }
    }
    cuts.extend(definitions(markdown, &covered));
    apply(markdown, cuts)
}

fn begun(whole: Range<usize>, kind: LinkType, destination: &str, is_image: bool) -> Open {
    let inner_end = (whole.start + if is_image { 2 } else { 1 }).min(whole.end);
    Open { whole, inner_end, kind, destination: destination.to_owned(), is_image }
}

/// A block of raw HTML leaves an empty line, so that what stands around it does not grow together.
fn html_block(markdown: &str, block: Range<usize>, html: &str) -> Cut {
    let line_end = markdown[block.clone()].ends_with('\n');
    (block, format!("{html}{}", if line_end { "\n" } else { "" }))
}

/// New source of a link: every form becomes the inline one, so that no definition is needed and no title stays.
fn relinked(markdown: &str, link: &Open, resolve: &dyn Fn(&str) -> Option<String>) -> Vec<Cut> {
    let automatic = matches!(link.kind, LinkType::Autolink | LinkType::Email);
    let destination = match (link.kind, judge(&link.destination)) {
        (LinkType::Email, _) => return Vec::new(),
        (_, Address::Outside(_)) if automatic => return Vec::new(),
        (_, Address::Outside(_)) => Some(link.destination.clone()),
        (_, Address::Local) => resolve(&link.destination),
        (_, Address::Refused) => None,
    };
    let open = if link.is_image { 2 } else { 1 };
    let head = link.whole.start..link.whole.start + open;
    let tail = link.inner_end.max(head.end)..link.whole.end;
    if automatic {
        return vec![(link.whole.clone(), escaped(&link.destination))];
    }
    match destination {
        Some(to) => {
            let new = format!("]({})", written(&to));
            if markdown[tail.clone()] == new { Vec::new() } else { vec![(tail, new)] }
        }
        None => vec![(head, String::new()), (tail, String::new())],
    }
}

/// A destination as it stands in the source.
fn written(destination: &str) -> String {
    let plain = !destination.is_empty()
        && !destination.starts_with('<')
        && destination
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !"()\\".contains(c));
    if plain {
        return destination.to_owned();
    }
    let mut out = String::from("<");
    for c in destination.chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out + ">"
}

/// Link definitions leave no event: they are lines that nothing covers and that look like one, with the lines below
/// that belong to them.
fn definitions(markdown: &str, covered: &[Range<usize>]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut start = 0;
    let mut inside = false;
    for line in markdown.split_inclusive('\n') {
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        let bare = !covered.iter().any(|c| c.start < range.end && range.start < c.end);
        let text = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']).trim();
        let text = text
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')')
            .trim_start();
        inside = bare && !text.is_empty() && (inside || text.starts_with('['));
        if inside {
            let at = range.end - line.trim_end_matches(['\n', '\r']).len()
                + line.find(text).unwrap_or(0);
            cuts.push((at..range.end, String::new()));
        }
    }
    cuts
}

fn apply(markdown: &str, mut cuts: Vec<Cut>) -> String {
    cuts.sort_by_key(|(range, _)| (range.start, range.end));
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
