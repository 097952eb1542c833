//! How many artifacts, how many criteria, and whether every attachment leads somewhere.

use super::{Context, Found, Rule, on_artifact};
use crate::artifact::{Artifact, Evidence};
use crate::coverage::{Coverage, WhyNot, coverage};
use crate::criterion::{Attached, CriterionEntry, Pin};
use crate::finding::Subject;
use crate::profile::Relation;

pub(super) const RULES: &[Rule] = &[
    Rule::new("artifact-count", artifact_count),
    Rule::new("coverage-below-pass", below_pass),
    Rule::new("coverage-criterion-open", |cx, found| not_covered(cx, WhyNot::Open, found)),
    Rule::new("criterion-without-artifact", |cx, found| not_covered(cx, WhyNot::NoArtifact, found)),
    Rule::new("criterion-without-text", |cx, found| not_covered(cx, WhyNot::NoText, found)),
    Rule::new("artifact-unattached", unattached),
    Rule::new("attached-unknown", attached_unknown),
    Rule::new("standard-on-one-artifact", standard_on_one_artifact),
    Rule::new("pin-unknown", pin_unknown),
    Rule::new("pin-beyond", pin_beyond),
    Rule::new("criterion-still-fits", still_fits),
];

fn figures(cx: &Context<'_>) -> Coverage {
    coverage(cx.portfolio, cx.profile)
}

fn artifact_count(cx: &Context<'_>, found: &mut Found<'_>) {
    let (count, range) = (cx.portfolio.existing().count(), cx.profile.artifacts);
    if count < range.min as usize || count > range.max as usize {
        found.push(
            Subject::portfolio().field("artifacts"),
            &[("count", &count), ("min", &range.min), ("max", &range.max)],
        );
    }
}

fn below_pass(cx: &Context<'_>, found: &mut Found<'_>) {
    let Coverage { covered, total, pass, .. } = figures(cx);
    if covered < pass {
        found.push(
            Subject::portfolio().field("criteria"),
            &[
                ("covered", &covered),
                ("total", &total),
                ("pass", &pass),
                ("missing", &(pass - covered)),
            ],
        );
    }
}

/// The reflection has rules of its own.
fn not_covered(cx: &Context<'_>, why: WhyNot, found: &mut Found<'_>) {
    let Coverage { covered, total, pass, margin, criteria, .. } = figures(cx);
    for c in criteria
        .iter()
        .filter(|c| c.why_not == Some(why) && cx.profile.criterion[&c.key].standard.is_some())
    {
        if cx.portfolio.criteria.get(&c.key).is_some_and(|e| e.header.empty_on_purpose) {
            continue;
        }
        found.push(
            Subject::criterion(&c.key),
            &[
                ("code", &cx.profile.code(&c.key)),
                ("number", &c.number),
                ("covered", &covered),
                ("total", &total),
                ("pass", &pass),
                ("margin", &margin),
            ],
        );
    }
}

fn unattached(cx: &Context<'_>, found: &mut Found<'_>) {
    let serves = figures(cx).serves;
    for a in cx.portfolio.existing() {
        if serves.get(a.header.id.as_str()).is_some_and(Vec::is_empty) {
            found.push(on_artifact(a, "criteria"), &[("title", &a.called())]);
        }
    }
}

/// All attachments, by number of the criterion.
fn attachments<'a>(cx: &Context<'a>) -> impl Iterator<Item = (&'a CriterionEntry, &'a Attached)> {
    let criteria = &cx.portfolio.criteria;
    cx.profile
        .keys()
        .into_iter()
        .filter_map(move |key| criteria.get(key))
        .flat_map(|entry| entry.header.artifacts.iter().map(move |attached| (entry, attached)))
}

fn attached_unknown(cx: &Context<'_>, found: &mut Found<'_>) {
    for (entry, attached) in attachments(cx) {
        if cx.portfolio.artifact(attached.id.as_str()).is_none() {
            found.push(
                Subject::criterion(&entry.key).field(format!("artifacts.{}", attached.id)),
                &[("code", &cx.profile.code(&entry.key)), ("id", &attached.id)],
            );
        }
    }
}

