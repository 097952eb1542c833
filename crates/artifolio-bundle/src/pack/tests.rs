//! What a submission may never say, never depend on, and never leave behind.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use artifolio_core::finding::Subject;
use artifolio_core::progress::Silent;
use artifolio_core::source::EntryKind;
use artifolio_verify::package::Package;
use proptest::prelude::*;

use super::*;
use crate::backup;
use crate::testing::generated::{Files, laid_out, workspace};
use crate::testing::{Echo, MemFs, parts, path, read_workspace};

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 10).unwrap()
}

fn packed_as(
    source: &MemFs,
    out: &MemFs,
    report: &Report,
    draft: bool,
    progress: &dyn Progress,
) -> Result<Packed, PackError> {
    let (portfolio, profile) = read_workspace(source);
    let options = PackOptions { date: date(), draft, app: "artifolio 0.1.0", printer: &Echo };
    pack(source, &portfolio, &profile, report, out, &path("b.zip"), &options, progress)
}

fn packed(source: &MemFs) -> MemFs {
    let out = MemFs::new(0);
    packed_as(source, &out, &Report::default(), false, &Silent)
        .unwrap_or_else(|e| panic!("{e}: {e:?}"));
    out
}

/// Every file of a zip, by path below the top folder.
fn unzipped(fs: &MemFs) -> BTreeMap<String, Vec<u8>> {
    let mut package = Package::open(Cursor::new(fs.file("b.zip"))).unwrap();
    let paths: Vec<_> = package.entries().map(|(path, _)| path.clone()).collect();
    let read = |path: &RelPath| {
        let mut bytes = vec![];
        package.read(path).unwrap().read_to_end(&mut bytes).unwrap();
        (path.as_str().split_once('/').unwrap().1.to_owned(), bytes)
    };
    paths.iter().map(read).collect()
}

const SETTINGS: &str = "format = 1\nid = \"w\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n";

fn small() -> Files {
    Files(vec![
        ("portfolio.toml".into(), SETTINGS.into()),
        (
            "criteria/1a.md".into(),
            b"---\nartifacts:\n  - id: a\n---\nSee [it](../artifacts/a/x.png).\n".to_vec(),
        ),
        (
            "artifacts/a/artifact.md".into(),
            b"---\nid: a\nevidence:\n  - id: e\n    file: x.png\n---\nText\n".to_vec(),
        ),
        ("artifacts/a/x.png".into(), b"\x89PNG".repeat(1_000)),
    ])
}

/// A workspace with the word in every place that docs/workspace.md does not call public.
fn with_secret(word: &str) -> Files {
    let settings = format!(
        "# {word}1\nformat = 1\nid = \"{word}2\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\nlearners = \"{word}3\"\n\
         unknown = \"{word}4\"\n[statement]\nunknown = \"{word}43\"\n[[dates.extensions]]\ndue = 2027-01-10\nnote = \"{word}5\"\n[[waived]]\nrule = \"{word}6\"\n\
         kind = \"artifact\"\nid = \"{word}7\"\nfile = \"{word}8\"\nfield = \"{word}9\"\nreason = \"{word}10\"\ndigest = \"{word}11\"\n"
    );
    let profile = format!(
        "# {word}12\nunknown = \"{word}13\"\n[reflection]\ngoals = [\"{word}14\"]\n[rule.x]\nseverity = \"off\"\nsource = \"{word}15\"\n\
         [criterion.1a]\ntext = \"{word}16\"\nchecklist = [\"{word}17\"]\nchange = \"{word}18\"\ncode = {{ 1999 = \"{word}19\" }}\n"
    );
    let entry = format!(
        "---\n# {word}20\nunknown: {word}21\nartifacts:\n  - id: {word}-a\n    pin: {{ evidence: {word}-e, page: 2 }}\n\
         checklist:\n  - text: {word}22\n    done: true\nedition: {word}23\nnote: {word}24\n---\n\
         Public. <!-- {word}25 -->\n\n[{word}26]: {word}27.txt\n\n[Public link](../artifacts/{word}%20folder/{word}%20x.png) [other]({word}28.txt)\n"
    );
    let artifact = format!(
        "---\nid: {word}-a\nnumber: 1\ntitle: Title\nmakers:\n  - name: {word}29\n    shown_as: a colleague\npeople:\n  - who: {word}30\n\
         \x20   shown_in: [{word}-e]\n    note: {word}31\n    consent: given\n    until: 2027-01-10\nredact: [{word}32]\nnote: {word}33 # {word}34\nevidence:\n  - id: {word}-e\n\
         \x20   file: {word} x.png\n    transcript: essay.{word}\n    sha256: {}\n    unknown: {word}35\n---\nText <!-- {word}36 -->\n",
        "0".repeat(64)
    );
    let planned = format!("---\nid: planned\nstate: planned\ntitle: {word}37\n---\n{word}38\n");
    let folder = format!("artifacts/{word} folder");
    Files(vec![
        ("portfolio.toml".into(), settings.into()),
        ("profile.toml".into(), profile.into()),
        ("criteria/1a.md".into(), entry.clone().into()),
        ("reflection.md".into(), entry.into()),
        (format!("{folder}/artifact.md"), artifact.into()),
        (format!("{folder}/{word} x.png"), b"\x89PNG evidence".to_vec()),
        (format!("{folder}/essay.{word}"), b"evidence".to_vec()),
        (format!("{folder}/unlisted.txt"), format!("{word}39").into()),
        ("artifacts/later/artifact.md".into(), planned.into()),
        ("feedback/review.md".into(), format!("{word}40").into()),
        ("submissions/receipt.txt".into(), format!("{word}41").into()),
        ("criteria/notes.txt".into(), format!("{word}42").into()),
    ])
}

