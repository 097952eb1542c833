//! The sample with evidence that tells of people, places and devices, as phones, cameras and office programs leave it.

use artifolio_clean::testing::{boxed, docx, exif_segment, jpeg_with, mp4, pdf, xmp_segment};

use crate::Scratch;

/// The artifact whose evidence tells.
pub const ARTIFACT: &str = "telling";
/// Names that stand in its properties, all of them in the roster.
pub const NAMES: [&str; 4] = ["Luz Marin", "Mia Wong", "Rosa Diaz", "Ana Okafor"];

/// A photograph.
#[must_use]
pub fn photo() -> Vec<u8> {
    let creator = "<dc:creator><rdf:Seq><rdf:li>Ana Okafor</rdf:li></rdf:Seq></dc:creator>";
    jpeg_with(&[exif_segment(Some("Luz Marin"), Some(1)), xmp_segment(creator)])
}

/// The files by name.
#[must_use]
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let photo = photo();
    let place = boxed(b"\xA9xyz", &[b"\0\x0F\x15\xC7+41.38+002.17/".to_vec()]);
    let artist =
        boxed(b"\xA9ART", &[boxed(b"data", &[vec![0, 0, 0, 1, 0, 0, 0, 0], b"Mia Wong".to_vec()])]);
    let itunes = boxed(b"meta", &[vec![0; 4], boxed(b"ilst", &[artist])]);
    let film =
        mp4(b"isom", &[("vide", b"avc1"), ("soun", b"mp4a")], &[boxed(b"udta", &[place, itunes])]);
    vec![
        ("board.jpg", photo.clone()),
        ("lesson.mp4", film),
        ("plan.docx", docx(&[("word/media/image1.jpeg", &photo)])),
        ("summary.pdf", pdf("What we did", Some("Rosa Diaz"))),
    ]
}

/// The portfolio, with the names in the roster of its machine.
///
/// # Panics
/// When it cannot be written.
#[must_use]
pub fn portfolio() -> Scratch {
    let scratch = Scratch::with("sample");
    let mut number = 1;
    for folder in std::fs::read_dir(scratch.ws().join("artifacts")).unwrap() {
        number += usize::from(folder.unwrap().path().join("artifact.md").is_file());
    }
    let evidence: String = files()
        .iter()
        .map(|(name, _)| {
            format!("  - id: {}\n    file: {name}\n    caption: A lesson\n    alt: A board with nine fields\n    transcript: words.txt\n",
                name.replace('.', "-"))
        })
        .collect();
    let header = format!(
        "---\nid: {ARTIFACT}\nnumber: {number}\ntitle: What files tell\nkind: lesson\nmade: 2026-05\naudience: Grade 6\n\
         summary: A lesson with pictures.\nevidence:\n{evidence}---\nI learned to look at what my files tell.\n"
    );
    scratch.write(&format!("artifacts/{ARTIFACT}/artifact.md"), header);
    scratch.write(&format!("artifacts/{ARTIFACT}/words.txt"), "We look at the board.\n");
    for (name, bytes) in files() {
        scratch.write(&format!("artifacts/{ARTIFACT}/{name}"), bytes);
    }
    std::fs::create_dir_all(scratch.path("data")).unwrap();
    std::fs::write(scratch.path("data/roster.txt"), NAMES.join("\n")).unwrap();
    scratch
}
