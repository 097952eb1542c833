//! Which artifacts to hand in: a set of the size the programme asks for that answers every criterion, what hangs on one
//! artifact alone, which is not needed, and where one more would help most. Artifacts that are only planned count as what
//! they will be.

mod cover;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::artifact::{Artifact, ArtifactState};
use crate::criterion::REFLECTION;
use crate::portfolio::Portfolio;
use crate::profile::{Profile, Range};
use cover::{Candidate, Chosen, apart, bits, cheapest, union, widest};

/// What one artifact more weighs against how far it is: a smaller set is always better, then one that is nearer to ready.
const ONE_MORE: u32 = 10_000;

/// Criteria that are looked at: the bits of a number. Programmes have 25.
const MOST: usize = 64;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Solution {
    /// Ids of the artifacts to hand in, by number.
    pub set: Vec<Member>,
    /// Keys of the criteria that the set answers with an artifact, by number.
    pub answered: Vec<String>,
    /// Keys of those that need an artifact and have none in the set.
    pub open: Vec<String>,
    /// The fewest artifacts that answer all that can be answered.
    pub fewest: usize,
    /// Criteria no two of which one artifact serves: each needs one of its own, so no set is smaller than there are of them.
    pub apart: Vec<String>,
    /// Whether the set has the size that the programme asks for.
    pub fits: bool,
    /// Criteria that hang on one artifact of the whole portfolio.
    pub hanging: Vec<Hanging>,
    /// Ids of artifacts without which every criterion is answered that is answered with them, each taken out alone.
    pub spare: Vec<String>,
    /// Standards by what one new artifact for them would do, the most first.
    pub next: Vec<Next>,
}

/// An artifact of the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its id.
    pub artifact: String,
    /// It is not made yet.
    pub planned: bool,
    /// Keys of the criteria that it alone answers in the set.
    pub alone: Vec<String>,
    /// It is there because the programme asks for so many, not to answer a criterion.
    pub for_size: bool,
}

/// A criterion that hangs on one artifact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hanging {
    /// Its key.
    pub criterion: String,
    /// The artifact's id.
    pub artifact: String,
}

/// What a new artifact would do for a standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The standard's number.
    pub standard: u32,
    /// Its criteria that no artifact serves.
    pub open: Vec<String>,
    /// Its criteria that hang on one.
    pub hanging: Vec<String>,
}

/// What is lost with an artifact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Keys of the criteria that no other artifact serves.
    pub lost: Vec<String>,
    /// The answer without it.
    pub without: Solution,
}

/// The best set of a portfolio's artifacts.
#[must_use]
pub fn solve(portfolio: &Portfolio, profile: &Profile) -> Solution {
    Board::of(portfolio, profile, None).solved(profile.artifacts)
}

/// What happens when this artifact is dropped; `None` where there is none with this id.
#[must_use]
pub fn dropped(portfolio: &Portfolio, profile: &Profile, id: &str) -> Option<Dropped> {
    let whole = Board::of(portfolio, profile, None);
    let at = whole.artifacts.iter().position(|artifact| artifact.header.id.as_str() == id)?;
    let lost = whole.keys(whole.alone(&whole.all(), at));
    let without = Board::of(portfolio, profile, Some(id)).solved(profile.artifacts);
    Some(Dropped { lost, without })
}

/// A portfolio as sets of criteria.
struct Board<'p> {
    /// Those that need an artifact: all but the reflection. Key and standard; the place is the bit.
    criteria: Vec<(&'p str, Option<u32>)>,
    /// By number.
    artifacts: Vec<&'p Artifact>,
    /// In the same order.
    candidates: Vec<Candidate>,
}

impl<'p> Board<'p> {
    fn of(portfolio: &'p Portfolio, profile: &'p Profile, without: Option<&str>) -> Self {
        let keys = profile.keys().into_iter().filter(|key| *key != REFLECTION).take(MOST);
        let criteria: Vec<_> = keys.map(|key| (key, profile.criterion[key].standard)).collect();
        let wanted = |a: &&Artifact| without != Some(a.header.id.as_str());
        let artifacts: Vec<&Artifact> = portfolio.artifacts.iter().filter(wanted).collect();
        let serves = |artifact: &Artifact| {
            let attached = |key: &str| {
                let entry = portfolio.criteria.get(key);
                entry.is_some_and(|e| e.header.artifacts.iter().any(|a| a.id == artifact.header.id))
            };
            let bits = (0..).zip(&criteria).filter(|(_, (key, _))| attached(key));
            union(bits.map(|(bit, _)| 1_u64 << bit))
        };
        let weight = |artifact: &Artifact| {
            ONE_MORE
                + match artifact.header.state {
                    ArtifactState::Ready => 0,
                    ArtifactState::Drafted => 1,
                    ArtifactState::Planned => 100,
                }
        };
        let candidates =
            artifacts.iter().map(|a| Candidate { covers: serves(a), weight: weight(a) });
        Self { candidates: candidates.collect(), criteria, artifacts }
    }

