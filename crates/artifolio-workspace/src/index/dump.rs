//! Everything an index says, for tests that hold one against another.

use std::path::Path;

use futures_executor::block_on;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};

/// What the tables of the index at this path say, line by line and without row numbers, which differ from one history
/// to another.
///
/// # Panics
/// When there is no whole index.
#[must_use]
pub fn dump(place: &Path) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(place);
    let mut connection = block_on(options.connect()).expect("an index");
    let words = "CREATE VIRTUAL TABLE temp.instance USING fts5vocab(main, words, instance)";
    block_on(sqlx::query(words).execute(&mut connection)).expect("an index with words");
    let mut lines = Vec::new();
    for query in [
        "SELECT concat_ws('|', path, size, modified_ns, coalesce(sha256, '-'), file.kind, coalesce(note.kind, '-'),
                          coalesce(note.id, '-'), coalesce(note.title, '-'))
         FROM file LEFT JOIN note ON note.file = file.id ORDER BY path",
        "SELECT concat_ws('|', coalesce(path, 'no file'), term, col, \"offset\")
         FROM temp.instance LEFT JOIN file ON file.id = doc ORDER BY path, term, col, \"offset\"",
    ] {
        let rows = block_on(sqlx::query(query).fetch_all(&mut connection)).expect("its tables");
        lines.extend(rows.iter().map(|row| row.get::<String, _>(0)));
    }
    lines
}
