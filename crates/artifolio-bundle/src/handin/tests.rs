//! What is laid out, what is left alone, and that no map leads nowhere.

use artifolio_core::check::Report;
use artifolio_core::finding::{Finding, Severity, Subject};
use artifolio_core::progress::Silent;

use super::*;
use crate::error::PackError;
use crate::testing::generated::{Files, laid_out};
use crate::testing::{MemFs, parts, read_workspace};

fn source() -> MemFs {
    let artifact = |id: &str, number: u32, evidence: &str| {
        format!(
            "---\nid: {id}\nnumber: {number}\ntitle: Title {id}\nevidence:\n{evidence}---\nText\n"
        )
    };
    laid_out(
        0,
        &Files(vec![
            ("portfolio.toml".into(), b"format = 1\nid = \"w\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n".to_vec()),
            ("reflection.md".into(), b"---\n---\nI teach. See [it](artifacts/a/mia.png).\n".to_vec()),
            (
                "criteria/1a.md".into(),
                b"---\nartifacts:\n  - id: a\n    pin: { evidence: e, region: the left }\n  - id: b\n    role: supporting\n---\nSee [it](../artifacts/a/mia.png).\n\n- one\n- two\n".to_vec(),
            ),
            (
                "artifacts/a/artifact.md".into(),
                artifact("a", 1, "  - id: e\n    file: mia.png\n").into_bytes(),
            ),
            ("artifacts/a/mia.png".into(), b"\x89PNG a".to_vec()),
            (
                "artifacts/b/artifact.md".into(),
                artifact("b", 2, "  - id: e\n    file: x.pdf\n  - id: f\n    link: https://b.example/\n    capture: y.png\n").into_bytes(),
            ),
            ("artifacts/b/x.pdf".into(), b"%PDF b".to_vec()),
            ("artifacts/b/y.png".into(), b"\x89PNG b".to_vec()),
        ]),
    )
}

fn folder(source: &MemFs) -> UploadFolder {
    let (portfolio, profile) = read_workspace(source);
    UploadFolder::of(&portfolio, &profile, false)
}

fn lay(source: &MemFs, kept: &HandIn, target: &MemFs) -> Result<LaidOut, HandInError> {
    folder(source).lay_out(source, &Report::default(), kept, target, &Silent)
}

/// Every file has an address that ends in a number.
fn known(source: &MemFs) -> HandIn {
    let mut kept = HandIn::default();
    for (n, name) in folder(source).missing(&kept).iter().enumerate() {
        kept.set_address(name, Some(format!("https://d.example/{n}")));
    }
    kept
}

fn names(target: &MemFs) -> Vec<String> {
    target.files().keys().map(ToString::to_string).collect()
}

const FILES: [&str; 5] = [
    "Benson_Artifact1.png",
    "Benson_Artifact2_1.pdf",
    "Benson_Artifact2_2.png",
    "Benson_Reflection.docx",
    "READ-ME-FIRST.txt",
];

#[test]
fn without_the_addresses_there_is_everything_but_a_map() {
    let (source, target) = (source(), MemFs::new(0));
    let mut kept = known(&source);
    kept.set_address("Benson_Artifact2_2.png", None);
    let out = lay(&source, &kept, &target).unwrap();
    assert_eq!(names(&target), FILES);
    assert_eq!(out.written.len(), 4);
    let text = String::from_utf8(target.file("READ-ME-FIRST.txt")).unwrap();
    assert!(text.contains("not known: 1\r\n   Benson_Artifact2_2.png\r\n"), "{text}");
    assert!(!folder(&source).files(&kept).iter().any(|f| f.kind == UploadKind::Map));
}

