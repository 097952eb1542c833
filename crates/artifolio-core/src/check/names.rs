//! Numbers and names: what the bundle's names are made from, and names that travel between computers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Found, Rule, on_artifact};
use crate::artifact::Artifact;
use crate::finding::Subject;
use crate::portable;
use crate::portfolio::Stray;

pub(super) const RULES: &[Rule] =
    &[
        Rule::locked("number-missing", number_missing),
        Rule::locked("number-twice", number_twice),
        Rule::locked("number-gap", number_gap),
        Rule::new("name-not-portable", name_not_portable),
        Rule::new("name-odd", |cx, found| {
            strays(cx, found, |s| if let Stray::Odd(name) = s { Some((name, "")) } else { None })
        }),
        Rule::new("name-twin", |cx, found| {
            strays(cx, found, |s| {
                if let Stray::Twin(a, b) = s { Some((b.as_str(), a.as_str())) } else { None }
            })
        }),
        Rule::new("file-link", |cx, found| {
            strays(cx, found, |s| {
                if let Stray::Link(path) = s { Some((path.as_str(), "")) } else { None }
            })
        }),
        Rule::new("file-special", |cx, found| {
            strays(cx, found, |s| {
                if let Stray::Special(path) = s { Some((path.as_str(), "")) } else { None }
            })
        }),
    ];

fn number_missing(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing().filter(|a| a.header.number.is_none()) {
        found.push(on_artifact(a, "number"), &[("title", &a.called())]);
    }
}

fn number_twice(cx: &Context<'_>, found: &mut Found<'_>) {
    let mut first: BTreeMap<u32, &Artifact> = BTreeMap::new();
    for a in cx.portfolio.existing() {
        let Some(number) = a.header.number else { continue };
        if let Some(other) = first.get(&number) {
            found.push(
                on_artifact(a, "number"),
                &[("title", &a.called()), ("number", &number), ("other", &other.called())],
            );
        } else {
            first.insert(number, a);
        }
    }
}

/// Numbers that are free below the highest one in use; no more of them than there are artifacts.
fn number_gap(cx: &Context<'_>, found: &mut Found<'_>) {
    let used: BTreeSet<u32> = cx.portfolio.existing().filter_map(|a| a.header.number).collect();
    let last = used.last().copied().unwrap_or(0);
    let free: Vec<String> = (1..last)
        .filter(|n| !used.contains(n))
        .take(cx.portfolio.artifacts.len())
        .map(|n| n.to_string())
        .collect();
    if !free.is_empty() {
        found.push(Subject::portfolio().field("artifacts"), &[("numbers", &free.join(", "))]);
    }
}

fn name_not_portable(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing().filter(|a| !portable::is_portable(a.folder.name())) {
        let subject = on_artifact(a, "folder").in_file(a.folder.as_str());
        found.push(subject, &[("title", &a.called()), ("file", &a.folder.name())]);
    }
    for file in cx.files() {
        if let Some(part) = file.path.parts().find(|part| !portable::is_portable(part)) {
            found.push(file.subject(), &[("title", &file.artifact.called()), ("file", &part)]);
        }
    }
}

fn strays(cx: &Context<'_>, found: &mut Found<'_>, of: fn(&Stray) -> Option<(&str, &str)>) {
    for (file, other) in cx.portfolio.strays.iter().filter_map(of) {
        found.push(Subject::file(file), &[("file", &file), ("other", &other)]);
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::artifact::ArtifactState;
    use crate::check::fixture::{Case, path};
    use crate::portfolio::Stray;

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "number-missing",
            trips: |w| w.artifact(11).header.number = None,
            near_miss: |w| {
                w.add_artifact(12).header.state = ArtifactState::Planned;
                w.artifact(12).header.number = None;
            },
        },
        Case {
            rule: "number-twice",
            trips: |w| w.artifact(11).header.number = Some(10),
            near_miss: |w| {
                w.add_artifact(12).header.state = ArtifactState::Planned;
                w.artifact(12).header.number = Some(10);
            },
        },
        Case {
            rule: "number-gap",
            trips: |w| w.artifact(11).header.number = Some(12),
            near_miss: |w| w.artifact(11).header.number = None,
        },
        Case {
            rule: "name-not-portable",
            trips: |w| w.rename(1, "board", "photos/CON.png"),
            near_miss: |w| w.rename(1, "board", "photos/CONCERT.png"),
        },
        Case {
            rule: "name-odd",
            trips: |w| w.portfolio.strays = vec![Stray::Odd("artifacts/b\u{fffd}d.png".into())],
            near_miss: |w| w.rename(1, "board", "b\u{f3}rd.png"),
        },
        Case {
            rule: "name-twin",
            trips: |w| {
                w.portfolio.strays =
                    vec![Stray::Twin(path("artifacts/a/x.png"), path("artifacts/a/X.png"))]
            },
            near_miss: |w| w.rename(1, "board", "Board.PNG"),
        },
        Case {
            rule: "file-link",
            trips: |w| w.portfolio.strays = vec![Stray::Link(path("artifacts/a/link"))],
            near_miss: |w| w.portfolio.strays = vec![Stray::Special(path("artifacts/a/link"))],
        },
        Case {
            rule: "file-special",
            trips: |w| w.portfolio.strays = vec![Stray::Special(path("artifacts/a/pipe"))],
            near_miss: |w| w.portfolio.strays = vec![Stray::Link(path("artifacts/a/pipe"))],
        },
    ];
}
