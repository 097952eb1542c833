//! PDF: pages, words, whether it is locked.

use artifolio_core::file_facts::{FileFacts, MAX_TEXT};
use lopdf::{DecompressError, Document, Error, Object, ObjectId, decode_text_string};

use super::{Fault, broken, text};
use artifolio_clean::source::{Source, contains};
use artifolio_clean::{MEMORY, reading_pdf};

/// Bytes that all pages' contents may unpack to.
const CONTENTS: usize = 64 << 20;
/// Pages whose words are read, and fonts one of them may use.
const WORDY_PAGES: usize = 1000;
const FONTS: usize = 200;
/// The end mark of a PDF stands this near its end (ISO 32000-1, implementation notes: 1,024 bytes).
const TAIL: usize = 1024;

pub(super) fn judge(source: &mut Source, facts: &mut FileFacts) -> Result<(), Fault> {
    let bytes = source.whole(MEMORY)?.ok_or(Fault::Beyond)?;
    let document = Document::load_mem_with_options(&bytes, reading_pdf(&bytes)).map_err(fault)?;
    if document.is_encrypted() {
        return Err(Fault::Password);
    }
    let pages: Vec<ObjectId> = document.page_iter().collect();
    facts.pages = u32::try_from(pages.len()).ok();
    read_title(&document, facts);
    read_words(&document, &pages, facts);
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if document.xref_recovery.is_some() && !contains(tail, b"%%EOF") {
        return broken("it ends too early");
    }
    if pages.is_empty() { broken("it has no page") } else { Ok(()) }
}

fn fault(error: Error) -> Fault {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Fault::Password
        }
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. })
        | Error::Unimplemented(_) => Fault::Beyond,
        error => Fault::Broken(error.to_string()),
    }
}

/// The title stays in a clean copy, so the names in it count as words.
fn read_title(document: &Document, facts: &mut FileFacts) {
    let info = document.trailer.get(b"Info").and_then(|info| match info {
        Object::Reference(id) => document.get_dictionary(*id),
        other => other.as_dict(),
    });
    if let Ok(title) = info.and_then(|info| info.get_deref(b"Title", document)) {
        text::push(&mut facts.text, &decode_text_string(title).unwrap_or_default());
        text::push(&mut facts.text, "\n");
    }
}

fn read_words(document: &Document, pages: &[ObjectId], facts: &mut FileFacts) {
    let mut left = CONTENTS;
    for (number, page) in (1..).zip(pages.iter().take(WORDY_PAGES)) {
        let fonts = document.get_page_fonts(*page).map_or(0, |fonts| fonts.len());
        let Ok(content) = document.get_page_content_with_limit(*page, left) else { continue };
        left -= content.len().min(left);
        if fonts > FONTS || facts.text.len() >= MAX_TEXT {
            continue;
        }
        let limit = content.len().max(1 << 20);
        let chunks = document.extract_text_chunks_with_limit(&[number], limit);
        for chunk in chunks.into_iter().flatten() {
            text::push(&mut facts.text, &chunk);
        }
    }
}
