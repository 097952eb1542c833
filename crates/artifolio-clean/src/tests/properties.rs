//! For every file: a clean copy tells nothing and stays as it is; no bytes make the readers panic or run away.

use proptest::prelude::*;

use super::{copy, look};
use crate::testing;

fn files() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = testing::all().into_iter().map(|(_, bytes)| bytes).collect();
    all.extend([
        testing::mp3(3, Some(1251)),
        testing::flac(44_100),
        testing::ole(&["WordDocument", "_VBA_PROJECT"]),
        testing::jpeg_with(&[
            testing::exif_segment(Some("Ana Li"), Some(1)),
            testing::xmp_segment("<dc:creator/>"),
        ]),
        testing::png_with(b"eXIf", &testing::exif(Some("Ana Li"), Some(1))),
        testing::mp4(b"heic", &[], &[testing::boxed(b"udta", &[vec![1; 30]])]),
        testing::mp4(b"isom", &[("meta", b"gpmd")], &[testing::boxed(b"meta", &[vec![1; 30]])]),
        [b"II*\0\x08\0\0\0\x01\0".to_vec(), testing::exif(Some("Ana Li"), Some(1))].concat(),
        b"<svg xmlns:i=\"x\" i:a=\"b\"><!-- c --><metadata/><image href=\"data:image/png;base64,aGk=\"/></svg>".to_vec(),
    ]);
    all
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let told = look(bytes);
    match copy(bytes) {
        Ok((removed, clean)) => {
            prop_assert_eq!(&removed, &told.private);
            prop_assert_eq!(told.cannot, None);
            let after = look(&clean);
            prop_assert!(after.private.is_empty(), "{:?} of {:?}", after.private, removed);
            let second = copy(&clean).map_err(|e| {
                TestCaseError::fail(format!(
                    "{e:?} after {removed:?} of {:?}",
                    clean.escape_ascii().to_string().chars().take(400).collect::<String>()
                ))
            })?;
            prop_assert!(second.1 == clean);
        }
        Err(reason) => prop_assert_eq!(told.cannot, Some(reason)),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(&bytes)?;
    }

    #[test]
    fn whole_files_with_damage(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
        twice in any::<bool>(),
    ) {
        let mut bytes = files()[which.index(files().len())].clone();
        for (at, value) in &edits {
            let at = at.index(bytes.len());
            bytes[at] = *value;
        }
        if twice {
            let middle = bytes.len() / 2;
            let piece = bytes[middle / 2..middle].to_vec();
            bytes.splice(middle..middle, piece);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        check(&bytes)?;
    }
}
