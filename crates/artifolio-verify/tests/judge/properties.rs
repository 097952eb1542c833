//! What must never happen, whatever the bytes are.

use std::io::{Cursor, Read as _};
use std::sync::LazyLock;

use artifolio_core::path::RelPath;
use artifolio_verify::package::Package;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::disk::{judge_folder, judge_zip};
use crate::made::{Files, TOP, backup, bag, folder, seal_with, submission, zipped};

static PACKAGES: LazyLock<[Files; 3]> = LazyLock::new(|| [bag(), backup(), submission()]);
static ZIPS: LazyLock<[Vec<u8>; 3]> =
    LazyLock::new(|| PACKAGES.each_ref().map(|files| zipped(files, TOP).bytes()));

/// One change of a file's bytes.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, u8),
    Copy(Index, Index, u8),
    Cut(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        1 => (at(), vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        1 => (at(), any::<u8>()).prop_map(|(at, count)| Damage::Remove(at, count)),
        1 => (at(), at(), any::<u8>()).prop_map(|(from, to, count)| Damage::Copy(from, to, count)),
        1 => at().prop_map(Damage::Cut),
    ]
}

/// The damage, mostly in the last part of a zip, where its structure is.
fn apply(bytes: &mut Vec<u8>, damage: &Damage, late: bool) {
    if bytes.is_empty() {
        return;
    }
    let base = if late { bytes.len() * 3 / 4 } else { 0 };
    let place = |at: &Index| base + at.index(bytes.len() - base);
    match damage {
        Damage::Flip(at, bit) => {
            let at = place(at);
            bytes[at] ^= 1 << bit;
        }
        Damage::Insert(at, more) => {
            let at = place(at);
            bytes.splice(at..at, more.iter().copied());
        }
        Damage::Remove(at, count) => {
            let at = place(at);
            let end = (at + usize::from(*count)).min(bytes.len());
            bytes.drain(at..end);
        }
        Damage::Copy(from, to, count) => {
            let (from, to) = (place(from), place(to));
            let copy: Vec<u8> = bytes[from..].iter().copied().take(usize::from(*count)).collect();
            let end = (to + copy.len()).min(bytes.len());
            bytes.splice(to..end, copy);
        }
        Damage::Cut(at) => {
            let at = place(at);
            bytes.truncate(at.max(1));
        }
    }
}

/// What a package that the judge accepts holds.
fn contents(bytes: &[u8]) -> Files {
    let mut package = Package::open(Cursor::new(bytes)).unwrap();
    let paths: Vec<RelPath> = package.entries().map(|(path, _)| path.clone()).collect();
    let read = |path: RelPath| {
        let mut bytes = Vec::new();
        package.read(&path).unwrap().read_to_end(&mut bytes).unwrap();
        (path.as_str().strip_prefix(&format!("{TOP}/")).unwrap().to_owned(), bytes)
    };
    paths.into_iter().map(read).collect()
}

/// Whether another reader of zips sees the same files, and nothing inconsistent.
fn second_opinion(bytes: &[u8], files: &Files) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.validate_header_consistency().unwrap();
    assert!(!archive.has_overlapping_entries().unwrap());
    assert_eq!(archive.len(), files.len());
    for (path, expected) in files {
        let mut read = Vec::new();
        archive.by_name(&format!("{TOP}/{path}")).unwrap().read_to_end(&mut read).unwrap();
        assert_eq!(&read, expected);
    }
}

/// Pieces of which zips are made, to be thrown together.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"PK\x03\x04".to_vec()),
        Just(b"PK\x01\x02".to_vec()),
        Just(b"PK\x05\x06".to_vec()),
        Just(b"PK\x06\x06".to_vec()),
        Just(b"PK\x06\x07".to_vec()),
        Just(vec![0; 16]),
        Just(vec![0xff; 8]),
        vec(any::<u8>(), 0..24),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop_oneof![vec(any::<u8>(), 0..400), pieces()]) {
        prop_assert!(!judge_zip(bytes).valid);
    }

    #[test]
    fn what_is_accepted_is_what_was_packed(
        which in 0..3_usize,
        all in vec(damage(), 1..4),
        late: bool,
    ) {
        let mut bytes = ZIPS[which].clone();
        for damage in &all {
            apply(&mut bytes, damage, late);
        }
        if judge_zip(bytes.clone()).valid {
            let files = contents(&bytes);
            prop_assert_eq!(&files, &PACKAGES[which]);
            second_opinion(&bytes, &files);
        }
    }

    #[test]
    fn a_changed_byte_of_the_payload_is_never_valid(
        which in 0..3_usize,
        file: Index,
        at: Index,
        bit in 0..8_u8,
    ) {
        let mut files = PACKAGES[which].clone();
        let payload: Vec<String> =
            files.keys().filter(|path| path.starts_with("data/")).cloned().collect();
        let bytes = files.get_mut(file.get(&payload)).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        // Its checksum in the zip is right, as after unpacking, changing and packing again.
        prop_assert!(!judge_zip(zipped(&files, TOP).bytes()).valid);
        prop_assert!(!judge_folder(&folder(&files)).valid);
    }
}

#[test]
fn an_undamaged_package_has_a_second_opinion() {
    for (bytes, files) in ZIPS.iter().zip(&*PACKAGES) {
        assert!(judge_zip(bytes.clone()).valid);
        assert_eq!(&contents(bytes), files);
        second_opinion(bytes, files);
    }
}

#[test]
fn every_bit_of_a_small_zip_counts_or_changes_nothing() {
    let mut files = Files::from([("data/a".to_owned(), b"a".to_vec())]);
    seal_with(&mut files, &["sha256"]);
    files.remove("tagmanifest-sha256.txt");
    let whole = zipped(&files, TOP).bytes();
    assert!(judge_zip(whole.clone()).valid);
    for at in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[at / 8] ^= 1 << (at % 8);
        if judge_zip(bytes.clone()).valid {
            assert_eq!(contents(&bytes), files, "bit {at}");
            second_opinion(&bytes, &files);
        }
    }
}
