//! A damaged index is built anew: searches find what a fresh one finds, and the portfolio is not touched.

use std::path::Path;

use artifolio_tests::Scratch;
use artifolio_tests::run::{Random, Run};
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::index::{Hit, Index};

const WORDS: [&str; 3] = ["students", "board", "exit tick"];

fn found(index: &Index, files: &DiskFs) -> Vec<Vec<Hit>> {
    WORDS
        .iter()
        .map(|words| index.search(files, words, 50).unwrap_or_else(|e| panic!("{words}: {e}")))
        .collect()
}

/// Damages the database: bits, its end, its journal, its stamp. Whether single bits were flipped, which SQLite cannot see
/// inside a word: the index then finds other words until it is read again, and nothing else is wrong.
fn damage(place: &Path, random: &mut Random) -> bool {
    let wal = place.with_extension("db-wal");
    let mut bytes = std::fs::read(place).unwrap();
    let way = random.below(6);
    match way {
        0 => bytes.truncate(random.below(bytes.len())),
        1 => {
            let at = random.below(bytes.len());
            let end = (at + 4096).min(bytes.len());
            bytes[at..end].fill(0);
        }
        2 => {
            // The stamp of an older or a newer program (`PRAGMA user_version`, bytes 60 to 63).
            bytes[63] = bytes[63].wrapping_add(1 + u8::try_from(random.below(200)).unwrap());
        }
        3 => {
            let _ = std::fs::remove_file(&wal);
        }
        4 if wal.exists() => {
            let mut log = std::fs::read(&wal).unwrap();
            log.truncate(random.below(log.len() + 1));
            std::fs::write(&wal, log).unwrap();
        }
        _ => {
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
        }
    }
    std::fs::write(place, bytes).unwrap();
    way == 5 || (way == 4 && !wal.exists())
}

#[test]
fn an_index_damaged_in_any_way_is_as_good_as_new() {
    let run = Run::of(
        "index",
        "damages of the search index: bits, pages, ends, journals, stamps",
        40,
        2_000,
    );
    let mut random = run.random();
    let scratch = Scratch::with("sample");
    let files = DiskFs::open(&scratch.ws()).unwrap();
    let before = scratch.tree("ws");
    let place = scratch.path("data/index.db");
    let fresh = {
        let index = Index::open(&place).unwrap();
        index.rebuild(&files).unwrap();
        let fresh = found(&index, &files);
        index.close().unwrap();
        fresh
    };
    assert!(fresh.iter().all(|hits| !hits.is_empty()));
    for n in 0..run.count {
        let flipped = damage(&place, &mut random);
        let index = Index::open(&place).unwrap_or_else(|e| panic!("{n}: {e}"));
        index.reconcile(&files).unwrap_or_else(|e| panic!("{n}: {e}"));
        let hits = found(&index, &files);
        if !flipped {
            assert!(hits == fresh, "{n}: other hits");
        }
        index.rebuild(&files).unwrap_or_else(|e| panic!("{n}: {e}"));
        assert!(found(&index, &files) == fresh, "{n}: other hits after all was read again");
        index.close().unwrap();
    }
    assert!(scratch.tree("ws") == before, "the portfolio is as it was");
    run.held();
}
