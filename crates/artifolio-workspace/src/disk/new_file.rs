//! A file this program made: what is written goes on its way to the disk at once, so that the wait at the end is short.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use artifolio_core::source::WriteSeek;

use super::system;

/// Bytes that go on their way together.
const PART: u64 = 8 << 20;

pub(super) struct NewFile {
    file: File,
    /// Where the next byte goes.
    at: u64,
    /// All before it is on its way.
    begun: u64,
}

impl NewFile {
    /// An empty file.
    pub(super) fn of(file: File) -> Self {
        Self { file, at: 0, begun: 0 }
    }
}

impl Read for NewFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.file.read(buffer)?;
        self.at += got as u64;
        Ok(got)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.at += written as u64;
        if self.at >= self.begun + PART {
            system::begin_writing(&self.file, self.begun, self.at - self.begun);
            self.begun = self.at;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

impl WriteSeek for NewFile {
    fn sync_all(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }
}
