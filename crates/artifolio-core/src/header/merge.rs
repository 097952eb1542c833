//! Two headers put together by key: what only one side changed counts, lists are merged item by item, and where both
//! changed one value one's own stays, or theirs where that is chosen, and both are told.

use super::value::Value;

/// A merged value, and what both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The value; of what both changed, one's own unless theirs was chosen.
    pub value: Value,
    /// What both changed, chosen or not, in the order of the header.
    pub open: Vec<Open>,
}

/// A value that both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Its key; below lists and maps with theirs before it, by dots.
    pub key: String,
    /// One's own.
    pub mine: Value,
    /// Theirs.
    pub theirs: Value,
}

/// Merges two values that began as `base`. Without a common beginning `base` is an empty map: then every key and item
/// of either side is in the result. `chosen` are keys of [`Merged::open`] that shall have their value.
#[must_use]
pub fn merge(base: &Value, mine: &Value, theirs: &Value, chosen: &[String]) -> Merged {
    let mut choice = Choice { chosen, open: Vec::new() };
    let value = merged(Some(base), Some(mine), Some(theirs), "", &mut choice);
    Merged { value: value.unwrap_or_else(|| Value::Map(Vec::new())), open: choice.open }
}

/// What is chosen of what both changed, and all that was met of it.
struct Choice<'a> {
    chosen: &'a [String],
    open: Vec<Open>,
}

impl Choice<'_> {
    fn between(&mut self, at: &str, mine: &Value, theirs: &Value) -> Value {
        let key = at.to_owned();
        let value = if self.chosen.contains(&key) { theirs } else { mine }.clone();
        self.open.push(Open { key, mine: mine.clone(), theirs: theirs.clone() });
        value
    }
}

fn merged(
    base: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
    at: &str,
    choice: &mut Choice<'_>,
) -> Option<Value> {
    if mine == theirs || base == theirs {
        return mine.cloned();
    }
    if base == mine {
        return theirs.cloned();
    }
    match (mine, theirs) {
        (Some(Value::Map(mine)), Some(Value::Map(theirs))) => {
            let base = if let Some(Value::Map(base)) = base { &base[..] } else { &[] };
            Some(Value::Map(maps(base, mine, theirs, at, choice)))
        }
        (Some(Value::List(mine)), Some(Value::List(theirs))) => {
            let base = if let Some(Value::List(base)) = base { &base[..] } else { &[] };
            Some(Value::List(lists(base, mine, theirs, at, choice)))
        }
        // One side took away what the other changed: a change is kept.
        (Some(kept), None) | (None, Some(kept)) => Some(kept.clone()),
        (Some(mine), Some(theirs)) => Some(choice.between(at, mine, theirs)),
        (None, None) => None,
    }
}

type Entries = [(String, Value)];

fn maps(
    base: &Entries,
    mine: &Entries,
    theirs: &Entries,
    at: &str,
    choice: &mut Choice<'_>,
) -> Vec<(String, Value)> {
    let of = |entries: &'_ Entries, key: &str| {
        entries.iter().find(|(other, _)| other == key).map(|(_, value)| value.clone())
    };
    let new = theirs.iter().filter(|(key, _)| of(mine, key).is_none());
    let keys: Vec<&String> = mine.iter().chain(new).map(|(key, _)| key).collect();
    let mut all = Vec::new();
    for key in keys {
        let at = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
        let [base, mine, theirs] = [base, mine, theirs].map(|entries| of(entries, key));
        if let Some(value) = merged(base.as_ref(), mine.as_ref(), theirs.as_ref(), &at, choice) {
            all.push((key.clone(), value));
        }
    }
    all
}

