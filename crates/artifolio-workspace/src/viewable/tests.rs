#![allow(clippy::disallowed_methods, reason = "the tests put programs into folders of their own")]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use artifolio_core::drawing::{Drawer, NotDrawn};

use super::making::judged;
use super::*;
use crate::data_dir::DataDir;
use crate::inspect;

fn facts(kind: FileKind, fits: &[&str]) -> FileFacts {
    let mut facts = inspect::bytes(&b"a".as_slice().into(), "txt");
    facts.kind = kind;
    facts.fits = fits.iter().map(ToString::to_string).collect();
    facts
}

/// Draws nothing, but is there or not.
#[derive(Debug)]
struct Pen(bool);

impl Drawer for Pen {
    fn is_there(&self) -> bool {
        self.0
    }

    fn first_page(&self, _: &[u8], _: &dyn Fn() -> ControlFlow<()>) -> Result<Vec<u8>, NotDrawn> {
        Err(NotDrawn::NoProgram)
    }
}

/// A folder with programs of these names, which do what the script says.
fn programs(names: &[&str], script: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let file = folder.path().join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    let path = folder.path().to_owned();
    (folder, path)
}

#[test]
fn who_makes_a_copy_of_what() {
    let (_all, every) = programs(&["soffice", "ffmpeg", "sips", "heif-convert", "magick"], "");
    let heif: &[&str] = &["heic", "heif", "hif"];
    let raw: &[&str] = &["tif", "tiff", "dng", "nef"];
    let cases = [
        (FileKind::OtherImage, raw, "tif", vec![Maker::Artifolio, Maker::Sips, Maker::ImageMagick]),
        (FileKind::OtherImage, raw, "nef", vec![Maker::Sips, Maker::ImageMagick]),
        (FileKind::OtherImage, heif, "heic", vec![Maker::Sips, Maker::Libheif, Maker::ImageMagick]),
        // Nothing is told that a file is what it is not.
        (FileKind::OtherImage, heif, "tif", vec![]),
        (FileKind::Office, &["docx"], "docx", vec![Maker::LibreOffice]),
        (FileKind::OtherVideo, &["mov"], "mov", vec![Maker::Ffmpeg]),
    ];
    for (kind, fits, extension, makers) in cases {
        let facts = facts(kind, fits);
        let shape = Shape::of(&facts).unwrap();
        let who = |tools: &Tools| {
            tools.makers(shape, extension, &facts).map(|(maker, _)| maker).collect::<Vec<_>>()
        };
        assert_eq!(
            who(&Tools::among(std::slice::from_ref(&every), &Pen(true))),
            makers,
            "{extension}"
        );
        let own: Vec<Maker> = makers.into_iter().filter(|m| *m == Maker::Artifolio).collect();
        assert_eq!(who(&Tools::among(&[], &Pen(true))), own, "{extension} without a program");
    }
    let posters = [
        (FileKind::Pdf, "pdf", vec![Maker::Artifolio]),
        (FileKind::WebVideo, "mp4", vec![Maker::Ffmpeg]),
        (FileKind::OtherVideo, "mov", vec![Maker::Ffmpeg]),
        (FileKind::Office, "docx", vec![]),
    ];
    for (kind, extension, makers) in posters {
        let (facts, tools) =
            (facts(kind, &[extension]), Tools::among(std::slice::from_ref(&every), &Pen(true)));
        let who = tools.makers(Shape::Poster, extension, &facts).map(|(maker, _)| maker);
        assert_eq!(who.collect::<Vec<_>>(), makers, "{extension}");
        let without = Tools::among(&[], &Pen(false));
        assert_eq!(without.makers(Shape::Poster, extension, &facts).count(), 0, "{extension}");
        let mut misnamed = tools.makers(Shape::Poster, "jpg", &facts);
        assert!(misnamed.all(|(maker, _)| maker == Maker::Artifolio), "{extension}");
    }
    for kind in [FileKind::WebImage, FileKind::Pdf, FileKind::Text, FileKind::Archive] {
        assert_eq!(Shape::of(&facts(kind, &[])), None);
    }
}

#[test]
fn relative_folders_are_not_looked_into() {
    let named = std::env::join_paths(["relative", "."]).unwrap();
    let none = folders(None);
    assert_eq!(folders(Some(&named)), none);
    let absolute = std::env::current_dir().unwrap();
    assert_eq!(folders(Some(absolute.as_os_str()))[0], absolute);
}

/// What a program makes of a document.
fn made(program: &Path, go_on: foreign::GoOn<'_>) -> (Result<Copy, NotMade>, usize) {
    let data = tempfile::tempdir().unwrap();
    let job = foreign::Job {
        maker: Maker::LibreOffice,
        program,
        shape: Shape::Pdf,
        extension: "docx",
        original: b"words",
    };
    let made = foreign::made(&job, &DataDir::at(data.path()), go_on).unwrap();
    let left = fs::read_dir(data.path().join("scratch")).unwrap().count();
    (made.and_then(|raw| judged(raw, Maker::LibreOffice)), left)
}

const GO_ON: foreign::GoOn<'static> = &|| ControlFlow::Continue(());

#[cfg(unix)]
#[test]
fn what_a_program_makes_is_judged_and_without_names_and_its_folder_is_emptied() {
    let pdf = artifolio_clean::testing::pdf("What we did", Some("Rosa Diaz"));
    let folder = tempfile::tempdir().unwrap();
    let ready = folder.path().join("ready.pdf");
    fs::write(&ready, &pdf).unwrap();
    let script = |after: &str| {
        format!("cmp -s in.docx '{}' || cat '{}' > out/in.pdf; {after}", "none", ready.display())
    };
    let (_folder, place) = programs(
        &["soffice"],
        &script("test -d \"$HOME\" && test -f profile/user/registrymodifications.xcu"),
    );
    let (copy, left) = made(&place.join("soffice"), GO_ON);
    let copy = copy.unwrap();
    assert_eq!((copy.extension, left), ("pdf", 0));
    assert!(!copy.bytes.windows(9).any(|window| window == b"Rosa Diaz"));
    let cases = [
        ("echo 'no PDF' > out/in.pdf", NotMade::Failed),
        ("exit 0", NotMade::Failed),
        (&*script("exit 3"), NotMade::Failed),
    ];
    for (script, why) in cases {
        let (_folder, place) = programs(&["soffice"], script);
        assert_eq!(made(&place.join("soffice"), GO_ON).0.err(), Some(why), "{script}");
    }
    assert_eq!(made(Path::new("/no/such/program"), GO_ON).0.err(), Some(NotMade::NoTool));
}

#[cfg(unix)]
#[test]
fn a_program_is_ended_with_all_that_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("child");
    let (_folder, place) =
        programs(&["soffice"], &format!("sleep 300 & echo $! > '{}'; wait", told.display()));
    let child = || fs::read_to_string(&told).unwrap_or_default().trim().to_owned();
    let stop = || {
        if child().is_empty() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let begun = Instant::now();
    assert_eq!(made(&place.join("soffice"), &stop).0.err(), Some(NotMade::Failed));
    assert!(begun.elapsed().as_secs() < 60);
    let alive = || {
        let asked = std::process::Command::new("ps").args(["-o", "stat=", "-p", &child()]).output();
        let state = String::from_utf8(asked.unwrap().stdout).unwrap();
        // What is ended and whom nobody asked after yet is no longer running.
        !state.trim().is_empty() && !state.starts_with('Z')
    };
    assert!((0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        !alive()
    }));
}
