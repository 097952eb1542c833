//! The database file: one connection that writes, a few that read, and what to do with a file that is not ours.
//!
//! SQLite's files are the one exception to the rule that only `disk.rs` touches the disk; they are moved aside through
//! it all the same.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs as _;
use futures_executor::block_on;
use serde::Serialize;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Row as _, SqliteConnection};

use super::{IndexError, file_table, note_table, word_table};
use crate::disk::DiskFs;

/// Stamp of everything that decides what the database holds: tables, tokens, what counts as words. Another stamp, and
/// the index is built anew.
const VERSION: i64 = 2;
/// The first release without the WAL-reset bug.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
/// How long to wait for another program that is writing; a rebuild takes seconds.
const PATIENCE: Duration = Duration::from_secs(30);
/// Readers that are kept open.
const READERS: usize = 3;
/// What is added to the name of a database that is moved aside.
const ASIDE: &str = ".broken";

/// An open database.
pub(super) struct Store {
    path: PathBuf,
    folder: DiskFs,
    writer: Mutex<Option<SqliteConnection>>,
    readers: Mutex<Vec<SqliteConnection>>,
}

impl Store {
    pub(super) fn open(path: &Path) -> Result<Self, IndexError> {
        let place = |source| IndexError::Place { path: path.to_owned(), source };
        let folder = path.parent().ok_or(ErrorKind::InvalidInput.into()).map_err(place)?;
        let store = Self {
            path: path.to_owned(),
            folder: DiskFs::open_or_create(folder).map_err(place)?,
            writer: Mutex::new(None),
            readers: Mutex::new(Vec::new()),
        };
        match store.connect_checked() {
            Ok(connection) => *held(&store.writer) = Some(connection),
            Err(error) if error.is_damage() => store.start_anew()?,
            Err(error) => return Err(error),
        }
        Ok(store)
    }

    /// Moves the database aside and makes an empty one in its place.
    pub(super) fn start_anew(&self) -> Result<(), IndexError> {
        let mut writer = held(&self.writer);
        let open = writer.take().into_iter().chain(std::mem::take(&mut *held(&self.readers)));
        for connection in open {
            // A damaged database may refuse even this; it is moved all the same.
            let _ = block_on(connection.close());
        }
        for suffix in ["", "-wal", "-shm"] {
            match self.move_aside(suffix) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(IndexError::Place { path: self.path.clone(), source: error });
                }
                _ => {}
            }
        }
        *writer = Some(self.connect_checked()?);
        Ok(())
    }

    fn move_aside(&self, suffix: &str) -> std::io::Result<()> {
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let unusable = |_| std::io::Error::from(ErrorKind::InvalidInput);
        let from = RelPath::parse(&format!("{name}{suffix}")).map_err(unusable)?;
        let to = RelPath::parse(&format!("{name}{ASIDE}{suffix}")).map_err(unusable)?;
        self.folder.rename(&from, &to)
    }

    /// Does a job in one transaction: all of it or nothing.
    pub(super) fn write<T>(
        &self,
        job: impl FnOnce(&mut SqliteConnection) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        let mut writer = held(&self.writer);
        // None only after a database could not be replaced.
        let connection = match &mut *writer {
            Some(connection) => connection,
            none => none.insert(self.connect_checked()?),
        };
        let mut transaction = block_on(connection.begin_with("BEGIN IMMEDIATE"))?;
        match job(&mut transaction) {
            Ok(done) => {
                block_on(transaction.commit())?;
                Ok(done)
            }
            Err(error) => {
                block_on(transaction.rollback())?;
                Err(error)
            }
        }
    }

    /// Does a job that only reads.
    pub(super) fn read<T>(
        &self,
        job: impl FnOnce(&mut SqliteConnection) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        let kept = held(&self.readers).pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => block_on(self.options().pragma("query_only", "ON").connect())?,
        };
        let done = job(&mut connection)?;
        let mut readers = held(&self.readers);
        if readers.len() < READERS {
            readers.push(connection);
        }
        Ok(done)
    }

    pub(super) fn close(self) -> Result<(), IndexError> {
        let readers = self.readers.into_inner().unwrap_or_else(PoisonError::into_inner);
        let writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        for connection in readers.into_iter().chain(writer) {
            block_on(connection.close())?;
        }
        Ok(())
    }
}

