//! A viewable copy of a Word document with its poster, made by the real LibreOffice, which fetches nothing for it.

use std::io::{Cursor, Write as _};
use std::net::TcpListener;

use artifolio_tests::Scratch;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORDS: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body><w:p><w:r><w:t>We measured the creek.</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="p1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:body></w:document>"#;

/// A document with a picture that lies on the web.
fn docx(picture: &str) -> Vec<u8> {
    let links = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{picture}" TargetMode="External"/></Relationships>"#
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("word/document.xml", WORDS),
        ("word/_rels/document.xml.rels", &links),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn libreoffice_makes_the_pdf_of_a_document_and_fetches_nothing() {
    let web = TcpListener::bind("127.0.0.1:0").unwrap();
    web.set_nonblocking(true).unwrap();
    let scratch = Scratch::with("sample");
    let number = std::fs::read_dir(scratch.ws().join("artifacts")).unwrap().count() + 1;
    let header = format!(
        "---\nid: creek\nnumber: {number}\nevidence:\n  - id: plan\n    file: plan.docx\n---\n"
    );
    scratch.write("artifacts/creek/artifact.md", header);
    let picture = format!("http://{}/creek.png", web.local_addr().unwrap());
    scratch.write("artifacts/creek/plan.docx", docx(&picture));
    let made =
        scratch.artifolio(&["viewable", "{ws}", "--artifact", "creek", "--json"]).done().json();
    assert_eq!(made["files"][0]["by"], "LibreOffice", "{made}");
    assert_eq!(made["files"][1]["copy"], "poster", "{made}");
    let poster = made["files"][1]["viewable"].as_str().unwrap();
    let copy = "artifacts/creek/plan.viewable.pdf";
    assert_eq!(made["made"], serde_json::json!([poster, copy]), "{made}");
    let poster = image::open(scratch.ws().join(poster)).unwrap().into_luma8();
    assert_eq!(poster.width().max(poster.height()), 600);
    assert!(poster.pixels().any(|pixel| pixel.0[0] < 100), "its words are there");
    assert!(web.accept().is_err(), "the picture was asked for");
    let pdf =
        lopdf::Document::load(scratch.ws().join("artifacts/creek/plan.viewable.pdf")).unwrap();
    assert!(pdf.extract_text(&[1]).unwrap().contains("We measured the creek."));
    assert_eq!(std::fs::read_dir(scratch.path("data/scratch")).unwrap().count(), 0);
}
