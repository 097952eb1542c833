//! YAML headers of Markdown files: leniently read, edited without touching anything else (docs/workspace.md).
//!
//! [`split()`] cuts a file; [`read_artifact`] and [`read_criterion`] read one with all its faults; [`edit()`] changes
//! single values and keeps comments, unknown keys, order, quotes and the body byte for byte; [`render`] makes a new one.

mod block;
mod difference;
mod edit;
mod fault;
mod fields;
mod flow;
mod meaning;
mod merge;
mod node;
mod parse;
mod rewrite;
mod shapes;
mod split;
mod value;

pub use difference::difference;
pub use edit::{Edit, EditError, Step, edit};
pub use fault::{Expected, FaultKind, HeaderFault, MAX_FAULTS, Reading};
pub use merge::{Merged, Open, merge};
pub use shapes::ToValue;
pub use split::{Header, MAX_HEADER, Split, split, with_body};
pub use value::Value;

pub(crate) use fields::{Fields, LANGUAGE, Reader};
pub(crate) use node::{Kind, Layout, Node, Part, Style};
pub(crate) use split::place;

use fields::Read;

use crate::artifact::ArtifactHeader;
use crate::criterion::CriterionHeader;

/// Reads an `artifact.md`. Without a valid `id` there is no value.
#[must_use]
pub fn read_artifact(text: &str) -> Reading<ArtifactHeader> {
    read(text)
}

/// Reads `reflection.md` or a `criteria/KEY.md`. A file without a header has an empty one.
#[must_use]
pub fn read_criterion(text: &str) -> Reading<CriterionHeader> {
    read(text)
}

fn read<T: Read>(text: &str) -> Reading<T> {
    let cut = match split::cut(text) {
        Ok(cut) => cut,
        Err(kind) => {
            let place = place(text, 0);
            let body = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
            return Reading {
                value: None,
                body,
                faults: vec![HeaderFault { place, key: None, kind }],
            };
        }
    };
    let mut reader = Reader::new(text, cut.header.map_or(0, |h| h.yaml));
    let value = if cut.yaml.len() > MAX_HEADER {
        reader.fault(0, FaultKind::TooLarge);
        None
    } else {
        read_yaml(cut.yaml, &mut reader)
    };
    reader.faults.sort_by_key(|fault| (fault.place.line, fault.place.column));
    Reading { value, body: cut.body.to_owned(), faults: reader.faults }
}

fn read_yaml<T: Read>(yaml: &str, reader: &mut Reader<'_>) -> Option<T> {
    let mut root = match parse::parse(yaml) {
        Ok(parsed) => parsed.root,
        Err((kind, at)) => {
            reader.fault(at, kind);
            return None;
        }
    };
    if matches!(root.kind, Kind::Null) {
        root.kind = Kind::Map(Layout::Block, Vec::new());
    } else if !root.is_map() {
        reader.fault(root.start, FaultKind::NoKeys);
        return None;
    }
    T::read(&root, reader)
}

/// What stands under a key of a header, as it is written: scalars are texts, and items that [`read_artifact`] leaves out
/// for a fault have their places. `None` where there is no such key, or no header that parses.
#[must_use]
pub fn written(text: &str, key: &str) -> Option<Value> {
    let parsed = parse::parse(split(text).ok()?.yaml).ok()?;
    let part = parsed.root.parts().iter().find(|part| part.is(key))?;
    Some((&part.value).into())
}

/// The text of a new file: a header in the order of docs/workspace.md without defaults, and the body below it.
#[must_use]
pub fn render(header: &impl ToValue, body: &str) -> String {
    let lines = value::lines(&Node::from(&header.value()), 0, true)
        .expect("keys and values made here are texts without tags");
    let yaml: String = lines.into_iter().map(|line| line + "\n").collect();
    format!("---\n{yaml}---\n{body}")
}

#[cfg(test)]
mod edit_properties;
#[cfg(test)]
mod edit_tests;
#[cfg(test)]
mod tests;
