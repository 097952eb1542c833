//! exiftool as judge of clean copies: in every file of a bundle it finds no place, no name, no device, no XMP and no IPTC;
//! in the files that the copies were made of it finds them.

use std::path::{Path, PathBuf};
use std::process::Command;

use artifolio_tests::{Ran, Scratch, cases, telling};

use super::of_all;

/// What no file of a bundle may tell. Title and language of Office files, which stay, it calls XMP too.
const TELLING: &str = "$GPSLatitude or $GPSCoordinates or $LocationInformation or ($XMP:all and not $ZipFileName) or $IPTC:all or $EXIF:Make \
    or $EXIF:Model or $EXIF:Artist or $Author or $Artist or $Creator or $LastModifiedBy or $Company or $MakerNotes:all";

/// Names of the files below a folder that tell something.
fn telling(folder: &Path) -> Vec<String> {
    let mut command = Command::new("exiftool");
    command.args([
        "-q",
        "-q",
        "-m",
        "-r",
        "-ee",
        "-api",
        "largefilesupport=1",
        "-if",
        TELLING,
        "-p",
        "$FileName",
    ]);
    // Of pages and texts it tells what the candidate wrote in them.
    for extension in ["html", "json", "txt", "csv", "css"] {
        command.args(["--ext", extension]);
    }
    let ran = Ran::of({
        command.arg(folder);
        command
    });
    assert!(matches!(ran.code, 0 | 2), "{ran}");
    // Parts of a file that it speaks of one by one have no name.
    ran.stdout.lines().filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The copies in a package. What Artifolio itself writes beside them names the candidate, as it should.
fn unpacked(scratch: &Scratch, zip: &str) -> PathBuf {
    let mut unzip = Command::new("unzip");
    unzip.arg("-q").arg(scratch.path(zip)).arg("-d").arg(scratch.path("unzipped"));
    let _ = Ran::of(unzip).done();
    let mut folders = std::fs::read_dir(scratch.path("unzipped")).unwrap();
    folders.next().unwrap().unwrap().path().join("data/artifacts")
}

#[test]
fn exiftool_finds_nothing_in_any_copy_of_a_portfolio_that_tells() {
    of_all(|packed| {
        let own = telling(&packed.scratch.ws().join("artifacts"));
        assert_eq!(own.is_empty(), packed.name == "sample", "{}: {own:?}", packed.name);
        assert_eq!(telling(&packed.bag.join("data/artifacts")), [""; 0], "{}", packed.name);
    });
}

#[test]
fn exiftool_finds_nothing_in_a_bundle_of_clean_copies() {
    let scratch = telling::portfolio();
    let artifact = format!("artifacts/{}", telling::ARTIFACT);
    let header = scratch.read(&format!("{artifact}/artifact.md"));
    // Photographs of other people beside our own.
    let mut more = String::new();
    for (n, photo) in cases("exif").iter().flat_map(|folder| photos(folder)).enumerate() {
        let name = format!("photo-{n}.{}", photo.extension().unwrap().to_string_lossy());
        scratch.write(&format!("{artifact}/{name}"), std::fs::read(photo).unwrap());
        more += &format!(
            "  - id: photo-{n}\n    file: {name}\n    caption: A photo\n    alt: A photo\n"
        );
    }
    let header = header.replacen("evidence:\n", &format!("evidence:\n{more}"), 1);
    scratch.write(&format!("{artifact}/artifact.md"), header);
    let before = telling(&scratch.ws().join(&artifact));
    for (name, _) in telling::files() {
        assert!(
            before.iter().any(|told| told == name),
            "exiftool sees nothing in {name}: {before:?}"
        );
    }
    let _ = scratch.artifolio(&["clean", "{ws}", "--json"]).done();
    let _ =
        scratch.artifolio(&["pack", "{ws}", "--out", "{tmp}/out.zip", "--draft", "--json"]).done();
    assert_eq!(telling(&unpacked(&scratch, "out.zip")), [""; 0]);
}

fn photos(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_photo = |path: &PathBuf| {
        path.extension().is_some_and(|e| ["jpg", "jpeg", "heif"].iter().any(|known| e == *known))
    };
    let mut photos: Vec<_> = entries.filter(is_photo).collect();
    photos.sort();
    assert_eq!(photos.len(), 15);
    photos
}
