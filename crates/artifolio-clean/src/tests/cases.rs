//! Photos that other people made, read in place from `$ARTIFOLIO_CASES/exif`, else from beside the checkout.
#![allow(clippy::disallowed_methods, reason = "reads third-party cases in place")]

use std::path::PathBuf;

use super::pictures::shown;
use super::{again, copy, look};
use crate::format::is_picture;

fn folder() -> Option<PathBuf> {
    let root =
        std::env::var_os("ARTIFOLIO_CASES").map_or("/work/shared/cases".into(), PathBuf::from);
    let folder = root.join("exif");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("ARTIFOLIO_DEMAND_CASES").is_none(),
        "no cases in {}",
        folder.display()
    );
    println!("NOT RUN: photos of other people, no folder {}", folder.display());
    None
}

#[test]
fn photos_of_other_people() {
    let Some(folder) = folder() else { return };
    let (mut pictures, mut others, mut private) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let (removed, copy) = copy(&bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(removed, look(&bytes).private, "{name}");
        again(&name, &copy);
        private += usize::from(!removed.is_empty());
        if is_picture(&bytes) {
            assert_eq!(shown(&copy), shown(&bytes), "{name}");
            pictures += 1;
        } else {
            others += 1;
        }
    }
    // One of the others is a HEIC; two are texts.
    assert_eq!((pictures, others, private), (14, 3, 15));
}
