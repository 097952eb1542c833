//! Journeys from the first screen to what comes of them, each with pictures that people have looked at.

use std::fs;

use artifolio_tests::{Scratch, copy, repository};
use serde_json::json;

use crate::stage::{
    click_cell, field, go, open, open_as, picture, press, reads, say, show, writing,
};

#[test]
fn from_a_new_portfolio_to_a_final_bundle() {
    let scratch = Scratch::empty();
    let window = open(&scratch, &[]);
    reads(&window, &say("ui_start_title"));
    picture(&window, "a-1-start");
    press(&window, &say("ui_new_title"));
    window.type_text(&window.find("#new-name"), "Maya Ellison");
    window.type_text(&window.find("#new-role"), "Teaches life and earth science to sixth graders.");
    picture(&window, "a-2-about");
    press(&window, &say("ui_new_next"));
    // What the fields of a date take differs with the language of the system.
    let _ = window.script(
        "const e = document.querySelector('#new-course-end'); e.value = '2026-08-31';\
         e.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    picture(&window, "a-3-programme");
    press(&window, &say("ui_new_next"));
    reads(&window, "ISTE portfolio Maya Ellison");
    picture(&window, "a-4-place");
    press(&window, &say("ui_new_make"));
    window
        .wait("overview", |w| (!w.all("[data-testid=overview-criteria]").is_empty()).then_some(()));
    picture(&window, "a-5-first-day");
    let portfolio = scratch.path("home/ISTE portfolio Maya Ellison");

    // Months later: but for one criterion everything is there.
    let sample = repository().join("sample");
    for part in ["artifacts", "criteria"] {
        copy(&sample.join(part), &portfolio.join(part));
    }
    fs::copy(sample.join("reflection.md"), portfolio.join("reflection.md")).unwrap();
    fs::remove_file(portfolio.join("criteria/5a.md")).unwrap();
    // Who did that elsewhere comes back to the window.
    let _ = window.script("dispatchEvent(new Event('focus'))");

    // Files are dropped on the list and become an artifact.
    go(&window, "artifacts");
    reads(&window, "11");
    let photo = scratch.path("Creek walk.jpg");
    fs::copy(sample.join("artifacts/choice-board/wall.jpg"), &photo).unwrap();
    window.start_again(&[photo.to_str().unwrap()]);
    window.wait("the new artifact", |w| {
        w.script("return location.hash").as_str()?.contains("artifact/creek-walk").then_some(())
    });
    reads(&window, "Creek walk");
    let alt = field(&window, &say("ui_evidence_alt"));
    window.type_text(&alt, "Four students at the creek, seen from behind");
    picture(&window, "a-6-dropped");
    press(&window, "Overview");

    // The missing criterion: its text, its artifact, its point.
    go(&window, "criterion/5a");
    let content = writing(&window);
    let said = fs::read_to_string(sample.join("criteria/5a.md")).unwrap();
    let body = said.splitn(3, "---\n").nth(2).unwrap().trim().to_owned();
    window.type_text(&content, &body);
    reads(&window, "Saved to disk");
    picture(&window, "a-7-written");
    go(&window, "coverage");
    window.wait("the matrix", |w| (w.all("tbody tr").len() == 25).then_some(()));
    click_cell(&window, "tbody tr:nth-child(16) td:nth-of-type(1) button");
    let mapped = portfolio.join("criteria/5a.md");
    window.wait("the mapping", |_| {
        fs::read_to_string(&mapped).unwrap().contains("- id:").then_some(())
    });
    picture(&window, "a-8-matrix");
    go(&window, "review");
    window.wait("the radios", |w| (w.all("section li fieldset input").len() == 75).then_some(()));
    let _ = window.script("document.querySelectorAll('section li fieldset input')[45].click()");
    window.wait("the judgement", |_| {
        fs::read_to_string(&mapped).unwrap().contains("self_score: 1").then_some(())
    });
    picture(&window, "a-9-review");

    // What was skipped at first is asked for now, and leads to its place.
    go(&window, "check");
    reads(&window, &say("ui_nav_settings"));
    go(&window, "settings");
    let job = field(&window, &say("ui_field_job"));
    window.type_text(&job, "Grade 6 science teacher");
    // Without leaving the field: what was typed is saved all the same.
    go(&window, "check");
    let settings = portfolio.join("portfolio.toml");
    window.wait("the job title", |_| {
        fs::read_to_string(&settings).unwrap().contains("Grade 6 science teacher").then_some(())
    });
    window.wait("the check", |w| w.all(".waiting").is_empty().then_some(()));
    picture(&window, "a-10-check");
    go(&window, "submit");
    reads(&window, &say("ui_submit_make_final"));
    picture(&window, "a-11-submit");
    press(&window, &say("ui_submit_make_final"));
    let bundle = window.text(&window.find("[data-testid=pack-path]"));
    picture(&window, "a-12-packed");
    let verdict = scratch.artifolio(&["verify", bundle.trim(), "--json"]).done();
    assert_eq!(verdict.json()["valid"], true);
    assert!(!bundle.contains("draft"), "{bundle}");

    // What was made is remembered, whole, and has not changed since.
    press(&window, &say("ui_bundle_verify"));
    reads(&window, &say("ui_bundle_sound"));
    press(&window, &say("ui_bundle_compare"));
    reads(&window, &say("ui_bundle_unchanged"));
    picture(&window, "a-13-remembered");
}

#[test]
fn a_loose_folder_becomes_a_portfolio_and_undo_takes_it_back() {
    let scratch = Scratch::empty();
    let loose = scratch.path("Course work");
    fs::create_dir_all(loose.join("Maker fair")).unwrap();
    for (name, text) in [
        ("Maker fair/robots.txt", "robots"),
        ("Maker fair/plan.txt", "plan"),
        ("handout.txt", "handout"),
    ] {
        fs::write(loose.join(name), text).unwrap();
    }
    let before = scratch.tree("Course work");
    let window = open(&scratch, &[]);
    reads(&window, &say("ui_start_title"));
    window.start_again(&[loose.to_str().unwrap()]);
    window.wait("the first step", |w| w.all("#new-name").into_iter().next());
    window.type_text(&window.find("#new-name"), "Maya Ellison");
    press(&window, &say("ui_new_next"));
    press(&window, &say("ui_new_skip"));
    reads(&window, "Maker fair");
    picture(&window, "b-1-preview");
    assert!(scratch.tree("Course work") == before, "a preview changes nothing");
    press(&window, &say("ui_new_make"));
    window
        .wait("overview", |w| (!w.all("[data-testid=overview-criteria]").is_empty()).then_some(()));
    let status = scratch.artifolio(&["status", loose.to_str().unwrap(), "--json"]).done().json();
    assert_eq!(status["artifacts"]["count"], 2);
    picture(&window, "b-2-made");
    let undo = say("ui_undo").replace("{what}", &say("change_adopt"));
    press(&window, &undo);
    reads(&window, &say("ui_start_choose_folder"));
    let trash = |path: &String| path.contains(".artifolio");
    let mut after = scratch.tree("Course work");
    after.retain(|path, _| !trash(path));
    assert!(after == before, "{after:?}");
}

#[test]
fn in_spanish_dark_and_twice_the_size() {
    let scratch = Scratch::with("sample");
    let preferences = json!({ "theme": "dark", "language": "es", "textSize": 200 });
    let window = open_as(&scratch, &[scratch.ws().to_str().unwrap()], &preferences);
    window
        .wait("overview", |w| (!w.all("[data-testid=overview-criteria]").is_empty()).then_some(()));
    assert_eq!(window.script("return document.documentElement.lang"), "es");
    for (n, screen) in
        ["overview", "artifacts", "criterion/5a", "coverage", "plan", "submit"].iter().enumerate()
    {
        show(&window, screen);
        picture(&window, &format!("d-{}-{}", n + 1, screen.replace('/', "-")));
        let wide = window.script(
            "const e = document.querySelector('main'); return e.scrollWidth - e.clientWidth",
        );
        assert_eq!(wide, 0, "{screen} scrolls sideways");
    }
    let scheme = window.script("return getComputedStyle(document.documentElement).colorScheme");
    assert_eq!(scheme, "dark");
}
