//! Where an edit of `portfolio.toml` cuts, and what it puts there.

use std::ops::Range;

use toml::Table;
use toml::de::DeTable;

use crate::header::{Kind, Layout, Node, Part};

use super::edit::{Setting, SettingsEdit};
use super::read::tree;
use super::write::{key_text, setting_text};

/// A parsed file.
pub(super) struct File<'a> {
    text: &'a str,
    /// What it says.
    pub(super) table: Table,
    root: Node,
    newline: &'static str,
}

/// What is cut out, what comes in its place, and where comments go with it.
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) gone: Range<usize>,
}

impl Cut {
    fn put(at: usize, text: String) -> Self {
        Self { range: at..at, text, gone: 0..0 }
    }

    fn take(range: Range<usize>) -> Self {
        Self { range: range.clone(), text: String::new(), gone: range }
    }
}

impl<'a> File<'a> {
    pub(super) fn parse(text: &'a str) -> Result<Self, toml::de::Error> {
        let spans = DeTable::parse(text)?;
        let table = text.trim_start_matches('\u{feff}').parse()?;
        let crlf = text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'));
        let newline = if crlf { "\r\n" } else { "\n" };
        Ok(Self { text, table, root: tree(spans.get_ref(), text), newline })
    }

    /// The cut for an edit; `None` where the way it is written has none.
    pub(super) fn cut(&self, edit: &SettingsEdit) -> Option<Cut> {
        match edit {
            SettingsEdit::Set { key, value } => self.set(key, value),
            SettingsEdit::Remove { key } => {
                let (above, i) = self.find(key)?;
                Some(self.remove(above, i))
            }
            SettingsEdit::Push { list, entry } => self.push(list, entry),
            SettingsEdit::Drop { list, at } => {
                let (above, i) = self.find(list)?;
                let list = &above.parts()[i].value;
                let item = list.parts().get(*at)?;
                if list.layout() == Some(Layout::Flow) {
                    return Some(self.remove(list, *at));
                }
                let mut end = self.after_line(section_end(&item.value));
                if self.text[end..].starts_with(self.newline) {
                    end += self.newline.len();
                }
                Some(Cut::take(self.line_start(item.value.start)..end))
            }
        }
    }

    /// The table that holds a key, and which of its parts that is.
    fn find(&self, key: &str) -> Option<(&Node, usize)> {
        let (above, last) = key.rsplit_once('.').unwrap_or(("", key));
        let table = self.table_at(above)?;
        Some((table, table.parts().iter().position(|part| part.is(last))?))
    }

    fn table_at(&self, key: &str) -> Option<&Node> {
        key.split('.').filter(|step| !step.is_empty()).try_fold(&self.root, |node, step| {
            node.parts().iter().find(|part| part.is(step)).map(|part| &part.value)
        })
    }

    fn set(&self, key: &str, value: &Setting) -> Option<Cut> {
        if let Some((table, i)) = self.find(key) {
            let old = &table.parts()[i].value;
            let text = setting_text(value);
            return Some(Cut { range: old.start..old.end, text, gone: 0..0 });
        }
        let nl = self.newline;
        let (above, last) = key.rsplit_once('.').unwrap_or(("", key));
        let line = |key: &str| format!("{} = {}{nl}", key_text(key), setting_text(value));
        let section = || self.at_end(&format!("[{}]{nl}{}", key_text(above), line(last)));
        let Some(table) = self.table_at(above) else { return Some(section()) };
        let rows = rows_end(table);
        if table.layout() == Some(Layout::Flow) {
            let pair = format!("{} = {}", key_text(last), setting_text(value));
            return Some(self.in_brackets(table, &pair));
        }
        let headed = self.text[table.start..].starts_with('[') && !above.is_empty();
        let (at, text) = match rows {
            Some(end) if headed || above.is_empty() => (self.after_line(end), line(last)),
            Some(end) => (self.after_line(end), line(key)),
            None if headed => (self.after_line(table.end), line(last)),
            None if above.is_empty() => {
                (self.text.len() - self.text.trim_start_matches('\u{feff}').len(), line(last))
            }
            None => return Some(section()),
        };
        Some(self.put_line(at, text))
    }

