//! A damaged index is built anew: searches find what a fresh one finds, and the portfolio is not touched.

use std::collections::BTreeMap;
use std::path::Path;

use artifolio_tests::Scratch;
use artifolio_tests::run::{Random, Run};
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::index::{Hit, Index};

const WORDS: [&str; 3] = ["students", "board", "exit tick"];

fn found(index: &Index, files: &DiskFs, when: &str) -> Vec<Vec<Hit>> {
    let search = |words: &&str| {
        index.search(files, words, 50).unwrap_or_else(|e| panic!("{when}: {words}: {e}"))
    };
    WORDS.iter().map(search).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Cut,
    Zeroed,
    OlderStamp,
    NewerStamp,
    /// SQLite cannot see a bit inside a word: the index then finds other words until it is read again, and nothing else is
    /// wrong.
    Bits,
    WalGone,
    WalCut,
    /// SQLite takes in whatever a journal with right checksums says.
    WalOfAnother,
}

const WAYS: [Way; 8] = [
    Way::Cut,
    Way::Zeroed,
    Way::OlderStamp,
    Way::NewerStamp,
    Way::Bits,
    Way::WalGone,
    Way::WalCut,
    Way::WalOfAnother,
];

/// A database as it lies there while a program has it open, which may die at that moment: part of it is in the journal
/// beside it (`-wal`).
struct Open {
    database: Vec<u8>,
    wal: Vec<u8>,
}

impl Open {
    /// One that holds what the files `before` said, and in its journal what `files` say.
    fn of(place: &Path, before: &DiskFs, files: &DiskFs) -> Self {
        let index = Index::open(place).unwrap();
        index.rebuild(before).unwrap();
        index.close().unwrap();
        let index = Index::open(place).unwrap();
        index.reconcile(files).unwrap();
        let read = |place: &Path| std::fs::read(place).unwrap();
        let open = Self { database: read(place), wal: read(&wal(place)) };
        assert!(open.wal.len() > 4096, "it has pages in its journal");
        index.close().unwrap();
        open
    }
}

fn wal(place: &Path) -> std::path::PathBuf {
    place.with_extension("db-wal")
}

/// Damages the database at `place`, which is closed. `left` is one that this portfolio's index was killed as, `other`
/// another portfolio's.
fn damage(place: &Path, way: Way, left: &Open, other: &Open, random: &mut Random) {
    let closed = std::fs::read(place).unwrap();
    assert!(!wal(place).exists(), "all of it is in its one file");
    let mut bytes = closed;
    match way {
        Way::Cut => bytes.truncate(random.below(bytes.len())),
        Way::Zeroed => {
            let at = random.below(bytes.len());
            let end = (at + 4096).min(bytes.len());
            bytes[at..end].fill(0);
        }
        // The stamp of another program (`PRAGMA user_version`, bytes 60 to 63).
        Way::OlderStamp => bytes[63] -= 1,
        Way::NewerStamp => bytes[63] += 1 + u8::try_from(random.below(200)).unwrap(),
        Way::Bits => {
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
        }
        Way::WalGone => bytes.clone_from(&left.database),
        Way::WalCut => {
            bytes.clone_from(&left.database);
            let kept = random.below(left.wal.len());
            std::fs::write(wal(place), &left.wal[..kept]).unwrap();
        }
        Way::WalOfAnother => std::fs::write(wal(place), &other.wal).unwrap(),
    }
    std::fs::write(place, bytes).unwrap();
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
    let (scratch, another) = (Scratch::with("sample"), Scratch::with("sample-unfinished"));
    let files = DiskFs::open(&scratch.ws()).unwrap();
    let others = DiskFs::open(&another.ws()).unwrap();
    let before = scratch.tree("ws");
    let place = scratch.path("data/index.db");
    let left = Open::of(&scratch.path("data/left.db"), &others, &files);
    let other = Open::of(&scratch.path("data/other.db"), &files, &others);
    let fresh = {
        let index = Index::open(&place).unwrap();
        index.rebuild(&files).unwrap();
        let fresh = found(&index, &files, "undamaged");
        index.close().unwrap();
        fresh
    };
    assert!(fresh.iter().all(|hits| !hits.is_empty()));
    let mut came: BTreeMap<Way, usize> = BTreeMap::new();
    for n in 0..run.count {
        let way = WAYS[n % WAYS.len()];
        let when = format!("{n}, {way:?}");
        *came.entry(way).or_default() += 1;
        damage(&place, way, &left, &other, &mut random);
        let index = Index::open(&place).unwrap_or_else(|e| panic!("{when}: {e}"));
        index.reconcile(&files).unwrap_or_else(|e| panic!("{when}: {e}"));
        let hits = found(&index, &files, &when);
        assert!(way == Way::Bits || hits == fresh, "{when}: other hits");
        index.rebuild(&files).unwrap_or_else(|e| panic!("{when}: {e}"));
        let again = found(&index, &files, &when);
        assert!(again == fresh, "{when}: other hits after all was read again");
        index.close().unwrap();
    }
    println!("index: {came:?}");
    assert_eq!(came.len(), WAYS.len(), "each way came");
    assert!(scratch.tree("ws") == before, "the portfolio is as it was");
    run.held();
}
