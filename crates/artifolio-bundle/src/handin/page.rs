//! The map as one page that needs no other file, its links leading to the addresses of the uploaded files.

use artifolio_core::markdown::{self, RenderOptions};

use crate::map::{Leading, Map};
use crate::site::html::Html;
use crate::start_here;
use crate::submission::{Row, is_blank};

/// The whole file.
pub(super) fn page(map: Map<'_>) -> String {
    let Map { submission, words, .. } = map;
    let (name, owner) = (words.say("alignment_map"), words.owner(submission));
    let style = include_str!("../../assets/map-alone.css");
    start_here::alone(&submission.language, &format!("{name} – {owner}"), style, |h| {
        if submission.draft {
            start_here::draft(h, words);
        }
        h.leaf("h1", &[], &name);
        h.el("dl", &[], |h| {
            for (label, value) in map.facts() {
                h.leaf("dt", &[], &label);
                h.leaf("dd", &[], value);
            }
            for (label, way) in map.ways() {
                h.leaf("dt", &[], &label);
                h.el("dd", &[], |h| leading(h, &way));
            }
        });
        h.leaf("h2", &[], &words.say("criteria"));
        table(h, map);
        h.leaf("p", &[], &submission.profile.notice);
        let edition = words.with("edition", &[("edition", &submission.profile.edition)]);
        h.leaf("p", &[], &edition);
    })
}

fn table(h: &mut Html, map: Map<'_>) {
    let caption = map.words.say("map_caption");
    let region = [("class", "wide"), ("aria-label", &*caption), ("tabindex", "0")];
    h.el("section", &region, |h| {
        h.el("table", &[], |h| {
            h.leaf("caption", &[], &caption);
            h.el("thead", &[], |h| {
                h.el("tr", &[], |h| {
                    for key in ["standard_and_criterion", "artifacts", "contextualization"] {
                        h.leaf("th", &[("scope", "col")], &map.words.say(key));
                    }
                });
            });
            h.el("tbody", &[], |h| map.submission.rows().for_each(|r| row(h, map, &r)));
        });
    });
}

fn row(h: &mut Html, map: Map<'_>, row: &Row<'_>) {
    h.el("tr", &[], |h| {
        h.el("th", &[("scope", "row")], |h| {
            if let Some(standard) = &row.criterion.standard_name {
                h.leaf("span", &[], standard);
                h.void("br", &[]);
            }
            h.leaf("strong", &[], &map.title(row));
            h.void("br", &[]);
            h.text(&row.criterion.paraphrase);
        });
        h.el("td", &[], |h| {
            for artifact in map.artifacts(row) {
                h.el("div", &[], |h| {
                    leading(h, &artifact.name);
                    h.text(&format!(" {}", artifact.role));
                });
                if !artifact.evidence.is_empty() {
                    h.el("ul", &[], |h| {
                        for item in &artifact.evidence {
                            h.el("li", &[], |h| leading(h, item));
                        }
                    });
                }
            }
        });
        h.el("td", &[], |h| text(h, map, row));
    });
}

fn text(h: &mut Html, map: Map<'_>, row: &Row<'_>) {
    if row.is_reflection() {
        let address = (map.places)(&row.page);
        return leading(h, &Leading { text: map.words.say("to_reflection"), address });
    }
    if is_blank(row.markdown) {
        return h.text(&map.words.say("no_text"));
    }
    let resolve = |destination: &str| map.resolve(destination);
    let prefix = format!("c{}-", row.criterion.number);
    let options = RenderOptions { under: 2, prefix: &prefix, resolve: &resolve };
    h.rendered(&markdown::render(row.markdown, &options));
}

fn leading(h: &mut Html, leads: &Leading) {
    match &leads.address {
        Some(address) => h.leaf("a", &[("href", address), ("rel", "noreferrer")], &leads.text),
        None => h.text(&leads.text),
    }
}
