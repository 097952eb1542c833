//! One entry of a zip as its two headers tell it: the one in the list at the end (APPNOTE 4.3.12) and the one before
//! its bytes (4.3.7).

use super::Place;

/// What an entry is, by the system that packed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Nothing is said: the name decides.
    Unsaid,
    File,
    Folder,
    Link,
    /// A device, a pipe, a socket, or a program that runs as another user.
    Special,
}

const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const DESCRIPTOR: u16 = 1 << 3;
const UTF8: u16 = 1 << 11;
/// Level of compression, and the two above: all that changes nothing in how the bytes are read.
const KNOWN: u16 = 0b110 | DESCRIPTOR | UTF8 | ENCRYPTED;
/// Version 4.5 brought sizes over 4 GB; what came later is encryption and other methods.
const NEEDED: u16 = 45;

/// An entry of the list.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// Raw bytes.
    pub(super) name: Vec<u8>,
    pub(super) needed: u16,
    pub(super) flags: u16,
    pub(super) method: u16,
    /// Time and date, as they stand.
    pub(super) time: u32,
    pub(super) crc: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    external: u32,
    /// Where its own header begins, from the start of the zip.
    pub(super) offset: u64,
    /// Where its bytes begin; known once the layout is judged.
    pub(super) start: u64,
    /// Nothing speaks against reading it.
    pub(super) sound: bool,
}

/// What the header before the bytes says.
#[derive(Debug)]
pub(super) struct Local {
    pub(super) needed: u16,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) time: u32,
    pub(super) crc: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    pub(super) name_length: u16,
    pub(super) extra_length: u16,
}

/// Length of a record without its three texts.
pub(super) const RECORD: usize = 46;
/// Length of a local header without its two texts.
pub(super) const LOCAL: usize = 30;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

impl Record {
    /// From the fixed part of a record; texts are added by [`Record::texts`].
    pub(super) fn fixed(bytes: &[u8; RECORD]) -> Self {
        Self {
            name: Vec::new(),
            needed: u16_at(bytes, 6),
            flags: u16_at(bytes, 8),
            method: u16_at(bytes, 10),
            time: u32_at(bytes, 12),
            crc: u32_at(bytes, 16),
            packed: u32_at(bytes, 20).into(),
            size: u32_at(bytes, 24).into(),
            external: u32_at(bytes, 38),
            offset: u32_at(bytes, 42).into(),
            start: 0,
            sound: true,
        }
    }

    /// Takes name and extra fields; what they say of sizes over 4 GB replaces the fixed part.
    ///
    /// # Errors
    /// When the extra fields are damaged, doubled, too short, or name the file otherwise.
    pub(super) fn texts(&mut self, name: &[u8], extra: &[u8]) -> Result<(), ExtraFault> {
        self.name = name.to_vec();
        let fields = Extra::parse(extra)?;
        let mut wide = fields.wide.iter().copied();
        for value in [&mut self.size, &mut self.packed, &mut self.offset] {
            if *value == u64::from(u32::MAX) {
                // Without the field the number itself is meant.
                match wide.next() {
                    Some(real) => *value = real,
                    None if fields.has_wide => return Err(ExtraFault::Damaged),
                    None => {}
                }
            }
        }
        fields.same_name(name)
    }

    /// Whether the name is said to be UTF-8.
    pub(super) fn is_marked(&self) -> bool {
        self.flags & UTF8 != 0
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & ENCRYPTED != 0
    }

    /// Whether sizes and checksum stand behind the bytes.
    pub(super) fn has_descriptor(&self) -> bool {
        self.flags & DESCRIPTOR != 0
    }

    pub(super) fn has_unknown_feature(&self) -> bool {
        self.flags & !KNOWN != 0 || self.needed > NEEDED
    }

    pub(super) fn mode(&self) -> Mode {
        let unix = self.external >> 16;
        match unix & 0o170_000 {
            0o040_000 => Mode::Folder,
            0o120_000 => Mode::Link,
            0 | 0o100_000 if unix & 0o7000 != 0 => Mode::Special,
            0o100_000 => Mode::File,
            0 if self.external & 0x10 != 0 => Mode::Folder,
            0 => Mode::Unsaid,
            _ => Mode::Special,
        }
    }

    pub(super) fn place(&self) -> Place {
        Place {
            start: self.start,
            packed: self.packed,
            size: self.size,
            crc: self.crc,
            deflated: self.method == 8,
        }
    }
}

impl Local {
    pub(super) fn fixed(bytes: &[u8; LOCAL]) -> Self {
        Self {
            needed: u16_at(bytes, 4),
            flags: u16_at(bytes, 6),
            method: u16_at(bytes, 8),
            time: u32_at(bytes, 10),
            crc: u32_at(bytes, 14),
            packed: u32_at(bytes, 18).into(),
            size: u32_at(bytes, 22).into(),
            name_length: u16_at(bytes, 26),
            extra_length: u16_at(bytes, 28),
        }
    }

    /// Takes the extra fields, as [`Record::texts`].
    ///
    /// # Errors
    /// As [`Record::texts`].
    pub(super) fn texts(&mut self, name: &[u8], extra: &[u8]) -> Result<(), ExtraFault> {
        let fields = Extra::parse(extra)?;
        let mut wide = fields.wide.iter().copied();
        for value in [&mut self.size, &mut self.packed] {
            if *value == u64::from(u32::MAX)
                && let Some(real) = wide.next()
            {
                *value = real;
            }
        }
        fields.same_name(name)
    }
}

/// What is wrong with extra fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExtraFault {
    /// Damaged, doubled or too short.
    Damaged,
    /// They give the file another name.
    OtherName,
}

struct Extra<'a> {
    wide: Vec<u64>,
    has_wide: bool,
    unicode: Option<&'a [u8]>,
}

impl<'a> Extra<'a> {
    /// Sizes over 4 GB (id 1) and Info-ZIP's second name (id 0x7075). Up to three bytes that are no field are padding.
    fn parse(mut bytes: &'a [u8]) -> Result<Self, ExtraFault> {
        let mut extra = Self { wide: Vec::new(), has_wide: false, unicode: None };
        while bytes.len() >= 4 {
            let (id, length) = (u16_at(bytes, 0), usize::from(u16_at(bytes, 2)));
            let field = bytes.get(4..4 + length).ok_or(ExtraFault::Damaged)?;
            match id {
                1 if extra.has_wide => return Err(ExtraFault::Damaged),
                1 => {
                    extra.has_wide = true;
                    let (numbers, _) = field.as_chunks::<8>();
                    extra.wide = numbers.iter().map(|n| u64::from_le_bytes(*n)).collect();
                }
                0x7075 if extra.unicode.is_some() => return Err(ExtraFault::Damaged),
                0x7075 => extra.unicode = Some(field),
                _ => {}
            }
            bytes = &bytes[4 + length..];
        }
        Ok(extra)
    }

    /// The second name (behind a version and a checksum) must be the first.
    fn same_name(&self, name: &[u8]) -> Result<(), ExtraFault> {
        match self.unicode {
            Some(field) if field.get(5..) != Some(name) => Err(ExtraFault::OtherName),
            _ => Ok(()),
        }
    }
}
