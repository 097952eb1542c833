//! Plain text: recognised, decoded, kept within [`MAX_TEXT`].

use artifolio_core::file_facts::{FileFacts, MAX_TEXT};

use super::{Fault, xml};
use artifolio_clean::source::Source;

/// SVG files over this are not judged.
const SVG_LIMIT: u64 = 32 << 20;

/// Adds to a text until it is full; a character is never cut.
pub(super) fn push(text: &mut String, more: &str) {
    let room = MAX_TEXT - text.len().min(MAX_TEXT);
    text.push_str(&more[..more.floor_char_boundary(room)]);
}

/// UTF-8 or UTF-16 with a mark, UTF-8 without one, else Latin-1, in which older programs still write.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let utf16 = |pair: fn([u8; 2]) -> u16| {
        let units = bytes[2..].as_chunks::<2>().0.iter().map(|&two| pair(two));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return utf16(u16::from_le_bytes);
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return utf16(u16::from_be_bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
        // The bound may have cut a character.
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

pub(super) fn judge(source: &mut Source, facts: &mut FileFacts) -> Result<(), Fault> {
    push(&mut facts.text, &decode(&source.at(0, MAX_TEXT as u64)?));
    Ok(())
}

pub(super) fn judge_svg(source: &mut Source, facts: &mut FileFacts) -> Result<(), Fault> {
    let bytes = source.whole(SVG_LIMIT)?.ok_or(Fault::Beyond)?;
    xml::read(&bytes[..], &mut |piece| {
        if let xml::Piece::Text(text) = piece {
            push(&mut facts.text, text);
        }
    })
}
