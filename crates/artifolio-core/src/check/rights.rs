//! Third-party material names its source and its licence.

use super::{Context, Found, Rule, on_artifact, or_place};
use crate::artifact::Right;

pub(super) const RULES: &[Rule] = &[
    Rule::new("rights-no-source", |cx, found| unnamed(cx, "source", |r| &r.source, found)),
    Rule::new("rights-no-licence", |cx, found| unnamed(cx, "licence", |r| &r.licence, found)),
];

fn unnamed(cx: &Context<'_>, field: &str, value: fn(&Right) -> &str, found: &mut Found<'_>) {
    for a in cx.portfolio.existing() {
        for (i, right) in
            a.header.rights.iter().enumerate().filter(|(_, r)| value(r).trim().is_empty())
        {
            found.push(
                on_artifact(a, &format!("rights.{}.{field}", i + 1)),
                &[("title", &a.called()), ("what", &or_place(&right.what, i))],
            );
        }
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::artifact::{ArtifactState, Right};
    use crate::check::fixture::Case;

    fn right(source: &str, licence: &str) -> Vec<Right> {
        vec![Right { what: "Map".into(), source: source.into(), licence: licence.into() }]
    }

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "rights-no-source",
            trips: |w| w.artifact(1).header.rights = right(" ", "CC BY 4.0"),
            near_miss: |w| w.artifact(1).header.rights = right("USGS", "CC BY 4.0"),
        },
        Case {
            rule: "rights-no-licence",
            trips: |w| w.artifact(1).header.rights = right("USGS", ""),
            near_miss: |w| {
                w.add_artifact(12).header.rights = right("USGS", "");
                w.artifact(12).header.state = ArtifactState::Planned;
            },
        },
    ];
}
