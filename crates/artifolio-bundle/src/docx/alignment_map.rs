//! `alignment-map.docx`: the document reviewers read. The header block, then a table with a row for each criterion.

use artifolio_core::markdown::{Span, word_count};

use super::body::{Body, Style};
use super::markdown::{Within, bold, leading, plain};
use super::package::{Document, Paper};
use crate::map::{Leading, Map, Shown};
use crate::submission::{Row, is_blank};

/// Standard and criterion, artifacts, contextualization, in twentieths of a point; in all the room of the paper.
const WIDTHS: [usize; 3] = [2_700, 4_700, 6_280];
/// Room of a cell beside its text.
const PADDING: usize = 216;
/// A row with more words may stand on two pages: held together, it could leave most of a page empty.
const MOST_HELD: usize = 250;

/// The whole file.
pub(crate) fn alignment_map(map: Map<'_>) -> Vec<u8> {
    let Map { submission, words, .. } = map;
    let (name, owner) = (words.say("alignment_map"), words.owner(submission));
    let mut body = Body::new();
    draft(&mut body, map);
    body.paragraph(Style::Heading(1).plain(), &[plain(&name)]);
    for (label, value) in map.facts() {
        body.paragraph(Style::Normal.plain(), &[label_of(&label), plain(value)]);
    }
    for (label, way) in map.ways() {
        body.paragraph(Style::Normal.plain(), &[label_of(&label), link(way)]);
    }
    body.paragraph(Style::Heading(2).plain(), &[plain(&words.say("criteria"))]);
    let heads = ["standard_and_criterion", "artifacts", "contextualization"]
        .map(|key| [bold(&words.say(key))]);
    let columns: Vec<_> = WIDTHS.into_iter().zip(heads.iter().map(|head| &head[..])).collect();
    body.table(&columns, &words.say("map_caption"), true, |b| {
        submission.rows().for_each(|r| row(b, map, &r));
    });
    foot(&mut body, map);
    let title = format!("{name} – {owner}");
    Document {
        title,
        author: &submission.candidate.name,
        language: &submission.language,
        paper: Paper::Landscape,
        body,
    }
    .into_bytes()
}

/// Says "draft" where it is one.
pub(super) fn draft(body: &mut Body, map: Map<'_>) {
    if map.submission.draft {
        let note = format!(" {}", map.words.say("draft_note"));
        body.paragraph(Style::Normal.plain(), &[bold(&map.words.say("draft")), plain(&note)]);
    }
}

/// The notice and the edition. No date: a document that is handed in alone must not change from day to day.
pub(super) fn foot(body: &mut Body, map: Map<'_>) {
    let Map { submission, words, .. } = map;
    let profile = &submission.profile;
    let edition = words.with("edition", &[("edition", &profile.edition)]);
    for line in [&profile.notice, &edition] {
        if !line.trim().is_empty() {
            body.paragraph(Style::Note.plain(), &[plain(line)]);
        }
    }
}

fn row(body: &mut Body, map: Map<'_>, row: &Row<'_>) {
    let held = word_count(row.markdown) <= MOST_HELD;
    body.row(false, held, |b| {
        b.cell(WIDTHS[0], |b| criterion(b, map, row));
        b.cell(WIDTHS[1], |b| artifacts(b, &map.artifacts(row)));
        b.cell(WIDTHS[2], |b| contextualization(b, map, row));
    });
}

fn criterion(body: &mut Body, map: Map<'_>, row: &Row<'_>) {
    if let Some(standard) = row.criterion.standard_name.as_deref() {
        body.paragraph(Style::Normal.plain(), &[plain(standard)]);
    }
    let page = (map.places)(&row.page).filter(|_| !row.is_reflection());
    body.paragraph(Style::Normal.plain(), &[Span { link: page, ..bold(&map.title(row)) }]);
    if !row.criterion.paraphrase.trim().is_empty() {
        body.paragraph(Style::Normal.plain(), &[plain(row.criterion.paraphrase.trim())]);
    }
}

fn artifacts(body: &mut Body, artifacts: &[Shown]) {
    for artifact in artifacts {
        let role = plain(&format!(" {}", artifact.role));
        body.paragraph(Style::Normal.plain(), &[link(artifact.name.clone()), role]);
        for item in &artifact.evidence {
            body.bullet(&[link(item.clone())]);
        }
    }
    if artifacts.is_empty() {
        body.demanded();
    }
}

fn contextualization(body: &mut Body, map: Map<'_>, row: &Row<'_>) {
    if row.is_reflection() {
        let text = map.words.say("to_reflection");
        let address = (map.places)(&row.page);
        return body.paragraph(Style::Normal.plain(), &[link(Leading { text, address })]);
    }
    let blocks = map.text(row);
    if is_blank(row.markdown) || blocks.is_empty() {
        return body.paragraph(Style::Normal.plain(), &[plain(&map.words.say("no_text"))]);
    }
    body.text(&blocks, Within::new(2, WIDTHS[2] - PADDING));
}

fn label_of(label: &str) -> Span {
    bold(&format!("{label}: "))
}

fn link(leads: Leading) -> Span {
    leading(&leads.text, leads.address)
}
