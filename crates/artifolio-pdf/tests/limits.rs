//! What a paper does to the program that sets it stays there: too much memory, and a program that never answers.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests start programs and write in their own scratch folders"
)]

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;

use artifolio_bundle::paper::{Paper, PrintError, Printed, Printer as _, Worker};

/// A paper with one picture of so many bytes.
fn paper(bytes: u64) -> Paper {
    Paper {
        language: "en".into(),
        title: "Portfolio of Ana Benson".into(),
        author: "Ana Benson".into(),
        date: "2027-01-10".parse().unwrap(),
        draft: None,
        contents: "Contents".into(),
        foot: "Page {page} of {pages}".into(),
        on_page: "(page {page})".into(),
        pieces: vec![],
        pictures: vec![("picture.png".into(), bytes)],
    }
}

fn zeros(_: &str) -> io::Result<Box<dyn Read>> {
    Ok(Box::new(io::repeat(0)))
}

fn printed(
    program: &Path,
    bytes: u64,
    go_on: &dyn Fn() -> ControlFlow<()>,
) -> Result<Printed, PrintError> {
    Worker::beside(program).print(&paper(bytes), &zeros, go_on)
}

#[test]
fn more_memory_than_it_may_take_ends_the_program_alone() {
    let program = Path::new(env!("CARGO_BIN_EXE_artifolio-pdf"));
    let printed = |bytes| printed(program, bytes, &|| ControlFlow::Continue(()));
    assert!(printed(1 << 20).unwrap().pdf.starts_with(b"%PDF-"), "what is no picture is left out");
    match printed(2 << 30) {
        Err(PrintError::Failed(why)) => assert_eq!(why, "it ended without an answer"),
        other => panic!("{other:?}"),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_takes_nothing_and_never_ends_is_stopped_when_asked() {
    use std::cell::Cell;
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let [program, process] = ["artifolio-pdf", "process"].map(|name| folder.path().join(name));
    let script = format!("#!/bin/sh\necho $$ > '{}'\nexec sleep 1000\n", process.display());
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let started = || std::fs::read_to_string(&process).is_ok_and(|id| id.ends_with('\n'));
    let looks = Cell::new(0);
    let go_on = || {
        looks.set(looks.get() + 1);
        // Once it runs and its pipe is full.
        if started() && looks.get() > 20 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    assert!(matches!(printed(&program, 10 << 20, &go_on), Err(PrintError::Stopped)));
    let id = std::fs::read_to_string(&process).unwrap();
    assert!(!Path::new("/proc").join(id.trim()).exists(), "it is gone");
}
