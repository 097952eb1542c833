//! There and back: what comes out of a package is what went in, or nothing.

use std::ops::ControlFlow;

use artifolio_core::check::Report;
use artifolio_core::progress::Silent;
use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::package::{Payload, Plan};
use crate::start_here::{self, Start};
use crate::testing::generated::{Files, laid_out, workspace};
use crate::testing::{Echo, MemFs, path, read_workspace};
use crate::words::Words;
use crate::{PackOptions, backup, pack};

fn options(draft: bool) -> PackOptions<'static> {
    let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    PackOptions { date, draft, app: "artifolio 0.1.0", printer: &Echo }
}

fn packed(source: &MemFs, draft: bool) -> MemFs {
    let (out, (portfolio, profile)) = (MemFs::new(0), read_workspace(source));
    let (report, options) = (Report::default(), options(draft));
    pack(source, &portfolio, &profile, &report, &out, &path("b.zip"), &options, &Silent)
        .unwrap_or_else(|e| panic!("{e}: {e:?}"));
    out
}

fn backed_up(source: &MemFs) -> MemFs {
    let (out, settings) = (MemFs::new(0), read_workspace(source).0.settings);
    let date = options(true).date;
    backup(source, &settings, &out, &path("b.zip"), date, "artifolio 0.1.0", &Silent)
        .unwrap_or_else(|e| panic!("{e}: {e:?}"));
    out
}

fn restored(zip: &MemFs, seed: u64) -> MemFs {
    let target = MemFs::new(seed);
    restore(zip, &path("b.zip"), &target, &Silent).unwrap_or_else(|e| panic!("{e}: {e:?}"));
    target
}

fn small() -> Files {
    Files(vec![
        (
            "portfolio.toml".into(),
            b"format = 1\nid = \"w\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n".to_vec(),
        ),
        (
            "artifacts/a/artifact.md".into(),
            b"---\nid: a\nevidence:\n  - id: e\n    file: x.png\n---\nText\n".to_vec(),
        ),
        ("artifacts/a/x.png".into(), b"\x89PNG".repeat(200_000)),
    ])
}

proptest! {
    // As many as the promise says (docs/bundle.md, Restore).
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn pack_restore_pack_is_equal(files in workspace(), draft: bool) {
        let first = packed(&laid_out(1, &files), draft);
        let again = packed(&restored(&first, 2), !draft);
        prop_assert!(first.file("b.zip") == again.file("b.zip"));
    }

    #[test]
    fn backup_restore_backup_is_equal(files in workspace(), odd in "[a-c?%=2F.A ]{1,6}") {
        let source = laid_out(1, &files);
        if RelPath::parse(&odd).is_ok() {
            source.put(&format!("feedback/{odd}x"), odd.as_bytes());
        }
        let first = backed_up(&source);
        let back = restored(&first, 2);
        prop_assert_eq!(source.files(), back.files());
        prop_assert!(first.file("b.zip") == backed_up(&back).file("b.zip"));
    }
}

#[test]
fn a_folder_that_holds_something_is_not_touched() {
    let zip = backed_up(&laid_out(0, &small()));
    for put in [|t: &MemFs| t.put("x", b""), |t: &MemFs| t.put_odd("\\")] {
        let target = MemFs::new(0);
        put(&target);
        let before = target.files();
        assert!(matches!(
            restore(&zip, &path("b.zip"), &target, &Silent),
            Err(RestoreError::NotEmpty)
        ));
        assert_eq!(target.files(), before);
    }
}

#[test]
fn a_failure_at_any_step_leaves_the_folder_empty() {
    for zip in [backed_up(&laid_out(0, &small())), packed(&laid_out(0, &small()), true)] {
        let target = MemFs::new(0);
        restore(&zip, &path("b.zip"), &target, &Silent).unwrap();
        let steps = target.fail_at(None);
        assert!(steps > 10);
        for step in 0..steps {
            let target = MemFs::new(0);
            target.fail_at(Some(step));
            assert!(restore(&zip, &path("b.zip"), &target, &Silent).is_err(), "step {step}");
            assert!(target.is_empty(), "step {step}: {:?}", target.files().keys());
        }
    }
}