#[test]
fn nothing_private_is_in_a_submission_and_all_of_it_in_a_backup() {
    const WORD: &str = "zqxsecret";
    let source = laid_out(0, &with_secret(WORD));
    let (settings, out) = (read_workspace(&source).0.settings, MemFs::new(0));
    backup(&source, &settings, &out, &path("b.zip"), date(), "artifolio 0.1.0", &Silent).unwrap();
    let kept: String = unzipped(&out)
        .iter()
        .map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(bytes)))
        .collect();
    for n in 1..=43 {
        assert!(kept.contains(&format!("{WORD}{n}")), "{WORD}{n} is not in the backup");
    }
    for name in ["-a", "-e", " folder", " x.png"] {
        assert!(kept.contains(&format!("{WORD}{name}")), "{WORD}{name} is not in the backup");
    }
    let zip = packed(&source);
    assert!(!String::from_utf8_lossy(&zip.file("b.zip")).contains(WORD));
    let mut files = unzipped(&zip);
    for (part, text) in parts(&files["data/alignment-map.docx"]) {
        files.insert(format!("alignment-map.docx: {part}"), text.into_bytes());
    }
    for (path, bytes) in files {
        assert!(!path.contains(WORD), "{path}");
        let text = String::from_utf8_lossy(&bytes);
        let at = text.find(WORD);
        assert!(
            at.is_none(),
            "{path}: {}",
            at.map_or("", |at| &text[at..]).chars().take(80).collect::<String>()
        );
    }
    let consent =
        |path: &str| String::from_utf8_lossy(&unzipped(&zip)[path]).contains("consent is on file");
    assert!(consent("data/index.html") && consent("data/artifacts/1.html"));
    let public = &unzipped(&zip)["data/criteria/2.html"];
    assert!(
        String::from_utf8_lossy(public)
            .contains("../artifacts/Benson_Artifact1/Benson_Artifact1_1.png#page=2")
    );
}

#[test]
fn names_and_contents_are_those_of_the_contract() {
    let zip = packed(&laid_out(0, &small()));
    let files = unzipped(&zip);
    for expected in [
        "bagit.txt",
        "bag-info.txt",
        "bagit-profile.json",
        "START-HERE.html",
        "manifest-sha256.txt",
        "tagmanifest-sha512.txt",
        "data/index.html",
        "data/criteria/25.html",
        "data/artifacts/1.html",
        "data/artifacts/Benson_Artifact1/Benson_Artifact1.png",
        "data/portfolio.json",
    ] {
        assert!(files.contains_key(expected), "{expected}");
    }
    let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
    let labels: Vec<_> = info.lines().map(|l| l.split_once(": ").unwrap().0).collect();
    assert_eq!(
        labels,
        [
            "Source-Organization",
            "Contact-Name",
            "Bagging-Date",
            "External-Description",
            "External-Identifier",
            "Payload-Oxum",
            "Bag-Software-Agent",
            "BagIt-Profile-Identifier",
            "Artifolio-Package",
            "Artifolio-Bundle-Format",
            "Draft",
        ]
    );
    assert!(info.contains("External-Identifier: Benson_ISTE-Portfolio_2027-01-10\n"));
    let data = files["data/portfolio.json"].clone();
    let map = "See [it](artifacts/Benson_Artifact1/Benson_Artifact1.png).";
    let data: serde_json::Value = serde_json::from_slice(&data).unwrap();
    assert_eq!(data["criteria"][0]["markdown"], map);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_listings_and_the_times_of_files_change_nothing(files in workspace(), seed: u64) {
        let bytes = packed(&laid_out(0, &files)).file("b.zip");
        prop_assert!(packed(&laid_out(seed, &files)).file("b.zip") == bytes);
    }

    #[test]
    fn the_data_file_obeys_its_schema(files in workspace()) {
        let schema = include_str!("../../../../docs/schema/portfolio.schema.json");
        let schema = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
        let files = unzipped(&packed(&laid_out(0, &files)));
        let data = serde_json::from_slice(&files["data/portfolio.json"]).unwrap();
        let faults: Vec<_> = schema.iter_errors(&data).map(|e| e.to_string()).collect();
        prop_assert!(faults.is_empty(), "{:?}", faults);
    }
}

