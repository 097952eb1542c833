//! XML as Office files and SVG hold it: well-formed to the end, no entity but the five expanded, bounded depth.

use std::io::BufRead;

use quick_xml::errors::Error;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;

use super::{Fault, broken};

/// Deepest nesting that is read; Word nests tables and text boxes some dozens deep.
const MAX_DEPTH: usize = 1000;

/// A part of a document, as it comes.
pub(super) enum Piece<'a> {
    /// An element begins; its local name.
    Open(&'a str),
    /// An element ends.
    Close(&'a str),
    /// Text, entities resolved.
    Text(&'a str),
}

/// Reads one document to its end.
pub(super) fn read(xml: impl BufRead, visit: &mut dyn FnMut(Piece<'_>)) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    let mut elements = 0_u64;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(fault)? {
            Event::Start(start) => {
                depth += 1;
                elements += 1;
                if depth > MAX_DEPTH {
                    return Err(Fault::Beyond);
                }
                visit(Piece::Open(start.local_name().into_inner()));
            }
            Event::Empty(start) => {
                elements += 1;
                let name = start.local_name().into_inner();
                visit(Piece::Open(name));
                visit(Piece::Close(name));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Piece::Close(end.local_name().into_inner()));
            }
            Event::Text(text) => visit(Piece::Text(&text.xml10_content())),
            Event::CData(text) => visit(Piece::Text(&text.xml10_content())),
            Event::GeneralRef(name) => visit(Piece::Text(resolve(&name).encode_utf8(&mut [0; 4]))),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if depth > 0 || elements == 0 { broken("its XML ends too early") } else { Ok(()) }
}

/// One of the five entities or a numbered character; a blank for any other, since no DTD is read.
fn resolve(name: &BytesRef<'_>) -> char {
    match name.resolve_char_ref() {
        Ok(Some(character)) => character,
        _ => resolve_xml_entity(&name.xml10_content())
            .and_then(|text| text.chars().next())
            .unwrap_or(' '),
    }
}

fn fault(error: Error) -> Fault {
    match error {
        Error::Encoding(_) => Fault::Beyond,
        error => Fault::Broken(error.to_string()),
    }
}
