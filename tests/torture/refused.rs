//! Whatever the system refuses at whichever call: everything is as before or as after, nothing that was kept is lost, and
//! once it is mended the same is done.

use artifolio_tests::run::Run;
use artifolio_workspace::testing::crash::states;
use artifolio_workspace::testing::{Fault, MemFs};

use crate::seam::{Act, Played, Player, Scenario, fixed};

/// The system's numbers of the errors, by the header `errno.h` of Linux; on another system they are other errors, which
/// must do as little harm.
pub(crate) const REFUSALS: [(&str, Fault); 9] = [
    ("EIO", Fault::Os(5)),
    ("ENOSPC", Fault::Os(28)),
    ("EACCES", Fault::Os(13)),
    ("EROFS", Fault::Os(30)),
    ("EMFILE", Fault::Os(24)),
    ("EINTR", Fault::Os(4)),
    ("ETIMEDOUT", Fault::Os(110)),
    ("a write of one byte", Fault::Short(1)),
    ("a write of none", Fault::Short(0)),
];

/// The disk and the program after the acts before `which`.
fn before(scenario: &Scenario, which: usize) -> (Player, MemFs) {
    let disk = MemFs::holding(&scenario.disk);
    let mut player = Player::start(&disk, 0).unwrap();
    scenario.acts[..which].iter().for_each(|act| player.act(act).unwrap());
    (player, disk)
}

/// How many operations the act `which` takes.
fn operations(scenario: &Scenario, which: usize) -> usize {
    let (mut player, disk) = before(scenario, which);
    let operations = disk.operations();
    player.act(&scenario.acts[which]).unwrap();
    disk.operations() - operations
}

/// Lets the `n`th operation of an act be refused; whether that came about at all.
fn refuse(played: &Played<'_>, which: usize, n: usize, fault: Fault) -> Result<bool, String> {
    let act = &played.scenario.acts[which];
    let (mut player, disk) = before(played.scenario, which);
    disk.fail_at(n, fault);
    let answer = player.act(act);
    let struck = disk.struck();
    disk.heal();
    if !struck {
        return Ok(false);
    }
    let said = |when: &str, fault: String| format!("{when} ({answer:?}): {fault}");
    // What cannot be read is not seen, and that is no refusal: the next look sees it.
    let open = answer.is_err() || matches!(act, Act::Look);
    let done = which + usize::from(!open);
    // What is no part of the portfolio may stand in its place although the disk did not confirm its name.
    let unconfirmed = open && matches!(act, Act::Submission | Act::Backup | Act::Put(..));
    for (when, player) in [("at once", &player), ("started again", &Player::start(&disk, 30)?)] {
        played.stands(player, done, unconfirmed).map_err(|e| said(when, e))?;
        // What was going to be written was kept before.
        played.is_kept(player, done, open).map_err(|e| said(when, e))?;
    }
    if open {
        player.act(act).map_err(|e| said("the second time", e))?;
    }
    played.stands(&player, which + 1, false).map_err(|e| said("the second time", e))?;
    played.is_said(&player, which + 1).map_err(|e| said("the second time", e))?;
    if fault == REFUSALS[0].1 {
        // What was acknowledged the second time outlives a loss of power, whatever the first had left.
        let states = states(&played.scenario.disk, &disk.log());
        for state in states.iter().step_by(1 + states.len() / 8) {
            let player = Player::start(&MemFs::holding(state), 60)?;
            played.stands(&player, which + 1, false).map_err(|e| said("power gone after", e))?;
            // Lines that were struck from the history may be there again, which loses nothing.
            let kept = match act {
                Act::Tidy => played.is_kept(&player, which, true),
                _ => played.is_said(&player, which + 1),
            };
            kept.map_err(|e| said("power gone after", e))?;
        }
    }
    Ok(true)
}

#[test]
fn whatever_is_refused_nothing_is_half_done_and_the_next_time_it_is_done() {
    let scenarios = fixed();
    let played: Vec<Played<'_>> = scenarios.iter().map(|scenario| scenario.played(None)).collect();
    let mut all = Vec::new();
    for (number, scenario) in scenarios.iter().enumerate() {
        for which in 0..scenario.acts.len() {
            for n in 0..operations(scenario, which) {
                all.extend(REFUSALS.map(|refusal| (number, which, n, refusal)));
            }
        }
    }
    let what = "calls refused: each call of each act, with each of nine errors and short writes";
    let mut run = Run::of("refused", what, 150, all.len());
    let mut chance = run.random();
    while all.len() > run.count {
        all.swap_remove(chance.below(all.len()));
    }
    let mut faults = Vec::new();
    run.count = 0;
    for (number, which, n, (name, fault)) in all {
        match refuse(&played[number], which, n, fault) {
            Ok(struck) => run.count += usize::from(struck),
            Err(e) => {
                faults.push(format!(
                    "{}, act {which}, call {n}, {name}: {e}",
                    scenarios[number].name
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    run.held();
}
