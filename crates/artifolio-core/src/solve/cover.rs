//! Which sets cover all that can be covered with the least weight, and which few cover most: exact, by branch and bound. A set is
//! the bits of a number: a programme has 25 criteria.

use std::collections::HashMap;

/// What can be chosen: what it covers, and what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Criteria, one bit each.
    pub(super) covers: u64,
    /// At least 1.
    pub(super) weight: u32,
}

/// The chosen, by their places among the candidates, ascending.
pub(super) type Chosen = Vec<usize>;

/// A cheapest choice that covers all that the candidates cover together; the same one each time.
pub(super) fn cheapest(candidates: &[Candidate]) -> Chosen {
    let all = union(candidates.iter().map(|c| c.covers));
    let useful = useful(candidates);
    let mut search = Search {
        candidates,
        useful: &useful,
        least: useful.iter().map(|&at| candidates[at].weight).min().unwrap_or(1),
        best: None,
        reached: HashMap::new(),
    };
    search.go(all, 0, &mut Vec::new());
    let mut chosen = search.best.map(|(_, chosen)| chosen).unwrap_or_default();
    chosen.sort_unstable();
    chosen
}

/// A choice of at most `room` that covers most, and is cheapest of those; the same one each time.
pub(super) fn widest(candidates: &[Candidate], room: usize) -> Chosen {
    let mut order = useful(candidates);
    order.sort_by_key(|&at| (std::cmp::Reverse(candidates[at].covers.count_ones()), at));
    let mut widest = Widest { candidates, order: &order, best: (0, 0, Vec::new()) };
    widest.go(0, 0, room, 0, &mut Vec::new());
    let mut chosen = widest.best.2;
    chosen.sort_unstable();
    chosen
}

/// Criteria no two of which one candidate covers: each needs one of its own, so no choice is smaller than there are of them.
/// Those that the fewest cover come first.
pub(super) fn apart(candidates: &[Candidate], wanted: u64) -> Vec<u64> {
    let mut criteria: Vec<u64> = bits(wanted).collect();
    let of = |bit: u64| candidates.iter().map(|c| c.covers).filter(move |covers| covers & bit != 0);
    criteria.sort_by_key(|&bit| (of(bit).count(), union(of(bit)).count_ones(), bit));
    let (mut apart, mut near) = (Vec::new(), 0);
    for bit in criteria {
        if near & bit == 0 {
            apart.push(bit);
            near |= union(of(bit));
        }
    }
    apart
}

/// What sets hold together.
pub(super) fn union(sets: impl Iterator<Item = u64>) -> u64 {
    sets.fold(0, |all, set| all | set)
}

/// Each bit of a number, alone.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let lowest = set & set.wrapping_neg();
        set ^= lowest;
        (lowest != 0).then_some(lowest)
    })
}

/// Places of the candidates that are worth looking at: no other covers as much for as little; of two alike the first.
fn useful(candidates: &[Candidate]) -> Vec<usize> {
    let beaten = |at: usize| {
        let own = candidates[at];
        candidates.iter().enumerate().any(|(other, c)| {
            let same = (c.covers, c.weight) == (own.covers, own.weight);
            own.covers & !c.covers == 0
                && c.weight <= own.weight
                && other != at
                && (!same || other < at)
        })
    };
    (0..candidates.len()).filter(|&at| candidates[at].covers != 0 && !beaten(at)).collect()
}

struct Search<'c> {
    candidates: &'c [Candidate],
    useful: &'c [usize],
    /// The least weight of any.
    least: u32,
    best: Option<(u32, Chosen)>,
    /// The least weight at which so much was left to cover.
    reached: HashMap<u64, u32>,
}

impl Search<'_> {
    fn go(&mut self, left: u64, weight: u32, chosen: &mut Chosen) {
        if left == 0 {
            if self.best.as_ref().is_none_or(|(best, _)| weight < *best) {
                self.best = Some((weight, chosen.clone()));
            }
            return;
        }
        if self.best.as_ref().is_some_and(|(best, _)| weight + self.at_least(left) >= *best) {
            return;
        }
        match self.reached.get(&left) {
            Some(before) if *before <= weight => return,
            _ => drop(self.reached.insert(left, weight)),
        }
        // One of those that cover the rarest criterion is in every choice.
        let (candidates, useful) = (self.candidates, self.useful);
        let of =
            |bit: u64| useful.iter().copied().filter(move |&at| candidates[at].covers & bit != 0);
        let rarest = bits(left).min_by_key(|&bit| (of(bit).count(), bit)).unwrap_or_default();
        let mut next: Vec<usize> = of(rarest).collect();
        let gain = |at: usize| (self.candidates[at].covers & left).count_ones();
        next.sort_by_key(|&at| (std::cmp::Reverse(gain(at)), self.candidates[at].weight, at));
        for at in next {
            let Candidate { covers, weight: own } = self.candidates[at];
            chosen.push(at);
            self.go(left & !covers, weight + own, chosen);
            chosen.pop();
        }
    }

    /// What no choice that covers this much costs less than.
    fn at_least(&self, left: u64) -> u32 {
        let covers = || self.useful.iter().map(|&at| self.candidates[at].covers);
        let most = covers().map(|covers| (covers & left).count_ones()).max();
        let by_size = left.count_ones().div_ceil(most.unwrap_or(1).max(1));
        let (mut apart, mut near) = (0, 0);
        for bit in bits(left) {
            if near & bit == 0 {
                apart += 1;
                near |= union(covers().filter(|covers| covers & bit != 0));
            }
        }
        by_size.max(apart) * self.least
    }
}

