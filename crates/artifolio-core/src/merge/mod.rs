//! Two people changed one text, or one person on two machines: what they both wrote, brought together by paragraph.
//!
//! [`merge`] takes the text that both began with. What only one of them touched is taken from that one; where both
//! touched the same paragraphs, or put something in at the same place, both versions stay and the writer chooses. Not a
//! word of either is dropped without being shown.

mod cut;
mod hunks;

use cut::{Part, cut, joined, key};
use hunks::{Hunk, hunks};

/// A stretch of the merged text. The texts of all pieces, one after the other, are the merged text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Nobody disagrees.
    Agreed {
        /// The text of it.
        text: String,
    },
    /// Both wrote here. Each of the three can stand in the place.
    Both {
        /// One's own.
        mine: String,
        /// The other's.
        theirs: String,
        /// One's own, and the other's below it.
        both: String,
    },
}

/// Merges two texts that began as `base`. Line ends, and empty lines between paragraphs, are those of whoever changed
/// them, one's own where both did; a text that nobody else touched comes out byte for byte. A text that was emptied, or
/// holds zero bytes that it did not begin with, is never taken for what somebody wanted: a loss of power and programs that
/// synchronise leave such files.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Vec<Piece> {
    if mine == theirs || base == theirs {
        return vec![Piece::Agreed { text: mine.to_owned() }];
    }
    if is_spoilt(base, mine) || is_spoilt(base, theirs) {
        let both = if is_spoilt(base, mine) && !is_spoilt(base, theirs) { theirs } else { mine };
        let [mine, theirs, both] = [mine, theirs, both].map(str::to_owned);
        return vec![Piece::Both { mine, theirs, both }];
    }
    if base == mine {
        return vec![Piece::Agreed { text: theirs.to_owned() }];
    }
    let [base, mine, theirs] = [base, mine, theirs].map(cut);
    pieces(&stretches(&base, &mine, &theirs))
}

/// Puts two texts together of which nobody knows how they began: what both have stands there once, what one of them
/// has stays, and where they differ in one place both stand there until somebody chooses.
#[must_use]
pub fn put_together(mine: &str, theirs: &str) -> Vec<Piece> {
    merge(&common(mine, theirs), mine, theirs)
}

/// What both texts have, in the order of both.
fn common(mine: &str, theirs: &str) -> String {
    let (mine, theirs) = (cut(mine), cut(theirs));
    let kept = hunks(&mine, &theirs).kept;
    let both = mine.iter().zip(kept).filter(|(_, kept)| kept.is_some());
    both.map(|(part, _)| format!("{}{}", part.words, part.gap)).collect()
}

/// Whether a text that was `base` has been emptied, or holds zero bytes that it did not begin with.
#[must_use]
pub fn is_spoilt(base: &str, now: &str) -> bool {
    (now.trim().is_empty() && !base.trim().is_empty())
        || (now.contains('\0') && !base.contains('\0'))
}

/// A stretch as the parts it is made of.
enum Stretch<'t> {
    Agreed(Vec<Part<'t>>),
    /// `both` is what either put in: a paragraph that one of them wrote anew does not come back because the other left it.
    Both {
        mine: Vec<Part<'t>>,
        theirs: Vec<Part<'t>>,
        both: Vec<Part<'t>>,
    },
}

impl<'t> Stretch<'t> {
    /// What may stand first in it.
    fn firsts(&self) -> Vec<Part<'t>> {
        let of: Vec<&[Part<'t>]> = match self {
            Self::Agreed(parts) => vec![parts],
            Self::Both { mine, theirs, both } => vec![mine, theirs, both],
        };
        of.into_iter().filter_map(|parts| parts.first().copied()).collect()
    }

    /// Whether something of it stands in the text, whatever is chosen.
    fn is_something(&self) -> bool {
        match self {
            Self::Agreed(parts) => !parts.is_empty(),
            Self::Both { mine, theirs, .. } => !mine.is_empty() && !theirs.is_empty(),
        }
    }
}

/// Both ways of writing, side by side along what they began with.
fn stretches<'t>(base: &[Part<'t>], mine: &[Part<'t>], theirs: &[Part<'t>]) -> Vec<Stretch<'t>> {
    let (ours, others) = (hunks(base, mine), hunks(base, theirs));
    let mut stretches = Vec::new();
    let mut at = 0;
    let (mut of_mine, mut of_theirs) = (ours.hunks.as_slice(), others.hunks.as_slice());
    let agreed = |from: usize, to: usize| {
        let part = |i: usize| base[i].agreed(ours.kept[i], others.kept[i]);
        Stretch::Agreed((from..to).map(part).collect())
    };
    while let Some((group, rest)) = hunks::next_group(of_mine, of_theirs) {
        stretches.push(agreed(at, group.base.start));
        let both = put_in(group.mine, group.theirs);
        let [mine, theirs] = [(group.mine, &ours), (group.theirs, &others)]
            .map(|(hunks, side)| written(hunks, &group.base, &side.kept, base));
        stretches.push(match (group.mine, group.theirs) {
            (_, []) => Stretch::Agreed(mine),
            ([], _) => Stretch::Agreed(theirs),
            _ if cut::same(&mine, &theirs) => Stretch::Agreed(mine),
            _ => Stretch::Both { mine, theirs, both },
        });
        at = group.base.end;
        (of_mine, of_theirs) = rest;
    }
    stretches.push(agreed(at, base.len()));
    stretches
}

/// What either side put in, the same thing once.
fn put_in<'t>(mine: &[Hunk<'t>], theirs: &[Hunk<'t>]) -> Vec<Part<'t>> {
    let new =
        |hunks: &[Hunk<'t>]| hunks.iter().flat_map(|hunk| hunk.new.clone()).collect::<Vec<_>>();
    let mut both = new(mine);
    let known: Vec<String> = both.iter().copied().map(key).collect();
    both.extend(new(theirs).into_iter().filter(|part| !known.contains(&key(*part))));
    both
}

/// A stretch of the base as one side has it.
fn written<'t>(
    hunks: &[Hunk<'t>],
    range: &std::ops::Range<usize>,
    kept: &[Option<Part<'t>>],
    base: &[Part<'t>],
) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    let unchanged = |i: usize| kept[i].unwrap_or(base[i]);
    for hunk in hunks {
        parts.extend((at..hunk.base.start).map(unchanged));
        parts.extend_from_slice(&hunk.new);
        at = hunk.base.end;
    }
    parts.extend((at..range.end).map(unchanged));
    parts
}

/// The texts of the stretches, parted from what may come behind them.
fn pieces(stretches: &[Stretch<'_>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, stretch) in stretches.iter().enumerate() {
        let mut behind = Vec::new();
        for later in &stretches[i + 1..] {
            behind.extend(later.firsts());
            // Where it can be empty, a later one comes first.
            if later.is_something() {
                break;
            }
        }
        match stretch {
            Stretch::Agreed(parts) => {
                let text = joined(parts, &behind);
                match pieces.last_mut() {
                    Some(Piece::Agreed { text: before }) => before.push_str(&text),
                    _ if text.is_empty() => {}
                    _ => pieces.push(Piece::Agreed { text }),
                }
            }
            Stretch::Both { mine, theirs, both } => pieces.push(Piece::Both {
                mine: joined(mine, &behind),
                theirs: joined(theirs, &behind),
                both: joined(both, &behind),
            }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests;
