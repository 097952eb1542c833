//! Checksums of files that are read one after the other, all that are asked for in one reading.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use sha2::digest::DynDigest;

/// Bytes read at once.
const CHUNK: usize = 1 << 18;
/// Pieces that may wait for the other thread.
const AHEAD: usize = 16;

/// A checksum algorithm of manifests. The heaviest to compute is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    /// By its name in a manifest's file name; `None` for those that cannot be computed here.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "md5" => Self::Md5,
            "sha1" => Self::Sha1,
            "sha224" => Self::Sha224,
            "sha256" => Self::Sha256,
            "sha384" => Self::Sha384,
            "sha512" => Self::Sha512,
            _ => return None,
        })
    }

    /// Whether someone could make another file with the same checksum.
    pub(crate) fn is_weak(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1)
    }

    /// Length of the checksum in bytes.
    pub(crate) fn length(self) -> usize {
        self.hasher().output_size()
    }

    fn hasher(self) -> Box<dyn DynDigest + Send> {
        match self {
            Self::Md5 => Box::<md5::Md5>::default(),
            Self::Sha1 => Box::<sha1::Sha1>::default(),
            Self::Sha224 => Box::<sha2::Sha224>::default(),
            Self::Sha256 => Box::<sha2::Sha256>::default(),
            Self::Sha384 => Box::<sha2::Sha384>::default(),
            Self::Sha512 => Box::<sha2::Sha512>::default(),
        }
    }
}

/// What a reading gave.
#[derive(Debug)]
pub(crate) struct Digests {
    /// In the order of the algorithms asked for; without the last where there are several.
    pub(crate) sums: Vec<Box<[u8]>>,
    /// Bytes read.
    pub(crate) bytes: u64,
}

