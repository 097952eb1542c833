//! Outside validators as judges of four submissions, the sample's and three generated ones: each accepts all of them, and each
//! is shown to refuse a planted fault in the same run, so that a validator that says yes to everything cannot pass.
//!
//! `cargo xtask setup` installs them; where one is missing its test fails with its name.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests plant faults in their own scratch folders"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use artifolio_tests::judges::venv;
use artifolio_tests::{Ran, Scratch, copy, portfolios, repository};

mod browsers;
mod calendar;
mod cleaned;
mod crates;
mod documents;
mod pages;
mod paper;
mod viewable;

/// A portfolio, packed once and unpacked with `unzip`.
struct Packed {
    name: &'static str,
    scratch: Scratch,
    bag: PathBuf,
    /// What packing said of it.
    said: serde_json::Value,
}

impl Packed {
    fn of(name: &'static str, scratch: Scratch, options: &[&str]) -> Self {
        let args = [&["pack", "{ws}", "--out", "{tmp}/out.zip", "--json"], options].concat();
        let said = scratch.artifolio(&args).done().json();
        let mut unzip = Command::new("unzip");
        unzip.arg("-q").arg(scratch.path("out.zip")).arg("-d").arg(scratch.path("unzipped"));
        let _ = Ran::of(unzip).done();
        let bag =
            std::fs::read_dir(scratch.path("unzipped")).unwrap().next().unwrap().unwrap().path();
        Self { name, scratch, bag, said }
    }
}

/// The sample as a final submission.
fn packed() -> &'static Packed {
    static PACKED: OnceLock<Packed> = OnceLock::new();
    PACKED.get_or_init(|| Packed::of("sample", Scratch::with("sample"), &[]))
}

/// The sample with all that is handed in laid out in `upload`: every file has an address.
fn handed_in() -> Scratch {
    let scratch = Scratch::with("sample");
    let hand_in = |more: &[&str]| {
        scratch.artifolio(&[&["handin", "{ws}", "--json"], more].concat()).done().json()
    };
    let missing = hand_in(&[])["missing"].clone();
    let line = |(n, name): (usize, &serde_json::Value)| {
        format!("{} https://d.example/{n}\n", name.as_str().unwrap())
    };
    let list: String = missing.as_array().unwrap().iter().enumerate().map(line).collect();
    std::fs::write(scratch.path("list.txt"), list).unwrap();
    let _ = hand_in(&["--addresses", "{tmp}/list.txt", "--out", "{tmp}/upload"]);
    scratch
}

/// The sample and the generated portfolios, whose evidence tells of people and places and is cleaned before.
fn all() -> impl Iterator<Item = &'static Packed> {
    static GENERATED: OnceLock<[Packed; 3]> = OnceLock::new();
    let generated = GENERATED.get_or_init(|| {
        let strings = naughty_strings();
        [
            ("empty texts", portfolios::empty_texts()),
            ("many files", portfolios::many_files()),
            ("naughty strings", portfolios::naughty(&strings)),
        ]
        .map(|(name, scratch)| {
            let _ = scratch.artifolio(&["clean", "{ws}", "--json"]).done();
            Packed::of(name, scratch, &["--draft"])
        })
    });
    std::iter::once(packed()).chain(generated)
}

fn naughty_strings() -> Vec<String> {
    let strings = node_module("big-list-of-naughty-strings/blns.json");
    let strings: Vec<String> =
        serde_json::from_str(&std::fs::read_to_string(strings).unwrap()).unwrap();
    assert!(strings.len() > 400);
    strings
}

/// A judge that has nothing against any of them.
fn accepts_all(judge: impl Fn(&Path) -> Command + Sync) {
    of_all(|packed| {
        let ran = Ran::of(judge(&packed.bag));
        assert_eq!(ran.code, 0, "{}: {ran}", packed.name);
    });
}

/// Something of each of them, of all at once.
fn of_all(act: impl Fn(&Packed) + Sync) {
    std::thread::scope(|scope| {
        all().for_each(|packed| drop(scope.spawn(|| act(packed))));
    });
}

