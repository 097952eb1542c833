//! What the portfolio was: earlier versions of a text, what was removed, and the way back, in the real window.

use artifolio_tests::Scratch;

use crate::axe;
use crate::stage::{
    SURFACE, field, go, open, picture, press, reads, sample_at, say, show, writing,
};

#[test]
fn an_earlier_version_is_seen_and_comes_back() {
    let (scratch, window) = sample_at("criterion/5a");
    let content = writing(&window);
    let before = scratch.read("criteria/5a.md");
    window.type_text(&content, "Said in the window. ");
    window.wait("saved", |w| w.page_text().contains("Saved to disk").then_some(()));
    press(&window, &say("ui_history_open"));
    reads(&window, &say("ui_history_legend"));
    let added = window.find("dialog ins");
    assert!(window.text(&added).contains("Said in the window."));
    axe::clean(&window, "earlier versions");
    picture(&window, "15-earlier");
    press(&window, &say("ui_history_use"));
    window.wait("as before", |_| (scratch.read("criteria/5a.md") == before).then_some(()));
    reads(&window, "Saved to disk");
    let history = scratch.artifolio(&["history", "{ws}", "5a", "--json"]).done().json();
    let list = history["versions"].as_array().unwrap();
    assert_eq!(list.len(), 3, "what was there, what was typed, what came back: {history}");
}

#[test]
fn an_artifact_that_was_removed_comes_back() {
    let scratch = Scratch::with("sample");
    let window = open(&scratch, &[scratch.ws().to_str().unwrap()]);
    let place = scratch.ws().join("artifacts/choice-board");
    assert!(place.is_dir());
    show(&window, "artifact/choice-board");
    press(&window, &say("ui_artifact_trash"));
    window.wait("it is gone", |_| (!place.exists()).then_some(()));
    show(&window, "artifacts");
    press(&window, &say("ui_removed_title"));
    let row = window.wait("the row", |w| w.all("[data-testid=removed-row] button").pop());
    axe::clean(&window, "what was removed");
    let _ = window.script(
        "document.querySelector('[data-testid=removed-row]').scrollIntoView({ block: 'center' })",
    );
    picture(&window, "16-removed");
    window.click(&row);
    window.wait("it is back", |_| place.join("artifact.md").is_file().then_some(()));
    reads(&window, &say("ui_removed_none"));
}

#[test]
fn what_another_program_writes_is_on_the_screen_and_what_it_empties_is_asked_about() {
    let (scratch, window) = sample_at("criterion/5a");
    let _ = writing(&window);
    let before = scratch.read("criteria/5a.md");
    let shown = || window.script(&format!("return {SURFACE}.textContent")).to_string();
    window.wait("the text", |_| shown().contains("Nine squares").then_some(()));
    // As an editor writes: beside it, then over it. Nobody touches the window.
    let theirs = before.replacen("Nine squares", "Twelve squares", 1);
    scratch.write("criteria/.5a.md.swp", &theirs);
    std::fs::rename(scratch.ws().join("criteria/.5a.md.swp"), scratch.ws().join("criteria/5a.md"))
        .unwrap();
    window.wait("theirs", |_| shown().contains("Twelve squares").then_some(()));

    scratch.write("criteria/5a.md", "");
    reads(&window, &say("error_text_emptied"));
    assert!(shown().contains("Twelve squares"));
    axe::clean(&window, "a text that was emptied");
    picture(&window, "17-emptied");
    press(&window, &say("ui_emptied_back"));
    window.wait("it is back", |_| (scratch.read("criteria/5a.md") == theirs).then_some(()));
}

#[test]
fn a_folder_that_is_taken_away_is_said_and_comes_back_by_itself() {
    let (scratch, window) = sample_at("criteria");
    reads(&window, "25 of 25 covered");
    artifolio_tests::copy(&scratch.ws(), &scratch.path("away"));
    std::fs::remove_dir_all(scratch.ws()).unwrap();
    reads(&window, "There is no folder");
    picture(&window, "18-gone");
    std::fs::rename(scratch.path("away"), scratch.ws()).unwrap();
    window.wait("the portfolio", |w| (!w.page_text().contains("There is no folder")).then_some(()));
}

