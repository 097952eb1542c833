//! Edits by hand-made cases: the YAML before and after, and nothing else may differ.

use super::*;

fn path(text: &str) -> Vec<Step> {
    let step = |s: &str| s.parse::<usize>().map_or_else(|_| Step::from(s), Step::from);
    if text.is_empty() { vec![] } else { text.split('.').map(step).collect() }
}

fn set(at: &str, value: impl Into<Value>) -> Edit {
    Edit::Set { path: path(at), value: value.into() }
}

fn remove(at: &str) -> Edit {
    Edit::Remove { path: path(at) }
}

fn push(at: &str, value: impl Into<Value>) -> Edit {
    Edit::Push { path: path(at), value: value.into() }
}

fn insert(list: &str, at: usize, value: impl Into<Value>) -> Edit {
    Edit::Insert { path: path(list), at, value: value.into() }
}

fn shift(list: &str, from: usize, to: usize) -> Edit {
    Edit::Move { path: path(list), from, to }
}

fn list<const N: usize>(items: [&str; N]) -> Value {
    Value::List(items.map(Value::from).into())
}

fn map<const N: usize>(entries: [(&str, &str); N]) -> Value {
    Value::Map(entries.map(|(k, v)| (k.to_owned(), v.into())).into())
}

fn check(table: Vec<(&str, Edit, &str)>) {
    let mut wrong = String::new();
    for (before, change, after) in table {
        for (nl, bom) in [("\n", ""), ("\r\n", ""), ("\n", "\u{feff}"), ("\r\n", "\u{feff}")] {
            let file =
                |yaml: &str| format!("{bom}---\n{yaml}---\n\nBody \u{e9}\n---\n").replace('\n', nl);
            let result = edit(&file(before), std::slice::from_ref(&change));
            if result.as_ref() != Ok(&file(after)) {
                wrong += &format!("{change:?}\n{before}=> {result:?}, not\n{after}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn scalars_are_replaced_in_place() {
    check(vec![
        (
            "# top\ntitle: Old   # why\nx: 1\n",
            set("title", "New one"),
            "# top\ntitle: New one   # why\nx: 1\n",
        ),
        ("title:    Old\n", set("title", "New"), "title:    New\n"),
        ("title: 'Old'\n", set("title", "It's"), "title: 'It''s'\n"),
        ("title: \"Old\"\n", set("title", "New"), "title: \"New\"\n"),
        ("\"title\" : Old\n", set("title", "New"), "\"title\" : New\n"),
        (
            "title: long\n  text # c\n  # d\nx: 1\n",
            set("title", "New"),
            "title: New # c\n  # d\nx: 1\n",
        ),
        ("title:\n  Old\nx: 1\n", set("title", "New"), "title:\n  New\nx: 1\n"),
        ("title:\nx: 1\n", set("title", "no"), "title: \"no\"\nx: 1\n"),
        ("title: # c\nx: 1\n", set("title", "New"), "title: New # c\nx: 1\n"),
        ("title: ~\n", set("title", "New"), "title: New\n"),
        ("n: 1\n", set("n", 12), "n: 12\n"),
        ("done: true # c\n", set("done", false), "done: false # c\n"),
        ("a: {t: Old, u: 'x'}\n", set("a.t", "x, y"), "a: {t: \"x, y\", u: 'x'}\n"),
        ("a: {t: , u}\n", set("a.t", "x"), "a: {t: x , u}\n"),
        ("a: {t, u}\n", set("a.t", "x"), "a: {t: x, u}\n"),
        ("a: [1, 'two' , three]\n", set("a.1", "2"), "a: [1, '2' , three]\n"),
        ("- id: a\n".replace("- id", "e:\n  - id").leak(), set("e.0.id", "b"), "e:\n  - id: b\n"),
        ("e:\n- id: a\n  x: y\n", set("e.0.x", "z"), "e:\n- id: a\n  x: z\n"),
        ("é: [ü, Old]\n", set("é.1", "New"), "é: [ü, New]\n"),
        ("t: !!str 5\n", set("t", "x"), "t: !!str x\n"),
        ("t: !mine 5\n", set("t", "x"), "t: x\n"),
        ("a: &x old\nb: *x\n", set("b", "new"), "a: &x old\nb: new\n"),
    ]);
}

#[test]
fn block_scalars_are_replaced_as_a_whole() {
    check(vec![
        ("n: |\n  a\n   b\n\n# c\nx: 1\n", set("n", "New"), "n: New\n\n# c\nx: 1\n"),
        ("n: >- # c\n  a\n\n  b\nx: 1\n", set("n", "New"), "n: New  # c\nx: 1\n"),
        ("n: |+\n  a\n\n\nx: 1\n", set("n", "New"), "n: New\nx: 1\n"),
        ("n: |2\n    a\nx: 1\n", set("n", "b\nc"), "n: |-\n  b\n  c\nx: 1\n"),
        ("n: Old # c\nx: 1\n", set("n", "b\n\nc\n"), "n: |  # c\n  b\n\n  c\nx: 1\n"),
        ("n: Old\n   # deep\nx: 1\n", set("n", "b\nc"), "n: \"b\\nc\"\n   # deep\nx: 1\n"),
        ("n: |\n\nx: 1\n", set("n", "New"), "n: New\n\nx: 1\n"),
        ("e:\n  - |\n    a\n  - b\n", set("e.0", "x"), "e:\n  - x\n  - b\n"),
        ("e:\n  - a\n  - b\n", set("e.0", "x\ny"), "e:\n  - |-\n    x\n    y\n  - b\n"),
    ]);
}

#[test]
fn values_change_their_kind_and_keep_their_comments() {
    check(vec![
        ("a: # c\n  - x # d\n  # e\n  - y\nb: 1\n", set("a", "z"), "a: z  # c\n# d\n# e\nb: 1\n"),
        ("a: z # c\nb: 1\n", set("a", list(["x", "z"])), "a:  # c\n  - x\n  - z\nb: 1\n"),
        ("a:\n- x\n- y\nb: 1\n", set("a", list(["z"])), "a:\n- z\nb: 1\n"),
        ("a: []\nb: 1\n", push("a", "x"), "a:\n  - x\nb: 1\n"),
        (
            "a:\nb: 1\n",
            push("a", map([("id", "x"), ("role", "main")])),
            "a:\n  - id: x\n    role: main\nb: 1\n",
        ),
        ("b: 1\n", push("a", "x"), "b: 1\na:\n  - x\n"),
        ("a: {}\n", set("a.k", "x"), "a:\n  k: x\n"),
        ("a:\n  - id: x\n", set("a.0", "w"), "a:\n  - w\n"),
        (
            "a:\n  - y # c\n",
            set("a.0", map([("id", "x"), ("k", "v")])),
            "a:\n  - id: x  # c\n    k: v\n",
        ),
        ("a: [1, # c\n  2]\nb: 1\n", set("a", "x"), "a: x  # c\nb: 1\n"),
    ]);
}

#[test]
fn new_keys_stand_behind_the_last_of_their_map() {
    check(vec![
        ("a: 1 # c\n\n# end\n", set("b", "x"), "a: 1 # c\nb: x\n\n# end\n"),
        ("", set("b", "x"), "b: x\n"),
        ("# only\n", set("b", "x"), "# only\nb: x\n"),
        ("a: |+\n  t\n\n", set("b", "x"), "a: |+\n  t\n\nb: x\n"),
        ("a:\n  b:\n    c: 1\nd: 2\n", set("a.b.e", "x"), "a:\n  b:\n    c: 1\n    e: x\nd: 2\n"),
        (
            "e:\n  - id: a\n    # c\n  - id: b\n",
            set("e.0.alt", "x"),
            "e:\n  - id: a\n    alt: x\n    # c\n  - id: b\n",
        ),
        ("e:\n  -   id: a\n", set("e.0.alt", "x"), "e:\n  -   id: a\n      alt: x\n"),
        ("e:\n  - id: a\n", set("e.0.pin.page", 3), "e:\n  - id: a\n    pin:\n      page: 3\n"),
        ("e: {a: 1}\n", set("e.b", list(["x"])), "e: {a: 1, b: [x]}\n"),
        ("e: {a: 1,}\n", set("e.b", "x"), "e: {a: 1, b: x,}\n"),
        ("{a: 1}\n", set("b", "x"), "{a: 1, b: x}\n"),
        ("{}\n", set("b", "x"), "{b: x}\n"),
        ("a: *x\n".replace("*x", "&x {k: 1}").leak(), set("b", "x"), "a: &x {k: 1}\nb: x\n"),
        ("? long\n: 1\n", set("b", "x"), "? long\n: 1\nb: x\n"),
        ("a: 1\n", set("odd key: #", "x"), "a: 1\n\"odd key: #\": x\n"),
    ]);
}

#[test]
fn items_are_put_into_lists() {
    check(vec![
        (
            "e: # h\n  # c\n  - a # d\n  # f\nx: 1\n",
            push("e", "b"),
            "e: # h\n  # c\n  - a # d\n  - b\n  # f\nx: 1\n",
        ),
        (
            "e:\n  # c\n  - a\n  # d\n  - b\n",
            insert("e", 0, "x"),
            "e:\n  - x\n  # c\n  - a\n  # d\n  - b\n",
        ),
        (
            "e:\n  # c\n  - a\n  # d\n  - b\n",
            insert("e", 1, "x"),
            "e:\n  # c\n  - a\n  - x\n  # d\n  - b\n",
        ),
        ("e:\n- a\nx: 1\n", push("e", "b"), "e:\n- a\n- b\nx: 1\n"),
        ("e:\n  -\n    id: a\n", push("e", map([("id", "b")])), "e:\n  -\n    id: a\n  - id: b\n"),
        ("e:\n  - - a\n    - b\n", push("e.0", "c"), "e:\n  - - a\n    - b\n    - c\n"),
        ("e:\n  - - a\n", insert("e.0", 0, "c"), "e:\n  - - c\n    - a\n"),
        ("e: [a, b]\n", insert("e", 1, "x"), "e: [a, x, b]\n"),
        ("e: [a, # c\n  b]\n", push("e", "x"), "e: [a, # c\n  b, x]\n"),
        ("e: [a]\n", insert("e", 0, "x"), "e: [x, a]\n"),
        ("e:\n  -\n  - \n", push("e", "x"), "e:\n  -\n  - \n  - x\n"),
    ]);
}

#[test]
fn entries_go_with_the_comments_inside_them() {
    check(vec![
        ("# up\na: 1 # c\n# gap\nb: 2\n", remove("a"), "# up\n# gap\nb: 2\n"),
        ("a: 1\n", remove("a"), ""),
        ("a: 1\n", remove("nothing"), "a: 1\n"),
        ("a: 1\n", remove("nothing.at.all"), "a: 1\n"),
        ("a: |\n  # no comment\n\n  t\n\nb: 2\n", remove("a"), "\nb: 2\n"),
        (
            "e:\n  # c\n  - id: a # d\n    # e\n    x: y\n  # f\n  - id: b\n",
            remove("e.0"),
            "e:\n  # c\n  # f\n  - id: b\n",
        ),
        ("e:\n  - id: a # d\n  # f\nx: 1\n", remove("e.0"), "e: []\n  # f\nx: 1\n"),
        ("e:\n  - id: a\n    alt: x\n    k: v\n", remove("e.0.id"), "e:\n  - alt: x\n    k: v\n"),
        ("e:\n  - id: a\n", remove("e.0.id"), "e:\n  - {}\n"),
        ("e:\n  pin:\n    page: 3\n", remove("e.pin.page"), "e:\n  pin: {}\n"),
        ("n: |+\n  t\n\na: x\n\n# c\n", remove("a"), "n: |+\n  t\n\n# c\n"),
        ("e: [a, 'b', c]\n", remove("e.1"), "e: [a, c]\n"),
        ("e: [a, b]\n", remove("e.1"), "e: [a]\n"),
        ("e: [a]\n", remove("e.0"), "e: []\n"),
        ("e: [a, # c\n  b]\n", remove("e.0"), "e: [ # c\n  b]\n"),
        ("e: [a, # c\n  b]\n", remove("e.1"), "e: [a # c\n  ]\n"),
        ("e: {a: 1, b: 2}\n", remove("e.b"), "e: {a: 1}\n"),
        ("n: |\n  t\na: x\n  # deep\nb: 1\n", remove("a"), "n: |\n  t\n# deep\nb: 1\n"),
    ]);
}

#[test]
fn items_move_with_their_comments_and_unknown_keys() {
    check(vec![
        (
            "e: # h\n  # one\n  - id: a\n    my: own # k\n  # two\n  - 'b'\n\n  - c # d\n# gap\nx: 1\n",
            shift("e", 0, 2),
            "e: # h\n  # two\n  - 'b'\n\n  - c # d\n  # one\n  - id: a\n    my: own # k\n# gap\nx: 1\n",
        ),
        ("e:\n- a\n- b\n", shift("e", 1, 0), "e:\n- b\n- a\n"),
        ("e: ['a', b, c]\n", shift("e", 2, 0), "e: [c, 'a', b]\n"),
        ("e:\n  - - a\n    - b\n", shift("e.0", 1, 0), "e:\n  - - b\n    - a\n"),
    ]);
}

#[test]
fn what_cannot_be_cut_is_written_anew_with_its_comments_above() {
    check(vec![
        (
            "a: &x\n  k: 1 # c\nb: *x\nc: 3\n",
            set("b.k", 2),
            "a: &x\n  k: 1 # c\nb:\n  k: 2\nc: 3\n",
        ),
        (
            "e:\n  - id: a\n    # c\n    k: 'v'\nx: 1\n",
            remove("e.0.id"),
            "# c\ne:\n  - k: 'v'\nx: 1\n",
        ),
        ("e: [a: 1]\nx: 1\n", set("e.0.b", "w"), "e:\n  - a: 1\n    b: w\nx: 1\n"),
    ]);
}

#[test]
fn an_edit_that_cannot_be_made_says_why() {
    let file = |yaml: &str| format!("---\n{yaml}---\nBody");
    let shape = |at: &str| EditError::WrongShape(at.into());
    let there = |at: &str| EditError::NotThere(at.into());
    let table = [
        ("a: 1\na: 2\n", set("a", "x"), EditError::Duplicate("a".into())),
        ("a: 1\n", set("a.b", "x"), shape("a")),
        ("a: 1\n", push("a", "x"), shape("a")),
        ("a: {k: 1}\n", push("a", "x"), shape("a")),
        ("a: [1]\n", set("a.k", "x"), shape("a")),
        ("a: [1]\n", set("a.1", "x"), there("a.2")),
        ("a: [1]\n", remove("a.1"), there("a.2")),
        ("a: [1]\n", insert("a", 2, "x"), there("a.3")),
        ("a: [1]\n", shift("a", 0, 1), there("a.2")),
        ("a: 1\n", set("b.0", "x"), there("b.1")),
        ("a: 1\n", set("", "x"), shape("")),
        ("a: &x 1\nb: *x\n", remove("a"), EditError::ByHand("a".into())),
        ("a: !t\n  - &x 1\n  - *x\n", remove("a.0"), EditError::ByHand("a.1".into())),
        ("- a\n", set("a", "x"), FaultKind::NoKeys.into()),
        ("a: [\n", set("a", "x"), FaultKind::Syntax(String::new()).into()),
        ("a: 1\n", set("a", "x".repeat(MAX_HEADER)), FaultKind::TooLarge.into()),
    ];
    for (yaml, change, expected) in table {
        let result = edit(&file(yaml), std::slice::from_ref(&change)).unwrap_err();
        let same = matches!(
            (&result, &expected),
            (EditError::Header(FaultKind::Syntax(_)), EditError::Header(FaultKind::Syntax(_)))
        );
        assert!(same || result == expected, "{yaml}{change:?}: {result:?}");
    }
    assert_eq!(edit("---\nopen", &[set("a", "x")]), Err(FaultKind::NotClosed.into()));
}

#[test]
fn edits_are_all_made_or_none() {
    let text = "---\na: 1\n---\n";
    assert_eq!(
        edit(text, &[set("a", "x"), push("b", "w"), push("b", "z")]).as_deref(),
        Ok("---\na: x\nb:\n  - w\n  - z\n---\n")
    );
    assert!(edit(text, &[set("a", "x"), push("a", "y")]).is_err());
}

#[test]
fn a_file_without_a_header_gets_one() {
    assert_eq!(
        edit("\u{feff}Text\r\n", &[set("a", "x")]).as_deref(),
        Ok("\u{feff}---\r\na: x\r\n---\r\nText\r\n")
    );
    assert_eq!(edit("", &[set("a", "x")]).as_deref(), Ok("---\na: x\n---\n"));
    assert_eq!(edit("Text", &[remove("a")]).as_deref(), Ok("Text"));
}
