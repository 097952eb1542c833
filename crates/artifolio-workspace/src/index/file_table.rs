//! The table `file`: every file of the workspace, as it was last read.

use std::collections::HashMap;

use artifolio_core::file_facts::FileKind;
use artifolio_core::path::RelPath;
use futures_executor::block_on;
use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::source::NewRow;
use super::store::json;
use super::{Counts, IndexError};
use crate::durable::Sha256;

pub(super) const CREATE: &str = "
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    -- Of notes alone: nothing is kept of the bytes of other files, and to hash films takes long.
    sha256 TEXT,
    -- NULL where the bytes could not be read: in the cloud, or not allowed.
    kind TEXT
) STRICT";

/// What the index knows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) size: i64,
    pub(super) modified_ns: i64,
    pub(super) sha256: Option<Sha256>,
    pub(super) kind: Option<FileKind>,
}

impl Known {
    /// Whether a file that is like this is indexed as it should be.
    pub(super) fn is(&self, size: u64, sha256: Option<Sha256>, kind: Option<FileKind>) -> bool {
        i64::try_from(size) == Ok(self.size) && self.sha256 == sha256 && self.kind == kind
    }
}

/// Everything known, by path.
pub(super) fn all(
    connection: &mut SqliteConnection,
) -> Result<HashMap<RelPath, Known>, IndexError> {
    let query = sqlx::query(
        "SELECT json_group_array(json_array(id, path, size, modified_ns, sha256, kind)) FROM file",
    );
    known(&block_on(query.fetch_one(connection))?)
}

/// What is known of these paths and of all below them. `0` follows `/` in ASCII.
pub(super) fn at(
    connection: &mut SqliteConnection,
    paths: &[RelPath],
) -> Result<HashMap<RelPath, Known>, IndexError> {
    let query = sqlx::query(
        "SELECT json_group_array(json_array(id, path, size, modified_ns, sha256, kind)) FROM (
         SELECT file.* FROM json_each(?1) AS at JOIN file ON file.path = at.value
         UNION
         SELECT file.* FROM json_each(?1) AS at
         JOIN file ON file.path > at.value || '/' AND file.path < at.value || '0')",
    );
    known(&block_on(query.bind(json(&paths)).fetch_one(connection))?)
}

/// Rows in one value: one by one, each column of each is copied on its way from SQLite's thread.
fn known(row: &SqliteRow) -> Result<HashMap<RelPath, Known>, IndexError> {
    type Columns = (i64, RelPath, i64, i64, Option<Sha256>, Option<FileKind>);
    let rows: Vec<Columns> =
        serde_json::from_str(row.try_get(0)?).map_err(|_| IndexError::Foreign)?;
    let known = rows.into_iter().map(|(id, path, size, modified_ns, sha256, kind)| {
        (path, Known { id, size, modified_ns, sha256, kind })
    });
    Ok(known.collect())
}

/// The first number that no row has, nor any after it.
pub(super) fn next_id(connection: &mut SqliteConnection) -> Result<i64, IndexError> {
    let query = sqlx::query("SELECT coalesce(max(id), 0) + 1 FROM file");
    Ok(block_on(query.fetch_one(connection))?.try_get(0)?)
}

/// How many rows there are, of each kind.
pub(super) fn counts(connection: &mut SqliteConnection) -> Result<Counts, IndexError> {
    let query = sqlx::query(
        "SELECT count(*), count(note.kind),
                count(*) FILTER (WHERE note.kind = 'artifact'),
                count(*) FILTER (WHERE note.kind IN ('criterion', 'reflection'))
         FROM file LEFT JOIN note ON note.file = file.id",
    );
    let row = block_on(query.fetch_one(connection))?;
    let count = |at: usize| row.try_get::<i64, _>(at).map(i64::unsigned_abs);
    Ok(Counts { files: count(0)?, notes: count(1)?, artifacts: count(2)?, criteria: count(3)? })
}

/// A row to insert: path, size, time, hash, kind. Its id is its place in the batch, counted from a first one.
#[derive(Serialize)]
pub(super) struct NewFile<'a>(&'a str, u64, i64, Option<Sha256>, Option<FileKind>);

impl<'a> NewFile<'a> {
    pub(super) fn of(row: &'a NewRow) -> Self {
        let path = row.path.as_str();
        Self(path, row.size, row.modified_ns, row.sha256, row.kind)
    }
}

pub(super) fn insert(
    connection: &mut SqliteConnection,
    first: i64,
    rows: &[NewFile<'_>],
) -> Result<(), IndexError> {
    let query = sqlx::query(
        "INSERT INTO file (id, path, size, modified_ns, sha256, kind)
         SELECT ?1 + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
         FROM json_each(?2)",
    );
    block_on(query.bind(first).bind(json(&rows)).execute(connection))?;
    Ok(())
}

/// Sets the time of rows whose bytes are as before: `[id, time]`.
pub(super) fn touch(
    connection: &mut SqliteConnection,
    rows: &[(i64, i64)],
) -> Result<(), IndexError> {
    let query = sqlx::query(
        "UPDATE file SET modified_ns = new.value ->> 1
         FROM json_each(?1) AS new WHERE file.id = new.value ->> 0",
    );
    block_on(query.bind(json(&rows)).execute(connection))?;
    Ok(())
}

pub(super) fn delete(connection: &mut SqliteConnection, ids: &str) -> Result<(), IndexError> {
    let query = sqlx::query("DELETE FROM file WHERE id IN (SELECT value FROM json_each(?1))");
    block_on(query.bind(ids).execute(connection))?;
    Ok(())
}
