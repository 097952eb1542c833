//! Edits of random headers in every style that YAML has for them, judged by another reader (serde-saphyr to JSON).

use proptest::prelude::*;
use serde_json::Value as Json;

use super::node::Node;
use super::parse::parse;
use super::value::tests::any_value;
use super::*;

/// A value as it may be written, with its odd styles.
#[derive(Debug, Clone)]
enum Odd {
    Inline(&'static str),
    Folded(&'static str, &'static str),
    List { indented: bool, wide: bool, items: Vec<(Odd, u8)> },
    Map(Vec<(Odd, u8)>),
}

const INLINE: [&str; 30] = [
    "plain",
    "'it''s # no comment'",
    "\"a\\tb: c\"",
    "2026-08-31",
    "no",
    "1.50",
    "true",
    "~",
    "",
    "null",
    "a b  c",
    "[a, 'b', [c]]",
    "[]",
    "{}",
    "{a: 1, \"b\": [x, z], c: }",
    "[ a , b , ]",
    "{a: {b: {c: d}}}",
    "é ü 漢字",
    "[a,\n      b #¶\n      , c]",
    "\"two\n      lines\"",
    "plain over\n      two lines",
    "'single\n\n      over'",
    "{a: 1, #¶\n      b: 2 #¶\n      }",
    "&anchor x",
    "&list [a, b]",
    "!!str 5",
    "http://x.org/#a",
    "-1",
    "null",
    "\"x\\\"y\"",
];
const FOLDED: [&str; 5] = ["|", ">-", "|+", "|2-", "> #¶"];
const TEXTS: [&str; 4] = ["one", "one\n\n  two\nthree", "# no comment\n- x: y", "one\n\n"];

fn odd() -> impl Strategy<Value = Odd> {
    let leaf = prop_oneof![
        4 => prop::sample::select(&INLINE[..]).prop_map(Odd::Inline),
        1 => (prop::sample::select(&FOLDED[..]), prop::sample::select(&TEXTS[..]))
            .prop_map(|(h, t)| Odd::Folded(h, t)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            (
                any::<bool>(),
                any::<bool>(),
                prop::collection::vec((inner.clone(), any::<u8>()), 1..4)
            )
                .prop_map(|(indented, wide, items)| Odd::List {
                    indented,
                    wide,
                    items
                }),
            prop::collection::vec((inner, any::<u8>()), 1..4).prop_map(Odd::Map),
        ]
    })
}

/// Writes values; every comment gets a number of its own.
#[derive(Default)]
struct Writer {
    out: String,
    comments: usize,
}

impl Writer {
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("#¶{}¶", self.comments)
    }

    fn numbered(&mut self, text: &str) -> String {
        let mut pieces = text.split("#¶");
        let mut all = pieces.next().unwrap_or("").to_owned();
        for piece in pieces {
            all += &(self.comment() + piece);
        }
        all
    }

    /// What may stand between parts: comments and blank lines.
    fn gap(&mut self, column: usize, dice: u8) {
        if dice & 1 == 1 {
            let comment = self.comment();
            self.out += &format!("{}{comment}\n", " ".repeat(column));
        }
        if dice & 6 == 6 {
            self.out.push('\n');
        }
    }

    fn end(&mut self, dice: u8) {
        if dice & 24 == 24 {
            let comment = self.comment();
            self.out += &format!("  {comment}");
        }
        self.out.push('\n');
    }

    /// Behind `key:` or `-`, whose column is given.
    fn value(&mut self, value: &Odd, column: usize, in_map: bool, dice: u8) {
        match value {
            Odd::Inline(text) => {
                let text = self
                    .numbered(&text.replace("\n      ", &format!("\n{}", " ".repeat(column + 3))));
                if !text.is_empty() {
                    self.out.push(' ');
                }
                self.out += &text;
                self.end(dice);
            }
            Odd::Folded(header, text) => {
                let header = self.numbered(header);
                self.out += &format!(" {header}\n");
                for line in text.lines() {
                    let indent = if line.is_empty() { 0 } else { column + 2 };
                    self.out += &format!("{}{line}\n", " ".repeat(indent));
                }
            }
            Odd::List { indented, wide, items } => {
                let column = if *indented || !in_map { column + 2 } else { column };
                self.parts(items, column, in_map, dice, if *wide { "-  " } else { "-" });
            }
            Odd::Map(entries) => self.parts(entries, column + 2, in_map, dice, ""),
        }
    }

    /// The parts of a block collection, on lines below or, in a list, beside the hyphen.
    fn parts(&mut self, parts: &[(Odd, u8)], column: usize, below: bool, dice: u8, hyphen: &str) {
        if below {
            self.end(dice);
        }
        for (i, (part, dice)) in parts.iter().enumerate() {
            if below || i > 0 {
                self.gap(column, *dice);
                self.out += &" ".repeat(column);
            } else {
                let written = self.out.len() - self.out.rfind('\n').map_or(0, |at| at + 1);
                self.out += &" ".repeat(column.saturating_sub(written).max(1));
            }
            if hyphen.is_empty() {
                self.out += &format!("{}:", ["id", "\"k k\"", "alt", "é"][i]);
                self.value(part, column, true, *dice);
            } else {
                self.out += hyphen.trim_end();
                self.value(part, column, false, *dice);
            }
        }
    }
}

