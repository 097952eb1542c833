//! Loss of power at any moment: every legal state of the disk is started from, and everything is as before the act or as
//! after it; what was acknowledged is there.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use artifolio_tests::run::{Random, Run};
use artifolio_workspace::testing::crash::states;

use crate::seam::{Played, fixed, random};

/// Judges the states that the power may leave after each operation, `most` of each by chance; how many that were. One
/// that has been judged for the same acts is not judged again.
fn judge(played: &Played<'_>, most: usize, random: &mut Random) -> usize {
    let (hasher, mut seen, mut judged) = (RandomState::new(), HashSet::new(), 0);
    for k in 0..=played.log.len() {
        let states = states(&played.scenario.disk, &played.log[..k]);
        let mut new: Vec<_> = states
            .iter()
            .filter(|state| seen.insert((played.done_at(k), hasher.hash_one(state))))
            .collect();
        while new.len() > most {
            new.swap_remove(random.below(new.len()));
        }
        judged += new.len();
        for state in new {
            if let Err(fault) = played.judge(k, state) {
                let name = &played.scenario.name;
                panic!("{name}, power gone after {k} operations: {fault}\n{:#?}", &played.log[..k]);
            }
        }
    }
    judged
}

#[test]
fn after_a_loss_of_power_all_is_as_before_or_as_after() {
    let what = "states that a loss of power may leave of a save, change, import, history, package";
    let mut run = Run::of("power", what, 1_000, 100_000);
    let mut chance = run.random();
    let mut judged = 0;
    for scenario in fixed() {
        // The full size takes every state of these, a sample one of each prefix.
        let most = if run.count < 100_000 { 1 } else { usize::MAX };
        judged += judge(&scenario.played(None), most, &mut chance);
    }
    for n in 0.. {
        if judged >= run.count {
            break;
        }
        judged += judge(&random(&mut chance, n).played(None), 200, &mut chance);
    }
    run.count = judged;
    run.held();
}
