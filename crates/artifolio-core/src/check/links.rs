//! Evidence on the web: a captured copy beside it, and a look from a signed-out browser. Nothing here fetches.

use super::{Context, Found, Rule, called, on_evidence};
use crate::artifact::Evidence;
use crate::finding::Subject;

pub(super) const RULES: &[Rule] = &[
    Rule::new("link-without-capture", |cx, found| {
        links(cx, "capture", found, |e, _| super::files::principal(e).is_none())
    }),
    Rule::new("link-not-web", |cx, found| links(cx, "link", found, |_, link| !is_web(link))),
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
            found.push(subject, &[("title", &called(a)), ("link", &link)]);
        }
    }
}

/// `http(s)://` with a host and no space.
fn is_web(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !rest.contains(char::is_whitespace)
    })
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
            rule: "link-not-web",
            trips: |w| w.evidence(3, "page").link = Some("www.example.org/blog".into()),
            near_miss: |w| w.evidence(3, "page").link = Some("HTTP://example.org".into()),
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

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for (link, web) in [
            ("https://example.org/a?b=c", true),
            ("https://ñandú.example", true),
            ("javascript:alert(1)", false),
            ("file:///home/x", false),
            ("https:// example.org", false),
            ("https://", false),
            ("mailto:a@example.org", false),
        ] {
            assert_eq!(super::is_web(link), web, "{link}");
        }
    }
}
