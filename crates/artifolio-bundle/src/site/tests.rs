//! What a reviewer sees: evidence of every kind, pins, ways, words.

use std::collections::BTreeMap;

use artifolio_core::path::RelPath;
use chrono::NaiveDate;

use super::*;
use crate::submission::{PublicStatement, Stamp, from_portfolio};
use crate::testing::{MemFs, read_workspace};

const SETTINGS: &str = "format = 1\nid = \"w\"\nname = \"Ana <Benson>\"\nfamily_name = \"Benson\"\n\
    classroom = false\nstudents = \"teachers\"\n";

const STATEMENT: &str = "[statement]\nown_work = true\nai_help = \"It <proposed> titles.\"\n";

const ARTIFACT: &str = "---
id: a
number: 1
title: Boards & more
kind: lesson
made: 2026-03
until: 2026-05-31
makers:
  - shown_as: a co-teacher
    part: the pictures
my_part: The tasks
people:
  - who: S3
    consent: given
rights:
  - what: A map
    source: the atlas
evidence:
  - id: shot
    file: shot.png
    caption: The \"board\"
    alt: A board with nine fields
  - id: raw
    file: photo.heic
    viewable: photo.jpg
    decorative: true
  - id: film
    file: film.mp4
    poster: frame.jpg
    captions: film.vtt
    transcript: film.txt
    caption: The film
  - id: talk
    file: talk.mp3
    poster: frame.gif
  - id: page
    link: https://example.org/a?b=1&c=2
    capture: page.pdf
  - id: plan
    file: plan.docx
    poster: plan.png
  - id: clip
    file: clip.mov
    viewable: still.jpg
---
My text with [a link](film.mp4).
";

fn entry(pin: &str) -> String {
    format!("---\nartifacts:\n  - id: a\n    role: supporting\n{pin}---\nI did it.\n")
}

/// A workspace with everything, in a language.
fn pages(language: &str) -> (Submission, BTreeMap<String, String>) {
    let pin = |pin: &str| entry(&format!("    pin: {{ {pin} }}\n"));
    let files = MemFs::with(
        0,
        [
            (
                "portfolio.toml",
                format!("{SETTINGS}language = \"{language}\"\n{STATEMENT}").as_bytes(),
            ),
            ("artifacts/a/artifact.md", ARTIFACT.as_bytes()),
            ("criteria/1a.md", pin("evidence: plan, page: 3").as_bytes()),
            ("criteria/1b.md", pin("evidence: film, time: \"01:05\"").as_bytes()),
            ("criteria/1c.md", pin("region: top \"left\"").as_bytes()),
            ("criteria/2a.md", pin("evidence: page, page: 2").as_bytes()),
            ("criteria/3a.md", pin("evidence: clip, time: \"00:02\"").as_bytes()),
            ("criteria/2c.md", pin("evidence: raw, region: left").as_bytes()),
            ("criteria/2b.md", entry("").as_bytes()),
            ("reflection.md", b"# I am\n\nAna.\n"),
        ],
    );
    for file in
        ["shot.png", "photo.heic", "photo.jpg", "film.mp4", "frame.jpg", "film.vtt", "film.txt"]
    {
        files.put(&format!("artifacts/a/{file}"), file.as_bytes());
    }
    files.put("artifacts/a/plan.png", b"\x89PNG");
    files.put("artifacts/a/frame.gif", b"GIF");
    for file in ["clip.mov", "still.jpg"] {
        files.put(&format!("artifacts/a/{file}"), file.as_bytes());
    }
    for file in ["talk.mp3", "page.pdf", "plan.docx"] {
        files.put(&format!("artifacts/a/{file}"), &[0; 1500]);
    }
    let (mut portfolio, profile) = read_workspace(&files);
    let facts = |name: &str| RelPath::parse(&format!("artifacts/a/{name}")).unwrap();
    portfolio.files.get_mut(&facts("film.mp4")).unwrap().duration_ms = Some(83_999);
    portfolio.files.get_mut(&facts("talk.mp3")).unwrap().duration_ms = Some(999);
    portfolio.files.get_mut(&facts("page.pdf")).unwrap().pages = Some(3);
    portfolio.files.get_mut(&facts("shot.png")).unwrap().pixels = Some((2_048, 1_152));
    portfolio.files.get_mut(&facts("plan.png")).unwrap().pixels = Some((464, 600));
    portfolio.files.get_mut(&facts("frame.jpg")).unwrap().pixels = Some((600, 338));
    let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    let stamp = Stamp { date, draft: true, app: "artifolio 0.1.0" };
    let (submission, _) = from_portfolio(&portfolio, &profile, stamp);
    let words = Words::of(&submission.language);
    let files = Site { submission: &submission, words: &words }.files(true);
    let pages = files.into_iter().filter(|(path, _)| path.ends_with(".html"));
    let pages = pages.map(|(path, bytes)| (path, String::from_utf8(bytes.into_owned()).unwrap()));
    let pages = pages.collect();
    (submission, pages)
}

