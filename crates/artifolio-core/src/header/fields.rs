//! Reading a tree leniently: what has the wrong shape is a fault with its place, and its default stands for it.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::id::Id;
use crate::path::RelPath;

use super::fault::{Expected, FaultKind, HeaderFault, MAX_FAULTS};
use super::node::{Kind, Node};
use super::split::place;

/// Collects the faults of one file.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    offset: usize,
    path: Vec<String>,
    /// In the order of the reading.
    pub(crate) faults: Vec<HeaderFault>,
}

impl<'a> Reader<'a> {
    /// A reader for nodes whose byte 0 is byte `offset` of the file `text`.
    pub(crate) fn new(text: &'a str, offset: usize) -> Self {
        Self { text, offset, path: Vec::new(), faults: Vec::new() }
    }

    /// Notes a fault at byte `at` of the tree, with the key that is being read.
    pub(crate) fn fault(&mut self, at: usize, kind: FaultKind) {
        if self.faults.len() < MAX_FAULTS {
            let key = (!self.path.is_empty()).then(|| self.path.join("."));
            let place = place(self.text, self.offset + at);
            self.faults.push(HeaderFault { place, key, kind });
        }
    }

    fn expected<T>(&mut self, node: &Node, expected: Expected) -> Option<T> {
        self.fault(node.start, FaultKind::Expected(expected));
        None
    }

    fn within<T>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.to_owned());
        let value = read(self);
        self.path.pop();
        value
    }
}

/// A type that is read from one value.
pub(crate) trait Read: Sized {
    /// The value, or `None` and a fault.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self>;
}

/// The keys of a map while they are read.
pub(crate) struct Fields<'n, 'r, 'a> {
    node: &'n Node,
    reader: &'r mut Reader<'a>,
}

impl<'n, 'r, 'a> Fields<'n, 'r, 'a> {
    /// The fields of a map; `None` and a fault for anything else.
    pub(crate) fn of(node: &'n Node, reader: &'r mut Reader<'a>) -> Option<Self> {
        if !node.is_map() {
            return reader.expected(node, Expected::Keys);
        }
        let mut seen = HashSet::new();
        for part in node.parts() {
            let key = part.key.as_ref().and_then(Node::text);
            if let Some(key) = key.filter(|key| !seen.insert(*key)) {
                reader.within(key, |r| r.fault(part.at, FaultKind::Duplicate));
            }
        }
        Some(Self { node, reader })
    }

    fn value(&self, key: &str) -> Option<&'n Node> {
        let part = self.node.parts().iter().find(|part| part.is(key))?;
        (!matches!(part.value.kind, Kind::Null)).then_some(&part.value)
    }

    /// The value of a key; its default where it is absent, empty or of another shape.
    pub(crate) fn get<T: Read + Default>(&mut self, key: &str) -> T {
        self.get_or(key, T::default())
    }

    /// The value of a key, or `default`.
    pub(crate) fn get_or<T: Read>(&mut self, key: &str, default: T) -> T {
        let value = self.value(key);
        value.and_then(|v| self.reader.within(key, |r| T::read(v, r))).unwrap_or(default)
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T: Read>(&mut self, key: &str) -> Option<T> {
        let value = self.value(key);
        let at = self.node.start;
        self.reader.within(key, |r| match value {
            Some(value) => T::read(value, r),
            None => {
                r.fault(at, FaultKind::Missing);
                None
            }
        })
    }

    /// A text that must have a form.
    pub(crate) fn formed(&mut self, key: &str, form: &Form) -> Option<String> {
        let value = self.value(key)?;
        self.reader.within(key, |r| {
            let text = String::read(value, r)?;
            if (form.holds)(&text) { Some(text) } else { r.expected(value, form.expected.clone()) }
        })
    }
}

/// A form that a text must have.
pub(crate) struct Form {
    expected: Expected,
    holds: fn(&str) -> bool,
}

/// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
pub(super) const MOMENT: Form = Form { expected: Expected::Moment, holds: is_moment };
/// `mm:ss` or `hh:mm:ss`.
pub(super) const TIME: Form = Form { expected: Expected::Time, holds: is_time };
/// http or https.
pub(super) const ADDRESS: Form = Form {
    expected: Expected::Address,
    holds: |text| {
        let text = text.to_ascii_lowercase();
        ["http://", "https://"].iter().any(|s| text.strip_prefix(s).is_some_and(|r| !r.is_empty()))
    },
};
/// SHA-256.
pub(super) const HASH: Form = Form {
    expected: Expected::Hash,
    holds: |text| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()),
};

