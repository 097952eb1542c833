//! Zips beyond 4 GiB, read back by the verifier's own reader.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use artifolio_core::path::RelPath;
use artifolio_verify::package::Package;

use super::*;

const ZEROS: &[u8] = &[0; CHUNK];

/// A file in memory that keeps no zeros.
#[derive(Debug, Clone, Default)]
struct Sparse {
    chunks: Arc<Mutex<BTreeMap<u64, Vec<u8>>>>,
    at: u64,
    end: Arc<Mutex<u64>>,
}

impl Write for Sparse {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let bytes = &bytes[..bytes.len().min(CHUNK)];
        if bytes != &ZEROS[..bytes.len()] {
            let mut chunks = self.chunks.lock().unwrap();
            // A header that is written again, in parts, lies within a chunk that is there.
            match chunks.range_mut(..=self.at).next_back() {
                Some((from, old)) if self.at + bytes.len() as u64 <= from + old.len() as u64 => {
                    let from = (self.at - from) as usize;
                    old[from..from + bytes.len()].copy_from_slice(bytes);
                }
                _ => {
                    chunks.insert(self.at, bytes.to_vec());
                }
            }
        }
        self.at += bytes.len() as u64;
        let mut end = self.end.lock().unwrap();
        *end = self.at.max(*end);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Sparse {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = *self.end.lock().unwrap() - self.at;
        let wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let buffer = &mut buffer[..wanted];
        buffer.fill(0);
        for (from, bytes) in self.chunks.lock().unwrap().iter() {
            for (n, byte) in bytes.iter().enumerate() {
                let place = (from + n as u64).checked_sub(self.at);
                if let Some(slot) = place.and_then(|p| buffer.get_mut(usize::try_from(p).ok()?)) {
                    *slot = *byte;
                }
            }
        }
        self.at += wanted as u64;
        Ok(wanted)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::Current(by) => (self.at, by),
            SeekFrom::End(by) => (*self.end.lock().unwrap(), by),
        };
        self.at = from.checked_add_signed(by).ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl WriteSeek for Sparse {
    fn sync_all(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 10).unwrap()
}

#[test]
fn entries_beyond_four_gibibytes_are_found_again() {
    let size = (4 << 30) + CHUNK as u64;
    let file = Sparse::default();
    let mut zip = BagZip::new(Box::new(file.clone()), "top", date());
    // Not through `copy`: hashing so much takes long, and is not what is asked here.
    zip.start("data/a.mp4", size, false).unwrap();
    for _ in 0..size / CHUNK as u64 {
        zip.zip.write_all(ZEROS).unwrap();
    }
    zip.add("data/b.txt", b"behind it").unwrap();
    assert_eq!(zip.finish().unwrap(), 2);
    let mut package = Package::open(Sparse { at: 0, ..file }).unwrap();
    let entries: Vec<_> = package.entries().map(|(p, size)| (p.to_string(), size)).collect();
    assert_eq!(entries, [("top/data/a.mp4".to_owned(), size), ("top/data/b.txt".to_owned(), 9)]);
    let mut text = String::new();
    let path = RelPath::parse("top/data/b.txt").unwrap();
    package.read(&path).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "behind it");
}

#[test]
fn a_date_outside_the_zips_range_is_the_nearest_in_it() {
    for (date, year, month, day) in [
        ("1979-05-05", 1980, 1, 1),
        ("2027-01-10", 2027, 1, 10),
        ("2200-05-05", 2107, 12, 31),
        ("-0005-05-05", 1980, 1, 1),
    ] {
        let time = dos_time(date.parse().unwrap());
        assert_eq!((time.year(), time.month(), time.day()), (year, month, day), "{date}");
        assert_eq!((time.hour(), time.minute(), time.second()), (0, 0, 0));
    }
}

#[test]
fn entries_say_only_what_the_contract_says() {
    let file = Sparse::default();
    let mut zip = BagZip::new(Box::new(file.clone()), "top", date());
    zip.add("data/a.txt", &[b'a'; 1000]).unwrap();
    let (copied, _) = Heavier::beside(|heavier| {
        let told = &mut |_| ControlFlow::Continue(());
        zip.copy("data/é.txt", 1000, &mut &[b'a'; 1000][..], heavier, told)
    });
    copied.unwrap();
    zip.finish().unwrap();
    let mut archive = zip::ZipArchive::new(Sparse { at: 0, ..file }).unwrap();
    assert!(archive.comment().is_empty());
    for (index, name, method) in [
        (0, "top/data/a.txt", CompressionMethod::Deflated),
        (1, "top/data/é.txt", CompressionMethod::Stored),
    ] {
        let entry = archive.by_index(index).unwrap();
        assert_eq!((&*entry.name().unwrap(), entry.compression()), (name, method));
        assert_eq!(entry.unix_mode(), Some(0o100_644));
        assert_eq!(entry.extra_data().unwrap_or_default(), b"");
        assert_eq!(entry.last_modified(), Some(dos_time(date())));
    }
}

/// A disk that takes so many writes and then nothing more, and does not call it an error.
struct Stuffed(Sparse, usize);

impl Write for Stuffed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1 = self.1.saturating_sub(1);
        if self.1 == 0 { Ok(0) } else { self.0.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Stuffed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Seek for Stuffed {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

impl WriteSeek for Stuffed {
    fn sync_all(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_disk_that_takes_nothing_more_is_an_error_at_whichever_write() {
    let zipped = |writes| {
        let mut zip = BagZip::new(Box::new(Stuffed(Sparse::default(), writes)), "top", date());
        for name in ["a.txt", "b.txt", "c.png"] {
            zip.add(name, b"some bytes")?;
        }
        zip.finish()
    };
    let refused = (1..).take_while(|writes| zipped(*writes).is_err()).count();
    assert!(refused > 3, "{refused}");
}
