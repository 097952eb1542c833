//! Reading with faults, and edits by hand-made cases: each says the whole text before and after.

use proptest::prelude::*;

use super::*;

const ARTIFACT: &str = "\
---
# mine
id: boards   # never change
title: 2026
number: 0
state: finished
made: last spring
until: 2026-05
summary: no
decor: [unknown, {keys: stay}]
people:
  - who: S3
    consent: given
    until: 31.12.2026
  - S4
evidence:
  - id: board
    file: ../secret.png
    decorative: maybe
    alt: A board
  - file: x.png
  - id: talk
    link: https://example.org/talk
    sha256: 12
title: again
rights: mine
redact:
  - [a]
  - 7
---
Body
";

fn faults<T>(reading: &Reading<T>) -> Vec<(u32, u32, &str, &'static str)> {
    let one = |f: &'static HeaderFault| {
        (f.place.line, f.place.column, f.key.as_deref().unwrap_or(""), f.kind.code())
    };
    reading.faults.clone().leak().iter().map(one).collect()
}

#[test]
fn every_bad_key_is_a_fault_and_everything_else_is_read() {
    let reading = read_artifact(ARTIFACT);
    assert_eq!(
        faults(&reading),
        [
            (5, 9, "number", "expected-number"),
            (6, 8, "state", "expected-one-of"),
            (7, 7, "made", "expected-moment"),
            (14, 12, "people.1.until", "expected-date"),
            (15, 5, "people.2", "expected-keys"),
            (18, 11, "evidence.board.file", "expected-path"),
            (19, 17, "evidence.board.decorative", "expected-truth"),
            (21, 5, "evidence.2.id", "missing"),
            (24, 13, "evidence.talk.sha256", "expected-hash"),
            (25, 1, "title", "duplicate"),
            (26, 9, "rights", "expected-list"),
            (28, 5, "redact.1", "expected-text"),
        ]
    );
    let words = reading.faults[1].kind.clone();
    assert_eq!(words, FaultKind::Expected(Expected::OneOf(&["planned", "drafted", "ready"])));
    let header = reading.value.unwrap();
    assert_eq!((header.title.as_str(), header.summary.as_str()), ("2026", "no"));
    assert_eq!(
        (header.number, header.made, header.until.as_deref()),
        (None, None, Some("2026-05"))
    );
    assert_eq!(header.people.len(), 1);
    assert_eq!(header.people[0].consent, crate::artifact::Consent::Given);
    let evidence: Vec<_> =
        header.evidence.iter().map(|e| (e.id.as_str(), e.alt.as_str(), e.file.is_some())).collect();
    assert_eq!(evidence, [("board", "A board", false), ("talk", "", false)]);
    assert_eq!(header.redact, ["7"]);
    assert_eq!(reading.body, "Body\n");
}

#[test]
fn strings_stay_strings() {
    let text = "---\nid: a\ntitle: no\nkind: 2026-08-31\naudience: 1e3\nsummary: true\nmy_part: 'null'\nnote: null\nmade: 2026\n---\n";
    let reading = read_artifact(text);
    assert_eq!(reading.faults, []);
    let h = reading.value.unwrap();
    assert_eq!(
        [h.title, h.kind, h.audience, h.summary, h.my_part, h.note],
        ["no", "2026-08-31", "1e3", "true", "null", ""]
    );
    assert_eq!(h.made.as_deref(), Some("2026"));
}

#[test]
fn an_artifact_without_an_id_has_no_value_but_all_faults() {
    for (yaml, expected) in [
        ("title: [x]\n", vec![(2, 1, "id", "missing"), (2, 8, "title", "expected-text")]),
        ("id: Not An Id\n", vec![(2, 5, "id", "expected-id")]),
        ("id:\n", vec![(2, 1, "id", "missing")]),
        ("", vec![(2, 1, "id", "missing")]),
        ("- id: a\n", vec![(2, 1, "", "no-keys")]),
        ("just text\n", vec![(2, 1, "", "no-keys")]),
        ("id: a\n b: c: d\n", vec![(3, 3, "", "syntax")]),
        ("id: \"a\n", vec![(2, 5, "", "syntax")]),
        ("id: a\n...\nid: b\n", vec![(4, 1, "", "syntax")]),
        ("id: *nobody\n", vec![(2, 5, "", "syntax")]),
        ("id: &me [*me]\n", vec![(2, 10, "", "too-much")]),
    ] {
        let reading = read_artifact(&format!("---\n{yaml}---\nBody"));
        assert_eq!(faults(&reading), expected, "{yaml}");
        assert_eq!((reading.value, reading.body.as_str()), (None, "Body"), "{yaml}");
    }
}

