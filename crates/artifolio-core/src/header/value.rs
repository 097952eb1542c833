//! Values that an edit puts into a header, and how they are written as YAML that every reader takes alike.

use super::node::{Kind, Layout, Node, Part, Style, plain};

/// A value to write. Absent keys have defaults, so there is no null: an edit removes the key instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Truth(bool),
    /// A whole number.
    Number(u64),
    /// A text; dates, ids and paths too.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys with values, in the order they are to be written.
    Map(Vec<(String, Value)>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// Scalars as the texts that are written; nothing as an empty one.
impl From<&Node> for Value {
    fn from(node: &Node) -> Self {
        let entry =
            |part: &Part| Some((part.key.as_ref()?.text()?.to_owned(), (&part.value).into()));
        match &node.kind {
            Kind::Null => Self::Text(String::new()),
            Kind::Literal(text) | Kind::Text(text, _) => Self::Text(text.clone()),
            Kind::List(_, items) => Self::List(items.iter().map(|i| (&i.value).into()).collect()),
            Kind::Map(_, parts) => Self::Map(parts.iter().filter_map(entry).collect()),
        }
    }
}

impl From<&Value> for Node {
    fn from(value: &Value) -> Self {
        let part = |key: Option<&String>, value: &Value| Part {
            at: 0,
            head: 0,
            key: key.map(|k| Self::new(Kind::Text(k.clone(), Style::New))),
            value: value.into(),
        };
        Self::new(match value {
            Value::Truth(truth) => Kind::Literal(truth.to_string()),
            Value::Number(number) => Kind::Literal(number.to_string()),
            Value::Text(text) => Kind::Text(text.clone(), Style::New),
            Value::List(items) => {
                Kind::List(Layout::Block, items.iter().map(|v| part(None, v)).collect())
            }
            Value::Map(entries) => {
                Kind::Map(Layout::Block, entries.iter().map(|(k, v)| part(Some(k), v)).collect())
            }
        })
    }
}

/// A value as it is written behind a `key:` or `-`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Written {
    /// On the same line; empty for a collection.
    pub(super) inline: String,
    /// The lines below, indented, without line ends.
    pub(super) lines: Vec<String>,
}

/// Writes a value in block style. `column` is that of its key or hyphen, `child` that of its own keys or hyphens.
/// `blocks` allows `|` for texts of several lines. `None` for what we never write: tags and keys that are no texts.
pub(super) fn written(node: &Node, column: usize, child: usize, blocks: bool) -> Option<Written> {
    if node.tag.is_some() {
        return None;
    }
    let inline = match &node.kind {
        Kind::List(..) | Kind::Map(..) if !node.parts().is_empty() => {
            return Some(Written { inline: String::new(), lines: lines(node, child, blocks)? });
        }
        Kind::Text(text, _) if blocks && fits_block(text) => {
            let inline = if text.ends_with('\n') { "|" } else { "|-" }.to_owned();
            let indent = " ".repeat(column + 2);
            let line = |l: &str| if l.is_empty() { String::new() } else { format!("{indent}{l}") };
            return Some(Written { inline, lines: text.lines().map(line).collect() });
        }
        _ => flow(node, false)?,
    };
    Some(Written { inline, lines: Vec::new() })
}

/// The lines of a block collection whose keys or hyphens stand in `column`.
pub(super) fn lines(node: &Node, column: usize, blocks: bool) -> Option<Vec<String>> {
    let indent = " ".repeat(column);
    let mut all = Vec::new();
    for part in node.parts() {
        let value = written(&part.value, column, column + 2, blocks)?;
        let head = match &part.key {
            Some(key) => format!("{indent}{}:", flow(key, false)?),
            None => format!("{indent}-"),
        };
        let mut below = value.lines.into_iter();
        let beside = if part.key.is_none() && value.inline.is_empty() {
            below.next().map(|first| first.trim_start_matches(' ').to_owned()).unwrap_or_default()
        } else {
            value.inline
        };
        all.push(format!("{head} {beside}").trim_end_matches(' ').to_owned());
        all.extend(below);
    }
    Some(all)
}

/// Writes a value on one line. Inside brackets a text is bare more rarely.
pub(super) fn flow(node: &Node, inside: bool) -> Option<String> {
    if node.tag.is_some() {
        return None;
    }
    let joined = || {
        let parts = node.parts().iter().map(|part| {
            let value = flow(&part.value, true)?;
            Some(match &part.key {
                Some(key) => format!("{}: {value}", flow(key, true)?),
                None => value,
            })
        });
        parts.collect::<Option<Vec<_>>>().map(|parts| parts.join(", "))
    };
    Some(match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Literal(text) => text.clone(),
        Kind::Text(text, Style::New) if is_bare(text, inside) => text.clone(),
        Kind::Text(text, Style::Plain) if !inside && was_bare(text) => text.clone(),
        Kind::Text(text, Style::Single) if fits_single(text) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Kind::Text(text, _) => quoted(text),
        Kind::List(..) => format!("[{}]", joined()?),
        Kind::Map(..) => format!("{{{}}}", joined()?),
    })
}

