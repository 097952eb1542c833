//! Arbitrary and damaged bytes: nothing panics, nothing hangs, whatever the name promises.

use artifolio_core::file_facts::{MAX_TEXT, Opens};
use proptest::prelude::*;

use artifolio_clean::testing as samples;

use super::look;

const NAMES: [&str; 12] = [
    "a", "a.jpg", "a.png", "a.pdf", "a.docx", "a.mp4", "a.webm", "a.mp3", "a.ogg", "a.gdoc",
    "a.doc", "a.txt",
];

/// Beginnings that lead into each reader.
fn beginnings() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = samples::all().into_iter().map(|(_, bytes)| bytes).collect();
    all.extend([
        samples::mp3(3, Some(1251)),
        samples::ogg(b"OpusHead\x01\x02\x38\x01", 48_312),
        samples::flac(44_100),
        samples::ole(&["WordDocument", "_VBA_PROJECT"]),
        samples::jpeg_with(&[
            samples::exif_segment(Some("Ana Li"), Some(1)),
            samples::xmp_segment("<dc:creator/>"),
        ]),
        samples::mp4(b"heic", &[], &[]),
        b"II*\0\x08\0\0\0".to_vec(),
    ]);
    all
}

fn check(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let facts = look(name, bytes);
    // A panic is caught and told this way: our own readers have none, and none is known of the others'.
    prop_assert_ne!(&facts.opens, &Opens::Broken("its reader gave up".into()));
    prop_assert!(facts.text.len() <= MAX_TEXT);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(name in prop::sample::select(&NAMES[..]), bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(name, &bytes)?;
    }

    #[test]
    fn whole_files_with_damage(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
        twice in any::<bool>(),
    ) {
        let mut bytes = beginnings()[which.index(beginnings().len())].clone();
        for (at, value) in &edits {
            let at = at.index(bytes.len());
            bytes[at] = *value;
        }
        if twice {
            // A piece again in the middle: lengths and offsets no longer meet.
            let middle = bytes.len() / 2;
            let piece = bytes[middle / 2..middle].to_vec();
            bytes.splice(middle..middle, piece);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        check("a", &bytes)?;
    }
}
