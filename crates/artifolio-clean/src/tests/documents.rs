//! Office files, PDF and SVG: what goes, and that words stay.

use std::io::{Cursor, Read as _};

use lopdf::{Document, Object, Stream, dictionary};

use super::pictures::{copy_error, shown};
use super::{again, cleaned, look};
use crate::source::contains;
use crate::testing::{self, zip};
use crate::{CannotClean, Private};
use Private::{
    Author, Comments, Dates, Description, Device, History, Location, Preview, TrackedChanges,
};

/// The text of an entry.
fn entry(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn names(package: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    archive.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// A Word file with everything that Word leaves behind.
fn word() -> Vec<u8> {
    let photo = testing::jpeg_with(&[testing::exif_segment(None, Some(1))]);
    testing::docx(&[
        ("_rels/.rels", b"<Relationships><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"r2\" Type=\"http://x/metadata/thumbnail\" Target=\"docProps/thumbnail.jpeg\"/></Relationships>"),
        ("docProps/thumbnail.jpeg", b"\xFF\xD8small"),
        ("docProps/core.xml", b"<cp:coreProperties><dc:title>Boards</dc:title><dc:creator>Luz Marin</dc:creator><cp:lastModifiedBy>IT Desk</cp:lastModifiedBy><cp:revision>7</cp:revision><dcterms:created>2026-01-02</dcterms:created><cp:keywords>secret plan</cp:keywords></cp:coreProperties>"),
        ("docProps/app.xml", b"<Properties><Template>Hill School.dotx</Template><TotalTime>90</TotalTime><Pages>2</Pages><Company>Hill School</Company></Properties>"),
        ("docProps/custom.xml", b"<Properties><property name=\"Student\"><vt:lpwstr>Ana Li</vt:lpwstr></property></Properties>"),
        ("word/_rels/settings.xml.rels", b"<Relationships><Relationship Id=\"rId1\" Type=\"http://x/attachedTemplate\" Target=\"file:///C:/Users/luz/a.dotx\"/></Relationships>"),
        ("word/glossary/settings.xml", b"<w:settings><w:attachedTemplate r:id=\"rId1\"/><w:rsids><w:rsid w:val=\"00AB12CD\"/></w:rsids></w:settings>"),
        ("word/glossary/_rels/settings.xml.rels", b"<Relationships><Relationship Id=\"rId1\" Type=\"http://x/attachedTemplate\" Target=\"file:///C:/Users/luz/a.dotx\"/></Relationships>"),
        ("word/styles.xml", b"<w:styles><w:style><w:name w:val=\"Note\"/><w:rsid w:val=\"00AB12CD\"/></w:style></w:styles>"),
        ("word/settings.xml", b"<w:settings><w:attachedTemplate r:id=\"rId1\"/><w:trackRevisions/><w:rsids><w:rsid w:val=\"00AB12CD\"/></w:rsids><w:zoom/></w:settings>"),
        ("word/comments.xml", b"<w:comments><w:comment w:id=\"0\" w:author=\"Mia Wong\" w:date=\"2026\"><w:p><w:t>Ask Ana</w:t></w:p></w:comment></w:comments>"),
        ("word/people.xml", b"<w15:people><w15:person w15:author=\"Mia Wong\"/></w15:people>"),
        ("word/media/image1.jpeg", &photo),
        ("word/document.xml", b"<w:document><w:body><w:p w:rsidR=\"00AB12CD\" w14:paraId=\"1\"><w:pPr><w:rPr><w:ins w:id=\"9\" w:author=\"Mia Wong\"/></w:rPr><w:pPrChange w:author=\"Mia Wong\"><w:pPr/></w:pPrChange></w:pPr>\
          <w:commentRangeStart w:id=\"0\"/><w:r><w:t>Choice </w:t></w:r><w:ins w:author=\"Mia Wong\"><w:r><w:t>boards</w:t></w:r></w:ins><w:del w:author=\"Mia Wong\"><w:r><w:delText>Ana's board</w:delText></w:r></w:del><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p></w:body></w:document>"),
    ])
}

#[test]
fn a_word_file() {
    let bytes = word();
    let kinds = [Location, Author, Comments, TrackedChanges, Preview, Dates, Description, History];
    let copy = cleaned("docx", &bytes, &kinds, &["docProps/thumbnail.jpeg"]);
    assert_eq!(look(&bytes).people, ["Luz Marin", "IT Desk", "Hill School", "Mia Wong"]);
    assert_eq!(
        entry(&copy, "word/document.xml"),
        "<w:document><w:body><w:p w14:paraId=\"1\"><w:pPr><w:rPr></w:rPr></w:pPr>\
         <w:r><w:t>Choice </w:t></w:r><w:r><w:t>boards</w:t></w:r><w:r></w:r></w:p></w:body></w:document>"
    );
    let table = [
        ("docProps/core.xml", "<cp:coreProperties><dc:title>Boards</dc:title></cp:coreProperties>"),
        ("docProps/app.xml", "<Properties><Pages>2</Pages></Properties>"),
        ("docProps/custom.xml", "<Properties></Properties>"),
        ("word/settings.xml", "<w:settings><w:zoom/></w:settings>"),
        ("word/_rels/settings.xml.rels", "<Relationships></Relationships>"),
        ("word/glossary/settings.xml", "<w:settings></w:settings>"),
        ("word/glossary/_rels/settings.xml.rels", "<Relationships></Relationships>"),
        ("word/styles.xml", "<w:styles><w:style><w:name w:val=\"Note\"/></w:style></w:styles>"),
        ("word/comments.xml", "<w:comments></w:comments>"),
        ("word/people.xml", "<w15:people></w15:people>"),
    ];
    for (name, text) in table {
        assert_eq!(entry(&copy, name), text, "{name}");
    }
    assert!(!entry(&copy, "_rels/.rels").contains("thumbnail"));
    assert!(entry(&copy, "_rels/.rels").contains("officeDocument"));
    assert_eq!(names(&copy).len(), names(&bytes).len() - 1);
}

#[test]
fn a_picture_in_a_document_keeps_its_pixels() {
    let photo = testing::jpeg_with(&[testing::exif_segment(Some("Luz Marin"), Some(1))]);
    let bytes = testing::docx(&[
        ("word/media/image1.jpeg", &photo),
        ("docProps/core.xml", b"<c/>"),
        ("word/document.xml", b"<w:document/>"),
    ]);
    let copy = cleaned("docx", &bytes, &[Location, Author], &[]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&copy)).unwrap();
    let mut inner = Vec::new();
    archive.by_name("word/media/image1.jpeg").unwrap().read_to_end(&mut inner).unwrap();
    again("the picture", &inner);
    assert_eq!(shown(&inner), shown(&photo));
}

#[test]
fn slides_and_sheets() {
    let types = |main: &str| format!("<Types><Override ContentType=\"{main}\"/></Types>");
    let slides = zip(&[
        ("[Content_Types].xml", types("x").as_bytes()),
        ("ppt/presentation.xml", b"<p:presentation/>"),
        ("ppt/slides/slide1.xml", b"<p:sld><a:t>Hi</a:t></p:sld>"),
        ("ppt/commentAuthors.xml", b"<p:cmAuthorLst><p:cmAuthor id=\"0\" name=\"Luz Marin\" initials=\"LM\"/></p:cmAuthorLst>"),
        ("ppt/comments/comment1.xml", b"<p:cmLst><p:cm authorId=\"0\"><p:text>Ana cried</p:text></p:cm></p:cmLst>"),
        ("ppt/changesInfos/changesInfo1.xml", b"<pc:chgInfo><pc:docChg><pc:chgData name=\"Luz Marin\" userId=\"77\"/></pc:docChg></pc:chgInfo>"),
    ]);
    let copy = cleaned("pptx", &slides, &[Author, Comments, History], &[]);
    assert_eq!(entry(&copy, "ppt/comments/comment1.xml"), "<p:cmLst></p:cmLst>");
    assert_eq!(entry(&copy, "ppt/commentAuthors.xml"), "<p:cmAuthorLst></p:cmAuthorLst>");
    assert_eq!(entry(&copy, "ppt/slides/slide1.xml"), "<p:sld><a:t>Hi</a:t></p:sld>");

    let sheet = zip(&[
        ("[Content_Types].xml", types("x").as_bytes()),
        ("xl/workbook.xml", b"<workbook><x15ac:absPath url=\"C:\\Users\\luz\\\"/><sheets/></workbook>"),
        ("xl/comments1.xml", b"<comments><authors><author>Luz Marin</author></authors><commentList><comment ref=\"A1\"><text><t>Ana</t></text></comment></commentList></comments>"),
        ("xl/comments/comment2.xml", b"<comments><authors><author>Mia Wong</author></authors><commentList><comment ref=\"A1\"/></commentList></comments>"),
        ("xl/drawings/vmlDrawing1.vml", b"<xml><v:shape id=\"a\"><x:ClientData ObjectType=\"Note\"/></v:shape><v:shape id=\"b\"><x:ClientData ObjectType=\"Button\"/></v:shape></xml>"),
    ]);
    let copy = cleaned("xlsx", &sheet, &[Author, Comments, History], &[]);
    for name in ["xl/comments1.xml", "xl/comments/comment2.xml"] {
        let none = "<comments><authors></authors><commentList></commentList></comments>";
        assert_eq!(entry(&copy, name), none, "{name}");
    }
    assert_eq!(entry(&copy, "xl/workbook.xml"), "<workbook><sheets/></workbook>");
    let shapes = entry(&copy, "xl/drawings/vmlDrawing1.vml");
    assert!(shapes.contains("\"b\"") && !shapes.contains("\"a\""), "{shapes}");
}

#[test]
fn an_open_document() {
    let manifest = b"<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"/><manifest:file-entry manifest:full-path=\"Thumbnails/thumbnail.png\"/></manifest:manifest>";
    let bytes = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("Thumbnails/thumbnail.png", b"small"),
        ("meta.xml", b"<office:document-meta><office:meta><dc:title>Boards</dc:title><meta:initial-creator>Luz Marin</meta:initial-creator><dc:date>2026</dc:date><meta:editing-cycles>4</meta:editing-cycles></office:meta></office:document-meta>"),
        ("content.xml", b"<office:document-content><text:tracked-changes><text:changed-region><office:change-info><dc:creator>Mia Wong</dc:creator></office:change-info><text:p>old words</text:p></text:changed-region></text:tracked-changes><text:p>New<text:change-start/> words<office:annotation><dc:creator>Mia Wong</dc:creator><text:p>Ask Ana</text:p></office:annotation></text:p></office:document-content>"),
        ("settings.xml", b"<office:document-settings><config:config-item config:name=\"PrinterName\">Staff room</config:config-item><config:config-item config:name=\"View\">1</config:config-item></office:document-settings>"),
        ("META-INF/manifest.xml", manifest),
    ]);
    let kinds = [Author, Comments, TrackedChanges, Preview, Device, Dates, History];
    let copy = cleaned("odt", &bytes, &kinds, &["Thumbnails/"]);
    assert_eq!(look(&bytes).people, ["Luz Marin", "Mia Wong"]);
    assert_eq!(
        entry(&copy, "content.xml"),
        "<office:document-content><text:p>New words</text:p></office:document-content>"
    );
    assert!(!entry(&copy, "settings.xml").contains("Staff"));
    assert!(!entry(&copy, "META-INF/manifest.xml").contains("Thumbnails"));
    let kept = "<office:document-meta><office:meta><dc:title>Boards</dc:title></office:meta></office:document-meta>";
    assert_eq!(entry(&copy, "meta.xml"), kept);
    assert_eq!(names(&copy)[0], "mimetype");
}