fn header() -> impl Strategy<Value = String> {
    prop::collection::vec((odd(), any::<u8>()), 0..5)
        .prop_map(|entries| {
            let mut writer = Writer::default();
            for (i, (value, dice)) in entries.iter().enumerate() {
                writer.gap(0, *dice);
                writer.out += &format!("key{i}:");
                writer.value(value, 0, true, *dice);
            }
            writer.gap(0, 1);
            writer.out
        })
        .prop_filter("the other reader takes it", |yaml| {
            json(yaml).is_some() && parse(yaml).is_ok()
        })
}

fn json(yaml: &str) -> Option<Json> {
    if parse(yaml).is_ok_and(|p| matches!(p.root.kind, Kind::Null)) {
        return Some(Json::Object(serde_json::Map::new()));
    }
    serde_saphyr::from_str(yaml).ok()
}

/// Every path in a tree, collections too.
fn paths(node: &Node, path: &[Step], all: &mut Vec<Vec<Step>>) {
    for (i, part) in node.parts().iter().enumerate() {
        let step = part.key.as_ref().and_then(Node::text).map_or(Step::Index(i), Step::from);
        let path = [path, &[step]].concat();
        paths(&part.value, &path, all);
        all.push(path);
    }
}

fn at<'j>(json: &'j mut Json, path: &[Step]) -> Option<&'j mut Json> {
    path.iter().try_fold(json, |json, step| match step {
        Step::Key(key) => json.get_mut(key),
        Step::Index(i) => json.get_mut(i),
    })
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Truth(truth) => (*truth).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.clone().into(),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(entries) => entries.iter().map(|(k, v)| (k.clone(), to_json(v))).collect(),
    }
}

/// The list at a path; `new` and empty values become one.
fn list_at<'j>(json: &'j mut Json, path: &[Step]) -> Option<&'j mut Vec<Json>> {
    if let ([Step::Key(key)], Json::Object(map)) = (path, &mut *json) {
        map.entry(key.clone()).or_insert(Json::Null);
    }
    let place = at(json, path)?;
    if place.is_null() {
        *place = Json::Array(Vec::new());
    }
    place.as_array_mut()
}

/// The edit in JSON, written apart from the code under test.
fn meant(mut json: Json, edit: &Edit) -> Option<Json> {
    match edit {
        Edit::Set { path, value } => match at(&mut json, path) {
            Some(place) => *place = to_json(value),
            None => {
                let mut place = &mut json;
                for step in path {
                    let Step::Key(key) = step else {
                        place = at(place, std::slice::from_ref(step))?;
                        continue;
                    };
                    if place.is_null() {
                        *place = Json::Object(serde_json::Map::new());
                    }
                    place = place.as_object_mut()?.entry(key.clone()).or_insert(Json::Null);
                }
                *place = to_json(value);
            }
        },
        Edit::Remove { path } => match (path.last()?, at(&mut json, &path[..path.len() - 1])?) {
            (Step::Key(key), Json::Object(map)) => drop(map.remove(key)),
            (Step::Index(i), Json::Array(list)) => drop(list.remove(*i)),
            _ => return None,
        },
        Edit::Insert { path, at: i, value } => {
            let list = list_at(&mut json, path)?;
            (*i <= list.len()).then(|| list.insert(*i, to_json(value)))?;
        }
        Edit::Push { path, value } => list_at(&mut json, path)?.push(to_json(value)),
        Edit::Move { path, from, to } => {
            let list = at(&mut json, path)?.as_array_mut()?;
            (*from < list.len() && *to < list.len()).then_some(())?;
            let item = list.remove(*from);
            list.insert(*to, item);
        }
    }
    Some(json)
}

