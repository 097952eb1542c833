//! One small, whole file of each kind that is read to its end, and files with private details, for tests.
#![allow(clippy::unwrap_used, reason = "only tests build these")]

use std::io::{Cursor, Write as _};

use image::{ImageFormat, Rgb, RgbImage};
use lopdf::{Document, Object, Stream, dictionary};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// All samples, by file name.
#[must_use]
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.jpg", picture(ImageFormat::Jpeg)),
        ("a.png", picture(ImageFormat::Png)),
        ("a.gif", picture(ImageFormat::Gif)),
        ("a.webp", picture(ImageFormat::WebP)),
        ("a.pdf", pdf("Hello class", Some("Ana Li"))),
        ("a.docx", docx(&[])),
        ("a.pptx", pptx()),
        ("a.xlsx", xlsx()),
        ("a.odt", odt(&[])),
        ("a.mp4", mp4(b"isom", &[("vide", b"avc1"), ("soun", b"mp4a")], &[])),
        ("a.webm", webm(&[(1, "V_VP9"), (2, "A_OPUS")])),
        ("a.wav", wav()),
        ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Hi</text></svg>".to_vec()),
        ("a.zip", zip(&[("notes.txt", b"hello")])),
    ]
}

/// A picture of 24 by 16 pixels.
#[must_use]
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = RgbImage::from_fn(24, 16, |x, y| Rgb([x as u8 * 10, y as u8 * 15, 90]));
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with these segments behind its first marker.
#[must_use]
pub fn jpeg_with(segments: &[Vec<u8>]) -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    for segment in segments {
        bytes.extend([0xFF, 0xE1]);
        bytes.extend((segment.len() as u16 + 2).to_be_bytes());
        bytes.extend(segment);
    }
    bytes.extend(&plain[2..]);
    bytes
}

/// A PNG with a chunk before its end.
#[must_use]
pub fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let plain = picture(ImageFormat::Png);
    let end = plain.len() - 12;
    let mut bytes = plain[..end].to_vec();
    bytes.extend((data.len() as u32).to_be_bytes());
    bytes.extend(kind);
    bytes.extend(data);
    bytes.extend(crc32(&[&kind[..], data].concat()).to_be_bytes());
    bytes.extend(&plain[end..]);
    bytes
}

/// The same PNG with the checksum of its first chunk made right.
#[must_use]
pub fn png_header_checksum(mut png: Vec<u8>) -> Vec<u8> {
    let checksum = crc32(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&checksum);
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// An Exif block: an artist, a place with this denominator, or a GPS directory with a version alone.
#[must_use]
pub fn exif(artist: Option<&str>, place: Option<u32>) -> Vec<u8> {
    let artist = artist.map(|name| format!("{name}\0").into_bytes()).unwrap_or_default();
    let mut block = b"MM\0\x2A\0\0\0\x08".to_vec();
    let (first, gps) = (8, 8 + 2 + 24 + 4);
    let data = gps + 2 + 24 + 4;
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()]
            .concat()
    };
    assert_eq!(block.len(), first);
    block.extend([0, 2]);
    // Short texts stand in the entry itself, so names here are long.
    assert!(artist.is_empty() || artist.len() > 4);
    block.extend(entry(0x013B, 2, artist.len() as u32, data as u32 + 24));
    block.extend(entry(0x8825, 4, 1, gps as u32));
    block.extend([0; 4]);
    block.extend([0, 2]);
    block.extend(entry(0, 1, 4, 0x0203_0000));
    match place {
        Some(_) => block.extend(entry(2, 5, 3, data as u32)),
        None => block.extend(entry(1, 2, 2, 0x4E00_0000)),
    }
    block.extend([0; 4]);
    for part in [41_u32, 23, 10] {
        block.extend(part.to_be_bytes());
        block.extend(place.unwrap_or(0).to_be_bytes());
    }
    block.extend(&artist);
    block
}

/// The same as a segment of a JPEG.
#[must_use]
pub fn exif_segment(artist: Option<&str>, place: Option<u32>) -> Vec<u8> {
    [b"Exif\0\0".to_vec(), exif(artist, place)].concat()
}

