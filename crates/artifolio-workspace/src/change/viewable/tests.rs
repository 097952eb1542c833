use std::collections::BTreeMap;
use std::io::Cursor;

use artifolio_core::progress::Silent;

use super::*;
use crate::change::apply::Ground;
use crate::change::journal::Journal;
use crate::data_dir::DataDir;
use crate::layout::fixed;
use crate::read::read;
use crate::testing::{MemFs, Tree};
use crate::unique;
use crate::viewable::{NotMade, Only, Tools, make, unshown};

const HEADER: &str = "---\nid: boards\nnumber: 3\nevidence:\n  # the scan\n  - id: scan\n    file: old/scan.tif\n  - id: again\n    \
    file: copy.tiff\n  - id: plan\n    file: plan.docx\n  - id: shown\n    file: shown.tif\n    viewable: shown.png\n---\nWords.\n";

fn tiff() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(4, 3).write_to(&mut bytes, image::ImageFormat::Tiff).unwrap();
    bytes.into_inner()
}

fn world() -> MemFs {
    let fs = MemFs::new().below("ws");
    let files = [
        ("portfolio.toml", b"format = 1\nid = \"w\"\n".to_vec()),
        ("artifacts/boards/artifact.md", HEADER.into()),
        ("artifacts/boards/old/scan.tif", tiff()),
        ("artifacts/boards/old/scan.viewable.png", b"somebody's".to_vec()),
        ("artifacts/boards/copy.tiff", tiff()),
        ("artifacts/boards/plan.docx", artifolio_clean::testing::docx(&[])),
        ("artifacts/boards/shown.tif", tiff()),
    ];
    files.iter().for_each(|(path, bytes)| fs.plant(path, bytes));
    fs
}

fn copies(fs: &MemFs, only: Only<'_>) -> (Copies, Vec<Outcome>) {
    let reading = read(fs, &Silent).unwrap();
    let data = tempfile::tempdir().unwrap();
    let items = unshown(&reading, only).unwrap();
    let tools = (&Tools::default(), &DataDir::at(data.path()));
    let outcomes = make(fs, &reading, &items, tools, &Silent).unwrap();
    let files: Arc<dyn Vfs> = Arc::new(fs.clone());
    (viewable_copies(&files, &reading, &outcomes).unwrap(), outcomes)
}

fn apply(fs: &MemFs, change: Change) -> Change {
    let journal = Journal::new(Arc::new(MemFs::new()), "w", "f", "/".into());
    Ground { files: fs, journal: &journal, unique: &unique() }.apply(change, &Silent).unwrap()
}

/// Without the trash.
fn portfolio(fs: &MemFs) -> Tree {
    let mut tree = fs.tree();
    tree.retain(|path, _| !path.is_below(&fixed(".artifolio")));
    tree
}

fn viewables(fs: &MemFs) -> BTreeMap<String, Option<String>> {
    let reading = read(fs, &Silent).unwrap();
    let items = reading.portfolio.artifact("boards").unwrap().header.evidence.clone();
    items.into_iter().map(|e| (e.id.to_string(), e.viewable.map(|v| v.to_string()))).collect()
}

#[test]
fn copies_lie_beside_the_originals_and_undo_brings_the_very_bytes_back() {
    let fs = world();
    let before = portfolio(&fs);
    let (change, outcomes) = copies(&fs, Only::default());
    let whys: Vec<_> = outcomes.iter().map(|o| o.copy.as_ref().err().copied()).collect();
    assert_eq!(whys, [None, None, Some(NotMade::NoTool)]);
    let back = apply(&fs, change.change);
    let some = |name: &str| Some(name.to_owned());
    // Two items of the same bytes have one copy; a name that is taken is left to whom it belongs.
    let copy = some("old/scan.viewable 2.png");
    let expected =
        [("again", copy.clone()), ("plan", None), ("scan", copy), ("shown", some("shown.png"))];
    assert_eq!(viewables(&fs), expected.map(|(id, v)| (id.to_owned(), v)).into());
    let after = portfolio(&fs);
    let stays = |(path, bytes): (&RelPath, &Option<Vec<u8>>)| {
        path.name() == "artifact.md" || after.get(path) == Some(bytes)
    };
    assert!(before.iter().all(stays));
    let header = after[&fixed("artifacts/boards/artifact.md")].clone().unwrap();
    assert!(String::from_utf8(header).unwrap().contains("# the scan"));
    assert!(copies(&fs, Only::default()).0.change.steps.is_empty(), "there is nothing more to do");
    let again = apply(&fs, back);
    assert!(portfolio(&fs) == before);
    let _ = apply(&fs, again);
    assert!(portfolio(&fs) == after);
}