fn standard_on_one_artifact(cx: &Context<'_>, found: &mut Found<'_>) {
    for (standard, id) in figures(cx).on_one_artifact {
        let Some(artifact) = cx.portfolio.artifact(&id) else { continue };
        let name = cx.profile.standard.get(&standard.to_string()).map_or("", |s| s.name.as_str());
        found.push(
            Subject::portfolio().field(format!("standard.{standard}")),
            &[("standard", &standard), ("name", &name), ("title", &artifact.called())],
        );
    }
}

/// Every pin with its artifact and the evidence it points at (the first where it names none).
fn pins<'a>(
    cx: &Context<'a>,
) -> impl Iterator<Item = (&'a CriterionEntry, &'a Pin, &'a Artifact, Option<&'a Evidence>)> {
    let portfolio = cx.portfolio;
    attachments(cx).filter_map(move |(entry, attached)| {
        let pin = attached.pin.as_ref()?;
        let artifact = portfolio.artifact(attached.id.as_str()).filter(|a| a.exists())?;
        let mut items = artifact.header.evidence.iter();
        let evidence = match &pin.evidence {
            Some(id) => items.find(|e| e.id.as_str() == id),
            None => items.next(),
        };
        Some((entry, pin, artifact, evidence))
    })
}

fn on_pin(entry: &CriterionEntry, artifact: &Artifact) -> Subject {
    Subject::criterion(&entry.key).field(format!("artifacts.{}.pin", artifact.header.id))
}

fn pin_unknown(cx: &Context<'_>, found: &mut Found<'_>) {
    for (entry, pin, artifact, evidence) in pins(cx) {
        if let (Some(id), None) = (&pin.evidence, evidence) {
            found.push(
                on_pin(entry, artifact),
                &[
                    ("code", &cx.profile.code(&entry.key)),
                    ("title", &artifact.called()),
                    ("id", id),
                ],
            );
        }
    }
}

/// A page or a time that the evidence does not have.
fn pin_beyond(cx: &Context<'_>, found: &mut Found<'_>) {
    for (entry, pin, artifact, evidence) in pins(cx) {
        let facts = evidence
            .and_then(|e| Some(e.principal()?.1))
            .and_then(|path| cx.portfolio.files.get(&artifact.resolve(path)));
        let pages = facts.and_then(|f| f.pages).unwrap_or(u32::MAX);
        let end = facts.and_then(|f| f.duration_ms).unwrap_or(u64::MAX);
        let page = pin.page.filter(|page| *page > pages).map(|page| page.to_string());
        let time = pin.time.as_ref().filter(|t| seconds(t).is_some_and(|s| s * 1000 > end));
        if let Some(place) = page.as_ref().or(time) {
            found.push(
                on_pin(entry, artifact),
                &[
                    ("code", &cx.profile.code(&entry.key)),
                    ("title", &artifact.called()),
                    ("place", place),
                ],
            );
        }
    }
}

/// Seconds of `mm:ss` or `hh:mm:ss`.
fn seconds(time: &str) -> Option<u64> {
    time.split(':').try_fold(0, |sum, part| Some(sum * 60 + u64::from(part.parse::<u8>().ok()?)))
}