/// An XMP packet with this in its description, as a segment of a JPEG.
#[must_use]
pub fn xmp_segment(body: &str) -> Vec<u8> {
    let packet = format!(
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description>{body}</rdf:Description></rdf:RDF></x:xmpmeta>"
    );
    [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat()
}

/// A PDF of two pages.
#[must_use]
pub fn pdf(words: &str, author: Option<&str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    document(words, author).save_to(&mut bytes).unwrap();
    bytes
}

/// The same, not written yet.
#[must_use]
pub fn document(words: &str, author: Option<&str>) -> Document {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let mut kids: Vec<Object> = Vec::new();
    for number in 1..=2 {
        let content = format!("BT /F1 12 Tf 72 720 Td ({words} {number}) Tj ET");
        let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
        let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
        let page = dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
        };
        kids.push(document.add_object(page).into());
    }
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2 };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    if let Some(author) = author {
        let info = document.add_object(dictionary! { "Author" => Object::string_literal(author) });
        document.trailer.set("Info", info);
    }
    document
}

/// A zip of these entries.
#[must_use]
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn types(main: &str) -> String {
    format!(
        "<Types><Override PartName=\"/x.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.{main}\"/></Types>"
    )
}

const CORE: &[u8] = b"<cp:coreProperties><dc:creator>Rosa Diaz</dc:creator><cp:lastModifiedBy>IT Desk</cp:lastModifiedBy></cp:coreProperties>";

/// A Word file with these entries more, or in the place of others.
#[must_use]
pub fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = types("wordprocessingml.document.main+xml");
    office(&types, more, &[
        ("word/document.xml", b"<w:document><w:body><w:p><w:r><w:t>Caf\xC3\xA9 &amp; choice</w:t></w:r></w:p>\
          <w:p><w:ins w:author=\"Mia Wong\"><w:r><w:t>board</w:t></w:r></w:ins></w:p></w:body></w:document>"),
        ("docProps/core.xml", CORE),
    ])
}

/// Two slides and notes.
#[must_use]
pub fn pptx() -> Vec<u8> {
    let types = types("presentationml.presentation.main+xml");
    office(
        &types,
        &[],
        &[
            ("ppt/slides/slide10.xml", b"<p:sld><a:p><a:t>tenth</a:t></a:p></p:sld>"),
            ("ppt/notesSlides/notesSlide1.xml", b"<p:notes><a:p><a:t>spoken</a:t></a:p></p:notes>"),
            ("ppt/slides/slide2.xml", b"<p:sld><a:p><a:t>second</a:t></a:p></p:sld>"),
            ("ppt/presentation.xml", b"<p:presentation/>"),
        ],
    )
}

/// A workbook with two texts.
#[must_use]
pub fn xlsx() -> Vec<u8> {
    let types = types("spreadsheetml.sheet.main+xml");
    office(&types, &[], &[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", b"<sst><si><t>Grades</t></si></sst>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><c><v>12</v></c><c t=\"inlineStr\"><is><t>inline</t></is></c></worksheet>"),
    ])
}

fn office(types: &str, more: &[(&str, &[u8])], parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", types.as_bytes())];
    entries.extend(parts);
    entries.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    entries.extend(more);
    zip(&entries)
}

/// An OpenDocument text with these entries more.
#[must_use]
pub fn odt(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<office:document-content><text:p>Open<text:s/>words</text:p></office:document-content>"),
        ("meta.xml", b"<office:document-meta><dc:creator>Rosa Diaz</dc:creator></office:document-meta>"),
    ];
    entries.extend(more);
    zip(&entries)
}

/// A box of ISO media with its content.
#[must_use]
pub fn boxed(kind: &[u8; 4], content: &[Vec<u8>]) -> Vec<u8> {
    let content = content.concat();
    [&(content.len() as u32 + 8).to_be_bytes()[..], kind, &content].concat()
}

/// Two and a half seconds with these tracks (handler and codec) and more boxes in its index.
#[must_use]
pub fn mp4(brand: &[u8; 4], tracks: &[(&str, &[u8; 4])], more: &[Vec<u8>]) -> Vec<u8> {
    let mut index = vec![boxed(
        b"mvhd",
        &[
            vec![0; 12],
            1000_u32.to_be_bytes().to_vec(),
            2500_u32.to_be_bytes().to_vec(),
            vec![0; 80],
        ],
    )];
    for (handler, codec) in tracks {
        let handler = boxed(b"hdlr", &[vec![0; 8], handler.as_bytes().to_vec(), vec![0; 13]]);
        // QuickTime writes a second one, of the data.
        let data = boxed(b"hdlr", &[vec![0; 4], b"dhlralis".to_vec(), vec![0; 13]]);
        let sample = boxed(codec, &[vec![0; 28]]);
        let samples = boxed(b"stsd", &[vec![0, 0, 0, 0, 0, 0, 0, 1], sample]);
        let information = boxed(b"minf", &[data, boxed(b"stbl", &[samples])]);
        index.push(boxed(b"trak", &[boxed(b"mdia", &[handler, information])]));
    }
    index.extend_from_slice(more);
    [
        boxed(b"ftyp", &[brand.to_vec(), vec![0; 4], brand.to_vec()]),
        boxed(b"moov", &index),
        boxed(b"mdat", &[vec![7; 200]]),
    ]
    .concat()
}

