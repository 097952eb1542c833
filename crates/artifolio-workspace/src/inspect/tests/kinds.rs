//! What each kind of file tells.

use artifolio_core::file_facts::{FileKind, MAX_TEXT};
use image::ImageFormat;
use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};

use super::{look, opens, told_place};
use artifolio_clean::testing as samples;

#[test]
fn kinds_and_extensions_by_bytes() {
    use FileKind as K;
    let html = b"<!DOCTYPE html><title>x</title>";
    let types =
        |main: &str| format!("<Types><Override ContentType=\"{main}\"/></Types>").into_bytes();
    let docm = samples::docx(&[(
        "[Content_Types].xml",
        &types("application/vnd.ms-word.document.macroEnabled.main+xml"),
    )]);
    let table: Vec<(&str, Vec<u8>, FileKind, &str, &str)> = vec![
        ("a.png", samples::picture(ImageFormat::Jpeg), K::WebImage, "jpg", "yes"),
        ("a", samples::picture(ImageFormat::Png), K::WebImage, "png", "yes"),
        ("a.gif", samples::picture(ImageFormat::Gif), K::WebImage, "gif", "yes"),
        ("a.webp", samples::picture(ImageFormat::WebP), K::WebImage, "webp", "yes"),
        ("a.heic", samples::mp4(b"heic", &[], &[]), K::OtherImage, "heic", "not judged"),
        ("a.tif", b"II*\0\x08\0\0\0\0\0".to_vec(), K::OtherImage, "tif", "not judged"),
        ("a.bmp", b"BM\x3A\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), K::OtherImage, "bmp", "not judged"),
        ("a.svg", b"<?xml version=\"1.0\"?><svg><g/></svg>".to_vec(), K::Svg, "svg", "yes"),
        ("a.svg", b"<svg><g></svg>".to_vec(), K::Svg, "svg", "broken"),
        ("a.pdf", samples::pdf("x", None), K::Pdf, "pdf", "yes"),
        ("a.docx", samples::docx(&[]), K::Office, "docx", "yes"),
        ("a.docx", docm, K::Office, "docm", "yes"),
        ("a.pptx", samples::pptx(), K::Office, "pptx", "yes"),
        ("a.xlsx", samples::xlsx(), K::Office, "xlsx", "yes"),
        ("a.odt", samples::odt(&[]), K::Office, "odt", "yes"),
        (
            "a.docx",
            samples::ole(&["Root Entry", "EncryptedPackage"]),
            K::Office,
            "docx",
            "password",
        ),
        ("a.doc", samples::ole(&["Root Entry", "WordDocument"]), K::OldOffice, "doc", "not judged"),
        ("a.ppt", samples::ole(&["PowerPoint Document"]), K::OldOffice, "ppt", "not judged"),
        ("a.rtf", b"{\\rtf1 hi}".to_vec(), K::OldOffice, "rtf", "not judged"),
        ("a.mp4", samples::mp4(b"mp42", &[("vide", b"avc1")], &[]), K::WebVideo, "mp4", "yes"),
        ("a.mov", samples::mp4(b"qt  ", &[("vide", b"hvc1")], &[]), K::OtherVideo, "mov", "yes"),
        ("a.m4a", samples::mp4(b"M4A ", &[("soun", b"mp4a")], &[]), K::Audio, "m4a", "yes"),
        ("a.mp4", samples::mp4(b"isom", &[("soun", b"mp4a")], &[]), K::Audio, "m4a", "yes"),
        ("a.webm", samples::webm(&[(1, "V_VP8")]), K::WebVideo, "webm", "yes"),
        ("a.webm", samples::webm(&[(2, "A_OPUS")]), K::Audio, "webm", "yes"),
        ("a.avi", b"RIFF\0\x01\0\0AVI LIST".to_vec(), K::OtherVideo, "avi", "not judged"),
        ("a.mp3", samples::mp3(4, None), K::Audio, "mp3", "yes"),
        ("a.wav", samples::wav(), K::Audio, "wav", "yes"),
        ("a.ogg", samples::ogg(b"\x01vorbis", 0), K::Audio, "ogg", "yes"),
        ("a.flac", samples::flac(44_100), K::Audio, "flac", "yes"),
        ("a.txt", b"Monday".to_vec(), K::Text, "txt", "yes"),
        ("a.ino", b"void setup() {}".to_vec(), K::Text, "ino", "yes"),
        ("a.jpg", b"sorry, not found".to_vec(), K::Text, "txt", "yes"),
        ("a.txt", b"The free BMI lesson of %PDF-".to_vec(), K::Text, "txt", "yes"),
        (
            "a.vtt",
            b"\xEF\xBB\xBFWEBVTT\n\n00:00.000 --> 00:01.000\nHi".to_vec(),
            K::Text,
            "vtt",
            "yes",
        ),
        ("a.html", html.to_vec(), K::Html, "html", "yes"),
        ("a.jpg", html.to_vec(), K::Html, "html", "yes"),
        ("a.zip", samples::zip(&[("x", b"y")]), K::Archive, "zip", "yes"),
        ("a.sb3", samples::zip(&[("project.json", b"{}")]), K::Archive, "sb3", "yes"),
        ("a.docx", samples::zip(&[("x", b"y")]), K::Archive, "zip", "yes"),
        ("a.jar", samples::zip(&[("META-INF/MANIFEST.MF", b"")]), K::Program, "jar", "yes"),
        ("a.7z", b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), K::Archive, "7z", "not judged"),
        ("a.exe", b"MZ\x90\0\x03\0\0\0\x04".to_vec(), K::Program, "exe", "not judged"),
        ("a.bat", b"del *.*".to_vec(), K::Program, "bat", "yes"),
        ("run", b"#!/bin/sh\n".to_vec(), K::Program, "", "yes"),
        ("a.py", b"#!/usr/bin/env python3\n".to_vec(), K::Text, "py", "yes"),
        ("a.gdoc", b"{\"doc_id\":\"1x\",\"email\":\"a@b.c\"}".to_vec(), K::Pointer, "gdoc", "yes"),
        ("a.url", b"[InternetShortcut]\r\nURL=https://x.org".to_vec(), K::Pointer, "url", "yes"),
        (
            "a.webloc",
            b"<plist><dict><key>URL</key></dict></plist>".to_vec(),
            K::Pointer,
            "webloc",
            "yes",
        ),
        ("a.lnk", b"L\0\0\0\x01\x14\x02\0\0\0".to_vec(), K::Pointer, "lnk", "not judged"),
        ("a.webloc", b"bplist00\xD1\x01\x02SURL".to_vec(), K::Pointer, "webloc", "not judged"),
        (
            "a.gslides",
            b"{\"url\":\"https://docs.google.com/open?id=1\"}".to_vec(),
            K::Pointer,
            "gslides",
            "yes",
        ),
        ("a.json", b"{\"name\":\"doc_id\"}".to_vec(), K::Text, "json", "yes"),
        ("a.md", b"# Pages\n\nAn <html> page has an <svg>.".to_vec(), K::Text, "md", "yes"),
        ("a.html", b"<p>A piece of a page</p>".to_vec(), K::Html, "html", "yes"),
        ("a.txt", Vec::new(), K::Unknown, "", "broken"),
        ("a.jpg", vec![0; 400], K::Unknown, "", "broken"),
        ("a.bin", vec![0; 400], K::Unknown, "", "not judged"),
    ];
    for (name, bytes, kind, fit, opening) in table {
        let facts = look(name, &bytes);
        let first = facts.fits.first().map_or("", String::as_str);
        assert_eq!((facts.kind, first, opens(&facts)), (kind, fit, opening), "{name}: {facts:?}");
        assert_eq!(facts.size, bytes.len() as u64);
    }
}

