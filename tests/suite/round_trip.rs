//! What went in comes out: backup → restore → backup and pack → restore → pack are equal.

use std::fmt::Write as _;
use std::sync::Arc;

use artifolio_bundle::paper::Without;
use artifolio_bundle::{PackOptions, backup, pack, restore};
use artifolio_core::check::Report;
use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_core::source::Vfs;
use artifolio_tests::{Scratch, telling};
use artifolio_workspace::change::clean::{Cleaning, clean_copies};
use artifolio_workspace::read::{Reading, read};
use artifolio_workspace::testing::MemFs;
use artifolio_workspace::testing::machine::Machine;

use crate::agreement::damage::Dice;

fn sha(ran: &artifolio_tests::Ran) -> String {
    ran.json()["sha256"].as_str().unwrap_or_else(|| panic!("{ran}")).to_owned()
}

#[test]
fn a_backup_restores_every_byte() {
    for fixture in ["sample", "sample-unfinished"] {
        let scratch = Scratch::with(fixture);
        let args = ["backup", "{ws}", "--out", "{tmp}/one.zip", "--date", "2027-01-10", "--json"];
        let first = sha(&scratch.artifolio(&args).done());
        let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/again", "--json"]).done();
        assert!(scratch.tree("ws") == scratch.tree("again"), "{fixture}: the files differ");
        let args =
            ["backup", "{tmp}/again", "--out", "{tmp}/two.zip", "--date", "2027-01-10", "--json"];
        assert_eq!(first, sha(&scratch.artifolio(&args).done()), "{fixture}");
    }
}

#[test]
fn a_submission_restores_to_a_copy_that_packs_to_the_same_bytes() {
    for (fixture, draft) in [("sample", false), ("sample", true)] {
        let scratch = Scratch::with(fixture);
        let mut args = vec!["pack", "{ws}", "--out", "{tmp}/one.zip", "--json"];
        args.extend(draft.then_some("--draft"));
        let first = sha(&scratch.artifolio(&args).done());
        let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/copy", "--json"]).done();
        let args = ["pack", "{tmp}/copy", "--out", "{tmp}/two.zip", "--json"];
        assert_eq!(first, sha(&scratch.artifolio(&args).done()), "draft: {draft}");
    }
}

#[test]
fn restore_never_touches_a_folder_that_holds_something() {
    let scratch = Scratch::with("sample");
    let _ = scratch.artifolio(&["backup", "{ws}", "--out", "{tmp}/one.zip", "--json"]).done();
    std::fs::create_dir(scratch.path("full")).unwrap();
    std::fs::write(scratch.path("full/mine.txt"), "mine").unwrap();
    let ran = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/full", "--json"]);
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("folder-not-empty")),
        "{ran}"
    );
    assert_eq!(
        scratch.tree("full").into_iter().collect::<Vec<_>>(),
        [("mine.txt".into(), b"mine".to_vec())]
    );
}

/// As many as the promise says (docs/bundle.md, Restore).
const PORTFOLIOS: u64 = 200;

/// A few artifacts with files of many kinds, some of which tell of people and some of which are there twice.
fn portfolio(seed: u64) -> MemFs {
    let dice = &mut Dice(seed);
    let pool = [telling::files(), artifolio_clean::testing::all()].concat();
    let disk = MemFs::new();
    let settings = "format = 1\nid = \"id\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n";
    disk.plant("ws/portfolio.toml", settings.as_bytes());
    for number in 1..=1 + dice.below(4) {
        let mut header = format!("---\nid: a{number}\nnumber: {number}\nevidence:\n");
        for item in 1..=1 + dice.below(5) {
            let (name, bytes) = dice.of(&pool);
            let file = format!("{}{item} {name}", dice.of(&["", "más/", "deep/er/"]));
            disk.plant(&format!("ws/artifacts/a{number}/{file}"), bytes);
            writeln!(header, "  - {{id: e{item}, file: {file}}}").unwrap();
        }
        disk.plant(
            &format!("ws/artifacts/a{number}/artifact.md"),
            format!("{header}---\nWords.\n").as_bytes(),
        );
    }
    disk
}

fn reading(files: &MemFs) -> Reading {
    read(files, &Silent).unwrap()
}

fn cleaning(files: &MemFs) -> Cleaning {
    let vfs: Arc<dyn Vfs> = Arc::new(files.clone());
    clean_copies(&vfs, &reading(files), None, &Silent).unwrap()
}

/// The submission and the backup of a portfolio.
fn packages(files: &MemFs) -> [Vec<u8>; 2] {
    let (app, date, out) = ("artifolio 0.1.0", "2027-01-10".parse().unwrap(), MemFs::new());
    let name = |name: &str| RelPath::parse(name).unwrap();
    let Reading { portfolio, profile, .. } = &reading(files);
    let options = PackOptions { date, draft: true, app, printer: &Without };
    let (zip, report) = (name("submission.zip"), Report::default());
    pack(files, portfolio, profile, &report, &out, &zip, &options, &Silent).unwrap();
    let zip = name("backup.zip");
    backup(files, &portfolio.settings, &out, &zip, date, app, &Silent).unwrap();
    ["submission.zip", "backup.zip"].map(|zip| out.tree()[&name(zip)].clone().unwrap())
}

#[test]
fn with_copies_cleaned_once_and_unchanged_the_second_time() {
    let mut cleaned = 0;
    for seed in 0..PORTFOLIOS {
        let machine = Machine::start(&portfolio(seed), 0).unwrap();
        let files = &machine.files;
        let first = cleaning(files);
        cleaned += first.made.len();
        let _ = machine.apply(first.change).unwrap();
        assert!(cleaning(files).change.steps.is_empty(), "{seed}: cleaned a second time");
        let [submission, backup] = packages(files);
        for (place, zip) in [(0, &submission), (1, &backup)] {
            let (from, copy) = (MemFs::new(), MemFs::new());
            from.plant("one.zip", zip);
            let _ = restore(&from, &RelPath::parse("one.zip").unwrap(), &copy, &Silent).unwrap();
            assert!(cleaning(&copy).change.steps.is_empty(), "{seed}: {place} is cleaned again");
            assert!(packages(&copy)[place] == *zip, "{seed}: {place} is other bytes");
        }
    }
    assert!(cleaned > 200, "{cleaned}");
}
