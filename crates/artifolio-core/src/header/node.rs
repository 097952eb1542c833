//! A header as a tree that knows the bytes of every part: what reading takes its lines and columns from, and editing
//! its cuts. Built from the events of granit-parser; [`crate::settings_edit`] builds the same tree from TOML.

/// One value.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// First byte; of a block scalar, its `|` or `>`.
    pub(crate) start: usize,
    /// First byte with anchor and tag.
    pub(crate) outer: usize,
    /// Behind the last byte; of a block scalar, behind the line end of its last line.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its tag; `!!str` on a text says nothing and is left out.
    pub(crate) tag: Option<String>,
    /// It stands here by an alias `*name`; the spans inside it are those of the anchored original.
    pub(crate) alias: bool,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true`, `3`, `1.50`: what the YAML core schema takes for no text, as written.
    Literal(String),
    /// A text.
    Text(String, Style),
    /// A list.
    List(Layout, Vec<Part>),
    /// Keys with values.
    Map(Layout, Vec<Part>),
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Not yet: a value of an edit.
    New,
    Plain,
    Single,
    Double,
    /// `|` or `>`.
    Block,
}

/// How a collection is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One part a line.
    Block,
    /// In brackets.
    Flow,
}

/// An item of a list or an entry of a map.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// First byte: of the key, of the `-`, in flow lists of the value.
    pub(crate) at: usize,
    /// Behind the `:` or `-`; where neither stands, behind the key, or `at`.
    pub(crate) head: usize,
    /// The key, in a map.
    pub(crate) key: Option<Node>,
    /// The value.
    pub(crate) value: Node,
}

impl Part {
    /// Behind its last byte.
    pub(crate) fn end(&self) -> usize {
        self.head.max(self.value.end)
    }

    /// Whether it has this key.
    pub(crate) fn is(&self, key: &str) -> bool {
        self.key.as_ref().and_then(Node::text) == Some(key)
    }
}

impl Node {
    /// A node that stands nowhere yet.
    pub(crate) fn new(kind: Kind) -> Self {
        Self { start: 0, outer: 0, end: 0, kind, tag: None, alias: false }
    }

    /// The text of a scalar, literals as they are written; `None` for anything else.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Literal(text) | Kind::Text(text, _) => Some(text),
            _ => None,
        }
    }

    /// The items of a list or the entries of a map.
    pub(crate) fn parts(&self) -> &[Part] {
        match &self.kind {
            Kind::List(_, parts) | Kind::Map(_, parts) => parts,
            _ => &[],
        }
    }

    /// The same, to change.
    pub(crate) fn parts_mut(&mut self) -> Option<&mut Vec<Part>> {
        match &mut self.kind {
            Kind::List(_, parts) | Kind::Map(_, parts) => Some(parts),
            _ => None,
        }
    }

    /// How a collection is written; `None` for anything else.
    pub(crate) fn layout(&self) -> Option<Layout> {
        match self.kind {
            Kind::List(layout, _) | Kind::Map(layout, _) => Some(layout),
            _ => None,
        }
    }

    /// Whether it is a list.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(..))
    }

    /// Whether it is a map.
    pub(crate) fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(..))
    }

    /// Whether both mean the same: values, keys and tags in the same order, however they are written.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.tag == other.tag
            && match (&self.kind, &other.kind) {
                (Kind::Null, Kind::Null) => true,
                (Kind::Literal(a), Kind::Literal(b)) => a == b,
                (Kind::Text(a, _), Kind::Text(b, _)) => a == b,
                (Kind::List(_, a), Kind::List(_, b)) | (Kind::Map(_, a), Kind::Map(_, b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_part(a, b))
                }
                _ => false,
            }
    }

    /// Values in it, itself included.
    pub(crate) fn size(&self) -> usize {
        let of = |part: &Part| part.key.as_ref().map_or(0, Self::size) + part.value.size();
        1 + self.parts().iter().map(of).sum::<usize>()
    }
}

fn same_part(a: &Part, b: &Part) -> bool {
    let keys = match (&a.key, &b.key) {
        (Some(a), Some(b)) => a.same(b),
        (None, None) => true,
        _ => false,
    };
    keys && a.value.same(&b.value)
}

/// What a plain scalar means in the YAML 1.2 core schema. Dates are texts there, and so are `no` and `12:30`.
pub(crate) fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Literal(text.to_owned()),
        _ if is_number(text) => Kind::Literal(text.to_owned()),
        _ => Kind::Text(text.to_owned(), Style::Plain),
    }
}

fn is_number(text: &str) -> bool {
    let digits = |s: &str, ok: fn(u8) -> bool| !s.is_empty() && s.bytes().all(ok);
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, |b| (b'0'..=b'7').contains(&b));
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return digits(hex, |b| b.is_ascii_hexdigit());
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || matches!(text, ".nan" | ".NaN" | ".NAN")
        || (digits(unsigned, |b| b.is_ascii_digit() || b".eE+-".contains(&b))
            && unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && unsigned.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        let numbers = [
            "0", "-1", "+12", "1.5", ".5", "1.", "1e3", "-1.5E-7", "0o17", "0xfF", ".inf", "-.INF",
            ".nan",
        ];
        for text in numbers.into_iter().chain(["true", "False"]) {
            assert!(matches!(plain(text), Kind::Literal(ref t) if t == text), "{text}");
        }
        let texts = [
            "no",
            "yes",
            "2026-08-31",
            "12:30",
            "1_000",
            "0b1",
            "inf",
            "nan",
            "e3",
            "1e",
            ".",
            "+",
            "-.nan",
            "1 2",
        ];
        for text in texts {
            assert!(matches!(plain(text), Kind::Text(ref t, Style::Plain) if t == text), "{text}");
        }
        for text in ["", "~", "null", "Null", "NULL"] {
            assert!(matches!(plain(text), Kind::Null), "{text}");
        }
    }
}