fn still_fits(cx: &Context<'_>, found: &mut Found<'_>) {
    for key in cx.profile.keys() {
        let (criterion, Some(entry)) = (&cx.profile.criterion[key], cx.portfolio.criteria.get(key))
        else {
            continue;
        };
        let written_for = entry.header.edition.as_deref().unwrap_or(&cx.profile.edition);
        if criterion.relation != Relation::Same
            && !entry.is_empty()
            && written_for != cx.profile.edition
        {
            found.push(
                Subject::criterion(key).field("edition"),
                &[
                    ("code", &cx.profile.code(key)),
                    ("edition", &cx.profile.edition),
                    ("written_for", &written_for),
                    ("change", &criterion.change.as_deref().unwrap_or_default()),
                ],
            );
        }
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::artifact::ArtifactState;
    use crate::check::fixture::{Case, World};
    use crate::criterion::Pin;
    use crate::id::Id;
    use crate::profile::Profile;

    fn open(w: &mut World, key: &str) {
        w.entry(key).text.clear();
        w.entry(key).header.artifacts.clear();
    }

    fn pin(w: &mut World, pin: Pin) {
        w.entry("1a").header.artifacts[0].pin = Some(pin);
    }

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "artifact-count",
            trips: |w| w.profile.artifacts.max = 10,
            near_miss: |w| {
                for n in 12..=14 {
                    w.add_artifact(n);
                }
                w.add_artifact(15).header.state = ArtifactState::Planned;
            },
        },
        Case {
            rule: "coverage-below-pass",
            trips: |w| ["1a", "1b", "1c", "2a", "2b", "2c"].into_iter().for_each(|k| open(w, k)),
            near_miss: |w| ["1a", "1b", "1c", "2a", "2b"].into_iter().for_each(|k| open(w, k)),
        },
        Case {
            rule: "coverage-criterion-open",
            trips: |w| open(w, "3b"),
            near_miss: |w| {
                open(w, "3b");
                w.entry("3b").header.empty_on_purpose = true;
            },
        },
        Case {
            rule: "criterion-without-artifact",
            trips: |w| w.entry("3b").header.artifacts.clear(),
            near_miss: |w| w.entry("3b").header.artifacts.truncate(1),
        },
        Case {
            rule: "criterion-without-text",
            trips: |w| w.entry("3b").text = "<!-- to write -->".into(),
            near_miss: |w| w.entry("3b").text = "Short, but mine.".into(),
        },
        Case {
            rule: "artifact-unattached",
            trips: |w| {
                w.add_artifact(12);
                w.detach("artifact-12");
            },
            near_miss: |w| {
                w.add_artifact(12).header.state = ArtifactState::Planned;
                w.detach("artifact-12");
            },
        },
        Case {
            rule: "attached-unknown",
            trips: |w| w.entry("5a").header.artifacts[0].id = Id::parse("gone").unwrap(),
            near_miss: |w| {
                w.add_artifact(12).header.state = ArtifactState::Planned;
                w.attach("5a", "artifact-12");
            },
        },
        Case {
            rule: "standard-on-one-artifact",
            trips: |w| {
                ["1a", "1b", "1c"].into_iter().for_each(|k| {
                    w.entry(k).header.artifacts.clear();
                    w.attach(k, "artifact-3");
                })
            },
            near_miss: |w| {
                ["1a", "1b", "1c"].into_iter().for_each(|k| {
                    w.entry(k).header.artifacts.clear();
                    w.attach(k, "artifact-3");
                });
                w.attach("1c", "artifact-4");
            },
        },
        Case {
            rule: "pin-unknown",
            trips: |w| pin(w, Pin { evidence: Some("bord".into()), ..Pin::default() }),
            near_miss: |w| pin(w, Pin { evidence: Some("sheet".into()), ..Pin::default() }),
        },
        Case {
            rule: "pin-beyond",
            trips: |w| {
                pin(w, Pin { evidence: Some("sheet".into()), page: Some(6), ..Pin::default() })
            },
            near_miss: |w| {
                pin(w, Pin { evidence: Some("sheet".into()), page: Some(5), ..Pin::default() })
            },
        },
        Case {
            rule: "criterion-still-fits",
            trips: |w| {
                w.profile = Profile::resolve("iste-2024", None).unwrap();
                w.entry("1a").header.edition = Some("2017".into());
            },
            near_miss: |w| {
                w.profile = Profile::resolve("iste-2024", None).unwrap();
                w.entry("1b").header.edition = Some("2017".into());
                w.entry("1a").header.edition = Some("2024".into());
            },
        },
    ];
}
