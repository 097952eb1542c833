//! `alignment-map.html`: the document reviewers read. The header block, then one row for each criterion.

use super::html::Html;
use super::layout::{self, Frame};
use super::{ALIGNMENT_MAP, ARTIFACTS, INDEX, REFLECTION_PAGE, Site, artifact_page, evidence};
use crate::submission::{Attached, Row};

pub(super) fn page(site: Site<'_>) -> String {
    let (title, overview) = (site.words.say("alignment_map"), site.words.say("overview"));
    let trail = [(overview.as_str(), INDEX)];
    layout::page(site, ALIGNMENT_MAP, &title, &trail, |h, frame| {
        h.leaf("h1", &[], &title);
        header_block(h, frame);
        h.leaf("h2", &[], &frame.say("criteria"));
        let caption = frame.say("map_caption");
        let region = [("class", "wide"), ("aria-label", &*caption), ("tabindex", "0")];
        h.el("section", &region, |h| {
            h.el("table", &[("class", "map")], |h| {
                h.leaf("caption", &[], &caption);
                h.el("thead", &[], |h| {
                    h.el("tr", &[], |h| {
                        for key in
                            ["standard", "number", "criterion", "artifacts", "contextualization"]
                        {
                            h.leaf("th", &[("scope", "col")], &frame.say(key));
                        }
                    });
                });
                h.el("tbody", &[], |h| site.submission.rows().for_each(|r| row(h, frame, &r)));
            });
        });
    })
}

/// Name, title, role, students, the way to the artifacts and to the reflection, as the official form asks for them.
fn header_block(h: &mut Html, frame: Frame<'_>) {
    let candidate = &frame.site.submission.candidate;
    h.el("dl", &[("class", "facts")], |h| {
        frame.fact(h, "name", &candidate.name);
        frame.fact(h, "title", &candidate.title);
        frame.fact(h, "role", &candidate.role);
        frame.fact(h, "students", &candidate.students);
        for (key, path, link) in [
            ("artifacts", ARTIFACTS, "all_artifacts"),
            ("reflection", REFLECTION_PAGE, "to_reflection"),
        ] {
            h.leaf("dt", &[], &frame.say(key));
            h.el("dd", &[], |h| h.link(&frame.to(path), &frame.say(link)));
        }
    });
}

fn row(h: &mut Html, frame: Frame<'_>, row: &Row<'_>) {
    let criterion = row.criterion;
    h.el("tr", &[], |h| {
        h.leaf("td", &[], criterion.standard_name.as_deref().unwrap_or_default());
        h.leaf("td", &[("class", "number")], &criterion.number.to_string());
        h.el("th", &[("scope", "row")], |h| {
            h.link(&frame.to(&row.page), &criterion.name());
        });
        h.el("td", &[], |h| artifacts(h, frame, row.artifacts));
        h.el("td", &[], |h| {
            if row.is_reflection() {
                h.link(&frame.to(&row.page), &frame.say("to_reflection"));
            } else {
                let prefix = format!("c{}-", criterion.number);
                frame.markdown(h, row.markdown, 2, &prefix, "no_text");
            }
        });
    });
}

/// The artifacts of a row, each with its role and the files it opens.
fn artifacts(h: &mut Html, frame: Frame<'_>, attached: &[Attached]) {
    if attached.is_empty() {
        return;
    }
    h.el("ul", &[], |h| {
        for one in attached {
            let Some(artifact) = frame.site.submission.artifact(one.number) else { continue };
            h.el("li", &[], |h| {
                let address = frame.to(&artifact_page(one.number));
                h.link(&address, &frame.artifact_name(artifact));
                h.text(" ");
                h.text(&frame.site.words.role(one.role));
                if let Some(pin) = &one.pin {
                    evidence::pin(h, frame, artifact, pin);
                }
            });
        }
    });
}
