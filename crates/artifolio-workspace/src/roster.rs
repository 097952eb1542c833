//! The roster: names of students on the learner's machine, for the check that none of them stands in a portfolio.
//! It never enters a workspace or a bundle.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

use artifolio_core::failure::Coded;
use artifolio_core::source::{Vfs, read_whole};

use crate::data_dir::DataDir;
use crate::disk::DiskFs;
use crate::layout::fixed;

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
        BTreeMap::from([("reason", self.0.to_string())])
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
    let bytes = match read_whole(data, &fixed("roster.txt"), MAX) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let text = String::from_utf8(bytes).map_err(|e| io::Error::new(ErrorKind::InvalidData, e))?;
    let names = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    Ok(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
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
            fs.plant("roster.txt", bytes);
            assert_eq!(read(&fs).unwrap(), names);
        }
        assert!(read(&MemFs::new()).unwrap().is_empty());
    }

    #[test]
    fn a_roster_in_another_encoding_is_told() {
        let fs = MemFs::new();
        fs.plant("roster.txt", b"Jos\xe9\n");
        assert_eq!(read(&fs).unwrap_err().kind(), ErrorKind::InvalidData);
    }
}
