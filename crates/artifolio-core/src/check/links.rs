//! Evidence on the web: a captured copy beside it, and a look from a signed-out browser. Nothing here fetches.

use super::{Context, Found, Rule, on_evidence};
use crate::artifact::Evidence;
use crate::finding::Subject;

pub(super) const RULES: &[Rule] = &[
    Rule::new("link-without-capture", |cx, found| {
        links(cx, "capture", found, |e, _| e.principal().is_none())
    }),
    Rule::new("link-unchecked", |cx, found| {
        links(cx, "checked", found, |e, _| e.checked.is_none())
    }),
];

fn links(
    cx: &Context<'_>,
    field: &str,
    found: &mut Found<'_>,
    faulty: fn(&Evidence, &str) -> bool,
) {
    for (a, e) in cx.evidence() {
        if let Some(link) = e.link.as_deref().filter(|link| faulty(e, link)) {
            let subject: Subject = on_evidence(a, e, field);
            found.push(subject, &[("title", &a.called()), ("link", &link)]);
        }
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::check::fixture::Case;

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "link-without-capture",
            trips: |w| w.evidence(3, "page").capture = None,
            near_miss: |w| {
                let capture = w.evidence(3, "page").capture.take();
                w.evidence(3, "page").file = capture;
            },
        },
        Case {
            rule: "link-unchecked",
            trips: |w| w.evidence(3, "page").checked = None,
            near_miss: |w| {
                w.evidence(3, "page").checked = None;
                let capture = w.evidence(3, "page").capture.take();
                w.evidence(3, "page").file = capture;
                w.evidence(3, "page").link = None;
            },
        },
    ];
}
