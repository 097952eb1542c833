//! Office files of today (ECMA-376) and OpenDocument (ISO 26300): every entry is read with its checksum, words are
//! taken from the parts that have them.

use std::io::{self, BufReader, Read};

use artifolio_core::file_facts::FileFacts;

use super::package::{self, Archive, Budget, Metered};
use super::source::Source;
use super::xml::{self, Piece};
use super::{Fault, broken, marks, picture, text};

/// Bytes of a picture inside that is searched for its place.
const PICTURE: u64 = 32 << 20;

/// What one entry is read for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Words; parts before slides, slides by number, then their notes.
    Words(u8, u32),
    /// Who made it.
    Properties,
    /// A picture, which may tell a place.
    Picture,
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
    if super::source::contains(&manifest, b"encryption-data") {
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
        _ => picture_or_rest(name),
    }
}

fn open_document_part(name: &str) -> Part {
    match name {
        "content.xml" => Part::Words(0, 0),
        "meta.xml" => Part::Properties,
        _ => picture_or_rest(name),
    }
}

fn picture_or_rest(name: &str) -> Part {
    let extension = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    if matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp") {
        Part::Picture
    } else {
        Part::Rest
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
            let mut name = None;
            xml::read(BufReader::new(entry), &mut |piece| match piece {
                Piece::Open("creator" | "initial-creator" | "lastModifiedBy", _) => {
                    name = Some(String::new());
                }
                Piece::Text(text) => name.iter_mut().for_each(|name| name.push_str(text)),
                Piece::Close(_) => {
                    marks::add_author(facts, &name.take().unwrap_or_default());
                }
                Piece::Open(..) => {}
            })
        }
        Part::Picture => {
            let mut bytes = Vec::new();
            entry.take(PICTURE).read_to_end(&mut bytes)?;
            picture::read_marks(&bytes, facts);
            Ok(())
        }
        Part::Rest => Ok(()),
    }
}

/// Text stands in `t`, deleted text that is still there in `delText`; who commented or changed in attributes.
fn ooxml_words(piece: &Piece<'_>, counts: &mut bool, facts: &mut FileFacts) {
    match piece {
        Piece::Open("t" | "delText", _) => *counts = true,
        Piece::Open("br" | "tab", _) => text::push(&mut facts.text, " "),
        Piece::Open("comment" | "ins" | "del", start) => {
            if let Ok(Some(author)) = start.try_get_attribute("w:author") {
                marks::add_author(facts, &author.value);
            }
        }
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
        Piece::Open("page", _) => *facts.pages.get_or_insert(0) += 1,
        Piece::Open("s" | "tab" | "line-break", _) => text::push(&mut facts.text, " "),
        Piece::Close("p" | "h") => text::push(&mut facts.text, "\n"),
        Piece::Open(..) | Piece::Close(_) => {}
        Piece::Text(more) => text::push(&mut facts.text, more),
    }
}