#[test]
fn office_files_that_are_refused() {
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let table: [(&str, Vec<u8>, CannotClean); 5] = [
        ("macros", testing::docx(&[("word/vbaProject.bin", b"x")]), CannotClean::Macros),
        ("signed", testing::docx(&[("_xmlsignatures/sig1.xml", b"<x/>")]), CannotClean::Signed),
        (
            "macros of odt",
            testing::odt(&[("Basic/Standard/Module1.xml", b"<m/>")]),
            CannotClean::Macros,
        ),
        ("locked odt", testing::odt(&[("META-INF/manifest.xml", manifest)]), CannotClean::Password),
        (
            "torn",
            testing::docx(&[("word/document.xml", b"<w:document><w:body>")]),
            CannotClean::Damaged,
        ),
    ];
    for (what, bytes, reason) in table {
        assert_eq!(copy_error(&bytes), reason, "{what}");
        assert!(
            look(&bytes).private.contains(&Author),
            "{what}: what it tells is told all the same"
        );
    }
    // Documents in a document count together.
    let part = testing::docx(&[("word/media/bomb.bin", &vec![b' '; 100 << 20])]);
    let parts: Vec<(String, &[u8])> =
        (0..3).map(|n| (format!("word/embeddings/{n}.docx"), &part[..])).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, part)| (&name[..], *part)).collect();
    assert_eq!(copy_error(&testing::docx(&parts)), CannotClean::TooLarge);
    let bomb = testing::docx(&[("word/media/bomb.bin", &vec![b' '; 300 << 20])]);
    assert_eq!(copy_error(&bomb), CannotClean::TooLarge);
}

