//! The mutator: kinds of damage to a bundle, driven by a seed.

use std::io::{Cursor, Read as _};

use sha2::{Digest as _, Sha256, Sha512};
use zip::{CompressionMethod, ZipArchive};

use super::raw::{Entry, Zip, deflated, stored};

/// Numbers from a seed (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// Below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// One of all.
    pub(crate) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A kind of damage and how it is done.
pub(super) type Kind = (&'static str, fn(&[u8], &mut Dice) -> Vec<u8>);

/// All kinds.
pub(super) const KINDS: [Kind; 33] = [
    ("flip-data", |b, d| flip(b, &data(b, |_, _| true), d)),
    ("flip-payload", |b, d| flip(b, &data(b, |name, _| name.contains("/data/")), d)),
    ("flip-deflated", |b, d| {
        flip(b, &data(b, |_, method| method == CompressionMethod::Deflated), d)
    }),
    ("flip-packed-manifest", |b, d| flip(b, &data(b, |name, _| name.contains("manifest-")), d)),
    ("flip-list", |b, d| flip(b, &[list(b)], d)),
    ("flip-list", |b, d| flip(b, &[list(b)], d)),
    ("flip-list", |b, d| flip(b, &[list(b)], d)),
    ("flip-header", |b, d| flip(b, &headers(b), d)),
    ("flip-header", |b, d| flip(b, &headers(b), d)),
    ("flip-end", |b, d| flip(b, &[(b.len() - 22, b.len())], d)),
    ("flip-anywhere", |b, d| flip(b, &[(0, b.len())], d)),
    ("truncate", |b, d| b[..d.below(b.len())].to_vec()),
    ("append", |b, d| [b, &vec![b'x'; 1 + d.below(99)]].concat()),
    ("prepend", |b, d| [&vec![b'x'; 1 + d.below(99)], b].concat()),
    ("drop-entry", |b, d| with(b, |zip| drop(zip.entries.remove(d.below(zip.entries.len()))))),
    ("rename-entry", |b, d| with(b, |zip| entry(zip, d).name.push(b'2'))),
    ("rename-in-list-only", |b, d| {
        with(b, |zip| {
            let entry = entry(zip, d);
            entry.local_name = Some(entry.name.clone());
            *entry.name.last_mut().unwrap() ^= 1;
        })
    }),
    ("duplicate-entry", |b, d| {
        with(b, |zip| {
            let copy = entry(zip, d).clone();
            zip.entries.push(copy);
        })
    }),
    ("add-payload", |b, _| with(b, |zip| add(zip, "data/new.txt", b"new"))),
    ("add-tag", |b, _| with(b, |zip| add(zip, "new.txt", b"new"))),
    ("add-beside", |b, _| with(b, |zip| zip.entries.push(stored("beside/new.txt", b"new")))),
    ("add-climbing", |b, _| with(b, |zip| add(zip, "../../new.txt", b"new"))),
    ("add-other-case", |b, d| {
        with(b, |zip| {
            let name = entry(zip, d).name.to_ascii_uppercase();
            let new = stored("x", b"new");
            zip.entries.push(Entry { name, ..new });
        })
    }),
    ("swap-contents", |b, d| with(b, |zip| swap(zip, d))),
    ("strip-tag-manifests", |b, _| {
        with(b, |zip| {
            zip.entries.retain(|e| {
                !ends(e, "tagmanifest-sha256.txt") && !ends(e, "tagmanifest-sha512.txt")
            })
        })
    }),
    ("strip-manifest", |b, _| {
        with(b, |zip| zip.entries.retain(|e| !ends(e, "/manifest-sha256.txt")))
    }),
    ("edit-list", |b, d| {
        edit(
            b,
            d.of::<&str>(&["manifest-sha256.txt", "manifest-sha512.txt"]),
            |text| text.replacen(['a', 'b'], "c", 1),
            false,
        )
    }),
    ("edit-bag-info", |b, _| edit(b, "bag-info.txt", |text| text.replace("2027", "2028"), false)),
    ("edit-bag-info-sealed", |b, _| {
        edit(b, "bag-info.txt", |text| text.replace("Identifier: C", "Identifier: D"), true)
    }),
    ("edit-declaration-sealed", |b, _| {
        edit(b, "bagit.txt", |text| text.replace(": 1.0", ":  1.0"), true)
    }),
    ("symlink", |b, d| with(b, |zip| entry(zip, d).external = 0o120_777 << 16)),
    ("change-size", |b, d| with(b, |zip| entry(zip, d).size += 1)),
    ("packed-again", |b, _| with(b, |_| ())),
];

fn archive(bytes: &[u8]) -> ZipArchive<Cursor<&[u8]>> {
    ZipArchive::new(Cursor::new(bytes)).unwrap()
}

/// Where the packed bytes of entries lie.
fn data(bytes: &[u8], wanted: fn(&str, CompressionMethod) -> bool) -> Vec<(usize, usize)> {
    let mut archive = archive(bytes);
    let ranges = (0..archive.len()).filter_map(|n| {
        let file = archive.by_index_raw(n).unwrap();
        let start = usize::try_from(file.data_start().unwrap()).unwrap();
        let end = start + usize::try_from(file.compressed_size()).unwrap();
        let name = file.name().unwrap().into_owned();
        (end > start && wanted(&name, file.compression())).then_some((start, end))
    });
    ranges.collect()
}

/// Where the headers before the bytes lie.
fn headers(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut archive = archive(bytes);
    let ranges = (0..archive.len()).map(|n| {
        let file = archive.by_index_raw(n).unwrap();
        let place = |at: u64| usize::try_from(at).unwrap();
        (place(file.header_start()), place(file.data_start().unwrap()))
    });
    ranges.collect()
}

/// Where the list at the end lies.
fn list(bytes: &[u8]) -> (usize, usize) {
    (usize::try_from(archive(bytes).central_directory_start()).unwrap(), bytes.len() - 22)
}

fn flip(bytes: &[u8], ranges: &[(usize, usize)], dice: &mut Dice) -> Vec<u8> {
    let (start, end) = *dice.of(ranges);
    let at = start + dice.below(end - start);
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1 << dice.below(8);
    bytes
}

/// The bundle taken apart, changed, and put together again with right sums.
fn with(bytes: &[u8], change: impl FnOnce(&mut Zip)) -> Vec<u8> {
    let mut archive = archive(bytes);
    let entries = (0..archive.len()).map(|n| {
        let mut file = archive.by_index(n).unwrap();
        let (name, packed) = (file.name().unwrap().into_owned(), file.compression());
        let mut body = Vec::new();
        file.read_to_end(&mut body).unwrap();
        if packed == CompressionMethod::Deflated {
            deflated(&name, &body)
        } else {
            stored(&name, &body)
        }
    });
    let mut zip = Zip::of(entries.collect());
    change(&mut zip);
    zip.bytes()
}

fn entry<'a>(zip: &'a mut Zip, dice: &mut Dice) -> &'a mut Entry {
    let at = dice.below(zip.entries.len());
    &mut zip.entries[at]
}

