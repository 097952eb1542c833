//! The whole journey in a real window: a folder goes in, a verified bundle comes out. `cargo xtask test window` gives it a display,
//! the driver and the app; it leaves its pictures in `target/screenshots`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test reads the bundle that the window made"
)]

mod away;
mod axe;
mod gallery;
mod hand_in;
mod journeys;
mod keeping;
mod keyboard;
mod past;
mod plan;
mod solver;
mod stage;
mod states;
mod submit;

use std::path::PathBuf;

use artifolio_tests::Scratch;

use stage::{click_cell, go, number, open, picture, press, reads, sample_at, writing};

#[test]
fn a_folder_becomes_a_verified_bundle() {
    let scratch = Scratch::with("sample");
    let window = open(&scratch, &[scratch.ws().to_str().unwrap()]);

    let criteria = number(&window, "overview-criteria");
    assert!(criteria.contains("25"), "{criteria}");
    let artifacts = number(&window, "overview-artifacts");
    assert!(artifacts.contains("11"), "{artifacts}");
    let _ = number(&window, "overview-days");
    picture(&window, "1-overview");

    go(&window, "artifacts");
    // A picture is read only when it comes near.
    let shown = "const there = (i) => i.complete && i.naturalWidth > 0;\
        [...document.images].find((i) => !there(i))?.scrollIntoView();\
        return [...document.images].filter(there).length";
    window.wait("thumbnails", |w| (w.script(shown).as_u64() >= Some(6)).then_some(()));
    let _ = window.script("document.querySelector('main').scrollTo(0, 0)");
    picture(&window, "2-artifacts");

    go(&window, "criteria");
    window.wait("25 criteria", |w| (w.all("[data-testid=criteria-row]").len() == 25).then_some(()));
    // The reflection has no code; its number stands in for it.
    assert_eq!(window.text(&window.all("[data-testid=criteria-row] .code")[0]), "1");
    picture(&window, "3-criteria");

    go(&window, "check");
    window.wait("an empty check", |w| w.page_text().contains("Nothing").then_some(()));
    picture(&window, "4-check");

    go(&window, "submit");
    let button = window.find("[data-testid=pack-button]");
    picture(&window, "5-submit");
    window.click(&button);
    let _ = window.find("[data-testid=pack-result]");
    let path = window.text(&window.find("[data-testid=pack-path]"));
    picture(&window, "6-packed");

    let bundle = PathBuf::from(path.trim());
    assert!(bundle.starts_with(scratch.path("home")), "{}", bundle.display());
    let verdict = scratch.artifolio(&["verify", bundle.to_str().unwrap(), "--json"]).done();
    assert_eq!(verdict.json()["valid"], true);
    let command = scratch.artifolio(&["pack", "{ws}", "--out", "{tmp}/same.zip", "--json"]).done();
    assert_eq!(
        std::fs::read(&bundle).unwrap(),
        std::fs::read(scratch.path("same.zip")).unwrap(),
        "{command}"
    );
    let blocked = window.script("return performance.getEntriesByType('resource').filter((r) => /^https?:/.test(r.name) && !r.name.includes('localhost')).length");
    assert_eq!(blocked, 0, "nothing is asked of the network");
}

#[test]
fn findings_are_shown_and_a_final_bundle_is_refused_with_all_of_them() {
    let scratch = Scratch::with("sample-unfinished");
    let window = open(&scratch, &[scratch.ws().to_str().unwrap()]);
    let _ = number(&window, "overview-criteria");
    picture(&window, "7-unfinished");
    go(&window, "check");
    let check = scratch.artifolio(&["check", "{ws}", "--json"]).json();
    let count = check["findings"].as_array().unwrap().len();
    window.wait("all findings", |w| {
        (w.all("[data-testid=finding-row]").len() == count).then_some(())
    });
    picture(&window, "8-findings");
    go(&window, "submit");
    picture(&window, "9-submit-unfinished");
    let zips = std::fs::read_dir(scratch.path("home")).unwrap();
    assert_eq!(
        zips.filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "zip")).count(),
        0
    );
}

