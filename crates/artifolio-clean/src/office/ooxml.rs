//! Word, PowerPoint and Excel (ECMA-376): properties, comments, tracked changes, ids of editing, previews. A part that
//! others refer to is emptied, not taken away, so that the package stays whole.

use quick_xml::events::BytesStart;

use super::{Part, told};
use crate::package::Entry;
use crate::xml::{Fate, Rules, attribute, without};
use crate::{CannotClean, Found, Private};

/// Properties that say what a document is, not who made it.
const CORE: [&str; 3] = ["title", "language", "contentType"];

pub(super) fn part(entry: &Entry, found: &mut Found) -> Result<Part, CannotClean> {
    let name = entry.name.as_str();
    let bytes = &entry.bytes[..];
    if name.starts_with("docProps/thumbnail.") {
        found.add(Private::Preview);
        return Ok(Part::Drop);
    }
    if !is_xml(name) {
        return Ok(Part::Keep(None));
    }
    if let Some(kind) = emptied_kind(name) {
        let part = without(bytes, &mut Emptied { found, kind })?;
        return Ok(told(found, kind, part));
    }
    let changed = match name {
        "_rels/.rels" => without(bytes, &mut Relations("/thumbnail"))?,
        "docProps/core.xml" => without(bytes, &mut Core { found })?,
        "docProps/app.xml" => without(bytes, &mut App { found })?,
        "xl/workbook.xml" => without(bytes, &mut Workbook { found })?,
        // Of the document, and of its building blocks.
        _ if name.starts_with("word/") && name.ends_with("/_rels/settings.xml.rels") => {
            let part = without(bytes, &mut Relations("/attachedTemplate"))?;
            return Ok(told(found, Private::History, part));
        }
        _ if name.starts_with("word/")
            && !name.contains("/_rels/")
            && !name.starts_with("word/theme") =>
        {
            without(bytes, &mut Word { found })?
        }
        _ if name.starts_with("xl/drawings/vmlDrawing") => without(bytes, &mut Notes::of(bytes)?)?,
        _ => None,
    };
    Ok(Part::Keep(changed))
}

fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        ["xml", "rels", "vml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// What a part tells that is emptied as a whole.
fn emptied_kind(name: &str) -> Option<Private> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    Some(match (folder, file) {
        ("docProps", "custom.xml") => Private::Description,
        ("docMetadata", _) => Private::Description,
        ("word", file) if file.starts_with("comments") => Private::Comments,
        ("word", "people.xml")
        | ("ppt", "authors.xml" | "commentAuthors.xml")
        | ("xl/persons", _) => Private::Author,
        ("ppt/comments" | "xl/comments" | "xl/threadedComments", _) => Private::Comments,
        ("xl", file) if file.starts_with("comments") => Private::Comments,
        ("ppt/changesInfos", _) | ("ppt", "revisionInfo.xml") => Private::History,
        _ => return None,
    })
}

/// Elements that a list of comments must have.
const LISTS: [&str; 2] = ["authors", "commentList"];

/// Nothing but the outermost element, and some that must be in it.
struct Emptied<'a> {
    found: &'a mut Found,
    kind: Private,
}

impl Rules for Emptied<'_> {
    fn element(&mut self, name: &str, depth: usize, start: &BytesStart<'_>) -> Fate {
        let who = ["author", "name", "displayName", "lastModifiedBy"];
        for author in who.iter().filter_map(|key| attribute(start, key)) {
            if depth > 0 && self.kind != Private::Description {
                self.found.person(&author);
            }
        }
        if depth == 0 || (depth == 1 && LISTS.contains(&name)) { Fate::Keep } else { Fate::Drop }
    }

    fn dropped(&mut self, name: &str, text: &str) {
        // Excel's authors are elements.
        if name == "author" {
            self.found.person(text);
        }
    }
}

/// Relations but those whose type ends so.
struct Relations(&'static str);

impl Rules for Relations {
    fn element(&mut self, name: &str, _: usize, start: &BytesStart<'_>) -> Fate {
        let of =
            name == "Relationship" && attribute(start, "Type").is_some_and(|t| t.ends_with(self.0));
        if of { Fate::Drop } else { Fate::Keep }
    }
}

struct Core<'a> {
    found: &'a mut Found,
}

impl Rules for Core<'_> {
    fn element(&mut self, name: &str, depth: usize, _: &BytesStart<'_>) -> Fate {
        if depth == 0 || CORE.contains(&name) {
            return Fate::Keep;
        }
        self.found.add(match name {
            "creator" | "lastModifiedBy" => Private::Author,
            "created" | "modified" | "lastPrinted" => Private::Dates,
            "revision" | "version" => Private::History,
            _ => Private::Description,
        });
        Fate::Drop
    }

    fn dropped(&mut self, name: &str, text: &str) {
        if matches!(name, "creator" | "lastModifiedBy") {
            self.found.person(text);
        }
    }
}

