//! Office files of today (ECMA-376) and OpenDocument (ISO 26300): every entry is read with its checksum, words are
//! taken from the parts that have them.

use std::io::{self, BufReader, Read};

use artifolio_core::file_facts::FileFacts;

use super::package::{self, Archive, Budget, Metered};
use super::xml::{self, Piece};
use super::{Fault, broken, text};
use artifolio_clean::source::{Source, contains};

/// What one entry is read for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Words; parts before slides, slides by number, then their notes.
    Words(u8, u32),
    /// Its title, which stays in a clean copy.
    Properties,
    /// Its checksum alone.
    Rest,
}

/// Word, PowerPoint, Excel.
pub(super) fn judge_ooxml(source: &mut Source, facts: &mut FileFacts) -> Result<(), Fault> {
    let mut archive = package::open(source)?;
    let names = package::names(&archive);
    let starts = ["word/document", "ppt/presentation", "xl/workbook"];
    if !names.iter().any(|(_, name)| starts.iter().any(|start| name.starts_with(start))) {
        return broken("its main part is missing");
    }
    let slides = names.iter().filter(|(_, name)| slide(name).is_some()).count();
    facts.pages = u32::try_from(slides).ok().filter(|slides| *slides > 0);
    facts.macros = names.iter().any(|(_, name)| name.ends_with("vbaProject.bin"));
    read_parts(&mut archive, &names, ooxml_part, ooxml_words, facts)
}

/// OpenDocument.
pub(super) fn judge_open_document(source: &mut Source, facts: &mut FileFacts) -> Result<(), Fault> {
    let mut archive = package::open(source)?;
    let names = package::names(&archive);
    let manifest = package::small(&mut archive, "META-INF/manifest.xml", 1 << 20)?;
    if contains(&manifest, b"encryption-data") {
        return Err(Fault::Password);
    }
    if archive.index_for_name("content.xml").is_none() {
        return broken("its main part is missing");
    }
    facts.macros = names.iter().any(|(_, name)| {
        (name.starts_with("Basic/") && name.ends_with(".xml") && !name.contains("-lc.xml"))
            || (name.starts_with("Scripts/") && !name.ends_with('/'))
    });
    read_parts(&mut archive, &names, open_document_part, open_document_words, facts)
}

fn ooxml_part(name: &str) -> Part {
    if let Some(number) = slide(name) {
        return Part::Words(1, number);
    }
    let words = name.starts_with("word/document")
        || ["word/footnotes", "word/endnotes", "word/comments", "word/header", "word/footer"]
            .iter()
            .any(|start| name.starts_with(start))
        || [
            "ppt/notesSlides/",
            "ppt/comments",
            "xl/sharedStrings",
            "xl/worksheets/",
            "xl/comments",
        ]
        .iter()
        .any(|start| name.starts_with(start));
    match name {
        "docProps/core.xml" => Part::Properties,
        _ if name.starts_with("word/document") && is_xml(name) => Part::Words(0, 0),
        _ if words && is_xml(name) => Part::Words(2, 0),
        _ => Part::Rest,
    }
}

fn open_document_part(name: &str) -> Part {
    match name {
        "content.xml" => Part::Words(0, 0),
        "meta.xml" => Part::Properties,
        _ => Part::Rest,
    }
}

fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("xml"))
}

/// The number of a slide, from its part's name.
fn slide(name: &str) -> Option<u32> {
    name.strip_prefix("ppt/slides/slide")?.strip_suffix(".xml")?.parse().ok()
}

/// What to do with the pieces of a part that has words; the flag says whether text counts just now.
type Words = fn(&Piece<'_>, &mut bool, &mut FileFacts);

fn read_parts(
    archive: &mut Archive<'_>,
    names: &[(usize, String)],
    part: fn(&str) -> Part,
    words: Words,
    facts: &mut FileFacts,
) -> Result<(), Fault> {
    let mut parts: Vec<(Part, usize)> =
        names.iter().map(|(index, name)| (part(name), *index)).collect();
    parts.sort_unstable();
    let mut budget = Budget::new();
    for (part, index) in parts {
        let entry = package::entry(archive, index)?;
        let mut entry = Metered { entry, budget: &mut budget };
        let read = read_part(part, &mut entry, words, facts);
        // To the end, where the checksum is compared.
        let read = read.and_then(|()| Ok(io::copy(&mut entry, &mut io::sink()).map(|_| ())?));
        if budget.spent {
            return Err(Fault::Beyond);
        }
        read?;
    }
    Ok(())
}

fn read_part(
    part: Part,
    entry: &mut impl Read,
    words: Words,
    facts: &mut FileFacts,
) -> Result<(), Fault> {
    match part {
        Part::Words(..) => {
            let mut counts = false;
            xml::read(BufReader::new(entry), &mut |piece| words(&piece, &mut counts, facts))
        }
        Part::Properties => {
            let mut inside = false;
            xml::read(BufReader::new(entry), &mut |piece| match piece {
                Piece::Open(name) => inside = name == "title",
                Piece::Text(title) if inside => text::push(&mut facts.text, title),
                Piece::Close("title") => {
                    text::push(&mut facts.text, "\n");
                    inside = false;
                }
                Piece::Close(_) | Piece::Text(_) => {}
            })
        }
        Part::Rest => Ok(()),
    }
}

/// Text stands in `t`, deleted text that is still there in `delText`.
fn ooxml_words(piece: &Piece<'_>, counts: &mut bool, facts: &mut FileFacts) {
    match piece {
        Piece::Open("t" | "delText") => *counts = true,
        Piece::Open("br" | "tab") => text::push(&mut facts.text, " "),
        Piece::Open(..) => {}
        Piece::Close("t" | "delText") => *counts = false,
        Piece::Close("p" | "si" | "is") => text::push(&mut facts.text, "\n"),
        Piece::Close(_) => {}
        Piece::Text(more) => {
            if *counts {
                text::push(&mut facts.text, more);
            }
        }
    }
}

/// All text is words; pages are drawn only in presentations and drawings.
fn open_document_words(piece: &Piece<'_>, _: &mut bool, facts: &mut FileFacts) {
    match piece {
        Piece::Open("page") => *facts.pages.get_or_insert(0) += 1,
        Piece::Open("s" | "tab" | "line-break") => text::push(&mut facts.text, " "),
        Piece::Close("p" | "h") => text::push(&mut facts.text, "\n"),
        Piece::Open(..) | Piece::Close(_) => {}
        Piece::Text(more) => text::push(&mut facts.text, more),
    }
}
