use super::*;
use crate::check::fixture::World;

fn ids(set: &[Member]) -> Vec<&str> {
    set.iter().map(|member| &*member.artifact).collect()
}

/// A portfolio with these artifacts: its number, its state, and the criteria that it serves.
fn world(artifacts: &[(u32, ArtifactState, &[&str])]) -> World {
    let mut world = World::clean();
    world
        .portfolio
        .artifacts
        .retain(|a| artifacts.iter().any(|(n, ..)| a.header.number == Some(*n)));
    for entry in world.portfolio.criteria.values_mut() {
        entry.header.artifacts.clear();
    }
    for (number, state, keys) in artifacts {
        world.artifact(*number).header.state = *state;
        for key in *keys {
            world.attach(key, &format!("artifact-{number}"));
        }
    }
    world
}

const READY: ArtifactState = ArtifactState::Ready;
const PLANNED: ArtifactState = ArtifactState::Planned;

fn solved(world: &World) -> Solution {
    solve(&world.portfolio, &world.profile)
}

#[test]
fn a_complete_portfolio_is_answered_by_its_own_size() {
    let world = World::clean();
    let solution = solved(&world);
    assert_eq!((solution.answered.len(), solution.open.len(), solution.fits), (24, 0, true));
    assert!(solution.set.len() >= 9 && solution.apart.len() <= solution.fewest);
    assert!(solution.fewest <= solution.set.len());
    assert_eq!(solution.set.iter().filter(|m| !m.for_size).count(), solution.fewest);
}

#[test]
fn what_hangs_on_one_what_is_spare_and_where_one_more_helps_is_told() {
    let world =
        world(&[(1, READY, &["1a", "1b", "2a"]), (2, READY, &["1b"]), (3, READY, &["2a", "2b"])]);
    let solution = solved(&world);
    let hanging: Vec<_> = solution.hanging.iter().map(|h| (&*h.criterion, &*h.artifact)).collect();
    assert_eq!(hanging, [("1a", "artifact-1"), ("2b", "artifact-3")]);
    assert_eq!(solution.spare, ["artifact-2"]);
    assert_eq!(
        (solution.fewest, &solution.apart[..]),
        (2, &["1a".to_owned(), "2b".to_owned()][..])
    );
    assert_eq!(ids(&solution.set), ["artifact-1", "artifact-2", "artifact-3"]);
    let told: Vec<_> = solution.set.iter().map(|m| (m.for_size, m.alone.join(" "))).collect();
    assert_eq!(told, [(false, "1a".into()), (true, String::new()), (false, "2b".into())]);
    assert!(!solution.fits, "there are not nine");
    assert_eq!(solution.answered, ["1a", "1b", "2a", "2b"]);
    // Standards 3, 4 and 6 have four criteria each and nothing yet.
    let next: Vec<_> =
        solution.next.iter().map(|n| (n.standard, n.open.len(), n.hanging.len())).collect();
    assert_eq!(next[..3], [(3, 4, 0), (4, 4, 0), (6, 4, 0)]);
    assert_eq!(next[next.len() - 2..], [(1, 1, 1), (2, 1, 1)]);
}

#[test]
fn what_is_nearer_to_ready_is_taken_first_but_never_more_of_it() {
    let solution = solved(&world(&[
        (1, PLANNED, &["1a", "1b"]),
        (2, READY, &["1a", "1b"]),
        (3, ArtifactState::Drafted, &["1a", "1b"]),
    ]));
    assert_eq!(
        (solution.fewest, solution.set.iter().find(|m| !m.for_size).unwrap().artifact.as_str()),
        (1, "artifact-2")
    );
    let fewer =
        solved(&world(&[(1, PLANNED, &["1a", "1b"]), (2, READY, &["1a"]), (3, READY, &["1b"])]));
    let needed: Vec<_> =
        fewer.set.iter().filter(|m| !m.for_size).map(|m| (&*m.artifact, m.planned)).collect();
    assert_eq!(needed, [("artifact-1", true)]);
}

#[test]
fn what_is_lost_with_an_artifact_is_told_and_what_is_best_without_it() {
    let world = world(&[(1, READY, &["1a", "1b"]), (2, READY, &["1b", "1c"])]);
    let dropped = |id| dropped(&world.portfolio, &world.profile, id);
    let first = dropped("artifact-1").unwrap();
    assert_eq!(first.lost, ["1a"]);
    assert_eq!(
        (ids(&first.without.set), &first.without.answered.join(" ")[..]),
        (vec!["artifact-2"], "1b 1c")
    );
    assert_eq!(dropped("artifact-9"), None);
}

#[test]
fn where_all_would_be_too_many_those_that_answer_most_are_taken() {
    let mut world =
        world(&[(1, READY, &["1a", "1b"]), (2, READY, &["1c"]), (3, READY, &["2a", "2b", "2c"])]);
    world.profile.artifacts = Range { min: 1, max: 2 };
    let solution = solved(&world);
    assert_eq!(
        (solution.fewest, ids(&solution.set), solution.fits),
        (3, vec!["artifact-1", "artifact-3"], true)
    );
    assert!(solution.open.contains(&"1c".to_owned()));
}
