//! The twelve main tasks by somebody who has no mouse.

use std::fs;
use std::path::PathBuf;

use artifolio_tests::Scratch;
use artifolio_tests::driver::Window;

use crate::stage::{open, picture, reads, say};

/// Goes somewhere by the palette, as those do who use keys: a word of its name, and Enter.
fn palette(window: &Window, words: &str) {
    window.press("Ctrl+k");
    window.wait("the palette", |w| w.focused().contains(&say("ui_palette")).then_some(()));
    window.type_keys(words);
    window.wait("an offer", |w| (!w.all("dialog[open] [role=option]").is_empty()).then_some(()));
    window.press("Enter");
    window.wait("the palette to close", |w| w.all("dialog[open]").is_empty().then_some(()));
}

/// Goes to a screen.
fn to(window: &Window, screen: &str) {
    let place = say(&format!("ui_nav_{screen}"));
    palette(window, &say("ui_go_to").replace("{place}", &place));
    at(window, screen);
}

fn at(window: &Window, screen: &str) {
    let hash = format!("#/{screen}");
    window.wait(&hash, |w| {
        w.script("return location.hash").as_str()?.starts_with(&hash).then_some(())
    });
    window.wait("the heading's focus", |w| w.focused().starts_with("h1").then_some(()));
}

/// Somebody at the keyboard, and what is on their disk.
struct Person {
    scratch: Scratch,
    window: Window,
}

impl Person {
    fn file(&self, path: &str) -> PathBuf {
        self.scratch.path("home/ISTE portfolio Maya Ellison").join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.file(path)).unwrap_or_default()
    }
}

#[test]
fn the_twelve_main_tasks_are_done_by_keyboard_alone() {
    let scratch = Scratch::empty();
    let window = open(&scratch, &[]);
    let person = Person { scratch, window };
    begin(&person);
    gather(&person);
    map(&person);
    finish(&person);
}

fn begin(person: &Person) {
    let window = &person.window;
    // 1. A new portfolio.
    window.tab_to(&say("ui_new_title"));
    window.press("Enter");
    window.wait("the first step", |w| w.all("#new-name").into_iter().next());
    window.tab_to(&say("ui_field_name"));
    window.type_keys("Maya Ellison");
    window.press("Enter");
    reads(window, &say("ui_new_course_end"));
    window.tab_to(&say("ui_new_skip"));
    window.press("Enter");
    reads(window, &say("ui_new_place_text"));
    window.tab_to(&say("ui_new_make"));
    window.press("Enter");
    at(window, "overview");
    assert!(person.text("portfolio.toml").contains("name = \"Maya Ellison\""));
    assert!(person.text("portfolio.toml").contains("family_name = \"Ellison\""));
    picture(window, "keyboard-1-first-day");

    // 2. Opening it again, as on another day.
    palette(window, &say("ui_palette_another"));
    let open_which = say("ui_recent_open_which").replace("{title}", "ISTE portfolio Maya Ellison");
    window.tab_to(&open_which);
    window.press("Enter");
    at(window, "overview");
}

fn gather(person: &Person) {
    let window = &person.window;
    // 3. Quick add.
    palette(window, &say("ui_palette_add"));
    window.wait("the line", |w| w.focused().contains(&say("ui_quick_add")).then_some(()));
    window.type_keys("Museum walk");
    window.press("Enter");
    window.wait("the artifact", |_| {
        person.file("artifacts/museum-walk/artifact.md").is_file().then_some(())
    });

    // 4. A file that lies in its folder becomes its evidence.
    fs::write(person.file("artifacts/museum-walk/fossils.txt"), "We drew fossils.").unwrap();
    palette(window, "museum");
    at(window, "artifact/museum-walk");
    reads(window, "fossils.txt");
    window.tab_to(&say("ui_use_as_evidence"));
    window.press("Enter");
    window.wait("the evidence", |_| {
        person.text("artifacts/museum-walk/artifact.md").contains("file: fossils.txt").then_some(())
    });

    // 5. Its caption and its text alternative.
    window.tab_to(&say("ui_evidence_caption"));
    window.type_keys("Fossils we drew");
    window.tab_to(&say("ui_evidence_alt"));
    window.type_keys("A page of drawings");
    window.press("Tab");
    window.wait("both", |_| {
        let header = person.text("artifacts/museum-walk/artifact.md");
        (header.contains("caption: Fossils we drew") && header.contains("alt: A page of drawings"))
            .then_some(())
    });
}

fn map(person: &Person) {
    let window = &person.window;
    // 6. A contextualization, and 10. search and go.
    palette(window, "5a");
    at(window, "criterion/5a");
    window.tab_to(&say("ui_criterion_text"));
    window.type_keys("My students chose how to show what they had learned.");
    window.press("Tab");
    reads(window, "Saved to disk");
    assert!(person.text("criteria/5a.md").contains("My students chose how"));
    picture(window, "keyboard-2-criterion");

    // 7. The artifact shows it.
    window.tab_to(&format!("select {}", say("ui_attach")));
    window.type_keys("1");
    window.tab_to(&format!("button {}", say("ui_attach_do")));
    window.press("Enter");
    window.wait("the mapping", |_| {
        person.text("criteria/5a.md").contains("id: museum-walk").then_some(())
    });

    // 8. In the matrix to another row, and set there.
    to(window, "coverage");
    window.tab_to("button ");
    while !window.focused().contains("Museum walk: ") {
        window.press("Tab");
    }
    window.press("ArrowDown");
    let cell = window.focused();
    window.press("Space");
    // The edition of today says 2.1.a to what a file calls 1a.
    let code = cell.trim_start_matches("button ").split(',').next().unwrap();
    let key = code.trim_start_matches("2.").replace('.', "");
    window.wait("the cell", |_| {
        person.text(&format!("criteria/{key}.md")).contains("id: museum-walk").then_some(())
    });
    picture(window, "keyboard-3-coverage");
}

fn finish(person: &Person) {
    let window = &person.window;
    // 9. Would it earn the point?
    to(window, "review");
    window.tab_to(&say("ui_review_next_unjudged"));
    window.press("Enter");
    window.wait("the first row", |w| w.focused().starts_with("input").then_some(()));
    window.press("1");
    window.wait("the judgement", |_| {
        person.text("reflection.md").contains("self_score: 1").then_some(())
    });
    picture(window, "keyboard-4-review");

    // 10. Search and go, by a word of the text alone.
    palette(window, "learned");
    at(window, "criterion/5a");

    // 11. A finding is mended where it stands.
    fs::write(person.file("artifacts/museum-walk/plan.txt"), "The plan.").unwrap();
    to(window, "check");
    window.tab_to(&say("ui_check_again"));
    window.press("Enter");
    // What is far below has no text to read before it is drawn.
    let told = "return document.body.textContent.includes('plan.txt')";
    window.wait("plan.txt", |w| (w.script(told) == true).then_some(()));
    window.tab_to(&say("ui_use_as_evidence"));
    window.press("Enter");
    window.wait("the mending", |_| {
        person.text("artifacts/museum-walk/artifact.md").contains("file: plan.txt").then_some(())
    });

    // 12. A draft is packed.
    to(window, "submit");
    window.tab_to(&say("ui_submit_make_draft"));
    window.press("Enter");
    let path = window.text(&window.find("[data-testid=pack-path]"));
    picture(window, "keyboard-5-packed");
    let verdict = person.scratch.artifolio(&["verify", path.trim(), "--json"]).done();
    assert_eq!(verdict.json()["valid"], true);
}