#[test]
fn evidence_of_every_kind_is_shown_and_linked() {
    let (_, pages) = pages("en");
    let page = &pages["artifacts/1.html"];
    for expected in [
        "<img src=\"../artifacts/Benson_Artifact1/Benson_Artifact1_1.png\" alt=\"A board with nine fields\" \
         width=\"1024\" height=\"576\" loading=\"lazy\">",
        "<figcaption>The &quot;board&quot;</figcaption>",
        ">Open Benson_Artifact1_2.heic (HEIC picture, 10 B)</a>",
        "<img src=\"../artifacts/Benson_Artifact1/Benson_Artifact1_3.jpg\" alt=\"\"",
        "<video controls=\"controls\" preload=\"metadata\" aria-label=\"The film\" \
         poster=\"../artifacts/Benson_Artifact1/Benson_Artifact1_4_poster.jpg\" width=\"600\" height=\"338\">",
        "<img src=\"../artifacts/Benson_Artifact1/Benson_Artifact1_4_poster.jpg\" \
         alt=\"A moment of Benson_Artifact1_4.mp4\" class=\"printed\"",
        "<a href=\"../artifacts/Benson_Artifact1/Benson_Artifact1_9.docx\">\
         <img src=\"../artifacts/Benson_Artifact1/Benson_Artifact1_9_poster.png\" \
         alt=\"First page of Benson_Artifact1_9.docx\" class=\"poster\" width=\"185\" height=\"240\" loading=\"lazy\">",
        "<source src=\"../artifacts/Benson_Artifact1/Benson_Artifact1_4.mp4\" type=\"video/mp4\">",
        "<track kind=\"captions\" src=\"../artifacts/Benson_Artifact1/Benson_Artifact1_5.vtt\" srclang=\"en\"",
        ">Open Benson_Artifact1_4.mp4 (MP4 video, 1:23, 8 B)</a>",
        ">Open Benson_Artifact1_7.mp3 (MP3 sound, 1.5 kB)</a>",
        ">Transcript: Benson_Artifact1_6.txt (TXT text, 8 B)</a>",
        "<audio controls=\"controls\" preload=\"metadata\" aria-label=\"Evidence 4 of artifact 1\">",
        "<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer\">",
        ">Captured copy of the web page: Benson_Artifact1_8.pdf (PDF document, 3 pages, 1.5 kB)</a>",
        ">Open Benson_Artifact1_9.docx (DOCX text document, 1.5 kB)</a>",
        "<h1>Artifact 1: Boards &amp; more</h1>",
        "<dd>March 2026 to 31 May 2026</dd>",
        "<dt>Made together with</dt>\n<dd>a co-teacher – the pictures</dd>\n\
         <dt>The candidate’s part</dt>\n<dd>The tasks</dd>\n\
         <dt>People shown</dt>\n<dd>Their consent is on file where it is needed.</dd>",
        "<span class=\"sheet\" aria-hidden=\"true\">↗</span>",
        "<h2>Material of others</h2>",
        "<li>A map – the atlas</li>",
        "<a href=\"../criteria/2.html\">",
        "<a href=\"../artifacts/Benson_Artifact1/Benson_Artifact1_4.mp4\" rel=\"noopener noreferrer\">a link</a>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn pins_lead_to_the_place() {
    let (_, pages) = pages("en");
    let file = "../artifacts/Benson_Artifact1/Benson_Artifact1";
    for (number, expected) in [
        (
            2,
            format!(
                "<a href=\"{file}_9.docx#page=3\">Look here: Benson_Artifact1_9.docx, page 3</a>"
            ),
        ),
        (
            3,
            format!(
                "<a href=\"{file}_4.mp4#t=65\">Look here: Benson_Artifact1_4.mp4, from 01:05</a>"
            ),
        ),
        (
            4,
            format!(
                "<a href=\"{file}_1.png\">Look here: Benson_Artifact1_1.png, top &quot;left&quot;</a>"
            ),
        ),
        (
            5,
            format!(
                "<a href=\"{file}_8.pdf#page=2\">Look here: Benson_Artifact1_8.pdf, page 2</a>"
            ),
        ),
    ] {
        let page = &pages[&format!("criteria/{number}.html")];
        assert!(page.contains(&expected), "{expected}\n{page}");
    }
    let copy = format!("<a href=\"{file}_3.jpg\">Look here: Benson_Artifact1_3.jpg, left</a>");
    assert!(pages["criteria/7.html"].contains(&copy), "{}", pages["criteria/7.html"]);
    let clip = format!("<a href=\"{file}_10.mov#t=2\">");
    assert!(pages["criteria/8.html"].contains(&clip), "{}", pages["criteria/8.html"]);
    let film = format!("<source src=\"{file}_4.mp4#t=65\" type=\"video/mp4\">");
    assert!(pages["criteria/3.html"].contains(&film), "{}", pages["criteria/3.html"]);
    // What is pinned is shown, before anything else; without a pin all is.
    for (page, pinned) in [("criteria/2.html", "_9.docx"), ("criteria/3.html", "_4.mp4")] {
        let page = &pages[page];
        let first = page.split("Look here: ").nth(1).unwrap().split("Also in this artifact").next();
        assert!(first.unwrap().matches(&format!("Open Benson_Artifact1{pinned}")).count() == 1);
    }
    let shown = |page: &str| pages[page].matches("<img ").count();
    assert_eq!(["criteria/2.html", "criteria/4.html", "criteria/6.html"].map(shown), [1, 1, 5]);
}

#[test]
fn every_file_is_one_click_from_each_criterion_it_serves() {
    let (submission, pages) = pages("en");
    for row in submission.rows().filter(|row| !row.artifacts.is_empty()) {
        let items = || submission.artifacts.iter().flat_map(|artifact| &artifact.evidence);
        let posters: Vec<_> = items().filter_map(|item| item.poster.as_deref()).collect();
        assert_eq!(posters.len(), 2, "a GIF is none");
        for file in submission.files.iter().filter(|file| !posters.contains(&&*file.path)) {
            let link = format!("href=\"../{}", file.path);
            assert!(pages[&row.page].contains(&link), "{}: {}", row.page, file.path);
        }
    }
}

#[test]
fn every_page_has_its_words_its_heading_and_its_ways() {
    for language in ["en", "es"] {
        let (submission, pages) = pages(language);
        assert_eq!(pages.len(), 3 + 24 + submission.artifacts.len());
        for (path, page) in &pages {
            assert!(
                page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{language}\">")),
                "{path}"
            );
            assert!(!page.contains("bundle_") && !page.contains('{'), "{path} lacks a word");
            assert_eq!(page.matches("<h1>").count(), 1, "{path}");
            assert_eq!(page.matches("<main id=\"main\">").count(), 1, "{path}");
            assert!(page.contains("class=\"draft\"") && page.contains("href=\"#main\""), "{path}");
            assert!(page.contains(&format!("<p>{}</p>", submission.profile.notice)), "{path}");
            let up = if path.contains('/') { "../" } else { "" };
            for way in ["index.html", "alignment-map.html", "reflection.html", "style.css"] {
                assert!(page.contains(&format!("href=\"{up}{way}\"")), "{path}: {way}");
            }
        }
        for (here, there) in [("criteria/2", "3.html"), ("criteria/25", "24.html")] {
            assert!(pages[&format!("{here}.html")].contains(&format!("criteria/{there}\"")));
        }
    }
}