#[test]
fn with_every_address_the_map_leads_to_them_alone() {
    let (source, target) = (source(), MemFs::new(0));
    let mut kept = known(&source);
    kept.folder = Some("https://d.example/folder".into());
    let out = lay(&source, &kept, &target).unwrap();
    assert_eq!(out.written.len(), 7);
    for document in ["Benson_Alignment-Map.docx", "Benson_Reflection.docx"] {
        let parts = parts(&target.file(document));
        let relations = &parts["word/_rels/document.xml.rels"];
        let targets = relations.split("Target=\"").skip(1).filter_map(|t| t.split('"').next());
        let outside = targets.filter(|t| {
            !["styles.xml", "settings.xml", "numbering.xml", "footer1.xml"].contains(t)
        });
        assert!(outside.clone().all(|t| t.starts_with("https://")), "{document}: {relations}");
        assert_eq!(outside.count(), if document.contains("Map") { 6 } else { 0 }, "{relations}");
    }
    let html = String::from_utf8(target.file("Benson_Alignment-Map.html")).unwrap();
    let links = html.split("href=\"").skip(1).filter_map(|l| l.split('"').next());
    assert!(
        links.clone().count() >= 7 && links.clone().all(|l| l.starts_with("https://")),
        "{html}"
    );
    let csv = String::from_utf8(target.file("Benson_Alignment-Map.csv")).unwrap();
    assert!(csv.contains("1 Title a (main evidence): https://d.example/0"), "{csv}");
    assert!(csv.contains("https://d.example/1, https://b.example/"), "{csv}");
}

#[test]
fn a_text_that_links_a_poster_leads_to_what_it_is_of() {
    let (source, target) = (source(), MemFs::new(0));
    let header =
        "---\nid: b\nnumber: 2\nevidence:\n  - id: e\n    file: x.pdf\n    poster: p.png\n---\n";
    source.put("artifacts/b/artifact.md", header.as_bytes());
    source.put("artifacts/b/p.png", b"\x89PNG p");
    source.put(
        "criteria/1b.md",
        b"---\nartifacts: [{id: b}]\n---\n[The page](../artifacts/b/p.png).\n",
    );
    let leads_to = |name: &str| {
        let mut kept = known(&source);
        kept.set_address(name, Some("https://d.example/page".into()));
        lay(&source, &kept, &target).unwrap();
        assert!(!names(&target).iter().any(|name| name.contains("poster")), "{:?}", names(&target));
        let html = String::from_utf8(target.file("Benson_Alignment-Map.html")).unwrap();
        assert!(
            html.contains(
                "<a href=\"https://d.example/page\" rel=\"noopener noreferrer\">The page</a>"
            ),
            "{html}"
        );
    };
    leads_to("Benson_Artifact2.pdf");
    // One that is evidence too is uploaded as such.
    let both = header.replace("  - id: e", "  - id: p\n    file: p.png\n  - id: e");
    source.put("artifacts/b/artifact.md", both.as_bytes());
    leads_to("Benson_Artifact2_1.png");
}

#[test]
fn a_later_run_writes_what_changed_and_leaves_the_rest_alone() {
    let (source, target) = (source(), MemFs::new(0));
    let kept = known(&source);
    lay(&source, &kept, &target).unwrap();
    target.put("notes.txt", b"mine");
    source.put("artifacts/a/mia.png", b"\x89PNG other");
    let out = lay(&source, &kept, &target).unwrap();
    assert_eq!(out.written, ["Benson_Artifact1.png"]);
    assert_eq!((out.kept.len(), out.others), (6, vec!["notes.txt".to_owned()]));
    assert_eq!(target.file("notes.txt"), b"mine");
    assert_eq!(target.file("Benson_Artifact1.png"), b"\x89PNG other");
    // An address goes: the map that would lead to it goes too, and nothing that is not ours.
    let mut less = kept.clone();
    less.set_address("Benson_Artifact1.png", None);
    let out = lay(&source, &less, &target).unwrap();
    assert_eq!(out.removed.len(), 3, "{out:?}");
    assert!(names(&target).iter().all(|n| !n.contains("Alignment-Map")));
    assert_eq!(target.file("notes.txt"), b"mine");
}

