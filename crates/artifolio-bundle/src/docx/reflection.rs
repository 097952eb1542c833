//! The reflection as a document of its own, for a portal that takes files and no package.

use super::alignment_map::{draft, foot};
use super::body::{Body, Style};
use super::markdown::{Within, plain};
use super::package::{Document, Paper};
use crate::map::Map;
use crate::submission::is_blank;

/// The whole file.
pub(crate) fn reflection(map: Map<'_>) -> Vec<u8> {
    let Map { submission, words, .. } = map;
    let (name, owner) = (words.say("reflection"), words.owner(submission));
    let mut body = Body::new();
    draft(&mut body, map);
    body.paragraph(Style::Heading(1).plain(), &[plain(&name)]);
    let author = submission.candidate.name.trim();
    if !author.is_empty() {
        body.paragraph(Style::Normal.plain(), &[plain(author)]);
    }
    let row = submission.rows().find(|row| row.is_reflection());
    match row.filter(|row| !is_blank(row.markdown)) {
        Some(row) => body.text(&map.text(&row), Within::new(1, Paper::Portrait.width())),
        None => body.paragraph(Style::Normal.plain(), &[plain(&words.say("no_reflection"))]),
    }
    foot(&mut body, map);
    let title = format!("{name} – {owner}");
    Document { title, author, language: &submission.language, paper: Paper::Portrait, body }
        .into_bytes()
}
