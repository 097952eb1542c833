//! Generated portfolios, for the outside validators: with empty texts, with many files, with naughty strings everywhere. The
//! evidence of all tells of people and places.

use std::fmt::Write as _;

use artifolio_core::path::RelPath;

use crate::{Scratch, copy, repository, telling};

/// The sample as it is before its previews are made.
#[must_use]
pub fn sample_without_posters() -> Scratch {
    let scratch = Scratch::with("sample");
    for path in scratch.tree("ws").keys().filter(|path| path.contains(".poster.")) {
        std::fs::remove_file(scratch.ws().join(path)).unwrap();
    }
    for path in scratch.tree("ws").keys().filter(|path| path.ends_with("/artifact.md")) {
        let text = scratch.read(path);
        let kept = text.split_inclusive('\n').filter(|line| !line.contains("    poster: "));
        scratch.write(path, kept.collect::<String>());
    }
    scratch
}

/// All that a portfolio can have and nothing written in it.
#[must_use]
pub fn empty_texts() -> Scratch {
    let scratch = Scratch::empty();
    scratch.write("portfolio.toml", settings("Benson", "Benson"));
    scratch.write("reflection.md", "---\n---\n");
    for key in keys() {
        scratch.write(&format!("criteria/{key}.md"), "---\nartifacts: [{id: a1}]\n---\n");
    }
    for number in 1..=9 {
        let header = format!(
            "---\nid: a{number}\nnumber: {number}\nevidence:\n  - {{id: e1, file: it.jpg}}\n---\n"
        );
        scratch.write(&format!("artifacts/a{number}/artifact.md"), header);
        scratch.write(&format!("artifacts/a{number}/it.jpg"), telling::photo());
    }
    scratch
}

/// Fourteen artifacts with 200 files of many kinds: those of the sample, and such as tell.
#[must_use]
pub fn many_files() -> Scratch {
    let scratch = Scratch::with("sample");
    let mut kinds = files_of_the_sample();
    kinds.extend(telling::files().into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    let mut taken = 0;
    for number in 1..=14 {
        let folder = format!("artifacts/many-{number}");
        let mut header = format!(
            "---\nid: many-{number}\nnumber: {number}\ntitle: Many files {number}\nevidence:\n"
        );
        for item in 0..(if number <= 4 { 15 } else { 14 }) {
            let (from, bytes) = &kinds[taken % kinds.len()];
            taken += 1;
            let (_, extension) = from.rsplit_once('.').unwrap();
            let name = format!("file {item}.{extension}");
            scratch.write(&format!("{folder}/{name}"), bytes);
            writeln!(header, "  - {{id: e{item}, file: {name}, caption: File {item}, alt: What file {item} shows}}").unwrap();
        }
        scratch.write(
            &format!("{folder}/artifact.md"),
            format!("{header}---\nReflection {number}.\n"),
        );
    }
    assert_eq!(taken, 200);
    for (index, key) in keys().enumerate() {
        let header = format!("---\nartifacts: [{{id: many-{}}}]\n---\n", index % 14 + 1);
        let text = scratch.read(&format!("criteria/{key}.md"));
        let body = text.splitn(3, "---").nth(2).unwrap().trim_start();
        scratch.write(&format!("criteria/{key}.md"), format!("{header}{body}"));
    }
    for entry in std::fs::read_dir(scratch.path("ws/artifacts")).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().unwrap().to_string_lossy().starts_with("many-") {
            std::fs::remove_dir_all(path).unwrap();
        }
    }
    scratch
}

/// Each of these strings as the title, the summary, a co-maker's name, the name of a file and the text of an artifact of its
/// own, all of them in the texts of the criteria, and the longest as the names of the person.
#[must_use]
pub fn naughty(strings: &[String]) -> Scratch {
    let scratch = Scratch::empty();
    let longest = strings.iter().max_by_key(|s| s.len()).unwrap();
    scratch.write("portfolio.toml", settings(longest, longest));
    let mut names = 0;
    for (number, string) in (1..).zip(strings) {
        let said = quoted(string);
        let file = file_name(string);
        names += usize::from(file.is_some());
        let (file, folder) = (file.unwrap_or("it.jpg".into()), format!("artifacts/a{number}"));
        let named = quoted(&file);
        let header = format!(
            "---\nid: a{number}\nnumber: {number}\ntitle: {said}\nsummary: {said}\nmakers: [{{shown_as: {said}, part: {said}}}]\n\
             evidence:\n  - {{id: e1, file: {named}, caption: {said}, alt: {said}}}\n---\n"
        );
        scratch.write(&format!("{folder}/artifact.md"), format!("{header}{string}\n"));
        scratch.write(&format!("{folder}/{file}"), telling::photo());
    }
    assert!(names + 9 > strings.len(), "only {names} can be names of files");
    let share = strings.len().div_ceil(24);
    let mut texts = strings.chunks(share).map(|some| some.join("\n\n"));
    for (index, key) in keys().enumerate() {
        let header = format!("---\nartifacts: [{{id: a{}}}]\n---\n", index + 1);
        let text = texts.next().unwrap_or_default();
        scratch.write(&format!("criteria/{key}.md"), format!("{header}{text}\n"));
    }
    scratch.write("reflection.md", format!("---\n---\n{}\n", strings.join("\n\n")));
    scratch
}

/// A picture of this name, as a workspace spells it; `_` for what no name of a file has.
fn file_name(text: &str) -> Option<String> {
    const LONGEST: usize = 255;
    let kept = |c: char| if c == '/' || c == '\\' || c.is_control() { '_' } else { c };
    let name = format!("{}.jpg", text.chars().map(kept).collect::<String>());
    let path = RelPath::parse(&name).ok()?;
    Some(path.name().to_owned()).filter(|name| name.len() <= LONGEST)
}

fn settings(name: &str, family: &str) -> String {
    format!(
        "format = 1\nid = \"generated\"\nname = {}\nfamily_name = {}\nprepared_on = 2027-01-10\n",
        quoted(name),
        quoted(family)
    )
}

/// The keys of the 24 criteria that have a file.
fn keys() -> impl Iterator<Item = String> {
    [3, 3, 4, 4, 3, 4, 3].into_iter().zip(1..).flat_map(|(count, standard)| {
        "abcd".chars().take(count).map(move |letter| format!("{standard}{letter}"))
    })
}

/// Between quotes, as YAML and TOML both read it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            ' '..='~' if c != '"' && c != '\\' => out.push(c),
            c => write!(out, "\\U{:08X}", u32::from(c)).unwrap(),
        }
    }
    out.push('"');
    out
}

/// Their names and bytes.
fn files_of_the_sample() -> Vec<(String, Vec<u8>)> {
    let scratch = Scratch::empty();
    copy(&repository().join("sample"), &scratch.ws());
    let is_evidence = |name: &str| name.starts_with("artifacts/") && !name.ends_with(".md");
    scratch.tree("ws").into_iter().filter(|(name, _)| is_evidence(name)).collect()
}
