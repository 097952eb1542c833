//! `alignment-map.csv`: one row for each criterion, and nothing that a spreadsheet would run.

use super::LIMIT;
use crate::bag::path;
use crate::name::shown;
use crate::report::Report;
use crate::rules::{MAP_BOM, MAP_FORMULA, MAP_ROWS};
use crate::tree::Tree;

pub(super) const FILE: &str = "data/alignment-map.csv";
/// First characters by which a spreadsheet knows a formula, or that it passes over before one.
const RUN: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
/// The column that holds a criterion's number.
const NUMBER: usize = 1;

/// Judges the table against the numbers of the criteria, in their order.
pub(super) fn judge(tree: &mut Tree<'_>, numbers: &[u64], report: &mut Report) {
    let Some(bytes) = tree.whole(&path(FILE), LIMIT, report) else { return };
    let text = String::from_utf8_lossy(&bytes);
    let body = text.strip_prefix('\u{feff}');
    if body.is_none() {
        report.add(MAP_BOM.file(FILE));
    }
    let rows = rows(body.unwrap_or(&text));
    let found: Vec<Option<u64>> =
        rows.iter().skip(1).map(|row| row.get(NUMBER).and_then(|cell| cell.parse().ok())).collect();
    if found != numbers.iter().map(|number| Some(*number)).collect::<Vec<_>>() {
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
