//! People shown and their consent, and what a text, a file's name or a file itself tells of people or places.

use std::borrow::Cow;
use std::fmt::Display;

use super::patterns::{Names, emails, phones, spaced};
use super::{Context, EvidenceFile, Found, Rule, on_artifact, on_evidence, or_place};
use crate::artifact::{Artifact, Consent, Person};
use crate::clean_copy::Handed;
use crate::file_facts::{FileFacts, FileKind, Opens};
use crate::finding::Subject;
use crate::private::Private;
use crate::shingle::words;

pub(super) const RULES: &[Rule] = &[
    Rule::new("people-consent-missing", |cx, found| {
        people(cx, found, |p, _| p.consent == Consent::Missing)
    }),
    Rule::new("people-consent-withdrawn", |cx, found| {
        people(cx, found, |p, _| p.consent == Consent::Withdrawn)
    }),
    Rule::new("people-consent-expired", |cx, found| {
        people(cx, found, |p, cx| {
            p.consent == Consent::Given && p.until.is_some_and(|until| until < cx.today)
        })
    }),
    Rule::new("redaction-open", redaction_open),
    Rule::new("roster-name", roster_name),
    Rule::new("email-address", |cx, found| told(cx, found, emails)),
    Rule::new("phone-number", |cx, found| told(cx, found, phones)),
    Rule::locked("clean-copy-gone", |cx, found| {
        let gone = |file: &EvidenceFile<'_>| matches!(file.handed, Some(Handed::Gone(_)));
        cx.files().filter(gone).for_each(|file| say(&file, found, &[]));
    }),
    Rule::new("location-data", |cx, found| in_files(cx, found, |_, f| tells(f, Private::Location))),
    Rule::new("author-data", |cx, found| {
        in_files(cx, found, |cx, f| f.author.as_ref().is_some_and(|a| !is_own(cx, a)))
    }),
    Rule::new("comments-left", |cx, found| {
        in_files(cx, found, |_, f| tells(f, Private::Comments) || tells(f, Private::TrackedChanges))
    }),
    Rule::new("cannot-clean", cannot_clean),
];