#[test]
fn a_file_cut_off_anywhere_never_opens() {
    for (name, whole) in samples::all() {
        assert_eq!(
            opens(&look(name, &whole)),
            "yes",
            "{name} whole: {:?}",
            look(name, &whole).opens
        );
        // What is lost at the very end of a PDF or an SVG may be a line end.
        let last = whole.trim_ascii_end().len();
        for length in (1..last).step_by(if name == "a.pdf" { 7 } else { 1 }) {
            let facts = look(name, &whole[..length]);
            let text = facts.kind == FileKind::Text;
            assert!(opens(&facts) != "yes" || text, "{name} cut at {length} of {last}: {facts:?}");
        }
    }
}

#[test]
fn bytes_after_the_end_of_a_photo_are_no_damage() {
    let mut photo = samples::picture(ImageFormat::Jpeg);
    photo.extend(b"the film of a phone's moving photo");
    assert_eq!(opens(&look("a.jpg", &photo)), "yes");
}

#[test]
fn a_picture_larger_than_the_limits_is_not_judged() {
    // 32,768 pixels each way, and 20,000 by 1.
    for size in [[0, 0, 0x80, 0, 0, 0, 0x80, 0], [0, 0, 0x4E, 0x20, 0, 0, 0, 1]] {
        let mut png = samples::picture(ImageFormat::Png);
        png[16..24].copy_from_slice(&size);
        let fixed = samples::png_header_checksum(png);
        assert_eq!(opens(&look("a.png", &fixed)), "not judged", "{size:?}");
    }
}