fn change(yaml: &str, kind: u8, pick: usize, (i, j): (usize, usize), value: Value) -> Edit {
    let mut all = Vec::new();
    paths(&parse(yaml).unwrap().root, &[], &mut all);
    let lists: Vec<_> = all
        .iter()
        .filter(|path| {
            json(yaml).and_then(|mut json| at(&mut json, path).map(|v| v.is_array() || v.is_null()))
                == Some(true)
        })
        .cloned()
        .collect();
    let any = |of: &[Vec<Step>]| {
        if of.is_empty() { vec!["new".into()] } else { of[pick % of.len()].clone() }
    };
    match kind % 6 {
        0 => Edit::Set { path: any(&all), value },
        1 => Edit::Remove { path: any(&all) },
        2 => Edit::Insert { path: any(&lists), at: i % 4, value },
        3 => Edit::Push { path: any(&lists), value },
        4 => Edit::Move { path: any(&lists), from: i % 3, to: j % 3 },
        _ => Edit::Set { path: [any(&all), vec!["new".into()]].concat(), value },
    }
}

fn comments(text: &str) -> Vec<&str> {
    let mut all: Vec<_> =
        text.split("#¶").skip(1).filter_map(|rest| rest.split_once('¶')).map(|(n, _)| n).collect();
    all.sort_unstable();
    all
}

/// The lines before a top-level key and those from the next one on.
fn around<'a>(yaml: &'a str, key: &Step) -> (&'a str, &'a str) {
    let Ok(parsed) = parse(yaml) else { panic!("{yaml}") };
    let Step::Key(key) = key else { panic!("a list at the top") };
    let parts = parsed.root.parts();
    let line = |i: usize| parts.get(i).map_or(yaml.len(), |p: &node::Part| parsed.line_start(p.at));
    match parts.iter().position(|part| part.is(key)) {
        Some(i) => (&yaml[..line(i)], &yaml[line(i + 1)..]),
        None => {
            yaml.split_at(parts.last().map_or(yaml.len(), |last| parsed.after_line(last.end())))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_changes_what_it_says_and_nothing_else(
        yaml in header(), crlf: bool, bom: bool, kind: u8, pick: usize, places: (usize, usize), value in any_value(),
        body in "(\r?\n)?[ -~\u{e9}\r\n]{0,20}",
    ) {
        let edit_ = change(&yaml, kind, pick, places, value);
        let removes = matches!(edit_, Edit::Remove { .. });
        let nl = if crlf { "\r\n" } else { "\n" };
        let bom = if bom { "\u{feff}" } else { "" };
        let text = format!("{bom}---{nl}{}---{nl}{body}", yaml.replace('\n', nl));
        let Some(expected) = meant(json(&yaml).unwrap(), &edit_) else {
            let refused = edit(&text, std::slice::from_ref(&edit_)).is_err();
            prop_assert!(refused || removes);
            return Ok(());
        };
        let result = match edit(&text, std::slice::from_ref(&edit_)) {
            Ok(result) => result,
            // An alias would lose its anchor: the one reason left to refuse.
            Err(error) => {
                let by_hand = matches!(error, EditError::ByHand(_));
                prop_assert!(by_hand && yaml.contains('&'), "{}\n{:?} {}", yaml, edit_, error);
                return Ok(());
            }
        };
        let cut = split(&result).unwrap();
        prop_assert_eq!((cut.body, cut.bom), (body.as_str(), !bom.is_empty()));
        let now = cut.yaml.replace(nl, "\n");
        prop_assert!(!now.contains('\r') || yaml.contains('\r') || !crlf);
        prop_assert_eq!(json(&now), Some(expected), "{}\n=>\n{}", yaml, now);

        let path = edit::path_of(&edit_);
        let (before, after) = around(&yaml, &path[0]);
        prop_assert!(now.starts_with(before) && now.ends_with(after), "{}\n=>\n{}", yaml, now);
        let (was, is) = (comments(&yaml), comments(&now));
        if removes {
            prop_assert!(is.iter().all(|c| was.contains(c)));
            let gone = was.iter().filter(|c| !is.contains(c));
            let parsed = parse(&yaml).unwrap();
            let trail = meaning::trail(&parsed.root, path).unwrap();
            let inside = trail.last().map_or("", |(node, i)| &yaml[parsed.lines_of(&node.parts()[*i])]);
            prop_assert!(gone.clone().all(|c| inside.contains(&format!("#¶{c}¶"))), "{}\n=>\n{}", yaml, now);
        } else {
            prop_assert_eq!(was, is, "{}\n=>\n{}", yaml, now);
        }
    }
}
