//! Word documents before LibreOffice and python-docx: the Alignment Map of a bundle, and what is uploaded beside the evidence.

use std::path::Path;
use std::process::Command;

use artifolio_tests::{Ran, Scratch, repository};

use super::{Packed, accepts, handed_in, of_all, packed, planted, refuses, venv};

const MAP: &str = "data/alignment-map.docx";

/// Converts a document as a reviewer's office program reads it; the home folder is a scratch one.
fn soffice(document: &Path, to: &str, scratch: &Scratch) -> Command {
    let mut command = Command::new("soffice");
    command.args(["--headless", "--convert-to", to, "--outdir"]).arg(scratch.path("out"));
    command.arg(document).env("HOME", scratch.path("home"));
    command
}

/// The text of a map as it reads it.
fn opened(packed: &Packed) -> String {
    let (scratch, map) = (Scratch::empty(), packed.bag.join(MAP));
    accepts(soffice(&map, "txt:Text (encoded):UTF8", &scratch));
    let text = std::fs::read_to_string(scratch.path("out/alignment-map.txt")).unwrap();
    for number in 1..=25 {
        let row = format!("Criterion {number}:");
        assert!(text.contains(&row), "{}: {row}\n{text}", packed.name);
    }
    accepts(soffice(&map, "pdf", &scratch));
    let pdf = std::fs::read(scratch.path("out/alignment-map.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF"), "{}", packed.name);
    text
}

/// The reflection, and the map with the addresses of the uploaded files.
#[test]
fn libreoffice_opens_what_is_uploaded() {
    let scratch = handed_in();
    for (name, said) in [
        ("Ellison_Reflection", ["Maya Ellison", "Reflection"]),
        ("Ellison_Alignment-Map", ["Criterion 25:", "Ellison_Artifact1.pdf, page 1"]),
    ] {
        let document = scratch.path(&format!("upload/{name}.docx"));
        accepts(soffice(&document, "txt:Text (encoded):UTF8", &scratch));
        let text = std::fs::read_to_string(scratch.path(&format!("out/{name}.txt"))).unwrap();
        for said in said {
            assert!(text.contains(said), "{name}: {said}\n{text}");
        }
    }
}

#[test]
fn libreoffice_opens_every_map_and_reads_every_row() {
    of_all(|packed| drop(opened(packed)));
}

#[test]
fn libreoffice_reads_what_the_sample_says_and_opens_no_broken_map() {
    let text = opened(packed());
    for said in [
        "Maya Ellison",
        "Look here: Ellison_Artifact1.pdf, page 1",
        "My log keeps one question open",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    // It says nothing by its exit code about a file that it cannot open: it writes none.
    let scratch = Scratch::empty();
    let bytes = std::fs::read(packed().bag.join(MAP)).unwrap();
    std::fs::write(scratch.path("cut.docx"), &bytes[..bytes.len() / 2]).unwrap();
    let _ = Ran::of(soffice(&scratch.path("cut.docx"), "pdf", &scratch));
    assert!(!scratch.path("out/cut.pdf").exists(), "the planted fault was not found");
}

#[test]
fn python_docx_finds_header_row_headings_language_and_links() {
    let judge = |bag: &Path| {
        let mut command = venv("python");
        command.arg(repository().join("tests/validators/judge_docx.py"));
        command.arg(bag.join(MAP)).arg(bag.join("data"));
        command
    };
    accepts(judge(&packed().bag));
    let (_scratch, bag) =
        planted(|bag| std::fs::remove_file(bag.join("data/reflection.html")).unwrap());
    refuses(judge(&bag));
}