/// A PDF with what readers and programs leave in it.
fn pdf(edit: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = testing::document("Hello class", Some("Luz Marin"));
    edit(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// The same PDF with none of its objects packed.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    let mut plain = Vec::new();
    document.save_to(&mut plain).unwrap();
    plain
}

fn first_page(document: &mut Document) -> &mut lopdf::Dictionary {
    let id = document.page_iter().next().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

#[test]
fn a_pdf() {
    let photo = testing::jpeg_with(&[testing::exif_segment(None, Some(1))]);
    let bytes = pdf(|document| {
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = document.get_dictionary_mut(info).unwrap();
        info.set("Title", Object::string_literal("Boards"));
        info.set("Company", Object::string_literal("Hill School"));
        info.set("CreationDate", Object::string_literal("D:20260102"));
        let packet = b"<x:xmpmeta><dc:creator><rdf:li>Luz Marin</rdf:li></dc:creator></x:xmpmeta>";
        let xmp = document.add_object(Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            packet.to_vec(),
        ));
        document.catalog_mut().unwrap().set("Metadata", xmp);
        let picture = document.add_object(Stream::new(
            dictionary! { "Type" => "XObject", "Subtype" => "Image", "Filter" => "DCTDecode" },
            photo.clone(),
        ));
        let rect = || vec![0.into(), 0.into(), 9.into(), 9.into()];
        let note = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Text", "Rect" => rect(), "T" => Object::string_literal("Mia Wong"),
            "Contents" => Object::string_literal("Ask Ana"),
        });
        let mark = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Highlight", "Rect" => rect(), "T" => Object::string_literal("Mia Wong"),
            "Contents" => Object::string_literal("Not true"), "M" => Object::string_literal("D:2026"),
        });
        let words = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "FreeText", "Rect" => rect(), "T" => Object::string_literal("Mia Wong"),
            "Contents" => Object::string_literal("Well done"),
        });
        let link = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => rect(),
        });
        let page = first_page(document);
        page.set("Annots", vec![note.into(), mark.into(), words.into(), link.into()]);
        page.set("PieceInfo", dictionary! { "Draw" => Object::string_literal("layers") });
        page.set("Thumb", picture);
        page.set("Picture", picture);
    });
    let kinds = [Location, Author, Comments, Preview, Dates, Description, History];
    let gone = ["Luz Marin", "Mia Wong", "Ask Ana", "Not true", "Hill School", "xmpmeta", "layers"];
    let copy = cleaned("pdf", &bytes, &kinds, &[]);
    let plain = unpacked(&copy);
    for word in gone {
        assert!(contains(&unpacked(&bytes), word.as_bytes()), "{word} is not there to begin with");
        assert!(!contains(&plain, word.as_bytes()), "{word} is still there");
    }
    assert!(contains(&plain, b"Boards"), "the title stays");
    let after = Document::load_mem(&copy).unwrap();
    let words = |document: &Document| document.extract_text(&[1, 2]).unwrap();
    assert_eq!(words(&after), words(&Document::load_mem(&bytes).unwrap()));
    let page = after.page_iter().next().unwrap();
    let annotations = after.get_page_annotations(page).unwrap();
    let subtypes: Vec<_> =
        annotations.iter().map(|a| a.get(b"Subtype").unwrap().as_name().unwrap()).collect();
    assert_eq!(subtypes, [&b"Highlight"[..], b"FreeText", b"Link"]);
    assert!(annotations[0].get(b"Contents").is_err());
    assert_eq!(annotations[1].get(b"Contents").unwrap().as_str().unwrap(), b"Well done");
}