/// An element of EBML.
#[must_use]
pub fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
    [id, &[0x40 | (content.len() >> 8) as u8, content.len() as u8], content].concat()
}

/// Four seconds of WebM with these tracks (type and codec).
#[must_use]
pub fn webm(tracks: &[(u8, &str)]) -> Vec<u8> {
    let tracks: Vec<u8> = tracks
        .iter()
        .flat_map(|(kind, codec)| {
            element(
                &[0xAE],
                &[element(&[0x83], &[*kind]), element(&[0x86], codec.as_bytes())].concat(),
            )
        })
        .collect();
    let information =
        element(&[0x15, 0x49, 0xA9, 0x66], &element(&[0x44, 0x89], &4000_f32.to_be_bytes()));
    let body = [
        information,
        element(&[0x16, 0x54, 0xAE, 0x6B], &tracks),
        element(&[0x1F, 0x43, 0xB6, 0x75], &[1; 100]),
    ];
    [
        element(&[0x1A, 0x45, 0xDF, 0xA3], &element(&[0x42, 0x82], b"webm")),
        element(&[0x18, 0x53, 0x80, 0x67], &body.concat()),
    ]
    .concat()
}

/// Half a second of WAV.
#[must_use]
pub fn wav() -> Vec<u8> {
    let data = vec![0; 4000];
    [
        &b"RIFF"[..],
        &(36 + data.len() as u32).to_le_bytes(),
        b"WAVEfmt ",
        &16_u32.to_le_bytes(),
        &[1, 0, 1, 0],
        &8000_u32.to_le_bytes(),
        &8000_u32.to_le_bytes(),
        &[1, 0, 8, 0],
        b"data",
        &(data.len() as u32).to_le_bytes(),
        &data,
    ]
    .concat()
}

/// Frames of MP3 (128 kbit/s, 44.1 kHz, 417 bytes each), behind a tag with an artist. `promised` bytes stand in a
/// Xing header.
#[must_use]
pub fn mp3(frames: usize, promised: Option<u32>) -> Vec<u8> {
    let artist = b"\x03Choir 6b\0";
    let tag = [&b"TPE1"[..], &(artist.len() as u32).to_be_bytes(), &[0, 0], artist].concat();
    let mut bytes = [&b"ID3\x04\0\0\0\0\0"[..], &[tag.len() as u8], &tag].concat();
    for number in 0..frames {
        let mut frame = vec![0; 417];
        frame[..4].copy_from_slice(&[0xFF, 0xFB, 0x90, 0x64]);
        if let (0, Some(promised)) = (number, promised) {
            frame[36..44].copy_from_slice(b"Xing\0\0\0\x03");
            frame[44..48].copy_from_slice(&(frames as u32).to_be_bytes());
            frame[48..52].copy_from_slice(&promised.to_be_bytes());
        }
        bytes.extend(frame);
    }
    bytes
}

/// An Ogg of one page each for header, comment and end.
#[must_use]
pub fn ogg(header: &[u8], position: u64) -> Vec<u8> {
    let page = |content: &[u8], position: u64| {
        [&b"OggS\0\0"[..], &position.to_le_bytes(), &[0; 12], &[1, content.len() as u8], content]
            .concat()
    };
    [page(header, 0), page(b"\x0E\0\0\0ARTIST=Mr. Lee", 0), page(&[1; 50], position)].concat()
}

/// A FLAC header of 16-bit mono at 44.1 kHz.
#[must_use]
pub fn flac(samples: u32) -> Vec<u8> {
    let rate = 44_100_u32 << 12;
    [
        &b"fLaC\0\0\0\x22"[..],
        &[0x10, 0, 0x10, 0],
        &[0; 6],
        &(rate | 0xF0).to_be_bytes(),
        &samples.to_be_bytes(),
        &[0; 64],
    ]
    .concat()
}

/// An old compound file with streams of these names.
#[must_use]
pub fn ole(streams: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for stream in streams {
        let mut entry = [0; 128];
        let units: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = units.len() as u8 + 2;
        bytes.extend(entry);
    }
    bytes
}
