//! Films and sound: what goes, and that samples stay where they are.

use super::pictures::copy_error;
use super::{Case, cleaned, look};
use crate::testing::{self, boxed};
use crate::{CannotClean, Private};
use Private::{Author, Dates, Description, Device, Location};

const BOTH: &[(&str, &[u8; 4])] = &[("vide", b"avc1"), ("soun", b"mp4a")];

fn film(more: &[Vec<u8>]) -> Vec<u8> {
    testing::mp4(b"isom", BOTH, more)
}

#[test]
fn films() {
    let place = boxed(b"\xA9xyz", &[b"\0\x12\x15\xC7+41.38+002.17/".to_vec()]);
    let make = boxed(b"\xA9mak", &[b"\0\x04\x15\xC7Nika".to_vec()]);
    let artist = boxed(b"\xA9ART", &[boxed(b"data", &[vec![0; 8], b"Luz Marin".to_vec()])]);
    let itunes = boxed(b"meta", &[vec![0; 4], boxed(b"ilst", &[artist])]);
    let xmp = [
        b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC".to_vec(),
        b"<x:xmpmeta><exif:GPSLatitude>41</exif:GPSLatitude></x:xmpmeta>".to_vec(),
    ];
    let table: Vec<Case<'_>> = vec![
        ("plain", film(&[]), &[], &[]),
        (
            "user data",
            film(&[boxed(b"udta", &[place, make])]),
            &[Location, Device],
            &["+41.38", "Nika"],
        ),
        ("iTunes", film(&[boxed(b"udta", &[itunes])]), &[Author], &["Luz Marin"]),
        (
            "xmp behind the film",
            [film(&[]), boxed(b"uuid", &xmp)].concat(),
            &[Location],
            &["GPSLatitude"],
        ),
        (
            "free space",
            [film(&[]), boxed(b"free", &[b"made by Luz".to_vec()])].concat(),
            &[Device],
            &["Luz"],
        ),
        ("QuickTime's four zeros", film(&[boxed(b"udta", &[vec![0; 4]])]), &[Description], &[]),
    ];
    for (what, bytes, kinds, gone) in table {
        let copy = cleaned(what, &bytes, kinds, gone);
        assert_eq!(copy.len(), bytes.len(), "{what}");
        let data = bytes.windows(4).position(|window| window == b"mdat").unwrap();
        assert_eq!(copy[data..data + 204], bytes[data..data + 204], "{what}");
    }
}

#[test]
fn apples_keys_and_times() {
    let keys = |names: &[&str]| {
        let mut list = vec![0, 0, 0, 0];
        list.extend((names.len() as u32).to_be_bytes());
        for name in names {
            list.extend((name.len() as u32 + 8).to_be_bytes());
            list.extend(b"mdta");
            list.extend(name.as_bytes());
        }
        boxed(b"keys", &[list])
    };
    let item = |index: u8, text: &str| {
        boxed(&[0, 0, 0, index], &[boxed(b"data", &[vec![0; 8], text.as_bytes().to_vec()])])
    };
    let head = boxed(b"hdlr", &[vec![0; 8], b"mdta".to_vec(), vec![0; 13]]);
    let names = [
        "com.apple.quicktime.location.ISO6709",
        "com.apple.quicktime.make",
        "com.apple.quicktime.creationdate",
        "com.apple.quicktime.author",
    ];
    let items =
        [item(1, "+41+002/"), item(2, "Fruit"), item(3, "2026-11-27"), item(4, "Luz Marin")];
    let meta = boxed(b"meta", &[head, keys(&names), boxed(b"ilst", &items)]);
    let mut bytes = testing::mp4(b"qt  ", BOTH, &[meta]);
    let header = bytes.windows(4).position(|window| window == b"mvhd").unwrap();
    bytes[header + 8..header + 12].copy_from_slice(&[0xE1, 2, 3, 4]);
    let kinds = [Location, Author, Device, Dates];
    let gone = ["+41+002/", "Fruit", "2026-11-27", "Luz Marin", "quicktime.location"];
    let copy = cleaned("Apple", &bytes, &kinds, &gone);
    assert_eq!(copy[header + 8..header + 12], [0; 4]);
    assert_eq!(look(&bytes).people, ["Luz Marin"]);
}

/// A film with a track of places, its samples in two chunks of the film's data.
fn with_places() -> (Vec<u8>, std::ops::Range<usize>) {
    let words = |list: &[u32]| list.iter().flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>();
    let build = |first: u32| {
        let table = [
            boxed(b"stsd", &[words(&[0, 1]), boxed(b"gpmd", &[vec![0; 8]])]),
            boxed(b"stsz", &[words(&[0, 0, 3, 4, 5, 6])]),
            boxed(b"stsc", &[words(&[0, 2, 1, 2, 1, 2, 1, 1])]),
            boxed(b"stco", &[words(&[0, 2, first, first + 9])]),
        ];
        let track = boxed(b"trak", &[boxed(b"mdia", &[boxed(b"minf", &[boxed(b"stbl", &table)])])]);
        testing::mp4(b"isom", BOTH, &[track])
    };
    let data = build(0).windows(4).position(|window| window == b"mdat").unwrap() + 4;
    (build(data as u32 + 50), data + 50..data + 65)
}