impl Store {
    fn options(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(&self.path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(PATIENCE)
            .disable_statement_logging()
    }

    /// Opens the database, and makes its tables where it is empty.
    fn connect_checked(&self) -> Result<SqliteConnection, IndexError> {
        let mut connection = block_on(self.options().connect())?;
        check_sqlite(&mut connection)?;
        if is_empty(&mut connection)? {
            let mut transaction = block_on(connection.begin_with("BEGIN IMMEDIATE"))?;
            // Another program may have been quicker.
            if is_empty(&mut transaction)? {
                create(&mut transaction)?;
            }
            block_on(transaction.commit())?;
        }
        check(&mut connection)?;
        Ok(connection)
    }
}

/// Whether a database is whole and one that this program made.
pub(super) fn check(connection: &mut SqliteConnection) -> Result<(), IndexError> {
    // quick_check lets a table pass that is filed under its name in other case, and DROP TABLE then leaves it.
    let mut pristine = block_on(SqliteConnectOptions::new().filename(":memory:").connect())?;
    create(&mut pristine)?;
    if number(connection, "PRAGMA user_version")? != VERSION
        || schema(connection)? != schema(&mut pristine)?
    {
        return Err(IndexError::Foreign);
    }
    let check = block_on(sqlx::query("PRAGMA quick_check(1)").fetch_one(connection))?;
    if check.try_get::<&str, _>(0)? == "ok" { Ok(()) } else { Err(IndexError::Foreign) }
}

/// Makes the tables, empty, in the place of those that are there.
pub(super) fn create(connection: &mut SqliteConnection) -> Result<(), IndexError> {
    for statement in [
        "DROP TABLE IF EXISTS words",
        "DROP TABLE IF EXISTS note",
        "DROP TABLE IF EXISTS file",
        file_table::CREATE,
        note_table::CREATE,
        word_table::CREATE,
        word_table::GATHER,
        // VERSION; a pragma takes no parameter.
        "PRAGMA user_version = 2",
    ] {
        block_on(sqlx::query(statement).execute(&mut *connection))?;
    }
    Ok(())
}

fn check_sqlite(connection: &mut SqliteConnection) -> Result<(), IndexError> {
    let row = block_on(sqlx::query("SELECT sqlite_version()").fetch_one(connection))?;
    let version: String = row.try_get(0)?;
    let parts: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    if parts[..] >= OLDEST_SQLITE[..] { Ok(()) } else { Err(IndexError::OldSqlite(version)) }
}

fn is_empty(connection: &mut SqliteConnection) -> Result<bool, IndexError> {
    Ok(number(connection, "PRAGMA user_version")? == 0
        && number(connection, "SELECT count(*) FROM sqlite_schema")? == 0)
}

/// Every table, as it stands in SQLite's own list.
fn schema(connection: &mut SqliteConnection) -> Result<Vec<String>, IndexError> {
    let query = sqlx::query(
        "SELECT concat_ws('|', type, name, tbl_name, sql) FROM sqlite_schema ORDER BY 1",
    );
    let rows = block_on(query.fetch_all(connection))?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

fn number(connection: &mut SqliteConnection, query: &'static str) -> Result<i64, IndexError> {
    Ok(block_on(sqlx::query(query).fetch_one(connection))?.try_get(0)?)
}

/// Values for `json_each`.
pub(super) fn json(values: &impl Serialize) -> String {
    serde_json::to_string(values).expect("texts and numbers have a form in JSON")
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
