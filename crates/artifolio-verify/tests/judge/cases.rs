//! Third-party cases, read in place: the Library of Congress's bags and libzip's zips (see the README beside them).

use std::path::{Path, PathBuf};
use std::time::Instant;

use artifolio_verify::Kind;

use crate::disk::{Disk, judge_folder, judge_zip, rules};
use crate::made::zipped;
use crate::zips::LONGEST;

fn root() -> PathBuf {
    std::env::var_os("ARTIFOLIO_CASES").map_or("/work/shared/cases".into(), PathBuf::from)
}

/// What is wrong with each of libzip's zips, as a zip. That none is a bag is beside the point. Those without a fault are
/// odd, but can be read: ends by data descriptor, padded extra fields, comments, wide sizes.
const ZIPS: [(&str, &[&str]); 55] = [
    ("bogus", &["bundle-not-a-zip"]),
    ("changing-size-muchlo", &[]),
    ("cm-default", &[]),
    (
        "encrypt-aes128-noentropy",
        &["bundle-entry-encrypted", "bundle-entry-feature", "bundle-entry-method"],
    ),
    ("encrypt-aes192", &["bundle-entry-encrypted", "bundle-entry-method"]),
    ("encrypt-none", &[]),
    ("encrypt", &["bundle-entry-encrypted"]),
    ("encrypt_plus_extra_modified_l", &["bundle-entry-encrypted"]),
    ("extra_field_align_1-ef_ff", &[]),
    ("extra_field_align_2-ef_00", &[]),
    ("extra_field_align_3-0", &[]),
    ("extra_field_align_3-ff", &[]),
    ("filename_duplicate_empty", &["bundle-name-empty"]),
    ("firstsecond-split-deflated", &[]),
    ("foo-stored", &[]),
    ("gap-replace", &["bundle-data-checksum", "bundle-zip-gap"]),
    ("incons-archive-comment-longer", &["bundle-zip-cut"]),
    ("incons-cdsize-large", &["bundle-zip-list"]),
    ("incons-central-compsize-larger-toolarge", &["bundle-entry-differs", "bundle-entry-overlap"]),
    ("incons-central-crc", &["bundle-entry-differs"]),
    ("incons-central-file-comment-shorter", &["bundle-zip-list"]),
    ("incons-central-magic-bad2", &["bundle-zip-list"]),
    ("incons-ef-central-size-wrong", &["bundle-entry-extra"]),
    // `special`: packed from a pipe, and so says its mode.
    (
        "incons-ef-local-dupe-zip64-v1",
        &["bundle-entry-differs", "bundle-entry-extra", "bundle-special"],
    ),
    ("incons-ef-local-id", &[]),
    ("incons-eocd-magic-bad", &["bundle-zip-cut"]),
    ("incons-file-count-high", &["bundle-zip-count"]),
    ("incons-filename-nul-byte", &["bundle-name-character"]),
    ("incons-gap-before-local", &["bundle-zip-gap"]),
    ("incons-local-compsize-smaller", &["bundle-entry-differs"]),
    ("incons-local-filename-missing", &["bundle-entry-differs"]),
    ("incons-local-magic-bad", &["bundle-entry-header", "bundle-zip-gap"]),
    ("incons-streamed-2", &["bundle-entry-differs", "bundle-special", "bundle-zip-gap"]),
    (
        "incons-zip64-checkcons-overflow",
        &["bundle-entry-header", "bundle-zip-gap", "bundle-zip-too-big"],
    ),
    ("lzma-no-eos", &["bundle-entry-feature", "bundle-entry-method"]),
    ("mtime-dstpoint-deflated", &[]),
    ("mtime-post-dstpoint", &[]),
    ("multidisk", &["bundle-zip-parts"]),
    ("streamed-zip64", &["bundle-special"]),
    ("test-cp437-fc-utf-8-filename", &["bundle-name-unmarked"]),
    ("test-utf8-unmarked", &["bundle-name-unmarked"]),
    ("test2", &[]),
    ("testbuffer_reopen", &[]),
    ("testchanged", &[]),
    ("testcomment13", &[]),
    ("testdeflated2", &[]),
    ("testextrabytes", &["bundle-zip-trailing"]),
    ("testfile-ef", &[]),
    ("testfile-plus-extra", &[]),
    ("testfile-torrentzip", &[]),
    ("testfile-zstd", &["bundle-entry-feature", "bundle-entry-method"]),
    ("testfile2014", &[]),
    ("utf-8-standardization-input", &["bundle-name-encoding", "bundle-name-second"]),
    ("zip64-3mf", &["bundle-special"]),
    ("zipcmp_zip_dir", &[]),
];

#[test]
fn zips_of_libzip() {
    let stems = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let zip = path.extension().is_some_and(|end| end == "zip");
        zip.then(|| path.file_stem().unwrap().to_str().unwrap().to_owned())
    };
    let folder = root().join("zip");
    let mut there: Vec<String> = std::fs::read_dir(&folder).unwrap().filter_map(stems).collect();
    let mut known: Vec<&str> = ZIPS.iter().map(|(name, _)| *name).collect();
    there.sort();
    known.sort_unstable();
    assert_eq!(there, known);
    for (name, expected) in ZIPS {
        let begun = Instant::now();
        let verdict = judge_zip(std::fs::read(folder.join(format!("{name}.zip"))).unwrap());
        let mut found = rules(&verdict);
        found.retain(|rule| !rule.contains("not-a-bag") && !rule.contains("top-folder"));
        assert_eq!(found, expected, "{name}: {:#?}", verdict.findings);
        assert!(!verdict.valid && verdict.kind == Kind::NotABag, "{name}");
        assert!(begun.elapsed() < LONGEST, "{name}");
    }
}

const BAGS: [(&str, &[&str]); 5] = [
    ("valid/basicBag", &[]),
    ("invalid/bagit-with-invalid-whitespace", &["bundle-declaration"]),
    ("invalid/notAllManifestsListAllFiles", &["bundle-file-unlisted"]),
    // bagit.txt was changed after its tag manifests were written, and a tag file more was left behind.
    (
        "invalid/same-filename-listed-twice-with-the-same-hash",
        &["bundle-file-changed", "bundle-manifest-twice", "bundle-tag-unlisted"],
    ),
    (
        "invalid/same-filename-listed-twice-with-different-hashes",
        &["bundle-declaration", "bundle-file-changed", "bundle-manifest-twice"],
    ),
];

#[test]
fn bags_of_the_conformance_suite() {
    let suite = root().join("bagit/v1.0");
    let count = |kind: &str| std::fs::read_dir(suite.join(kind)).unwrap().count();
    assert_eq!(count("valid") + count("invalid"), BAGS.len());
    for (name, expected) in BAGS {
        let disk = Disk::real(&suite.join(name));
        let files = disk.files();
        let top = Path::new(name).file_name().unwrap().to_str().unwrap();
        for verdict in [judge_folder(&disk), judge_zip(zipped(&files, top).bytes())] {
            assert_eq!(rules(&verdict), expected, "{name}: {:#?}", verdict.findings);
            assert_eq!(verdict.valid, name.starts_with("valid"), "{name}");
            assert_eq!(verdict.kind, Kind::Bag, "{name}");
        }
    }
}
