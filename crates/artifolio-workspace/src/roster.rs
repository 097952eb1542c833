//! The roster: names of students on the learner's machine, for the check that none of them stands in a portfolio.
//! It never enters a workspace or a bundle.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

use artifolio_core::failure::{Coded, reason};
use artifolio_core::source::{Vfs, read_whole};

use crate::data_dir::DataDir;
use crate::disk::DiskFs;
use crate::layout::fixed;

/// Its file in the app's data folder.
pub(crate) const ROSTER: &str = "roster.txt";

/// Bytes a roster may have: far more names than a teacher has students.
const MAX: u64 = 1 << 20;

/// `roster.txt` cannot be read, or is no UTF-8: no name in it could be looked for rightly.
#[derive(Debug, thiserror::Error)]
#[error("the roster cannot be read: {0}")]
pub struct RosterUnreadable(#[from] io::Error);

impl Coded for RosterUnreadable {
    fn code(&self) -> &'static str {
        "roster-unreadable"
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([("reason", reason(&self.0))])
    }
}

/// The roster of this machine; no data folder, no names.
///
/// # Errors
/// [`RosterUnreadable`].
pub fn of(data: &DataDir) -> Result<Vec<String>, RosterUnreadable> {
    match DiskFs::open(data.data()) {
        Ok(folder) => Ok(read(&folder)?),
        Err(_) => Ok(Vec::new()),
    }
}

/// Reads `roster.txt` in the app's data folder: one name a line, spaces around it and empty lines count for nothing.
/// No file is an empty roster.
fn read(data: &dyn Vfs) -> io::Result<Vec<String>> {
    let bytes = match read_whole(data, &fixed(ROSTER), MAX) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let text = String::from_utf8(bytes).map_err(|e| io::Error::new(ErrorKind::InvalidData, e))?;
    Ok(names(&text).map(str::to_owned).collect())
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    let names = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    names.filter(|name| !name.is_empty())
}

/// The roster `here`, as it is, with the names of `other` at its end that are not on it.
pub(crate) fn joined(here: &str, other: &str) -> String {
    let mut all = here.to_owned();
    for name in names(other).filter(|name| !names(here).any(|known| known == *name)) {
        if !all.is_empty() && !all.ends_with('\n') {
            all.push('\n');
        }
        all.push_str(name);
        all.push('\n');
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::MemFs;

    #[test]
    fn one_name_a_line() {
        for (bytes, names) in [
            (&b""[..], &[][..]),
            (b"Mia Lopez\n", &["Mia Lopez"]),
            ("\u{feff}José Ñañez\r\n\r\n  Li  \r\n".as_bytes(), &["José Ñañez", "Li"]),
            (b"no end of line", &["no end of line"]),
        ] {
            let fs = MemFs::new();
            fs.plant(ROSTER, bytes);
            assert_eq!(read(&fs).unwrap(), names);
        }
        assert!(read(&MemFs::new()).unwrap().is_empty());
    }

    #[test]
    fn two_rosters_make_one_without_a_name_twice() {
        for (here, other, all) in [
            ("", "Mia\nLi\n", "Mia\nLi\n"),
            ("Mia", "Li\r\nMia\r\n", "Mia\nLi\n"),
            ("\u{feff}Mia\r\n", "  Mia  \n\n", "\u{feff}Mia\r\n"),
        ] {
            assert_eq!(joined(here, other), all);
        }
    }

    #[test]
    fn a_roster_in_another_encoding_is_told() {
        let fs = MemFs::new();
        fs.plant("roster.txt", b"Jos\xe9\n");
        assert_eq!(read(&fs).unwrap_err().kind(), ErrorKind::InvalidData);
    }
}