#[test]
fn a_final_bundle_is_refused_with_every_required_finding() {
    let finding = |rule, severity| Finding::new(rule, severity, Subject::portfolio());
    let report = Report {
        findings: vec![
            finding("a", Severity::Required),
            finding("b", Severity::Recommended),
            finding("c", Severity::Required),
        ],
        ..Report::default()
    };
    let (source, out) = (laid_out(0, &small()), MemFs::new(0));
    match packed_as(&source, &out, &report, false, &Silent) {
        Err(PackError::Refused(all)) => {
            assert_eq!(all.iter().map(|f| f.rule).collect::<Vec<_>>(), ["a", "c"]);
        }
        other => panic!("{other:?}"),
    }
    assert!(out.is_empty());
    let draft = packed_as(&source, &out, &report, true, &Silent).unwrap();
    assert!(draft.draft);
    let files = unzipped(&out);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(String::from_utf8_lossy(bytes).contains("<strong>Draft.</strong>"), "{path}");
    }
    assert!(String::from_utf8_lossy(&files["bag-info.txt"]).ends_with("Draft: true\n"));
}

#[test]
fn a_readers_copy_is_never_refused_and_keeps_its_mark() {
    let report = Report {
        findings: vec![Finding::new("a", Severity::Required, Subject::portfolio())],
        ..Report::default()
    };
    for draft in [true, false] {
        let mut files = small();
        files.0[0].1.extend(format!("[reader_copy]\ndraft = {draft}\n").bytes());
        let source = laid_out(0, &files);
        assert_eq!(
            packed_as(&source, &MemFs::new(0), &report, !draft, &Silent).unwrap().draft,
            draft
        );
    }
}

#[test]
fn a_failure_at_any_step_leaves_what_was_there() {
    let source = laid_out(0, &small());
    let out = packed(&source);
    let steps = out.fail_at(None);
    assert!(steps > 20, "{steps}");
    for step in 0..steps {
        let out = MemFs::with(0, [("b.zip", &b"before"[..])]);
        out.fail_at(Some(step));
        // Looking whether something stands in the place is no step that must succeed.
        if step > 0 {
            let failed = packed_as(&source, &out, &Report::default(), false, &Silent);
            let last = step + 1 == steps;
            if last {
                assert!(matches!(failed, Err(PackError::Unconfirmed { .. })), "{failed:?}");
            } else {
                assert!(matches!(failed, Err(PackError::Write { .. })), "step {step}: {failed:?}");
                assert_eq!(out.file("b.zip"), b"before", "step {step}");
            }
        }
        assert!(out.files().keys().all(|p| p.name() == "b.zip"), "{:?}", out.files().keys());
    }
}

#[test]
fn a_fault_of_the_disk_after_writing_is_found() {
    let source = laid_out(0, &small());
    let out = MemFs::new(0);
    out.flip_on_sync();
    let failed = packed_as(&source, &out, &Report::default(), false, &Silent);
    assert!(
        matches!(failed, Err(PackError::Unverified { ref findings, .. }) if !findings.is_empty()),
        "{failed:?}"
    );
    assert!(out.is_empty());
}

/// Stops when so much was told, and remembers the most.
struct StopAt(u64, AtomicU64);