fn ends(entry: &Entry, tail: &str) -> bool {
    entry.name.ends_with(tail.as_bytes())
}

fn top(zip: &Zip) -> String {
    String::from_utf8(zip.entries[0].name.clone()).unwrap().split('/').next().unwrap().to_owned()
}

fn add(zip: &mut Zip, name: &str, bytes: &[u8]) {
    let name = format!("{}/{name}", top(zip));
    zip.entries.push(stored(&name, bytes));
}

fn swap(zip: &mut Zip, dice: &mut Dice) {
    let payload: Vec<usize> = (0..zip.entries.len())
        .filter(|n| String::from_utf8_lossy(&zip.entries[*n].name).contains("/data/"))
        .collect();
    let (a, b) = (*dice.of(&payload), *dice.of(&payload));
    let names = (zip.entries[a].name.clone(), zip.entries[b].name.clone());
    (zip.entries[a].name, zip.entries[b].name) = (names.1, names.0);
}

/// Changes a tag file; `sealed`: the tag manifests vouch for the change.
fn edit(bytes: &[u8], path: &str, change: impl Fn(String) -> String, sealed: bool) -> Vec<u8> {
    let mut texts = Vec::new();
    let mut archive = archive(bytes);
    let names: Vec<String> = (0..archive.len())
        .map(|n| archive.by_index(n).unwrap().name().unwrap().into_owned())
        .collect();
    let mut read = |tail: &str| {
        let name = names.iter().find(|name| name.ends_with(tail)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    let (name, old) = read(&format!("/{path}"));
    let new = change(old.clone());
    assert_ne!(old, new, "{path} was changed");
    for (list, sum) in [
        ("tagmanifest-sha256.txt", sha256 as fn(&str) -> String),
        ("tagmanifest-sha512.txt", sha512),
    ] {
        let (name, text) = read(list);
        let text = if sealed { text.replace(&sum(&old), &sum(&new)) } else { text };
        texts.push((name, text));
    }
    texts.push((name, new));
    with(bytes, |zip| {
        for (name, text) in texts {
            *zip.entry(&name) = deflated(&name, text.as_bytes());
        }
    })
}

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

fn sha512(text: &str) -> String {
    hex::encode(Sha512::digest(text))
}
