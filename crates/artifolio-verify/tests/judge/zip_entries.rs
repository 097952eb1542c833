//! Zips whose entries are no files, or are packed in ways that no one should have to read.

use crate::raw::{Entry, field, stored};
use crate::zips::{Case, changed, plus};

fn mode(external: u32) -> Vec<u8> {
    changed(|entry| entry.external = external)
}

/// What an entry is and how it is packed.
pub(crate) fn kinds() -> Vec<Case> {
    let descriptor = |signature: &[u8], crc: u32| {
        changed(|e| {
            e.flags |= 8;
            e.local_sums = Some([0; 3]);
            let sums = [crc ^ e.crc, e.packed, e.size];
            e.behind = [signature, &sums.map(u32::to_le_bytes).concat()].concat();
        })
    };
    vec![
        ("symlink", mode(0o120_777 << 16), &["bundle-link"]),
        (
            "symlink packed on DOS",
            changed(|e| (e.external, e.made_by) = (0o120_777 << 16, 20)),
            &["bundle-link"],
        ),
        ("character device", mode(0o020_644 << 16), &["bundle-special"]),
        ("block device", mode(0o060_644 << 16), &["bundle-special"]),
        ("pipe", mode(0o010_644 << 16), &["bundle-special"]),
        ("socket", mode(0o140_644 << 16), &["bundle-special"]),
        ("set-uid", mode(0o104_755 << 16), &["bundle-special"]),
        ("set-gid without a type", mode(0o002_755 << 16), &["bundle-special"]),
        ("folder by mode, file by name", mode(0o040_755 << 16), &["bundle-entry-folder"]),
        ("folder by attribute, file by name", mode(0x10), &["bundle-entry-folder"]),
        ("file by mode, folder by name", plus(stored("bag/x/", b"")), &["bundle-entry-folder"]),
        (
            "folder with bytes",
            plus(Entry { external: 0, ..stored("bag/x/", b"x") }),
            &["bundle-entry-folder"],
        ),
        ("empty folder", plus(Entry { external: 0o042_755 << 16, ..stored("bag/x/", b"") }), &[]),
        ("encrypted", changed(|e| e.flags |= 1), &["bundle-entry-encrypted"]),
        ("strongly encrypted", changed(|e| e.flags |= 0x40), &["bundle-entry-encrypted"]),
        ("list encrypted", changed(|e| e.flags |= 0x2000), &["bundle-entry-encrypted"]),
        ("zstd", changed(|e| e.method = 93), &["bundle-entry-method"]),
        ("AES", changed(|e| e.method = 99), &["bundle-entry-method"]),
        ("patched data", changed(|e| e.flags |= 0x20), &["bundle-entry-feature"]),
        ("version of the future", changed(|e| e.needed = 63), &["bundle-entry-feature"]),
        ("descriptor", descriptor(b"PK\x07\x08", 0), &[]),
        ("descriptor without signature", descriptor(b"", 0), &[]),
        (
            "descriptor that lies",
            descriptor(b"PK\x07\x08", 1),
            &["bundle-entry-differs", "bundle-zip-gap"],
        ),
        ("extra field cut", changed(|e| e.extra = vec![1, 0, 9, 0]), &["bundle-entry-extra"]),
        (
            "wide sizes twice",
            changed(|e| e.extra = [field(1, &[]), field(1, &[])].concat()),
            &["bundle-entry-extra"],
        ),
        (
            "wide sizes too short",
            changed(|e| {
                e.size = u32::MAX;
                e.extra = field(1, &[0; 7]);
            }),
            &["bundle-entry-extra", "bundle-zip-bomb", "bundle-entry-bomb"],
        ),
        ("padding", changed(|e| (e.extra, e.local_extra) = (vec![0; 3], vec![0; 3])), &[]),
        (
            "wide sizes",
            changed(|e| {
                e.extra = field(
                    1,
                    &[u64::from(e.size), u64::from(e.packed)].map(u64::to_le_bytes).concat(),
                );
                e.local_extra = e.extra.clone();
                e.local_sums = Some([e.crc, u32::MAX, u32::MAX]);
                (e.size, e.packed) = (u32::MAX, u32::MAX);
            }),
            &[],
        ),
        (
            "wide size of 16 EiB",
            changed(|e| {
                e.extra = field(1, &u64::MAX.to_le_bytes());
                e.size = u32::MAX;
            }),
            &["bundle-entry-bomb", "bundle-entry-differs", "bundle-zip-too-big"],
        ),
        (
            "wide offset of 16 EiB",
            changed(|e| {
                e.extra = field(1, &u64::MAX.to_le_bytes());
                e.offset = Some(u32::MAX);
            }),
            &["bundle-entry-header", "bundle-zip-gap"],
        ),
    ]
}
