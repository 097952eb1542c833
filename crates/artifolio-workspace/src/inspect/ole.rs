//! The container of Office before 2007 (MS-CFB), of which only the names of its streams are read.
//!
//! Directory entries are 128 bytes long and aligned, so they are found without following a chain that may be forged.

use std::io;

use artifolio_clean::source::{Source, le16};

/// How far names are looked for; the directory may lie at the end.
const WINDOW: u64 = 64 << 20;
/// Bytes read at a time, whole entries.
const STEP: u64 = 1 << 20;
const ENTRY: usize = 128;

/// What such a container holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// An Office file of today, locked by a password.
    LockedOffice,
    /// A document, with the extension of its program.
    Document(&'static str),
    /// An installer, a mail, anything else.
    Something,
}

/// Reads what it holds and whether macros are in it.
pub(super) fn read(source: &mut Source) -> io::Result<(Holds, bool)> {
    const DOCUMENTS: [(&str, &str); 4] = [
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ];
    let (mut holds, mut macros) = (Holds::Something, false);
    let mut at = 0;
    while at < source.size().min(WINDOW) {
        let bytes = source.at(at, STEP)?;
        for entry in bytes.as_chunks::<ENTRY>().0 {
            let Some(name) = name(entry) else { continue };
            if name == "EncryptedPackage" {
                holds = Holds::LockedOffice;
            } else if let Some((_, extension)) =
                DOCUMENTS.iter().find(|(stream, _)| *stream == name)
            {
                holds = Holds::Document(extension);
            }
            macros |= name == "_VBA_PROJECT";
        }
        at += STEP;
    }
    Ok((holds, macros))
}

/// The name of a directory entry: UTF-16 in 64 bytes, its length with the closing NUL behind it.
fn name(entry: &[u8; ENTRY]) -> Option<String> {
    let length = usize::from(le16(entry, 64)?);
    let units = entry.get(..length.checked_sub(2).filter(|length| *length <= 62)?)?;
    let (pairs, _) = units.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| u16::from_le_bytes(*pair)))
        .collect::<Result<_, _>>()
        .ok()
}