#[test]
fn bombs_are_faults_at_once() {
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..9 {
        laughs += &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(", "));
    }
    for yaml in [
        laughs,
        "[".repeat(60_000) + "\n",
        "- ".repeat(30_000) + "\n",
        "{a: ".repeat(15_000) + "\n",
    ] {
        let reading = read_criterion(&format!("---\n{yaml}---\nBody"));
        assert_eq!(reading.faults[0].kind, FaultKind::TooMuch, "{}", &yaml[..20]);
        assert_eq!(reading.body, "Body");
    }
    let many = format!("---\nredact:\n{}id: a\n---\n", "- []\n".repeat(9_000));
    let reading = read_artifact(&many);
    assert_eq!((reading.faults.len(), reading.value.is_some()), (MAX_FAULTS, true));
}

#[test]
fn a_file_whose_header_is_not_to_be_had_keeps_its_body() {
    let open = read_criterion("\u{feff}---\nText");
    assert_eq!((open.body.as_str(), faults(&open)), ("---\nText", vec![(1, 1, "", "not-closed")]));
    let long = read_criterion(&format!("---\n#{}\n---\nBody", " ".repeat(MAX_HEADER)));
    assert_eq!((long.body.as_str(), faults(&long)), ("Body", vec![(2, 1, "", "too-large")]));
    let none = read_criterion("\u{feff}Text");
    assert_eq!(
        (none.value, none.body.as_str(), none.faults),
        (Some(CriterionHeader::default()), "Text", vec![])
    );
}

#[test]
fn a_new_file_has_its_keys_in_order_without_defaults() {
    use crate::criterion::{Attached, Pin, Role, Tick};
    let id = |text| crate::id::Id::parse(text).unwrap();
    let pin = Pin { page: Some(3), time: Some("01:30".into()), ..Pin::default() };
    let header = CriterionHeader {
        artifacts: vec![
            Attached { id: id("boards"), role: Role::Main, pin: Some(pin) },
            Attached { id: id("no"), role: Role::Supporting, pin: None },
        ],
        self_score: Some(1),
        checklist: vec![Tick { text: "a: b".into(), done: true }],
        note: "One\nTwo\n".into(),
        ..CriterionHeader::default()
    };
    let text = render(&header, "\nText\n");
    let expected = "\
---
artifacts:
  - id: boards
    pin:
      page: 3
      time: \"01:30\"
  - id: \"no\"
    role: supporting
self_score: 1
checklist:
  - text: \"a: b\"
    done: true
note: |
  One
  Two
---

Text
";
    assert_eq!(text, expected);
    let reading = read_criterion(&text);
    assert_eq!(
        (reading.value, reading.faults, reading.body.as_str()),
        (Some(header), vec![], "\nText\n")
    );
    assert_eq!(render(&CriterionHeader::default(), "x"), "---\n---\nx");
}

