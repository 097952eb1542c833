//! A zip writer that lies on demand. Every field can be set to anything; what is not set is right.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// One entry. The fields hold what the zip will say; `body` are the bytes that stand there.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: Vec<u8>,
    /// The name before the bytes, when it differs from the one in the list.
    pub(crate) local_name: Option<Vec<u8>>,
    pub(crate) body: Vec<u8>,
    pub(crate) made_by: u16,
    pub(crate) needed: u16,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) time: u32,
    pub(crate) crc: u32,
    pub(crate) packed: u32,
    pub(crate) size: u32,
    pub(crate) external: u32,
    pub(crate) extra: Vec<u8>,
    pub(crate) local_extra: Vec<u8>,
    /// What the local header says of crc, packed and size, when it differs.
    pub(crate) local_sums: Option<[u32; 3]>,
    pub(crate) local_flags: Option<u16>,
    pub(crate) local_method: Option<u16>,
    pub(crate) local_magic: [u8; 4],
    /// Bytes behind the body: a data descriptor, or a gap.
    pub(crate) behind: Vec<u8>,
    /// Where the list says the entry begins, when it lies.
    pub(crate) offset: Option<u32>,
    pub(crate) disk: u16,
    /// No local header and no bytes: the list speaks of something else.
    pub(crate) listed_only: bool,
}

pub(crate) const REGULAR: u32 = 0o100_644 << 16;

/// A stored file.
pub(crate) fn stored(name: &str, bytes: &[u8]) -> Entry {
    let length = u32::try_from(bytes.len()).unwrap();
    Entry {
        name: name.into(),
        local_name: None,
        body: bytes.to_vec(),
        made_by: 3 << 8 | 20,
        needed: 20,
        flags: if name.is_ascii() { 0 } else { 1 << 11 },
        method: 0,
        time: 0x5c21_0000,
        crc: crc32fast::hash(bytes),
        packed: length,
        size: length,
        external: REGULAR,
        extra: Vec::new(),
        local_extra: Vec::new(),
        local_sums: None,
        local_flags: None,
        local_method: None,
        local_magic: *b"PK\x03\x04",
        behind: Vec::new(),
        offset: None,
        disk: 0,
        listed_only: false,
    }
}

/// A deflated file.
pub(crate) fn deflated(name: &str, bytes: &[u8]) -> Entry {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    let body = encoder.finish().unwrap();
    Entry { packed: u32::try_from(body.len()).unwrap(), body, method: 8, ..stored(name, bytes) }
}

/// Makes a wide end record of the offset of the list, its size, and the count of entries.
pub(crate) type WideEnd = fn(u64, u64, u64) -> Vec<u8>;

/// A zip, and what its end says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zip {
    pub(crate) before: Vec<u8>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) before_list: Vec<u8>,
    pub(crate) comment: Vec<u8>,
    pub(crate) behind: Vec<u8>,
    pub(crate) wide: Option<WideEnd>,
    /// Changes the end record's fields: count, size of the list, offset of the list.
    pub(crate) end: Option<fn(&mut [u32; 3])>,
    /// Number of this disk in the end record.
    pub(crate) disk: u16,
}

impl Zip {
    pub(crate) fn of(entries: Vec<Entry>) -> Self {
        Self { entries, ..Self::default() }
    }

    /// The entry of this name.
    pub(crate) fn entry(&mut self, name: &str) -> &mut Entry {
        self.entries.iter_mut().find(|entry| entry.name == name.as_bytes()).unwrap()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = self.before.clone();
        let mut offsets = Vec::new();
        for entry in &self.entries {
            offsets.push(u32::try_from(out.len()).unwrap());
            if !entry.listed_only {
                local(entry, &mut out);
            }
        }
        out.extend_from_slice(&self.before_list);
        let list = out.len();
        for (entry, offset) in self.entries.iter().zip(offsets) {
            central(entry, offset, &mut out);
        }
        let size = out.len() - list;
        let fields = [self.entries.len(), size, list].map(|n| u32::try_from(n).unwrap());
        let [count, size, list] = fields.map(u64::from);
        let mut told = fields;
        if let Some(wide) = self.wide {
            out.extend(wide(list, size, count));
        }
        if let Some(change) = self.end {
            change(&mut told);
        }
        out.extend_from_slice(b"PK\x05\x06");
        out.extend(self.disk.to_le_bytes());
        out.extend([0; 2]);
        let count = u16::try_from(told[0] & 0xffff).unwrap().to_le_bytes();
        out.extend([count, count].concat());
        out.extend(told[1].to_le_bytes());
        out.extend(told[2].to_le_bytes());
        out.extend(u16::try_from(self.comment.len()).unwrap().to_le_bytes());
        out.extend_from_slice(&self.comment);
        out.extend_from_slice(&self.behind);
        out
    }
}

fn local(entry: &Entry, out: &mut Vec<u8>) {
    let name = entry.local_name.as_ref().unwrap_or(&entry.name);
    out.extend_from_slice(&entry.local_magic);
    for half in [
        entry.needed,
        entry.local_flags.unwrap_or(entry.flags),
        entry.local_method.unwrap_or(entry.method),
    ] {
        out.extend(half.to_le_bytes());
    }
    out.extend(entry.time.to_le_bytes());
    for word in entry.local_sums.unwrap_or([entry.crc, entry.packed, entry.size]) {
        out.extend(word.to_le_bytes());
    }
    for length in [name.len(), entry.local_extra.len()] {
        out.extend(u16::try_from(length).unwrap().to_le_bytes());
    }
    for bytes in [name, &entry.local_extra, &entry.body, &entry.behind] {
        out.extend_from_slice(bytes);
    }
}

fn central(entry: &Entry, offset: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(b"PK\x01\x02");
    for half in [entry.made_by, entry.needed, entry.flags, entry.method] {
        out.extend(half.to_le_bytes());
    }
    for word in [entry.time, entry.crc, entry.packed, entry.size] {
        out.extend(word.to_le_bytes());
    }
    for length in [entry.name.len(), entry.extra.len(), 0] {
        out.extend(u16::try_from(length).unwrap().to_le_bytes());
    }
    out.extend(entry.disk.to_le_bytes());
    out.extend([0; 2]);
    out.extend(entry.external.to_le_bytes());
    out.extend(entry.offset.unwrap_or(offset).to_le_bytes());
    out.extend_from_slice(&entry.name);
    out.extend_from_slice(&entry.extra);
}

/// An extra field.
pub(crate) fn field(id: u16, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    [&id.to_le_bytes(), &length.to_le_bytes(), bytes].concat()
}

/// A wide end record with its locator.
pub(crate) fn wide_end(list: u64, size: u64, count: u64) -> Vec<u8> {
    let mut out = b"PK\x06\x06".to_vec();
    out.extend(44_u64.to_le_bytes());
    out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for wide in [count, count, size, list] {
        out.extend(wide.to_le_bytes());
    }
    out.extend_from_slice(b"PK\x06\x07\0\0\0\0");
    out.extend(list.wrapping_add(size).to_le_bytes());
    out.extend(1_u32.to_le_bytes());
    out
}
