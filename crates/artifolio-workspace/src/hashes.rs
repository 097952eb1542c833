//! Hashes of files by how each stood before it was read, so that one that stands so still need not be read again.
//!
//! Kept while the program runs and no longer: until the next start another system, which keeps other times, may have
//! written to the disk.

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, Stat, Vfs};

use crate::durable::{Sha256, current};

/// What was read.
#[derive(Debug, Default)]
pub struct Hashes(Mutex<HashMap<RelPath, (Stat, Sha256)>>);

impl Hashes {
    /// The hash of a file as [`current`] gives it. Size and times are believed on every disk: for looking, not for
    /// writing, which compares bytes.
    pub(crate) fn of(&self, files: &dyn Vfs, path: &RelPath) -> io::Result<Option<Sha256>> {
        let stat = match files.stat(path) {
            Ok(stat) => stat,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if let Some((_, sha256)) = self.all().get(path).filter(|(before, _)| *before == stat) {
            return Ok(Some(*sha256));
        }
        let sha256 = current(files, path)?;
        if let Some(sha256) = sha256 {
            self.keep(path, stat, sha256);
        }
        Ok(sha256)
    }

    /// Whether the file had this hash when it last stood so.
    pub(crate) fn is_still(&self, file: &Entry, sha256: Sha256) -> bool {
        self.all().get(&file.path) == Some(&(file.stat, sha256))
    }

    /// Remembers the hash of a file that stood so before it was read.
    pub(crate) fn keep(&self, path: &RelPath, stat: Stat, sha256: Sha256) {
        self.all().insert(path.clone(), (stat, sha256));
    }

    /// Forgets files that are gone.
    pub(crate) fn forget<'p>(&self, gone: impl Iterator<Item = &'p RelPath>) {
        let mut all = self.all();
        for path in gone {
            all.remove(path);
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<RelPath, (Stat, Sha256)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use artifolio_core::source::EntryKind;

    use super::*;
    use crate::layout::fixed;
    use crate::testing::MemFs;

    #[test]
    fn a_file_is_still_what_it_was_while_it_stands_as_it_stood() {
        let hashes = Hashes::default();
        let (one, other) = (Sha256::of(b"one"), Sha256::of(b"other"));
        let entry = |changed_ns, number| Entry {
            path: fixed("a.md"),
            stat: Stat {
                kind: EntryKind::File,
                size: 3,
                modified_ns: 1,
                changed_ns,
                number,
                cloud_only: false,
            },
        };
        hashes.keep(&fixed("a.md"), entry(5, 7).stat, one);
        assert!(hashes.is_still(&entry(5, 7), one));
        assert!(!hashes.is_still(&entry(6, 7), one), "it was changed");
        assert!(!hashes.is_still(&entry(5, 8), one), "another one lies in its place");
        assert!(!hashes.is_still(&entry(5, 7), other), "something else was indexed");
        hashes.forget([fixed("a.md")].iter());
        assert!(!hashes.is_still(&entry(5, 7), one));
    }

    #[test]
    fn a_file_is_read_once() {
        let (hashes, fs) = (Hashes::default(), MemFs::new());
        fs.plant("film.mp4", b"film");
        let path = fixed("film.mp4");
        assert_eq!(hashes.of(&fs, &path).unwrap(), Some(Sha256::of(b"film")));
        assert_eq!(hashes.of(&fs, &path).unwrap(), Some(Sha256::of(b"film")));
        assert_eq!(fs.opened().len(), 1);
        fs.plant("film.mp4", b"longer");
        assert_eq!(hashes.of(&fs, &path).unwrap(), Some(Sha256::of(b"longer")));
        fs.remove_own(&path).unwrap();
        assert_eq!(hashes.of(&fs, &path).unwrap(), None);
    }
}