fn people(cx: &Context<'_>, found: &mut Found<'_>, faulty: fn(&Person, &Context<'_>) -> bool) {
    for a in cx.portfolio.existing() {
        for (i, person) in a.header.people.iter().enumerate().filter(|(_, p)| faulty(p, cx)) {
            let until = person.until.map(|day| day.to_string()).unwrap_or_default();
            let who = or_place(&person.who, i);
            found.push(
                on_artifact(a, &format!("people.{}", i + 1)),
                &[("title", &a.called()), ("who", &who), ("until", &until)],
            );
        }
    }
}

fn redaction_open(cx: &Context<'_>, found: &mut Found<'_>) {
    for a in cx.portfolio.existing().filter(|a| !a.header.redact.is_empty()) {
        found.push(
            on_artifact(a, "redact"),
            &[("title", &a.called()), ("what", &a.header.redact.join(", "))],
        );
    }
}

fn in_files(cx: &Context<'_>, found: &mut Found<'_>, faulty: fn(&Context<'_>, &FileFacts) -> bool) {
    for file in cx.files().filter(|file| file.handed_facts().is_some_and(|f| faulty(cx, f))) {
        say(&file, found, &[]);
    }
}

fn say(file: &EvidenceFile<'_>, found: &mut Found<'_>, more: &[(&'static str, &dyn Display)]) {
    let name = file.path.name();
    let all: [(&'static str, &dyn Display); 2] =
        [("title", &file.artifact.called()), ("file", &name)];
    found.push(file.subject(), &[&all, more].concat());
}

fn tells(facts: &FileFacts, kind: Private) -> bool {
    facts.private.contains(&kind)
}

/// Files of which no clean copy can be made, but for a reason that another rule has said already.
fn cannot_clean(cx: &Context<'_>, found: &mut Found<'_>) {
    for file in cx.files() {
        let Some(facts) = file.handed_facts() else { continue };
        let said = facts.macros
            || facts.size == 0
            || matches!(facts.opens, Opens::Broken(_) | Opens::Password)
            || matches!(facts.kind, FileKind::Pointer | FileKind::Program);
        if let (Some(reason), false) = (facts.cannot_clean, said) {
            say(&file, found, &[("reason", &format!("cannot-clean-{}", reason.name()))]);
        }
    }
}

/// The candidate's own name is in the submission anyway.
fn is_own(cx: &Context<'_>, author: &str) -> bool {
    let own = words(&cx.portfolio.settings.name);
    words(author).iter().all(|word| own.contains(word))
}

/// Every text that a submission shows, every file's name, and what the files say, each with what a finding in it is
/// about.
type Places<'a> = Vec<(Subject, Cow<'a, str>)>;

fn places<'a>(cx: &Context<'a>) -> Places<'a> {
    let mut all = Places::new();
    let s = &cx.portfolio.settings;
    for (field, text) in [
        ("title", &s.title),
        ("role", &s.role),
        ("students", &s.students),
        ("statement.ai_help", &s.statement.ai_help),
    ] {
        all.push((Subject::portfolio().field(field), text.into()));
    }
    for key in cx.profile.keys() {
        let Some(entry) = cx.portfolio.criteria.get(key) else { continue };
        all.push((Subject::criterion(key).field("text"), entry.text.as_str().into()));
        for attached in &entry.header.artifacts {
            if let Some(region) = attached.pin.as_ref().and_then(|pin| pin.region.as_deref()) {
                let field = format!("artifacts.{}.region", attached.id);
                all.push((Subject::criterion(key).field(field), region.into()));
            }
        }
    }
    cx.portfolio.existing().for_each(|a| add_header(a, &mut all));
    cx.files().for_each(|file| add_file(&file, &mut all));
    all
}

fn add_header<'a>(a: &'a Artifact, all: &mut Places<'a>) {
    let h = &a.header;
    let own = [
        ("title", &h.title),
        ("kind", &h.kind),
        ("audience", &h.audience),
        ("summary", &h.summary),
        ("my_part", &h.my_part),
        ("reflection", &a.reflection),
    ];
    all.extend(own.map(|(field, text)| (on_artifact(a, field), text.into())));
    for (i, maker) in (1..).zip(&h.makers) {
        let own = [("shown_as", &maker.shown_as), ("part", &maker.part)];
        all.extend(own.map(|(f, text)| (on_artifact(a, &format!("makers.{i}.{f}")), text.into())));
    }
    for (i, right) in (1..).zip(&h.rights) {
        let own = [("what", &right.what), ("source", &right.source), ("licence", &right.licence)];
        all.extend(own.map(|(f, text)| (on_artifact(a, &format!("rights.{i}.{f}")), text.into())));
    }
    for e in &h.evidence {
        let link = e.link.as_deref().unwrap_or_default();
        let own = [("caption", e.caption.as_str()), ("alt", &e.alt), ("link", link)];
        all.extend(own.map(|(field, text)| (on_evidence(a, e, field), text.into())));
    }
}

fn add_file<'a>(file: &EvidenceFile<'a>, all: &mut Places<'a>) {
    let subject = |part: &str| {
        on_evidence(file.artifact, file.evidence, &format!("{}.{part}", file.key))
            .in_file(file.artifact.resolve(file.path).as_str())
    };
    all.push((subject("filename"), spaced(file.path.name()).into()));
    if let Some(facts) = file.handed_facts() {
        all.push((subject("contents"), facts.text.as_str().into()));
        all.push((subject(PROPERTIES), facts.author.as_deref().unwrap_or_default().into()));
    }
}

/// Last part of the field of a finding in a file's properties, whose values are never printed.
const PROPERTIES: &str = "properties";

fn told(cx: &Context<'_>, found: &mut Found<'_>, find: fn(&str) -> Vec<String>) {
    for (subject, text) in places(cx) {
        let what = find(&text);
        let hidden = subject.field.as_ref().is_some_and(|f| f.ends_with(PROPERTIES));
        if !what.is_empty() {
            let what = if hidden { "…".to_owned() } else { what.join(", ") };
            found.push(subject, &[("found", &what)]);
        }
    }
}

fn roster_name(cx: &Context<'_>, found: &mut Found<'_>) {
    let names = Names::of(cx.roster);
    for (subject, text) in places(cx) {
        let who = names.within(&text);
        if !who.is_empty() {
            found.push(subject, &[("found", &who.join(", "))]);
        }
    }
}

#[cfg(test)]
pub(super) mod cases {
    use crate::artifact::{Consent, Person};
    use crate::check::fixture::{Case, World, day, path};
    use crate::clean_copy::CleanCopy;
    use crate::file_facts::FileKind;
    use crate::private::{CannotClean, Private};

    /// A clean copy of the first artifact's picture; it is there when `sha256` is the one it was made with.
    fn copied(w: &mut World, sha256: &str) {
        let of_sha256 = Some(w.facts(1, "board").sha256.clone());
        let file = path("board.png");
        let copy = CleanCopy {
            sha256: "ef".into(),
            removed: [Private::Location].into(),
            file: Some(file.clone()),
            of: Some(file),
            of_sha256,
        };
        w.artifact(1).cleaned = vec![copy];
        let place = "artifacts/artifact-1/cleaned/board.png";
        w.add_file(place, FileKind::WebImage);
        w.portfolio.files.get_mut(&path(place)).unwrap().sha256 = sha256.into();
    }

    fn shown(w: &mut World, consent: Consent, until: Option<&str>) {
        let person =
            Person { who: "S3".into(), consent, until: until.map(day), ..Person::default() };
        w.artifact(1).header.people = vec![person];
    }

    pub(in crate::check) const CASES: &[Case] = &[
        Case {
            rule: "people-consent-missing",
            trips: |w| shown(w, Consent::Missing, None),
            near_miss: |w| shown(w, Consent::NotNeeded, None),
        },
        Case {
            rule: "people-consent-withdrawn",
            trips: |w| shown(w, Consent::Withdrawn, None),
            near_miss: |w| shown(w, Consent::Given, None),
        },
        Case {
            rule: "people-consent-expired",
            trips: |w| shown(w, Consent::Given, Some("2026-11-23")),
            near_miss: |w| shown(w, Consent::Given, Some("2026-11-24")),
        },
        Case {
            rule: "redaction-open",
            trips: |w| w.artifact(1).header.redact = vec!["name tag on page 2".into()],
            near_miss: |w| w.artifact(1).header.note = "name tag on page 2 done".into(),
        },
        Case {
            rule: "roster-name",
            trips: |w| w.facts(1, "sheet").text = "Group 2: LUZ marin, S4".into(),
            near_miss: |w| w.facts(1, "sheet").text = "Group 2: Luz and Marina, S4".into(),
        },
        Case {
            rule: "email-address",
            trips: |w| w.entry("1a").text += " Write to <office@school.example.org>.",
            near_miss: |w| w.entry("1a").text += " Follow @school on example.org.",
        },
        Case {
            rule: "phone-number",
            trips: |w| w.evidence(1, "board").caption = "Call 573-555-0123".into(),
            near_miss: |w| w.evidence(1, "board").caption = "Weeks 573-555, 2026-08-31".into(),
        },
        Case {
            rule: "clean-copy-gone",
            trips: |w| copied(w, "other"),
            near_miss: |w| copied(w, "ef"),
        },
        Case {
            rule: "location-data",
            trips: |w| w.facts(1, "board").private = [Private::Location].into(),
            near_miss: |w| {
                w.facts(1, "board").private = [Private::Location].into();
                copied(w, "ef");
            },
        },
        Case {
            rule: "author-data",
            trips: |w| w.facts(4, "plan").author = Some("Robin Smith".into()),
            near_miss: |w| w.facts(4, "plan").author = Some("BENSON, Robin".into()),
        },
        Case {
            rule: "comments-left",
            trips: |w| w.facts(4, "plan").private = [Private::TrackedChanges].into(),
            near_miss: |w| w.facts(4, "plan").private = [Private::Dates].into(),
        },
        Case {
            rule: "cannot-clean",
            trips: |w| w.facts(4, "plan").cannot_clean = Some(CannotClean::Signed),
            near_miss: |w| {
                w.facts(4, "plan").cannot_clean = Some(CannotClean::Macros);
                w.facts(4, "plan").macros = true;
            },
        },
    ];

    #[test]
    fn what_the_properties_of_a_file_say_is_never_printed() {
        let mut world = World::clean();
        world.facts(1, "board").author = Some("ana@example.org".into());
        let [found] = &world.findings("email-address")[..] else { panic!("one finding") };
        assert_eq!(found.params["found"], "…");
        assert!(!format!("{:?}", world.report()).contains("ana@"));
    }

    #[test]
    fn a_name_is_found_wherever_a_submission_would_show_it_and_nowhere_else() {
        use crate::artifact::{Maker, Right};
        type Plant = fn(&mut World, String);
        let shown: [(&str, Plant); 15] = [
            ("role", |w, t| w.settings().role = t),
            ("statement.ai_help", |w, t| w.settings().statement.ai_help = t),
            ("text", |w, t| w.entry("reflection").text += &t),
            ("text", |w, t| w.entry("7c").text += &t),
            ("title", |w, t| w.artifact(1).header.title = t),
            ("summary", |w, t| w.artifact(1).header.summary = t),
            ("my_part", |w, t| w.artifact(1).header.my_part = t),
            ("reflection", |w, t| w.artifact(1).reflection += &t),
            ("makers.1.shown_as", |w, t| {
                w.artifact(1).header.makers = vec![Maker { shown_as: t, ..Maker::default() }]
            }),
            ("rights.1.source", |w, t| {
                w.artifact(1).header.rights =
                    vec![Right { what: "Map".into(), source: t, licence: "CC0".into() }]
            }),
            ("evidence.board.caption", |w, t| w.evidence(1, "board").caption = t),
            ("evidence.board.alt", |w, t| w.evidence(1, "board").alt = t),
            ("evidence.board.file.filename", |w, t| {
                w.rename(1, "board", &format!("{}.png", t.trim().replace(' ', "_")))
            }),
            ("evidence.sheet.file.contents", |w, t| w.facts(1, "sheet").text = t),
            ("evidence.board.file.properties", |w, t| w.facts(1, "board").author = Some(t)),
        ];
        for (field, plant) in shown {
            let mut world = World::clean();
            plant(&mut world, " Luz Marín ".into());
            let found: Vec<_> = world.findings("roster-name");
            assert_eq!(found.len(), 1, "{field}");
            assert_eq!(found[0].subject.field.as_deref(), Some(field));
            assert_eq!(found[0].params["found"], "Luz Marín");
        }
        let private: [Plant; 4] = [
            |w, t| w.artifact(1).header.note = t,
            |w, t| w.entry("7c").header.note = t,
            |w, t| {
                w.artifact(1).header.makers =
                    vec![Maker { name: t, shown_as: "a colleague".into(), part: "half".into() }]
            },
            |w, t| {
                w.artifact(1).header.people =
                    vec![Person { note: t, consent: Consent::Given, ..Person::default() }]
            },
        ];
        for plant in private {
            let mut world = World::clean();
            plant(&mut world, " Luz Marín ".into());
            assert!(world.findings("roster-name").is_empty());
        }
    }
}
