//! What this machine remembers for the plan: what was answered on which day, what the calendar was given, and how long work took.
//! Nothing of it leaves the machine.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use artifolio_core::failure::{Coded, reason};
use artifolio_core::plan::calendar::{Exported, PRODID};
use artifolio_core::plan::pace::Seen;
use artifolio_core::plan::work::Learned;
use artifolio_core::source::read_whole;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::data_dir::{DataDir, key_of};
use crate::disk::DiskFs;
use crate::durable;
use crate::error::WorkspaceError;
use crate::machine::{remember, remembered};

/// Minutes that work took, of all portfolios.
const MINUTES: &str = "minutes.json";

/// What is remembered of one portfolio's plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Criteria answered, by day.
    pub seen: Seen,
    /// What the calendar was given last.
    pub exported: Exported,
}

/// Days that are remembered: a forecast looks back some weeks, a chart some months.
const DAYS: usize = 1000;

impl Memory {
    /// What is remembered of the portfolio with this id in this folder.
    #[must_use]
    pub fn of(data: &DataDir, id: &str, real_path: &Path) -> Self {
        remembered(data, &file(id, real_path))
    }

    /// Puts it where it was taken from.
    ///
    /// # Errors
    /// [`WorkspaceError::DataFolder`].
    pub fn keep(&self, data: &DataDir, id: &str, real_path: &Path) -> Result<(), WorkspaceError> {
        remember(data, &file(id, real_path), self)
    }

    /// Notes what is answered on a day; whether that is something new.
    pub fn see(&mut self, today: NaiveDate, answered: u32) -> bool {
        let new = self.seen.insert(today, answered) != Some(answered);
        while self.seen.len() > DAYS {
            self.seen.pop_first();
        }
        new
    }
}

/// Why the calendar's file was not written.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Something that Artifolio did not make stands there.
    #[error("{0} is no calendar of Artifolio's")]
    Taken(PathBuf),
    /// The disk refused.
    #[error("{path} cannot be written: {source}")]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Coded for CalendarError {
    fn code(&self) -> &'static str {
        match self {
            Self::Taken(_) => "calendar-name-taken",
            Self::NotWritten { .. } => "calendar-not-written",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Taken(path) => BTreeMap::from([("path", path.display().to_string())]),
            Self::NotWritten { path, source } => {
                BTreeMap::from([("path", path.display().to_string()), ("reason", reason(source))])
            }
        }
    }
}

/// Bytes that a calendar of ours may have: some thousand events.
const MAX_CALENDAR: u64 = 16 << 20;

/// Writes the calendar to `path`, over an earlier one.
///
/// # Errors
/// [`CalendarError`]; what stood there still does.
pub fn write_calendar(path: &Path, text: &str) -> Result<(), CalendarError> {
    let not_written = |source| CalendarError::NotWritten { path: path.to_owned(), source };
    let (disk, name) = DiskFs::around(path).map_err(not_written)?;
    match read_whole(&disk, &name, MAX_CALENDAR) {
        Ok(bytes) if is_calendar(&bytes) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        _ => return Err(CalendarError::Taken(path.to_owned())),
    }
    durable::put(&disk, &name, text.as_bytes(), &crate::unique()()).map_err(not_written)
}

fn is_calendar(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|text| text.contains(&format!("PRODID:{PRODID}\r\n")))
}

fn file(id: &str, real_path: &Path) -> String {
    format!("plans/{}.json", key_of(id, real_path))
}

/// How long work took on this machine.
#[must_use]
pub fn learned(data: &DataDir) -> Learned {
    remembered(data, MINUTES)
}

/// Keeps how long work took.
///
/// # Errors
/// [`WorkspaceError::DataFolder`].
pub fn learn(data: &DataDir, learned: &Learned) -> Result<(), WorkspaceError> {
    remember(data, MINUTES, learned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the test looks at the disk")]
    fn a_calendar_takes_the_place_of_an_earlier_one_and_of_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ics");
        let ours = format!("BEGIN:VCALENDAR\r\nPRODID:{PRODID}\r\nEND:VCALENDAR\r\n");
        for text in [ours.clone(), format!("{ours}\r\n")] {
            write_calendar(&path, &text).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        std::fs::write(&path, "my own").unwrap();
        let refused = write_calendar(&path, &ours).unwrap_err();
        assert_eq!(
            (refused.code(), std::fs::read(&path).unwrap()),
            ("calendar-name-taken", b"my own".to_vec())
        );
        let refused = write_calendar(&folder.path().join("no/folder/plan.ics"), &ours).unwrap_err();
        assert_eq!(refused.code(), "calendar-not-written");
    }

    #[test]
    fn what_is_remembered_is_of_one_portfolio_in_one_folder() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("data"));
        let place = folder.path();
        let mut memory = Memory::of(&data, "one", place);
        assert_eq!(memory, Memory::default());
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert!(memory.see(today, 3) && !memory.see(today, 3) && memory.see(today, 4));
        memory.keep(&data, "one", place).unwrap();
        assert_eq!(Memory::of(&data, "one", place), memory);
        for (id, place) in [("two", place), ("one", &place.join("copy"))] {
            assert_eq!(Memory::of(&data, id, place), Memory::default());
        }
        for day in today.iter_days().take(1_500) {
            memory.see(day, 4);
        }
        assert_eq!(memory.seen.len(), DAYS);
    }
}
