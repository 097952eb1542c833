//! Criteria × artifacts as a real table: a row header for each criterion, grouped by standard, a word in every cell.

use artifolio_core::criterion::Role;

use super::artifact_page;
use super::html::Html;
use super::layout::Frame;
use crate::submission::Row;

/// The whole matrix, in a region that scrolls by itself where the page is narrow.
pub(super) fn table(h: &mut Html, frame: Frame<'_>) {
    let artifacts = &frame.site.submission.artifacts;
    let rows: Vec<_> = frame.site.submission.rows().collect();
    let caption = frame.say("matrix_caption");
    let region = [("class", "wide"), ("aria-label", &*caption), ("tabindex", "0")];
    h.el("section", &region, |h| {
        h.el("table", &[("class", "matrix")], |h| {
            h.leaf("caption", &[], &caption);
            h.el("thead", &[], |h| {
                h.el("tr", &[], |h| {
                    h.leaf("th", &[("scope", "col")], &frame.say("criterion"));
                    for artifact in artifacts {
                        h.el("th", &[("scope", "col"), ("class", "number")], |h| {
                            let name = frame.artifact_name(artifact);
                            let address = frame.to(&artifact_page(artifact.number));
                            let link =
                                [("href", &*address), ("title", &*name), ("aria-label", &*name)];
                            h.leaf("a", &link, &artifact.number.to_string());
                        });
                    }
                });
            });
            for group in rows.chunk_by(|a, b| a.criterion.standard == b.criterion.standard) {
                standard(h, frame, group);
            }
        });
    });
}

/// The rows of one standard.
fn standard(h: &mut Html, frame: Frame<'_>, rows: &[Row<'_>]) {
    let columns = (frame.site.submission.artifacts.len() + 1).to_string();
    h.el("tbody", &[], |h| {
        if let Some(name) = rows.first().and_then(|r| r.criterion.standard_name.as_deref()) {
            h.el("tr", &[("class", "standard")], |h| {
                h.leaf("th", &[("scope", "rowgroup"), ("colspan", &columns)], name);
            });
        }
        for row in rows {
            h.el("tr", &[], |h| {
                h.el("th", &[("scope", "row")], |h| {
                    h.link(&frame.to(&row.page), &row.criterion.name());
                });
                for artifact in &frame.site.submission.artifacts {
                    cell(h, frame, row, artifact.number);
                }
            });
        }
    });
}

fn cell(h: &mut Html, frame: Frame<'_>, row: &Row<'_>, artifact: u32) {
    let mut roles = row.artifacts.iter().filter(|a| a.number == artifact).map(|a| a.role);
    let role = roles.clone().find(|r| *r == Role::Main).or_else(|| roles.next());
    let (sign, word) = match role {
        Some(Role::Main) => ("●", frame.say("main")),
        Some(Role::Supporting) => ("○", frame.say("supporting")),
        None => return h.leaf("td", &[], ""),
    };
    h.el("td", &[], |h| {
        h.leaf("span", &[("aria-hidden", "true")], sign);
        h.leaf("span", &[("class", "spoken")], &word);
    });
}
