//! Pictures: what goes, and that pixels and orientation stay.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader};

use super::{Case, cleaned, copy, look};
use crate::{CannotClean, Private, testing};
use Private::{Author, Dates, Description, Device, Location, Preview};

/// The picture as a browser shows it: pixels, turned.
pub(super) fn shown(bytes: &[u8]) -> DynamicImage {
    let mut decoder =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap().into_decoder().unwrap();
    let orientation = decoder.orientation().unwrap();
    let mut picture = DynamicImage::from_decoder(decoder).unwrap();
    picture.apply_orientation(orientation);
    picture
}

/// An Exif block with this orientation and a camera.
fn turned(orientation: u16) -> Vec<u8> {
    let mut block = b"MM\0\x2A\0\0\0\x08\0\x02".to_vec();
    block.extend([1, 0x0F, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0x26]);
    block.extend([1, 0x12, 0, 3, 0, 0, 0, 1]);
    block.extend(orientation.to_be_bytes());
    block.extend([0; 6]);
    block.extend(b"Nikonica\0");
    block
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    testing::jpeg_with(segments)
}

#[test]
fn jpegs() {
    let exif = testing::exif_segment;
    let table: Vec<Case<'_>> = vec![
        ("plain", testing::picture(ImageFormat::Jpeg), &[], &[]),
        ("place", jpeg(&[exif(None, Some(1))]), &[Location], &["Exif"]),
        ("artist", jpeg(&[exif(Some("Luz Marin"), None)]), &[Author], &["Luz Marin"]),
        (
            "xmp",
            jpeg(&[testing::xmp_segment(
                "<dc:creator><rdf:li>Luz Marin</rdf:li></dc:creator><exif:GPSLatitude/>",
            )]),
            &[Location, Author],
            &["Luz Marin", "xmpmeta"],
        ),
        (
            "a film behind it",
            [testing::picture(ImageFormat::Jpeg), b"ftypmp42 Luz".to_vec()].concat(),
            &[Preview],
            &["Luz"],
        ),
    ];
    for (what, bytes, kinds, gone) in table {
        let copy = cleaned(what, &bytes, kinds, gone);
        assert_eq!(shown(&copy), shown(&bytes), "{what}");
    }
}

/// A PNG with this Exif before its picture, where decoders look for it.
fn png_turned(exif: &[u8]) -> Vec<u8> {
    let png = testing::png_with(b"eXIf", exif);
    let (before, chunk) = png.split_at(png.len() - 12 - 12 - exif.len());
    let (chunk, end) = chunk.split_at(12 + exif.len());
    [&before[..33], chunk, &before[33..], end].concat()
}

#[test]
fn orientation_stays_and_nothing_else_of_exif() {
    for orientation in 1..=8 {
        let exif = turned(orientation);
        let segment = [b"Exif\0\0", &exif[..]].concat();
        let files = [
            ("jpeg", jpeg(&[segment])),
            ("png", png_turned(&exif)),
            ("webp", webp(&[(b"EXIF", &exif)])),
        ];
        for (what, bytes) in files {
            let copy = cleaned(what, &bytes, &[Device], &["Nikonica"]);
            assert!(shown(&copy) == shown(&bytes), "{what} {orientation}");
            assert_eq!(shown(&bytes).width() == 16, orientation > 4, "{what} {orientation}");
        }
    }
}

/// A lossless WebP in the extended form, with these chunks behind its picture.
fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let plain = testing::picture(ImageFormat::WebP);
    let mut body = b"WEBPVP8X\x0A\0\0\0\0\0\0\0\x17\0\0\x0F\0\0".to_vec();
    for (kind, _) in chunks {
        body[12] |= if *kind == b"EXIF" { 0x08 } else { 0x04 };
    }
    body.extend(&plain[12..]);
    for (kind, data) in chunks {
        body.extend(*kind);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend(*data);
        body.extend(vec![0; data.len() & 1]);
    }
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

