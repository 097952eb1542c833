//! Items of evidence and what stands beside them.

use super::*;

#[test]
fn evidence_is_listed_described_and_taken_off() {
    let fs = world();
    fs.plant("artifacts/boards/more/b.txt", b"evidence");
    let file = fixed("artifacts/boards/more/b.txt");
    done(&fs, &list_file(&fs, &reading(&fs), "boards", &file).unwrap());
    let link = "https://example.org";
    done(&fs, &add_link(&fs, &reading(&fs), "boards", link).unwrap());
    let alt = |e: &mut artifolio_core::artifact::Evidence| e.alt = "A letter".into();
    done(&fs, &set_evidence(&fs, &reading(&fs), "boards", "b", alt).unwrap());
    let r = reading(&fs);
    let boards = r.portfolio.artifact("boards").unwrap();
    let [b, web] = &boards.header.evidence[..] else { panic!("{boards:?}") };
    assert_eq!((b.id.as_str(), b.alt.as_str()), ("b", "A letter"));
    assert_eq!(b.sha256.as_deref(), Some(Sha256::of(b"evidence").to_string().as_str()));
    assert_eq!((web.id.as_str(), web.link.as_deref()), ("example-org", Some(link)));
    assert!(list_file(&fs, &r, "boards", &file).is_err(), "it is listed already");
    let unknown = remove_evidence(&fs, &r, "boards", "none");
    assert!(matches!(unknown, Err(VerbError::UnknownEvidence(_))));
    let change = remove_evidence(&fs, &r, "boards", "b").unwrap();
    let [Step::Write { .. }, Step::Remove { path, .. }] = &change.steps[..] else {
        panic!("{change:?}")
    };
    assert_eq!(*path, file);
    let change = remove_evidence(&fs, &r, "boards", "example-org").unwrap();
    assert_eq!(change.steps.len(), 1, "a link has no file");
}

#[test]
fn what_stands_beside_evidence_is_taken_off_and_the_item_stays() {
    let fs = world();
    for name in ["a.pdf", "a.png"] {
        fs.plant(&format!("artifacts/boards/{name}"), b"bytes");
    }
    let header = "---\nid: boards\nevidence:\n  - id: a\n    file: a.pdf\n    poster: a.png\n  - id: b\n    file: a.png\n---\n";
    fs.plant("artifacts/boards/artifact.md", header.as_bytes());
    for (id, key) in [("a", "file"), ("a", "captions"), ("b", "poster"), ("c", "poster")] {
        let refused = remove_beside(&fs, &reading(&fs), "boards", id, key);
        assert!(matches!(refused, Err(VerbError::UnknownEvidence(_))), "{id} {key}");
    }
    let change = remove_beside(&fs, &reading(&fs), "boards", "a", "poster").unwrap();
    assert_eq!(change.steps.len(), 1, "another item names the file");
    done(&fs, &remove_evidence(&fs, &reading(&fs), "boards", "b").unwrap());
    let change = remove_beside(&fs, &reading(&fs), "boards", "a", "poster").unwrap();
    let [Step::Write { bytes, .. }, Step::Remove { path, .. }] = &change.steps[..] else {
        panic!("{change:?}")
    };
    assert_eq!(path.as_str(), "artifacts/boards/a.png");
    let left = "---\nid: boards\nevidence:\n  - id: a\n    file: a.pdf\n---\n";
    assert_eq!(String::from_utf8_lossy(bytes), left);
}
