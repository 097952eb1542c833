//! Hashes of files by how each stood before it was read, so that one that stands so still need not be read again.
//!
//! Kept while the program runs and no longer: until the next start another system may have written to the disk that knows
//! nothing of marks.

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
    /// The hash of a file as [`current`] gives it. Where marks are not told, size and time are believed: for looking, not
    /// for writing, which compares bytes.
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

    /// Whether the file is the one that had this hash: it stands as it stood, and its mark vouches for it.
    pub(crate) fn is_still(&self, file: &Entry, sha256: Sha256) -> bool {
        file.stat.mark.is_some() && self.all().get(&file.path) == Some(&(file.stat, sha256))
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
    fn a_mark_vouches_for_what_stands_as_it_stood_and_nothing_else_does() {
        let hashes = Hashes::default();
        let (one, other) = (Sha256::of(b"one"), Sha256::of(b"other"));
        let stat =
            |mark| Stat { kind: EntryKind::File, size: 3, modified_ns: 1, mark, cloud_only: false };
        let entry = |mark| Entry { path: fixed("a.md"), stat: stat(mark) };
        hashes.keep(&fixed("a.md"), stat(Some(1)), one);
        assert!(hashes.is_still(&entry(Some(1)), one));
        assert!(!hashes.is_still(&entry(Some(2)), one), "it was changed");
        assert!(
            !hashes.is_still(&entry(Some(1)), other),
            "it is another than the one that was indexed"
        );
        hashes.keep(&fixed("a.md"), stat(None), one);
        assert!(!hashes.is_still(&entry(None), one), "nobody vouches for it");
        hashes.keep(&fixed("a.md"), stat(Some(1)), one);
        hashes.forget([fixed("a.md")].iter());
        assert!(!hashes.is_still(&entry(Some(1)), one));
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