    fn push(&self, list: &str, entry: &[(String, Setting)]) -> Option<Cut> {
        let nl = self.newline;
        let pair = |(key, value): &(String, Setting)| format!("{key} = {}", setting_text(value));
        let pairs: Vec<String> = entry.iter().map(pair).collect();
        let rows: String = pairs.iter().flat_map(|pair| [pair, nl]).collect();
        let block = format!("[[{}]]{nl}{rows}", key_text(list));
        let Some((table, i)) = self.find(list) else { return Some(self.at_end(&block)) };
        let node = &table.parts()[i].value;
        if node.layout() == Some(Layout::Flow) {
            return Some(self.in_brackets(node, &format!("{{ {} }}", pairs.join(", "))));
        }
        let last = node.parts().last()?;
        let at = self.after_line(section_end(&last.value));
        Some(self.put_line(at, format!("{nl}{block}")))
    }

    /// Text that begins a line, at the begin of one.
    fn put_line(&self, at: usize, text: String) -> Cut {
        let open = at > 0 && !self.text[..at].ends_with(['\n', '\u{feff}']);
        Cut::put(at, if open { format!("{}{text}", self.newline) } else { text })
    }

    fn at_end(&self, block: &str) -> Cut {
        let gap =
            if self.text.trim_start_matches('\u{feff}').is_empty() { "" } else { self.newline };
        self.put_line(self.text.len(), format!("{gap}{block}"))
    }

    fn in_brackets(&self, node: &Node, text: &str) -> Cut {
        match node.parts().last() {
            Some(last) => Cut::put(last.value.end, format!(", {text}")),
            None if node.is_map() => Cut::put(node.start + 1, format!(" {text} ")),
            None => Cut::put(node.start + 1, text.to_owned()),
        }
    }

    /// A key with its line, or a part in brackets with its comma.
    fn remove(&self, above: &Node, i: usize) -> Cut {
        let parts = above.parts();
        let part = &parts[i];
        if above.layout() != Some(Layout::Flow) {
            return Cut::take(self.line_start(part.at)..self.after_line(part.value.end));
        }
        let range = match (parts.get(i + 1), i.checked_sub(1)) {
            (Some(next), _) => part.at..next.at,
            (None, Some(before)) => parts[before].value.end..part.value.end,
            (None, None) => part.at..part.value.end,
        };
        Cut { range, text: String::new(), gone: part.at..part.value.end }
    }

    fn line_start(&self, at: usize) -> usize {
        let line = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        if self.text[line..].starts_with('\u{feff}') { line + '\u{feff}'.len_utf8() } else { line }
    }

    fn after_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |i| at + i + 1)
    }

    /// All comments but those in `gone`.
    pub(super) fn comments(&self, gone: &Range<usize>) -> Vec<&'a str> {
        let mut texts = Vec::new();
        quoted(&self.root, &mut texts);
        texts.sort_by_key(|range| range.start);
        let mut texts = texts.into_iter().peekable();
        let mut comments = Vec::new();
        let mut at = 0;
        while let Some(hash) = self.text[at..].find('#').map(|i| at + i) {
            while texts.next_if(|range| range.end <= hash).is_some() {}
            at = match texts.peek() {
                Some(range) if range.start <= hash => range.end,
                _ => {
                    let end = self.after_line(hash);
                    if !gone.contains(&hash) {
                        comments.push(self.text[hash..end].trim_end());
                    }
                    end
                }
            };
        }
        comments.sort_unstable();
        comments
    }
}

/// Behind the last key of a table that stands under its own header or dotted; `None` where it has none.
fn rows_end(table: &Node) -> Option<usize> {
    let end = |part: &Part| match &part.value.kind {
        Kind::Map(Layout::Block, _) if !is_headed(&part.value) => rows_end(&part.value),
        Kind::Map(Layout::Block, _) | Kind::List(Layout::Block, _) => None,
        _ => Some(part.value.end),
    };
    table.parts().iter().filter_map(end).max()
}

/// Whether a table has a header of its own; else its span is that of its name.
fn is_headed(table: &Node) -> bool {
    table.parts().first().is_none_or(|first| first.at > table.end)
        && table.layout() == Some(Layout::Block)
}

/// Behind the last byte of a table with everything under it.
fn section_end(table: &Node) -> usize {
    let within = table.parts().iter().map(|part| section_end(&part.value)).max();
    table.end.max(within.unwrap_or(0))
}

fn quoted(node: &Node, all: &mut Vec<Range<usize>>) {
    for part in node.parts() {
        let scalars = part.key.iter().chain([&part.value]);
        all.extend(scalars.filter(|n| matches!(n.kind, Kind::Text(..))).map(|n| n.start..n.end));
        quoted(&part.value, all);
    }
}