#[test]
fn the_matrix_and_the_map_are_whole_tables() {
    let (_, pages) = pages("en");
    let matrix = &pages["index.html"];
    assert_eq!(matrix.matches("<th scope=\"row\">").count(), 25);
    assert_eq!(matrix.matches("<span class=\"spoken\">supporting</span>").count(), 7);
    assert!(matrix.contains("8 of 25 criteria answered. Artifacts: 1."), "{matrix}");
    let map = &pages["alignment-map.html"];
    assert_eq!(map.matches("<th scope=\"row\">").count(), 25);
    assert!(map.contains("<dd>teachers</dd>") && map.contains("Ana &lt;Benson&gt;"));
}

#[test]
fn the_overview_says_what_is_declared_and_shows_each_artifact() {
    let (submission, pages) = pages("en");
    let overview = &pages["index.html"];
    for expected in [
        "<dd>What is not said here to be somebody else’s is the candidate’s own work.</dd>",
        "<dd>It &lt;proposed&gt; titles.</dd>",
        "<dd>Their consent is on file where it is needed. Artifacts: 1.</dd>",
        "<img src=\"artifacts/Benson_Artifact1/Benson_Artifact1_1.png\" alt=\"\" width=\"1024\" height=\"576\" loading=\"lazy\">",
    ] {
        assert!(overview.contains(expected), "{expected}\n{overview}");
    }
    let silent = Submission { statement: PublicStatement::default(), ..submission };
    let said = Words::of("en").statement(&silent);
    assert_eq!(said[0].1, "No help of AI tools is stated.");
}

#[test]
fn only_web_addresses_become_links() {
    for (address, is_link) in [
        ("https://example.org", true),
        ("HTTP://example.org", true),
        ("javascript:alert(1)", false),
        ("https://a b", false),
        ("https://a\nb", false),
        ("é", false),
        ("ftp://x", false),
    ] {
        assert_eq!(is_web_address(address), is_link, "{address}");
    }
}
