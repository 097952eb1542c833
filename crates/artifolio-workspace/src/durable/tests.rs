use std::io::ErrorKind;

use proptest::prelude::*;

use super::*;
use crate::testing::crash::states;
use crate::testing::{Fault, MemFs, Op, Tree};

fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

fn with_note(bytes: &[u8]) -> MemFs {
    let fs = MemFs::new();
    fs.plant("criteria/5a.md", bytes);
    fs
}

fn replace(fs: &MemFs, bytes: &[u8], expect: Expect) -> Result<Sha256, WriteError> {
    durable_replace(fs, &path("criteria/5a.md"), bytes, expect, "u1")
}

fn note(tree: &Tree) -> Option<&[u8]> {
    tree.get(&path("criteria/5a.md"))?.as_deref()
}

#[test]
fn the_order_of_operations_is_the_promise() {
    let fs = with_note(b"old");
    replace(&fs, b"new", Expect::Sha256(Sha256::of(b"old"))).unwrap();
    let temporary = path("criteria/.~5a.md.u1.tmp");
    assert_eq!(
        fs.log(),
        [
            Op::Create(temporary.clone(), 1),
            Op::Write(1, b"new".to_vec()),
            Op::Sync(1),
            Op::Rename(temporary, path("criteria/5a.md")),
            Op::SyncFolder(path("criteria")),
        ]
    );
}

#[test]
fn a_file_changed_underneath_is_a_conflict_and_stays() {
    let theirs = Sha256::of(b"theirs");
    for (there, expect) in [
        (Some(&b"theirs"[..]), Expect::Sha256(Sha256::of(b"old"))),
        (Some(b"theirs"), Expect::Absent),
        (None, Expect::Sha256(Sha256::of(b"old"))),
    ] {
        let fs = MemFs::new();
        fs.plant("criteria/other.md", b"");
        if let Some(bytes) = there {
            fs.plant("criteria/5a.md", bytes);
        }
        let before = fs.tree();
        match replace(&fs, b"new", expect) {
            Err(WriteError::Conflict { found, .. }) => assert_eq!(found, there.map(|_| theirs)),
            other => panic!("{other:?}"),
        }
        assert_eq!(fs.tree(), before);
    }
}

#[test]
fn a_change_while_the_new_bytes_are_written_is_noticed() {
    let fs = with_note(b"old");
    let target = path("criteria/5a.md");
    let temporary = layout::temporary(&target, "u1");
    let expect = Expect::Sha256(Sha256::of(b"old"));
    let result = durable_write(&fs, &target, &temporary, expect, |out| {
        fs.plant("criteria/5a.md", b"theirs");
        out.write_all(b"new").map_err(|source| WriteError::Io { path: target.clone(), source })
    });
    assert!(matches!(result, Err(WriteError::Conflict { .. })), "{result:?}");
    assert_eq!(note(&fs.tree()).unwrap(), b"theirs");
    assert_eq!(fs.tree().len(), 2, "no temporary file stays");
}

#[test]
fn a_folder_or_a_missing_folder_in_the_place_is_an_error() {
    let fs = MemFs::new();
    fs.plant("criteria/5a.md/inside", b"");
    assert!(matches!(replace(&fs, b"new", Expect::Absent), Err(WriteError::Io { .. })));
    assert!(matches!(replace(&MemFs::new(), b"new", Expect::Absent), Err(WriteError::Io { .. })));
}

#[test]
fn whichever_operation_fails_one_of_both_files_is_whole_and_the_error_says_which() {
    for old in [None, Some(&b"old"[..])] {
        let prepared = || {
            let fs = MemFs::new();
            fs.plant("criteria/other.md", b"");
            if let Some(old) = old {
                fs.plant("criteria/5a.md", old);
            }
            fs
        };
        let expect = old.map_or(Expect::Absent, |old| Expect::Sha256(Sha256::of(old)));
        let fs = prepared();
        replace(&fs, b"new", expect).unwrap();
        let total = fs.operations();
        assert!(total >= 7);
        for n in 0..total {
            for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::TimedOut] {
                let fs = prepared();
                let before = fs.tree();
                fs.fail_at(n, Fault::Once(kind));
                match replace(&fs, b"new", expect) {
                    Err(WriteError::Unconfirmed { .. }) => {
                        assert_eq!(n, total - 1, "only the last can fail after the rename");
                        assert_eq!(note(&fs.tree()).unwrap(), b"new");
                    }
                    Err(WriteError::Io { source, .. }) => {
                        assert_eq!(source.kind(), kind);
                        assert_eq!(fs.tree(), before, "operation {n} failed with {kind}");
                    }
                    other => panic!("operation {n} failed with {kind}: {other:?}"),
                }
            }
        }
    }
}

/// What may stand there after a loss of power at any moment; and after a success, what may stand there at all.
fn after_power_loss(fs: &MemFs, base: &Tree) -> (Vec<Tree>, Vec<Tree>) {
    let log = fs.log();
    let during = (0..=log.len()).flat_map(|k| states(base, &log[..k])).collect();
    (during, states(base, &log).into_iter().collect())
}

#[test]
fn power_loss_at_any_moment_leaves_old_or_new_and_a_success_stays() {
    let run = |deaf: Option<usize>| {
        let fs = with_note(b"old text");
        let base = fs.tree();
        if let Some(deaf) = deaf {
            fs.deafen(deaf);
        }
        replace(&fs, b"new text", Expect::Sha256(Sha256::of(b"old text"))).unwrap();
        let (during, acknowledged) = after_power_loss(&fs, &base);
        let whole = during.iter().all(|tree| matches!(note(tree), Some(b"old text" | b"new text")));
        let kept = acknowledged.iter().all(|tree| note(tree) == Some(b"new text"));
        (whole, kept)
    };
    assert_eq!(run(None), (true, true));
    assert_eq!(run(Some(0)), (false, false), "without fsync of the file");
    assert_eq!(run(Some(1)), (true, false), "without fsync of the folder");
}

proptest! {
    #[test]
    fn what_was_acknowledged_is_what_is_read(texts in prop::collection::vec(any::<Vec<u8>>(), 1..6)) {
        let fs = with_note(b"first");
        let mut expect = Sha256::of(b"first");
        for (i, text) in texts.iter().enumerate() {
            let written = durable_replace(
                &fs, &path("criteria/5a.md"), text, Expect::Sha256(expect), &format!("u{i}"),
            ).unwrap();
            prop_assert_eq!(written, Sha256::of(text));
            prop_assert_eq!(current(&fs, &path("criteria/5a.md")).unwrap(), Some(written));
            prop_assert_eq!(written.to_string().parse(), Ok(written));
            expect = written;
        }
        prop_assert_eq!(fs.tree().len(), 2, "no temporary file stays");
    }
}