#[test]
fn earlier_revisions_of_a_pdf_are_gone() {
    let first = {
        let mut bytes = Vec::new();
        testing::document("Secret words", None).save_to(&mut bytes).unwrap();
        bytes
    };
    let before = Document::load_mem(&first).unwrap();
    let mut update = lopdf::IncrementalDocument::create_from(first.clone(), before.clone());
    for page in before.page_iter() {
        let content = before.get_page_contents(page)[0];
        let new = Stream::new(dictionary! {}, b"BT /F1 12 Tf (Plain) Tj ET".to_vec());
        update.new_document.objects.insert(content, new.into());
    }
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();
    let copy = cleaned("pdf", &bytes, &[History], &[]);
    assert!(contains(&bytes, b"Secret words") && !contains(&unpacked(&copy), b"Secret words"));
    assert!(Document::load_mem(&copy).unwrap().extract_text(&[1]).unwrap().contains("Plain"));
}

#[test]
fn pdfs_that_are_refused() {
    let signed = pdf(|document| {
        document.add_object(dictionary! {
            "Type" => "Sig", "ByteRange" => vec![0.into(), 1.into()], "Contents" => Object::string_literal("x"),
        });
    });
    assert_eq!(copy_error(&signed), CannotClean::Signed);
    let attached = pdf(|document| {
        let file = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"x".to_vec());
        document.add_object(file);
    });
    assert_eq!(copy_error(&attached), CannotClean::Format);
    let named = pdf(|document| {
        document
            .add_object(dictionary! { "EF" => dictionary! { "F" => Object::Reference((1, 0)) } });
    });
    assert_eq!(copy_error(&named), CannotClean::Format);
    let torn = pdf(|_| {});
    assert_eq!(copy_error(&torn[..torn.len() / 2]), CannotClean::Damaged);
    assert_eq!(look(&signed).people, ["Luz Marin"]);
}

#[test]
fn an_svg() {
    use base64::Engine as _;
    let photo = testing::jpeg_with(&[testing::exif_segment(None, Some(1))]);
    let data = base64::engine::general_purpose::STANDARD.encode(&photo);
    let bytes = format!(
        "<?xml version=\"1.0\"?><!-- by Luz --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://i\" \
         inkscape:export-filename=\"/home/luz/a.png\"><metadata><rdf:RDF><dc:creator><cc:Agent><dc:title>Luz Marin</dc:title>\
         </cc:Agent></dc:creator></rdf:RDF></metadata><sodipodi:namedview/><title>Board</title>\
         <image href=\"data:image/jpeg;base64,{data}\"/><text>Hi &amp; bye</text></svg>"
    );
    let kinds = [Location, Author, Description, History];
    let copy =
        cleaned("svg", bytes.as_bytes(), &kinds, &["Luz", "/home/luz", "sodipodi", "inkscape"]);
    let text = String::from_utf8(copy).unwrap();
    assert!(text.starts_with("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><title>Board</title><image"));
    assert!(text.ends_with("<text>Hi &amp; bye</text></svg>"));
    assert_eq!(look(bytes.as_bytes()).people, ["Luz Marin"]);
}
