//! Files of the evidence: there, readable by whoever judges them, what they say they are, within the programme's caps.

use std::fmt::Display;

use super::{Context, EvidenceFile, Found, Rule, on_artifact, on_evidence};
use crate::artifact::POSTER;
use crate::file_facts::{FileFacts, FileKind, Opens};
use crate::finding::Subject;
use crate::profile::FileLimits;

/// The rule that a file of which nothing is known breaks.
pub(super) const MISSING: &str = "evidence-missing";

pub(super) const RULES: &[Rule] = &[
    Rule::locked("evidence-without-file", without_file),
    Rule::locked("evidence-id-twice", id_twice),
    Rule::locked(MISSING, missing),
    Rule::locked("evidence-empty", |cx, found| files(cx, found, |f| f.size == 0)),
    Rule::new("evidence-broken", |cx, found| {
        filled(cx, found, |f| matches!(f.opens, Opens::Broken(_)))
    }),
    Rule::new("evidence-password", |cx, found| filled(cx, found, |f| f.opens == Opens::Password)),
    Rule::new("evidence-pointer", |cx, found| filled(cx, found, |f| f.kind == FileKind::Pointer)),
    Rule::new("evidence-program", |cx, found| filled(cx, found, |f| f.kind == FileKind::Program)),
    Rule::new("evidence-macros", |cx, found| filled(cx, found, |f| f.macros)),
    Rule::new("evidence-type-mismatch", type_mismatch),
    Rule::new("evidence-changed", changed),
    Rule::new("evidence-unlisted", unlisted),
    Rule::new("viewable-missing", viewable_missing),
    Rule::new("poster-no-picture", |cx, found| {
        let posters = cx.files().filter(|file| file.key == POSTER);
        posters.filter(|p| p.facts.is_some_and(|f| !f.is_still())).for_each(|p| say(&p, found));
    }),
    Rule::new("video-not-playable", not_playable),
    Rule::new("video-no-audio", |cx, found| filled(cx, found, |f| f.has_audio == Some(false))),
    Rule::new("file-too-large", |cx, found| {
        capped(cx, found, megabytes, |f, caps| over(f.size, caps.max_bytes?))
    }),
    Rule::new("file-too-many-pages", |cx, found| {
        capped(
            cx,
            found,
            |n| n.to_string(),
            |f, caps| over(f.pages?.into(), caps.max_pages?.into()),
        )
    }),
    Rule::new("file-too-long", |cx, found| {
        let seconds = |f: &FileFacts| Some(f.duration_ms?.div_ceil(1000));
        capped(cx, found, |n| n.to_string(), move |f, caps| over(seconds(f)?, caps.max_seconds?))
    }),
    Rule::new("file-type-not-taken", type_not_taken),
];

fn without_file(cx: &Context<'_>, found: &mut Found<'_>) {
    for (a, e) in cx.evidence().filter(|(_, e)| e.file.is_none() && e.link.is_none()) {
        found.push(on_evidence(a, e, "file"), &[("title", &a.called()), ("evidence", &e.id)]);
    }
}

fn id_twice(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing() {
        let mut ids: Vec<_> = a.header.evidence.iter().map(|e| &e.id).collect();
        ids.sort_unstable();
        let mut twice: Vec<_> =
            ids.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        twice.dedup();
        for id in twice {
            found.push(
                on_artifact(a, &format!("evidence.{id}.id")),
                &[("title", &a.called()), ("evidence", id)],
            );
        }
    }
}

fn say(file: &EvidenceFile<'_>, found: &mut Found<'_>) {
    say_with(file, found, &[]);
}

