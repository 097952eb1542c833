//! While you were away: what happened to the folder is listed, put in order, and taken back by one undo.

use artifolio_tests::Scratch;

use crate::axe;
use crate::stage::{go, open, picture, press, reads, say};

#[test]
fn what_happened_while_nobody_looked_is_listed_and_put_in_order() {
    let scratch = Scratch::with("sample");
    let args = [scratch.ws().to_str().unwrap().to_owned()];
    let args = args.each_ref().map(String::as_str);
    {
        let window = open(&scratch, &args);
        window.wait("everything is known", |_| {
            let known = scratch.artifolio(&["history", "{ws}", "7c", "--json"]).done().json();
            (!known["versions"].as_array().unwrap().is_empty()).then_some(())
        });
        window.kill_app();
    }
    let five = scratch.read("criteria/5a.md");
    let copy = "criteria/5a.sync-conflict-20261124-120000-ABCDEFG.md";
    scratch.write(copy, format!("{}\n\nFrom the other computer.\n", five.trim_end()));
    let one = scratch.read("criteria/1a.md");
    scratch.write("criteria/1a (1).md", format!("{one} And theirs."));
    scratch.write("criteria/2a.md", scratch.read("criteria/2a.md") + "\nFrom Word.\n");
    std::fs::remove_file(scratch.ws().join("criteria/3a.md")).unwrap();

    let window = open(&scratch, &args);
    reads(&window, &say("ui_away_title"));
    window.wait("four rows", |w| (w.all("[data-testid=away-row]").len() == 4).then_some(()));
    axe::clean(&window, "while you were away");
    picture(&window, "20-away");
    press(&window, &say("ui_away_all_one"));
    window.wait("put together", |_| {
        let text = scratch.read("criteria/5a.md");
        (text.contains("From the other computer.") && !scratch.ws().join(copy).exists())
            .then_some(())
    });
    window.wait("three rows", |w| (w.all("[data-testid=away-row]").len() == 3).then_some(()));
    let _ = window.script(
        "dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))",
    );
    window.wait("as it was", |_| {
        (scratch.read("criteria/5a.md") == five && scratch.ws().join(copy).is_file()).then_some(())
    });

    // The copy that says something else: the learner chooses.
    let button = window.wait("its button", |w| {
        w.script_element(
            "return [...document.querySelectorAll('[data-testid=away-row] button')]\
             .find((e) => e.textContent.startsWith('Compare the two')) ?? null",
        )
    });
    window.click(&button);
    reads(&window, &say("ui_away_copy"));
    picture(&window, "21-copy");
    press(&window, &say("ui_conflict_use"));
    window.wait("both", |_| scratch.read("criteria/1a.md").contains("And theirs.").then_some(()));
    go(&window, "overview");
}
