//! Reading `portfolio.toml` with all its faults.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::header::{
    FaultKind, Fields, HeaderFault, Kind, LANGUAGE, Layout, Node, Part, Reader, Reading, Style,
    place,
};
use crate::portfolio::{FORMAT, Settings};

/// Settings as an empty file would have them, with the format of today and no id.
///
/// # Panics
/// Never: a fixed text.
#[must_use]
pub fn blank_settings() -> Settings {
    toml::from_str(&format!("format = {FORMAT}\nid = ''"))
        .expect("a fixed text with the required keys")
}

/// Reads `portfolio.toml`. There is always a value: its default stands for what cannot be read, an empty text for a
/// missing `id`, and [`FORMAT`] for a missing `format`. [`FaultKind::NewerFormat`] says that the folder is to be opened
/// read-only.
#[must_use]
pub fn read_settings(text: &str) -> Reading<Settings> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, 0);
    let root = tree(table.get_ref(), text);
    let value = Fields::of(&root, &mut reader).map(|mut fields| settings(&mut fields));
    if let Some(format) = settings_format(text).filter(|format| *format > FORMAT) {
        let at =
            root.parts().iter().find(|part| part.is("format")).map_or(0, |part| part.value.start);
        reader.fault(at, FaultKind::NewerFormat(format));
    }
    let mut faults = reader.faults;
    faults.extend(errors.iter().map(|error| HeaderFault {
        place: place(text, error.span().map_or(0, |span| floor(text, span.start))),
        key: None,
        kind: FaultKind::Syntax(error.message().to_owned()),
    }));
    faults.sort_by_key(|fault| (fault.place.line, fault.place.column));
    Reading { value, body: String::new(), faults }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The format of a `portfolio.toml`, also of one that this program cannot parse.
#[must_use]
pub fn settings_format(text: &str) -> Option<u32> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let mut keys = lines.take_while(|line| !line.starts_with('['));
    keys.find_map(|line| {
        let value = line.strip_prefix("format")?.trim_start().strip_prefix('=')?;
        value.split('#').next()?.trim().parse().ok()
    })
}

fn settings(fields: &mut Fields<'_, '_, '_>) -> Settings {
    let base = blank_settings();
    Settings {
        format: fields.required("format").unwrap_or(base.format),
        id: fields.required("id").unwrap_or(base.id),
        name: fields.get("name"),
        family_name: fields.get("family_name"),
        title: fields.get("title"),
        role: fields.get("role"),
        classroom: fields.get_or("classroom", base.classroom),
        students: fields.get("students"),
        learners: fields.get_or("learners", base.learners),
        language: fields.formed("language", &LANGUAGE).unwrap_or(base.language),
        profile: fields.get_or("profile", base.profile),
        prepared_on: fields.get("prepared_on"),
        dates: fields.get("dates"),
        statement: fields.get("statement"),
        waived: fields.get("waived"),
        reader_copy: fields.get("reader_copy"),
    }
}

/// The tree of a table. A map with [`Layout::Flow`] stands in braces; what stands under a header of its own begins
/// with `[`.
pub(super) fn tree(table: &DeTable<'_>, text: &str) -> Node {
    let mut parts: Vec<Part> = table
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            let mut name = Node::new(Kind::Text(key.get_ref().to_string(), Style::Double));
            (name.start, name.outer, name.end) = (span.start, span.start, span.end);
            let value = node(value, text);
            Part { at: span.start, head: span.end, key: Some(name), value }
        })
        .collect();
    parts.sort_by_key(|part| part.at);
    Node::new(Kind::Map(Layout::Block, parts))
}

fn node(value: &Spanned<DeValue<'_>>, text: &str) -> Node {
    let span = value.span();
    let mut node = match value.get_ref() {
        DeValue::String(text) => Node::new(Kind::Text(text.to_string(), Style::Double)),
        DeValue::Integer(number) => Node::new(Kind::Literal(number.to_string())),
        DeValue::Float(number) => Node::new(Kind::Literal(number.to_string())),
        DeValue::Boolean(truth) => Node::new(Kind::Literal(truth.to_string())),
        DeValue::Datetime(date) => Node::new(Kind::Literal(date.to_string())),
        DeValue::Table(table) => tree(table, text),
        DeValue::Array(items) => {
            let part = |item| {
                let value = node(item, text);
                Part { at: value.start, head: value.start, key: None, value }
            };
            let items: Vec<Part> = items.iter().map(part).collect();
            let headed = items.first().is_some_and(|item| {
                item.value.is_map() && item.at == span.start && text[span.start..].starts_with("[[")
            });
            Node::new(Kind::List(if headed { Layout::Block } else { Layout::Flow }, items))
        }
    };
    if let Kind::Map(layout, _) = &mut node.kind
        && text[span.start..].starts_with('{')
    {
        *layout = Layout::Flow;
    }
    (node.start, node.outer, node.end) = (span.start, span.start, span.end);
    node
}

#[cfg(test)]
mod tests {
    use crate::header::Expected;

