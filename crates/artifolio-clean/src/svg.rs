//! SVG: metadata, comments and what editors note; pictures inside it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::BytesStart;

use crate::xml::{Fate, Rules, without};
use crate::{Bytes, CannotClean, Found, Private, format, picture};

/// Prefixes that editors bind to what they note.
const EDITORS: [&str; 10] =
    ["inkscape", "sodipodi", "sketch", "serif", "i", "x", "graph", "xap", "xmp", "vectornator"];

pub(crate) fn clean(bytes: &[u8], found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut svg = Svg { found, inside: None, refused: None };
    let copy = without(bytes, &mut svg)?;
    match svg.refused {
        Some(refused) => Err(refused),
        None => Ok(copy.map_or(Bytes::Same, Bytes::Whole)),
    }
}

struct Svg<'a> {
    found: &'a mut Found,
    /// Depth of the `creator` that is open.
    inside: Option<usize>,
    refused: Option<CannotClean>,
}

fn is_noted(name: &str) -> bool {
    let prefix =
        name.split_once(':').map(|(prefix, local)| if prefix == "xmlns" { local } else { prefix });
    prefix.is_some_and(|prefix| EDITORS.contains(&prefix))
}

impl Rules for Svg<'_> {
    fn element(&mut self, name: &str, depth: usize, start: &BytesStart<'_>) -> Fate {
        if self.inside.is_some_and(|at| depth <= at) {
            self.inside = None;
        }
        if matches!(name, "creator" | "publisher" | "contributor") {
            self.inside = Some(depth);
        }
        if name == "metadata" {
            self.found.add(Private::Description);
            Fate::Drop
        } else if is_noted(start.name().into_inner()) {
            self.found.add(Private::History);
            Fate::Drop
        } else {
            Fate::Keep
        }
    }

    fn drops_attribute(&mut self, name: &str) -> bool {
        let noted = is_noted(name);
        if noted {
            self.found.add(Private::History);
        }
        noted
    }

    fn value(&mut self, name: &str, value: &str) -> Option<String> {
        let (head, data) =
            value.split_once(";base64,").filter(|(head, _)| head.starts_with("data:"))?;
        if !matches!(name, "href" | "xlink:href") {
            return None;
        }
        let plain: String = data.split_whitespace().collect();
        let bytes = STANDARD.decode(plain).ok()?;
        if !format::is_picture(&bytes) {
            return None;
        }
        let mut inner = Found::default();
        let outcome = picture::clean(&bytes, &mut inner);
        inner.people.iter().for_each(|name| self.found.person(name));
        let nothing = inner.private.is_empty();
        self.found.private.extend(inner.private);
        match outcome {
            Ok(Bytes::Whole(copy)) if !nothing => {
                Some(format!("{head};base64,{}", STANDARD.encode(copy)))
            }
            Ok(_) => None,
            Err(refused) => {
                self.refused = Some(refused);
                None
            }
        }
    }

    fn drops_comments(&mut self) -> bool {
        self.found.add(Private::Description);
        true
    }

    fn dropped(&mut self, _: &str, text: &str) {
        if self.inside.is_some() {
            self.found.person(text);
        }
    }
}
