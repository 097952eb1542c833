//! `alignment-map.html`: a row for each criterion that says what `portfolio.json` says, and no more.

use std::collections::BTreeSet;

use artifolio_core::path::RelPath;

use super::reading::{Cell, Reading};
use super::said::{Answered, Portfolio, REFLECTION};
use super::spoken::{Spoken, letters, sought};
use super::witness::Doubts;
use crate::bag::path;
use crate::report::Report;
use crate::rules::{MAP_PAGE, MAP_PAGE_ROWS};

pub(super) const FILE: &str = "data/alignment-map.html";
/// Standard, number, criterion, artifacts, contextualization.
const COLUMNS: usize = 5;
/// So many letters may say that nothing was written.
const NOTHING: usize = 60;

/// Judges the page.
pub(super) fn judge(said: &Portfolio, reading: &Reading, doubts: &mut Doubts, report: &mut Report) {
    // A head has no number.
    let numbered = |row: &&Vec<Cell>| row.len() >= COLUMNS && row[1].letters.parse::<u64>().is_ok();
    let rows: Vec<&Vec<Cell>> = reading.rows.iter().filter(numbered).collect();
    let found = rows.iter().map(|row| row[1].letters.as_str());
    if !found.eq(said.answers().map(|answer| answer.criterion.number.to_string())) {
        let told = MAP_PAGE_ROWS.file(FILE).with("found", rows.len());
        return report.add(told.with("expected", said.profile.criteria.len()));
    }
    for (answer, row) in said.answers().zip(rows) {
        let number = answer.criterion.number;
        for (column, right) in compare(said, answer, row) {
            if !right {
                report.add(MAP_PAGE.file(FILE).with("number", number).with("column", column));
                if column == COLUMNS {
                    doubts.add(number);
                }
            }
        }
    }
}

/// Each column from 1 on that is compared, and whether it is right.
fn compare(said: &Portfolio, answer: Answered<'_>, row: &[Cell]) -> [(usize, bool); 4] {
    let Answered { criterion, artifacts, markdown } = answer;
    let page = path(&format!("data/{}", criterion.page()));
    let name = letters(criterion.shown_code()) + &letters(&criterion.paraphrase);
    let attached = artifacts.iter().filter_map(|one| said.artifact(one.number));
    let attached: Vec<(RelPath, String)> =
        attached.map(|one| (path(&format!("data/{}", one.page())), letters(&one.title))).collect();
    let pages = row[3].leads.iter().filter(|file| is_artifact(file)).count();
    let distinct: BTreeSet<&RelPath> = attached.iter().map(|(page, _)| page).collect();
    let named = distinct.len() == pages
        && distinct.iter().all(|page| row[3].leads.contains(page))
        && sought(&row[3].letters, attached.iter().map(|(_, title)| title.as_str())).is_ok();
    // The reflection stands on its own page.
    let told = match criterion.key == REFLECTION {
        true => row[4].leads.contains(&page),
        false => tells(&row[4], markdown),
    };
    [
        (1, row[0].letters == letters(&criterion.standard_name)),
        (3, row[2].letters == name && row[2].leads.contains(&page)),
        (4, named),
        (COLUMNS, told),
    ]
}

/// The page of an artifact, by its path.
fn is_artifact(file: &RelPath) -> bool {
    file.as_str().starts_with("data/artifacts/") && file.parts().count() == 3
}

/// Whether a cell says the text and nothing else.
fn tells(cell: &Cell, markdown: &str) -> bool {
    let spoken = Spoken::of(markdown);
    match sought(&cell.letters, spoken.runs.iter().map(String::as_str)) {
        Ok(others) if spoken.runs.is_empty() => others <= NOTHING + spoken.between,
        Ok(others) => others <= spoken.between,
        Err(_) => false,
    }
}
