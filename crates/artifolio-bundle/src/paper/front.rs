//! Who submits and how far, the reflection, and the last words.

use super::pieces::{Headings, heading, paragraph, part, text, to_address, words};
use super::{Piece, Run};
use crate::map::Map;
use crate::site::{Site, is_web_address};

/// The first page.
pub(super) fn pieces(site: Site<'_>) -> Vec<Piece> {
    let Site { submission, words: say } = site;
    let date = say.date(submission.date);
    let mut facts = candidate(site);
    facts.extend(fact(site, "programme", &submission.profile.name));
    facts.extend(fact(site, "date_label", &date));
    let statement = say.statement(submission).into_iter();
    vec![
        heading(1, site.owner(), "top"),
        Piece::Facts { facts },
        paragraph(site.progress()),
        Piece::Facts { facts: statement.map(|(name, value)| (name, words(value))).collect() },
        paragraph(say.say("paper_note")),
        Piece::Contents,
    ]
}

/// What the official form asks for of the candidate.
pub(super) fn candidate(site: Site<'_>) -> Vec<(String, Vec<Run>)> {
    let Site { submission, words: say } = site;
    let map = Map { submission, words: say, places: &|_| None };
    map.facts().map(|(name, value)| (name, words(value))).collect()
}

/// A name and its value; nothing where there is no value.
pub(super) fn fact(site: Site<'_>, key: &str, value: &str) -> Option<(String, Vec<Run>)> {
    let value = value.trim();
    (!value.is_empty()).then(|| (site.words.say(key), words(value)))
}

/// Criterion 1.
pub(super) fn reflection(site: Site<'_>) -> Vec<Piece> {
    let mut pieces = vec![Piece::Page, heading(2, site.words.say("reflection"), "reflection")];
    let markdown = &site.submission.reflection.markdown;
    pieces.extend(text(site, markdown, Headings::Under(2), "no_reflection"));
    pieces
}

/// Where the criteria come from, and the notice.
pub(super) fn end(site: Site<'_>) -> Vec<Piece> {
    let profile = &site.submission.profile;
    let mut edition = words(site.words.with("edition", &[("edition", &profile.edition)]));
    if is_web_address(&profile.standards_link) {
        edition.extend(words(" "));
        edition.push(to_address(site.words.say("official_text"), &profile.standards_link));
    }
    vec![
        part(2, site.words.say("about_this")),
        paragraph(&profile.notice),
        Piece::Paragraph { words: edition },
    ]
}
