//! Bags with one fault each, as a folder and as a zip, with exact verdicts.

use artifolio_core::path::RelPath;
use artifolio_core::progress::{Progress, Silent};
use artifolio_verify::{Kind, VerifyError, verify};
use std::ops::ControlFlow;

use crate::disk::{Disk, Node, any_required, judge_folder, judge_zip, rules};
use crate::made::{Files, bag, edit, folder, sum, zipped};
use crate::{bag_files, bag_lines, bag_words};

/// A case: what is done, the bag, the rules its verdict must name.
pub(crate) type Case = (&'static str, Files, &'static [&'static str]);

pub(crate) const HELLO: &str = "data/hello.txt";
pub(crate) const LIST: &str = "manifest-sha512.txt";
pub(crate) const TAGS: &str = "tagmanifest-sha512.txt";

/// The bag after a change that nobody sealed.
pub(crate) fn broken(change: impl FnOnce(&mut Files)) -> Files {
    let mut files = bag();
    change(&mut files);
    files
}

/// The bag after a change of one tag file; tag manifests speak the truth about it.
pub(crate) fn edited(path: &str, change: impl FnOnce(String) -> String) -> Files {
    let mut files = bag();
    if !files.contains_key(path) {
        files.insert(path.into(), Vec::new());
    }
    edit(&mut files, path, change);
    retag(&mut files);
    files
}

/// Writes the tag manifests anew, and nothing else.
pub(crate) fn retag(files: &mut Files) {
    for algorithm in ["sha256", "sha512"] {
        let tags = files
            .iter()
            .filter(|(path, _)| !path.starts_with("data/") && !path.starts_with("tagmanifest-"));
        let lines = tags.map(|(path, bytes)| format!("{}  {path}\n", sum(algorithm, bytes)));
        let text = lines.collect::<String>();
        files.insert(format!("tagmanifest-{algorithm}.txt"), text.into_bytes());
    }
}

/// A change of the lists that both payload manifests get.
pub(crate) fn listed(change: impl Fn(String) -> String) -> Files {
    let mut files = bag();
    for algorithm in ["sha256", "sha512"] {
        edit(&mut files, &format!("manifest-{algorithm}.txt"), &change);
    }
    retag(&mut files);
    files
}

/// Changes a bag in passing.
pub(crate) trait Tap: Sized {
    fn tap(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}
impl Tap for Files {}

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    [
        bag_files::presence(),
        bag_files::elements(),
        bag_lines::lines(),
        bag_lines::paths(),
        bag_words::words(),
        bag_words::algorithms(),
    ]
    .concat()
}

#[test]
fn every_fault_has_its_verdict_in_folder_and_zip() {
    let mut wrong = Vec::new();
    for (what, files, expected) in all() {
        for verdict in [judge_folder(&folder(&files)), judge_zip(zipped(&files, "bag").bytes())] {
            let found = rules(&verdict);
            if found != expected || verdict.valid == any_required(expected) {
                wrong.push(format!("{what}: {found:?}, not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_is_told_with_its_file() {
    let mut files = bag();
    edit(&mut files, HELLO, |text| text + "x");
    files.remove("data/deep/er/a b.bin");
    files.insert("data/new".into(), b"x".to_vec());
    let verdict = judge_folder(&folder(&files));
    let mut told: Vec<(&str, String)> = verdict
        .findings
        .iter()
        .map(|f| (f.rule, format!("{} {}", f.subject.file.as_ref().unwrap(), f.params["manifest"])))
        .collect();
    told.sort();
    let both = |rule, file: &str| {
        ["manifest-sha256.txt", "manifest-sha512.txt"].map(|list| (rule, format!("{file} {list}")))
    };
    let expected = [
        both("bundle-file-changed", HELLO),
        both("bundle-file-missing", "data/deep/er/a b.bin"),
        both("bundle-file-unlisted", "data/new"),
    ];
    assert_eq!(told, expected.concat());
    assert_eq!((verdict.files, verdict.kind, verdict.valid), (7, Kind::Bag, false));
}

#[test]
fn of_many_manifests_those_that_can_be_checked_are_read() {
    let cases = all();
    let (_, files, _) = cases.iter().find(|(what, ..)| *what == "many manifests").unwrap();
    let verdict = judge_folder(&folder(files));
    let unknown = verdict.findings.iter().filter(|f| f.rule == "bundle-manifest-unknown").count();
    // Four of the sixteen are known ones.
    assert_eq!(unknown, 12);
}

#[test]
fn folders_are_judged_without_following_anything() {
    for (what, disk, expected) in bag_files::odd_folders() {
        let verdict = judge_folder(&disk);
        assert_eq!(rules(&verdict), expected, "{what}: {:#?}", verdict.findings);
        assert_eq!(verdict.valid, !any_required(expected), "{what}");
    }
}

#[test]
fn what_cannot_be_judged_is_an_error() {
    let mut disk = folder(&bag());
    disk.put("link", Node::Link);
    disk.put("pipe", Node::Pipe);
    disk.put("locked.zip", Node::Locked);
    let judged = |path: &str| verify(&disk, &RelPath::parse(path).unwrap(), &Silent);
    assert!(matches!(judged("nothing"), Err(VerifyError::NotFound(_))));
    assert!(matches!(judged("link"), Err(VerifyError::NotAFile(_))));
    assert!(matches!(judged("pipe"), Err(VerifyError::NotAFile(_))));
    assert!(matches!(judged("locked.zip"), Err(VerifyError::Io { .. })));
    // A folder below the root is judged as if it were the root.
    let mut moved = Disk::default();
    for (path, bytes) in bag() {
        moved.put(&format!("some/bag/{path}"), Node::File(bytes));
    }
    let verdict = verify(&moved, &RelPath::parse("some/bag").unwrap(), &Silent).unwrap();
    assert!(verdict.valid, "{:#?}", verdict.findings);
    assert_eq!(verdict.top_folder, None);
}

#[test]
fn it_stops_when_asked_and_counts_every_byte() {
    struct Counting(std::sync::Mutex<Vec<(u64, u64)>>, u64);
    impl Progress for Counting {
        fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
            self.0.lock().unwrap().push((done, total));
            if done >= self.1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }
    let files = bag();
    let total: u64 = files.values().map(|bytes| bytes.len() as u64).sum();
    let counting = Counting(Default::default(), u64::MAX);
    let verdict = verify(&folder(&files), &RelPath::root(), &counting).unwrap();
    assert_eq!(counting.0.lock().unwrap().last(), Some(&(total, total)));
    assert_eq!((verdict.bytes, verdict.files), (total, files.len() as u64));
    let stopped = verify(&folder(&files), &RelPath::root(), &Counting(Default::default(), 1));
    assert!(matches!(stopped, Err(VerifyError::Stopped)));
}
