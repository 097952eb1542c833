//! `doctor`: what it finds, that looking changes nothing, and what it mends.

use std::collections::BTreeMap;

use artifolio_tests::{Ran, Scratch};
use serde_json::{Value, json};

const OLD: &str = "019ab8a05c007000800000000000002a";

/// Everything in the portfolio and in the data folder.
fn everything(scratch: &Scratch) -> BTreeMap<String, Vec<u8>> {
    let mut all = scratch.tree("ws");
    if scratch.path("data").exists() {
        all.extend(
            scratch.tree("data").into_iter().map(|(name, bytes)| (format!("data {name}"), bytes)),
        );
    }
    all
}

/// Looks, and holds that nothing was changed by it.
fn look(scratch: &Scratch) -> Ran {
    let before = everything(scratch);
    let text = scratch.artifolio(&["doctor", "{ws}"]);
    let ran = scratch.artifolio(&["doctor", "{ws}", "--json"]);
    assert!(everything(scratch) == before, "looking changed something");
    assert_eq!(text.code, ran.code);
    assert_eq!(ran.json()["mended"], json!([]), "{ran}");
    ran
}

fn mend(scratch: &Scratch, keys: &[&str]) -> Ran {
    scratch.artifolio(&[&["doctor", "{ws}", "--json", "--mend"], keys].concat())
}

/// Rules and what would mend them; `!` before what is done by itself.
fn told(ran: &Ran) -> Vec<(String, Vec<String>)> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let way = |mend: &Value| {
        let mark = if mend["by_itself"] == true { "!" } else { "" };
        format!("{mark}{}", word(&mend["message"]))
    };
    let one = |finding: &Value| {
        (word(&finding["rule"]), finding["mends"].as_array().unwrap().iter().map(way).collect())
    };
    ran.json()["findings"].as_array().unwrap().iter().map(one).collect()
}

fn key(ran: &Ran, rule: &str, n: usize) -> String {
    let json = ran.json();
    let all = json["findings"].as_array().unwrap();
    let finding = all.iter().find(|finding| finding["rule"] == rule).unwrap();
    finding["mends"][n]["key"].as_str().unwrap().to_owned()
}

fn code(ran: &Ran) -> (i32, String) {
    (ran.code, ran.json()["error"]["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn the_sample_is_in_order_once_it_was_searched() {
    let scratch = Scratch::with("sample");
    let ran = look(&scratch);
    assert_eq!(ran.rules(), ["index-not-current"], "{ran}");
    assert!(!scratch.path("data").exists());
    let _ = scratch.artifolio(&["search", "{ws}", "board"]).done();
    let ran = look(&scratch);
    assert_eq!((ran.code, ran.rules()), (0, vec![]), "{ran}");
    assert_eq!(scratch.artifolio(&["doctor", "{ws}"]).stdout, "Everything is in order.\n");
    let before = scratch.tree("ws");
    let ran = mend(&scratch, &[]).done();
    assert_eq!(ran.json(), json!({ "schema": 1, "findings": [], "mended": [] }));
    assert!(scratch.tree("ws") == before);
}

#[test]
fn the_unfinished_sample_has_a_known_list_and_what_is_no_choice_is_mended() {
    let scratch = Scratch::with("sample-unfinished");
    let first = look(&scratch);
    let copy = "artifacts/book-tastings-copy/artifact.md";
    let other = format!(
        "!Give {copy} the id \"book-tastings-2\". What is attached stays with artifacts/book-tastings/artifact.md."
    );
    let unlist = "In artifacts/orientation/artifact.md, take the evidence \"tour\" off the list.";
    let detach = "In criteria/5b.md, take the artifact \"makerspase\" off.";
    let expected = |list: &[(&str, &str)]| -> Vec<(String, Vec<String>)> {
        list.iter().map(|(rule, mend)| ((*rule).to_owned(), vec![(*mend).to_owned()])).collect()
    };
    let open = [("evidence-missing", unlist), ("attached-unknown", detach)];
    let mut all = expected(&[("id-duplicate", &other)]);
    all.extend(expected(&open));
    all.extend(expected(&[("index-not-current", "!Make the search index anew.")]));
    assert_eq!((first.code, told(&first)), (1, all), "{first}");

    let text = scratch.artifolio(&["doctor", "{ws}"]).stdout;
    let last = text.split("▲ ").nth(1).unwrap().split("· ").next().unwrap();
    let key_of_detach = key(&first, "attached-unknown", 0);
    assert_eq!(
        last,
        format!(
            "recommended  Criterion 2.5.b names an artifact \"makerspase\" that is not in the portfolio. It is left out of the submission.
               Attach another artifact, or bring the missing one back.
               [attached-unknown criterion:5b:artifacts.makerspase]
               → {detach}  [--mend {key_of_detach}]\n"
        )
    );

    let before = scratch.tree("ws");
    let ran = mend(&scratch, &[]);
    assert_eq!((ran.code, told(&ran)), (1, expected(&open)), "{ran}");
    assert_eq!(ran.json()["mended"].as_array().unwrap().len(), 2, "{ran}");
    let mut after = scratch.tree("ws");
    after.retain(|name, _| !name.starts_with(".artifolio/"));
    let was = String::from_utf8(before[copy].clone()).unwrap();
    assert_eq!(scratch.read(copy), was.replacen("id: book-tastings", "id: book-tastings-2", 1));
    after.insert(copy.to_owned(), before[copy].clone());
    assert!(after == before, "and nothing else");
    let history = scratch.artifolio(&["history", "{ws}", copy, "--json"]).done().json();
    let kept =
        history["versions"].as_array().unwrap().iter().any(|version| version["why"] == "found");
    assert!(kept, "{history}");

    let ran = mend(&scratch, &[&key_of_detach, &key(&first, "evidence-missing", 0)]).done();
    assert_eq!(ran.rules(), Vec::<String>::new(), "{ran}");
    let left = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]).rules();
    for rule in ["attached-unknown", "evidence-missing", "id-duplicate"] {
        assert!(!left.contains(&rule.to_owned()), "{rule}");
    }
}

