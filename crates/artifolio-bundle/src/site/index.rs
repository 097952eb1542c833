//! `index.html`: who, how far, the matrix in short, ways to everything.

use super::html::Html;
use super::layout::{self, Frame};
use super::{
    ALIGNMENT_MAP, CRATE, DATA, INDEX, MAP_DOCUMENT, MAP_TABLE, PDF, REFLECTION_PAGE, Site,
    artifact_page, evidence, matrix,
};

pub(super) fn page(site: Site<'_>, has_pdf: bool) -> String {
    layout::page(site, INDEX, &site.owner(), &[], |h, frame| {
        h.leaf("h1", &[], &site.owner());
        who(h, frame);
        progress(h, frame);
        h.leaf("h2", &[("id", "matrix")], &frame.say("matrix"));
        h.el("p", &[("class", "legend")], |h| h.text(&frame.say("legend")));
        matrix::table(h, frame);
        artifacts(h, frame);
        statement(h, frame);
        data(h, frame, has_pdf);
    })
}

fn who(h: &mut Html, frame: Frame<'_>) {
    let candidate = &frame.site.submission.candidate;
    h.el("dl", &[("class", "facts")], |h| {
        frame.fact(h, "name", &candidate.name);
        frame.fact(h, "title", &candidate.title);
        frame.fact(h, "role", &candidate.role);
        frame.fact(h, "students", &candidate.students);
        frame.fact(h, "programme", &frame.site.submission.profile.name);
        frame.fact(h, "date_label", &frame.site.words.date(frame.site.submission.date));
    });
}

fn progress(h: &mut Html, frame: Frame<'_>) {
    h.leaf("p", &[("class", "progress")], &frame.site.progress());
    h.el("ul", &[("class", "ways")], |h| {
        for (path, key) in [(ALIGNMENT_MAP, "to_alignment_map"), (REFLECTION_PAGE, "to_reflection")]
        {
            h.el("li", &[], |h| h.link(&frame.to(path), &frame.say(key)));
        }
    });
}

fn artifacts(h: &mut Html, frame: Frame<'_>) {
    h.leaf("h2", &[("id", "artifacts")], &frame.say("artifacts"));
    if frame.site.submission.artifacts.is_empty() {
        h.leaf("p", &[], &frame.say("no_artifacts"));
        return;
    }
    h.el("ul", &[("class", "cards")], |h| {
        for artifact in &frame.site.submission.artifacts {
            h.el("li", &[], |h| {
                let address = frame.to(&artifact_page(artifact.number));
                h.el("a", &[("class", "card-title"), ("href", &address)], |h| {
                    evidence::thumbnail(h, frame, artifact);
                    h.leaf("span", &[], &frame.artifact_name(artifact));
                });
                for (class, text) in [("kind", &artifact.kind), ("summary", &artifact.summary)] {
                    if !text.trim().is_empty() {
                        h.leaf("p", &[("class", class)], text.trim());
                    }
                }
            });
        }
    });
}

/// What the candidate declares of the whole.
fn statement(h: &mut Html, frame: Frame<'_>) {
    h.leaf("h2", &[], &frame.say("statement"));
    h.el("dl", &[("class", "facts")], |h| {
        for (label, said) in frame.site.words.statement(frame.site.submission) {
            h.leaf("dt", &[], &label);
            h.leaf("dd", &[], &said);
        }
    });
}

/// The same content for programs.
fn data(h: &mut Html, frame: Frame<'_>, has_pdf: bool) {
    h.el("section", &[("class", "data")], |h| {
        h.leaf("h2", &[], &frame.say("data"));
        let paper = has_pdf.then_some((PDF, "data_pdf"));
        let ways = paper.into_iter().chain([
            (MAP_DOCUMENT, "data_docx"),
            (MAP_TABLE, "data_csv"),
            (DATA, "data_json"),
            (CRATE, "data_crate"),
        ]);
        h.el("ul", &[], |h| {
            for (path, key) in ways {
                h.el("li", &[], |h| h.link(&frame.to(path), &frame.say(key)));
            }
        });
    });
}
