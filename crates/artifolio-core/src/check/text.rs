//! One contextualization for each criterion: no copies, within the limits, about its own criterion; and no text that is
//! still two.

use std::collections::{BTreeSet, HashMap};

use super::{Context, Found, Rule, on_artifact};
use crate::criterion::REFLECTION;
use crate::finding::Subject;
use crate::markdown;
use crate::profile::TextLimits;
use crate::shingle::Shingles;

pub(super) const RULES: &[Rule] = &[
    Rule::new("text-identical", identical),
    Rule::new("text-similar", similar),
    Rule::new("text-too-long", too_long),
    Rule::new("text-near-limit", near_limit),
    Rule::new("text-too-short", too_short),
    Rule::new("text-names-other-code", names_other_code),
    Rule::new("conflict-marks", conflict_marks),
];

/// Share of a limit, in percent, from which the learner is told.
const NEAR: u64 = 90;

/// The written texts by number of their criterion.
fn texts<'a>(cx: &Context<'a>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let criteria = &cx.portfolio.criteria;
    let entries =
        cx.profile.keys().into_iter().filter_map(move |key| Some((key, criteria.get(key)?)));
    entries.filter(|(_, entry)| !entry.is_empty()).map(|(key, entry)| (key, entry.text.as_str()))
}

/// Every two texts once; the finding is on the later criterion.
fn pairs(
    cx: &Context<'_>,
    found: &mut Found<'_>,
    judged: impl Fn(&Shingles, &Shingles) -> Option<f64>,
) {
    let plain = |text: &str| Shingles::of(&markdown::plain_text(text));
    let texts: Vec<_> = texts(cx).map(|(key, text)| (key, plain(text))).collect();
    for (i, (key, text)) in texts.iter().enumerate() {
        for (other, earlier) in &texts[..i] {
            if let Some(share) = judged(text, earlier) {
                found.push(
                    Subject::criterion(key).field(format!("text.{other}")),
                    &[
                        ("code", &cx.profile.code(key)),
                        ("other", &cx.profile.code(other)),
                        ("percent", &format!("{:.0}", share * 100.0)),
                    ],
                );
            }
        }
    }
}

fn identical(cx: &Context<'_>, found: &mut Found<'_>) {
    pairs(cx, found, |a, b| a.same(b).then_some(1.0));
}

fn similar(cx: &Context<'_>, found: &mut Found<'_>) {
    let Some(from) = cx.profile.text.similar else { return };
    pairs(cx, found, |a, b| Some(a.likeness(b)).filter(|share| *share >= from && !a.same(b)));
}

/// Texts whose number of words and limit (if they have one) are judged faulty.
fn limited(
    cx: &Context<'_>,
    found: &mut Found<'_>,
    limit_of: fn(&TextLimits, reflection: bool) -> Option<u32>,
    faulty: fn(words: u64, limit: u64) -> bool,
) {
    for (key, text) in texts(cx) {
        let Some(limit) = limit_of(&cx.profile.text, key == REFLECTION) else { continue };
        let words = markdown::word_count(text);
        if faulty(words as u64, limit.into()) {
            found.push(
                Subject::criterion(key).field("text"),
                &[("code", &cx.profile.code(key)), ("words", &words), ("limit", &limit)],
            );
        }
    }
}

fn most(limits: &TextLimits, reflection: bool) -> Option<u32> {
    if reflection { limits.reflection_max_words } else { limits.max_words }
}

fn least(limits: &TextLimits, reflection: bool) -> Option<u32> {
    limits.min_words.filter(|_| !reflection)
}

fn too_long(cx: &Context<'_>, found: &mut Found<'_>) {
    limited(cx, found, most, |words, limit| words > limit);
}

fn near_limit(cx: &Context<'_>, found: &mut Found<'_>) {
    limited(cx, found, most, |words, limit| words <= limit && words * 100 >= limit * NEAR);
}

fn too_short(cx: &Context<'_>, found: &mut Found<'_>) {
    limited(cx, found, least, |words, limit| words < limit);
}

