//! Zips whose bytes are not where they should be, or not what the zip says of them.

use crate::raw::{Entry, WideEnd, Zip, deflated, stored, wide_end};
use crate::zips::{Case, changed, good, plus, with};

/// The end of the zip and its list.
pub(crate) fn ends() -> Vec<Case> {
    vec![
        ("untouched", good().bytes(), &[]),
        ("with a comment", with(|zip| zip.comment = b"hello".to_vec()), &[]),
        ("wide end", with(|zip| zip.wide = Some(wide_end)), &[]),
        ("wide end, narrow full", with(|zip| wide(zip, wide_end, |f| *f = [u32::MAX; 3])), &[]),
        (
            "wide count lies",
            with(|zip| zip.wide = Some(|l, s, c| wide_end(l, s, c + 1))),
            &["bundle-zip-list"],
        ),
        (
            "wide size lies",
            with(|zip| wide(zip, |l, _, c| wide_end(l, u64::MAX, c), |f| f[1] = u32::MAX)),
            &["bundle-zip-list"],
        ),
        (
            "wide offset lies",
            with(|zip| wide(zip, |_, s, c| wide_end(u64::MAX - s, s, c), |f| f[2] = u32::MAX)),
            &["bundle-zip-list"],
        ),
        (
            "wide end missing",
            with(|zip| zip.wide = Some(|l, s, c| wide_end(l, s, c)[56..].to_vec())),
            &["bundle-zip-list"],
        ),
        (
            "wide count of disks",
            with(|zip| {
                zip.wide = Some(|l, s, c| {
                    let mut w = wide_end(l, s, c);
                    w[72] = 9;
                    w
                })
            }),
            &["bundle-zip-parts"],
        ),
        ("several disks", with(|zip| zip.disk = 1), &["bundle-zip-parts"]),
        ("entry on another disk", changed(|e| e.disk = 1), &["bundle-zip-parts"]),
        ("count too high", with(|zip| zip.end = Some(|f| f[0] += 1)), &["bundle-zip-count"]),
        ("count too low", with(|zip| zip.end = Some(|f| f[0] -= 1)), &["bundle-zip-count"]),
        (
            "list too short",
            with(|zip| zip.end = Some(|f| f[1] -= 1)),
            &["bundle-zip-list", "bundle-zip-prefix"],
        ),
        ("list too long", with(|zip| zip.end = Some(|f| f[1] += 1)), &["bundle-zip-list"]),
        ("list nowhere", with(|zip| zip.end = Some(|f| f[2] = u32::MAX)), &["bundle-zip-list"]),
        (
            "100,001 entries",
            with(|zip| wide(zip, |l, s, _| wide_end(l, s, 100_001), |f| f[0] = 0xffff)),
            &["bundle-zip-too-many"],
        ),
        ("100,001 entries, said to be 3", many(100_001, 3), &["bundle-zip-too-many"]),
    ]
}

/// What is missing, and what is too much.
pub(crate) fn pieces() -> Vec<Case> {
    vec![
        (
            "cut in the list",
            {
                let b = good().bytes();
                b[..b.len() - 60].to_vec()
            },
            &["bundle-zip-cut"],
        ),
        ("cut in the data", good().bytes()[..200].to_vec(), &["bundle-zip-cut"]),
        (
            "cut in the comment",
            {
                let b = with(|zip| zip.comment = vec![b'a'; 9]);
                b[..b.len() - 1].to_vec()
            },
            &["bundle-zip-cut"],
        ),
        ("cut at the front", good().bytes()[10..].to_vec(), &["bundle-zip-list"]),
        ("empty file", Vec::new(), &["bundle-not-a-zip"]),
        ("text", b"PKhello".to_vec(), &["bundle-not-a-zip"]),
        ("empty zip", Zip::default().bytes(), &["bundle-not-a-bag"]),
        (
            "bytes before",
            [b"MZ executable".to_vec(), good().bytes()].concat(),
            &["bundle-zip-prefix"],
        ),
        (
            "bytes before, counted",
            with(|zip| zip.before = b"#!/bin/sh\n".to_vec()),
            &["bundle-zip-gap"],
        ),
        ("bytes behind", with(|zip| zip.behind = b"more".to_vec()), &["bundle-zip-trailing"]),
        ("bytes between", changed(|e| e.behind = b"hidden".to_vec()), &["bundle-zip-gap"]),
        (
            "bytes before the list",
            with(|zip| zip.before_list = Zip::of(vec![stored("a", b"b")]).bytes()),
            &["bundle-zip-gap"],
        ),
        (
            "a zip in the comment",
            with(|zip| zip.comment = Zip::of(vec![stored("bag/evil", b"b")]).bytes()),
            &["bundle-zip-two-ends"],
        ),
        ("unlisted entry", unlisted(), &["bundle-zip-gap"]),
        ("two zips in a row", [good().bytes(), good().bytes()].concat(), &["bundle-zip-prefix"]),
    ]
}