    fn solved(&self, size: Range) -> Solution {
        let (least, most) = (size.min as usize, size.max as usize);
        let needed = cheapest(&self.candidates);
        let fewest = needed.len();
        let needed = if fewest > most { widest(&self.candidates, most) } else { needed };
        let set = self.filled(&needed, least);
        let covered = self.covered(&set);
        let members = set.iter().map(|&at| Member {
            artifact: self.id(at),
            planned: self.artifacts[at].header.state == ArtifactState::Planned,
            alone: self.keys(self.alone(&set, at)),
            for_size: !needed.contains(&at),
        });
        let apart = apart(&self.candidates, self.covered(&self.all()));
        Solution {
            set: members.collect(),
            answered: self.keys(covered),
            open: self.keys(self.every() & !covered),
            fewest,
            apart: self.keys(union(apart.into_iter())),
            fits: (least..=most).contains(&set.len()),
            hanging: self.hanging(),
            spare: self.spare(),
            next: self.next(),
        }
    }

    /// With as many more as the programme asks for at least: each the one that takes most criteria off a single artifact.
    fn filled(&self, needed: &Chosen, least: usize) -> Chosen {
        let mut set = needed.clone();
        while set.len() < least {
            let alone = union(set.iter().map(|&at| self.alone(&set, at)));
            let rest = (0..self.candidates.len()).filter(|at| !set.contains(at));
            let relief = |at: &usize| (self.candidates[*at].covers & alone).count_ones();
            let best =
                rest.min_by_key(|at| (Reverse(relief(at)), self.candidates[*at].weight, *at));
            let Some(best) = best else { break };
            set.push(best);
        }
        set.sort_unstable();
        set
    }

    fn all(&self) -> Chosen {
        (0..self.candidates.len()).collect()
    }

    fn covered(&self, set: &Chosen) -> u64 {
        union(set.iter().map(|&at| self.candidates[at].covers))
    }

    /// What of a set only this one covers.
    fn alone(&self, set: &Chosen, at: usize) -> u64 {
        let others = set.iter().filter(|other| **other != at);
        self.candidates[at].covers & !union(others.map(|&at| self.candidates[at].covers))
    }

    fn hanging(&self) -> Vec<Hanging> {
        let all = self.all();
        let on_one = |bit: u64| all.iter().copied().find(|&at| self.alone(&all, at) & bit != 0);
        let one = |bit: u64| {
            Some(Hanging { artifact: self.id(on_one(bit)?), criterion: self.keys(bit).pop()? })
        };
        bits(self.every()).filter_map(one).collect()
    }

    fn spare(&self) -> Vec<String> {
        let all = self.all();
        let spare = all.iter().filter(|&&at| self.alone(&all, at) == 0);
        spare.map(|&at| self.id(at)).collect()
    }

    fn next(&self) -> Vec<Next> {
        let open = self.keys(self.every() & !self.covered(&self.all()));
        let hanging: Vec<String> = self.hanging().into_iter().map(|one| one.criterion).collect();
        let standards: BTreeSet<u32> = self.criteria.iter().filter_map(|(_, of)| *of).collect();
        let next = standards.into_iter().map(|standard| {
            let own = |keys: &[String]| {
                let is_own =
                    |key: &&String| self.criteria.contains(&(key.as_str(), Some(standard)));
                keys.iter().filter(is_own).cloned().collect()
            };
            Next { standard, open: own(&open), hanging: own(&hanging) }
        });
        let mut next: Vec<Next> =
            next.filter(|next| !next.open.is_empty() || !next.hanging.is_empty()).collect();
        next.sort_by_key(|n| Reverse((n.open.len(), n.hanging.len())));
        next
    }

    fn every(&self) -> u64 {
        union((0..self.criteria.len()).map(|bit| 1_u64 << bit))
    }

    fn id(&self, at: usize) -> String {
        self.artifacts[at].header.id.to_string()
    }

    fn keys(&self, set: u64) -> Vec<String> {
        let keys = (0..).zip(&self.criteria).filter(|(bit, _)| set & (1_u64 << bit) != 0);
        keys.map(|(_, (key, _))| (*key).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests;