#[test]
fn killed_in_the_middle_of_a_conflict_nothing_is_missing_after_the_next_start() {
    let scratch = Scratch::with("sample");
    let args = [scratch.ws().to_str().unwrap().to_owned()];
    let args = args.each_ref().map(String::as_str);
    let before = scratch.read("criteria/5a.md");
    let theirs = before.replacen("Nine squares", "Theirs. Nine squares", 1);
    {
        let window = open(&scratch, &args);
        go(&window, "criterion/5a");
        let content = writing(&window);
        // Typed without a pause that would save it; meanwhile another program writes in the same place.
        window.type_text(&content, "Mine. ");
        scratch.write("criteria/5a.md", &theirs);
        reads(&window, "Another program");
        window.kill_app();
    }
    assert_eq!(scratch.read("criteria/5a.md"), theirs);
    let window = open(&scratch, &args);
    go(&window, "criterion/5a");
    let text = format!("return {SURFACE}.textContent");
    let _ = writing(&window);
    assert!(window.script(&text).to_string().contains("Theirs. Nine squares"));
    window.wait("what was not saved", |w| {
        w.page_text().contains("were not saved when the program ended").then_some(())
    });
    picture(&window, "19-unsaved");
    press(&window, &say("ui_unsaved_compare"));
    let mine = window.find("dialog del");
    assert!(window.text(&mine).contains("Mine"));
    axe::clean(&window, "words that were not saved");
    press(&window, &say("ui_history_use"));
    window.wait("mine is back", |_| {
        scratch.read("criteria/5a.md").contains("Mine. Nine squares").then_some(())
    });
    // Theirs made way, and is kept.
    let history = scratch.artifolio(&["history", "{ws}", "5a", "--json"]).done().json();
    let list = history["versions"].as_array().unwrap();
    let texts = list.iter().map(|version| {
        let sha256 = version["sha256"].as_str().unwrap();
        let shown =
            scratch.artifolio(&["history", "{ws}", "5a", "--show", sha256, "--json"]).done();
        shown.json()["text"].as_str().unwrap().to_owned()
    });
    assert!(texts.into_iter().any(|text| text == theirs), "{history}");
}

#[test]
fn what_was_typed_a_moment_ago_is_saved_before_the_window_closes() {
    let (scratch, window) = sample_at("criterion/5a");
    let content = writing(&window);
    window.type_text(&content, "My last word. ");
    window.close_app();
    assert!(scratch.read("criteria/5a.md").contains("My last word."));
    drop(window);
    let window = open(&scratch, &[scratch.ws().to_str().unwrap()]);
    show(&window, "artifact/choice-board");
    window.type_text(&field(&window, &say("ui_field_audience")), " and their parents");
    window.close_app();
    assert!(scratch.read("artifacts/choice-board/artifact.md").contains("and their parents"));
}

#[test]
fn what_another_program_writes_into_a_field_stands_beside_what_is_typed_there() {
    let (scratch, window) = sample_at("artifact/choice-board");
    let file = "artifacts/choice-board/artifact.md";
    let theirs = scratch.read(file).replace("note: \"\"", "note: Theirs");
    window.type_text(&field(&window, &say("ui_field_note")), "Mine");
    scratch.write(file, &theirs);
    reads(&window, &say("ui_field_meanwhile"));
    axe::clean(&window, "a field that two wrote in");
    let _ = window.script("document.querySelector('.other').scrollIntoView({ block: 'center' })");
    picture(&window, "29-field");
    press(&window, &format!("{}: {}", say("ui_field_keep_mine"), say("ui_field_note")));
    window.wait("mine", |_| scratch.read(file).contains("note: Mine").then_some(()));
}
