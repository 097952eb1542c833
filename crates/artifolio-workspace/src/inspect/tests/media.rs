//! What video and sound tell.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{look, opens, told_place};
use artifolio_clean::testing::{self as samples, boxed};

/// Milliseconds, whether there is sound, whether browsers play it, whether it tells a place.
type Told = (Option<u64>, Option<bool>, Option<bool>, bool);

const BOTH: &[(&str, &[u8; 4])] = &[("vide", b"avc1"), ("soun", b"mp4a")];

fn check(table: &[(&str, Vec<u8>, Told)]) {
    for (what, bytes, told) in table {
        let facts = look("a", bytes);
        let found = (facts.duration_ms, facts.has_audio, facts.playable, told_place(&facts));
        assert_eq!(found, *told, "{what}: {facts:?}");
    }
}

#[test]
fn tracks_and_codecs_of_boxes() {
    let mp4 = |brand: &[u8; 4], tracks: &[(&str, &[u8; 4])]| samples::mp4(brand, tracks, &[]);
    let all = Some(2500);
    check(&[
        ("both", mp4(b"isom", BOTH), (all, Some(true), Some(true), false)),
        ("silent", mp4(b"isom", &[("vide", b"avc1")]), (all, Some(false), Some(true), false)),
        ("HEVC", mp4(b"qt  ", &[("vide", b"hvc1")]), (all, Some(false), Some(false), false)),
        (
            "PCM",
            mp4(b"qt  ", &[("vide", b"avc1"), ("soun", b"lpcm")]),
            (all, Some(true), Some(false), false),
        ),
        (
            "GoPro",
            mp4(b"isom", &[("vide", b"avc1"), ("meta", b"gpmd")]),
            (all, Some(false), Some(true), true),
        ),
        ("no track", mp4(b"isom", &[]), (all, None, None, false)),
    ]);
}

#[test]
fn places_and_names_in_boxes() {
    let place = boxed(b"udta", &[boxed(b"\xA9xyz", &[b"\0\x12\x15\xC7+41.38+002.17/".to_vec()])]);
    let key = b"com.apple.quicktime.location.ISO6709";
    let length = (key.len() as u32 + 8).to_be_bytes().to_vec();
    let keys = boxed(b"keys", &[vec![0; 7], vec![1], length, b"mdta".to_vec(), key.to_vec()]);
    let item = boxed(&[0, 0, 0, 1], &[boxed(b"data", &[vec![0; 8], b"+41+002/".to_vec()])]);
    let head = boxed(b"hdlr", &[vec![0; 8], b"mdta".to_vec(), vec![0; 13]]);
    let apple = boxed(b"meta", &[head, keys, boxed(b"ilst", &[item])]);
    let told = (Some(2500), Some(true), Some(true), true);
    check(&[
        ("Android's place", samples::mp4(b"isom", BOTH, &[place]), told),
        ("Apple's place", samples::mp4(b"qt  ", BOTH, &[apple]), told),
    ]);

    let artist = boxed(b"\xA9ART", &[boxed(b"data", &[vec![0; 8], b"Ana Li".to_vec()])]);
    let itunes = boxed(b"udta", &[boxed(b"meta", &[vec![0; 4], boxed(b"ilst", &[artist])])]);
    let names = [
        (samples::mp4(b"isom", BOTH, &[itunes]), "Ana Li"),
        (samples::mp3(3, None), "Choir 6b"),
        (samples::ogg(b"\x01vorbis", 9), "Mr. Lee"),
    ];
    for (bytes, name) in names {
        assert_eq!(look("a", &bytes).author.as_deref(), Some(name));
    }
    let blank = samples::ogg(b"\x01vorbis", 9);
    let at = blank.windows(7).position(|w| w == b"Mr. Lee").unwrap();
    let blank = [&blank[..at], &[b' '; 7], &blank[at + 7..]].concat();
    assert_eq!(look("a", &blank).author, None);
}

#[test]
fn other_containers() {
    let sound = |duration| (Some(duration), None, Some(true), false);
    let vp9 = samples::webm(&[(1, "V_VP9"), (2, "A_OPUS")]);
    let h264 = samples::webm(&[(1, "V_MPEG4/ISO/AVC")]);
    let vorbis = samples::ogg(b"\x01vorbis\0\0\0\0\x02\x44\xAC\0\0", 88_200);
    check(&[
        ("WebM", vp9, (Some(4000), Some(true), Some(true), false)),
        ("WebM with H.264", h264, (Some(4000), Some(false), Some(false), false)),
        ("AVI", b"RIFF\0\x01\0\0AVI LIST".to_vec(), (None, None, Some(false), false)),
        ("WAV", samples::wav(), sound(500)),
        ("MP3", samples::mp3(100, None), sound(2612)),
        ("MP3 that counts its frames", samples::mp3(100, Some(41_700)), sound(2612)),
        ("Opus", samples::ogg(b"OpusHead\x01\x02\x38\x01", 48_312), sound(1000)),
        ("Vorbis", vorbis, sound(2000)),
        ("FLAC", samples::flac(66_150), sound(1500)),
    ]);
    assert_eq!(opens(&look("a.mp3", &samples::mp3(50, Some(41_700)))), "broken");
}

/// Zeros behind a head, of any length; counts what is read of it.
struct Long {
    head: Vec<u8>,
    size: u64,
    at: u64,
    read: Arc<AtomicU64>,
}

impl Read for Long {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (self.size - self.at).min(buffer.len() as u64) as usize;
        for byte in &mut buffer[..count] {
            *byte = self.head.get(self.at as usize).copied().unwrap_or(0);
            self.at += 1;
        }
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for Long {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(at) = to else { return Err(io::ErrorKind::Unsupported.into()) };
        self.at = at.min(self.size);
        Ok(self.at)
    }
}

#[test]
fn two_hours_of_video_are_stepped_over() {
    let mut head = samples::mp4(b"isom", &[("vide", b"avc1")], &[]);
    let media = head.len() - 208;
    let size: u64 = 2 << 30;
    head[media..media + 4].copy_from_slice(&((size - media as u64) as u32).to_be_bytes());
    let read = Arc::default();
    let long = Long { head, size, at: 0, read: Arc::clone(&read) };
    let mut source = artifolio_clean::source::Source::new(Box::new(long), size);
    let facts = super::super::facts(&mut source, String::new(), "mp4");
    assert_eq!((opens(&facts), facts.duration_ms), ("yes", Some(2500)));
    assert!(read.load(Ordering::Relaxed) < 100_000, "{read:?}");
}
