use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Mutex;

use artifolio_core::drawing::{Drawer, NotDrawn};
use artifolio_core::progress::Silent;

use super::*;
use crate::change::apply::Ground;
use crate::change::journal::Journal;
use crate::data_dir::DataDir;
use crate::layout::fixed;
use crate::read::read;
use crate::testing::{MemFs, Tree};
use crate::unique;
use crate::viewable::{Makers, NotMade, Only, TOGETHER, Tools, make, unshown};

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

/// Draws whatever it gets as this, and remembers what it got.
#[derive(Debug)]
struct Brush(Result<Vec<u8>, NotDrawn>, Mutex<Vec<Vec<u8>>>);

impl Brush {
    fn with(drawn: Result<Vec<u8>, NotDrawn>) -> Self {
        Self(drawn, Mutex::default())
    }
}

impl Drawer for Brush {
    fn is_there(&self) -> bool {
        !matches!(self.0, Err(NotDrawn::NoProgram))
    }

    fn first_page(&self, pdf: &[u8], _: &dyn Fn() -> ControlFlow<()>) -> Result<Vec<u8>, NotDrawn> {
        self.1.lock().unwrap().push(pdf.to_vec());
        self.0.clone()
    }
}

fn png() -> Vec<u8> {
    artifolio_clean::testing::picture(image::ImageFormat::Png)
}

fn copies(fs: &MemFs, only: Only<'_>) -> (Copies, Vec<Outcome>) {
    copies_by(fs, only, &Brush::with(Err(NotDrawn::NoProgram)))
}

fn copies_by(fs: &MemFs, only: Only<'_>, drawer: &Brush) -> (Copies, Vec<Outcome>) {
    copies_within(fs, only, drawer, TOGETHER)
}

fn copies_within(
    fs: &MemFs,
    only: Only<'_>,
    drawer: &Brush,
    together: usize,
) -> (Copies, Vec<Outcome>) {
    let reading = read(fs, &Silent).unwrap();
    let data = tempfile::tempdir().unwrap();
    let items = unshown(&reading, only).unwrap();
    let (tools, data) = (&Tools::among(&[], drawer), &DataDir::at(data.path()));
    let makers = Makers { tools, data, drawer, together };
    let outcomes = make(fs, &reading, &items, makers, &Silent).unwrap();
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
    let gone = Some(NotMade::NoCleanCopy);
    assert_eq!(whys, [gone, gone, Some(NotMade::NoTool)]);
}

#[test]
fn the_same_file_is_shown_of_its_clean_copy_where_that_is_handed_in() {
    let fs = MemFs::new().below("ws");
    fs.plant("portfolio.toml", b"format = 1\nid = \"w\"\n");
    let mut smaller = Cursor::new(Vec::new());
    image::RgbImage::new(2, 1).write_to(&mut smaller, image::ImageFormat::Tiff).unwrap();
    let clean = smaller.into_inner();
    for id in ["a", "b"] {
        let header = format!("---\nid: {id}\nevidence:\n  - id: e\n    file: scan.tif\n---\n");
        fs.plant(&format!("artifacts/{id}/artifact.md"), header.as_bytes());
        fs.plant(&format!("artifacts/{id}/scan.tif"), &tiff());
    }
    let [of, sha256] = [&tiff(), &clean].map(|bytes| crate::durable::Sha256::of(bytes));
    let ledger =
        format!("[[copy]]\nsha256 = \"{sha256}\"\nof_sha256 = \"{of}\"\nfile = \"scan.tif\"\n");
    fs.plant("artifacts/b/cleaned/ledger.toml", ledger.as_bytes());
    fs.plant("artifacts/b/cleaned/scan.tif", &clean);
    let (_, outcomes) = copies(&fs, Only::default());
    let size = |outcome: &Outcome| {
        let copy = outcome.copy.as_ref().unwrap();
        image::load_from_memory(&copy.bytes).unwrap().into_rgb8().dimensions()
    };
    assert_eq!(outcomes.iter().map(size).collect::<Vec<_>>(), [(4, 3), (2, 1)]);
}

