//! Headings, links and pictures of a text, for the checks.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1..6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Line in the text, from 1.
    pub line: u32,
}

/// A link or a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words; of a picture, its description.
    pub text: String,
    /// Where it leads, as written.
    pub destination: String,
    /// Line in the text, from 1.
    pub line: u32,
    /// A picture.
    pub is_image: bool,
}

/// All headings in their order.
#[must_use]
pub fn outline(markdown: &str) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut open = false;
    for (event, range) in Parser::new_ext(markdown, super::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                open = true;
                let line = line_of(markdown, range.start);
                headings.push(Heading { level: level as u8, text: String::new(), line });
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            Event::Text(text) | Event::Code(text) if open => {
                if let Some(heading) = headings.last_mut() {
                    heading.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    headings
}

/// All links and pictures in the order they begin.
#[must_use]
pub fn links(markdown: &str) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, super::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open.push(found.len());
                found.push(begun(markdown, range.start, &dest_url, false));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                open.push(found.len());
                found.push(begun(markdown, range.start, &dest_url, true));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                open.pop();
            }
            Event::Text(text) | Event::Code(text) => {
                open.iter().for_each(|&i| found[i].text.push_str(&text))
            }
            Event::SoftBreak | Event::HardBreak => {
                open.iter().for_each(|&i| found[i].text.push(' '))
            }
            _ => {}
        }
    }
    found
}

fn begun(markdown: &str, at: usize, destination: &str, is_image: bool) -> Link {
    Link {
        text: String::new(),
        destination: destination.to_owned(),
        line: line_of(markdown, at),
        is_image,
    }
}

fn line_of(text: &str, at: usize) -> u32 {
    u32::try_from(text[..at].matches('\n').count() + 1).unwrap_or(u32::MAX)
}
