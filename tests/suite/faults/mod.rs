//! What hashes alone can't find: the sample's submission with one fault each, made from a seed and sealed again as whoever
//! changes a package on purpose would. Each fault yields its own finding, and the undamaged package none.

mod kinds;
mod package;

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_tests::Scratch;
use artifolio_verify::Verdict;
use artifolio_workspace::disk::DiskFs;

use crate::agreement::damage::Dice;
use kinds::{FAULTS, Fault, Seal};
use package::Package;

/// Each fault is made from every one of these.
const SEEDS: [u64; 2] = [1, 2027];

/// The sample packed, as a final bundle and as a draft.
fn packed(scratch: &Scratch) -> [Package; 2] {
    [&["--json"][..], &["--draft"]].map(|options| {
        let args = [&["pack", "{ws}", "--out", "{tmp}/whole.zip"], options].concat();
        let _ = scratch.artifolio(&args).done();
        Package::of(&std::fs::read(scratch.path("whole.zip")).unwrap())
    })
}

fn judged(scratch: &Scratch, package: &Package) -> Verdict {
    std::fs::write(scratch.path("one.zip"), package.zip()).unwrap();
    let disk = DiskFs::open(&scratch.path("")).unwrap();
    artifolio_verify::verify(&disk, &RelPath::parse("one.zip").unwrap(), &Silent).unwrap()
}

/// Does it, and gives the file that the finding must be about.
fn damaged(whole: &[Package; 2], fault: &Fault, seed: u64) -> (Package, String) {
    let mut package = whole[usize::from(fault.draft)].clone();
    let subject = (fault.change)(&mut package, &mut Dice(seed));
    if fault.seal != Seal::Nothing {
        package.seal(fault.seal == Seal::All);
    }
    (package, subject)
}

/// Whether the finding that a fault must have is among these: rule and file.
fn is_found<'a>(
    fault: &Fault,
    subject: &str,
    mut found: impl Iterator<Item = (&'a str, Option<&'a str>)>,
) -> bool {
    found.any(|(rule, file)| {
        let about = file.map_or(subject.is_empty(), |file| {
            // A name that is refused is told as it stands in the zip.
            file == subject
                || file.split_once('/').is_some_and(|(_, below)| below == subject)
                || file.ends_with('…')
        });
        rule == fault.rule && about
    })
}

#[test]
fn every_fault_has_its_own_finding_and_the_control_has_none() {
    let scratch = Scratch::with("sample");
    let whole = packed(&scratch);
    for package in &whole {
        let mut control = package.clone();
        control.seal(true);
        let verdict = judged(&scratch, &control);
        assert_eq!((verdict.valid, verdict.findings), (true, vec![]), "the control");
    }
    let own: BTreeSet<&str> = FAULTS.iter().map(|fault| fault.rule).collect();
    assert_eq!(own.len(), FAULTS.len(), "two faults with one rule");
    let mut sets: BTreeMap<(u64, BTreeSet<String>), &str> = BTreeMap::new();
    for seed in SEEDS {
        for fault in &FAULTS {
            let (package, subject) = damaged(&whole, fault, seed);
            let verdict = judged(&scratch, &package);
            let found = verdict.findings.iter().map(|one| (one.rule, one.subject.file.as_deref()));
            let at = format!("{}, seed {seed}: {} about {subject:?}", fault.name, fault.rule);
            assert!(
                is_found(fault, &subject, found.clone()),
                "{at}, not in {:#?}",
                verdict.findings
            );
            assert!(!verdict.valid, "{at}");
            if fault.seal != Seal::Nothing {
                let hashes = found.clone().filter(|(rule, _)| *rule == "bundle-file-changed");
                assert_eq!(hashes.count(), 0, "{at}: a hash found it");
            }
            let rules: BTreeSet<String> = found.map(|(rule, _)| rule.to_owned()).collect();
            if let Some(other) = sets.insert((seed, rules.clone()), fault.name) {
                panic!("{at}: the same findings as {other}: {rules:?}");
            }
        }
    }
}

fn found_rules(json: &serde_json::Value) -> impl Iterator<Item = String> {
    let findings = json["findings"].as_array().unwrap().iter();
    findings.map(|one| one["rule"].as_str().unwrap().to_owned())
}

#[test]
fn the_rehearsal_finds_what_verify_finds_and_goes_on() {
    let scratch = Scratch::with("sample");
    let whole = packed(&scratch);
    let rehearsed = |package: &Package| {
        std::fs::write(scratch.path("one.zip"), package.zip()).unwrap();
        scratch.artifolio(&["rehearse", "{tmp}/one.zip", "--today", "2027-01-11", "--json"])
    };
    let mut own = BTreeSet::new();
    for fault in &FAULTS {
        let (package, subject) = damaged(&whole, fault, SEEDS[0]);
        let ran = rehearsed(&package);
        let json = ran.json();
        assert_eq!((ran.code, json["proved"].as_bool()), (1, Some(false)), "{}: {ran}", fault.name);
        let findings = json["findings"].as_array().unwrap();
        let found = findings
            .iter()
            .map(|one| (one["rule"].as_str().unwrap(), one["subject"]["file"].as_str()));
        assert!(is_found(fault, &subject, found), "{}: {ran}", fault.name);
        own.extend(found_rules(&json).filter(|rule| rule.starts_with("rehearsal-")));
        // Whatever was changed, what is packed again from what could be read back is another zip.
        let ended = |step: &str| {
            let steps = json["steps"].as_array().unwrap();
            steps.iter().find(|one| one["step"] == step).unwrap()["outcome"].clone()
        };
        if ended("restored") == "proved" {
            assert_eq!(ended("same"), "failed", "{}: {ran}", fault.name);
        }
        let failed =
            json["steps"].as_array().unwrap().iter().filter(|one| one["outcome"] == "failed");
        assert!(failed.count() > 0, "{}: {ran}", fault.name);
        let certificate = std::fs::read_to_string(scratch.path("one.rehearsal.txt")).unwrap();
        assert!(certificate.contains(fault.rule), "{certificate}");
    }
    let all = ["rehearsal-bytes-differ", "rehearsal-not-restored"].map(str::to_owned);
    assert_eq!(own, BTreeSet::from(all));
    let left = std::fs::read_dir(scratch.path("data/scratch")).unwrap().count();
    assert_eq!(left, 0, "something stayed");
}
