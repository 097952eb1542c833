//! What was written over or removed comes back: `history` and `trash` from the command line.

use artifolio_tests::Scratch;
use serde_json::Value;

fn texts(list: &Value, scratch: &Scratch, text: &str) -> Vec<String> {
    let show = |version: &Value| {
        let sha256 = version["sha256"].as_str().unwrap();
        let shown =
            scratch.artifolio(&["history", "{ws}", text, "--show", sha256, "--json"]).done();
        shown.json()["text"].as_str().unwrap().to_owned()
    };
    list["versions"].as_array().unwrap().iter().map(show).collect()
}

#[test]
fn what_another_program_wrote_is_kept_before_it_is_written_over_and_comes_back() {
    let scratch = Scratch::with("sample");
    let before = scratch.artifolio(&["history", "{ws}", "5a", "--json"]).done().json();
    assert_eq!(
        (before["file"].as_str(), &before["versions"]),
        (Some("criteria/5a.md"), &Value::Array(vec![]))
    );
    let theirs = std::fs::read_to_string(scratch.ws().join("criteria/5a.md")).unwrap();

    let _ =
        scratch.artifolio(&["map", "{ws}", "5a", "choice-board", "--role", "supporting"]).done();
    let ours = std::fs::read_to_string(scratch.ws().join("criteria/5a.md")).unwrap();
    assert_ne!(ours, theirs);
    let list = scratch.artifolio(&["history", "{ws}", "2.5.a", "--json"]).done().json();
    let mut kept = texts(&list, &scratch, "5a");
    kept.sort();
    let mut expected = vec![theirs.clone(), ours];
    expected.sort();
    assert_eq!(kept, expected);

    let found = list["versions"].as_array().unwrap().iter().find(|v| v["why"] == "found").unwrap();
    let sha256 = found["sha256"].as_str().unwrap();
    let _ = scratch.artifolio(&["history", "{ws}", "5a", "--restore", sha256]).done();
    assert_eq!(std::fs::read_to_string(scratch.ws().join("criteria/5a.md")).unwrap(), theirs);

    for unknown in ["0".repeat(64), "no hash".to_owned()] {
        let before = scratch.tree("ws");
        for way in ["--show", "--restore"] {
            let ran = scratch.artifolio(&["history", "{ws}", "5a", way, &unknown, "--json"]);
            assert_eq!(
                (ran.code, ran.json()["error"]["code"].as_str()),
                (2, Some("unknown-version")),
                "{ran}"
            );
        }
        assert!(scratch.tree("ws") == before);
    }
}

#[test]
fn the_history_is_in_no_package_and_a_portfolio_without_it_is_whole() {
    let scratch = Scratch::with("sample");
    let _ = scratch.artifolio(&["map", "{ws}", "5a", "choice-board", "--remove"]).done();
    assert!(scratch.ws().join(".artifolio/history/objects").is_dir());
    for (command, out) in [("pack", "{tmp}/out.zip"), ("backup", "{tmp}/backup.zip")] {
        let _ = scratch.artifolio(&[command, "{ws}", "--out", out, "--date", "2026-11-24"]).done();
        let bytes = std::fs::read(scratch.path(out.trim_start_matches("{tmp}/"))).unwrap();
        let mut names = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let inside = (0..names.len())
            .any(|i| names.by_index(i).unwrap().name().unwrap().contains(".artifolio"));
        assert!(!inside, "{command}");
    }
    let before = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]).json();
    std::fs::remove_dir_all(scratch.ws().join(".artifolio")).unwrap();
    let after = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]).json();
    assert_eq!(before, after);
}

#[test]
fn what_is_not_in_the_trash_is_said_so() {
    let scratch = Scratch::with("sample");
    let none = scratch.artifolio(&["trash", "{ws}", "--json"]).done().json();
    assert_eq!(none["items"], Value::Array(vec![]));
    let key = "019ab8a05c007000800000000000002a";
    let place = format!(".artifolio/trash/{key}/artifacts/old/artifact.md");
    scratch.write(&place, "---\nid: old\ntitle: Old\n---\n");
    let list = scratch.artifolio(&["trash", "{ws}", "--json"]).done().json();
    assert_eq!(
        (list["items"][0]["key"].as_str(), list["items"][0]["path"].as_str()),
        (Some(key), Some("artifacts/old"))
    );
    let back = scratch.artifolio(&["trash", "{ws}", "--restore", key, "--json"]).done().json();
    assert_eq!(back["path"], "artifacts/old");
    assert!(scratch.ws().join("artifacts/old/artifact.md").is_file());
    let ran = scratch.artifolio(&["trash", "{ws}", "--restore", key, "--json"]);
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("unknown-removal")),
        "{ran}"
    );
}
