//! What went in comes out: backup → restore → backup and pack → restore → pack are equal.

use artifolio_tests::Scratch;

fn sha(ran: &artifolio_tests::Ran) -> String {
    ran.json()["sha256"].as_str().unwrap_or_else(|| panic!("{ran}")).to_owned()
}

#[test]
fn a_backup_restores_every_byte() {
    for fixture in ["sample", "sample-unfinished"] {
        let scratch = Scratch::with(fixture);
        let args = ["backup", "{ws}", "--out", "{tmp}/one.zip", "--date", "2027-01-10", "--json"];
        let first = sha(&scratch.artifolio(&args).done());
        let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/again", "--json"]).done();
        assert!(scratch.tree("ws") == scratch.tree("again"), "{fixture}: the files differ");
        let args =
            ["backup", "{tmp}/again", "--out", "{tmp}/two.zip", "--date", "2027-01-10", "--json"];
        assert_eq!(first, sha(&scratch.artifolio(&args).done()), "{fixture}");
    }
}

#[test]
fn a_submission_restores_to_a_copy_that_packs_to_the_same_bytes() {
    for (fixture, draft) in [("sample", false), ("sample", true)] {
        let scratch = Scratch::with(fixture);
        let mut args = vec!["pack", "{ws}", "--out", "{tmp}/one.zip", "--json"];
        args.extend(draft.then_some("--draft"));
        let first = sha(&scratch.artifolio(&args).done());
        let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/copy", "--json"]).done();
        let args = ["pack", "{tmp}/copy", "--out", "{tmp}/two.zip", "--json"];
        assert_eq!(first, sha(&scratch.artifolio(&args).done()), "draft: {draft}");
    }
}

#[test]
fn restore_never_touches_a_folder_that_holds_something() {
    let scratch = Scratch::with("sample");
    let _ = scratch.artifolio(&["backup", "{ws}", "--out", "{tmp}/one.zip", "--json"]).done();
    std::fs::create_dir(scratch.path("full")).unwrap();
    std::fs::write(scratch.path("full/mine.txt"), "mine").unwrap();
    let ran = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/full", "--json"]);
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("folder-not-empty")),
        "{ran}"
    );
    assert_eq!(
        scratch.tree("full").into_iter().collect::<Vec<_>>(),
        [("mine.txt".into(), b"mine".to_vec())]
    );
}