/// Mine in my order, what they put in behind it; what one side took away and the other left is gone.
fn lists(
    base: &[Value],
    mine: &[Value],
    theirs: &[Value],
    at: &str,
    choice: &mut Choice<'_>,
) -> Vec<Value> {
    // Where two items of one list have one name, it tells nothing.
    let named = [base, mine, theirs].iter().all(|list| {
        list.iter().enumerate().all(|(at, item)| {
            name(item).is_none() || !list[..at].iter().any(|other| name(other) == name(item))
        })
    });
    let same = |one: &Value, other: &Value| match (name(one), name(other)) {
        (Some(one), Some(other)) if named => one == other,
        _ => one == other,
    };
    let find = |list: &[Value], item: &Value| list.iter().find(|other| same(other, item)).cloned();
    let mut all = Vec::new();
    let new = theirs.iter().filter(|item| find(mine, item).is_none());
    for item in mine.iter().chain(new) {
        let at = format!("{at}.{}", name(item).unwrap_or("…"));
        let [base, mine, theirs] = [base, mine, theirs].map(|list| find(list, item));
        all.extend(merged(base.as_ref(), mine.as_ref(), theirs.as_ref(), &at, choice));
    }
    all
}

/// What an item is known by on both sides: its id, the words of a line to tick off, a person, a maker, or something
/// borrowed. Other items are the same when they are equal.
fn name(item: &Value) -> Option<&str> {
    let Value::Map(entries) = item else { return None };
    let find = |key: &&str| entries.iter().find(|(other, _)| other == key);
    match ["id", "text", "who", "name", "what"].iter().find_map(find) {
        Some((_, Value::Text(name))) => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::header::{ToValue as _, read_artifact};

    fn artifact(yaml: &str) -> Value {
        read_artifact(&format!("---\nid: a\n{yaml}\n---\n")).value.unwrap().value()
    }

    fn put(base: &str, mine: &str, theirs: &str, expected: &str, open: &[&str]) {
        let [base, mine, theirs, expected] = [base, mine, theirs, expected].map(artifact);
        let merged = merge(&base, &mine, &theirs, &[]);
        assert_eq!(sorted(merged.value), sorted(expected));
        let keys: Vec<&str> = merged.open.iter().map(|open| &*open.key).collect();
        assert_eq!(keys, open);
    }

    /// The order of keys is nobody's words.
    fn sorted(value: Value) -> Value {
        match value {
            Value::Map(mut entries) => {
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Map(entries.into_iter().map(|(key, value)| (key, sorted(value))).collect())
            }
            Value::List(items) => Value::List(items.into_iter().map(sorted).collect()),
            other => other,
        }
    }

    #[test]
    fn by_key_and_by_item() {
        put("title: T", "title: T\nkind: lesson", "title: New", "title: New\nkind: lesson", &[]);
        put("title: T", "title: Mine", "title: Theirs", "title: Mine", &["title"]);
        put("note: n", "", "note: more", "note: more", &[]);
        put("note: n", "", "note: n", "", &[]);
        put(
            "evidence:\n- id: x\n  file: x.png",
            "evidence:\n- id: x\n  file: x.png\n  alt: mine\n- id: y\n  file: y.png",
            "evidence:\n- id: z\n  file: z.png\n- id: x\n  file: x.png\n  caption: theirs",
            "evidence:\n- id: x\n  file: x.png\n  alt: mine\n  caption: theirs\n- id: y\n  file: y.png\n- id: z\n  file: z.png",
            &[],
        );
        put(
            "evidence:\n- id: x\n  file: x.png",
            "evidence:\n- id: x\n  file: x.png\n  alt: mine",
            "evidence:\n- id: x\n  file: x.png\n  alt: theirs",
            "evidence:\n- id: x\n  file: x.png\n  alt: mine",
            &["evidence.x.alt"],
        );
        put("redact: [a, b]", "redact: [b]", "redact: [a, b, c]", "redact: [b, c]", &[]);
        put(
            "people:\n- who: Mia\n- who: Tom",
            "people:\n- who: Mia\n  consent: given\n- who: Tom",
            "people:\n- who: Mia\n- who: Tom\n  note: asked",
            "people:\n- who: Mia\n  consent: given\n- who: Tom\n  note: asked",
            &[],
        );
    }

    #[test]
    fn two_items_of_one_name_are_both_kept() {
        let twice = "rights:\n- what: photo\n  source: A\n- what: photo\n  source: B";
        put(
            "title: T",
            twice,
            &format!("{twice}\n- what: song"),
            &format!("{twice}\n- what: song"),
            &[],
        );
    }

    #[test]
    fn theirs_stands_where_it_is_chosen() {
        let [mine, theirs] =
            ["title: Mine\nkind: lesson", "title: Theirs\nkind: unit"].map(artifact);
        let nothing = Value::Map(Vec::new());
        let merged = merge(&nothing, &mine, &theirs, &["title".to_owned()]);
        assert_eq!(sorted(merged.value), sorted(artifact("title: Theirs\nkind: lesson")));
        let told: Vec<_> = merged.open.iter().map(|open| (&*open.key, &open.theirs)).collect();
        assert_eq!(told, [("title", &"Theirs".into()), ("kind", &"unit".into())]);
        let all = ["title", "kind"].map(str::to_owned);
        assert_eq!(sorted(merge(&nothing, &mine, &theirs, &all).value), sorted(theirs));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof!["[a-c]".prop_map(Value::Text), any::<bool>().prop_map(Value::Truth)];
        let item = ("[a-c]", "[x-z]").prop_map(|(id, alt)| {
            Value::Map(vec![("id".into(), Value::Text(id)), ("alt".into(), Value::Text(alt))])
        });
        let items = prop::collection::vec(item, 0..4).prop_map(|items| {
            let mut once: Vec<Value> = Vec::new();
            for item in items {
                if !once.iter().any(|other| name(other) == name(&item)) {
                    once.push(item);
                }
            }
            Value::List(once)
        });
        let words = prop::collection::btree_set("[a-d]", 0..4)
            .prop_map(|words| Value::List(words.into_iter().map(Value::Text).collect()));
        let entry = prop_oneof![leaf, items, words];
        prop::collection::btree_map("[k-n]", entry, 0..4)
            .prop_map(|map| Value::Map(map.into_iter().collect()))
    }

    /// Every text of a value, with where it stands.
    fn leaves(value: &Value, at: &str, all: &mut Vec<String>) {
        match value {
            Value::Map(entries) => {
                entries.iter().for_each(|(key, value)| leaves(value, &format!("{at}.{key}"), all))
            }
            Value::List(items) => items
                .iter()
                .for_each(|item| leaves(item, &format!("{at}.{}", name(item).unwrap_or("…")), all)),
            other => all.push(format!("{at}={other:?}")),
        }
    }

    proptest! {
        #[test]
        fn what_one_side_left_alone_is_the_others(base in value(), one in value()) {
            for merged in [merge(&base, &one, &base, &[]), merge(&base, &base, &one, &[]), merge(&base, &one, &one, &[])] {
                prop_assert_eq!(&merged.value, &one);
                prop_assert!(merged.open.is_empty());
            }
        }

        #[test]
        fn without_a_common_beginning_nothing_of_either_is_missing_but_what_is_told(mine in value(), theirs in value()) {
            let merged = merge(&Value::Map(vec![]), &mine, &theirs, &[]);
            let all = |value: &Value| {
                let mut all = Vec::new();
                leaves(value, "", &mut all);
                all
            };
            let there = all(&merged.value);
            for leaf in all(&mine) {
                prop_assert!(there.contains(&leaf), "{leaf}");
            }
            for leaf in all(&theirs) {
                let told = |open: &Open| leaf[1..].starts_with(&open.key);
                prop_assert!(there.contains(&leaf) || merged.open.iter().any(told), "{leaf} {:?}", merged.open);
            }
        }
    }
}