/// A language that the bundle can be in.
pub(crate) const LANGUAGE: Form =
    Form { expected: Expected::OneOf(&["en", "es"]), holds: |text| matches!(text, "en" | "es") };

fn is_moment(text: &str) -> bool {
    match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    }
    .parse()
    .is_ok_and(|date: NaiveDate| date.to_string().starts_with(text))
}

fn is_time(text: &str) -> bool {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split(':').collect();
    matches!(parts.len(), 2 | 3)
        && parts.iter().all(|part| two(part))
        && parts[1..].iter().all(|part| *part < "60")
}

impl Read for String {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.text() {
            Some(text) => Some(text.to_owned()),
            None => reader.expected(node, Expected::Text),
        }
    }
}

impl Read for bool {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Literal(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        }
        .or_else(|| reader.expected(node, Expected::Truth))
    }
}

impl Read for u32 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = |text: &String| text.parse().ok().filter(|n| *n >= 1);
        match &node.kind {
            Kind::Literal(text) => number(text),
            _ => None,
        }
        .or_else(|| reader.expected(node, Expected::Number))
    }
}

/// A self-score: 0 or 1.
impl Read for u8 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Literal(text) => text.parse().ok().filter(|n| *n <= 1),
            _ => None,
        }
        .or_else(|| reader.expected(node, Expected::Point))
    }
}

impl Read for NaiveDate {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let date = node.text().filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
        date.or_else(|| reader.expected(node, Expected::Date))
    }
}

impl Read for Id {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let id = node.text().and_then(|text| Self::parse(text).ok());
        id.or_else(|| reader.expected(node, Expected::Id))
    }
}

impl Read for RelPath {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let path = node.text().and_then(|text| Self::parse(text).ok());
        path.or_else(|| reader.expected(node, Expected::Path))
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(Some)
    }
}

/// An item of another shape is left out; the others are read.
impl<T: Read> Read for Vec<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        if !node.is_list() {
            return reader.expected(node, Expected::List);
        }
        let item = |(i, value): (usize, &Node)| {
            let id = value.parts().iter().find(|part| part.is("id"));
            let step = id.and_then(|part| part.value.text()).map(str::to_owned);
            reader.within(&step.unwrap_or((i + 1).to_string()), |r| T::read(value, r))
        };
        let values = node.parts().iter().map(|part| &part.value);
        Some(values.enumerate().filter_map(item).collect())
    }
}

/// One of the words of an enum, as serde names them.
pub(super) fn word<T: serde::de::DeserializeOwned>(
    node: &Node,
    reader: &mut Reader<'_>,
) -> Option<T> {
    use serde::de::IntoDeserializer as _;
    let text = node.text().unwrap_or("");
    let deserializer: serde::de::value::StrDeserializer<'_, Words> = text.into_deserializer();
    T::deserialize(deserializer)
        .map_err(|Words(words)| reader.expected::<T>(node, Expected::OneOf(words)))
        .ok()
}

/// An error that keeps the words that would have been right.
#[derive(Debug)]
struct Words(&'static [&'static str]);

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Expected::OneOf(self.0).fmt(f)
    }
}

impl std::error::Error for Words {}

impl serde::de::Error for Words {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_hold_for_what_the_format_says_and_nothing_else() {
        let table: [(&Form, &[&str], &[&str]); 4] = [
            (
                &MOMENT,
                &["2026", "2026-08", "2026-08-31"],
                &["", "26", "2026-8", "2026-13", "2026-02-30", "last May", "+2026", "2026-08-31T"],
            ),
            (
                &TIME,
                &["00:00", "12:34", "01:02:59"],
                &["", "1:02", "12:60", "01:60:00", "12", "12:34:56:07", "1a:00"],
            ),
            (
                &ADDRESS,
                &["http://x", "HTTPS://x.org/a b"],
                &["", "https://", "ftp://x", "x.org", "javascript:http://x"],
            ),
            (&HASH, &[&"aF".repeat(32)], &["", "ab", &"g".repeat(64)]),
        ];
        for (form, good, bad) in table {
            for text in good {
                assert!((form.holds)(text), "{text:?}");
            }
            for text in bad {
                assert!(!(form.holds)(text), "{text:?}");
            }
        }
    }
}
