//! Reading a file once from end to end: hashed, copied on, and told to whoever waits.

use std::io::{self, ErrorKind, Read, Write};
use std::ops::ControlFlow;

use artifolio_core::progress::Progress;
use sha2::Digest as _;

use crate::durable::Sha256;

/// Progress over all files of one job.
pub(super) struct Told<'p> {
    progress: &'p dyn Progress,
    done: u64,
    total: u64,
}

/// Why a file was not poured to its end.
#[derive(Debug)]
pub(super) enum Spilt {
    Read(io::Error),
    Write(io::Error),
    Stopped,
}

impl<'p> Told<'p> {
    /// For a job of `total` bytes.
    pub(super) fn new(progress: &'p dyn Progress, total: u64) -> Self {
        Self { progress, done: 0, total }
    }

    /// Copies everything that `from` gives; its hash.
    pub(super) fn pour(
        &mut self,
        from: &mut dyn Read,
        out: &mut dyn Write,
    ) -> Result<Sha256, Spilt> {
        let mut hasher = sha2::Sha256::new();
        let mut buffer = vec![0; 128 * 1024];
        loop {
            let n = match from.read(&mut buffer) {
                Ok(0) => return Ok(Sha256::from(<[u8; 32]>::from(hasher.finalize()))),
                Ok(n) => n,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(Spilt::Read(error)),
            };
            hasher.update(&buffer[..n]);
            out.write_all(&buffer[..n]).map_err(Spilt::Write)?;
            self.done += n as u64;
            if self.progress.advance(self.done, self.total) == ControlFlow::Break(()) {
                return Err(Spilt::Stopped);
            }
        }
    }
}
