//! What a portfolio can be besides ordinary: crowded, in a script from right to left, in a small or a huge window, gone.

use std::fs;

use artifolio_tests::{Scratch, copy};
use serde_json::json;

use crate::axe::{SCREENS, clean, fits};
use crate::stage::{open_as, picture, reads, say, show, writing};

/// Artifacts of a crowded portfolio.
const CROWD: usize = 200;
/// A word of 60 letters.
const LONG: &str = "Zusammenarbeitsdokumentationsvorlagenverzeichnisübersichtspl";
const RIGHT_TO_LEFT: &str = "معرض الصانعين في المدرسة";

fn crowded() -> Scratch {
    let scratch = Scratch::with("sample-unfinished");
    for number in 0..CROWD {
        let title = match number % 3 {
            0 => LONG.to_owned(),
            1 => format!("{RIGHT_TO_LEFT} {number}"),
            _ => format!("Museum walk {number}"),
        };
        let header =
            format!("---\nid: crowd-{number}\ntitle: {title}\n---\n\n{LONG} {RIGHT_TO_LEFT}\n");
        scratch.write(&format!("artifacts/crowd-{number}/artifact.md"), header);
    }
    let mut settings = scratch.read("portfolio.toml");
    settings = settings.replacen("name = \"", &format!("name = \"{LONG} {RIGHT_TO_LEFT} "), 1);
    scratch.write("portfolio.toml", settings);
    scratch
}

#[test]
fn two_hundred_artifacts_with_long_and_foreign_titles_fit_small_and_huge_windows() {
    let scratch = crowded();
    let workspace = scratch.ws();
    let window = open_as(&scratch, &[workspace.to_str().unwrap()], &json!({ "theme": "light" }));
    for (size, width, height) in [("small", 900, 600), ("huge", 2560, 1440)] {
        window.resize(width, height);
        window.wait(size, |w| (w.script("return innerWidth") == width).then_some(()));
        for screen in SCREENS {
            let name = format!("{size}-{}", screen.replace('/', "-"));
            show(&window, screen);
            fits(&window, &name);
            picture(&window, &name);
        }
        show(&window, "artifact/crowd-1");
        fits(&window, size);
        clean(&window, size);
    }
    show(&window, "artifacts");
    clean(&window, "crowded-artifacts");
    show(&window, "coverage");
    clean(&window, "crowded-coverage");
}

#[test]
fn a_portfolio_in_which_nothing_is_yet_shows_what_to_begin_with() {
    let scratch = Scratch::with("sample-unfinished");
    let workspace = scratch.ws();
    for folder in ["artifacts", "criteria"] {
        fs::remove_dir_all(workspace.join(folder)).unwrap();
    }
    let window = open_as(&scratch, &[workspace.to_str().unwrap()], &json!({ "theme": "light" }));
    for screen in SCREENS.into_iter().filter(|screen| !screen.starts_with("artifact/")) {
        let name = format!("empty-{}", screen.replace('/', "-"));
        show(&window, screen);
        fits(&window, &name);
        clean(&window, &name);
        picture(&window, &name);
    }
}

#[test]
fn a_folder_that_vanishes_keeps_what_is_typed_and_the_next_save_works() {
    let scratch = Scratch::with("sample");
    let workspace = scratch.ws();
    let window = open_as(&scratch, &[workspace.to_str().unwrap()], &json!({}));
    show(&window, "criterion/5a");
    let content = writing(&window);
    // A stick is pulled out and plugged in again: another folder, with the same files.
    let stick = scratch.path("stick");
    copy(&workspace, &stick);
    fs::remove_dir_all(&workspace).unwrap();
    window.type_text(&content, "Said while it was gone. ");
    for sentence in ["error_folder_missing", "ui_kept_aside"] {
        reads(&window, say(sentence).split('{').next().unwrap());
    }
    picture(&window, "vanished");
    assert!(window.text(&content).contains("Said while it was gone. "));
    fs::rename(&stick, &workspace).unwrap();
    window.type_text(&content, "Back. ");
    window.wait("the save", |_| {
        let text = scratch.read("criteria/5a.md");
        (text.contains("Said while it was gone. ") && text.contains("Back. ")).then_some(())
    });
}