struct App<'a> {
    found: &'a mut Found,
}

impl Rules for App<'_> {
    fn element(&mut self, name: &str, _: usize, _: &BytesStart<'_>) -> Fate {
        self.found.add(match name {
            "Company" | "Manager" => Private::Author,
            "Template" | "TotalTime" => Private::History,
            "HyperlinkBase" => Private::Description,
            _ => return Fate::Keep,
        });
        Fate::Drop
    }

    fn dropped(&mut self, name: &str, text: &str) {
        if matches!(name, "Company" | "Manager") {
            self.found.person(text);
        }
    }
}

/// A part of a Word document.
struct Word<'a> {
    found: &'a mut Found,
}

impl Word<'_> {
    /// A tracked change, with who made it.
    fn change(&mut self, start: &BytesStart<'_>, fate: Fate) -> Fate {
        self.found.add(Private::TrackedChanges);
        self.found.person(&attribute(start, "author").unwrap_or_default());
        fate
    }
}

impl Rules for Word<'_> {
    fn element(&mut self, name: &str, _: usize, start: &BytesStart<'_>) -> Fate {
        match name {
            "ins" | "moveTo" => self.change(start, Fate::Unwrap),
            "del"
            | "moveFrom"
            | "cellIns"
            | "cellDel"
            | "cellMerge"
            | "moveFromRangeStart"
            | "moveFromRangeEnd"
            | "moveToRangeStart"
            | "moveToRangeEnd"
            | "customXmlInsRangeStart"
            | "customXmlInsRangeEnd"
            | "customXmlDelRangeStart"
            | "customXmlDelRangeEnd"
            | "customXmlMoveFromRangeStart"
            | "customXmlMoveFromRangeEnd"
            | "customXmlMoveToRangeStart"
            | "customXmlMoveToRangeEnd" => self.change(start, Fate::Drop),
            "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "tblGridChange"
            | "trPrChange" | "tcPrChange" | "tblPrExChange" | "numberingChange" => {
                self.change(start, Fate::Drop)
            }
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => {
                self.found.add(Private::Comments);
                Fate::Drop
            }
            "rsids" | "rsid" | "attachedTemplate" => {
                self.found.add(Private::History);
                Fate::Drop
            }
            "trackRevisions" => self.change(start, Fate::Drop),
            _ => Fate::Keep,
        }
    }

    fn drops_attribute(&mut self, name: &str) -> bool {
        let is = name.rsplit(':').next().is_some_and(|local| local.starts_with("rsid"));
        if is {
            self.found.add(Private::History);
        }
        is
    }
}

/// Who has the workbook, and the path under which it lay.
struct Workbook<'a> {
    found: &'a mut Found,
}

impl Rules for Workbook<'_> {
    fn element(&mut self, name: &str, _: usize, start: &BytesStart<'_>) -> Fate {
        match name {
            "fileSharing" => {
                self.found.person(&attribute(start, "userName").unwrap_or_default());
                self.found.add(Private::Author);
            }
            "absPath" => self.found.add(Private::History),
            _ => return Fate::Keep,
        }
        Fate::Drop
    }
}

/// Boxes in which Excel draws its comments.
struct Notes {
    /// For each shape, whether it is one.
    notes: Vec<bool>,
    seen: usize,
}

impl Notes {
    /// Looks which shapes are notes: that stands inside each.
    fn of(bytes: &[u8]) -> Result<Self, CannotClean> {
        let mut look = Shapes { notes: Vec::new() };
        without(bytes, &mut look)?;
        Ok(Self { notes: look.notes, seen: 0 })
    }
}

impl Rules for Notes {
    fn element(&mut self, name: &str, _: usize, _: &BytesStart<'_>) -> Fate {
        if name != "shape" {
            return Fate::Keep;
        }
        self.seen += 1;
        let note = self.notes.get(self.seen - 1).copied().unwrap_or(false);
        if note { Fate::Drop } else { Fate::Keep }
    }
}

struct Shapes {
    notes: Vec<bool>,
}

impl Rules for Shapes {
    fn element(&mut self, name: &str, _: usize, start: &BytesStart<'_>) -> Fate {
        match name {
            "shape" => self.notes.push(false),
            "ClientData" => {
                let note = attribute(start, "ObjectType").is_some_and(|kind| kind == "Note");
                if let Some(last) = self.notes.last_mut() {
                    *last |= note;
                }
            }
            _ => {}
        }
        Fate::Keep
    }
}
