//! "Checked, doesn't apply": a required finding that the learner has judged no longer refuses, until its subject changes.

use artifolio_tests::{Ran, Scratch};

const RULE: &str = "people-consent-missing";

/// The sample with one required finding, and its subject as `check` prints it.
fn with_a_required_finding() -> (Scratch, String) {
    let scratch = Scratch::with("sample");
    scratch.replace(
        "artifacts/choice-board/artifact.md",
        "consent: not-needed",
        "consent: missing",
    );
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24"]);
    assert_eq!(ran.code, 1, "{ran}");
    let marked = format!("[{RULE} ");
    let line = ran
        .stdout
        .lines()
        .find_map(|l| l.trim().strip_prefix(&marked))
        .unwrap_or_else(|| panic!("{ran}"));
    (scratch, line.trim_end_matches(']').to_owned())
}

fn pack(scratch: &Scratch, out: &str) -> Ran {
    scratch.artifolio(&["pack", "{ws}", "--out", &format!("{{tmp}}/{out}"), "--json"])
}

fn waive(scratch: &Scratch, subject: &str, more: &[&str]) -> Ran {
    let mut args = vec!["waive", "{ws}", RULE, subject, "--today", "2026-11-24", "--json"];
    args.extend(more);
    scratch.artifolio(&args)
}

#[test]
fn a_waived_finding_lets_a_final_bundle_pass_and_its_reason_stays_at_home() {
    let (scratch, subject) = with_a_required_finding();
    let refused = pack(&scratch, "no.zip");
    assert_eq!((refused.code, refused.rules()), (1, vec![RULE.to_owned()]), "{refused}");
    let _ = waive(&scratch, &subject, &["--reason", "zqreasonqz: only hands are seen"]).done();
    let packed = pack(&scratch, "one.zip").done();
    assert_eq!(packed.json()["draft"], false);
    let check = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]).done();
    assert_eq!(check.json()["summary"]["waived"], 1);
    assert_eq!(check.json()["waived"][0]["reason"], "zqreasonqz: only hands are seen");

    let bytes = std::fs::read(scratch.path("one.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for i in 0..zip.len() {
        let mut text = Vec::new();
        std::io::copy(&mut zip.by_index(i).unwrap(), &mut text).unwrap();
        assert!(!String::from_utf8_lossy(&text).contains("zqreasonqz"));
    }
    let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/copy"]).done();
    let _ = scratch.artifolio(&["pack", "{tmp}/copy", "--out", "{tmp}/two.zip"]).done();
    assert_eq!(scratch.sha256("one.zip"), scratch.sha256("two.zip"));
}

#[test]
fn a_waiver_is_gone_when_its_subject_changes_or_it_is_taken_off() {
    let (scratch, subject) = with_a_required_finding();
    let reason = ["--reason", "only hands are seen"];
    let _ = waive(&scratch, &subject, &reason).done();
    scratch.replace(
        "artifacts/choice-board/artifact.md",
        "Ecosystems choice board",
        "Another board",
    );
    assert_eq!(pack(&scratch, "no.zip").code, 1, "the artifact is not the one that was judged");
    scratch.replace(
        "artifacts/choice-board/artifact.md",
        "Another board",
        "Ecosystems choice board",
    );
    let _ = pack(&scratch, "one.zip").done();
    let _ = waive(&scratch, &subject, &["--remove"]).done();
    assert_eq!(pack(&scratch, "no.zip").code, 1);
}

#[test]
fn what_makes_a_package_unreadable_cannot_be_waived() {
    let scratch = Scratch::with("sample");
    std::fs::remove_file(scratch.ws().join("artifacts/choice-board/wall.jpg")).unwrap();
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24"]);
    let line = ran
        .stdout
        .lines()
        .find_map(|l| l.trim().strip_prefix("[evidence-missing "))
        .unwrap_or_else(|| panic!("{ran}"));
    let subject = line.trim_end_matches(']');
    let args = ["waive", "{ws}", "evidence-missing", subject, "--reason", "I know", "--json"];
    let ran = scratch.artifolio(&args);
    assert_eq!(
        (ran.code, ran.json()["error"]["code"].as_str()),
        (2, Some("finding-not-waivable")),
        "{ran}"
    );
}
