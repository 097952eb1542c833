//! What a backup holds and what it names instead.

use std::ops::ControlFlow;

use artifolio_core::progress::Silent;
use artifolio_core::source::EntryKind;
use artifolio_verify::package::Package;

use super::*;
use crate::testing::{MemFs, path};

const SETTINGS: &str = "format = 1\nid = \"w\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n";

fn back_up(source: &MemFs, out: &MemFs, progress: &dyn Progress) -> Result<Backup, PackError> {
    let settings = toml::from_str(SETTINGS).unwrap();
    let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    backup(source, &settings, out, &path("b.zip"), date, "artifolio 0.1.0", progress)
}

/// Paths below the workspace in the zip.
fn held(out: &MemFs) -> Vec<String> {
    let package = Package::open(std::io::Cursor::new(out.file("b.zip"))).unwrap();
    let paths = package.entries().map(|(path, _)| path.as_str().to_owned());
    let below = paths.filter_map(|path| Some(path.split_once("/data/workspace/")?.1.to_owned()));
    below.collect()
}

#[test]
fn everything_is_held_but_what_is_ignored_and_what_is_named() {
    let source = MemFs::with(7, [("portfolio.toml", SETTINGS.as_bytes())]);
    for kept in ["artifacts/a/x.png", "feedback/What now?.txt", "Feedback/what now.txt", "100%.txt"]
    {
        source.put(kept, kept.as_bytes());
    }
    for ignored in [
        ".artifolio/log",
        ".git/HEAD",
        "artifacts/a/Thumbs.db",
        "~$x.docx",
        "b.zip.partial",
        "a.tmp",
    ] {
        source.put(ignored, b"");
    }
    let long = format!("feedback/{}", "é".repeat(128));
    source.put(&["d"; 60].join("/"), b"");
    let deep = ["d"; 59].join("/") + "/e/x";
    for too_long in [&long, &deep] {
        source.put(too_long, b"");
    }
    source.put_other("artifacts/link", EntryKind::Link);
    source.put_other("pipe", EntryKind::Special);
    source.put_odd("a\\b");
    let out = MemFs::new(0);
    let done = back_up(&source, &out, &Silent).unwrap();
    assert_eq!(
        held(&out),
        [
            "100=25.txt",
            "=66eedback/What now=3F.txt",
            "Feedback/what now.txt",
            "artifacts/a/x.png",
            &["d"; 60].join("/"),
            "portfolio.toml"
        ]
    );
    assert_eq!(done.skipped, ["a\\b", "artifacts/link", &deep, &long, "pipe"]);
    assert_eq!(done.bytes, out.file("b.zip").len() as u64);
}

#[test]
fn the_order_of_listings_changes_nothing() {
    let twins = ["a.txt", "A.txt", "b/x", "B/x", "b/X", "É", "é"];
    let bytes = |seed| {
        let (source, out) = (MemFs::with(seed, twins.map(|t| (t, t.as_bytes()))), MemFs::new(0));
        back_up(&source, &out, &Silent).unwrap();
        out.file("b.zip")
    };
    let first = bytes(0);
    assert!((1..9).all(|seed| bytes(seed) == first));
}

#[test]
fn a_file_that_changes_while_it_is_packed_stops_the_run() {
    /// Puts the last file anew when the first is copied.
    struct Meddler(MemFs, &'static [u8]);
    impl Progress for Meddler {
        fn advance(&self, done: u64, _total: u64) -> ControlFlow<()> {
            if done <= 5 {
                self.0.put("z.txt", self.1);
            }
            ControlFlow::Continue(())
        }
    }
    for now in [&b"after"[..], b"longer than before", b"-"] {
        let source = MemFs::with(0, [("a.txt", &b"first"[..]), ("z.txt", b"until")]);
        let out = MemFs::new(0);
        let done = back_up(&source, &out, &Meddler(source.clone(), now));
        assert!(matches!(done, Err(PackError::Changed(ref p)) if p.name() == "z.txt"), "{done:?}");
        assert!(out.is_empty());
    }
}

#[test]
fn what_cannot_be_read_is_named_and_leaves_nothing() {
    let source = MemFs::with(0, [("a/z.txt", &b"x"[..])]);
    let before = source.fail_at(None);
    back_up(&source, &MemFs::new(0), &Silent).unwrap();
    let steps = source.fail_at(None) - before;
    let mut named = vec![];
    for step in 0..steps {
        source.fail_at(Some(step));
        let out = MemFs::new(0);
        match back_up(&source, &out, &Silent) {
            Err(PackError::Read { path, .. }) => named.push(path.to_string()),
            // Its size and time can no longer be compared.
            Err(PackError::Changed(path)) => named.push(path.to_string()),
            done => panic!("{done:?}"),
        }
        assert!(out.is_empty());
    }
    assert_eq!(named, ["", "a", "a/z.txt", "a/z.txt"]);
}
