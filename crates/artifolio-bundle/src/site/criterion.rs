//! `criteria/N.html`: one criterion with its contextualization and the evidence, one click from each file.

use super::html::Html;
use super::layout::{self, Frame};
use super::{ALIGNMENT_MAP, INDEX, Site, artifact_page, evidence};
use crate::submission::{Attached, Row};

/// The page of the row at `index`.
pub(super) fn page(site: Site<'_>, rows: &[Row<'_>], index: usize) -> String {
    let row = &rows[index];
    let number = row.criterion.number.to_string();
    let title =
        site.words.with("criterion_titled", &[("number", &number), ("code", &row.criterion.code)]);
    let (overview, map) = (site.words.say("overview"), site.words.say("alignment_map"));
    let trail = [(overview.as_str(), INDEX), (map.as_str(), ALIGNMENT_MAP)];
    layout::page(site, &row.page, &title, &trail, |h, frame| {
        h.leaf("h1", &[], &title);
        if let Some(name) = &row.criterion.standard_name {
            h.leaf("p", &[("class", "standard")], name);
        }
        h.leaf("p", &[("class", "lead")], &row.criterion.paraphrase);
        h.leaf("h2", &[], &frame.say("contextualization"));
        frame.markdown(h, row.markdown, 2, "", "no_text");
        attached(h, frame, row.artifacts);
        let neighbour =
            |row: Option<&Row<'_>>| row.map(|row| (row.page.clone(), row.criterion.name()));
        frame.neighbours(
            h,
            neighbour(index.checked_sub(1).and_then(|i| rows.get(i))),
            neighbour(rows.get(index + 1)),
        );
    })
}

/// The attached artifacts with their evidence. Where a pin points at one item, the others are one click away.
pub(super) fn attached(h: &mut Html, frame: Frame<'_>, attached: &[Attached]) {
    h.leaf("h2", &[], &frame.say("evidence"));
    if attached.is_empty() {
        h.leaf("p", &[], &frame.say("no_evidence"));
    }
    for one in attached {
        let Some(artifact) = frame.site.submission.artifact(one.number) else { continue };
        h.el("section", &[("class", "attached")], |h| {
            h.el("h3", &[], |h| {
                h.link(&frame.to(&artifact_page(one.number)), &frame.artifact_name(artifact));
            });
            h.leaf("p", &[("class", "role")], &frame.site.words.role(one.role));
            if !artifact.summary.trim().is_empty() {
                h.leaf("p", &[], artifact.summary.trim());
            }
            let Some(pin) = &one.pin else {
                return (1..=artifact.evidence.len())
                    .for_each(|place| evidence::item(h, frame, artifact, place, None));
            };
            evidence::pin(h, frame, artifact, pin);
            evidence::item(h, frame, artifact, pin.evidence, Some(pin));
            let others = (1..).zip(&artifact.evidence).filter(|(place, _)| *place != pin.evidence);
            let mut others = others.map(|(_, item)| item).peekable();
            if others.peek().is_some() {
                h.leaf("p", &[("class", "also")], &frame.say("also_here"));
            }
            others.for_each(|item| evidence::in_short(h, frame, item));
        });
    }
}
