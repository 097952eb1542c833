//! What a reader who cannot see, hear or guess needs: text alternatives, captions, an outline, links that say where
//! they go.

use super::{Context, Found, Rule, on_artifact, on_evidence};
use crate::artifact::{Artifact, Evidence};
use crate::file_facts::{FileFacts, FileKind};
use crate::finding::Subject;
use crate::markdown;
use crate::shingle::words;

pub(super) const RULES: &[Rule] = &[
    Rule::new("alt-missing", alt_missing),
    Rule::new("alt-weak", alt_weak),
    Rule::new("text-image-alt-missing", text_image_alt_missing),
    Rule::new("captions-missing", captions_missing),
    Rule::new("heading-skips", heading_skips),
    Rule::new("link-text-vague", link_text_vague),
];

/// Texts of links that say nothing of where they lead, in the languages of the interface, as [`words`] leaves them.
const VAGUE: [&str; 17] = [
    "",
    "here",
    "click here",
    "this",
    "link",
    "this link",
    "more",
    "read more",
    "see here",
    "aquí",
    "haz clic aquí",
    "clic aquí",
    "enlace",
    "este enlace",
    "más",
    "leer más",
    "ver más",
];

/// Whether a page shows the item as a picture.
fn is_picture(cx: &Context<'_>, artifact: &Artifact, evidence: &Evidence) -> bool {
    let shown = [evidence.principal().map(|(_, path)| path), evidence.viewable.as_ref()];
    let mut facts =
        shown.into_iter().flatten().filter_map(|p| cx.portfolio.files.get(&artifact.resolve(p)));
    facts.any(|f| matches!(f.kind, FileKind::WebImage | FileKind::OtherImage | FileKind::Svg))
}

fn pictures<'a>(cx: &Context<'a>) -> impl Iterator<Item = (&'a Artifact, &'a Evidence)> {
    cx.evidence().filter(|(a, e)| !e.decorative && is_picture(cx, a, e))
}

fn alt_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    for (a, e) in pictures(cx).filter(|(_, e)| e.alt.trim().is_empty()) {
        found.push(on_evidence(a, e, "alt"), &[("title", &a.called()), ("evidence", &e.id)]);
    }
}

/// A text alternative that only repeats the caption or the file's name.
fn alt_weak(cx: &Context<'_>, found: &mut Found<'_>) {
    for (a, e) in pictures(cx).filter(|(_, e)| !e.alt.trim().is_empty()) {
        let alt = words(&e.alt);
        let name = e.principal().map_or("", |(_, path)| path.name());
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if [name, stem, &e.caption].iter().any(|said| words(said) == alt) {
            found.push(on_evidence(a, e, "alt"), &[("title", &a.called()), ("alt", &e.alt)]);
        }
    }
}

fn captions_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    let heard = |f: &FileFacts| {
        matches!(f.kind, FileKind::WebVideo | FileKind::OtherVideo | FileKind::Audio)
            && f.has_audio != Some(false)
    };
    for file in cx.files().filter(super::EvidenceFile::is_principal) {
        let e = file.evidence;
        if file.facts.is_some_and(heard) && e.captions.is_none() && e.transcript.is_none() {
            let subject = on_evidence(file.artifact, e, "captions");
            found.push(subject, &[("title", &file.artifact.called()), ("file", &file.path.name())]);
        }
    }
}

/// Every text that a page shows: what a finding in it is about, what the sentences call its owner, and the text.
fn texts<'a>(cx: &Context<'a>) -> Vec<(Subject, &'a str, &'a str)> {
    let of_criteria = cx.profile.keys().into_iter().filter_map(|key| {
        let text = cx.portfolio.criteria.get(key)?.text.as_str();
        Some((Subject::criterion(key).field("text"), cx.profile.code(key), text))
    });
    let of_artifacts = cx
        .portfolio
        .existing()
        .map(|a| (on_artifact(a, "reflection"), a.called(), a.reflection.as_str()));
    of_criteria.chain(of_artifacts).collect()
}

fn text_image_alt_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    for (subject, owner, text) in texts(cx) {
        let links = markdown::links(text);
        let count = links.iter().filter(|l| l.is_image && l.text.trim().is_empty()).count();
        if count > 0 {
            found.push(subject, &[("owner", &owner), ("count", &count)]);
        }
    }
}

fn heading_skips(cx: &Context<'_>, found: &mut Found<'_>) {
    for (subject, owner, text) in texts(cx) {
        let outline = markdown::outline(text);
        if let Some(two) = outline.windows(2).find(|two| two[1].level > two[0].level + 1) {
            found.push(subject, &[("owner", &owner), ("heading", &two[1].text)]);
        }
    }
}

fn link_text_vague(cx: &Context<'_>, found: &mut Found<'_>) {
    for (subject, owner, text) in texts(cx) {
        let links = markdown::links(text);
        let vague = |text: &str| VAGUE.contains(&words(text).join(" ").as_str());
        if let Some(link) = links.iter().find(|l| !l.is_image && vague(&l.text)) {
            found.push(
                subject,
                &[("owner", &owner), ("text", &link.text), ("link", &link.destination)],
            );
        }
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::check::fixture::{Case, path};
    use crate::file_facts::FileKind;

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "alt-missing",
            trips: |w| w.evidence(1, "board").alt = " ".into(),
            near_miss: |w| {
                w.evidence(1, "board").alt = String::new();
                w.evidence(1, "board").decorative = true;
            },
        },
        Case {
            rule: "alt-weak",
            trips: |w| w.evidence(1, "board").alt = "Board".into(),
            near_miss: |w| w.evidence(1, "board").alt = "Board with nine tasks".into(),
        },
        Case {
            rule: "text-image-alt-missing",
            trips: |w| w.artifact(1).reflection += "\n\n![ ](board.png)\n",
            near_miss: |w| {
                w.artifact(1).reflection += "\n\n![The board](board.png) `![](board.png)`\n"
            },
        },
        Case {
            rule: "captions-missing",
            trips: |w| w.evidence(2, "film").captions = None,
            near_miss: |w| {
                w.evidence(2, "film").captions = None;
                w.evidence(2, "film").transcript = Some(path("film.txt"));
                w.add_file("artifacts/artifact-2/film.txt", FileKind::Text);
            },
        },
        Case {
            rule: "heading-skips",
            trips: |w| w.entry("1a").text += "\n\n# Plan\n\n### Week 1\n",
            near_miss: |w| {
                w.entry("1a").text += "\n\n## Plan\n\n### Week 1\n\n# After\n\n## Later\n"
            },
        },
        Case {
            rule: "link-text-vague",
            trips: |w| w.entry("1a").text += " See [*here*!](https://example.org/board).",
            near_miss: |w| {
                w.entry("1a").text += " See [more about boards](https://example.org/board)."
            },
        },
    ];
}