    use super::*;

    fn faults(text: &str) -> Vec<(u32, u32, String, &'static str)> {
        let all = read_settings(text).faults;
        all.into_iter()
            .map(|f| (f.place.line, f.place.column, f.key.unwrap_or_default(), f.kind.code()))
            .collect()
    }

    #[test]
    fn every_bad_key_is_a_fault_and_everything_else_is_read() {
        let text = "\u{feff}format = 1\r\nid = 'x'\r\nname = 7\r\nclassroom = \"yes\"\r\nlanguage = 'fr'\r\n\
            prepared_on = 2027-01-10T00:00:00\r\nown = { a = 1 }\r\nstatement = { own_work = 'yes', ai_help = 1 }\r\n[dates]\r\ncourse_end = 2026-08-31\r\n\
            own_completion = \"2026-09-01\"\r\nofficial_due = \"soon\"\r\n[[dates.extensions]]\r\ndue = 5\r\nnote = 'n'\r\n\
            [[waived]]\r\nrule = 'r'\r\nkind = 'thing'\r\nreason = ''\r\ndigest = ''\r\n[[waived]]\r\nrule = 'r'\r\n\
            kind = 'artifact'\r\nid = 'boards'\r\nreason = 'why'\r\non = 2026-11-01\r\ndigest = 'd'\r\n";
        let expected = [
            (4, 13, "classroom", "expected-truth"),
            (5, 12, "language", "expected-one-of"),
            (6, 15, "prepared_on", "expected-date"),
            (8, 26, "statement.own_work", "expected-truth"),
            (12, 16, "dates.official_due", "expected-date"),
            (14, 7, "dates.extensions.1.due", "expected-date"),
            (18, 8, "waived.1.kind", "expected-one-of"),
        ];
        assert_eq!(faults(text), expected.map(|(l, c, k, code)| (l, c, k.to_owned(), code)));
        let s = read_settings(text).value.unwrap();
        assert_eq!((s.name.as_str(), s.classroom, s.language.as_str()), ("7", true, "en"));
        assert_eq!((s.statement.own_work, s.statement.ai_help.as_str()), (false, "1"));
        assert_eq!(s.dates.course_end.unwrap().to_string(), "2026-08-31");
        assert_eq!(s.dates.own_completion.unwrap().to_string(), "2026-09-01");
        assert_eq!((s.dates.extensions.len(), s.dates.extensions[0].note.as_str()), (1, "n"));
        assert_eq!((s.waived.len(), s.waived[0].id.as_deref()), (1, Some("boards")));
    }

    #[test]
    fn a_strict_reader_agrees_where_there_is_no_fault() {
        let text = "format = 1\nid = 'x'\nlearners = 'kids'\nprepared_on = '2027-01-10'\ndates.course_end = 2026-08-31\n\
            [statement]\nown_work = true\nai_help = 'none'\n\
            [[waived]]\nrule = 'r'\nkind = 'file'\nreason = 'w'\ndigest = 'd'\n[reader_copy]\ndraft = true\n";
        let reading = read_settings(text);
        assert_eq!(reading.faults, []);
        assert_eq!(reading.value.unwrap(), toml::from_str::<Settings>(text).unwrap());
        assert_eq!(read_settings("format = 1\nid = ''\n").value.unwrap(), blank_settings());
    }

    #[test]
    fn broken_toml_keeps_what_can_be_read() {
        let text = "format = 1\nid = 'x'\nname = = 'A'\ntitle = 'T'\ntitle = 'U'\n";
        let reading = read_settings(text);
        assert!(
            reading.faults.len() >= 2
                && reading.faults.iter().all(|f| matches!(f.kind, FaultKind::Syntax(_)))
        );
        assert_eq!(reading.faults[0].place.line, 3);
        let s = reading.value.unwrap();
        assert_eq!((s.id.as_str(), s.title.as_str()), ("x", "T"));
        assert_eq!(
            faults(""),
            [(1, 1, "format".into(), "missing"), (1, 1, "id".into(), "missing")]
        );
    }

    #[test]
    fn a_newer_format_is_seen_even_where_nothing_parses() {
        for text in [
            "# c\nformat = 2 # new\nid = 'x'\n",
            "format=2\nid := ???\n[new]\n",
            "\u{feff}format = 2\n\"\"\"\n",
        ] {
            assert_eq!(settings_format(text), Some(2), "{text}");
            assert!(
                read_settings(text).faults.iter().any(|f| f.kind == FaultKind::NewerFormat(2)),
                "{text}"
            );
        }
        assert_eq!(settings_format("id = 'x'\n[other]\nformat = 2\n"), None);
        assert!(!faults("format = 1\nid = ''").iter().any(|f| f.3 == "newer-format"));
    }

    #[test]
    fn the_words_that_would_be_right_are_told() {
        let kind = read_settings("format = 1\nid = ''\nlanguage = 'fr'").faults[0].kind.clone();
        assert_eq!(kind, FaultKind::Expected(Expected::OneOf(&["en", "es"])));
    }
}