fn say_with(file: &EvidenceFile<'_>, found: &mut Found<'_>, more: &[(&'static str, &dyn Display)]) {
    let name = file.path.name();
    let all: [(&'static str, &dyn Display); 2] =
        [("title", &file.artifact.called()), ("file", &name)];
    found.push(file.subject(), &[&all, more].concat());
}

fn missing(cx: &Context<'_>, found: &mut Found<'_>) {
    cx.files().filter(|file| file.facts.is_none()).for_each(|file| say(&file, found));
}

fn files(cx: &Context<'_>, found: &mut Found<'_>, faulty: fn(&FileFacts) -> bool) {
    cx.files().filter(|file| file.facts.is_some_and(faulty)).for_each(|file| say(&file, found));
}

/// As [`files`], without empty ones: there is nothing in them to judge.
fn filled(cx: &Context<'_>, found: &mut Found<'_>, faulty: fn(&FileFacts) -> bool) {
    cx.files()
        .filter(|file| file.facts.is_some_and(|f| f.size > 0 && faulty(f)))
        .for_each(|file| say(&file, found));
}

fn type_mismatch(cx: &Context<'_>, found: &mut Found<'_>) {
    for file in cx.files() {
        let extension = file.path.extension();
        let wrong = file.facts.filter(|f| f.size > 0 && !f.fits.contains(&extension));
        if let Some(best) = wrong.and_then(|f| f.fits.first()) {
            say_with(&file, found, &[("fits", best)]);
        }
    }
}

fn changed(cx: &Context<'_>, found: &mut Found<'_>) {
    for file in cx.files().filter(EvidenceFile::is_principal) {
        if file.facts.is_some_and(|facts| file.evidence.is_other(&facts.sha256)) {
            say(&file, found);
        }
    }
}

fn unlisted(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in &cx.portfolio.artifacts {
        for path in &a.unlisted {
            found.push(
                Subject::file(path.as_str()),
                &[("title", &a.called()), ("file", &path.name())],
            );
        }
    }
}

/// Whether the item has a copy of a kind that any browser shows.
fn has_viewable(cx: &Context<'_>, file: &EvidenceFile<'_>) -> bool {
    let viewable = file.evidence.viewable.as_ref();
    let facts = viewable.and_then(|path| cx.portfolio.files.get(&file.artifact.resolve(path)));
    facts.is_some_and(FileFacts::is_shown_everywhere)
}

fn viewable_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    for file in cx.files().filter(EvidenceFile::is_principal) {
        if file.facts.is_some_and(|f| f.kind == FileKind::OtherImage) && !has_viewable(cx, &file) {
            say(&file, found);
        }
    }
}

fn not_playable(cx: &Context<'_>, found: &mut Found<'_>) {
    for file in cx.files().filter(EvidenceFile::is_principal) {
        let silent =
            file.facts.is_some_and(|f| f.kind == FileKind::OtherVideo || f.playable == Some(false));
        if silent && !has_viewable(cx, &file) {
            say(&file, found);
        }
    }
}

fn over(is: u64, cap: u64) -> Option<(u64, u64)> {
    (is > cap).then_some((is, cap))
}

fn megabytes(bytes: u64) -> String {
    format!("{:.2}", bytes as f64 / 1e6)
}

/// Caps are for what an item shows, not for a caption file beside it.
fn capped(
    cx: &Context<'_>,
    found: &mut Found<'_>,
    shown: fn(u64) -> String,
    judged: impl Fn(&FileFacts, &FileLimits) -> Option<(u64, u64)>,
) {
    for file in cx.files().filter(EvidenceFile::is_principal) {
        if let Some((is, cap)) = file.facts.and_then(|facts| judged(facts, &cx.profile.files)) {
            say_with(&file, found, &[("is", &shown(is)), ("cap", &shown(cap))]);
        }
    }
}

fn type_not_taken(cx: &Context<'_>, found: &mut Found<'_>) {
    let Some(types) = &cx.profile.files.types else { return };
    for file in cx.files().filter(EvidenceFile::is_principal) {
        if !types.contains(&file.path.extension()) {
            say_with(&file, found, &[("types", &types.join(", "))]);
        }
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::check::fixture::{Case, World, path};
    use crate::file_facts::{FileKind, Opens};

    /// A picture from a phone.
    fn heic(w: &mut World) {
        w.rename(1, "board", "board.heic");
        let facts = w.facts(1, "board");
        facts.kind = FileKind::OtherImage;
        facts.fits = vec!["heic".into()];
    }

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "evidence-without-file",
            trips: |w| w.evidence(1, "board").file = None,
            near_miss: |w| {
                w.evidence(1, "board").file = None;
                w.evidence(1, "board").link = Some("https://example.org/board".into());
            },
        },
        Case {
            rule: "evidence-id-twice",
            trips: |w| {
                let copy = w.evidence(1, "board").clone();
                w.artifact(1).header.evidence.push(copy);
            },
            near_miss: |w| {
                let copy = w.evidence(1, "board").clone();
                w.artifact(2).header.evidence.push(copy);
            },
        },
        Case {
            rule: "evidence-missing",
            trips: |w| w.lose("artifacts/artifact-1/board.png"),
            near_miss: |w| {
                w.lose("artifacts/artifact-1/board.png");
                w.artifact(1).header.evidence.retain(|e| e.id.as_str() != "board");
            },
        },
        Case {
            rule: "evidence-empty",
            trips: |w| w.facts(1, "board").size = 0,
            near_miss: |w| w.facts(1, "board").size = 1,
        },
        Case {
            rule: "evidence-broken",
            trips: |w| w.facts(1, "sheet").opens = Opens::Broken("no trailer".into()),
            near_miss: |w| w.facts(1, "sheet").opens = Opens::NotJudged,
        },
        Case {
            rule: "evidence-password",
            trips: |w| w.facts(1, "sheet").opens = Opens::Password,
            near_miss: |w| w.facts(1, "sheet").opens = Opens::NotJudged,
        },
        Case {
            rule: "evidence-pointer",
            trips: |w| w.facts(1, "sheet").kind = FileKind::Pointer,
            near_miss: |w| w.facts(1, "sheet").kind = FileKind::Unknown,
        },
        Case {
            rule: "evidence-program",
            trips: |w| w.facts(1, "sheet").kind = FileKind::Program,
            near_miss: |w| w.facts(1, "sheet").kind = FileKind::Archive,
        },
        Case {
            rule: "evidence-macros",
            trips: |w| w.facts(4, "plan").macros = true,
            near_miss: |w| w.facts(4, "plan").kind = FileKind::OldOffice,
        },
        Case {
            rule: "evidence-type-mismatch",
            trips: |w| w.facts(1, "board").fits = vec!["jpg".into(), "jpeg".into()],
            near_miss: |w| {
                w.rename(1, "board", "board.JPEG");
                w.facts(1, "board").fits = vec!["jpg".into(), "jpeg".into()];
            },
        },
        Case {
            rule: "evidence-changed",
            trips: |w| w.evidence(1, "board").sha256 = Some("0".repeat(64)),
            near_miss: |w| {
                let recorded = w.facts(1, "board").sha256.to_uppercase();
                w.evidence(1, "board").sha256 = Some(recorded);
            },
        },
        Case {
            rule: "evidence-unlisted",
            trips: |w| w.artifact(1).unlisted = vec![path("artifacts/artifact-1/old/board 2.png")],
            near_miss: |w| w.rename(1, "board", "old/board 2.png"),
        },
        Case {
            rule: "viewable-missing",
            trips: heic,
            near_miss: |w| {
                heic(w);
                w.evidence(1, "board").viewable = Some(path("board.jpg"));
                w.add_file("artifacts/artifact-1/board.jpg", FileKind::WebImage);
            },
        },
        Case {
            rule: "poster-no-picture",
            trips: |w| {
                w.evidence(2, "film").poster = Some(path("still.gif"));
                w.add_file("artifacts/artifact-2/still.gif", FileKind::WebImage);
            },
            near_miss: |w| {
                w.evidence(2, "film").poster = Some(path("still.webp"));
                w.add_file("artifacts/artifact-2/still.webp", FileKind::WebImage);
            },
        },
        Case {
            rule: "video-not-playable",
            trips: |w| w.facts(2, "film").playable = Some(false),
            near_miss: |w| w.facts(2, "film").playable = None,
        },
        Case {
            rule: "video-no-audio",
            trips: |w| w.facts(2, "film").has_audio = Some(false),
            near_miss: |w| w.facts(2, "film").has_audio = None,
        },
        Case {
            rule: "file-too-large",
            trips: |w| w.profile.files.max_bytes = Some(w.facts(1, "board").size - 1),
            near_miss: |w| w.profile.files.max_bytes = Some(w.facts(1, "board").size),
        },
        Case {
            rule: "file-too-many-pages",
            trips: |w| w.profile.files.max_pages = Some(4),
            near_miss: |w| w.profile.files.max_pages = Some(5),
        },
        Case {
            rule: "file-too-long",
            trips: |w| w.profile.files.max_seconds = Some(89),
            near_miss: |w| w.profile.files.max_seconds = Some(90),
        },
        Case {
            rule: "file-type-not-taken",
            trips: |w| {
                w.profile.files.types = Some(["pdf", "docx", "mp4"].map(Into::into).to_vec())
            },
            near_miss: |w| {
                w.profile.files.types = Some(["pdf", "docx", "mp4", "png"].map(Into::into).to_vec())
            },
        },
    ];
}