/// Why there are no digests.
#[derive(Debug)]
pub(crate) enum Stop {
    Io(io::Error),
    /// The progress asked to stop.
    Asked,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

enum Told {
    Begin(Box<dyn DynDigest + Send>),
    Piece(Arc<Vec<u8>>),
    End,
}

/// Hashes files one after the other. Where several algorithms are asked for, the last and heaviest works on a thread of its own,
/// which lags behind and is waited for once.
pub(crate) struct Hashing(SyncSender<Told>);

impl Hashing {
    /// Does the work; gives the heaviest checksum of each file that was read whole by several algorithms, in their order.
    pub(crate) fn beside<T>(work: impl FnOnce(&Self) -> T) -> (T, Vec<Box<[u8]>>) {
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(AHEAD);
            let thread = scope.spawn(move || {
                let (mut sums, mut now) = (Vec::new(), None);
                for told in receiver {
                    match (told, &mut now) {
                        // What was begun before is given up.
                        (Told::Begin(hasher), _) => now = Some(hasher),
                        (Told::Piece(piece), Some(hasher)) => hasher.update(&piece),
                        (Told::Piece(_), None) => {}
                        (Told::End, _) => sums.extend(now.take().map(DynDigest::finalize)),
                    }
                }
                sums
            });
            let hashing = Self(sender);
            let done = work(&hashing);
            drop(hashing);
            (done, thread.join().expect("hashing does not panic"))
        })
    }

    /// Reads to the end and gives the checksums by `algorithms` (sorted). `read` hears of each piece.
    pub(crate) fn file(
        &self,
        mut reader: impl Read,
        algorithms: &[Algorithm],
        read: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Digests, Stop> {
        let mut hashers: Vec<_> = algorithms.iter().map(|algorithm| algorithm.hasher()).collect();
        let shared = hashers.len() > 1;
        if shared {
            hashers.pop().into_iter().for_each(|heaviest| self.tell(Told::Begin(heaviest)));
        }
        let mut bytes = 0;
        loop {
            let mut piece = Vec::with_capacity(CHUNK);
            let count = reader.by_ref().take(CHUNK as u64).read_to_end(&mut piece)?;
            if count == 0 {
                break;
            }
            bytes += count as u64;
            let piece = Arc::new(piece);
            if shared {
                self.tell(Told::Piece(Arc::clone(&piece)));
            }
            hashers.iter_mut().for_each(|hasher| hasher.update(&piece));
            if read(count as u64).is_break() {
                return Err(Stop::Asked);
            }
        }
        if shared {
            self.tell(Told::End);
        }
        Ok(Digests { sums: hashers.into_iter().map(DynDigest::finalize).collect(), bytes })
    }

    fn tell(&self, told: Told) {
        // The receiver lives until the sender is dropped.
        let _ = self.0.send(told);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex_of(bytes: &[u8], algorithms: &[Algorithm]) -> Vec<String> {
        let mut heard = 0;
        let (read, heaviest) = Hashing::beside(|hashing| {
            hashing.file(bytes, algorithms, &mut |n| {
                heard += n;
                ControlFlow::Continue(())
            })
        });
        let read = read.unwrap();
        assert_eq!((read.bytes, heard), (bytes.len() as u64, bytes.len() as u64));
        read.sums.iter().chain(&heaviest).map(hex::encode).collect()
    }

    #[test]
    fn known_answers() {
        use Algorithm::{Md5, Sha1, Sha224, Sha256, Sha384, Sha512};
        let sums = hex_of(b"abc", &[Md5, Sha1, Sha224, Sha256, Sha384, Sha512]);
        assert_eq!(sums[0], "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(sums[1], "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(sums[2], "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
        assert_eq!(sums[3], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(sums[4].starts_with("cb00753f45a35e8bb5a03d699ac65007"));
        assert!(sums[5].starts_with("ddaf35a193617abacc417349ae204131"));
    }

    #[test]
    fn a_large_file_hashes_alike_on_one_thread_and_two() {
        let bytes: Vec<u8> = (0..3_000_001_u32).map(|n| (n * 7 % 251) as u8).collect();
        let both = hex_of(&bytes, &[Algorithm::Sha256, Algorithm::Sha512]);
        assert_eq!(both[0], hex_of(&bytes, &[Algorithm::Sha256])[0]);
        assert_eq!(both[1], hex_of(&bytes, &[Algorithm::Sha512])[0]);
    }

    /// Gives more than a piece and then fails.
    struct Torn(usize);

    impl Read for Torn {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let given = buffer.len().min(self.0);
            self.0 -= given;
            buffer[..given].fill(7);
            if given == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(given) }
        }
    }

    #[test]
    fn what_is_read_by_halves_has_no_checksum_and_spoils_no_other() {
        let both = [Algorithm::Sha256, Algorithm::Sha512];
        let ((), heaviest) = Hashing::beside(|hashing| {
            let go_on = &mut |_| ControlFlow::Continue(());
            assert!(hashing.file(&b"abc"[..], &both, go_on).is_ok());
            assert!(matches!(hashing.file(Torn(CHUNK + 1), &both, go_on), Err(Stop::Io(_))));
            assert!(hashing.file(&b"alone"[..], &both[1..], go_on).is_ok());
            assert!(hashing.file(&b""[..], &both, go_on).is_ok());
        });
        let plain = [&b"abc"[..], b""].map(|bytes| hex_of(bytes, &both).remove(1));
        assert_eq!(heaviest.iter().map(hex::encode).collect::<Vec<_>>(), plain);
    }

    #[test]
    fn stops_when_asked() {
        let bytes = vec![0; 3_000_000];
        for algorithms in [&[Algorithm::Sha256][..], &[Algorithm::Sha256, Algorithm::Sha512]] {
            let mut pieces = 0;
            let (stopped, heaviest) = Hashing::beside(|hashing| {
                hashing.file(&bytes[..], algorithms, &mut |_| {
                    pieces += 1;
                    ControlFlow::Break(())
                })
            });
            assert!(matches!(stopped, Err(Stop::Asked)));
            assert_eq!((pieces, heaviest.len()), (1, 0));
        }
    }
}