/// Headers that lie, and bytes that are shared.
pub(crate) fn headers() -> Vec<Case> {
    vec![
        (
            "header missing",
            changed(|e| e.local_magic = *b"PK\x03\x05"),
            &["bundle-entry-header", "bundle-zip-gap"],
        ),
        (
            "header elsewhere",
            changed(|e| e.offset = Some(1)),
            &["bundle-entry-header", "bundle-zip-gap"],
        ),
        (
            "header in the list",
            changed(|e| e.offset = Some(60_000)),
            &["bundle-entry-header", "bundle-zip-gap"],
        ),
        (
            "name differs",
            changed(|e| e.local_name = Some(b"bag/data/../evil!".to_vec())),
            &["bundle-entry-differs"],
        ),
        ("flags differ", changed(|e| e.local_flags = Some(1)), &["bundle-entry-differs"]),
        ("method differs", changed(|e| e.local_method = Some(0)), &["bundle-entry-differs"]),
        (
            "sizes differ",
            changed(|e| e.local_sums = Some([e.crc, e.packed, 9])),
            &["bundle-entry-differs"],
        ),
        ("same bytes twice", shared(), &["bundle-entry-overlap", "bundle-entry-differs"]),
        ("bytes inside bytes", quoted(), &["bundle-entry-overlap"]),
        (
            "data over the end",
            changed(|e| set(e, |n| n + 60_000, |n| n)),
            &["bundle-entry-overlap"],
        ),
    ]
}

