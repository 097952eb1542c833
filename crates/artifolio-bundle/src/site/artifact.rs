//! `artifacts/N.html`: one artifact with everything a reviewer may know of it.

use super::html::Html;
use super::layout::{self, Frame};
use super::{ARTIFACTS, INDEX, Site, artifact_page, evidence};
use crate::submission::PublicArtifact;

/// The page of the artifact at `index`.
pub(super) fn page(site: Site<'_>, index: usize) -> String {
    let artifacts = &site.submission.artifacts;
    let artifact = &artifacts[index];
    let number = artifact.number.to_string();
    let title = site.words.with("artifact_untitled", &[("number", &number)]);
    let overview = site.words.say("overview");
    let list = site.words.say("artifacts");
    let trail = [(overview.as_str(), INDEX), (list.as_str(), ARTIFACTS)];
    layout::page(site, &artifact_page(artifact.number), &title, &trail, |h, frame| {
        h.leaf("h1", &[], &frame.artifact_name(artifact));
        if !artifact.summary.trim().is_empty() {
            h.leaf("p", &[("class", "lead")], artifact.summary.trim());
        }
        facts(h, frame, artifact);
        h.leaf("h2", &[], &frame.say("evidence"));
        if artifact.evidence.is_empty() {
            h.leaf("p", &[], &frame.say("no_evidence"));
        }
        for place in 1..=artifact.evidence.len() {
            evidence::item(h, frame, artifact, place, None);
        }
        h.leaf("h2", &[], &frame.say("artifact_reflection"));
        frame.markdown(h, &artifact.markdown, 2, "", "no_text");
        serves(h, frame, artifact.number);
        credits(h, frame, artifact);
        let neighbour = |a: Option<&PublicArtifact>| {
            a.map(|a| (artifact_page(a.number), frame.artifact_name(a)))
        };
        frame.neighbours(
            h,
            neighbour(index.checked_sub(1).and_then(|i| artifacts.get(i))),
            neighbour(artifacts.get(index + 1)),
        );
    })
}

fn facts(h: &mut Html, frame: Frame<'_>, artifact: &PublicArtifact) {
    let period = frame.site.words.period(artifact);
    let facts =
        [("kind", artifact.kind.as_str()), ("when", &period), ("audience", &artifact.audience)];
    let whose = frame.site.words.whose(artifact);
    let silent = facts.iter().all(|(_, value)| value.trim().is_empty());
    if silent && whose.iter().all(|(_, lines)| lines.is_empty()) {
        return;
    }
    h.el("dl", &[("class", "facts")], |h| {
        for (key, value) in facts {
            frame.fact(h, key, value);
        }
        for (key, lines) in whose.iter().filter(|(_, lines)| !lines.is_empty()) {
            h.leaf("dt", &[], &frame.say(key));
            lines.iter().for_each(|line| h.leaf("dd", &[], line));
        }
    });
}

/// The criteria an artifact is attached to, with its role there.
fn serves(h: &mut Html, frame: Frame<'_>, number: u32) {
    let rows: Vec<_> = frame.site.submission.rows().collect();
    let served = rows.iter().flat_map(|row| {
        row.artifacts.iter().filter(|a| a.number == number).map(move |a| (row, a.role))
    });
    let served: Vec<_> = served.collect();
    h.leaf("h2", &[], &frame.say("serves"));
    if served.is_empty() {
        h.leaf("p", &[], &frame.say("serves_none"));
        return;
    }
    h.el("ul", &[], |h| {
        for (row, role) in served {
            h.el("li", &[], |h| {
                h.link(&frame.to(&row.page), &row.criterion.name());
                h.text(" ");
                h.text(&frame.site.words.role(role));
            });
        }
    });
}

/// Third-party material.
fn credits(h: &mut Html, frame: Frame<'_>, artifact: &PublicArtifact) {
    let lines = artifact.credits();
    if !lines.is_empty() {
        h.leaf("h2", &[], &frame.say("rights"));
        h.el("ul", &[], |h| lines.iter().for_each(|line| h.leaf("li", &[], line)));
    }
}
