//! Whether an index holds what the files say, found out without writing anything: neither to the index nor beside it.

use std::io::{self, ErrorKind};
use std::path::Path;

use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_core::source::Vfs;
use futures_executor::block_on;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _, SqliteConnection};

use super::{IndexError, apply, store};
use crate::disk::DiskFs;
use crate::hashes::Hashes;
use crate::scan::scan;

/// How an index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It holds what the files say.
    Current,
    /// There is none.
    Missing,
    /// It was not closed: a program has it open, or died, and whoever opens it next puts it in order. What it holds cannot
    /// be told without writing to it.
    Open,
    /// It is damaged, or of another version.
    Damaged,
    /// It holds something else than the files say.
    Behind,
}

impl Condition {
    /// Stable name, for messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "index-current",
            Self::Missing => "index-missing",
            Self::Open => "index-open",
            Self::Damaged => "index-damaged",
            Self::Behind => "index-behind",
        }
    }
}

/// How the index at this path is: it is compared with one that is built in memory.
///
/// # Errors
/// [`IndexError`] when the place cannot be used.
pub fn condition(path: &Path, files: &dyn Vfs) -> Result<Condition, IndexError> {
    let place = |source| IndexError::Place { path: path.to_owned(), source };
    if size(path, "").map_err(place)?.is_none() {
        return Ok(Condition::Missing);
    }
    if size(path, "-wal").map_err(place)?.is_some_and(|size| size > 0) {
        return Ok(Condition::Open);
    }
    match is_current(path, files) {
        Ok(true) => Ok(Condition::Current),
        Ok(false) => Ok(Condition::Behind),
        Err(error) if error.is_damage() => Ok(Condition::Damaged),
        Err(error) => Err(error),
    }
}

/// The size of the database or of a file beside it.
fn size(path: &Path, suffix: &str) -> io::Result<Option<u64>> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    let name = path.file_name().and_then(|name| name.to_str()).ok_or(ErrorKind::InvalidInput)?;
    let name = RelPath::parse(&format!("{name}{suffix}")).map_err(|_| ErrorKind::InvalidInput)?;
    match DiskFs::open(folder).and_then(|folder| folder.stat(&name)) {
        Ok(stat) => Ok(Some(stat.size)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn is_current(path: &Path, files: &dyn Vfs) -> Result<bool, IndexError> {
    // Immutable: SQLite makes no file beside it, as it else does of every database of this kind that it reads.
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let mut held = block_on(options.disable_statement_logging().connect())?;
    store::check(&mut held)?;
    let scan = scan(files);
    if !scan.unreadable.is_empty() {
        // It rightly holds what nobody can look at now; that a folder is not readable is a finding of its own.
        return Ok(true);
    }
    let mut fresh = block_on(SqliteConnectOptions::new().filename(":memory:").connect())?;
    apply::everything(&mut fresh, files, scan, &Silent, &Hashes::default())?;
    Ok(said(&mut held)? == said(&mut fresh)?)
}

/// What the tables say, without numbers of rows and times of files, which differ and mean nothing.
fn said(connection: &mut SqliteConnection) -> Result<Vec<String>, IndexError> {
    let vocabulary = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, col)";
    block_on(sqlx::query(vocabulary).execute(&mut *connection))?;
    let mut lines = Vec::new();
    for query in [
        "SELECT concat_ws('|', path, size, coalesce(sha256, '-'), coalesce(file.kind, '-'), coalesce(note.kind, '-'),
                          coalesce(note.id, '-'), coalesce(note.title, '-'))
         FROM file LEFT JOIN note ON note.file = file.id ORDER BY path",
        "SELECT concat_ws('|', term, col, doc, cnt) FROM temp.vocabulary ORDER BY term, col",
    ] {
        for row in block_on(sqlx::query(query).fetch_all(&mut *connection))? {
            lines.push(row.try_get(0)?);
        }
    }
    Ok(lines)
}