#[test]
fn a_track_of_places_goes_with_its_samples() {
    let (bytes, samples) = with_places();
    let copy = cleaned("places", &bytes, &[Location, Device], &["gpmd"]);
    assert!(copy[samples.clone()].iter().all(|byte| *byte == 0));
    assert_eq!(copy[samples.end..], bytes[samples.end..]);
    let before = samples.start - 50..samples.start;
    assert_eq!(copy[before.clone()], bytes[before]);
    let fragments = [bytes, boxed(b"moof", &[])].concat();
    assert_eq!(copy_error(&fragments), CannotClean::Format);
}

/// A HEIC with an item of Exif and one of XMP.
fn heic() -> Vec<u8> {
    let exif = [&[0; 4][..], &testing::exif(Some("Luz Marin"), Some(1))].concat();
    let xmp = b"<x:xmpmeta><dc:creator>Luz Marin</dc:creator></x:xmpmeta>";
    let entry = |id: u8, kind: &[u8; 4]| {
        boxed(b"infe", &[vec![2, 0, 0, 0, 0, id, 0, 0], kind.to_vec(), vec![0]])
    };
    let list = boxed(
        b"iinf",
        &[vec![0, 0, 0, 0, 0, 3], entry(1, b"hvc1"), entry(2, b"Exif"), entry(3, b"mime")],
    );
    let build = |data: u32| {
        let place = |id: u16, at: u32, length: usize| {
            [
                &id.to_be_bytes()[..],
                &[0, 0, 0, 1],
                &at.to_be_bytes(),
                &(length as u32).to_be_bytes(),
            ]
            .concat()
        };
        let places = boxed(
            b"iloc",
            &[
                vec![0, 0, 0, 0, 0x44, 0, 0, 3],
                place(1, data, 20),
                place(2, data + 20, exif.len()),
                place(3, data + 20 + exif.len() as u32, xmp.len()),
            ],
        );
        [
            boxed(b"ftyp", &[b"heic\0\0\0\0mif1".to_vec()]),
            boxed(b"meta", &[vec![0; 4], list.clone(), places]),
            boxed(b"mdat", &[vec![7; 20], exif.clone(), xmp.to_vec()]),
        ]
        .concat()
    };
    let data = build(0).windows(4).position(|window| window == b"mdat").unwrap() + 4;
    build(data as u32)
}

#[test]
fn items_of_a_heic() {
    let bytes = heic();
    let copy = cleaned("heic", &bytes, &[Location, Author], &["Luz Marin", "xmpmeta"]);
    assert_eq!(copy.len(), bytes.len());
    let data = bytes.windows(4).position(|window| window == b"mdat").unwrap();
    assert_eq!(copy[..data + 24], bytes[..data + 24]);
}

#[test]
fn sound() {
    let info =
        |id: &[u8; 4], text: &[u8]| [&id[..], &(text.len() as u32).to_le_bytes(), text].concat();
    let list = [&b"INFO"[..], &info(b"IART", b"Luz Marin\0")].concat();
    let mut wav = testing::wav();
    wav.extend([&b"LIST"[..], &(list.len() as u32).to_le_bytes(), &list].concat());
    let size = (wav.len() as u32 - 8).to_le_bytes();
    wav[4..8].copy_from_slice(&size);
    let copy = cleaned("wav", &wav, &[Author], &["Luz Marin"]);
    assert_eq!(copy[36..4044], wav[36..4044]);

    let mp3 = testing::mp3(3, None);
    let tail = [&b"TAG"[..], &[0; 30], b"Luz Marin", &[0; 86]].concat();
    let copy =
        cleaned("mp3", &[&mp3[..], &tail].concat(), &[Author, Description], &["Choir", "Luz"]);
    assert_eq!(copy, mp3[mp3.len() - 3 * 417..]);
    assert_eq!(look(&mp3).people, ["Choir 6b"]);

    let comment = [
        &7_u32.to_le_bytes()[..],
        b"encoder",
        &1_u32.to_le_bytes(),
        &16_u32.to_le_bytes(),
        b"ARTIST=Luz Marin",
    ]
    .concat();
    let mut flac = testing::flac(44_100)[..42].to_vec();
    flac.extend([0x84, 0, 0, comment.len() as u8]);
    flac.extend(&comment);
    flac.extend(b"\xFF\xF8 sound");
    let copy = cleaned("flac", &flac, &[Author, Device], &["Luz Marin", "encoder"]);
    assert_eq!(copy[42..46], [0x81, 0, 0, comment.len() as u8]);
}

#[test]
fn what_is_not_taken_apart_is_named() {
    let table: Vec<(&str, Vec<u8>, CannotClean)> = vec![
        ("webm", testing::webm(&[(1, "V_VP9")]), CannotClean::Format),
        ("ogg", testing::ogg(b"\x01vorbis", 9), CannotClean::Format),
        ("old Word", testing::ole(&["WordDocument"]), CannotClean::Format),
        ("locked Word", testing::ole(&["EncryptedPackage"]), CannotClean::Password),
        ("rtf", b"{\\rtf1{\\info{\\author Luz}}}".to_vec(), CannotClean::Format),
        ("zip", testing::zip(&[("a.txt", b"x")]), CannotClean::Format),
        ("unknown", vec![0; 400], CannotClean::Format),
        ("cut film", film(&[])[..100].to_vec(), CannotClean::Damaged),
    ];
    for (what, bytes, reason) in table {
        assert_eq!(copy_error(&bytes), reason, "{what}");
    }
    for text in [&b"Monday"[..], b"WEBVTT\n", b"a,b\n", b"<!DOCTYPE html><p>x", b"\xFF\xFEh\0"] {
        assert_eq!(look(text).cannot, None);
    }
}
