use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::thin::{by_age, by_size};
use super::*;

fn version(at: DateTime<Utc>, file: &str, words: &str, why: Why) -> Version {
    Version { at, file: path(file), artifact: None, sha256: Sha256::of(words.as_bytes()), why }
}

/// Lines of a few texts over months, sorted.
fn lines() -> impl Strategy<Value = Vec<Version>> {
    let line = (0..60 * 60 * 24 * 40_i64, 0..3_u8, 0..10_u8);
    prop::collection::vec(line, 0..60).prop_map(|all| {
        let version = |(at, file, why): (i64, u8, u8)| {
            let why = match why {
                0 => Why::Conflict,
                1 => Why::Found,
                2 => Why::Gone,
                _ => Why::Saved,
            };
            version(start() + TimeDelta::seconds(at), &format!("{file}.md"), &at.to_string(), why)
        };
        let mut all: Vec<Version> = all.into_iter().map(version).collect();
        all.sort();
        all
    })
}

fn kept(lines: &[Version]) -> Vec<Version> {
    let stays = by_age(lines);
    lines.iter().zip(stays).filter(|(_, stays)| *stays).map(|(line, _)| line.clone()).collect()
}

proptest! {
    #[test]
    fn the_last_of_each_text_the_last_day_and_every_conflict_stay(lines in lines()) {
        let kept = kept(&lines);
        for line in &lines {
            let age = lines.last().unwrap().at - line.at;
            let later = lines.iter().any(|v| v.file == line.file && v > line);
            if line.why == Why::Conflict || age <= TimeDelta::days(1) || !later {
                prop_assert!(kept.contains(line), "{line:?}");
            }
            // Whatever goes, a later one of its day stays.
            let near = |v: &&Version| v.file == line.file && v.at.date_naive() == line.at.date_naive();
            prop_assert!(kept.iter().filter(near).any(|v| v >= line), "{line:?}");
        }
    }

    #[test]
    fn thinning_again_and_later_is_thinning_once(lines in lines(), cut in 0.0..1.0_f64) {
        let once = kept(&lines);
        prop_assert_eq!(&kept(&once), &once);
        // Thinned while only the first lines stood there, and then with all of them.
        let (first, rest) = lines.split_at((lines.len() as f64 * cut) as usize);
        let mut early = kept(first);
        early.extend(rest.iter().cloned());
        prop_assert_eq!(kept(&early), once);
    }

    #[test]
    fn a_clock_that_jumps_makes_nothing_older(lines in lines(), years in prop_oneof![Just(-2_i64), Just(10)]) {
        let jump = TimeDelta::days(365 * years);
        let mut all = lines.clone();
        let shift = |v: &Version| version(v.at + jump, v.file.as_str(), "while it was wrong", v.why);
        all.extend(lines.iter().map(shift));
        all.sort();
        let after: BTreeSet<Version> = kept(&all).into_iter().collect();
        prop_assert!(kept(&lines).iter().all(|line| after.contains(line)));
    }
}

#[test]
fn hours_for_a_week_and_days_after_that() {
    let hours = |hours: i64, minutes: i64| {
        version(
            start() - TimeDelta::minutes(60 * hours + minutes),
            "1a.md",
            &format!("{hours} {minutes}"),
            Why::Saved,
        )
    };
    let mut lines: Vec<Version> =
        (0..24 * 30).flat_map(|h| [hours(h, 0), hours(h, 20), hours(h, 40)]).collect();
    lines.sort();
    // 24 hours of three, and the one a day old; six days of hours; 24 dates, two of them cut.
    assert_eq!(kept(&lines).len(), 24 * 3 + 1 + 6 * 24 + 24);
}

#[test]
fn above_the_limit_the_oldest_go_but_not_what_others_name() {
    let at = |n: i64| start() + TimeDelta::minutes(n);
    let own: Vec<Version> =
        [("a", 0, Why::Saved), ("b", 1, Why::Conflict), ("c", 2, Why::Saved), ("d", 3, Why::Saved)]
            .map(|(words, n, why)| version(at(n), "1a.md", words, why))
            .to_vec();
    let sizes: BTreeMap<Sha256, u64> = own.iter().map(|v| (v.sha256, 10)).collect();
    let stays = |all: &[Version], most| {
        let mut stays = vec![true; own.len()];
        by_size(&own, all, &sizes, most, &mut stays);
        stays
    };
    assert_eq!(stays(&own, 40), [true; 4]);
    assert_eq!(stays(&own, 30), [false, true, true, true]);
    assert_eq!(
        stays(&own, 0),
        [false, true, false, true],
        "a conflict and the last of a text stay"
    );
    let mut all = own.clone();
    all.push(version(at(9), "1a.md", "a", Why::Saved));
    assert_eq!(
        stays(&all, 30),
        [false, true, false, true],
        "letting go of what another names frees nothing"
    );
}

