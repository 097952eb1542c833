//! What a file is, by its first bytes: which part of this crate takes it apart.

use std::io;

use crate::mp3;
use crate::source::{Source, contains};

/// Bytes looked at.
const HEAD: u64 = 8 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// JPEG, PNG, GIF, WebP.
    Picture,
    Tiff,
    Heif,
    Pdf,
    Zip,
    Svg,
    /// MP4, MOV, M4A and their kin.
    Movie,
    Mp3,
    Wav,
    Flac,
    /// Text, which has no properties.
    Text,
    /// An Office file of today behind a password.
    Locked,
    Other,
}

pub(crate) fn of(source: &mut Source) -> io::Result<Format> {
    let head = source.at(0, HEAD)?;
    let riff = |form: &[u8]| head.starts_with(b"RIFF") && head.get(8..12) == Some(form);
    Ok(if is_picture(&head) {
        Format::Picture
    } else if riff(b"WAVE") {
        Format::Wav
    } else if head.starts_with(b"fLaC") {
        Format::Flac
    } else if head.starts_with(b"PK\x03\x04") {
        Format::Zip
    } else if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") {
        Format::Tiff
    } else if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        let locked: Vec<u8> =
            "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Its directory lies anywhere; a locked file of some megabytes has it near one of its ends.
        let tail = source.at(source.size().saturating_sub(4 << 20), 4 << 20)?;
        let found = contains(&head, &locked) || contains(&tail, &locked);
        if found { Format::Locked } else { Format::Other }
    } else if is_text(&head) {
        of_text(&head)
    } else if contains(&head[..head.len().min(1024)], b"%PDF-") {
        Format::Pdf
    } else if head.starts_with(b"ID3") || mp3::begins(&head) {
        Format::Mp3
    } else {
        boxed(&head)
    })
}

/// A picture that is taken apart in memory, also inside a document.
pub(crate) fn is_picture(head: &[u8]) -> bool {
    head.starts_with(&[0xFF, 0xD8, 0xFF])
        || head.starts_with(b"\x89PNG\r\n\x1A\n")
        || head.starts_with(b"GIF87a")
        || head.starts_with(b"GIF89a")
        || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
}

fn boxed(head: &[u8]) -> Format {
    match (head.get(4..8), head.get(8..12)) {
        (Some(b"ftyp"), Some(brand)) => match brand {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1"
            | b"avif" | b"avis" => Format::Heif,
            b"crx " => Format::Other,
            _ => Format::Movie,
        },
        (Some(b"moov" | b"mdat" | b"wide" | b"free"), _) => Format::Movie,
        _ => Format::Other,
    }
}

/// Whether these first bytes of a file are text: no control bytes but the usual ones, or a UTF-16 mark.
#[must_use]
pub fn is_text(head: &[u8]) -> bool {
    let usual = |b: u8| b >= 0x20 || matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    head.starts_with(&[0xFF, 0xFE])
        || head.starts_with(&[0xFE, 0xFF])
        || head.iter().all(|&b| usual(b))
}

fn of_text(head: &[u8]) -> Format {
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let lower = start.to_ascii_lowercase();
    let html = contains(&lower, b"<html") || lower.starts_with(b"<!doctype html");
    if start.starts_with(b"%PDF-") {
        Format::Pdf
    } else if start.starts_with(b"{\\rtf") || start.starts_with(b"%!PS") {
        Format::Other
    } else if lower.starts_with(b"<") && contains(&lower, b"<svg") && !html {
        Format::Svg
    } else {
        Format::Text
    }
}