#[test]
fn places_and_names_in_pictures() {
    let segment = samples::exif_segment;
    let xmp = samples::xmp_segment;
    let jpeg = |part: Vec<u8>| samples::jpeg_with(&[part]);
    let creator =
        "<dc:creator><rdf:Seq><rdf:li>Ana Li</rdf:li><rdf:li>Bo Ek</rdf:li></rdf:Seq></dc:creator>";
    let table: Vec<(&str, Vec<u8>, bool, Option<&str>)> = vec![
        ("plain", samples::picture(ImageFormat::Jpeg), false, None),
        ("exif place", jpeg(segment(None, Some(1))), true, None),
        ("exif place without a fix", jpeg(segment(None, Some(0))), false, None),
        ("exif artist", jpeg(segment(Some("Ana Li"), None)), false, Some("Ana Li")),
        ("xmp place", jpeg(xmp("<exif:GPSLatitude>41,23N</exif:GPSLatitude>")), true, None),
        ("xmp creators", jpeg(xmp(creator)), false, Some("Ana Li; Bo Ek")),
        (
            "same name twice",
            samples::jpeg_with(&[segment(Some("Ana Li"), None), xmp(creator)]),
            false,
            Some("Ana Li; Bo Ek"),
        ),
        ("png exif", samples::png_with(b"eXIf", &samples::exif(None, Some(1))), true, None),
        ("png author", samples::png_with(b"tEXt", b"Author\0Ana Li"), false, Some("Ana Li")),
        (
            "png xmp",
            samples::png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x><GPSLatitude/></x>"),
            true,
            None,
        ),
        (
            "in a document",
            samples::docx(&[("word/media/image1.jpeg", &jpeg(segment(None, Some(1))))]),
            true,
            Some("Mia Wong; Rosa Diaz; IT Desk"),
        ),
    ];
    for (what, bytes, location, author) in table {
        let facts = look("a", &bytes);
        assert_eq!((told_place(&facts), facts.author.as_deref()), (location, author), "{what}");
        assert_eq!(opens(&facts), "yes", "{what}: {:?}", facts.opens);
    }
}

#[test]
fn pdf_pages_words_author_and_password() {
    let facts = look("a.pdf", &samples::pdf("Hello class", Some("Ana Li")));
    assert_eq!((facts.pages, facts.author.as_deref()), (Some(2), Some("Ana Li")));
    assert!(
        facts.text.contains("Hello class 1") && facts.text.contains("Hello class 2"),
        "{}",
        facts.text
    );

    for (owner, user, opening) in [("o", "secret", "password"), ("o", "", "yes")] {
        let mut document = samples::document("Locked words", None);
        document.trailer.set(
            "ID",
            vec![lopdf::Object::string_literal("1"), lopdf::Object::string_literal("2")],
        );
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: owner,
            user_password: user,
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let facts = look("a.pdf", &bytes);
        assert_eq!(opens(&facts), opening, "{:?}", facts.opens);
        assert_eq!(facts.text.contains("Locked words"), opening == "yes");
    }
}

