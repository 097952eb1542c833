use proptest::prelude::*;

use super::*;
use crate::history::History;

/// Steps as a person might do them, each possible at its turn.
fn possible(raw: Vec<(u8, usize, usize, Vec<u8>)>) -> Vec<Step> {
    const PATHS: [&str; 8] = [
        "criteria/1a.md",
        "criteria/2b.md",
        "artifacts/boards",
        "artifacts/boards/board.png",
        "artifacts/new/artifact.md",
        "artifacts/new/more/x.png",
        "feedback",
        "criteria",
    ];
    let world = World::new();
    let mut steps = Vec::new();
    for (kind, a, b, bytes) in raw {
        let (a, b) = (PATHS[a % PATHS.len()], PATHS[b % PATHS.len()]);
        let there = world.files.tree().get(&path_of(a)).cloned().flatten();
        let step = match kind % 6 {
            0 | 1 => write(a, there.as_deref(), &bytes),
            2 => import(a, &bytes),
            3 if !path_of(b).is_below(&path_of(a)) => rename(a, b),
            4 => remove(a),
            _ => Step::RemoveFolder { path: path_of(a) },
        };
        if world.apply(change(vec![step.clone()])).is_ok() {
            steps.push(step);
        }
    }
    steps
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let bytes = prop::collection::vec(any::<u8>(), 0..4);
    prop::collection::vec((any::<u8>(), 0..8_usize, 0..8_usize, bytes), 1..8).prop_map(possible)
}

proptest! {
    #[test]
    fn any_change_then_its_inverse_is_nothing(steps in steps()) {
        let world = World::new();
        let before = world.portfolio();
        let inverse = world.apply(change(steps)).unwrap();
        let after = world.portfolio();
        let again = world.apply(inverse).unwrap();
        prop_assert_eq!(world.portfolio(), before);
        world.apply(again).unwrap();
        prop_assert_eq!(world.portfolio(), after);
    }

    #[test]
    fn any_change_cut_off_anywhere_is_whole_or_nothing(steps in steps(), at in 0.0..1.0_f64) {
        let steps = change(steps);
        let (before, after, total) = before_and_after(&steps);
        let world = World::new();
        world.disk.fail_at((total as f64 * at) as usize, Fault::Crash);
        let done = world.apply(steps).is_ok();
        world.disk.heal();
        let (world, _) = World::reopened(world.disk);
        let mut tree = world.files.tree();
        tree.retain(|path, _| !is_temporary(path));
        prop_assert!(tree == after || (!done && tree == before), "{tree:?}");
    }

    #[test]
    fn what_any_change_writes_over_is_in_the_history(steps in steps()) {
        let world = World::new();
        let now = crate::testing::noon();
        let mut history = History::new("m".into(), now, Arc::clone(&world.unique));
        let held = |tree: &Tree, path: &RelPath| tree.get(path).cloned().flatten();
        let mut over = Vec::new();
        let probe = World::new();
        for step in &steps {
            if let Step::Write { path, .. } = step {
                over.extend(held(&probe.files.tree(), path));
            }
            probe.apply(change(vec![step.clone()])).unwrap();
        }
        let steps = change(steps);
        // What the change itself brings in from outside is no text of the portfolio yet.
        let imported = |bytes: &[u8]| steps.steps.iter().any(|step| {
            matches!(step, Step::Import { from, .. } if from.sha256 == Sha256::of(bytes))
        });
        history.before(&world.files, &steps).unwrap();
        for bytes in over.iter().filter(|bytes| !imported(bytes)) {
            prop_assert!(crate::history::bytes(&world.files, Sha256::of(bytes)).is_ok());
        }
    }
}
