//! What was handed in can be made again as it was, whatever was changed since.

use artifolio_tests::Scratch;

fn packed(scratch: &Scratch) -> serde_json::Value {
    let args = ["pack", "{ws}", "--out", "{tmp}/B.zip", "--date", "2027-01-10", "--json"];
    let said = scratch.artifolio(&args).done().json();
    assert_eq!(
        (said["recorded"].as_bool(), said["findings"].as_array().unwrap().len()),
        (Some(true), 0)
    );
    said
}

const AGAIN: [&str; 7] = ["pack", "{ws}", "--again", "B.zip", "--out", "{tmp}/again.zip", "--json"];

#[test]
fn a_submission_is_made_again_after_texts_names_and_places_have_changed() {
    let scratch = Scratch::with("sample");
    let first = packed(&scratch);
    scratch.replace("criteria/1a.md", "My log", "My other log");
    scratch.replace("portfolio.toml", "Maya Ellison", "Somebody Else");
    let files: Vec<String> = scratch.tree("ws").into_keys().collect();
    for name in files.iter().filter(|n| n.starts_with("artifacts/") && !n.ends_with("artifact.md"))
    {
        let moved = format!("elsewhere/{}", name.replace('/', "-"));
        std::fs::create_dir_all(scratch.ws().join("elsewhere")).unwrap();
        std::fs::rename(scratch.ws().join(name), scratch.ws().join(moved)).unwrap();
    }
    let again = scratch.artifolio(&AGAIN).done().json();
    assert_eq!((&again["sha256"], again["same"].as_bool()), (&first["sha256"], Some(true)));
    assert_eq!(scratch.sha256("again.zip"), scratch.sha256("B.zip"));
}

#[test]
fn one_without_a_pdf_is_made_again_without_one() {
    let scratch = Scratch::with("sample");
    let args = ["pack", "{ws}", "--out", "{tmp}/B.zip", "--date", "2027-01-10", "--no-pdf"];
    let _ = scratch.artifolio(&args).done();
    assert!(scratch.artifolio(&AGAIN).done().json()["same"].as_bool().unwrap());
    assert_eq!(scratch.sha256("again.zip"), scratch.sha256("B.zip"));
    let both = [&AGAIN[..], &["--no-pdf"]].concat();
    assert_eq!(scratch.artifolio(&both).code, 2);
}

#[test]
fn evidence_that_is_gone_is_named_and_nothing_is_written() {
    let scratch = Scratch::with("sample");
    let _ = packed(&scratch);
    let gone = scratch.tree("ws").into_keys().find(|name| name.ends_with(".jpg")).unwrap();
    std::fs::remove_file(scratch.ws().join(&gone)).unwrap();
    let ran = scratch.artifolio(&AGAIN);
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("again-missing")),
        "{ran}"
    );
    assert!(!scratch.path("again.zip").exists());
    let unknown = ["pack", "{ws}", "--again", "C.zip", "--out", "{tmp}/again.zip", "--json"];
    assert_eq!(scratch.artifolio(&unknown).json()["error"]["code"], "again-unknown");
}

#[test]
fn a_receipt_lies_beside_it_and_in_the_portfolio_and_tells_the_checksum() {
    let scratch = Scratch::with("sample");
    let first = packed(&scratch);
    let beside = std::fs::read_to_string(scratch.path("B.receipt.txt")).unwrap();
    let sha256 = first["sha256"].as_str().unwrap();
    for said in [sha256, "B.zip", "25 of 25", "Maya Ellison", "10 January 2027"] {
        assert!(beside.contains(said), "{said} is not in {beside}");
    }
    assert_eq!(scratch.read("submissions/B.receipt.txt"), beside);
    let page = std::fs::read(scratch.ws().join("submissions/B.receipt.pdf")).unwrap();
    assert!(page.starts_with(b"%PDF-1.7"));
    // The one list that joins both names stays at home.
    let record = scratch.read("submissions/B.toml");
    assert!(
        record.contains("from = ") && record.contains("artifacts/Ellison_Artifact1/"),
        "{record}"
    );
}
