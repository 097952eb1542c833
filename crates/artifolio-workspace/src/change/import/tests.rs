#![allow(clippy::disallowed_methods, reason = "tests prepare and look at real folders")]

use artifolio_core::progress::Silent;

use super::*;
use crate::change::apply::Ground;
use crate::change::journal::Journal;
use crate::durable::Sha256;
use crate::read::read;
use crate::testing::MemFs;
use crate::unique;

fn world() -> MemFs {
    let fs = MemFs::new().below("ws");
    fs.plant("portfolio.toml", b"format = 1\nid = \"w\"\n");
    fs.plant(
        "artifacts/boards/artifact.md",
        b"---\nid: boards\nnumber: 3\nevidence:\n  - id: board\n    file: Board.PNG\n---\nWhy.\n",
    );
    fs.plant("artifacts/boards/Board.PNG", b"picture");
    fs
}

fn reading(fs: &MemFs) -> Reading {
    read(fs, &Silent).unwrap()
}

fn given(files: &[(&str, &str)]) -> Vec<Source> {
    let outside = MemFs::new();
    for (name, text) in files {
        outside.plant(name, text.as_bytes());
    }
    let outside: Arc<dyn Vfs> = Arc::new(outside);
    let mut told = Told::new(&Silent, 0);
    let found = files.iter().map(|(name, text)| Found {
        vfs: Arc::clone(&outside),
        path: fixed(name),
        name: fixed(name),
        size: text.len() as u64,
    });
    found.map(|found| found.hashed(&mut told).unwrap()).collect()
}

fn import(fs: &MemFs, files: &[(&str, &str)], into: Option<&str>, title: &str) -> Import {
    let import = import_files(fs, &reading(fs), &given(files), into, title).unwrap();
    let journal = Journal::new(Arc::new(MemFs::new()), "w", "f", "/".into());
    Ground { files: fs, journal: &journal, unique: &unique() }
        .apply(import.change.clone(), &Silent)
        .unwrap();
    import
}

#[test]
fn files_become_a_new_artifact() {
    let fs = world();
    let done =
        import(&fs, &[("Lesson: plan.txt", "plan"), ("Núñez.csv", "a,b")], None, "Lesson: plan");
    assert_eq!(done.artifact.as_str(), "lesson-plan");
    assert_eq!(
        done.added,
        [fixed("artifacts/lesson-plan/Lesson- plan.txt"), fixed("artifacts/lesson-plan/Núñez.csv")]
    );
    let reading = reading(&fs);
    assert_eq!(reading.findings, []);
    let artifact = reading.portfolio.artifact("lesson-plan").unwrap();
    assert_eq!((artifact.header.number, artifact.header.title.as_str()), (Some(4), "Lesson: plan"));
    assert!(artifact.unlisted.is_empty());
    let evidence: Vec<_> = artifact
        .header
        .evidence
        .iter()
        .map(|e| (e.id.as_str(), e.file.as_ref().unwrap().as_str()))
        .collect();
    assert_eq!(evidence, [("lesson-plan", "Lesson- plan.txt"), ("nunez", "Núñez.csv")]);
    for item in &artifact.header.evidence {
        let path = artifact.resolve(item.file.as_ref().unwrap());
        assert_eq!(item.sha256.as_ref(), Some(&reading.portfolio.files[&path].sha256));
    }
    let again = import(&fs, &[("x.txt", "x")], None, "Lesson: plan");
    assert_eq!(again.artifact.as_str(), "lesson-plan-2");
    assert_eq!(import(&fs, &[("x.txt", "x")], None, "").artifact.as_str(), "artifact");
}

#[test]
fn a_folder_that_is_there_without_a_portfolio_knowing_is_never_used() {
    let fs = world();
    fs.plant("artifacts/Trip/photo.jpg", b"mine");
    let done = import(&fs, &[("photo.jpg", "new")], None, "Trip");
    assert_eq!(done.artifact.as_str(), "trip-2");
    assert_eq!(fs.tree()[&fixed("artifacts/Trip/photo.jpg")].as_deref(), Some(&b"mine"[..]));
}