/// Codes are looked for as they are written, so that class "5A" is none. The reflection may name them all.
fn names_other_code(cx: &Context<'_>, found: &mut Found<'_>) {
    let criteria = cx.profile.criterion.iter();
    let codes: HashMap<&str, &str> = criteria
        .flat_map(|(key, c)| c.code.values().map(move |code| (code.as_str(), key.as_str())))
        .collect();
    for (key, text) in texts(cx).filter(|(key, _)| *key != REFLECTION) {
        let text = markdown::plain_text(text);
        let words = text
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .map(|word| word.trim_matches('.'));
        let named: BTreeSet<&str> =
            words.filter(|word| codes.get(word).is_some_and(|k| *k != key)).collect();
        if !named.is_empty() {
            let named: Vec<&str> = named.into_iter().collect();
            found.push(
                Subject::criterion(key).field("text"),
                &[("code", &cx.profile.code(key)), ("codes", &named.join(", "))],
            );
        }
    }
}

/// A planned artifact's text is somebody's words too.
fn conflict_marks(cx: &Context<'_>, found: &mut Found<'_>) {
    for (key, _) in texts(cx).filter(|(_, text)| has_conflict_marks(text)) {
        let text = cx.profile.code(key).to_string();
        found.push(Subject::criterion(key).field("text"), &[("text", &text)]);
    }
    for a in cx.portfolio.artifacts.iter().filter(|a| has_conflict_marks(&a.reflection)) {
        found.push(on_artifact(a, "reflection"), &[("text", &a.called())]);
    }
}

/// Whether git has written two versions into a text: `<<<<<<< `, `=======`, `>>>>>>> ` at the beginning of lines, in this
/// order. A row of `=` alone is a heading in Markdown.
fn has_conflict_marks(text: &str) -> bool {
    let marks: [fn(&str) -> bool; 3] = [
        |line| line.starts_with("<<<<<<< "),
        |line| line.trim_end() == "=======",
        |line| line.starts_with(">>>>>>> "),
    ];
    let mut lines = text.lines();
    marks.into_iter().all(|is_mark| lines.any(is_mark))
}

#[cfg(test)]
pub(super) mod cases {
    use crate::check::fixture::{Case, words};

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "text-identical",
            trips: |w| {
                w.entry("7c").text =
                    format!("**{}**!\n", w.text("2a").to_uppercase().replace(' ', "\n"))
            },
            near_miss: |w| w.entry("7c").text = format!("{} Twice.", w.text("2a")),
        },
        Case {
            rule: "text-similar",
            trips: |w| w.entry("7c").text = format!("{} And once more, in May.", w.text("2a")),
            near_miss: |w| {
                let copied: Vec<_> = w.text("2a").split(' ').take(12).map(str::to_owned).collect();
                w.entry("7c").text = format!("{} {}", copied.join(" "), words("own", 30));
            },
        },
        Case {
            rule: "text-too-long",
            trips: |w| {
                w.profile.text.max_words = Some(200);
                w.entry("1a").text = words("long", 201);
            },
            near_miss: |w| {
                w.profile.text.max_words = Some(200);
                w.entry("1a").text = format!("# {}", words("long", 200));
                w.entry("reflection").text += &words("more", 300);
            },
        },
        Case {
            rule: "text-near-limit",
            trips: |w| {
                w.profile.text.reflection_max_words = Some(200);
                w.entry("reflection").text = words("long", 180);
            },
            near_miss: |w| {
                w.profile.text.reflection_max_words = Some(200);
                w.entry("reflection").text = words("long", 179);
            },
        },
        Case {
            rule: "text-too-short",
            trips: |w| {
                w.profile.text.min_words = Some(10);
                w.entry("1a").text = words("few", 9);
            },
            near_miss: |w| {
                w.profile.text.min_words = Some(10);
                w.entry("1a").text = words("few", 10);
                w.entry("reflection").text = "I teach. My goal as a leader.".into();
            },
        },
        Case {
            rule: "text-names-other-code",
            trips: |w| w.entry("1a").text += " This meets 2.5.a.",
            near_miss: |w| w.entry("1a").text += " This meets 1a (2.1.a) with class 5A.",
        },
        Case {
            rule: "conflict-marks",
            trips: |w| {
                let marked =
                    "\n<<<<<<< HEAD\r\nMine.\r\n=======\r\nTheirs.\r\n>>>>>>> origin/main\r\n";
                w.entry("1a").text += marked;
                w.entry("reflection").text += marked;
                w.artifact(1).reflection += marked;
            },
            near_miss: |w| {
                w.entry("1a").text += "\n>>>>>>> quoted\n\nHeading\n=======\n\n <<<<<<< HEAD\n";
            },
        },
    ];
}
