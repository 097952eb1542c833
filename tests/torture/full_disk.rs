//! A small disk that is full after any number of bytes: what does not fit is said, nothing is half written, and with room
//! the same command goes on.

use artifolio_tests::Scratch;
use artifolio_tests::disk::{Disk, PAGE};
use artifolio_tests::run::{EVERY, Random, Run};

use crate::ground::{Ground, Trial, Work};

/// Runs the work with so many bytes free; whether that was too few.
fn filled(disk: &Disk, trial: &Trial<'_>, free: u64) -> bool {
    let when = format!("{} with {free} bytes free", trial.work.name);
    disk.fill(free);
    let ran = trial.artifolio();
    if ran.code == 0 {
        assert!(trial.check(&ran, &when), "{when}: {ran}");
    } else {
        assert_eq!(ran.code, 2, "{when}: {ran}");
        let error = &ran.json()["error"];
        let said = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
        let full = matches!(&*said("code"), "disk-full" | "data-folder-full");
        assert!(
            full && said("message").contains("is full") && said("hint").contains("room"),
            "{when}: {ran}"
        );
    }
    disk.make_room();
    let failed = ran.code != 0;
    if failed {
        assert!(!trial.check(&ran, &when), "{when}: it failed, and it is done");
        assert_eq!(trial.leftovers(), [""; 0], "{when}");
        let again = trial.artifolio();
        assert!(
            again.code == 0 && trial.check(&again, &when),
            "{when}, and then with room: {again}"
        );
    }
    trial.lay();
    failed
}

/// Fills the disk so that the work fails at every step, or at so many of them (of [`EVERY`] all); how often it did.
fn fill(disk: &Disk, ground: &Ground, work: &Work, count: usize, random: &mut Random) -> usize {
    let scratch = Scratch::within(&disk.place);
    let trial = Trial::of(ground, work, scratch);
    let room = disk.free();
    let _ = trial.artifolio().done();
    let taken = room.saturating_sub(disk.free()) / PAGE;
    trial.lay();
    let mut failed = 0;
    if count == EVERY {
        // More may be needed on the way than lies there in the end.
        while filled(disk, &trial, failed as u64 * PAGE) {
            failed += 1;
        }
        return failed;
    }
    for _ in 0..count {
        let free = random.below(usize::try_from(taken + 1).unwrap()) as u64 * PAGE;
        failed += usize::from(filled(disk, &trial, free));
    }
    failed
}

fn run(mut run: Run, ground: &Ground, works: &[&str], megabytes: u32) {
    let Some(disk) = Disk::of(megabytes) else { return };
    plain_write_fails(&disk);
    let (mut random, count) =
        (run.random(), if run.count == EVERY { EVERY } else { run.count / works.len() });
    run.count = ground.works(works).map(|work| fill(&disk, ground, work, count, &mut random)).sum();
    assert!(run.count > 0);
    run.held();
}

/// Nothing is proved where there is room.
fn plain_write_fails(disk: &Disk) {
    disk.fill(0);
    let plain = disk.place.join("plain");
    assert!(std::fs::write(&plain, [1; 10]).is_err(), "a plain write must fail on a full disk");
    std::fs::remove_file(plain).unwrap();
    disk.make_room();
}

#[test]
fn a_disk_that_is_full_at_any_step_changes_nothing() {
    let works = [
        "map",
        "import",
        "import --artifact",
        "history",
        "trash",
        "waive",
        "pack",
        "backup",
        "restore",
        "index",
    ];
    let what = "a disk of 4 MB that is full after any number of pages, in ten commands that write";
    run(Run::of("full-disk", what, works.len(), EVERY), &Ground::small(), &works, 4);
}

#[test]
fn a_larger_disk_that_is_full_changes_nothing_either() {
    let works = ["import", "pack", "backup", "restore"];
    let what = "a disk of 64 MB that is full after a random number of pages, in four commands that write megabytes";
    run(Run::of("full-larger-disk", what, works.len(), 400), &Ground::large(), &works, 64);
}