#[test]
fn files_join_an_artifact_and_meet_no_twin() {
    let fs = world();
    fs.plant_other("artifacts/boards/link.png", EntryKind::Link);
    fs.plant("artifacts/boards/Photos/one.png", b"1");
    let files = [
        ("board.png", "2"),
        ("artifact.md", "3"),
        ("LINK.png", "4"),
        ("photos/one.png", "5"),
        ("photos/two.png", "6"),
        ("con.png", "7"),
        ("board 2.png", "8"),
    ];
    let done = import(&fs, &files, Some("boards"), "not used");
    let added: Vec<_> =
        done.added.iter().map(|p| p.as_str().strip_prefix("artifacts/boards/").unwrap()).collect();
    assert_eq!(
        added,
        [
            "board 2.png",
            "artifact 2.md",
            "LINK 2.png",
            "Photos/one 2.png",
            "Photos/two.png",
            "file-con.png",
            "board 2 2.png"
        ]
    );
    let tree = fs.tree();
    assert_eq!(tree[&fixed("artifacts/boards/Board.PNG")].as_deref(), Some(&b"picture"[..]));
    let reading = reading(&fs);
    let boards = reading.portfolio.artifact("boards").unwrap();
    assert_eq!(
        (boards.header.number, boards.header.evidence.len(), boards.reflection.as_str()),
        (Some(3), 8, "Why.\n")
    );
    let ids: std::collections::BTreeSet<_> =
        boards.header.evidence.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids.len(), 8, "every item has an id of its own");
    assert_eq!(boards.unlisted, [fixed("artifacts/boards/Photos/one.png")]);
}

#[test]
fn what_cannot_be_imported_is_told() {
    let fs = world();
    let r = reading(&fs);
    let none = import_files(&fs, &r, &[], None, "x");
    assert!(matches!(none, Err(VerbError::NothingToImport)));
    let unknown = import_files(&fs, &r, &given(&[("a.txt", "a")]), Some("none"), "");
    assert!(matches!(unknown, Err(VerbError::UnknownArtifact(_))));
    fs.plant("artifacts/boards/artifact.md", b"---\nid: boards\ntitle: changed\n---\n");
    let changed = import_files(&fs, &r, &given(&[("a.txt", "a")]), Some("boards"), "");
    assert!(matches!(changed, Err(VerbError::Changed(_))));
}

#[test]
fn files_and_folders_of_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(path("Field_trip/photos")).unwrap();
    std::fs::write(path("Field_trip/photos/a.jpg"), "a").unwrap();
    std::fs::write(path("Field_trip/plan.txt"), "plan").unwrap();
    std::fs::write(path("Field_trip/.DS_Store"), "x").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", path("Field_trip/link")).unwrap();
    std::os::unix::fs::symlink(path("Field_trip/plan.txt"), path("shortcut.txt")).unwrap();

    let (found, title) = sources(&[path("Field_trip"), path("shortcut.txt")], &Silent).unwrap();
    assert_eq!(title, "Field trip");
    let names: Vec<_> = found.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["photos/a.jpg", "plan.txt", "shortcut.txt"]);
    assert_eq!(found[2].file.sha256, Sha256::of(b"plan"));
    assert_eq!(sources(&[path("Field_trip/plan.txt")], &Silent).unwrap().1, "plan");

    std::fs::create_dir(path("2027.photos")).unwrap();
    std::fs::write(path("2027.photos/a.jpg"), "a").unwrap();
    assert_eq!(sources(&[path("2027.photos")], &Silent).unwrap().1, "2027.photos");

    struct Stop;
    impl Progress for Stop {
        fn advance(&self, done: u64, total: u64) -> std::ops::ControlFlow<()> {
            assert_eq!((done, total), (1, 5));
            std::ops::ControlFlow::Break(())
        }
    }
    assert!(matches!(sources(&[path("Field_trip")], &Stop), Err(VerbError::Cancelled)));

    std::fs::create_dir(path("empty")).unwrap();
    assert!(matches!(sources(&[path("empty")], &Silent), Err(VerbError::NothingToImport)));
    assert!(matches!(sources(&[], &Silent), Err(VerbError::NothingToImport)));
    for bad in ["absent", "Field_trip/.DS_Store"] {
        assert!(
            matches!(sources(&[path(bad)], &Silent), Err(VerbError::NotImportable(_))),
            "{bad}"
        );
    }
}