#[test]
fn what_goes_is_off_the_disk_and_what_another_machine_names_is_not() {
    let files = MemFs::new();
    let (mut mine, mut theirs) = (Machine::on(files.clone(), "m"), Machine::on(files, "t"));
    for words in ["first", "shared", "last of the day"] {
        mine.keep("1a.md", words, Why::Saved);
        mine.wait(60);
    }
    theirs.keep("1a.md", "shared", Why::Saved);
    mine.wait(60 * 60 * 24 * 20);
    mine.keep("1a.md", "today", Why::Saved);
    mine.history.thin(&mine.files).unwrap();
    let words: Vec<String> = mine.versions(&text("1a.md")).into_iter().map(|(w, _)| w).collect();
    assert_eq!(words, ["today", "last of the day", "shared"]);
    let gone = bytes(&mine.files, Sha256::of(b"first")).unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::NotFound);
}

#[test]
fn a_thinning_that_is_cut_off_loses_nothing_that_is_named() {
    let mut machine = Machine::on(MemFs::new(), "m");
    for n in 0..5 {
        machine.keep("1a.md", &format!("words {n}"), Why::Saved);
        machine.wait(60);
    }
    machine.wait(60 * 60 * 24 * 20);
    machine.keep("1a.md", "today", Why::Saved);
    let tree = machine.files.tree();
    let begin = machine.files.operations();
    machine.history.thin(&machine.files).unwrap();
    let total = machine.files.operations() - begin;
    for n in 0..total {
        let mut machine = Machine::on(MemFs::holding(&tree), "r");
        machine.history.machine = "m".to_owned();
        machine.files.fail_at(n, Fault::Crash);
        assert!(machine.history.thin(&machine.files).is_err());
        machine.files.heal();
        // Reads the bytes of each.
        let words = machine.versions(&text("1a.md"));
        assert!(words.len() >= 2 && words[0].0 == "today", "{n}: {words:?}");
    }
}

#[test]
fn what_stood_there_before_another_program_wrote_stays() {
    let at = |minutes: i64| start() + TimeDelta::minutes(minutes);
    let lines = [
        version(at(0), "1a.md", "words", Why::Saved),
        version(at(10), "1a.md", "", Why::Found),
        version(at(20), "1a.md", "anything", Why::Saved),
        version(at(60 * 24 * 20), "2a.md", "later", Why::Saved),
    ];
    // With what says so, or it would go when it is thinned again.
    assert_eq!(by_age(&lines), [true, true, true, true]);
    assert_eq!(kept(&kept(&lines)), lines);
    let sizes: BTreeMap<Sha256, u64> = lines.iter().map(|v| (v.sha256, 10)).collect();
    let mut stays = vec![true; lines.len()];
    by_size(&lines, &lines, &sizes, 0, &mut stays);
    assert_eq!(stays, [true, true, true, true]);
}

#[test]
fn what_was_set_aside_meanwhile_stands_between_no_two_versions() {
    let at = |minutes: i64| start() + TimeDelta::minutes(minutes);
    let lines = [
        version(at(0), "1a.md", "words", Why::Saved),
        version(at(5), "1a.md", "not saved", Why::Unsaved),
        version(at(10), "1a.md", "", Why::Found),
        version(at(20), "1a.md", "anything", Why::Saved),
        version(at(60 * 24 * 20), "2a.md", "later", Why::Saved),
    ];
    assert_eq!(by_age(&lines), [true; 5]);
    let sizes: BTreeMap<Sha256, u64> = lines.iter().map(|v| (v.sha256, 10)).collect();
    let mut stays = vec![true; lines.len()];
    by_size(&lines, &lines, &sizes, 0, &mut stays);
    assert_eq!(stays, [true; 5]);
}
