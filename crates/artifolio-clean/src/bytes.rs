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

    fn end(&self) -> u64 {
        self.at + self.len
    }

    /// The part of it between two places in the file.
    fn piece(&self, from: u64, to: u64) -> Self {
        let within = |at: u64| {
            usize::try_from(at - self.at).map_or(self.bytes.len(), |at| at.min(self.bytes.len()))
        };
        Self { at: from, len: to - from, bytes: self.bytes[within(from)..within(to)].to_vec() }
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
                    let end = patch.end().min(copy.len() as u64);
                    for at in patch.at..end {
                        copy[at as usize] = patch.byte(at);
                    }
                }
                copy
            }
        }
    }

    /// A file with these patches, put in order and apart; where two meet, the one that begins later wins.
    pub(crate) fn patched(mut patches: Vec<Patch>) -> Self {
        patches.retain(|patch| patch.len > 0);
        patches.sort_by_key(|patch| patch.at);
        let mut laid = Laid::default();
        for patch in patches {
            laid.up_to(patch.at);
            laid.open.push(patch);
        }
        laid.up_to(u64::MAX);
        if laid.apart.is_empty() { Self::Same } else { Self::Patched(laid.apart) }
    }
}

/// Patches that are being laid apart, from the first byte of the file on.
#[derive(Default)]
struct Laid {
    apart: Vec<Patch>,
    /// Those that have begun, the one that wins last.
    open: Vec<Patch>,
    /// All before this byte is laid.
    at: u64,
}

impl Laid {
    fn up_to(&mut self, end: u64) {
        while let Some(patch) = self.open.last() {
            let (from, to) = (self.at.max(patch.at), patch.end().min(end));
            if from < to {
                self.apart.push(patch.piece(from, to));
                self.at = to;
            }
            if patch.end() > end {
                break;
            }
            self.open.pop();
        }
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
        let first = self.patches.partition_point(|patch| patch.end() <= self.at);
        for patch in self.patches[first..].iter().take_while(|patch| patch.at < end) {
            for at in patch.at.max(self.at)..patch.end().min(end) {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn patches_are_laid_apart_as_if_written_one_after_the_other(
            patches in prop::collection::vec(
                (0_u64..60, 0_u64..30, prop::collection::vec(1_u8.., 0..30)), 0..8),
        ) {
            let patches: Vec<Patch> = patches
                .into_iter()
                .map(|(at, len, mut bytes)| {
                    bytes.truncate(len as usize);
                    Patch { at, len, bytes }
                })
                .collect();
            let file = [255; 64];
            let mut expected = file.to_vec();
            let mut in_order = patches.clone();
            in_order.sort_by_key(|patch| patch.at);
            for patch in &in_order {
                for at in patch.at..patch.end().min(64) {
                    expected[at as usize] = patch.byte(at);
                }
            }
            let laid = Bytes::patched(patches);
            if let Bytes::Patched(apart) = &laid {
                prop_assert!(apart.windows(2).all(|two| two[0].end() <= two[1].at));
                let mut read = Vec::new();
                let file = std::io::Cursor::new(file);
                Patched::new(file, apart.clone()).unwrap().read_to_end(&mut read).unwrap();
                prop_assert_eq!(&read, &expected);
            }
            prop_assert_eq!(laid.of(&file), expected);
        }
    }
}