#[test]
fn pngs_webps_and_gifs() {
    let png = |kind: &[u8; 4], data: &[u8]| testing::png_with(kind, data);
    let plain_gif = testing::picture(ImageFormat::Gif);
    let gif = |block: &[u8]| {
        let end = plain_gif.len() - 1;
        [&plain_gif[..end], block, &plain_gif[end..]].concat()
    };
    let table: Vec<Case<'_>> = vec![
        ("png", testing::picture(ImageFormat::Png), &[], &[]),
        ("png author", png(b"tEXt", b"Author\0Luz Marin"), &[Author], &["Luz"]),
        ("png comment", png(b"iTXt", b"Comment\0\0\0\0\0Luz"), &[Description], &["Luz"]),
        ("png program", png(b"tEXt", b"Software\0Screenshooter"), &[Device], &["Screenshooter"]),
        ("png time", png(b"tIME", b"\x07\xEA\x0B\x1B\0\0\0"), &[Dates], &["tIME"]),
        ("png of a program's own", png(b"mkBF", b"layers"), &[Description], &["layers"]),
        ("Apple's index alone", png(b"iDOT", b"\0\0\0\x02"), &[], &[]),
        ("a badge", png(b"iTXt", b"openbadges\0\0\0\0\0https://x"), &[], &[]),
        ("webp", webp(&[]), &[], &[]),
        (
            "webp xmp",
            webp(&[(b"XMP ", b"<x><exif:GPSLatitude/></x>")]),
            &[Location],
            &["GPSLatitude"],
        ),
        ("gif", plain_gif.clone(), &[], &[]),
        ("gif comment", gif(b"\x21\xFE\x03Luz\0"), &[Description], &["Luz"]),
        (
            "gif xmp",
            gif(b"\x21\xFF\x0BXMP DataXMP\x1A<x:xmpmeta>GPSLatitude</x>\0"),
            &[Location],
            &["GPSLatitude"],
        ),
    ];
    for (what, bytes, kinds, gone) in table {
        let copy = cleaned(what, &bytes, kinds, gone);
        assert_eq!(shown(&copy), shown(&bytes), "{what}");
    }
}

#[test]
fn what_moves_in_a_gif_goes_on_moving() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for shade in [10, 200] {
        let frame = image::RgbaImage::from_pixel(4, 4, image::Rgba([shade, 0, 0, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    assert_eq!(cleaned("gif", &bytes, &[], &[]), bytes);
}

/// A TIFF of 2 by 2 pixels with an artist and a place.
fn tiff() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()]
            .concat()
    };
    let fields = [
        entry(256, 3, 1, 2),
        entry(257, 3, 1, 2),
        entry(258, 3, 1, 8),
        entry(259, 3, 1, 1),
        entry(262, 3, 1, 1),
        entry(273, 4, 1, 300),
        entry(278, 3, 1, 2),
        entry(279, 4, 1, 4),
        entry(315, 2, 10, 200),
        entry(34853, 4, 1, 220),
    ];
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend((fields.len() as u16).to_le_bytes());
    bytes.extend(fields.concat());
    bytes.extend([0; 4]);
    bytes.resize(200, 0);
    bytes.extend(b"Luz Marin\0");
    bytes.resize(220, 0);
    bytes.extend([1, 0]);
    bytes.extend(entry(2, 5, 3, 250));
    bytes.extend([0; 4]);
    bytes.resize(250, 0);
    bytes.extend([41, 0, 0, 0, 1, 0, 0, 0].repeat(3));
    bytes.resize(300, 0);
    bytes.extend(b"\x10\x40\x80\xF0");
    bytes
}

#[test]
fn a_tiff_keeps_its_strips() {
    let bytes = tiff();
    let copy = cleaned("tiff", &bytes, &[Location, Author], &["Luz Marin"]);
    assert_eq!(copy[300..], bytes[300..]);
    assert_eq!(copy[8..10], [8, 0], "eight fields are left");
    assert!(copy[220..300].iter().all(|byte| *byte == 0), "the place is gone");
    let mut raw = bytes;
    raw[8 + 2 + 4 * 12 + 8..][..2].copy_from_slice(&32803_u16.to_le_bytes());
    assert_eq!(copy_error(&raw), CannotClean::Format);
}

pub(super) fn copy_error(bytes: &[u8]) -> CannotClean {
    let error = copy(bytes).unwrap_err();
    assert_eq!(look(bytes).cannot, Some(error));
    error
}

#[test]
fn what_is_cut_off_is_not_cleaned() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let bytes = testing::picture(format);
        assert_eq!(copy_error(&bytes[..bytes.len() * 7 / 10]), CannotClean::Damaged, "{format:?}");
    }
}