struct Widest<'c> {
    candidates: &'c [Candidate],
    /// The useful ones, those that cover most first.
    order: &'c [usize],
    /// Criteria covered, weight, and what was chosen.
    best: (u32, u32, Chosen),
}

impl Widest<'_> {
    fn go(&mut self, from: usize, covered: u64, room: usize, weight: u32, chosen: &mut Chosen) {
        let count = covered.count_ones();
        let (most, least, _) = &self.best;
        if count > *most || (count == *most && weight < *least && count > 0) {
            self.best = (count, weight, chosen.clone());
        }
        if room == 0 || from == self.order.len() {
            return;
        }
        let mut gains: Vec<u32> = self.order[from..]
            .iter()
            .map(|&at| (self.candidates[at].covers & !covered).count_ones())
            .collect();
        gains.sort_unstable_by_key(|gain| std::cmp::Reverse(*gain));
        if count + gains.iter().take(room).sum::<u32>() < self.best.0 {
            return;
        }
        let at = self.order[from];
        let Candidate { covers, weight: own } = self.candidates[at];
        if covers & !covered != 0 {
            chosen.push(at);
            self.go(from + 1, covered | covers, room - 1, weight + own, chosen);
            chosen.pop();
        }
        self.go(from + 1, covered, room, weight, chosen);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn covered(candidates: &[Candidate], chosen: &[usize]) -> u64 {
        chosen.iter().fold(0, |all, &at| all | candidates[at].covers)
    }

    fn weight(candidates: &[Candidate], chosen: &[usize]) -> u32 {
        chosen.iter().map(|&at| candidates[at].weight).sum()
    }

    /// Every subset: the least weight that covers all, and per size the most criteria with the least weight for them.
    fn by_force(candidates: &[Candidate]) -> (u32, Vec<(u32, u32)>) {
        let all = candidates.iter().fold(0, |all, c| all | c.covers);
        let (mut least, mut best) = (u32::MAX, vec![(0, u32::MAX); candidates.len() + 1]);
        best[0] = (0, 0);
        for subset in 0..1_usize << candidates.len() {
            let chosen: Vec<usize> =
                (0..candidates.len()).filter(|at| subset >> at & 1 == 1).collect();
            let (covers, cost) = (covered(candidates, &chosen), weight(candidates, &chosen));
            if covers == all {
                least = least.min(cost);
            }
            let (most, cheapest) = &mut best[chosen.len()];
            if (covers.count_ones(), std::cmp::Reverse(cost))
                > (*most, std::cmp::Reverse(*cheapest))
            {
                (*most, *cheapest) = (covers.count_ones(), cost);
            }
        }
        for size in 1..best.len() {
            if best[size - 1].0 >= best[size].0 {
                best[size] = best[size - 1];
            }
        }
        (least, best)
    }

    fn candidates(most: usize) -> impl Strategy<Value = Vec<Candidate>> {
        let one = (prop::collection::vec(0_u32..24, 0..6), 1_u32..4).prop_map(|(bits, weight)| {
            Candidate { covers: bits.into_iter().fold(0, |covers, bit| covers | 1 << bit), weight }
        });
        prop::collection::vec(one, 0..=most)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn no_choice_of_all_subsets_is_better(candidates in candidates(12), room in 0_usize..13) {
            let (least, best) = by_force(&candidates);
            let chosen = cheapest(&candidates);
            let all = candidates.iter().fold(0, |all, c| all | c.covers);
            prop_assert_eq!(covered(&candidates, &chosen), all);
            prop_assert_eq!(weight(&candidates, &chosen), least);
            let wide = widest(&candidates, room);
            prop_assert!(wide.len() <= room);
            let (most, cheapest) = best[room.min(candidates.len())];
            prop_assert_eq!((covered(&candidates, &wide).count_ones(), weight(&candidates, &wide)), (most, cheapest));
        }

        #[test]
        fn criteria_apart_share_no_candidate_and_need_as_many(candidates in candidates(12)) {
            let all = candidates.iter().fold(0, |all, c| all | c.covers);
            let apart = apart(&candidates, all);
            for candidate in &candidates {
                prop_assert!(apart.iter().filter(|bit| candidate.covers & **bit != 0).count() <= 1);
            }
            let plain: Vec<_> = candidates.iter().map(|c| Candidate { weight: 1, ..*c }).collect();
            prop_assert!(apart.len() <= cheapest(&plain).len());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4))]

        #[test]
        fn sixteen_are_as_exact(candidates in candidates(16)) {
            prop_assert_eq!(weight(&candidates, &cheapest(&candidates)), by_force(&candidates).0);
        }
    }

    #[test]
    fn nothing_covers_nothing() {
        assert_eq!((cheapest(&[]), widest(&[], 9)), (vec![], vec![]));
        let idle = [Candidate { covers: 0, weight: 1 }];
        assert_eq!((cheapest(&idle), widest(&idle, 9)), (vec![], vec![]));
        assert!(apart(&idle, 0).is_empty());
    }
}