#[test]
fn a_copy_of_a_file_that_an_item_names_no_longer_is_left_out() {
    let fs = world();
    let only = Only { artifact: Some("boards"), evidence: Some("again") };
    let (_, outcomes) = copies(&fs, only);
    let header = HEADER.replace("copy.tiff", "plan.docx").replace("old/scan.tif", "copy.tiff");
    fs.plant("artifacts/boards/artifact.md", header.as_bytes());
    let files: Arc<dyn Vfs> = Arc::new(fs.clone());
    let reading = read(&fs, &Silent).unwrap();
    assert_eq!(viewable_copies(&files, &reading, &outcomes).unwrap().made, []);
}

#[test]
fn a_page_is_drawn_without_what_a_clean_copy_is_without() {
    let fs = MemFs::new().below("ws");
    fs.plant("portfolio.toml", b"format = 1\nid = \"w\"\n");
    fs.plant(
        "artifacts/a/artifact.md",
        b"---\nid: a\nevidence:\n  - id: e\n    file: a.pdf\n---\n",
    );
    let told = artifolio_clean::testing::pdf("What we did", Some("Luz Marin"));
    fs.plant("artifacts/a/a.pdf", &told);
    let brush = Brush::with(Ok(png()));
    let _ = copies_by(&fs, Only::default(), &brush);
    let drawn = brush.1.lock().unwrap()[0].clone();
    let holds = |pdf: &[u8]| pdf.windows(9).any(|part| part == b"Luz Marin");
    assert!(holds(&told) && !holds(&drawn));
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
fn what_would_fill_the_memory_comes_with_the_next_run() {
    let fs = papers();
    let brush = Brush::with(Ok(png()));
    let at_once = copies_by(&fs, Only::default(), &brush).0.change.steps.len();
    let mut steps = 0;
    loop {
        let (change, outcomes) = copies_within(&fs, Only::default(), &brush, 0);
        let imports = change.change.steps.iter().filter(|s| matches!(s, Step::Import { .. }));
        if imports.count() == 0 {
            break;
        }
        let later = outcomes.iter().filter(|o| o.copy.as_ref().err() == Some(&NotMade::Later));
        assert!(steps > 0 || later.count() > 0, "nothing was put off");
        assert_eq!(change.change.steps.len(), 2, "a picture, and the header that names it");
        steps += 1;
        let _ = apply(&fs, change.change);
    }
    assert!(steps > 1 && steps < at_once, "{steps} {at_once}");
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

/// What has no picture, each in its way.
const PAPERS: &str = "---\nid: papers\nnumber: 4\nevidence:\n  - id: sheet\n    file: sheet.pdf\n  - id: again\n    file: again.pdf\n  \
    - id: plan\n    file: plan.docx\n    viewable: plan copy.pdf\n  - id: page\n    link: https://example.org/\n    \
    capture: page.pdf\n  - id: film\n    file: film.mp4\n  - id: drawn\n    file: drawn.pdf\n    viewable: drawn.png\n  - id: has\n    \
    file: has.pdf\n    poster: has.png\n  - id: words\n    file: words.txt\n---\nWords.\n";

fn papers() -> MemFs {
    let fs = MemFs::new().below("ws");
    let pdf = |words| artifolio_clean::testing::pdf(words, Some("Rosa Diaz"));
    let files = [
        ("portfolio.toml", b"format = 1\nid = \"w\"\n".to_vec()),
        ("artifacts/papers/artifact.md", PAPERS.into()),
        ("artifacts/papers/sheet.pdf", pdf("sheet")),
        ("artifacts/papers/again.pdf", pdf("sheet")),
        ("artifacts/papers/plan.docx", artifolio_clean::testing::docx(&[])),
        ("artifacts/papers/plan copy.pdf", pdf("plan")),
        ("artifacts/papers/page.pdf", pdf("page")),
        (
            "artifacts/papers/film.mp4",
            artifolio_clean::testing::mp4(b"isom", &[("vide", b"avc1")], &[]),
        ),
        ("artifacts/papers/drawn.pdf", pdf("drawn")),
        ("artifacts/papers/drawn.png", png()),
        ("artifacts/papers/has.pdf", pdf("has")),
        ("artifacts/papers/has.png", png()),
        ("artifacts/papers/words.txt", b"words".to_vec()),
    ];
    files.iter().for_each(|(path, bytes)| fs.plant(path, bytes));
    fs
}

#[test]
fn posters_are_drawn_of_what_has_no_picture_and_undo_brings_the_very_bytes_back() {
    let fs = papers();
    let before = portfolio(&fs);
    let brush = Brush::with(Ok(png()));
    let (change, outcomes) = copies_by(&fs, Only::default(), &brush);
    assert_eq!(change.change.label, "posters");
    let whys: Vec<_> =
        outcomes.iter().map(|o| (&*o.evidence, o.copy.as_ref().err().copied())).collect();
    let film = ("film", Some(NotMade::NoTool));
    assert_eq!(whys, [("sheet", None), ("again", None), ("plan", None), ("page", None), film]);
    assert_eq!(brush.1.lock().unwrap().len(), 3, "the same bytes are drawn once");
    let made: Vec<_> = change.made.iter().map(|m| (&*m.evidence, m.path.name())).collect();
    assert_eq!(
        made,
        [
            ("sheet", "sheet.poster.png"),
            ("again", "sheet.poster.png"),
            ("plan", "plan.poster.png"),
            ("page", "page.poster.png")
        ]
    );
    let back = apply(&fs, change.change);
    let header =
        String::from_utf8(fs.tree()[&fixed("artifacts/papers/artifact.md")].clone().unwrap());
    assert!(header.unwrap().contains("viewable: plan copy.pdf\n    poster: plan.poster.png\n"));
    assert!(fs.tree()[&fixed("artifacts/papers/plan.poster.png")].as_ref() == Some(&png()));
    assert!(copies_by(&fs, Only::default(), &brush).0.change.steps.is_empty());
    let _ = apply(&fs, back);
    assert!(portfolio(&fs) == before);
}

#[test]
fn a_poster_is_of_the_clean_copy_and_of_nothing_where_that_is_gone() {
    let fs = papers();
    let only = Only { artifact: Some("papers"), evidence: Some("sheet") };
    let (told, clean) =
        (fs.tree()[&fixed("artifacts/papers/sheet.pdf")].clone().unwrap(), b"clean");
    let hash = crate::durable::Sha256::of;
    let ledger = format!(
        "[[copy]]\nsha256 = \"{}\"\nof_sha256 = \"{}\"\nfile = \"sheet.pdf\"\nof = \"sheet.pdf\"\n",
        hash(clean),
        hash(&told)
    );
    fs.plant("artifacts/papers/cleaned/ledger.toml", ledger.as_bytes());
    let brush = Brush::with(Ok(png()));
    let (change, outcomes) = copies_by(&fs, only, &brush);
    assert_eq!(outcomes[0].copy.as_ref().err(), Some(&NotMade::NoCleanCopy));
    assert!(change.change.steps.is_empty() && brush.1.lock().unwrap().is_empty());
    fs.plant("artifacts/papers/cleaned/sheet.pdf", clean);
    assert_eq!(copies_by(&fs, only, &brush).0.made.len(), 1);
    assert_eq!(*brush.1.lock().unwrap(), [clean]);
}

#[test]
fn what_a_drawer_gives_is_judged_and_why_it_gives_nothing_is_told() {
    let fs = papers();
    let only = Only { artifact: Some("papers"), evidence: Some("sheet") };
    let half = png()[..40].to_vec();
    for (drawn, why) in [
        (Ok(half), NotMade::Failed),
        (Ok(b"<svg/>".to_vec()), NotMade::Failed),
        (Err(NotDrawn::NoProgram), NotMade::NoTool),
        (Err(NotDrawn::Unreadable), NotMade::Unreadable),
        (Err(NotDrawn::TooLong), NotMade::TooLong),
    ] {
        let (change, outcomes) = copies_by(&fs, only, &Brush::with(drawn));
        assert_eq!(outcomes[0].copy.as_ref().err(), Some(&why));
        assert!(change.change.steps.is_empty());
    }
    // It has one by now.
    let (_, outcomes) = copies_by(&fs, only, &Brush::with(Ok(png())));
    let named = PAPERS.replace("file: sheet.pdf\n", "file: sheet.pdf\n    poster: has.png\n");
    fs.plant("artifacts/papers/artifact.md", named.as_bytes());
    let (files, reading): (Arc<dyn Vfs>, _) = (Arc::new(fs.clone()), read(&fs, &Silent).unwrap());
    assert!(viewable_copies(&files, &reading, &outcomes).unwrap().change.steps.is_empty());
}
