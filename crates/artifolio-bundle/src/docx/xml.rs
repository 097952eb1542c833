//! XML that is well-formed by construction: elements close because closures end, and text and attributes are escaped
//! because there is no other way in.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::site::html::composed;

/// XML being written.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// A document, after its declaration.
    pub(super) fn document() -> Self {
        let mut xml = Self::fragment();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// A part of a document.
    pub(super) fn fragment() -> Self {
        Self { writer: Writer::new(Vec::new()) }
    }

    /// The bytes so far.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    /// An element with what `inside` writes.
    pub(super) fn el(
        &mut self,
        tag: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.event(Event::Start(start(tag, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(tag)));
    }

    /// An element without content.
    pub(super) fn void(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(tag, attributes)));
    }

    /// An element with text alone, its spaces kept.
    pub(super) fn leaf(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.el(tag, attributes, |x| {
            let text: String = composed(text).collect();
            x.event(Event::Text(BytesText::new(&text)));
        });
    }

    /// What another writer wrote.
    pub(super) fn append(&mut self, other: Self) {
        self.writer.get_mut().extend(other.into_bytes());
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory takes what is written");
    }
}

fn start<'a>(tag: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(tag);
    for (name, value) in attributes {
        let value: String = composed(value).collect();
        start.push_attribute((*name, value.as_str()));
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_text_or_attributes() {
        let mut xml = Xml::fragment();
        xml.el("w:p", &[("a", "\"><x>&'\u{0}")], |x| {
            x.leaf("w:t", &[], "]]></w:t><w:br/>&amp;\u{8}")
        });
        let text = String::from_utf8(xml.into_bytes()).unwrap();
        assert_eq!(
            text,
            "<w:p a=\"&quot;&gt;&lt;x&gt;&amp;&apos;\u{fffd}\"><w:t>]]&gt;&lt;/w:t&gt;&lt;w:br/&gt;&amp;amp;\u{fffd}</w:t></w:p>"
        );
    }
}