/// Everything a restoring may leave that is cut off, put there by hand.
#[test]
fn what_was_cut_off_is_begun_again_or_brought_to_its_end() {
    let zip = backed_up(&laid_out(0, &small()));
    let whole = restored(&zip, 0).files();
    let again = |target: &MemFs| restore(&zip, &path("b.zip"), target, &Silent);

    let target = MemFs::new(0);
    target.put("restoring.partial/artifacts/a/x.png", b"\x89PN");
    again(&target).unwrap();
    assert_eq!(target.files(), whole);

    let ready = || {
        let target = MemFs::new(0);
        for (path, bytes) in &whole {
            let placed = path.as_str().starts_with("artifacts/");
            target.put(&format!("{}{path}", if placed { "" } else { "restoring.partial/" }), bytes);
        }
        target
    };
    let target = ready();
    again(&target).unwrap();
    assert_eq!(target.files(), whole);

    let other = ready();
    other.put("portfolio.toml", b"of somebody else");
    let foreign = MemFs::with(0, [("restoring.partial/portfolio.toml", &b"x"[..]), ("x", b"x")]);
    for target in [other, foreign] {
        let before = target.files();
        assert!(matches!(again(&target), Err(RestoreError::NotEmpty)));
        assert_eq!(target.files(), before);
    }
}

#[test]
fn stopping_leaves_the_folder_empty() {
    struct StopAt(u64);
    impl Progress for StopAt {
        fn advance(&self, done: u64, _total: u64) -> ControlFlow<()> {
            if done >= self.0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }
    let zip = backed_up(&laid_out(0, &small()));
    let size = zip.file("b.zip").len() as u64;
    for at in [0, size / 2, size + size / 2] {
        let target = MemFs::new(0);
        let done = restore(&zip, &path("b.zip"), &target, &StopAt(at));
        assert!(matches!(done, Err(RestoreError::Cancelled)), "{at}: {done:?}");
        assert!(target.is_empty());
    }
}

#[test]
fn a_damaged_bundle_is_refused() {
    let zip = backed_up(&laid_out(0, &small()));
    let mut bytes = zip.file("b.zip");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let damaged = MemFs::with(0, [("b.zip", &bytes[..])]);
    let target = MemFs::new(0);
    let done = restore(&damaged, &path("b.zip"), &target, &Silent);
    assert!(matches!(done, Err(RestoreError::Refused(findings)) if !findings.is_empty()));
    assert!(target.is_empty());
}

/// A backup that another program made, its manifests right.
fn forged(name: &str) -> MemFs {
    let (out, date) = (MemFs::new(0), options(true).date);
    let payload = [(format!("workspace/{name}"), Payload::Made(b"x"[..].into()))].into();
    let top = "Benson_ISTE-Portfolio-backup_2027-01-10".to_owned();
    let start =
        Start { language: "en", heading: "h".into(), paragraphs: vec![], link: None, draft: false };
    let start_here = start_here::page(&start, &Words::of("en"));
    let (contact, description, app) = ("a", "b".into(), "c");
    let kind = crate::package::Kind::Backup;
    Plan { kind, top, date, contact, description, app, payload, start_here }
        .write(&out, &out, &path("b.zip"), &Silent)
        .unwrap();
    out
}

#[test]
fn a_name_that_no_backup_holds_is_refused() {
    for name in [
        "=2E=2E/x",
        "a/=2E=2E/=2E=2E/x",
        "=2Fetc",
        "a=5Cb",
        "=00",
        "=FF",
        ".git/hooks/x",
        "=2Egit/x",
        ".artifolio/x",
    ] {
        let target = MemFs::new(0);
        let done = restore(&forged(name), &path("b.zip"), &target, &Silent);
        assert!(matches!(done, Err(RestoreError::Content { .. })), "{name}: {done:?}");
        assert!(target.is_empty(), "{name}");
    }
    assert_eq!(restored(&forged("a=2Fb/=3F"), 0).file("a/b/?"), b"x");
}

#[test]
fn a_file_that_was_exchanged_after_it_was_verified_is_found() {
    let zip = packed(&laid_out(0, &small()), true);
    let mut bundle = Bundle::open(&zip, &path("b.zip")).unwrap();
    let (_, digest) = bundle.text("data/portfolio.json").unwrap();
    bundle.must_be_listed("data/portfolio.json", &digest).unwrap();
    for (path, digest) in [("data/portfolio.json", &"0".repeat(64)), ("data/x", &digest)] {
        let refused = bundle.must_be_listed(path, digest);
        assert!(matches!(refused, Err(RestoreError::Content { .. })), "{path}");
    }
}

#[test]
fn an_id_is_a_uuid() {
    let id = uuid(&"0f".repeat(32));
    assert_eq!(id, "0f0f0f0f-0f0f-8f0f-8f0f-0f0f0f0f0f0f");
}
