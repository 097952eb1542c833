//! From a header and what it should become to the fewest edits: what stays keeps its lines, comments and unknown keys.

use super::edit::{Edit, Step};
use super::shapes::ToValue;
use super::value::Value;

/// The edits that turn a text which reads as `old` into one that reads as `new`, to be made in this order. Items of a
/// list are known again by their `id`, else by being equal, else, where as many stand there, by their place.
#[must_use]
pub fn difference(old: &impl ToValue, new: &impl ToValue) -> Vec<Edit> {
    let mut edits = Vec::new();
    of_values(&old.value(), &new.value(), &[], &mut edits);
    edits
}

fn of_values(old: &Value, new: &Value, path: &[Step], edits: &mut Vec<Edit>) {
    match (old, new) {
        _ if old == new => {}
        (Value::Map(old), Value::Map(new)) => of_maps(old, new, path, edits),
        (Value::List(old), Value::List(new)) => of_lists(old, new, path, edits),
        _ => edits.push(Edit::Set { path: path.to_vec(), value: new.clone() }),
    }
}

type Entries = [(String, Value)];

fn of_maps(old: &Entries, new: &Entries, path: &[Step], edits: &mut Vec<Edit>) {
    let at = |key: &str| below(path, key.into());
    for (key, value) in old.iter().filter(|(key, _)| value_of(new, key).is_none()) {
        match value {
            // The key of an empty list stays, and with it the comment beside it.
            Value::List(items) => of_lists(items, &[], &at(key), edits),
            _ => edits.push(Edit::Remove { path: at(key) }),
        }
    }
    for (key, value) in new {
        match (value_of(old, key), value) {
            (Some(before), _) => of_values(before, value, &at(key), edits),
            (None, Value::List(items)) => of_lists(&[], items, &at(key), edits),
            (None, _) => edits.push(Edit::Set { path: at(key), value: value.clone() }),
        }
    }
}

fn of_lists(old: &[Value], new: &[Value], path: &[Step], edits: &mut Vec<Edit>) {
    let names = Names::of(old, new);
    // What stands in the list after the edits so far, as places in `old`; `None` for what was put in.
    let mut now: Vec<Option<usize>> = (0..old.len()).map(Some).collect();
    let stays: Vec<Option<usize>> =
        (0..new.len()).map(|to| (0..old.len()).find(|from| names.same(*from, to))).collect();
    for from in (0..old.len()).rev().filter(|from| !stays.contains(&Some(*from))) {
        edits.push(Edit::Remove { path: below(path, from.into()) });
        now.remove(from);
    }
    for (to, from) in stays.iter().enumerate() {
        let Some(from) = from else {
            edits.push(Edit::Insert { path: path.to_vec(), at: to, value: new[to].clone() });
            now.insert(to, None);
            continue;
        };
        let at = now.iter().position(|place| *place == Some(*from)).expect("it was not removed");
        if at != to {
            edits.push(Edit::Move { path: path.to_vec(), from: at, to });
            let item = now.remove(at);
            now.insert(to, item);
        }
        of_values(&old[*from], &new[to], &below(path, to.into()), edits);
    }
}

/// What the items of two lists are known by: no two of one list have the same.
struct Names {
    old: Vec<Name>,
    new: Vec<Name>,
}

#[derive(PartialEq, Clone)]
enum Name {
    Id(Value),
    /// The value, and how many equal ones stand before it.
    Equal(Value, usize),
    Place(usize),
}

impl Names {
    fn of(old: &[Value], new: &[Value]) -> Self {
        let of = |list: &[Value], name: fn(&[Value], usize) -> Option<Name>| {
            let names: Option<Vec<Name>> = (0..list.len()).map(|i| name(list, i)).collect();
            let once =
                |names: &Vec<Name>| (0..names.len()).all(|i| !names[..i].contains(&names[i]));
            names.filter(once)
        };
        if let (Some(old), Some(new)) = (of(old, id), of(new, id)) {
            return Self { old, new };
        }
        let equal = [old, new].map(|list| of(list, equal).unwrap_or_default());
        let [a, b] = &equal;
        if old.len() == new.len() && !a.iter().all(|name| b.contains(name)) {
            let places: Vec<Name> = (0..old.len()).map(Name::Place).collect();
            return Self { old: places.clone(), new: places };
        }
        let [old, new] = equal;
        Self { old, new }
    }

    fn same(&self, old: usize, new: usize) -> bool {
        self.old[old] == self.new[new]
    }
}

