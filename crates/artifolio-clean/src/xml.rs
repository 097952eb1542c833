//! XML with some of its elements and attributes taken out. What stays keeps its bytes: a part from which nothing is
//! taken is the part.

use quick_xml::errors::Error;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::CannotClean;

/// Deepest nesting that is read; Word nests tables and text boxes some dozens deep.
const MAX_DEPTH: usize = 1000;

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Keep,
    /// It goes with all that is in it.
    Drop,
    /// It goes and what is in it stays.
    Unwrap,
}

/// What is taken out of a document.
pub(crate) trait Rules {
    /// The fate of an element. `depth` is 0 for the outermost one.
    fn element(&mut self, name: &str, depth: usize, start: &BytesStart<'_>) -> Fate;

    /// Whether an attribute goes, by its whole name.
    fn drops_attribute(&mut self, _name: &str) -> bool {
        false
    }

    /// A new value for an attribute that stays, as it is written in XML.
    fn value(&mut self, _name: &str, _value: &str) -> Option<String> {
        None
    }

    /// Whether comments and instructions go.
    fn drops_comments(&mut self) -> bool {
        false
    }

    /// Text of an element that goes, when the innermost element that holds it ends.
    fn dropped(&mut self, _name: &str, _text: &str) {}
}

/// The document without what the rules take out; `None` when that is nothing.
///
/// # Errors
/// [`CannotClean::Damaged`] for what is no well-formed XML, [`CannotClean::Format`] where it nests too deep or is
/// written in another encoding.
pub(crate) fn without(xml: &[u8], rules: &mut dyn Rules) -> Result<Option<Vec<u8>>, CannotClean> {
    let mut reader = Reader::from_reader(xml);
    let mut run = Run { rules, out: Vec::new(), open: Vec::new(), gone: 0, text: String::new() };
    let mut elements = 0_u64;
    let mut at = 0;
    loop {
        let event = reader.read_event().map_err(fault)?;
        let end = usize::try_from(reader.buffer_position()).map_err(|_| CannotClean::Format)?;
        let raw = xml.get(at..end).unwrap_or(&[]);
        at = end;
        match event {
            Event::Start(start) => {
                elements += 1;
                run.start(&start, raw, false)?;
            }
            Event::Empty(start) => {
                elements += 1;
                run.start(&start, raw, true)?;
            }
            Event::End(tag) => run.end(tag.local_name().into_inner(), raw),
            Event::Text(text) => run.words(&text.xml10_content(), raw),
            Event::CData(text) => run.words(&text.xml10_content(), raw),
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().ok().flatten().or_else(|| {
                    resolve_xml_entity(&name.xml10_content()).and_then(|text| text.chars().next())
                });
                run.words(character.unwrap_or(' ').encode_utf8(&mut [0; 4]), raw);
            }
            Event::Comment(_) | Event::PI(_) => {
                if run.gone == 0 && !run.rules.drops_comments() {
                    run.out.extend(raw);
                }
            }
            Event::Decl(_) | Event::DocType(_) => run.out.extend(raw),
            Event::Eof => break,
        }
    }
    if elements == 0 || !run.open.is_empty() {
        return Err(CannotClean::Damaged);
    }
    Ok((run.out != xml).then_some(run.out))
}

struct Run<'r> {
    rules: &'r mut dyn Rules,
    out: Vec<u8>,
    /// Fates of the elements that are open.
    open: Vec<Fate>,
    /// How many of them are in one that goes, itself included.
    gone: usize,
    /// Of the innermost element that goes.
    text: String,
}

impl Run<'_> {
    fn start(
        &mut self,
        start: &BytesStart<'_>,
        raw: &[u8],
        empty: bool,
    ) -> Result<(), CannotClean> {
        let name = start.local_name().into_inner();
        let fate = if self.gone > 0 {
            self.text.clear();
            self.rules.element(name, self.open.len(), start);
            Fate::Drop
        } else {
            self.rules.element(name, self.open.len(), start)
        };
        if fate == Fate::Keep {
            self.tag(start, raw, empty)?;
        }
        if empty {
            return Ok(());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(CannotClean::Format);
        }
        if fate == Fate::Drop {
            self.gone += 1;
            self.text.clear();
        }
        self.open.push(fate);
        Ok(())
    }

    fn end(&mut self, name: &str, raw: &[u8]) {
        let fate = self.open.pop().unwrap_or(Fate::Keep);
        match fate {
            Fate::Keep => self.out.extend(raw),
            Fate::Unwrap => {}
            Fate::Drop => {
                self.gone = self.gone.saturating_sub(1);
                let text = std::mem::take(&mut self.text);
                self.rules.dropped(name, text.trim());
            }
        }
    }

    fn words(&mut self, text: &str, raw: &[u8]) {
        if self.gone > 0 {
            self.text.push_str(text);
        } else {
            self.out.extend(raw);
        }
    }

    /// A tag that stays, without the attributes that go.
    fn tag(&mut self, start: &BytesStart<'_>, raw: &[u8], empty: bool) -> Result<(), CannotClean> {
        let mut tag = format!("<{}", start.name().into_inner());
        let mut changed = false;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| CannotClean::Damaged)?;
            let name = attribute.key.into_inner();
            if self.rules.drops_attribute(name) {
                changed = true;
                continue;
            }
            let new = self.rules.value(name, &attribute.value);
            changed |= new.is_some();
            let value = new.unwrap_or_else(|| attribute.value.clone().into_owned());
            let quote = if value.contains('"') { '\'' } else { '"' };
            tag.push_str(&format!(" {name}={quote}{value}{quote}"));
        }
        tag.push_str(if empty { "/>" } else { ">" });
        self.out.extend(if changed { tag.as_bytes() } else { raw });
        Ok(())
    }
}

fn fault(error: Error) -> CannotClean {
    match error {
        Error::Encoding(_) => CannotClean::Format,
        _ => CannotClean::Damaged,
    }
}

/// The value of an attribute by its local name, entities resolved.
pub(crate) fn attribute(start: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = start.attributes().filter_map(Result::ok);
    let found =
        found.filter(|a| a.key.local_name().into_inner() == wanted).map(|a| a.value).next()?;
    Some(quick_xml::escape::unescape(&found).map_or_else(|_| found.to_string(), |v| v.into_owned()))
}