#[test]
fn office_words_in_reading_order() {
    let facts = look("a.docx", &samples::docx(&[]));
    assert_eq!(facts.text, "Café & choice\nboard\n");
    assert_eq!(facts.author.as_deref(), Some("Mia Wong; Rosa Diaz; IT Desk"));
    assert_eq!((facts.pages, facts.macros), (None, false));

    let facts = look("a.pptx", &samples::pptx());
    assert_eq!((facts.text.as_str(), facts.pages), ("second\ntenth\nspoken\n", Some(2)));
    assert_eq!(look("a.xlsx", &samples::xlsx()).text, "Grades\ninline\n");
    assert_eq!(look("a.odt", &samples::odt(&[])).text, "Open words\n");

    assert!(look("a.docx", &samples::docx(&[("word/vbaProject.bin", b"x")])).macros);
    assert!(look("a.odt", &samples::odt(&[("Basic/Standard/Module1.xml", b"<m/>")])).macros);
    assert!(look("a.doc", &samples::ole(&["WordDocument", "_VBA_PROJECT"])).macros);
    // The directory may lie far behind.
    let mut streams = vec!["Pictures"; 20_000];
    streams[15_000] = "WordDocument";
    streams[19_999] = "_VBA_PROJECT";
    let facts = look("a.doc", &samples::ole(&streams));
    assert_eq!((facts.kind, facts.macros), (FileKind::OldOffice, true));
}

#[test]
fn office_files_that_do_not_open() {
    let locked = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let locked = samples::odt(&[("META-INF/manifest.xml", locked)]);
    assert_eq!(opens(&look("a.odt", &locked)), "password");
    let torn = samples::docx(&[("word/document.xml", b"<w:document><w:body>")]);
    assert_eq!(opens(&look("a.docx", &torn)), "broken");
    let deep = "<w:p>".repeat(2000);
    assert_eq!(
        opens(&look("a.docx", &samples::docx(&[("word/document.xml", deep.as_bytes())]))),
        "not judged"
    );
    // A byte inside flips: the checksum finds it.
    let name = b"word/media/a.bin";
    let mut flipped = samples::docx(&[("word/media/a.bin", &[b'Q'; 300])]);
    let at = flipped.windows(name.len()).position(|window| window == name).unwrap() + name.len();
    flipped[at + 1] ^= 0x10;
    assert_eq!(opens(&look("a.docx", &flipped)), "broken");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = vec![b' '; 300 << 20];
    let packed = samples::docx(&[("word/media/bomb.bin", &bomb)]);
    assert!(packed.len() < 2 << 20);
    let facts = look("a.docx", &packed);
    assert_eq!(opens(&facts), "not judged");
    assert!(facts.text.contains("choice"), "what came before is kept");
}

#[test]
fn words_are_bounded() {
    let long = format!("<w:document><w:t>{}</w:t></w:document>", "é".repeat(MAX_TEXT));
    let facts = look("a.docx", &samples::docx(&[("word/document.xml", long.as_bytes())]));
    assert_eq!(facts.text.len(), MAX_TEXT);
    let facts = look("a.txt", &vec![b'x'; MAX_TEXT + 9]);
    assert_eq!(facts.text.len(), MAX_TEXT);
}

#[test]
fn text_of_every_encoding() {
    let utf16: Vec<u8> = "\u{FEFF}Peña".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [&b"\xEF\xBB\xBFPe\xC3\xB1a"[..], b"Pe\xF1a", &utf16] {
        let facts = look("a.txt", bytes);
        assert_eq!(facts.text.trim_start_matches('\u{FEFF}'), "Peña", "{bytes:?}");
    }
}

#[test]
fn a_picture_has_the_size_at_which_it_is_shown() {
    use artifolio_clean::testing::{jpeg_with, picture};
    // TIFF 6.0, section 2: one entry, the orientation (274), a SHORT.
    let turned = |orientation: u8| {
        let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        jpeg_with(&[exif])
    };
    let png = picture(image::ImageFormat::Png);
    let cases = [
        ("a.png", png.clone(), Some((24, 16))),
        ("a.gif", picture(image::ImageFormat::Gif), Some((24, 16))),
        ("a.webp", picture(image::ImageFormat::WebP), Some((24, 16))),
        ("a.jpg", turned(1), Some((24, 16))),
        ("a.jpg", turned(3), Some((24, 16))),
        ("a.jpg", turned(6), Some((16, 24))),
        ("a.jpg", turned(8), Some((16, 24))),
        ("a.tif", picture(image::ImageFormat::Tiff), None),
        ("a.png", png[..60].to_vec(), None),
        ("a.txt", b"words".to_vec(), None),
    ];
    for (name, bytes, size) in cases {
        assert_eq!(look(name, &bytes).pixels, size, "{name} {}", bytes.len());
    }
}
