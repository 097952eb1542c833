//! The pages of the sample's site, and pages made of hostile Markdown, before HTML checkers and a real browser.

use std::path::Path;
use std::process::Command;

use artifolio_tests::{Ran, Scratch, cases, repository};

use super::{accepts, accepts_all, edit, handed_in, node_module, of_all, planted, refuses, venv};

fn vnu(folder: &Path) -> Command {
    let mut command = Command::new("java");
    command.arg("-jar").arg(node_module("vnu-jar/build/dist/vnu.jar"));
    // It takes 'self' of a page on the disk for no origin at all and warns that the policy blocks the page's own files.
    // Browsers take it for the disk; `axe_in_chromium…` sees style and pictures load under the policy.
    // And it guesses the language of naughty strings.
    let not_ours =
        "Resource violates Content Security Policy .*|This document appears to be written in .*";
    command.args(["--filterpattern", not_ours]);
    command.args(["--Werror", "--format", "gnu", "--skip-non-html"]).arg(folder);
    command
}

fn html_validate(folder: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg(node_module("html-validate/bin/html-validate.mjs"));
    command.args(["--preset", "standard,a11y", "--ext", "html"]).arg(folder);
    command.current_dir(repository().join("tests/validators"));
    command
}

fn browser(folder: &Path, options: &[&str]) -> Command {
    let _ = node_module("playwright-core");
    let mut command = Command::new("node");
    command.arg(repository().join("tests/validators/browser.mjs")).arg(folder).args(options);
    command
}

#[test]
fn vnu_finds_no_fault_in_any_page() {
    accepts_all(vnu);
    let (_scratch, bag) =
        planted(|bag| edit(&bag.join("data/index.html"), "<h1", "<h1 align=\"center\""));
    refuses(vnu(&bag));
}

#[test]
fn html_validate_finds_no_fault_in_any_page() {
    accepts_all(html_validate);
    let (_scratch, bag) =
        planted(|bag| edit(&bag.join("data/index.html"), "</main>", "<button>x</button></main>"));
    refuses(html_validate(&bag));
}

/// The map that is handed in alone, with an address for each file.
#[test]
fn the_map_to_hand_in_has_no_fault_and_needs_no_other_file() {
    let scratch = handed_in();
    let alone = Scratch::empty();
    std::fs::create_dir(alone.path("alone")).unwrap();
    let page = alone.path("alone/map.html");
    std::fs::copy(scratch.path("upload/Ellison_Alignment-Map.html"), &page).unwrap();
    accepts(vnu(&alone.path("alone")));
    accepts(html_validate(&alone.path("alone")));
    for options in [&[][..], &["--dark"], &["--print"]] {
        let ran = Ran::of(browser(&alone.path("alone"), options)).done();
        assert_eq!(
            (&ran.json()["pages"], &ran.json()["requests"]),
            (&1.into(), &0.into()),
            "{ran}"
        );
    }
    edit(&page, "<h1", "<h1 align=\"center\"");
    refuses(vnu(&alone.path("alone")));
}

#[test]
fn axe_in_chromium_finds_nothing_and_nothing_is_requested() {
    of_all(|packed| {
        for options in [&[][..], &["--dark"], &["--print"]] {
            let ran = Ran::of(browser(&packed.bag, options));
            assert_eq!(ran.code, 0, "{}: {ran}", packed.name);
            assert!(ran.json()["pages"].as_u64() > Some(35), "{ran}");
            assert_eq!(ran.json()["requests"], 0, "{ran}");
        }
    });
    let kinds_in = |options: &[&str], plant: &str| {
        let (_scratch, bag) = planted(|bag| {
            edit(&bag.join("data/index.html"), "</main>", &format!("{plant}</main>"))
        });
        let ran = Ran::of(browser(&bag, options));
        assert_eq!(ran.code, 1, "{ran}");
        ran.stdout
    };
    let kinds = |plant: &str| kinds_in(&[], plant);
    assert!(kinds("<a tabindex=\"2\" href=\"index.html\">First</a>").contains("\"tab-order\""));
    let wide = "<pre class=\"matrix\">".to_owned() + &"wide ".repeat(200) + "</pre>";
    for look in ["--light", "--print"] {
        assert!(kinds_in(&[look], &wide).contains("\"overflow\""), "{look}");
    }
    assert!(kinds("<img src=\"style.css\">").contains("axe:image-alt"));
    assert!(kinds("<img alt=\"a\" src=\"https://example.invalid/a.png\">").contains("\"request\""));
    assert!(kinds("<script>alert(1)</script>").contains("\"script-ran\""));
}

/// Every link and every anchor. As root it becomes nobody, who must be able to read the files.
#[test]
fn linkchecker_follows_every_link_and_anchor() {
    let scratch = Scratch::empty();
    std::fs::write(scratch.path("rc"), "[AnchorCheck]\n").unwrap();
    let judge = |bag: &Path| {
        let mut readable = Command::new("chmod");
        readable.args(["-R", "a+rX"]).arg(bag);
        let _ = Ran::of(readable).done();
        for folder in bag.ancestors().skip(1).take_while(|f| *f != std::env::temp_dir()) {
            let mut readable = Command::new("chmod");
            readable.arg("a+rx").arg(folder);
            let _ = Ran::of(readable).done();
        }
        let mut command = venv("linkchecker");
        command.arg("-f").arg(scratch.path("rc")).args(["--no-status", "-q"]);
        command.arg(bag.join("START-HERE.html")).env("HOME", scratch.path("home"));
        command
    };
    accepts_all(judge);
    for (old, new) in [("href=\"reflection.html\"", "href=\"gone.html\""), ("#artifacts", "#gone")]
    {
        let (_scratch, bag) = planted(|bag| edit(&bag.join("data/index.html"), old, new));
        refuses(judge(&bag));
    }
}

#[test]
fn hostile_markdown_runs_nothing_and_asks_for_nothing() {
    let Some(folder) = cases("markdown-hostile") else { return };
    let scratch = Scratch::empty();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "md") {
            continue;
        }
        let markdown = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let body = artifolio_core::markdown::render(
            &markdown,
            &artifolio_core::markdown::RenderOptions::default(),
        );
        let page = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>t</title></head><body>{body}</body></html>"
        );
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        scratch.write(&format!("{name}.html"), page);
        count += 1;
    }
    assert!(count >= 80, "{count} hostile files");
    let ran = Ran::of(browser(&scratch.ws(), &["--no-axe"])).done();
    assert_eq!(ran.json()["pages"], count);
}
