//! Criterion 1: the reflection is there, and touches the prompts that the programme names.

use super::{Context, Found, Rule};
use crate::criterion::{CriterionEntry, REFLECTION};
use crate::finding::Subject;
use crate::shingle;

pub(super) const RULES: &[Rule] = &[
    Rule::new("reflection-missing", missing),
    Rule::new("reflection-introduces", |cx, found| {
        prompt(cx, &cx.profile.reflection.introduces, found)
    }),
    Rule::new("reflection-applies", |cx, found| prompt(cx, &cx.profile.reflection.applies, found)),
    Rule::new("reflection-goals", |cx, found| prompt(cx, &cx.profile.reflection.goals, found)),
];

fn entry<'a>(cx: &Context<'a>) -> Option<&'a CriterionEntry> {
    cx.portfolio.criteria.get(REFLECTION)
}

fn missing(cx: &Context<'_>, found: &mut Found<'_>) {
    if entry(cx).is_none_or(|e| e.is_empty() && !e.header.empty_on_purpose) {
        found.push(Subject::criterion(REFLECTION).field("text"), &[]);
    }
}

/// Any of the words (or runs of words) is enough; a programme without words asks nothing.
fn prompt(cx: &Context<'_>, any_of: &[String], found: &mut Found<'_>) {
    let Some(entry) = entry(cx).filter(|e| !e.is_empty() && !any_of.is_empty()) else { return };
    let spoken = |text: &str| format!(" {} ", shingle::words(text).join(" "));
    let text = spoken(&entry.text);
    if !any_of.iter().any(|words| text.contains(&spoken(words))) {
        found.push(Subject::criterion(REFLECTION).field("text"), &[]);
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::check::fixture::Case;

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "reflection-missing",
            trips: |w| w.entry("reflection").text = " \n".into(),
            near_miss: |w| {
                w.entry("reflection").text = String::new();
                w.entry("reflection").header.empty_on_purpose = true;
            },
        },
        Case {
            rule: "reflection-introduces",
            trips: |w| {
                w.entry("reflection").text = "A leader. My goals are many. Iowa teaches.".into()
            },
            near_miss: |w| {
                w.entry("reflection").text = "I\nTEACH. A leader. My goals are many.".into()
            },
        },
        Case {
            rule: "reflection-applies",
            trips: |w| w.entry("reflection").text = "I teach. My goals are leadership.".into(),
            near_miss: |w| {
                w.entry("reflection").text = "I teach. My goals, as a leader: more.".into()
            },
        },
        Case {
            rule: "reflection-goals",
            trips: |w| w.entry("reflection").text = "I teach as a leader. No goalkeeper.".into(),
            near_miss: |w| {
                w.entry("reflection").text = "I teach as a leader. In the future, more.".into()
            },
        },
    ];
}
