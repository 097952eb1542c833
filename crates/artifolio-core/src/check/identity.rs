//! Who the candidate is: the header of the Alignment Map, and a family name that file names can begin with.

use super::{Context, Found, Rule};
use crate::finding::Subject;
use crate::portable;

pub(super) const RULES: &[Rule] = &[
    Rule::new("identity-incomplete", incomplete),
    Rule::locked("identity-family-name-missing", family_name_missing),
    Rule::locked("identity-family-name-unusable", family_name_unusable),
    Rule::new("identity-students-missing", students_missing),
    Rule::new("statement-missing", statement_missing),
];

fn incomplete(cx: &Context<'_>, found: &mut Found<'_>) {
    let s = &cx.portfolio.settings;
    for (field, value) in [("name", &s.name), ("title", &s.title), ("role", &s.role)] {
        if value.trim().is_empty() {
            found.push(Subject::portfolio().field(field), &[]);
        }
    }
}

fn family_name_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    if cx.portfolio.settings.family_name.trim().is_empty() {
        found.push(Subject::portfolio().field("family_name"), &[]);
    }
}

fn family_name_unusable(cx: &Context<'_>, found: &mut Found<'_>) {
    let name = cx.portfolio.settings.family_name.trim();
    if !name.is_empty() && portable::ascii_name(name).is_none() {
        found.push(Subject::portfolio().field("family_name"), &[("family_name", &name)]);
    }
}

fn students_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    let s = &cx.portfolio.settings;
    if !s.classroom && s.students.trim().is_empty() {
        found.push(Subject::portfolio().field("students"), &[]);
    }
}

fn statement_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    if !cx.portfolio.settings.statement.own_work {
        found.push(Subject::portfolio().field("statement.own_work"), &[]);
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::check::fixture::Case;

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "identity-incomplete",
            trips: |w| w.settings().role = "  ".into(),
            near_miss: |w| w.settings().role = "Science".into(),
        },
        Case {
            rule: "identity-family-name-missing",
            trips: |w| w.settings().family_name = "\t".into(),
            near_miss: |w| w.settings().family_name = "O".into(),
        },
        Case {
            rule: "identity-family-name-unusable",
            trips: |w| w.settings().family_name = "—".into(),
            near_miss: |w| w.settings().family_name = "Núñez – Ōe".into(),
        },
        Case {
            rule: "identity-students-missing",
            trips: |w| w.settings().classroom = false,
            near_miss: |w| {
                w.settings().classroom = false;
                w.settings().students = "The teachers I coach".into();
            },
        },
        Case {
            rule: "statement-missing",
            trips: |w| {
                w.settings().statement.own_work = false;
                w.settings().statement.ai_help = "None.".into();
            },
            near_miss: |w| w.settings().statement.ai_help = String::new(),
        },
    ];
}