/// A copy of the unpacked bag to plant a fault in.
fn planted(plant: impl FnOnce(&Path)) -> (Scratch, PathBuf) {
    let scratch = Scratch::empty();
    let bag = scratch.path("bag");
    copy(&packed().bag, &bag);
    plant(&bag);
    (scratch, bag)
}

fn edit(path: &Path, old: &str, new: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{} has no {old:?}", path.display());
    std::fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn flip_a_byte(bag: &Path) {
    let path = bag.join("data/alignment-map.csv");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

/// A file of the validators' node_modules.
fn node_module(path: &str) -> PathBuf {
    let path = repository().join("tests/validators/node_modules").join(path);
    assert!(path.exists(), "{} is missing: cargo xtask setup", path.display());
    path
}

fn accepts(command: Command) {
    let _ = Ran::of(command).done();
}

fn refuses(command: Command) {
    let ran = Ran::of(command);
    assert_ne!(ran.code, 0, "the planted fault was not found: {ran}");
    assert_ne!(ran.code, -1, "the validator was ended by a signal: {ran}");
}

#[test]
fn bagit_python_validates_the_bag() {
    let judge = |bag: &Path| {
        let mut command = venv("bagit.py");
        command.args(["--validate", "--quiet"]).arg(bag);
        command
    };
    accepts_all(judge);
    let (_scratch, bag) = planted(flip_a_byte);
    refuses(judge(&bag));
}

#[test]
fn sha512sum_agrees_with_both_manifests() {
    let judge = |bag: &Path| {
        let mut command = Command::new("sha512sum");
        command
            .args(["-c", "--strict", "--quiet", "manifest-sha512.txt", "tagmanifest-sha512.txt"])
            .current_dir(bag);
        command
    };
    accepts_all(judge);
    let (_scratch, bag) = planted(flip_a_byte);
    refuses(judge(&bag));
}

#[test]
fn bagit_profile_accepts_the_bag_against_our_profile() {
    let judge = |bag: &Path| {
        let profile = bag.join("bagit-profile.json");
        let text = std::fs::read_to_string(&profile).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let identifier =
            json["BagIt-Profile-Info"]["BagIt-Profile-Identifier"].as_str().unwrap().to_owned();
        let mut command = venv("bagit_profile.py");
        command
            .args(["--no-logfile", "--skip", "serialization", "--file"])
            .arg(profile)
            .arg(identifier)
            .arg(bag);
        command
    };
    accepts_all(judge);
    let (_scratch, bag) = planted(|bag| {
        edit(
            &bag.join("bag-info.txt"),
            "Artifolio-Package: submission",
            "Artifolio-Package: something",
        )
    });
    refuses(judge(&bag));
}

/// The last judge is our own: what is written is read back by other code, as other systems would see it.
#[test]
fn every_portfolio_is_proved_by_its_rehearsal() {
    of_all(|packed| {
        let args = ["rehearse", "{tmp}/out.zip", "--today", "2027-01-11", "--json"];
        let said = packed.scratch.artifolio(&args).done().json();
        let steps = said["steps"].as_array().unwrap();
        assert_eq!(steps.len(), 8, "{}", packed.name);
        // The longest of the naughty strings is the family name: too long for some programs, which is told.
        let noted = |step: &serde_json::Value| {
            packed.name == "naughty strings"
                && step["step"] == "names"
                && step["outcome"] == "noted"
        };
        let holds = |step: &serde_json::Value| step["outcome"] == "proved" || noted(step);
        assert!(steps.iter().all(holds), "{}: {said}", packed.name);
    });
}

#[test]
fn unzip_and_python_accept_the_zip() {
    let judges = |zip: &Path| {
        let mut unzip = Command::new("unzip");
        unzip.arg("-tq").arg(zip);
        let mut python = Command::new("python3");
        python.args(["-m", "zipfile", "-t"]).arg(zip);
        [unzip, python]
    };
    let zip = packed().scratch.path("out.zip");
    judges(&zip).into_iter().for_each(accepts);
    let bytes = std::fs::read(&zip).unwrap();
    let scratch = Scratch::empty();
    std::fs::write(scratch.path("cut.zip"), &bytes[..bytes.len() / 2]).unwrap();
    judges(&scratch.path("cut.zip")).into_iter().for_each(refuses);
}