/// Whether a text can stand without quotes for YAML 1.2 and 1.1 readers alike.
fn is_bare(text: &str, inside: bool) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let date = |len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let begins = text.starts_with(char::is_alphabetic) || date(10) || date(7);
    begins
        && matches!(plain(text), Kind::Text(..))
        && !WORDS.contains(&text.to_lowercase().as_str())
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_printable)
        && !(inside && text.contains([',', '[', ']', '{', '}', ':', '?']))
}

/// Whether a text that stood without quotes can again, on one line.
fn was_bare(text: &str) -> bool {
    matches!(plain(text), Kind::Text(..)) && !text.contains('\n')
}

fn fits_single(text: &str) -> bool {
    text.chars().all(is_printable) && text.trim() == text
}

/// Whether a text of several lines reads back from a `|` block, and reads well there.
fn fits_block(text: &str) -> bool {
    text.trim_end_matches('\n').contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with("\n\n")
        && text.lines().all(|line| line.trim_end() == line)
        && text.chars().all(|c| c == '\n' || is_printable(c))
}

/// Characters that stand in YAML as they are; tabs and odd line ends are rather escaped.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => out.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::parse::parse;
    use super::*;

    fn text(text: &str, inside: bool) -> String {
        flow(&Node::from(&Value::from(text)), inside).unwrap()
    }

    #[test]
    fn texts_are_bare_only_where_every_reader_agrees() {
        for bare in [
            "Choice boards",
            "Ana's \"first\" try",
            "2026-08-31",
            "2026-08",
            "board.png",
            "Año nuevo",
        ] {
            assert_eq!(text(bare, false), bare);
        }
        let quoted = [
            "no",
            "Yes",
            "null",
            "TRUE",
            "y",
            "2026",
            "1e3",
            "12:34",
            "0x1F",
            "~",
            "",
            " a",
            "a ",
            "a: b",
            "a #b",
            "a:",
            "- a",
            "? a",
            "#a",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "'a",
            "\"a",
            "[a",
            "{a",
            "|",
            ">",
            "--- a",
            "1a",
            ".inf",
            "a\tb",
            "a\nb",
            "a\u{85}b",
            "\u{feff}a",
            "a\u{2028}b",
            "=",
            "<<",
        ];
        for t in quoted {
            assert!(text(t, false).starts_with('"'), "{t:?}");
        }
        assert_eq!(text("a, b", false), "a, b");
        assert_eq!(text("a, b", true), "\"a, b\"");
    }

    #[test]
    fn collections_are_written_a_line_each() {
        let item = Value::Map(vec![
            ("id".into(), "board".into()),
            ("alt".into(), "One\nTwo".into()),
            ("in".into(), Value::List(vec!["a".into(), Value::List(vec!["b".into()])])),
            ("none".into(), Value::List(vec![])),
        ]);
        let node = Node::from(&Value::Map(vec![(
            "evidence".into(),
            Value::List(vec![item, true.into()]),
        )]));
        let expected = "evidence:\n  - id: board\n    alt: |-\n      One\n      Two\n    in:\n      - a\n      - - b\n    none: []\n  - true";
        assert_eq!(lines(&node, 0, true).unwrap().join("\n"), expected);
    }

    pub(in crate::header) fn any_value() -> impl Strategy<Value = Value> {
        let text = prop_oneof![
            3 => "[a-zA-Z0-9 :#'\"\\-,\\[\\]{}&*!|>%@?~=.\n]{0,12}",
            1 => any::<String>(),
            1 => prop::sample::select(vec!["no", "null", "~", "1e3", "2026-08-31", "12:30", "a\nb\n", " a\nb", "- x", "# x"]).prop_map(str::to_owned),
        ];
        let leaf = prop_oneof![
            4 => text.clone().prop_map(Value::Text),
            1 => any::<bool>().prop_map(Value::Truth),
            1 => any::<u64>().prop_map(Value::Number),
        ];
        leaf.prop_recursive(3, 12, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
                prop::collection::btree_map("[a-z]{1,4}|[ -~]{1,6}", inner, 0..4)
                    .prop_map(|m| Value::Map(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_reads_back(value in any_value(), blocks: bool) {
            let node = Node::from(&Value::Map(vec![("k".into(), value)]));
            let block = lines(&node, 0, blocks).unwrap().join("\n") + "\n";
            prop_assert!(parse(&block).unwrap().root.same(&node), "{}", block);
            let line = flow(&node, false).unwrap() + "\n";
            prop_assert!(parse(&line).unwrap().root.same(&node), "{}", line);
            prop_assert!(serde_saphyr::from_str::<serde_json::Value>(&block).is_ok(), "{}", block);
        }
    }
}
