//! A clean copy as bytes: the file itself, other bytes, or the file with some of its bytes replaced in place, so that
//! the copy of a film costs no memory.

use std::io::{self, Read, Seek, SeekFrom};

/// The bytes of a clean copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bytes {
    /// Those of the file: there is nothing to remove.
    Same,
    /// Others.
    Whole(Vec<u8>),
    /// Those of the file but for these places, in order and apart; the size is the same.
    Patched(Vec<Patch>),
}

/// Bytes that stand in the place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// First byte that is replaced.
    pub at: u64,
    /// How many are.
    pub len: u64,
    /// The first of the new bytes; zeros follow.
    pub bytes: Vec<u8>,
}

impl Patch {
    /// `len` bytes from `at` on become zeros.
    pub(crate) fn zeros(at: u64, len: u64) -> Self {
        Self { at, len, bytes: Vec::new() }
    }

    /// Bytes that take the place of as many.
    pub(crate) fn with(at: u64, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { at, len: bytes.len() as u64, bytes }
    }

    fn byte(&self, at: u64) -> u8 {
        usize::try_from(at - self.at).ok().and_then(|at| self.bytes.get(at)).copied().unwrap_or(0)
    }
}

impl Bytes {
    /// The copy of a file that is in memory.
    #[must_use]
    pub fn of(self, file: &[u8]) -> Vec<u8> {
        match self {
            Self::Same => file.to_vec(),
            Self::Whole(bytes) => bytes,
            Self::Patched(patches) => {
                let mut copy = file.to_vec();
                for patch in patches {
                    let end = (patch.at + patch.len).min(copy.len() as u64);
                    for at in patch.at..end {
                        copy[at as usize] = patch.byte(at);
                    }
                }
                copy
            }
        }
    }

    /// A file with these patches, put in order; where two meet, the one that begins later wins.
    pub(crate) fn patched(mut patches: Vec<Patch>) -> Self {
        patches.retain(|patch| patch.len > 0);
        patches.sort_by_key(|patch| patch.at);
        let mut apart: Vec<Patch> = Vec::with_capacity(patches.len());
        for patch in patches {
            let end = patch.at + patch.len;
            let mut rest = None;
            if let Some(before) = apart.last_mut().filter(|b| b.at + b.len > patch.at) {
                let before_end = before.at + before.len;
                before.len = patch.at - before.at;
                rest = (before_end > end).then(|| Patch::zeros(end, before_end - end));
            }
            apart.push(patch);
            apart.extend(rest);
        }
        apart.retain(|patch| patch.len > 0);
        if apart.is_empty() { Self::Same } else { Self::Patched(apart) }
    }
}

/// A file read with patches in their places.
#[derive(Debug)]
pub struct Patched<R> {
    file: R,
    at: u64,
    patches: Vec<Patch>,
}

impl<R: Seek> Patched<R> {
    /// The file from its first byte on.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn new(mut file: R, patches: Vec<Patch>) -> io::Result<Self> {
        let at = file.seek(SeekFrom::Start(0))?;
        Ok(Self { file, at, patches })
    }
}

impl<R: Read> Read for Patched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let end = self.at + read as u64;
        let first = self.patches.partition_point(|patch| patch.at + patch.len <= self.at);
        for patch in self.patches[first..].iter().take_while(|patch| patch.at < end) {
            for at in patch.at.max(self.at)..(patch.at + patch.len).min(end) {
                buffer[(at - self.at) as usize] = patch.byte(at);
            }
        }
        self.at = end;
        Ok(read)
    }
}

impl<R: Seek> Seek for Patched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}
