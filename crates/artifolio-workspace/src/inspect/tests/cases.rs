//! Photos that other people made, read in place from `$ARTIFOLIO_CASES/exif`, else from beside the checkout.
#![allow(clippy::disallowed_methods, reason = "reads third-party cases in place")]

use std::path::PathBuf;

use artifolio_core::file_facts::FileKind;

use super::{look, opens, told_place};

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
    // As exiftool 12 tells them.
    let places = ["DSCN0010.jpg", "DSCN0021.jpg", "DSCN0038.jpg"];
    let names = [
        ("32-lens_data.jpeg", "Ilya Kurikhin"),
        ("33-type_error.jpg", "Pilar Flores"),
        ("no_exif.jpg", "CREDIT"),
    ];
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let facts = look(&name, &bytes);
        let author = names.iter().find(|(photo, _)| *photo == name).map(|(_, author)| *author);
        assert_eq!(
            (told_place(&facts), facts.author.as_deref()),
            (places.contains(&name.as_str()), author),
            "{name}"
        );
        let (whole, torn) = match facts.kind {
            FileKind::WebImage => ("yes", "broken"),
            FileKind::OtherImage => ("not judged", "broken"),
            _ => ("yes", "yes"),
        };
        assert_eq!(opens(&facts), whole, "{name}: {:?}", facts.opens);
        let cut = look(&name, &bytes[..bytes.len() * 7 / 10]);
        assert_eq!(opens(&cut), torn, "{name} cut off: {:?}", cut.opens);
        seen += usize::from(facts.kind != FileKind::Text);
    }
    assert_eq!(seen, 15);
}