/// Pieces that make odd YAML when they meet.
fn odd_yaml() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "id: a",
        "title",
        ":",
        ": ",
        "- ",
        "-",
        "? ",
        "\n",
        "\n  ",
        "\n- ",
        "\r\n",
        "\r",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&x ",
        "*x",
        "!t ",
        "!!str ",
        "!<tag:x> ",
        "|",
        ">-\n",
        "|2+\n   ",
        "'",
        "\"",
        "\\",
        "\\u",
        "# c",
        " #",
        "\t",
        "%YAML 1.2",
        "...",
        "--- ",
        "~",
        "null",
        "evidence:\n  - id: b\n    ",
        "<<: *x",
        "é",
        "\u{feff}",
        "\u{85}",
        "\u{0}",
        "7",
        "true",
        "a b",
    ]);
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn any_artifact() -> impl Strategy<Value = ArtifactHeader> {
    use crate::artifact::{ArtifactState, Consent, Evidence, Maker, Person, Right};
    let text = || "\\PC{0,9}|[ -~\n\t]{0,9}|null|no|7|2026-08-31|~";
    let id = || "[a-z0-9][a-z0-9-]{0,5}".prop_map(|id| crate::id::Id::parse(&id).unwrap());
    let path = || {
        prop::option::of(
            "[a-z é&#-]{1,6}(/[a-z.]{3})?"
                .prop_filter_map("a path", |p| crate::path::RelPath::parse(&p).ok()),
        )
    };
    let evidence = (
        id(),
        path(),
        prop::option::of(Just("https://a.example/?x=#y".to_owned())),
        text(),
        any::<bool>(),
    )
        .prop_map(|(id, file, link, alt, decorative)| Evidence {
            id,
            viewable: file.clone(),
            poster: file.clone(),
            file,
            capture: None,
            captions: None,
            transcript: None,
            sha256: link.as_ref().map(|_| "1e".repeat(32)),
            link,
            caption: alt.clone(),
            alt,
            decorative,
            checked: decorative.then(|| "2026-08-31".parse().unwrap()),
        });
    let lists = (
        prop::collection::vec(text(), 0..3),
        prop::collection::vec(evidence, 0..3),
        any::<u32>(),
        any::<bool>(),
    );
    (
        id(),
        prop::collection::vec(text(), 7),
        prop::sample::select(vec![None, Some("2026"), Some("2026-08"), Some("2026-08-31")]),
        lists,
    )
        .prop_map(|(id, mut t, made, (redact, evidence, number, there))| ArtifactHeader {
            id,
            number: Some(number).filter(|n| *n > 0),
            title: t.pop().unwrap_or_default(),
            state: if there { ArtifactState::Ready } else { ArtifactState::Drafted },
            kind: t.pop().unwrap_or_default(),
            made: made.map(str::to_owned),
            until: made.map(str::to_owned),
            audience: t.pop().unwrap_or_default(),
            summary: t.pop().unwrap_or_default(),
            my_part: String::new(),
            makers: redact
                .iter()
                .map(|part| Maker { part: part.clone(), ..Maker::default() })
                .collect(),
            people: evidence
                .iter()
                .map(|e| Person {
                    who: e.alt.clone(),
                    shown_in: vec![e.id.to_string()],
                    consent: Consent::NotNeeded,
                    until: e.checked,
                    ..Person::default()
                })
                .collect(),
            consent_on_file: there,
            rights: vec![
                Right { what: t.pop().unwrap_or_default(), ..Right::default() };
                usize::from(there)
            ],
            redact,
            evidence,
            note: t.concat(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_to_the_end(yaml in odd_yaml(), open: bool) {
        let text = if open { format!("---\n{yaml}") } else { format!("---\n{yaml}\n---\nBody") };
        let artifact = read_artifact(&text);
        let lines = text.split('\n').count();
        prop_assert!(artifact.faults.iter().all(|f| f.place.line as usize <= lines));
        prop_assert!(artifact.value.is_some() || !artifact.faults.is_empty());
        prop_assert!(text.ends_with(&artifact.body));
        prop_assert_eq!(read_criterion(&text).body, artifact.body.clone());
        let change = Edit::Set { path: vec!["title".into()], value: "new".into() };
        if let Ok(new) = edit(&text, &[change]) {
            prop_assert_eq!(read_artifact(&new).body, artifact.body);
        }
    }

    #[test]
    fn a_rendered_header_reads_back(header in any_artifact(), body in "[ -~\n]{0,20}") {
        let text = render(&header, &body);
        let reading = read_artifact(&text);
        prop_assert_eq!(&reading.faults, &vec![], "{}", text);
        prop_assert_eq!(reading.value, Some(header), "{}", text);
        prop_assert_eq!(reading.body, body);
    }
}