#[test]
fn what_is_not_ours_is_never_written_over() {
    let (source, target) = (source(), MemFs::new(0));
    target.put("letter.txt", b"mine");
    assert!(matches!(lay(&source, &HandIn::default(), &target), Err(HandInError::Taken)));
    assert_eq!(names(&target), ["letter.txt"]);
    let target = MemFs::new(0);
    lay(&source, &HandIn::default(), &target).unwrap();
    target.put("Benson_Reflection.docx", b"edited by hand");
    source.put("artifacts/a/mia.png", b"\x89PNG other");
    let refused = lay(&source, &HandIn::default(), &target);
    assert!(matches!(refused, Err(HandInError::Edited(name)) if name == "Benson_Reflection.docx"));
    assert_eq!(target.file("Benson_Reflection.docx"), b"edited by hand");
    assert_eq!(target.file("Benson_Artifact1.png"), b"\x89PNG a", "all or nothing");
}

#[test]
fn a_failure_at_any_step_leaves_an_empty_folder_or_goes_on_with_the_next_run() {
    let source = source();
    let kept = known(&source);
    let whole = MemFs::new(0);
    whole.fail_at(None);
    lay(&source, &kept, &whole).unwrap();
    let steps = whole.fail_at(None);
    assert!(steps > 30, "{steps} steps");
    for n in 0..steps {
        let target = MemFs::new(0);
        target.fail_at(Some(n));
        let done = lay(&source, &kept, &target);
        target.fail_at(None);
        // What cannot even be removed is known by its name, and the next run takes it away.
        let left: Vec<_> = names(&target).into_iter().filter(|p| !p.contains(".partial")).collect();
        if done.is_ok() || !left.is_empty() {
            assert_eq!(left, names(&whole), "step {n}");
        }
        lay(&source, &kept, &target).unwrap();
        assert_eq!(target.files(), whole.files(), "step {n}");
    }
}

#[test]
fn a_final_folder_is_refused_while_a_required_finding_stands() {
    let (source, target) = (source(), MemFs::new(0));
    let finding = Finding::new("identity-incomplete", Severity::Required, Subject::portfolio());
    let report = Report { findings: vec![finding], ..Report::default() };
    let refused = folder(&source).lay_out(&source, &report, &HandIn::default(), &target, &Silent);
    assert!(matches!(refused, Err(HandInError::Pack(PackError::Refused(_)))));
    assert!(target.is_empty());
}

#[test]
fn a_row_is_plain_text_with_the_addresses_that_are_known() {
    let source = source();
    let folder = folder(&source);
    assert_eq!(
        folder.row("1a", &known(&source)).unwrap(),
        "Criterion 2: 1a\nLearner\nDecide what to get better at in technology-supported teaching, try it, and judge whether it worked\n\n\
         Artifacts\nArtifact 1: Title a (main evidence)\n- Look here: Benson_Artifact1.png, the left: https://d.example/0\n\
         Artifact 2: Title b (supporting evidence)\n- Benson_Artifact2_1.pdf (PDF document, 6 B): https://d.example/1\n\
         - Open on the web: https://b.example/\n- Benson_Artifact2_2.png (captured copy of the web page): https://d.example/2\n\n\
         Contextualization\nSee it (https://d.example/0).\n\n- one\n- two\n"
    );
    assert!(folder.row("9z", &HandIn::default()).is_none());
}

#[test]
fn no_file_knows_the_addresses_but_the_map() {
    let source = source();
    let folder = folder(&source);
    let sums = |kept: &HandIn| -> Vec<_> {
        let files = folder.files(kept).into_iter();
        files.filter(|f| f.kind != UploadKind::Map).map(|f| (f.name, f.sha256)).collect()
    };
    assert_eq!(sums(&HandIn::default()), sums(&known(&source)));
}