#[test]
fn what_was_not_printed_so_is_not_done() {
    let scratch = Scratch::with("sample-unfinished");
    scratch.write("artifacts/orientation/other/tour.mp4", "film");
    let first = look(&scratch);
    let before = scratch.tree("ws");
    let (relist, unlist) = (key(&first, "evidence-missing", 0), key(&first, "evidence-missing", 1));
    let refused = |keys: &[&str], expected: &str| {
        let ran = mend(&scratch, keys);
        assert_eq!(code(&ran), (2, expected.to_owned()), "{ran}");
        assert!(scratch.tree("ws") == before);
    };
    refused(&["00000000"], "mend-unknown");
    refused(&[&relist, &unlist], "mends-exclude-each-other");
    scratch.replace("criteria/5b.md", "makerspase", "makersbase");
    let ran = mend(&scratch, &[&key(&first, "attached-unknown", 0)]);
    assert_eq!(code(&ran), (2, "mend-unknown".to_owned()), "another thing by now: {ran}");
    let ran = mend(&scratch, &[&relist]);
    assert!(
        scratch.read("artifacts/orientation/artifact.md").contains("file: other/tour.mp4"),
        "{ran}"
    );
    assert!(
        scratch.read("artifacts/book-tastings-copy/artifact.md").contains("id: book-tastings\n")
    );
}

#[test]
fn a_portfolio_that_is_written_elsewhere_or_is_newer_is_only_looked_at() {
    let scratch = Scratch::with("sample-unfinished");
    let data = artifolio_workspace::data_dir::DataDir::at(scratch.path("data"));
    let held = artifolio_workspace::workspace::Workspace::open(
        &scratch.ws(),
        &data,
        artifolio_workspace::workspace::Mode::Write,
        &artifolio_workspace::testing::noon(),
    )
    .unwrap();
    assert_eq!(look(&scratch).code, 1);
    let before = everything(&scratch);
    assert_eq!(code(&mend(&scratch, &[])), (2, "locked".to_owned()));
    assert!(everything(&scratch) == before);
    drop(held);
    scratch.replace("portfolio.toml", "format = 1", "format = 99");
    let ran = look(&scratch);
    assert_eq!((ran.code, told(&ran)), (1, vec![("format-newer".to_owned(), vec![])]), "{ran}");
    let before = everything(&scratch);
    assert_eq!(code(&mend(&scratch, &[])), (2, "read-only-newer".to_owned()));
    assert!(everything(&scratch) == before);
}

