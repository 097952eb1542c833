//! The Alignment Map as a table: one row for each criterion, each leading to its artifacts.

use super::front::candidate;
use super::pieces::{Headings, heading, paragraph, text, to_label, words};
use super::{Piece, Run, artifact};
use crate::site::Site;
use crate::submission::{Attached, Row};

/// Number, criterion, artifacts, contextualization: shares of the width.
const SHARES: [u32; 4] = [2, 11, 13, 26];

pub(super) fn pieces(site: Site<'_>) -> Vec<Piece> {
    let say = |key: &str| words(site.words.say(key));
    let mut facts = candidate(site);
    let artifacts = site.submission.artifacts.first();
    for (key, way, label) in [
        ("artifacts", "all_artifacts", artifacts.map(|first| artifact::label(first.number))),
        ("reflection", "to_reflection", Some("reflection".to_owned())),
    ] {
        let Some(label) = label else { continue };
        facts.push((site.words.say(key), vec![to_label(site.words.say(way), label)]));
    }
    let pieces = vec![
        heading(2, site.words.say("alignment_map"), "map"),
        Piece::Facts { facts },
        Piece::Table {
            shares: SHARES.into(),
            head: ["number", "criterion", "artifacts", "contextualization"].map(say).into(),
            rows: site.submission.rows().map(|r| row(site, &r)).collect(),
        },
    ];
    vec![Piece::Wide { pieces }]
}

fn row(site: Site<'_>, row: &Row<'_>) -> Vec<Vec<Piece>> {
    let criterion = row.criterion;
    let mut name = vec![];
    if let Some(standard) = &criterion.standard_name {
        name.push(Piece::Aside { words: words(standard) });
    }
    let named = words(criterion.name()).into_iter();
    name.push(Piece::Paragraph { words: named.map(|w| Run { bold: true, ..w }).collect() });
    let said = if row.is_reflection() {
        let way = to_label(site.words.say("to_reflection"), "reflection");
        vec![Piece::Paragraph { words: vec![way] }]
    } else {
        text(site, row.markdown, Headings::Strong, "no_text")
    };
    vec![vec![paragraph(criterion.number.to_string())], name, attached(site, row.artifacts), said]
}

/// The artifacts of a row, each with its role and where to look.
fn attached(site: Site<'_>, attached: &[Attached]) -> Vec<Piece> {
    let mut pieces = vec![];
    for one in attached {
        let Some(artifact) = site.submission.artifact(one.number) else { continue };
        let name = to_label(site.words.artifact_name(artifact), artifact::label(one.number));
        let role = words(format!(" {}", site.words.role(one.role)));
        pieces.push(Piece::Paragraph { words: [vec![name], role].concat() });
        if let Some(words) = one.pin.as_ref().and_then(|p| artifact::pin(site, artifact, p)) {
            pieces.push(Piece::Aside { words });
        }
    }
    pieces
}
