//! What every artifact must say of itself.

use chrono::{Months, NaiveDate};

use super::{Context, Found, Rule, on_artifact};
use crate::artifact::ArtifactHeader;
use crate::markdown;

pub(super) const RULES: &[Rule] = &[
    Rule::new("artifact-title-missing", |cx, found| blank(cx, "title", |h| &h.title, found)),
    Rule::new("artifact-when-missing", when_missing),
    Rule::new("artifact-when-backwards", when_backwards),
    Rule::new("artifact-audience-missing", |cx, found| {
        blank(cx, "audience", |h| &h.audience, found)
    }),
    Rule::new("artifact-evidence-none", evidence_none),
    Rule::new("artifact-reflection-missing", reflection_missing),
];

fn blank(cx: &Context<'_>, field: &str, value: fn(&ArtifactHeader) -> &str, found: &mut Found<'_>) {
    for a in cx.portfolio.existing().filter(|a| value(&a.header).trim().is_empty()) {
        found.push(on_artifact(a, field), &[("title", &a.called())]);
    }
}

fn when_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing() {
        if [&a.header.made, &a.header.until]
            .iter()
            .all(|d| d.as_ref().is_none_or(|d| d.trim().is_empty()))
        {
            found.push(on_artifact(a, "made"), &[("title", &a.called())]);
        }
    }
}

/// The whole of `until` lies before `made`.
fn when_backwards(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing() {
        let (Some(made), Some(until)) = (&a.header.made, &a.header.until) else { continue };
        if days(made).zip(days(until)).is_some_and(|((first, _), (_, last))| last < first) {
            found.push(
                on_artifact(a, "until"),
                &[("title", &a.called()), ("made", made), ("until", until)],
            );
        }
    }
}

/// First and last day that `YYYY-MM-DD`, `YYYY-MM` or `YYYY` can mean.
fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    let (rest, months) = match text.len() {
        4 => ("-01-01", 12),
        7 => ("-01", 1),
        10 => ("", 0),
        _ => return None,
    };
    let first: NaiveDate = format!("{text}{rest}").parse().ok()?;
    let last = if months == 0 {
        first
    } else {
        first.checked_add_months(Months::new(months))?.pred_opt()?
    };
    Some((first, last))
}

fn evidence_none(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing().filter(|a| a.header.evidence.is_empty()) {
        found.push(on_artifact(a, "evidence"), &[("title", &a.called())]);
    }
}

fn reflection_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing().filter(|a| markdown::word_count(&a.reflection) == 0) {
        found.push(on_artifact(a, "reflection"), &[("title", &a.called())]);
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::artifact::ArtifactState;
    use crate::check::fixture::Case;

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "artifact-title-missing",
            trips: |w| w.artifact(1).header.title = " ".into(),
            near_miss: |w| w.artifact(1).header.title = "?".into(),
        },
        Case {
            rule: "artifact-when-missing",
            trips: |w| w.artifact(1).header.made = None,
            near_miss: |w| {
                w.artifact(1).header.made = None;
                w.artifact(1).header.until = Some("2026".into());
            },
        },
        Case {
            rule: "artifact-when-backwards",
            trips: |w| {
                w.artifact(1).header.made = Some("2026-05".into());
                w.artifact(1).header.until = Some("2026-04".into());
            },
            near_miss: |w| {
                w.artifact(1).header.made = Some("2026-05-20".into());
                w.artifact(1).header.until = Some("2026-05".into());
            },
        },
        Case {
            rule: "artifact-audience-missing",
            trips: |w| w.artifact(2).header.audience.clear(),
            near_miss: |w| {
                w.add_artifact(12).header.state = ArtifactState::Planned;
                w.artifact(12).header.audience.clear();
            },
        },
        Case {
            rule: "artifact-evidence-none",
            trips: |w| w.artifact(1).header.evidence.clear(),
            near_miss: |w| w.artifact(1).header.evidence.truncate(1),
        },
        Case {
            rule: "artifact-reflection-missing",
            trips: |w| w.artifact(1).reflection = "<!-- what did I learn? -->\n".into(),
            near_miss: |w| w.artifact(1).reflection = "Twice!".into(),
        },
    ];

    #[test]
    fn a_date_may_be_a_day_a_month_or_a_year() {
        let span = |text: &str| super::days(text).map(|(a, b)| format!("{a} {b}"));
        for (text, expected) in [
            ("2026-05-20", Some("2026-05-20 2026-05-20")),
            ("2024-02", Some("2024-02-01 2024-02-29")),
            ("2025", Some("2025-01-01 2025-12-31")),
            ("2026-02-30", None),
            ("2026-13", None),
            ("May 2026", None),
            ("20260520", None),
            ("2026-5-2", None),
            ("٢٠٢٦", None),
        ] {
            assert_eq!(span(text).as_deref(), expected, "{text}");
        }
    }
}
