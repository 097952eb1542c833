//! `alignment-map.csv`: the Alignment Map for a spreadsheet. UTF-8 with byte-order mark, CRLF, RFC 4180 quoting, and no
//! cell that a spreadsheet would take for a formula.

use crate::map::Map;
use crate::submission::Row;

/// The whole file.
pub(crate) fn text(map: Map<'_>) -> String {
    let Map { submission, words, .. } = map;
    let mut csv = String::from("\u{feff}");
    let head = ["standard", "number", "code", "criterion", "artifacts", "contextualization"];
    line(&mut csv, head.map(|key| words.say(key)));
    for row in submission.rows() {
        let criterion = row.criterion;
        line(
            &mut csv,
            [
                criterion.standard_name.clone().unwrap_or_default(),
                criterion.number.to_string(),
                if row.is_reflection() { String::new() } else { criterion.code.clone() },
                criterion.paraphrase.clone(),
                artifacts(map, &row),
                row.markdown.to_owned(),
            ],
        );
    }
    csv
}

/// One artifact a line: number, title, role, where its evidence is.
fn artifacts(map: Map<'_>, row: &Row<'_>) -> String {
    let lines = row.artifacts.iter().filter_map(|attached| {
        let artifact = map.submission.artifact(attached.number)?;
        let places = artifact.evidence.iter().filter_map(|e| match &e.file {
            Some(file) => (map.places)(file),
            None => e.link.clone(),
        });
        let places: Vec<_> = places.collect();
        let role = map.words.role(attached.role);
        let (number, title) = (artifact.number, artifact.title.trim());
        Some(format!("{number} {title} {role}: {}", places.join(", ")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn line(csv: &mut String, cells: [String; 6]) {
    csv.push_str(&cells.map(|cell| quoted(&cell)).join(","));
    csv.push_str("\r\n");
}

/// A cell. Excel takes the full-width signs for the plain ones.
fn quoted(cell: &str) -> String {
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
    if is_formula || cell.contains([',', '"', '\n']) {
        return format!("\"{guard}{}\"", cell.replace('"', "\"\""));
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_when_it_must_and_never_a_formula() {
        for (cell, written) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\r\nlines", "\"two\nlines\""),
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("- a list", "\"'- a list\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\tx", "\"'\tx\""),
            ("＝1", "\"'＝1\""),
            ("a=1", "a=1"),
        ] {
            assert_eq!(quoted(cell), written, "{cell:?}");
        }
    }
}
