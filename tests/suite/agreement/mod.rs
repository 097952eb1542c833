//! Python and `unzip` agree with `verify` on 200 bundles that a seeded mutator damaged, and on undamaged ones.
//!
//! Agreement: what `verify` accepts, all the others accept; what any of them refuses, `verify` refuses. Where it is the
//! stricter one, the kind of damage stands in [`STRICTER`] with the reason.

pub(crate) mod damage;
#[path = "../../../crates/artifolio-verify/tests/judge/raw.rs"]
#[allow(dead_code, reason = "the writer that lies on demand is shared with the judge's own tests")]
pub(crate) mod raw;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_tests::{Ran, Scratch, repository};
use artifolio_workspace::disk::DiskFs;
use serde_json::Value;

use damage::{Dice, KINDS};

/// Damaged bundles.
const COUNT: usize = 200;
/// Damage that only `verify` refuses, always or by where it falls, and why it does.
const STRICTER: [(&str, bool, &str); 12] = [
    ("add-tag", true, "BagIt allows more tag files; our packages have exactly theirs"),
    ("append", true, "bytes behind the zip belong to no one, and could be another zip"),
    (
        "edit-bag-info-sealed",
        true,
        "well sealed, but it no longer calls itself what its folder is called",
    ),
    (
        "strip-tag-manifests",
        true,
        "BagIt allows none; without them a changed bag-info.txt would pass",
    ),
    ("change-size", false, "the others unpack and never compare the length that was said"),
    ("drop-entry", false, "a tag manifest that is gone, as above"),
    ("rename-entry", false, "a tag manifest that is renamed is gone"),
    ("flip-end", false, "counts and disk numbers that the others do not read"),
    ("flip-header", false, "the header before the bytes, where the others read the list"),
    ("flip-list", false, "modes, dates and versions that the others do not read"),
    ("flip-anywhere", false, "any of these"),
    ("symlink", false, "a test by unpacking to nowhere never makes the link"),
];

/// A submission with evidence of its own, and a backup of the same workspace.
fn packed(scratch: &Scratch) -> [Vec<u8>; 2] {
    for (number, name) in [(1, "boards"), (2, "letter")] {
        let header = format!(
            "---\nid: {name}\nnumber: {number}\ntitle: The {name}\nevidence:\n  - id: e\n    file: {name}.txt\n---\nText.\n"
        );
        scratch.write(&format!("artifacts/{name}/artifact.md"), header);
        let text: String = (0..400).map(|n| format!("{name} {}\n", n * n * number)).collect();
        scratch.write(&format!("artifacts/{name}/{name}.txt"), text);
    }
    [("pack", "--draft"), ("backup", "--json")].map(|(command, option)| {
        let ran = scratch.artifolio(&[
            command,
            "{ws}",
            "--out",
            "{tmp}/out.zip",
            "--date",
            "2027-01-10",
            option,
        ]);
        let _ = ran.done();
        std::fs::read(scratch.path("out.zip")).unwrap()
    })
}

/// What the judges that share nothing with us say of every zip in a folder.
fn others(folder: &Path) -> BTreeMap<String, Value> {
    let tools = std::env::var_os("ARTIFOLIO_TOOLS")
        .map_or_else(|| repository().join("target/tools"), PathBuf::from);
    let own = tools.join("venv/bin/python");
    let python = if own.is_file() { own } else { PathBuf::from("python3") };
    let mut command = Command::new(python);
    command.arg(repository().join("tests/suite/agreement/judge.py")).arg(folder);
    serde_json::from_str(&Ran::of(command).done().stdout).unwrap()
}

/// Whether any of them refuses, and their reasons.
fn refuses(verdict: &Value) -> Option<String> {
    let bagit = verdict["bagit"].as_str().filter(|why| *why != "not installed");
    let sound = verdict["python"].is_null() && verdict["unzip"] == 0 && bagit.is_none();
    (!sound).then(|| verdict.to_string())
}

#[test]
fn python_and_unzip_agree_on_200_damaged_bundles() {
    let seed = std::env::var("ARTIFOLIO_SEED").map_or(20_270_110, |seed| seed.parse().unwrap());
    println!("seed {seed}");
    let (scratch, mut dice) = (Scratch::with("minimal"), Dice(seed));
    let whole = packed(&scratch);
    let folder = scratch.path("zips");
    std::fs::create_dir(&folder).unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    put("whole-0.zip", &whole[0]);
    put("whole-1.zip", &whole[1]);
    let mut kinds = BTreeMap::new();
    for n in 0..COUNT {
        let (kind, damage) = KINDS[n % KINDS.len()];
        let name = format!("{n:03}-{kind}.zip");
        // Three of four are submissions.
        let bytes = damage(&whole[usize::from(dice.below(4) == 0)], &mut dice);
        put(&name, &bytes);
        kinds.insert(name, kind);
    }
    let disk = DiskFs::open(&folder).unwrap();
    let (mut wrong, mut stricter, mut refused) = (Vec::new(), BTreeSet::new(), 0);
    let others = others(&folder);
    if others.values().any(|verdict| verdict["bagit"] == "not installed") {
        println!("NOT RUN: bagit-python in the agreement test");
    }
    for (name, verdict) in others {
        let path = RelPath::parse(&name).unwrap();
        let ours = artifolio_verify::verify(&disk, &path, &Silent).unwrap();
        let rules: BTreeSet<&str> = ours.findings.iter().map(|finding| finding.rule).collect();
        refused += usize::from(!ours.valid);
        match (ours.valid, refuses(&verdict), kinds.get(&name)) {
            (true, Some(why), _) => wrong.push(format!("{name}: valid, but {why}")),
            (false, why, None) => wrong.push(format!("{name}: undamaged, but {rules:?} {why:?}")),
            (false, None, Some(kind)) => {
                stricter.insert(*kind);
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "seed {seed}\n{}", wrong.join("\n"));
    for kind in KINDS.map(|(kind, _)| kind) {
        let allowed = STRICTER.iter().find(|(known, ..)| *known == kind);
        let always = allowed.is_some_and(|(_, always, _)| *always);
        let found = stricter.contains(kind);
        assert!(found || !always, "seed {seed}: {kind} is refused by others too, or by no one");
        assert!(allowed.is_some() || !found, "seed {seed}: only verify refuses {kind}");
    }
    assert!(refused > COUNT / 2, "seed {seed}: only {refused} refused");
}
