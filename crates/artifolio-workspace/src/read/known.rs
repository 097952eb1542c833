//! Facts of evidence by how each file stood before it was looked into, so that a portfolio of films is not read through
//! after every sentence. Kept while it is open and no longer.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use artifolio_core::file_facts::FileFacts;
use artifolio_core::path::RelPath;
use artifolio_core::source::{Stat, Vfs};

use crate::inspect::inspect;

/// What was found in files of one portfolio.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<RelPath, (Stat, FileFacts)>>);

impl Known {
    /// The facts of a file that stands so; looked into again unless its disk vouches that it is what it was.
    pub(super) fn of(&self, vfs: &dyn Vfs, path: &RelPath, stat: Stat) -> io::Result<FileFacts> {
        if let Some((_, facts)) = self.all().get(path).filter(|(before, _)| *before == stat) {
            return Ok(facts.clone());
        }
        let facts = inspect(vfs, path)?;
        if vfs.vouches(&stat) {
            self.all().insert(path.clone(), (stat, facts.clone()));
        }
        Ok(facts)
    }

    /// Forgets all others.
    pub(super) fn keep(&self, files: &BTreeSet<&RelPath>) {
        self.all().retain(|path, _| files.contains(path));
    }

    fn all(&self) -> MutexGuard<'_, HashMap<RelPath, (Stat, FileFacts)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the test is another program that writes")]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::disk::DiskFs;
    use crate::durable::Sha256;
    use crate::layout::fixed;
    use crate::testing::MemFs;

    fn hash(known: &Known, vfs: &dyn Vfs) -> String {
        let path = fixed("a.txt");
        known.of(vfs, &path, vfs.stat(&path).unwrap()).unwrap().sha256
    }

    /// What is told of the file by whoever does not look into it.
    fn mark(known: &Known) {
        known.all().values_mut().for_each(|(_, facts)| facts.sha256 = "known".to_owned());
    }

    #[test]
    fn a_disk_that_vouches_for_nothing_is_looked_into_each_time() {
        let (known, fs) = (Known::default(), MemFs::new());
        for bytes in [b"one", b"two"] {
            fs.plant("a.txt", bytes);
            assert_eq!(hash(&known, &fs), Sha256::of(bytes).to_string());
            mark(&known);
        }
    }

    #[test]
    fn a_file_is_looked_into_again_once_it_stands_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        std::fs::write(&file, "one").unwrap();
        let (known, disk) = (Known::default(), DiskFs::open(folder.path()).unwrap());
        let stat = || disk.stat(&fixed("a.txt")).unwrap();
        if stat().number == 0 {
            return;
        }
        let one = Sha256::of(b"one").to_string();
        assert_eq!(hash(&known, &disk), one);
        mark(&known);
        assert_eq!(hash(&known, &disk), one, "it was changed a moment ago");
        while !disk.vouches(&stat()) {
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(hash(&known, &disk), one);
        mark(&known);
        assert_eq!(hash(&known, &disk), "known");
        std::fs::write(&file, "two").unwrap();
        assert_eq!(hash(&known, &disk), Sha256::of(b"two").to_string());
        known.keep(&BTreeSet::new());
        assert!(known.all().is_empty());
    }
}
