//! One row of the map as plain text, for portals that take nothing else.

use artifolio_core::markdown::{Block, Span};

use crate::map::{Leading, Map};
use crate::submission::Row;

/// A row: what it is, its artifacts with the addresses that are known, the contextualization.
pub(crate) fn row(map: Map<'_>, row: &Row<'_>) -> String {
    let criterion = row.criterion;
    let mut head = vec![map.title(row)];
    head.extend(criterion.standard_name.clone());
    head.push(criterion.paraphrase.trim().to_owned());
    head.retain(|line| !line.is_empty());
    let mut parts = vec![head.join("\n")];
    let artifacts = map.artifacts(row);
    if !artifacts.is_empty() {
        let mut lines = vec![map.words.say("artifacts")];
        for artifact in &artifacts {
            lines.push(format!("{} {}", leading(&artifact.name), artifact.role));
            lines.extend(artifact.evidence.iter().map(|item| format!("- {}", leading(item))));
        }
        parts.push(lines.join("\n"));
    }
    let text = blocks(&map.text(row), "");
    if !text.is_empty() {
        let label = if row.is_reflection() { "reflection" } else { "contextualization" };
        parts.push(format!("{}\n{text}", map.words.say(label)));
    }
    parts.join("\n\n") + "\n"
}

/// Words, and the address where they do not say it already.
fn leading(leads: &Leading) -> String {
    match &leads.address {
        Some(address) if !leads.text.contains(address.trim_end_matches('/')) => {
            format!("{}: {address}", leads.text)
        }
        _ => leads.text.clone(),
    }
}

fn blocks(blocks: &[Block], indent: &str) -> String {
    let mut out = String::new();
    let mut last_was_list = false;
    for block in blocks {
        let is_list = matches!(block, Block::List { .. });
        if !out.is_empty() {
            out.push_str(if is_list && !last_was_list && !indent.is_empty() {
                "\n"
            } else {
                "\n\n"
            });
        }
        out.push_str(&one(block, indent));
        last_was_list = is_list;
    }
    out
}

fn one(block: &Block, indent: &str) -> String {
    match block {
        Block::Heading { words, .. } | Block::Paragraph(words) => indented(&spans(words), indent),
        Block::Code(code) => indented(code, indent),
        Block::Rule => format!("{indent}* * *"),
        Block::Quote(quoted) => blocks(quoted, &format!("{indent}> ")),
        Block::Footnote { number, blocks: note } => {
            format!("{indent}{number} {}", blocks(note, indent).trim_start())
        }
        Block::Table { head, rows } => {
            let line = |cells: &Vec<Vec<Span>>| {
                let cells: Vec<_> = cells.iter().map(|cell| spans(cell)).collect();
                format!("{indent}{}", cells.join(" | "))
            };
            std::iter::once(head).chain(rows).map(line).collect::<Vec<_>>().join("\n")
        }
        Block::List { first, items } => {
            let item = |(place, item): (u64, &Vec<Block>)| {
                let mark =
                    first.map_or("- ".to_owned(), |f| format!("{}. ", f.saturating_add(place)));
                let deeper = format!("{indent}{}", " ".repeat(mark.len()));
                let text = blocks(item, &deeper);
                format!("{indent}{mark}{}", text.strip_prefix(&deeper).unwrap_or(&text))
            };
            (0..).zip(items).map(item).collect::<Vec<_>>().join("\n")
        }
    }
}

fn indented(text: &str, indent: &str) -> String {
    text.split('\n').map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

/// The words of a line; behind a link stands where it leads.
fn spans(spans: &[Span]) -> String {
    let mut out = String::new();
    for (index, span) in spans.iter().enumerate() {
        out.push_str(&span.text);
        let Some(link) = &span.link else { continue };
        let goes_on = spans.get(index + 1).is_some_and(|next| next.link.as_ref() == Some(link));
        let bare = link.trim_start_matches("mailto:").trim_end_matches('/');
        if !goes_on && !span.text.contains(bare) {
            out.push_str(&format!(" ({link})"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use artifolio_core::markdown;

    use super::*;

    #[test]
    fn the_text_keeps_its_lists_and_says_its_addresses() {
        let table = [
            ("a *b* **c**\n\nd", "a b c\n\nd"),
            ("- a\n- b\n  1. c\n  2. d\n- e", "- a\n- b\n  1. c\n  2. d\n- e"),
            ("4. a\n5. b", "4. a\n5. b"),
            (
                "[iste](https://iste.org/x) <https://iste.org>",
                "iste (https://iste.org/x) https://iste.org",
            ),
            ("> a\n> b", "> a b"),
            ("|a|b|\n|-|-|\n|1|2|", "a | b\n1 | 2"),
            ("# h\n\n`x`", "h\n\nx"),
        ];
        for (text, plain) in table {
            assert_eq!(blocks(&markdown::blocks(text, &|_| None), ""), plain, "{text}");
        }
    }
}
