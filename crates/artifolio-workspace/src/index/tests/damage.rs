//! Databases that are damaged, foreign, newer or gone: moved aside, made anew, never a failure, nothing lost.

use std::fs;

use futures_executor::block_on;
use proptest::prelude::*;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};

use super::shelf::Shelf;
use super::{Place, fresh};
use crate::index::{Changes, Index};

fn corpus() -> Shelf {
    let files = Shelf::of(&[("artifacts/a/artifact.md", "---\nid: a\n---\nred"), ("b.png", "x")]);
    for n in 0..60 {
        let text = format!("# Note {n}\n\nred word{n} {}", "filler text ".repeat(n));
        files.put(&super::path(&format!("feedback/{n}.md")), text.as_bytes(), 1);
    }
    files
}

fn execute(place: &Place, statement: &'static str) {
    let options = SqliteConnectOptions::new().filename(place.file()).create_if_missing(true);
    let mut connection = block_on(options.connect()).unwrap();
    block_on(sqlx::query(statement).execute(&mut connection)).unwrap();
    block_on(sqlx::Connection::close(connection)).unwrap();
}

fn built(files: &Shelf) -> Place {
    let place = Place::new();
    let index = place.open();
    index.rebuild(files).unwrap();
    index.close().unwrap();
    place
}

#[test]
fn sqlite_is_new_enough() {
    let place = Place::new();
    let mut connection = block_on(
        SqliteConnectOptions::new()
            .filename(place.folder.path().join("x"))
            .create_if_missing(true)
            .connect(),
    )
    .unwrap();
    let version: String =
        block_on(sqlx::query("SELECT sqlite_version()").fetch_one(&mut connection)).unwrap().get(0);
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
}

#[test]
fn a_reopened_index_is_as_it_was() {
    let files = corpus();
    let place = built(&files);
    let index = place.open();
    assert_eq!(index.reconcile(&files).unwrap(), Changes::default());
    assert!(!place.aside().exists());
}

#[test]
fn another_version_is_moved_aside() {
    let files = corpus();
    for statement in ["PRAGMA user_version = 99", "PRAGMA user_version = 0"] {
        let place = built(&files);
        execute(&place, statement);
        let old = fs::read(place.file()).unwrap();
        let index = place.open();
        assert_eq!(fs::read(place.aside()).unwrap(), old, "{statement}");
        assert_eq!(index.counts().unwrap().files, 0);
        index.reconcile(&files).unwrap();
        assert_eq!(place.dump(), fresh(&files, &[]).0);
    }
}

/// SQLite's own check does not see it, and `DROP TABLE` would leave the row: the next one of its name would be the second.
#[test]
fn a_table_filed_under_its_name_in_other_case_is_damage() {
    let files = corpus();
    let place = built(&files);
    execute(
        &place,
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET tbl_name = 'Words_docsize' WHERE name = 'words_docsize'",
    );
    let index = place.open();
    index.rebuild(&files).unwrap();
    index.close().unwrap();
    assert_eq!(place.dump(), fresh(&files, &[]).0);
    assert!(place.aside().exists());
}

/// Byte 18 of the file says who may write it (sqlite.org/fileformat2.html): 1 or 2, and no version of today above.
#[test]
fn a_database_that_can_only_be_read_is_mended() {
    let files = corpus();
    let place = built(&files);
    let mut bytes = fs::read(place.file()).unwrap();
    bytes[18] = 6;
    fs::write(place.file(), bytes).unwrap();
    let index = place.open();
    index.rebuild(&files).unwrap();
    assert_eq!(place.dump(), fresh(&files, &[]).0);
    assert!(place.aside().exists());
}

#[test]
fn what_is_no_database_is_moved_aside() {
    let place = Place::new();
    fs::create_dir_all(place.file().parent().unwrap()).unwrap();
    fs::write(place.file(), "my diary, which is no database at all, and rather long ".repeat(50))
        .unwrap();
    let index = place.open();
    assert!(fs::read_to_string(place.aside()).unwrap().starts_with("my diary"));
    assert_eq!(index.rebuild(&corpus()).unwrap().files, 62);
}

/// A newer program has the index open, so it has a log, without which it is not whole.
#[test]
fn a_log_is_moved_aside_with_its_database() {
    let files = corpus();
    let place = Place::new();
    let newer = place.open();
    newer.rebuild(&files).unwrap();
    execute(&place, "PRAGMA user_version = 99");
    assert!(fs::metadata(place.file().with_file_name("w-1.db-wal")).unwrap().len() > 0);
    let index = place.open();
    assert_eq!(index.counts().unwrap().files, 0);
    index.reconcile(&files).unwrap();
    assert_eq!(place.dump(), fresh(&files, &[]).0);
    let log = place.aside().with_file_name("w-1.db.broken-wal");
    assert!(fs::metadata(log).unwrap().len() > 0);
    drop(newer);
}

#[test]
fn a_table_that_is_missing_while_in_use_is_mended() {
    let files = corpus();
    let place = built(&files);
    let index = place.open();
    execute(&place, "DROP TABLE note");
    assert_eq!(index.search(&files, "red", 100).unwrap().len(), 61);
    assert!(place.aside().exists());
    assert_eq!(place.dump(), fresh(&files, &[]).0);
}

#[test]
fn a_place_that_cannot_be_used_is_an_error_and_nothing_more() {
    let place = Place::new();
    fs::create_dir_all(place.file()).unwrap();
    assert!(Index::open(&place.file()).is_err());
    assert!(place.file().is_dir());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_never_fails(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8_u8), 0..20),
        cut in prop::option::of(any::<prop::sample::Index>()),
        head in any::<bool>(),
        search_first in any::<bool>(),
    ) {
        let files = corpus();
        let place = built(&files);
        let mut bytes = fs::read(place.file()).unwrap();
        // The first page alone decides much, so it is hit more often.
        let range = if head { 4096 } else { bytes.len() };
        for (at, bit) in flips {
            bytes[at.index(range)] ^= 1 << bit;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        fs::write(place.file(), bytes).unwrap();
        let index = place.open();
        if search_first {
            index.search(&files, "red", 9).unwrap();
        }
        index.reconcile(&files).unwrap();
        index.search(&files, "word7", 9).unwrap();
        index.rebuild(&files).unwrap();
        index.close().unwrap();
        prop_assert_eq!(place.dump(), fresh(&files, &[]).0);
    }
}
