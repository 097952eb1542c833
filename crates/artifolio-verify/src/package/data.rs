//! The bytes of one entry, unpacked and counted. Nothing the zip says is believed: more bytes than said end the
//! reading at once, fewer or others are an error at the end.

use std::io::{self, BufRead as _, BufReader, Read, Seek, SeekFrom, Take};

use flate2::bufread::DeflateDecoder;

use super::Place;

/// What is wrong with the bytes of an entry; the inner error of an `InvalidData`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DataFault {
    /// They cannot be unpacked.
    #[error("the packed bytes are damaged")]
    Damaged,
    /// They are more or fewer than said.
    #[error("the size is not what the zip says")]
    Size,
    /// They have another checksum than said.
    #[error("the checksum is not what the zip says")]
    Checksum,
}

impl DataFault {
    fn error(self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, self)
    }

    /// The fault inside an error of [`Data`].
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

enum Packed<R: Read> {
    Stored(BufReader<Take<R>>),
    Deflated(DeflateDecoder<BufReader<Take<R>>>),
}

/// Reads one entry.
pub(super) struct Data<R: Read> {
    packed: Packed<R>,
    place: Place,
    read: u64,
    crc: crc32fast::Hasher,
}

impl<R: Read + Seek> Data<R> {
    pub(super) fn open(mut reader: R, place: Place) -> io::Result<Self> {
        reader.seek(SeekFrom::Start(place.start))?;
        let bytes = BufReader::with_capacity(1 << 16, reader.take(place.packed));
        let packed = if place.deflated {
            Packed::Deflated(DeflateDecoder::new(bytes))
        } else {
            Packed::Stored(bytes)
        };
        Ok(Self { packed, place, read: 0, crc: crc32fast::Hasher::new() })
    }

    /// All is read: was it what the zip says?
    fn end(&mut self) -> io::Result<()> {
        let rest = match &mut self.packed {
            Packed::Stored(_) => false,
            Packed::Deflated(inflate) => !inflate.get_mut().fill_buf()?.is_empty(),
        };
        if self.read != self.place.size || rest {
            return Err(DataFault::Size.error());
        }
        if self.crc.clone().finalize() != self.place.crc {
            return Err(DataFault::Checksum.error());
        }
        Ok(())
    }
}

impl<R: Read + Seek> Read for Data<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let count = match &mut self.packed {
            Packed::Stored(bytes) => bytes.read(buffer)?,
            Packed::Deflated(inflate) => inflate.read(buffer).map_err(|error| {
                // The decoder speaks of bad input with these two; anything else is the disk.
                match error.kind() {
                    io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                        DataFault::Damaged.error()
                    }
                    _ => error,
                }
            })?,
        };
        self.read += count as u64;
        if self.read > self.place.size {
            return Err(DataFault::Size.error());
        }
        self.crc.update(&buffer[..count]);
        if count == 0 {
            self.end()?;
        }
        Ok(count)
    }
}