fn id(list: &[Value], at: usize) -> Option<Name> {
    match &list[at] {
        Value::Map(entries) => value_of(entries, "id").cloned().map(Name::Id),
        _ => None,
    }
}

fn equal(list: &[Value], at: usize) -> Option<Name> {
    let before = list[..at].iter().filter(|other| **other == list[at]).count();
    Some(Name::Equal(list[at].clone(), before))
}

fn value_of<'v>(entries: &'v Entries, key: &str) -> Option<&'v Value> {
    entries.iter().find(|(other, _)| other == key).map(|(_, value)| value)
}

fn below(path: &[Step], step: Step) -> Vec<Step> {
    path.iter().cloned().chain([step]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::artifact::ArtifactHeader;
    use crate::criterion::{CriterionHeader, EntryStatus, Tick};
    use crate::header::{edit, read_artifact, read_criterion, render};

    const TEXT: &str = "---\nid: boards # for ever\ntitle: Boards\nown: stays\nevidence:\n  # the first\n  - id: a\n    file: a.png\n    mine: kept\n  - id: b\n    link: https://example.org/b\npeople:\n  - who: S1\n  - who: S2\n---\nbody\n";

    fn changed(change: impl Fn(&mut ArtifactHeader)) -> String {
        let old = read_artifact(TEXT).value.unwrap();
        let mut new = old.clone();
        change(&mut new);
        let text = edit(TEXT, &difference(&old, &new)).unwrap();
        assert_eq!(read_artifact(&text).value.unwrap(), new, "{text}");
        text
    }

    #[test]
    fn what_stays_keeps_its_lines() {
        assert_eq!(changed(|_| ()), TEXT);
        let text = changed(|h| h.evidence[0].alt = "A board".into());
        assert_eq!(text, TEXT.replace("    mine: kept\n", "    mine: kept\n    alt: A board\n"));
        let text = changed(|h| h.evidence.swap(0, 1));
        assert!(text.contains("# the first") && text.contains("mine: kept"), "{text}");
        let text = changed(|h| drop(h.evidence.remove(1)));
        assert!(text.contains("mine: kept") && !text.contains("example.org"), "{text}");
        let text = changed(|h| {
            h.title.clear();
            h.people[1].who = "S3".into();
        });
        assert_eq!(text, TEXT.replace("title: Boards\n", "").replace("S2", "S3"));
        let text = changed(|h| h.people.clear());
        assert!(text.contains("own: stays") && !text.contains("S1"), "{text}");
    }

    fn ticks() -> impl Strategy<Value = Vec<Tick>> {
        let tick = ("[a-c]{1,2}", any::<bool>()).prop_map(|(text, done)| Tick { text, done });
        prop::collection::vec(tick, 0..5)
    }

    fn header() -> impl Strategy<Value = CriterionHeader> {
        let attached = prop::collection::btree_set("[a-d]", 0..4).prop_shuffle_ids();
        (ticks(), attached, 0..3_u8, prop::option::of(0..2_u8), "[a-z ]{0,6}").prop_map(
            |(checklist, artifacts, status, self_score, note)| CriterionHeader {
                artifacts,
                checklist,
                status: [EntryStatus::Open, EntryStatus::Drafted, EntryStatus::Ready]
                    [usize::from(status)],
                self_score,
                note: note.trim().to_owned(),
                ..CriterionHeader::default()
            },
        )
    }

    /// Attached artifacts of a set of ids, in any order.
    trait ShuffleIds {
        fn prop_shuffle_ids(self) -> BoxedStrategy<Vec<crate::criterion::Attached>>;
    }

    impl<S: Strategy<Value = std::collections::BTreeSet<String>> + 'static> ShuffleIds for S {
        fn prop_shuffle_ids(self) -> BoxedStrategy<Vec<crate::criterion::Attached>> {
            let ids = self.prop_map(|ids| ids.into_iter().collect::<Vec<_>>());
            let attached = ids.prop_shuffle().prop_map(|ids| {
                ids.iter()
                    .map(|id| crate::criterion::Attached {
                        id: crate::id::Id::parse(id).unwrap(),
                        role: crate::criterion::Role::Main,
                        pin: None,
                    })
                    .collect()
            });
            attached.boxed()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_edits_lead_from_one_to_the_other(old in header(), new in header()) {
            let text = render(&old, "body\n");
            let text = edit(&text, &difference(&old, &new)).unwrap();
            let read = read_criterion(&text);
            prop_assert_eq!(read.value.unwrap(), new, "{}", text);
            prop_assert_eq!(read.body, "body\n");
        }
    }
}
