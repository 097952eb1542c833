//! The due date, in a neutral tone, as long as something is to be handed in. Never required: a bundle does not depend on the day it is
//! made.

use super::{Context, Found, Rule};
use crate::deadline::{Basis, Due};
use crate::finding::Subject;
use crate::plan::stage::standing;

pub(super) const RULES: &[Rule] = &[
    Rule::new("due-past", past),
    Rule::new("due-near", near),
    Rule::new("due-unconfirmed", unconfirmed),
];

/// Days before the due date from which the learner is told: about what the last round of review and mending takes.
const NEAR_DAYS: i64 = 30;

fn with_due(cx: &Context<'_>, found: &mut Found<'_>, applies: impl Fn(&Due, i64) -> bool) {
    let standing = standing(cx.portfolio, cx.profile, cx.today);
    let Some(due) = standing.due.as_ref().filter(|_| standing.plans()) else { return };
    let days = due.days_left(cx.today);
    if applies(due, days) {
        found.push(
            Subject::portfolio().field("dates"),
            &[("date", &due.date), ("days", &days.abs()), ("cautious", &due.cautious)],
        );
    }
}

fn past(cx: &Context<'_>, found: &mut Found<'_>) {
    with_due(cx, found, |_, days| days < 0);
}

fn near(cx: &Context<'_>, found: &mut Found<'_>) {
    with_due(cx, found, |_, days| (0..=NEAR_DAYS).contains(&days));
}

fn unconfirmed(cx: &Context<'_>, found: &mut Found<'_>) {
    with_due(cx, found, |due, _| matches!(due.basis, Basis::Cohort | Basis::Own));
}

#[cfg(test)]
pub(super) mod cases {
    use crate::check::fixture::{Case, day};

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "due-past",
            trips: |w| w.today = day("2027-03-01"),
            near_miss: |w| w.today = day("2027-02-28"),
        },
        Case {
            rule: "due-near",
            trips: |w| w.today = day("2027-01-29"),
            near_miss: |w| w.today = day("2027-01-28"),
        },
        Case {
            rule: "due-unconfirmed",
            trips: |w| w.settings().dates.official_due = None,
            near_miss: |w| w.settings().dates.official_due = Some(day("2027-04-30")),
        },
    ];
}
