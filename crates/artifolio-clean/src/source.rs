//! The file under inspection: bounded reads at any place, and numbers out of bytes that may end too early.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

use artifolio_core::source::ReadSeek;

/// One open file of known size.
pub struct Source {
    file: Box<dyn ReadSeek>,
    size: u64,
    failed: Option<io::Error>,
}

impl Source {
    /// A file of this size.
    #[must_use]
    pub fn new(file: Box<dyn ReadSeek>, size: u64) -> Self {
        Self { file, size, failed: None }
    }

    /// What the system said when it could not read. Readers of formats take it for a fault of the bytes.
    pub fn failed(&mut self) -> io::Result<()> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// At most `len` bytes from `offset` on; fewer where the file ends.
    pub fn at(&mut self, offset: u64, len: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(offset))?;
        self.take(len.min(self.size)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// All bytes, unless they are more than `limit`.
    pub fn whole(&mut self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        if self.size > limit { Ok(None) } else { self.at(0, self.size).map(Some) }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.file.read(buffer) {
            Err(error) if error.kind() != ErrorKind::Interrupted => {
                let told = io::Error::from(error.kind());
                self.failed = Some(error);
                Err(told)
            }
            read => read,
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// The `N` bytes at `at`, where there are as many.
#[must_use]
pub fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// Two bytes, the high one first.
#[must_use]
pub fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_be_bytes)
}

/// Four bytes, the high one first.
#[must_use]
pub fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

/// Eight bytes, the high one first.
#[must_use]
pub fn be64(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_be_bytes)
}

/// Two bytes, the low one first.
#[must_use]
pub fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// Four bytes, the low one first.
#[must_use]
pub fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Whether `needle` stands anywhere in `bytes`.
#[must_use]
pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some((&first, rest)) = needle.split_first() else { return true };
    let mut left = bytes;
    while let Some(at) = left.iter().position(|&byte| byte == first) {
        left = &left[at + 1..];
        if left.starts_with(rest) {
            return true;
        }
    }
    false
}
