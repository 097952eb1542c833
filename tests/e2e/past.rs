//! What the portfolio was: earlier versions of a text, what was removed, and the way back, in the real window.

use artifolio_tests::Scratch;

use crate::axe;
use crate::stage::{go, open, picture, press, reads, say, writing};

#[test]
fn an_earlier_version_is_seen_and_comes_back() {
    let scratch = Scratch::with("sample");
    let window = open(&scratch, &[scratch.ws().to_str().unwrap()]);
    go(&window, "criterion/5a");
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
    go(&window, "artifact/choice-board");
    press(&window, &say("ui_artifact_trash"));
    window.wait("it is gone", |_| (!place.exists()).then_some(()));
    go(&window, "artifacts");
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