/// Bytes that are not what the zip says, and folders at its top.
pub(crate) fn contents() -> Vec<Case> {
    let nested = stored("bag/data/inner.zip", &Zip::of(vec![stored("../evil", b"x")]).bytes());
    vec![
        (
            "bomb",
            plus(deflated("bag/bomb", &vec![0; 30_000_000])),
            &["bundle-entry-bomb", "bundle-zip-bomb"],
        ),
        (
            "many small bombs",
            with(|zip| {
                (0..12).for_each(|n| {
                    zip.entries.push(deflated(&format!("bag/{n}"), &vec![0; 5_000_000]))
                })
            }),
            &["bundle-zip-bomb"],
        ),
        (
            "said to be 11 GB",
            with(|zip| {
                (0..3).for_each(|n| {
                    zip.entries
                        .push(Entry { size: 4_000_000_000, ..stored(&format!("bag/{n}"), b"x") })
                })
            }),
            &["bundle-entry-bomb", "bundle-zip-too-big"],
        ),
        (
            "bomb said to be small",
            plus(Entry { size: 5, ..deflated("bag/bomb", &vec![0; 30_000_000]) }),
            &["bundle-data-size", "bundle-tag-unlisted"],
        ),
        ("said to be larger", changed(|e| set(e, |n| n, |n| n + 1)), &["bundle-data-size"]),
        ("said to be smaller", changed(|e| set(e, |n| n, |n| n - 1)), &["bundle-data-size"]),
        (
            "bytes behind the stream",
            changed(|e| {
                e.body.push(0);
                set(e, |n| n + 1, |n| n);
            }),
            &["bundle-data-size"],
        ),
        ("stream damaged", changed(|e| e.body[0] = 7), &["bundle-data-damaged"]),
        ("checksum wrong", changed(|e| e.crc ^= 1), &["bundle-data-checksum"]),
        (
            "stored bytes changed",
            with(|zip| zip.entry("bag/data/deep/er/a b.bin").body[9] ^= 1),
            &["bundle-data-checksum"],
        ),
        (
            "stored and sealed anew",
            with(|zip| {
                let entry = zip.entry("bag/data/deep/er/a b.bin");
                entry.body[9] ^= 1;
                entry.crc = crc32fast::hash(&entry.body);
            }),
            &["bundle-file-changed"],
        ),
        ("a zip in the zip", plus(nested), &["bundle-file-unlisted"]),
        ("two top folders", plus(stored("other/x", b"x")), &["bundle-top-folders"]),
        ("a Mac's shadow", plus(stored("__MACOSX/bag/._x", b"x")), &["bundle-top-folders"]),
        ("a file beside the folder", plus(stored("readme.txt", b"x")), &["bundle-top-folders"]),
        (
            "two folders and no bag",
            Zip::of(vec![stored("a/x", b""), stored("b/x", b"")]).bytes(),
            &["bundle-not-a-bag", "bundle-top-folders"],
        ),
        (
            "no top folder",
            Zip {
                entries: good()
                    .entries
                    .into_iter()
                    .map(|mut e| {
                        e.name.drain(..4);
                        e
                    })
                    .collect(),
                ..Zip::default()
            }
            .bytes(),
            &["bundle-top-folder-missing"],
        ),
        (
            "one loose file",
            Zip::of(vec![stored("a", b"b")]).bytes(),
            &["bundle-not-a-bag", "bundle-top-folder-missing"],
        ),
    ]
}

/// Gives the zip a wide end record, and changes what the narrow one says.
fn wide(zip: &mut Zip, record: WideEnd, narrow: fn(&mut [u32; 3])) {
    (zip.wide, zip.end) = (Some(record), Some(narrow));
}

/// Sets packed size and size of an entry, in both headers.
fn set(entry: &mut Entry, packed: fn(u32) -> u32, size: fn(u32) -> u32) {
    (entry.packed, entry.size) = (packed(entry.packed), size(entry.size));
}

fn many(real: usize, said: u32) -> Vec<u8> {
    let entry = |n: usize| Entry { listed_only: true, ..stored(&format!("bag/{n}"), b"") };
    let mut zip = Zip::of((0..real).map(entry).collect());
    assert_eq!(said, 3);
    zip.end = Some(|fields| fields[0] = 3);
    zip.bytes()
}

/// An entry that a streaming unpacker finds and the list does not name.
fn unlisted() -> Vec<u8> {
    let hidden = Zip::of(vec![stored("bag/hidden", b"evil")]).bytes();
    let length = hidden.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    changed(|entry| entry.behind = hidden[..length].to_vec())
}

/// Two names for one header.
fn shared() -> Vec<u8> {
    with(|zip| {
        let at = u32::try_from(zip.bytes().len()).unwrap();
        let mut copy = zip.entries[0].clone();
        (copy.name, copy.listed_only, copy.offset) = (b"bag/copy".to_vec(), true, Some(0));
        assert!(at > 0);
        zip.entries.push(copy);
    })
}

/// A file whose bytes are the header and bytes of the next: overlap as the small bombs have it.
fn quoted() -> Vec<u8> {
    with(|zip| {
        let inner = stored("bag/b", b"inner");
        let whole = Zip::of(vec![inner.clone()]).bytes();
        let quote = &whole[..30 + 5 + 5];
        let outer = stored("bag/a", quote);
        let at = zip.bytes();
        let begin = at.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        zip.entries.push(outer);
        let offset = u32::try_from(begin + 30 + 5).unwrap();
        zip.entries.push(Entry { offset: Some(offset), listed_only: true, ..inner });
    })
}
