//! Handing in by links, in the real window: files are laid out, their addresses come back, the map has them.

use std::process::Command;

use artifolio_tests::{Ran, Scratch};
use serde_json::{Value, json};

use crate::axe;
use crate::stage::{field, go, open_as, picture, press, reads, sample_at, say, show};

/// Where the files are proposed to lie.
const FOLDER: &str = "home/Ellison_ISTE-Portfolio_to-upload";

/// Brings the list of files into sight.
const FIRST_FILE: &str = "document.querySelector('[data-testid=upload-file]').scrollIntoView()";

/// The files to upload that lie there.
fn names(scratch: &Scratch) -> Vec<String> {
    scratch.tree(FOLDER).into_keys().filter(|name| name != "READ-ME-FIRST.txt").collect()
}

#[test]
fn files_are_laid_out_their_addresses_come_back_and_the_map_has_them() {
    let (scratch, window) = sample_at("submit");
    reads(&window, &say("ui_handin_links"));
    press(&window, &say("ui_handin_lay"));
    reads(&window, &say("ui_handin_laid"));
    let all = names(&scratch);
    assert!(all.len() > 20 && !all.iter().any(|name| name.contains("Map")), "{all:?}");
    let readme = &scratch.tree(FOLDER)["READ-ME-FIRST.txt"];
    assert!(String::from_utf8_lossy(readme).contains("Ellison_Artifact1.pdf"));

    let unfold = "document.querySelector('[data-testid=hand-in-files]').open = true";
    let _ = window.script(unfold);
    let list: String =
        (0..).zip(&all).map(|(n, name)| format!("{name}\thttps://d.example/{n}\n")).collect();
    let paste = field(&window, &say("ui_handin_paste"));
    window.click(&paste);
    // As if it was pasted: typing it would take minutes.
    let _ = window.script(&format!(
        "const e = document.activeElement; e.value = {}; e.dispatchEvent(new Event('input', {{ bubbles: true }}))",
        Value::from(format!("{list}Somebody.pdf https://d.example/x"))
    ));
    press(&window, &say("ui_handin_take"));
    reads(&window, &say("ui_handin_matched_other").replace("{count}", &all.len().to_string()));
    reads(&window, &say("ui_handin_why_no_name"));
    axe::clean(&window, "addresses of the files");
    picture(&window, "37-addresses");
    let _ = window.script(FIRST_FILE);
    picture(&window, "37-files");

    press(&window, &say("ui_handin_write_map"));
    reads(&window, &say("ui_handin_laid_map"));
    picture(&window, "38-map-with-links");
    let mut unzip = Command::new("unzip");
    unzip.arg("-p").arg(scratch.path(FOLDER).join("Ellison_Alignment-Map.docx"));
    let parts = Ran::of(unzip).done().stdout;
    assert!(parts.contains("Target=\"https://d.example/0\" TargetMode=\"External\""), "{parts}");
    assert!(!parts.contains("Target=\"artifacts/"), "no relative link");
    drop(window);

    // Another day, in the dark, in Spanish: what was told is still known.
    let ws = scratch.ws();
    let dark = json!({ "theme": "dark", "language": "es" });
    let window = open_as(&scratch, &[ws.to_str().unwrap()], &dark);
    show(&window, "submit");
    reads(&window, "Escribir el mapa con estos enlaces");
    let _ = window.script(unfold);
    axe::clean(&window, "addresses in the dark");
    let _ = window.script(FIRST_FILE);
    picture(&window, "39-addresses-dark-es");
    go(&window, "overview");
}