impl Progress for StopAt {
    fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
        assert!(done <= total, "{done} of {total}");
        self.1.fetch_max(done, Ordering::Relaxed);
        if done >= self.0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn stopping_at_any_time_leaves_nothing() {
    let source = laid_out(0, &small());
    let heard = StopAt(u64::MAX, AtomicU64::new(0));
    packed_as(&source, &MemFs::new(0), &Report::default(), false, &heard).unwrap();
    let total = heard.1.load(Ordering::Relaxed);
    for tenth in 0..=9 {
        let (out, stop) = (MemFs::new(0), StopAt(total * tenth / 10, AtomicU64::new(0)));
        let stopped = packed_as(&source, &out, &Report::default(), false, &stop);
        assert!(matches!(stopped, Err(PackError::Cancelled)), "{tenth}: {stopped:?}");
        assert!(out.is_empty());
    }
}

#[test]
fn a_second_run_never_meets_the_first() {
    let source = laid_out(0, &small());
    let out = MemFs::with(0, [("b.zip.partial", &b"of another run"[..])]);
    packed_as(&source, &out, &Report::default(), false, &Silent).unwrap();
    assert_eq!(out.file("b.zip.partial"), b"of another run");
    for n in 2..=9 {
        out.put(&format!("b.zip.{n}.partial"), b"x");
    }
    let busy = packed_as(&source, &out, &Report::default(), false, &Silent);
    assert!(matches!(busy, Err(PackError::Busy(_))), "{busy:?}");
    assert_eq!(out.files().len(), 10);
}

#[test]
fn what_a_run_left_that_was_cut_off_is_taken_away_by_a_later_one() {
    const MINUTE: i64 = 60_000_000_000;
    let source = laid_out(0, &small());
    let left = ["b.zip.partial", "b.zip.3.partial", "b.zip.9.partial"];
    let out = MemFs::with(0, left.map(|name| (name, &b"x"[..])));
    out.put("other.zip.partial", b"x");
    out.age("b.zip.partial", 11 * MINUTE);
    out.age("b.zip.3.partial", 9 * MINUTE);
    out.age("b.zip.9.partial", -11 * MINUTE);
    out.age("other.zip.partial", 11 * MINUTE);
    packed_as(&source, &out, &Report::default(), false, &Silent).unwrap();
    let names: Vec<_> = out.files().into_keys().map(|path| path.to_string()).collect();
    assert_eq!(names, ["b.zip", "b.zip.3.partial", "other.zip.partial"]);
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let source = laid_out(0, &small());
    let out = MemFs::new(0);
    out.put_other("b.zip", EntryKind::Link);
    let taken = packed_as(&source, &out, &Report::default(), false, &Silent);
    assert!(matches!(taken, Err(PackError::NameTaken(_))), "{taken:?}");
    assert!(out.is_empty());
}

#[test]
fn evidence_that_changed_since_it_was_read_stops_the_run() {
    let changes: [fn(&MemFs); 3] = [
        |fs| fs.put("artifacts/a/x.png", &b"\x89PNX".repeat(1_000)),
        |fs| fs.put("artifacts/a/x.png", b"shorter"),
        |fs| fs.put("artifacts/a/x.png", &b"\x89PNG".repeat(1_001)),
    ];
    for change in changes {
        let (source, out) = (laid_out(0, &small()), MemFs::new(0));
        let (portfolio, profile) = read_workspace(&source);
        change(&source);
        let options = PackOptions { date: date(), draft: true, app: "a", printer: &Echo };
        let report = Report::default();
        let failed =
            pack(&source, &portfolio, &profile, &report, &out, &path("b.zip"), &options, &Silent);
        assert!(
            matches!(failed, Err(PackError::Changed(ref p)) if p.name() == "x.png"),
            "{failed:?}"
        );
        assert!(out.is_empty());
    }
}

#[test]
fn a_disk_without_room_is_said_before_a_byte_is_written() {
    let source = laid_out(0, &small());
    let (out, report) = (MemFs::new(0), Report::default());
    let size = packed(&source).file("b.zip").len() as u64;
    out.say_free(size / 2);
    let refused = packed_as(&source, &out, &report, false, &Silent);
    let full = |e: &PackError| matches!(e, PackError::Write { source, .. } if source.kind() == io::ErrorKind::StorageFull);
    assert!(refused.as_ref().is_err_and(full), "{refused:?}");
    assert!(out.is_empty());
    out.say_free(2 * size);
    assert!(packed_as(&source, &out, &report, false, &Silent).is_ok());
}
