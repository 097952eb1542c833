//! Hostile and broken zips, each around a bag that is valid without the attack, each with its exact verdict.

use std::io::{Cursor, ErrorKind, Read as _};
use std::time::{Duration, Instant};

use artifolio_core::path::RelPath;
use artifolio_verify::package::{Package, PackageError};

use crate::disk::{any_required, judge_zip, rules};
use crate::made::{bag, zipped};
use crate::raw::{Entry, Zip, deflated};
use crate::{zip_bytes, zip_entries, zip_names};

/// No verdict may take longer; unoptimised code on a busy machine has more time.
pub(crate) const LONGEST: Duration =
    Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// A case: what is done, the zip, the rules its verdict must name.
pub(crate) type Case = (&'static str, Vec<u8>, &'static [&'static str]);

pub(crate) fn good() -> Zip {
    zipped(&bag(), "bag")
}

pub(crate) fn with(change: impl FnOnce(&mut Zip)) -> Vec<u8> {
    let mut zip = good();
    change(&mut zip);
    zip.bytes()
}

/// The bag with one more entry.
pub(crate) fn plus(entry: Entry) -> Vec<u8> {
    with(|zip| zip.entries.push(entry))
}

/// The bag with one entry changed.
pub(crate) fn changed(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    with(|zip| change(zip.entry("bag/data/hello.txt")))
}

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    [
        zip_names::names(),
        zip_names::clashes(),
        zip_entries::kinds(),
        zip_bytes::ends(),
        zip_bytes::pieces(),
        zip_bytes::headers(),
        zip_bytes::contents(),
    ]
    .concat()
}

#[test]
fn every_attack_has_its_verdict() {
    let cases = all();
    assert!(cases.len() >= 40);
    let mut wrong = Vec::new();
    for (what, bytes, expected) in cases {
        let begun = Instant::now();
        let verdict = judge_zip(bytes);
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        let took = begun.elapsed();
        let found = rules(&verdict);
        if found != expected || verdict.valid == any_required(&expected) || took > LONGEST {
            wrong.push(format!("{what} ({took:?}): {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_refused_zip_gives_nothing_to_read() {
    for (what, bytes, _) in all() {
        let valid = judge_zip(bytes.clone()).valid;
        match Package::open(Cursor::new(bytes)) {
            Ok(mut package) => {
                let paths: Vec<RelPath> = package.entries().map(|(path, _)| path.clone()).collect();
                let missing = RelPath::parse("bag/no such file").unwrap();
                assert!(package.read(&missing).is_err());
                for path in paths {
                    let read = package
                        .read(&path)
                        .and_then(|mut reader| std::io::copy(&mut reader, &mut std::io::sink()));
                    assert!(read.is_ok() || !valid, "{what}: {path}");
                }
            }
            Err(PackageError::Refused(findings)) => {
                assert!(!valid && !findings.is_empty(), "{what}");
            }
            Err(PackageError::Io(error)) => panic!("{what}: {error}"),
        }
    }
}

#[test]
fn reading_ends_with_the_first_byte_too_many() {
    let lying = Entry { size: 5, ..deflated("bag/bomb", &vec![0; 30_000_000]) };
    let mut package = Package::open(Cursor::new(Zip::of(vec![lying]).bytes())).unwrap();
    let mut read = Vec::new();
    let path = RelPath::parse("bag/bomb").unwrap();
    let error = package.read(&path).unwrap().read_to_end(&mut read).unwrap_err();
    assert_eq!((error.kind(), read.len() <= 5), (ErrorKind::InvalidData, true));
}

#[test]
fn a_package_reads_what_was_packed() {
    let files = bag();
    let mut package = Package::open(Cursor::new(good().bytes())).unwrap();
    let names: Vec<String> = package.entries().map(|(path, _)| path.to_string()).collect();
    assert_eq!(names, files.keys().map(|path| format!("bag/{path}")).collect::<Vec<_>>());
    for (path, bytes) in &files {
        let mut read = Vec::new();
        let path = RelPath::parse(&format!("bag/{path}")).unwrap();
        std::io::copy(&mut package.read(&path).unwrap(), &mut read).unwrap();
        assert_eq!(&read, bytes);
    }
}