#[test]
fn a_cell_of_the_matrix_is_set_on_the_disk_and_taken_back() {
    let (scratch, window) = sample_at("coverage");
    window.wait("the matrix", |w| (w.all("tbody tr").len() == 25).then_some(()));
    let before = scratch.tree("ws/criteria");
    let row = "tbody tr:nth-child(16)";
    let (main, none) = (format!("{row} button.main"), format!("{row} button.none"));
    let attached = window.all(&main).len();
    click_cell(&window, &none);
    window.wait("one more", |w| (w.all(&main).len() == attached + 1).then_some(()));
    picture(&window, "11-coverage");
    let changed: Vec<_> = scratch
        .tree("ws/criteria")
        .into_iter()
        .filter(|entry| !before.contains_key(&entry.0) || before[&entry.0] != entry.1)
        .collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    // The keys belong to the page, not to a text.
    let _ = window.script(
        "dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))",
    );
    window.wait("as before", |w| (w.all(&main).len() == attached).then_some(()));
    assert!(scratch.tree("ws/criteria") == before);
}

#[test]
fn what_is_written_is_on_the_disk_and_saved_is_said_only_then() {
    let (scratch, window) = sample_at("criterion/5a");
    let content = writing(&window);
    let before = scratch.read("criteria/5a.md");
    window.type_text(&content, "Said in the window. ");
    window.wait("saved", |w| w.page_text().contains("Saved to disk").then_some(()));
    let after = scratch.read("criteria/5a.md");
    assert!(after.contains("Said in the window. "), "{after}");
    assert_eq!(after.replacen("Said in the window. ", "", 1), before, "nothing else has changed");
    picture(&window, "12-criterion");
    // Another program writes, and what is typed then is not put over it.
    let theirs = after.replacen("Said in the window. ", "Said elsewhere. ", 1);
    scratch.write("criteria/5a.md", &theirs);
    window.type_text(&content, "And mine. ");
    window.wait("the conflict", |w| w.page_text().contains("Another program").then_some(()));
    assert_eq!(scratch.read("criteria/5a.md"), theirs);
    picture(&window, "13-conflict");
    press(&window, "Compare the two");
    window.wait("both versions", |w| w.page_text().contains("Both, mine first").then_some(()));
    axe::clean(&window, "two versions");
    picture(&window, "13-versions");
    press(&window, "Use what is chosen");
    window.wait("both on the disk", |_| {
        let text = scratch.read("criteria/5a.md");
        (text.contains("Said elsewhere. ") && text.contains("And mine. ")).then_some(())
    });
    window.wait("saved again", |w| w.page_text().contains("Saved to disk").then_some(()));
}

#[test]
fn what_another_program_writes_elsewhere_in_a_text_is_put_together_with_it() {
    let (scratch, window) = sample_at("criterion/5a");
    let content = writing(&window);
    let before = scratch.read("criteria/5a.md");
    let theirs = format!("{}\n\nThe last words are theirs.\n", before.trim_end());
    scratch.write("criteria/5a.md", &theirs);
    window.type_text(&content, "The first ones are mine. ");
    window.wait("both on the disk", |_| {
        let text = scratch.read("criteria/5a.md");
        text.contains("The first ones are mine. ").then_some(())
    });
    let after = scratch.read("criteria/5a.md");
    assert_eq!(after.replacen("The first ones are mine. ", "", 1), theirs);
    reads(&window, "both are put together");
    let _ = window.script("document.querySelector('.foot').scrollIntoView({ block: 'end' })");
    picture(&window, "13-merged");
}

#[test]
fn an_artifact_is_added_in_one_line_and_described() {
    let (scratch, window) = sample_at("artifacts");
    let title = window.find("main form input");
    window.type_text(&title, "Museum walk");
    window.click(&window.find("main form button.main"));
    let file = scratch.ws().join("artifacts/museum-walk/artifact.md");
    window.wait("the artifact", |_| file.is_file().then_some(()));
    go(&window, "artifact/museum-walk");
    window.wait("its page", |w| w.page_text().contains("Museum walk").then_some(()));
    picture(&window, "14-artifact");
    let status = scratch.artifolio(&["status", "{ws}", "--json"]).done().json();
    assert_eq!(status["artifacts"]["count"], 12);
}

#[test]
fn without_a_portfolio_the_start_screen_offers_one() {
    let scratch = Scratch::empty();
    let window = open(&scratch, &[]);
    window.wait("the start screen", |w| w.page_text().contains("sample").then_some(()));
    picture(&window, "10-start");
}
