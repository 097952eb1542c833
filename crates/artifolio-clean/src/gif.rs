//! GIF: blocks. Kept are pictures, how they follow each other, and colours.

use crate::{Bytes, CannotClean, Found, Private, marks, picture};

/// A block of the file: where it stands, its kind and, of an extension, which.
pub(crate) struct Block {
    kind: u8,
    label: u8,
    start: usize,
    after: usize,
}

/// The blocks up to the trailer, and where the first begins; `None` where they do not lead there.
pub(crate) fn walk(bytes: &[u8]) -> Option<(usize, Vec<Block>)> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let first = 13 + table(*bytes.get(10)?);
    let mut blocks = Vec::new();
    let mut at = first;
    loop {
        let start = at;
        let (kind, label) = (*bytes.get(at)?, bytes.get(at + 1).copied().unwrap_or(0));
        match kind {
            0x3B => {
                blocks.push(Block { kind, label: 0, start, after: at + 1 });
                return Some((first, blocks));
            }
            0x21 => at += 2,
            0x2C => at += 11 + table(*bytes.get(at + 9)?),
            _ => return None,
        }
        loop {
            let block = usize::from(*bytes.get(at)?);
            at += 1 + block;
            if block == 0 {
                break;
            }
        }
        blocks.push(Block { kind, label, start, after: at });
    }
}

pub(crate) fn clean(bytes: &[u8], found: &mut Found) -> Result<Bytes, CannotClean> {
    let (first, blocks) = walk(bytes).ok_or(CannotClean::Damaged)?;
    let mut copy = bytes[..first].to_vec();
    let mut end = first;
    for block in blocks {
        let whole = &bytes[block.start..block.after];
        end = block.after;
        match (block.kind, block.label) {
            (0x21, 0xFE) => found.add(Private::Description),
            (0x21, 0xFF) => match whole.get(3..14) {
                Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0" | b"ICCRGBG1012") => copy.extend(whole),
                Some(b"XMP DataXMP") => marks::xmp(whole, found),
                _ => found.add(Private::Description),
            },
            _ => copy.extend(whole),
        }
    }
    picture::behind(&bytes[end..], found);
    Ok(Bytes::Whole(copy))
}
