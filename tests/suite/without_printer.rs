//! The program that sets PDFs is missing or fails: the rest of the bundle is made all the same, and says nothing of a PDF.

use std::process::Command;

use artifolio_tests::{Ran, Scratch};

/// Packs by a copy of the command in a folder of its own.
fn packed(scratch: &Scratch) -> Ran {
    let usual = scratch.command(&["pack", "{ws}", "--out", "{tmp}/B.zip", "--json"]);
    let moved = scratch.path("program/artifolio");
    std::fs::create_dir_all(moved.parent().unwrap()).unwrap();
    std::fs::copy(usual.get_program(), &moved).unwrap();
    let mut command = Command::new(moved);
    command.args(usual.get_args()).env("ARTIFOLIO_DATA_DIR", scratch.path("data"));
    Ran::of(command)
}

fn is_whole_without_a_pdf(scratch: &Scratch, ran: &Ran) {
    assert_eq!((ran.code, ran.rules()), (0, vec!["pdf-not-made".to_owned()]), "{ran}");
    let _ = scratch.artifolio(&["verify", "{tmp}/B.zip"]).done();
    let _ = scratch.artifolio(&["rehearse", "{tmp}/B.zip"]).done();
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(scratch.path("B.zip")).unwrap()).unwrap();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        assert!(!entry.name().unwrap().ends_with("portfolio.pdf"));
        if entry.name().unwrap().ends_with(".html") {
            let page = std::io::read_to_string(&mut entry).unwrap();
            assert!(!page.contains("portfolio.pdf"), "{}", entry.name().unwrap());
        }
    }
}

#[test]
fn one_that_is_missing() {
    let scratch = Scratch::with("sample");
    is_whole_without_a_pdf(&scratch, &packed(&scratch));
    // A receipt in words is there all the same.
    assert!(scratch.path("B.receipt.txt").is_file() && !scratch.path("B.receipt.pdf").exists());
}

#[cfg(unix)]
#[test]
fn one_that_fails() {
    use std::os::unix::fs::PermissionsExt as _;

    let scratch = Scratch::with("sample");
    let program = scratch.path("program/artifolio-pdf");
    std::fs::create_dir_all(program.parent().unwrap()).unwrap();
    std::fs::write(&program, "#!/bin/sh\nexit 1\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    is_whole_without_a_pdf(&scratch, &packed(&scratch));
}