#[test]
fn where_a_clean_copy_is_gone_nothing_is_made_of_the_original() {
    let fs = world();
    let of = crate::durable::Sha256::of(&tiff());
    let ledger = format!("[[copy]]\nsha256 = \"ab\"\nof_sha256 = \"{of}\"\nfile = \"scan.tif\"\n");
    fs.plant("artifacts/boards/cleaned/ledger.toml", ledger.as_bytes());
    let (change, outcomes) = copies(&fs, Only::default());
    assert_eq!(change.made, []);
    let whys: Vec<_> = outcomes.iter().map(|o| o.copy.as_ref().err().copied()).collect();
    let gone = Some(NotMade::Unreadable);
    assert_eq!(whys, [gone, gone, Some(NotMade::NoTool)]);
}

#[test]
fn only_what_was_asked_for_and_only_of_what_it_was_made() {
    let fs = world();
    let only = |evidence| Only { artifact: Some("boards"), evidence: Some(evidence) };
    let (change, outcomes) = copies(&fs, only("again"));
    assert_eq!(
        change.made.iter().map(|m| m.path.name()).collect::<Vec<_>>(),
        ["copy.viewable.png"]
    );
    let reading = read(&fs, &Silent).unwrap();
    assert!(matches!(unshown(&reading, only("none")), Err(VerbError::UnknownEvidence(_))));
    let unknown = Only { artifact: Some("none"), evidence: None };
    assert!(matches!(unshown(&reading, unknown), Err(VerbError::UnknownArtifact(_))));
    // Meanwhile the file became another one.
    let mut other = tiff();
    other.push(0);
    fs.plant("artifacts/boards/copy.tiff", &other);
    let files: Arc<dyn Vfs> = Arc::new(fs.clone());
    let reading = read(&fs, &Silent).unwrap();
    assert!(viewable_copies(&files, &reading, &outcomes).unwrap().change.steps.is_empty());
}

#[test]
fn a_copy_that_the_learner_made_is_taken_if_it_is_shown_everywhere() {
    let fs = world();
    let outside = MemFs::new();
    let pdf = artifolio_clean::testing::pdf("What we did", None);
    outside.plant("Plan final.pdf", &pdf);
    outside.plant("Plan.pdf", b"no PDF");
    outside.plant("Plan.docx", &artifolio_clean::testing::docx(&[]));
    let source = |name: &str| {
        let bytes = outside.tree()[&fixed(name)].clone().unwrap();
        let file = Outside {
            vfs: Arc::new(outside.clone()),
            path: fixed(name),
            size: bytes.len() as u64,
            sha256: crate::durable::Sha256::of(&bytes),
            content: Content::Whole,
        };
        Source { file, name: fixed(name) }
    };
    let add = |name: &str, id: &str| {
        let reading = read(&fs, &Silent).unwrap();
        add_viewable(&fs, &reading, ("boards", id), &source(name))
    };
    for name in ["Plan.pdf", "Plan.docx"] {
        assert!(matches!(add(name, "plan"), Err(VerbError::NotViewable(_))), "{name}");
    }
    assert!(matches!(add("Plan final.pdf", "none"), Err(VerbError::UnknownEvidence(_))));
    let _ = apply(&fs, add("Plan final.pdf", "plan").unwrap());
    assert_eq!(viewables(&fs)["plan"].as_deref(), Some("plan.viewable.pdf"));
    assert_eq!(fs.tree()[&fixed("artifacts/boards/plan.viewable.pdf")].as_ref(), Some(&pdf));
}