/// What a program leaves that is killed in the midst of a change of several steps.
#[test]
fn what_was_left_half_done_is_told_and_taken_back() {
    let scratch = Scratch::with("sample");
    let _ = scratch.artifolio(&["index", "{ws}"]).done();
    let _ = scratch.artifolio(&["map", "{ws}", "5a", "choice-board", "--remove"]).done();
    let settings = scratch.read("portfolio.toml");
    let id = settings.split("id = \"").nth(1).unwrap().split('"').next().unwrap();
    let slots = std::fs::read_dir(scratch.path(&format!("data/journal/{id}")));
    let pending = match slots.map(|mut slots| slots.next()) {
        Ok(Some(slot)) => slot.unwrap().path().join("pending"),
        // A change of one step needs no journal: none was made yet.
        _ => {
            let real = scratch.ws().canonicalize().unwrap();
            let hash =
                artifolio_workspace::durable::Sha256::of(real.as_os_str().as_encoded_bytes());
            scratch.path(&format!("data/journal/{id}/{}/pending", &hash.to_string()[..32]))
        }
    };
    std::fs::create_dir_all(&pending).unwrap();
    let (old, new) = (scratch.read("criteria/5a.md"), "half a cha");
    let hash = |text: &str| artifolio_workspace::durable::Sha256::of(text.as_bytes()).to_string();
    let record = json!({ "written": {
        "path": "criteria/5a.md", "temporary": "criteria/.~5a.md.0.tmp", "new": hash(new), "old": hash(&old),
    }});
    std::fs::write(pending.join("root"), scratch.ws().to_string_lossy().as_bytes()).unwrap();
    std::fs::write(pending.join("000001.old"), &old).unwrap();
    std::fs::write(pending.join("000001.json"), record.to_string()).unwrap();
    scratch.write("criteria/5a.md", new);

    let ran = look(&scratch);
    let back = "!Take back what was half done in criteria/5a.md.".to_owned();
    assert_eq!(
        (ran.code, told(&ran)),
        (1, vec![("change-half-done".to_owned(), vec![back])]),
        "{ran}"
    );
    let ran = mend(&scratch, &[]).done();
    assert_eq!(
        ran.json()["mended"][0]["message"],
        "Take back what was half done in criteria/5a.md."
    );
    assert_eq!(scratch.read("criteria/5a.md"), old);
    assert_eq!(ran.rules(), ["index-not-current"], "looked at now: {ran}");
}

#[test]
fn leftovers_and_the_index() {
    let scratch = Scratch::with("sample");
    let _ = scratch.artifolio(&["index", "{ws}"]).done();
    let index =
        std::fs::read_dir(scratch.path("data/index")).unwrap().next().unwrap().unwrap().path();
    let good = std::fs::read(&index).unwrap();
    std::fs::write(&index, &good[..good.len() / 2]).unwrap();
    scratch.write(&format!("criteria/.~5a.md.{OLD}.tmp"), "half");
    std::fs::create_dir_all(scratch.ws().join(format!(".artifolio/trash/{OLD}/artifacts")))
        .unwrap();
    let data = scratch.path("data");
    let (id, of_folder) = index.file_stem().unwrap().to_str().unwrap().split_at(36);
    let (id, of_folder) = (id.to_owned(), &of_folder[1..]);
    let aside = data.join(format!("kept-aside/{id}/{of_folder}"));
    std::fs::create_dir_all(&aside).unwrap();
    std::fs::write(aside.join("criterion-5a one.md"), "my words").unwrap();
    let lent = data.join(format!("lent/{OLD}"));
    std::fs::create_dir_all(&lent).unwrap();
    std::fs::write(lent.join("plan.pdf"), "copy").unwrap();

    let ran = look(&scratch);
    let rules = [
        "leftover-temporary",
        "trash-empty",
        "index-not-current",
        "words-kept-aside",
        "leftover-lent",
    ];
    assert_eq!((ran.code, ran.rules()), (0, rules.map(str::to_owned).to_vec()), "{ran}");
    assert_eq!(ran.json()["findings"][2]["params"]["reason"], "index-damaged", "{ran}");
    let ran = mend(&scratch, &[]).done();
    assert_eq!(ran.rules(), ["words-kept-aside"], "{ran}");
    assert!(!lent.exists() && aside.join("criterion-5a one.md").is_file());
    assert!(!scratch.ws().join(format!(".artifolio/trash/{OLD}")).exists());
    let _ = scratch.artifolio(&["map", "{ws}", "5a", "choice-board", "--remove"]).done();
    assert_eq!(look(&scratch).rules(), ["index-not-current", "words-kept-aside"]);
    scratch.replace("portfolio.toml", &format!("id = \"{id}\"\n"), "");
    let ran = mend(&scratch, &[]).done();
    assert!(
        !scratch.read("portfolio.toml").contains(&id)
            && scratch.read("portfolio.toml").contains("\nid = ")
    );
    assert_eq!(
        ran.rules(),
        Vec::<String>::new(),
        "another id has another index, which is made: {ran}"
    );
}
