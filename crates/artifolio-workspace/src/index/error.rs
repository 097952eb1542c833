//! What can go wrong with the index. None of it touches the portfolio.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use artifolio_core::failure::{Coded, is_full};

/// Why the index could not be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The place for the index cannot be used.
    #[error("{} cannot be used: {source}", path.display())]
    Place {
        /// The database file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// SQLite before 3.51.3 can damage a database in WAL mode (sqlite.org/wal.html#walresetbug).
    #[error("SQLite {0} is too old")]
    OldSqlite(String),
    /// The database holds something else than this program would have written.
    #[error("the index is damaged or of another version")]
    Foreign,
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
    /// SQLite's own error.
    #[error("the index cannot be used: {0}")]
    Sqlite(#[from] sqlx::Error),
}

impl IndexError {
    /// Whether there is no room for it.
    fn is_full(&self) -> bool {
        /// FULL, and IOERR_SHMSIZE, which says the same of the file beside the log (sqlite.org/rescode.html).
        const FULL: [&str; 2] = ["13", "4874"];
        match self {
            Self::Place { source, .. } => is_full(source),
            Self::Sqlite(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| FULL.contains(&&*code))
            }
            _ => false,
        }
    }

    /// Whether the database itself is at fault, so that a new one helps; not so a full disk or a long wait.
    pub(super) fn is_damage(&self) -> bool {
        /// Codes that speak of the machine (sqlite.org/rescode.html): PERM, BUSY, LOCKED, NOMEM, INTERRUPT, IOERR, FULL,
        /// CANTOPEN, AUTH. Not READONLY: one flipped bit in the file says that too, and a new file helps where the
        /// old one may not be written.
        const MACHINE: [i64; 9] = [3, 5, 6, 7, 9, 10, 13, 14, 23];
        /// IOERR_SHORT_READ: the file ends before a page that it names, as with the log of another database.
        const SHORT: i64 = 522;
        match self {
            Self::Foreign => true,
            Self::Sqlite(sqlx::Error::Database(error)) => {
                let code = error.code().and_then(|code| code.parse::<i64>().ok()).unwrap_or(0);
                code == SHORT || !MACHINE.contains(&(code & 0xFF))
            }
            Self::Sqlite(error) => matches!(
                error,
                sqlx::Error::ColumnDecode { .. }
                    | sqlx::Error::Decode(_)
                    | sqlx::Error::RowNotFound
            ),
            _ => false,
        }
    }
}

impl Coded for IndexError {
    fn code(&self) -> &'static str {
        match self {
            Self::Stopped => "cancelled",
            _ if self.is_full() => "data-folder-full",
            _ => "index-unusable",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Stopped => BTreeMap::new(),
            other => BTreeMap::from([("reason", other.to_string())]),
        }
    }
}
