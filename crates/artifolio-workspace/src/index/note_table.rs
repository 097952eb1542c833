//! The table `note`: what the Markdown files are. Its rows go with those of `file`.

use futures_executor::block_on;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::IndexError;
use super::note::HitKind;
use super::store::json;

pub(super) const CREATE: &str = "
CREATE TABLE note (
    file INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    -- Artifact id or criterion key; NULL for a note without one.
    id TEXT,
    title TEXT NOT NULL
) STRICT";

/// A row to insert; the first field is its file's place in the batch.
#[derive(Serialize)]
pub(super) struct NewNote<'a>(
    pub(super) usize,
    pub(super) HitKind,
    pub(super) Option<&'a str>,
    pub(super) &'a str,
);

pub(super) fn insert(
    connection: &mut SqliteConnection,
    first: i64,
    rows: &[NewNote<'_>],
) -> Result<(), IndexError> {
    let query = sqlx::query(
        "INSERT INTO note (file, kind, id, title)
         SELECT ?1 + (value ->> 0), value ->> 1, value ->> 2, value ->> 3 FROM json_each(?2)",
    );
    block_on(query.bind(first).bind(json(&rows)).execute(connection))?;
    Ok(())
}
