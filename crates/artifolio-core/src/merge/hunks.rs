//! What one side changed, and which changes of both sides meet.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::cut::{Part, key};

/// Parts of the base that one side has written anew.
#[derive(Debug)]
pub(super) struct Hunk<'t> {
    /// Which; none where something was put in.
    pub(super) base: Range<usize>,
    /// What stands there now.
    pub(super) new: Vec<Part<'t>>,
}

/// All that one side changed.
pub(super) struct Side<'t> {
    /// In order; no two of them overlap.
    pub(super) hunks: Vec<Hunk<'t>>,
    /// For each part of the base, as this side has it, when it still does.
    pub(super) kept: Vec<Option<Part<'t>>>,
}

/// Compares one side with the base.
pub(super) fn hunks<'t>(base: &[Part<'t>], side: &[Part<'t>]) -> Side<'t> {
    let keys = |parts: &[Part<'t>]| parts.iter().copied().map(key).collect::<Vec<_>>();
    let mut hunks = Vec::new();
    let mut kept = vec![None; base.len()];
    for op in capture_diff_slices(Algorithm::Myers, &keys(base), &keys(side)) {
        let (old, new) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            for (i, part) in old.zip(&side[new]) {
                kept[i] = Some(*part);
            }
        } else if old.len() == new.len() {
            // As many as before: each is taken for the one in its place, so that two people can write in neighbours.
            let one = |(i, part): (usize, &Part<'t>)| Hunk { base: i..i + 1, new: vec![*part] };
            hunks.extend(old.zip(&side[new]).map(one));
        } else {
            hunks.push(Hunk { base: old, new: side[new].to_vec() });
        }
    }
    Side { hunks, kept }
}

impl Hunk<'_> {
    /// Whether it is open where in it something stands.
    fn is_vague(&self) -> bool {
        !self.new.is_empty() && self.new.len() != self.base.len()
    }

    /// Whether both cannot be done without knowing what is meant.
    fn meets(&self, other: &Self) -> bool {
        let (a, b) = (&self.base, &other.base);
        if a.is_empty() || b.is_empty() {
            let touch = a.start <= b.end && b.start <= a.end;
            let inside = a.start < b.end && b.start < a.end;
            return inside || (touch && self.is_vague() && other.is_vague());
        }
        a.start < b.end && b.start < a.end
    }
}

/// Changes that meet, of both sides, and the stretch of the base that they lie in.
pub(super) struct Group<'h, 't> {
    pub(super) base: Range<usize>,
    pub(super) mine: &'h [Hunk<'t>],
    pub(super) theirs: &'h [Hunk<'t>],
}

type Rest<'h, 't> = (&'h [Hunk<'t>], &'h [Hunk<'t>]);

/// The first changes that meet only each other, and those behind them; `None` when none is left.
pub(super) fn next_group<'h, 't>(
    mine: &'h [Hunk<'t>],
    theirs: &'h [Hunk<'t>],
) -> Option<(Group<'h, 't>, Rest<'h, 't>)> {
    let before =
        |a: &Hunk<'_>, b: &Hunk<'_>| (a.base.start, a.base.end) <= (b.base.start, b.base.end);
    let (mut m, mut t) = match (mine.first(), theirs.first()) {
        (None, None) => return None,
        (Some(_), None) => (1, 0),
        (Some(a), Some(b)) if before(a, b) => (1, 0),
        _ => (0, 1),
    };
    loop {
        let meets = |next: Option<&Hunk<'_>>, taken: &[Hunk<'_>]| {
            next.is_some_and(|next| taken.iter().any(|hunk| hunk.meets(next)))
        };
        if meets(theirs.get(t), &mine[..m]) {
            t += 1;
        } else if meets(mine.get(m), &theirs[..t]) {
            m += 1;
        } else {
            break;
        }
    }
    let taken = || mine[..m].iter().chain(&theirs[..t]).map(|hunk| &hunk.base);
    let start = taken().map(|range| range.start).min()?;
    let end = taken().map(|range| range.end).max()?;
    let group = Group { base: start..end, mine: &mine[..m], theirs: &theirs[..t] };
    Some((group, (&mine[m..], &theirs[t..])))
}
