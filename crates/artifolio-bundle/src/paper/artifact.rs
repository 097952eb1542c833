//! The section of one artifact: what it is, its evidence with the pictures, the reflection, the criteria it serves.

use std::collections::BTreeSet;

use super::front::fact;
use super::pieces::{Headings, heading, paragraph, part, text, to_address, to_label, words};
use super::{PICTURE_LIMIT, Piece, Run};
use crate::media;
use crate::site::{Site, is_web_address};
use crate::submission::{Pin, PublicArtifact, PublicEvidence, PublicFile};

/// What links call the section of an artifact.
pub(super) fn label(number: u32) -> String {
    format!("artifact-{number}")
}

pub(super) fn pieces(site: Site<'_>, artifact: &PublicArtifact) -> Vec<Piece> {
    let say = |key: &str| site.words.say(key);
    let name = site.words.artifact_name(artifact);
    let mut pieces = vec![Piece::Page, heading(2, name, label(artifact.number))];
    if !artifact.summary.trim().is_empty() {
        pieces.push(paragraph(artifact.summary.trim()));
    }
    let mut facts: Vec<_> = [
        ("kind", artifact.kind.as_str()),
        ("when", &site.words.period(artifact)),
        ("audience", &artifact.audience),
    ]
    .into_iter()
    .filter_map(|(key, value)| fact(site, key, value))
    .collect();
    for (key, lines) in site.words.whose(artifact) {
        facts.extend(fact(site, key, &lines.join("\n")));
    }
    if !facts.is_empty() {
        pieces.push(Piece::Facts { facts });
    }
    pieces.push(part(3, say("evidence")));
    if artifact.evidence.is_empty() {
        pieces.push(paragraph(say("no_evidence")));
    }
    for (index, evidence) in artifact.evidence.iter().enumerate() {
        pieces.extend(item(site, artifact, index + 1, evidence));
    }
    pieces.push(part(3, say("artifact_reflection")));
    pieces.extend(text(site, &artifact.markdown, Headings::Under(3), "no_text"));
    pieces.extend(serves(site, artifact.number));
    pieces.extend(credits(site, artifact));
    pieces
}

/// An item of evidence: its picture or its caption, then its files and links.
fn item(
    site: Site<'_>,
    artifact: &PublicArtifact,
    place: usize,
    evidence: &PublicEvidence,
) -> Vec<Piece> {
    let mut pieces = vec![];
    let caption = evidence.caption.trim();
    match picture(site, evidence) {
        Some(file) => {
            let poster = evidence.poster.as_ref() == Some(&file.path);
            let alt = match poster {
                true => site.words.poster(site.submission, evidence),
                false => site.words.alternative(artifact, place),
            };
            let (path, caption) = (file.path.clone(), caption.to_owned());
            pieces.push(Piece::Picture { path, alt, caption, poster });
        }
        None if !caption.is_empty() => {
            pieces.push(paragraph(caption));
        }
        None => {}
    }
    let mut ways = vec![];
    if let Some(link) = &evidence.link {
        let text = site.words.with("open_link", &[("address", link)]);
        ways.push(if is_web_address(link) { vec![to_address(text, link)] } else { words(text) });
    }
    for (field, path) in evidence.opened() {
        if let Some(file) = site.submission.file(path) {
            ways.push(vec![to_address(site.words.file(&format!("open_{field}"), file), path)]);
        }
    }
    let items = ways.into_iter().map(|words| vec![Piece::Paragraph { words }]).collect();
    pieces.push(Piece::List { first: None, items });
    pieces
}

/// The file of an item that paper can show: itself, else the copy that any browser shows, else the captured copy, else the
/// poster.
fn picture<'a>(site: Site<'a>, evidence: &PublicEvidence) -> Option<&'a PublicFile> {
    [&evidence.file, &evidence.viewable, &evidence.capture, &evidence.poster]
        .into_iter()
        .filter_map(|path| site.submission.file(path.as_deref()?))
        .find(|file| media::is_printed(&file.media_type) && file.bytes <= PICTURE_LIMIT)
}

/// All pictures of a paper, each once.
pub(super) fn pictures(pieces: &[Piece]) -> BTreeSet<String> {
    let path = |piece: &Piece| match piece {
        Piece::Picture { path, .. } => Some(path.clone()),
        _ => None,
    };
    pieces.iter().filter_map(path).collect()
}

/// "Look here: Benson_Artifact1.pdf, page 3".
pub(super) fn pin(site: Site<'_>, artifact: &PublicArtifact, pin: &Pin) -> Option<Vec<Run>> {
    let evidence = artifact.evidence.get(pin.evidence - 1)?;
    let path = site.submission.pinned(evidence);
    let text = site.words.pin(site.submission, evidence, pin);
    let address = path.or(evidence.link.as_deref());
    Some(match address.filter(|a| path.is_some() || is_web_address(a)) {
        Some(address) => vec![to_address(text, address)],
        None => words(text),
    })
}

/// The criteria the artifact is attached to.
fn serves(site: Site<'_>, number: u32) -> Vec<Piece> {
    let mut items = vec![];
    for row in site.submission.rows() {
        for attached in row.artifacts.iter().filter(|a| a.number == number) {
            let name = to_label(row.criterion.name(), "map");
            let role = words(format!(" {}", site.words.role(attached.role)));
            items.push(vec![Piece::Paragraph { words: [vec![name], role].concat() }]);
        }
    }
    let said = if items.is_empty() {
        paragraph(site.words.say("serves_none"))
    } else {
        Piece::List { first: None, items }
    };
    vec![part(3, site.words.say("serves")), said]
}

/// Third-party material.
fn credits(site: Site<'_>, artifact: &PublicArtifact) -> Vec<Piece> {
    let lines = artifact.credits().into_iter();
    let items: Vec<_> = lines.map(|line| vec![paragraph(line)]).collect();
    if items.is_empty() {
        return vec![];
    }
    vec![part(3, site.words.say("rights")), Piece::List { first: None, items }]
}
