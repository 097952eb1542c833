//! Joined by Syncthing, which keeps a second copy of each file that both changed.

use artifolio_tests::run::Run;
use artifolio_tests::syncthing::Pair;

use super::*;

/// The copies that Syncthing made.
fn made(machine: &Machine) -> BTreeSet<String> {
    let names = machine.files().into_keys().filter(|path| path.contains(".sync-conflict-"));
    names.map(|path| path.rsplit('/').next().unwrap().to_owned()).collect()
}

#[test]
fn two_machines_joined_by_syncthing_lose_nothing_and_every_conflict_is_told() {
    let run =
        Run::of("syncthing", "times two machines wrote apart and Syncthing joined them", 1, 20);
    let scratches = [Scratch::in_memory(), Scratch::in_memory()];
    let homes = scratches.each_ref().map(|scratch| scratch.path("home"));
    let folders = scratches.each_ref().map(Scratch::ws);
    begin(&scratches[0]);
    let Some(pair) = Pair::start(&homes, &folders) else { return };
    pair.sync();
    let mut machines = scratches.map(Machine::on);
    // It ends before its folders go.
    let pair = pair;
    let (mut random, mut ledger) = (run.random(), Ledger::default());
    let mut conflicts = 0;
    let mut known = BTreeSet::new();
    for round in 0..run.count {
        pair.sync();
        pair.cut(true);
        for (machine, first) in machines.iter().zip([true, false]) {
            machine.writes(first, round, &mut ledger);
        }
        pair.cut(false);
        pair.sync();
        let kept = |machine: &Machine| {
            let mut kept = files_of(&machine.scratch.path("ws/.artifolio"));
            kept.retain(|path, _| !begun(path));
            kept
        };
        let unlike = unlike(&kept(&machines[0]), &kept(&machines[1]));
        assert_eq!(unlike, Vec::<String>::new(), "round {round}: what is kept is alike too");
        count(&mut machines, &ledger, round);

        let new: BTreeSet<String> = made(&machines[0]).difference(&known).cloned().collect();
        assert!(new.len() >= 4, "round {round}: both changed more than {new:?}");
        conflicts += new.len();
        for machine in &machines {
            let told: BTreeSet<String> = machine.copies().into_iter().map(|i| i.name).collect();
            assert!(new.is_subset(&told), "round {round}: {new:?}, told {told:?}");
        }
        machines[round % 2].answers(&mut random);
        pair.sync();
        count(&mut machines, &ledger, round);
        // The other machine hears that it is over; what is no text was looked at here, and is there still.
        let other = &machines[1 - round % 2];
        let left = other.copies();
        assert!(left.iter().all(|item| item.kind == AwayKind::CopyBeside), "{left:?}");
        done(other.desk.ignore_away(
            other.desk.now(),
            Language::En,
            &left.into_iter().map(|item| item.key).collect::<Vec<_>>(),
        ));
        known = made(&machines[0]);
    }
    println!("{} words, {conflicts} conflicts", ledger.len());
    run.held();
}
