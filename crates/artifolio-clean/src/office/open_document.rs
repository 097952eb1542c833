//! OpenDocument (ISO 26300): properties, comments, tracked changes, previews, what the program notes for itself.

use quick_xml::events::BytesStart;

use super::Part;
use crate::package::Entry;
use crate::xml::{Fate, Rules, attribute, without};
use crate::{CannotClean, Found, Private};

/// Properties that say what a document is, not who made it.
const META: [&str; 5] = ["meta", "title", "language", "document-statistic", "generator"];
/// Settings that name a printer, a data source or sessions.
const SETTINGS: [&str; 5] =
    ["PrinterName", "PrinterSetup", "CurrentDatabaseDataSource", "Rsid", "RsidRoot"];

pub(super) fn part(entry: &Entry, found: &mut Found) -> Result<Part, CannotClean> {
    let name = entry.name.as_str();
    if name.starts_with("Thumbnails/") {
        if !name.ends_with('/') {
            found.add(Private::Preview);
        }
        return Ok(Part::Drop);
    }
    let bytes = &entry.bytes[..];
    let file = name.rsplit('/').next().unwrap_or(name);
    let changed = match file {
        "meta.xml" => without(bytes, &mut Meta { found })?,
        "content.xml" | "styles.xml" => without(bytes, &mut Content { found })?,
        "settings.xml" => without(bytes, &mut Settings { found })?,
        "manifest.xml" if name == "META-INF/manifest.xml" => without(bytes, &mut Manifest)?,
        _ => None,
    };
    Ok(Part::Keep(changed))
}

struct Meta<'a> {
    found: &'a mut Found,
}

impl Rules for Meta<'_> {
    fn element(&mut self, name: &str, depth: usize, _: &BytesStart<'_>) -> Fate {
        if depth == 0 || META.contains(&name) {
            return Fate::Keep;
        }
        self.found.add(match name {
            "creator" | "initial-creator" | "printed-by" => Private::Author,
            "date" | "creation-date" | "print-date" => Private::Dates,
            "editing-cycles" | "editing-duration" | "template" => Private::History,
            _ => Private::Description,
        });
        Fate::Drop
    }

    fn dropped(&mut self, name: &str, text: &str) {
        if matches!(name, "creator" | "initial-creator" | "printed-by") {
            self.found.person(text);
        }
    }
}

struct Content<'a> {
    found: &'a mut Found,
}

impl Rules for Content<'_> {
    fn element(&mut self, name: &str, _: usize, _: &BytesStart<'_>) -> Fate {
        self.found.add(match name {
            "annotation" | "annotation-end" => Private::Comments,
            "tracked-changes" | "change" | "change-start" | "change-end" => Private::TrackedChanges,
            _ => return Fate::Keep,
        });
        Fate::Drop
    }

    fn dropped(&mut self, name: &str, text: &str) {
        if name == "creator" {
            self.found.person(text);
        }
    }
}

struct Settings<'a> {
    found: &'a mut Found,
}

impl Rules for Settings<'_> {
    fn element(&mut self, name: &str, _: usize, start: &BytesStart<'_>) -> Fate {
        let noted = name == "config-item"
            && attribute(start, "name").is_some_and(|name| SETTINGS.contains(&name.as_str()));
        if noted {
            self.found.add(Private::Device);
            return Fate::Drop;
        }
        Fate::Keep
    }
}

/// The list of files without the preview.
struct Manifest;

impl Rules for Manifest {
    fn element(&mut self, name: &str, _: usize, start: &BytesStart<'_>) -> Fate {
        let preview = name == "file-entry"
            && attribute(start, "full-path").is_some_and(|path| path.starts_with("Thumbnails/"));
        if preview { Fate::Drop } else { Fate::Keep }
    }
}
