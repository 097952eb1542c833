//! Cuts in flow style: brackets and commas.

use super::edit::Candidate;
use super::node::{Node, Part};
use super::parse::Parsed;
use super::value::flow;

/// Puts another value in the place of a part's.
pub(super) fn set(p: &Parsed<'_>, part: &Part, new: &Node) -> Vec<Candidate> {
    let Some(text) = flow(new, true) else { return Vec::new() };
    let old = &part.value;
    if old.start < old.end {
        let places = [old.start..old.end, old.outer..old.end];
        return places.map(|place| Candidate::new(place, text.clone())).into();
    }
    let gap = if p.yaml[..part.head].ends_with(':') { " " } else { ": " };
    vec![Candidate::new(old.outer..part.head.max(old.end), format!("{gap}{text}"))]
}

/// Puts a part into brackets as the `i`th.
pub(super) fn insert(container: &Node, i: usize, part: &Part) -> Vec<Candidate> {
    let key = part.key.as_ref().map(|key| flow(key, true));
    let text = match (key, flow(&part.value, true)) {
        (None, Some(value)) => value,
        (Some(Some(key)), Some(value)) => format!("{key}: {value}"),
        _ => return Vec::new(),
    };
    let parts = container.parts();
    let candidate = match (parts.get(i), parts.last()) {
        (Some(next), _) => Candidate::new(next.at..next.at, format!("{text}, ")),
        (None, Some(last)) => Candidate::new(last.end()..last.end(), format!(", {text}")),
        (None, None) => Candidate::new(container.start + 1..container.end - 1, text),
    };
    vec![candidate]
}

/// Takes the `i`th part away: tidily, or where a comment stands in between, with its comma alone.
pub(super) fn remove(p: &Parsed<'_>, container: &Node, i: usize) -> Vec<Candidate> {
    let parts = container.parts();
    let part = &parts[i];
    let dropped = part.at..part.end();
    let tidy = match (parts.get(i + 1), i.checked_sub(1)) {
        (Some(next), _) => part.at..next.at,
        (None, Some(before)) => parts[before].end()..part.end(),
        (None, None) => part.at..part.end(),
    };
    let mut all = vec![Candidate::new(tidy, String::new()).dropping(dropped.clone())];
    let behind = p.skip(part.end());
    let before = i.checked_sub(1).map(|before| p.skip(parts[before].end()));
    let comma = if p.yaml[behind..].starts_with(',') { Some(behind) } else { before };
    if let Some(comma) = comma {
        let both = Candidate::new(dropped.clone(), String::new());
        all.push(both.and(comma..comma + 1, String::new()).dropping(dropped));
    }
    all
}

/// Moves a value among the places of the list.
pub(super) fn reorder(p: &Parsed<'_>, list: &Node, from: usize, to: usize) -> Vec<Candidate> {
    let places: Vec<_> = list.parts().iter().map(|part| part.value.outer..part.end()).collect();
    let mut texts: Vec<_> = places.iter().map(|place| &p.yaml[place.clone()]).collect();
    let moved = texts.remove(from);
    texts.insert(to, moved);
    let splices = places.into_iter().zip(texts.into_iter().map(str::to_owned)).collect();
    vec![Candidate { splices, dropped: 0..0 }]
}
