//! The full-text table `words`: of every file its name, of every note its title and text. It keeps no copy of the
//! text; snippets are cut from the files.

use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;
use futures_executor::block_on;
use sqlx::{Row as _, SqliteConnection};

use super::note::HitKind;
use super::{Hit, IndexError, snippet};
use crate::scan::is_gone;

/// `prefix` and trigrams are left out: they cost several times the time and the room, for searches that are quick
/// without (shared measurements: 2.6 and 8 times).
pub(super) const CREATE: &str = "
CREATE VIRTUAL TABLE words USING fts5 (
    title, name, text,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
)";

/// Words are gathered in memory up to so many bytes before they are written and merged; a rebuild takes a tenth less
/// time than with SQLite's 1 MB.
pub(super) const GATHER: &str = "INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)";

/// Inserts words: titles, names and texts, each a list in JSON, in the order of the batch.
pub(super) fn insert(
    connection: &mut SqliteConnection,
    first: i64,
    titles: String,
    names: String,
    texts: String,
) -> Result<(), IndexError> {
    let query = sqlx::query(
        "INSERT INTO words (rowid, title, name, text)
         SELECT ?1 + text.key, ?2 ->> text.key, ?3 ->> text.key, text.value
         FROM json_each(?4) AS text",
    );
    let query = query.bind(first).bind(titles).bind(names).bind(texts);
    block_on(query.execute(connection))?;
    Ok(())
}

pub(super) fn delete(connection: &mut SqliteConnection, ids: &str) -> Result<(), IndexError> {
    let query = sqlx::query("DELETE FROM words WHERE rowid IN (SELECT value FROM json_each(?1))");
    block_on(query.bind(ids).execute(connection))?;
    Ok(())
}

/// One row that was found.
pub(super) struct Found {
    path: RelPath,
    kind: HitKind,
    id: Option<String>,
    title: Option<String>,
}

/// Rows that match: first those with all words in the title, then those with all in title and name, then the others,
/// each by path. SQLite's own rank is not asked: it rests on averages from which a deleted row of such a table is not
/// taken off, so that an index that has seen edits would rank otherwise than one built anew.
pub(super) fn search(
    connection: &mut SqliteConnection,
    expression: &str,
    limit: usize,
) -> Result<Vec<Found>, IndexError> {
    let query = sqlx::query(
        "SELECT file.path, note.kind, note.id, note.title
         FROM words JOIN file ON file.id = words.rowid LEFT JOIN note ON note.file = file.id
         WHERE words MATCH ?1
         ORDER BY words.rowid IN (SELECT rowid FROM words WHERE words MATCH ?3) DESC,
                  words.rowid IN (SELECT rowid FROM words WHERE words MATCH ?4) DESC,
                  file.path
         LIMIT ?2",
    );
    let query = query
        .bind(expression)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(format!("{{title}} : ({expression})"))
        .bind(format!("{{title name}} : ({expression})"));
    block_on(query.fetch_all(connection))?
        .iter()
        .map(|row| {
            let kind: Option<&str> = row.try_get(1)?;
            Ok(Found {
                path: RelPath::parse(row.try_get(0)?).map_err(|_| IndexError::Foreign)?,
                kind: HitKind::parse(kind).ok_or(IndexError::Foreign)?,
                id: row.try_get(2)?,
                title: row.try_get(3)?,
            })
        })
        .collect()
}

impl Found {
    /// With its snippet; none when the file is gone meanwhile. One that cannot be reached just now stays.
    pub(super) fn into_hit(self, files: &dyn Vfs, words: &str) -> Option<Hit> {
        let snippet = match files.stat(&self.path) {
            // To read a placeholder would download it.
            Ok(stat) if self.kind != HitKind::File && !stat.cloud_only => {
                snippet::of(files, &self.path, words)
            }
            Err(_) if is_gone(files, &self.path) => return None,
            _ => String::new(),
        };
        let title = self.title.unwrap_or_else(|| self.path.name().to_owned());
        Some(Hit { path: self.path, kind: self.kind, id: self.id, title, snippet })
    }
}
