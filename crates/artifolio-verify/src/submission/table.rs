//! `alignment-map.csv`: one row for each criterion, which says what `portfolio.json` says, and nothing that a spreadsheet
//! would run.

use super::LIMIT;
use super::said::{Answered, Portfolio};
use super::witness::Doubts;
use crate::bag::path;
use crate::name::shown;
use crate::report::Report;
use crate::rules::{MAP_BOM, MAP_CELL, MAP_FORMULA, MAP_ROWS};
use crate::tree::Tree;

pub(super) const FILE: &str = "data/alignment-map.csv";
/// First characters by which a spreadsheet knows a formula, or that it passes over before one.
const RUN: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
/// The column that holds a criterion's number.
const NUMBER: usize = 1;

/// Judges the table. Only what fits together is compared cell by cell (`sound`).
pub(super) fn judge(
    tree: &mut Tree<'_>,
    said: &Portfolio,
    sound: bool,
    doubts: &mut Doubts,
    report: &mut Report,
) {
    let Some(bytes) = tree.whole(&path(FILE), LIMIT, report) else { return };
    let text = String::from_utf8_lossy(&bytes);
    let body = text.strip_prefix('\u{feff}');
    if body.is_none() {
        report.add(MAP_BOM.file(FILE));
    }
    let rows = rows(body.unwrap_or(&text));
    let mut numbers: Vec<u64> = said.profile.criteria.iter().map(|c| c.number).collect();
    numbers.sort_unstable();
    let found: Vec<Option<u64>> =
        rows.iter().skip(1).map(|row| row.get(NUMBER).and_then(|cell| cell.parse().ok())).collect();
    let complete = found == numbers.iter().map(|number| Some(*number)).collect::<Vec<_>>();
    if !complete {
        let told = MAP_ROWS.file(FILE).with("found", found.len());
        report.add(told.with("expected", numbers.len()));
    }
    for (row, number) in rows.iter().zip(1..) {
        for cell in row {
            if cell.starts_with(RUN) {
                report.add(MAP_FORMULA.file(FILE).at(number, 1).with("cell", shown(cell)));
            }
        }
    }
    if !(complete && sound) {
        return;
    }
    for (answer, row) in said.answers().zip(&rows[1..]) {
        for column in wrong(said, answer, row) {
            let number = answer.criterion.number;
            report.add(MAP_CELL.file(FILE).with("number", number).with("column", column));
            if column == TEXT {
                doubts.add(number);
            }
        }
    }
}

/// The column of the contextualization, from 1.
const TEXT: usize = 6;

/// The columns of a row, from 1, that say something else.
fn wrong(said: &Portfolio, answer: Answered<'_>, row: &[String]) -> Vec<usize> {
    let Answered { criterion, artifacts, markdown } = answer;
    let is = |column: usize, text: &str| {
        row.get(column - 1).is_some_and(|cell| plain(cell) == plain(text))
    };
    let attached = artifacts.iter().filter_map(|one| said.artifact(one.number));
    let listed: Vec<(String, String)> = attached
        .map(|artifact| {
            let files = artifact
                .evidence
                .iter()
                .filter_map(|one| one.file.as_deref().or(one.link.as_deref()));
            let files = files.collect::<Vec<_>>().join(", ");
            (format!("{} {} ", artifact.number, artifact.title.trim()), format!(": {files}"))
        })
        .collect();
    let lists = |cell: &String| {
        // A title, or what stands behind it, may have line ends of its own: each artifact is sought behind the one before.
        let cell = plain(cell);
        let mut rest = cell.as_str();
        listed.iter().all(|(name, files)| {
            let named = rest
                .strip_prefix(plain(name).as_str())
                .and_then(|own| own.split_once(plain(files).as_str()));
            rest = named.map_or("", |(_, after)| after.trim_start_matches('\n'));
            named.is_some()
        }) && rest.is_empty()
    };
    let right = [
        (1, is(1, &criterion.standard_name)),
        (3, is(3, criterion.shown_code())),
        (4, is(4, &criterion.paraphrase)),
        (5, row.get(4).is_some_and(lists)),
        (TEXT, is(TEXT, markdown)),
    ];
    right.into_iter().filter_map(|(column, right)| (!right).then_some(column)).collect()
}

/// A cell's text, without the mark that keeps a spreadsheet from running it, and with one kind of line end.
fn plain(cell: &str) -> String {
    let text = cell.replace("\r\n", "\n").replace('\r', "\n");
    match text.strip_prefix('\'') {
        Some(guarded) if guarded.starts_with(RUN) => guarded.to_owned(),
        _ => text,
    }
}

/// Rows of cells (RFC 4180); a row may span lines.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    if !row.is_empty() || !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_rows() {
        let table: [(&str, &[&[&str]]); 7] = [
            ("", &[]),
            ("a,b\r\n", &[&["a", "b"]]),
            ("a,b\nc", &[&["a", "b"], &["c"]]),
            ("\"a,\"\"b\"\"\r\nc\",d\r\n", &[&["a,\"b\"\r\nc", "d"]]),
            (",\r\n", &[&["", ""]]),
            ("\"\",x\r\n", &[&["", "x"]]),
            ("a\"b,c\r\n", &[&["a\"b", "c"]]),
        ];
        for (text, expected) in table {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }
}
