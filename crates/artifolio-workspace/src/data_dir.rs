//! Where the app keeps what belongs to the machine and not to a portfolio: locks, journal, roster, index.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use artifolio_core::source::Vfs as _;

use crate::disk::DiskFs;
use crate::durable::Sha256;

/// The system's own folders for one app, looked up by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemFolders {
    /// For data of the app.
    pub data: PathBuf,
    /// For what can be deleted at any time.
    pub cache: PathBuf,
}

/// The two folders in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir {
    data: PathBuf,
    cache: PathBuf,
}

impl DataDir {
    /// Everything below one folder.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let data = folder.into();
        Self { cache: data.clone(), data }
    }

    /// What `--data-dir` says, else what `ARTIFOLIO_DATA_DIR` says, else the system's folders. An empty value says
    /// nothing. `None` when the system knows no folders either.
    #[must_use]
    pub fn choose(
        said: Option<PathBuf>,
        environment: Option<OsString>,
        system: impl FnOnce() -> Option<SystemFolders>,
    ) -> Option<Self> {
        let said = said.filter(|path| !path.as_os_str().is_empty());
        match said.or(environment.filter(|value| !value.is_empty()).map(PathBuf::from)) {
            Some(folder) => Some(Self::at(folder)),
            None => system().map(|folders| Self { data: folders.data, cache: folders.cache }),
        }
    }

    /// Locks, journal, roster and the list of recent portfolios lie here.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Free for this person on the disk it lies on; `None` where the system does not tell.
    #[must_use]
    pub fn free(&self) -> Option<u64> {
        DiskFs::open(&self.data).ok()?.free()
    }

    /// The index of the workspace with this id in the folder with this real path. Two copies have two.
    #[must_use]
    pub fn index_file(&self, id: &str, real_path: &Path) -> PathBuf {
        self.cache.join("index").join(format!("{}.db", key_of(id, real_path)))
    }
}

/// A workspace in its folder as a part of a file name: two copies have two.
#[must_use]
pub fn key_of(id: &str, real_path: &Path) -> String {
    format!("{}-{}", key_of_id(id), key_of_path(real_path))
}

/// A workspace's id as a part of a file name: itself where it can be one, else a hash of it.
pub(crate) fn key_of_id(id: &str) -> String {
    let plain = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if plain { id.to_owned() } else { format!("x{}", short_hash(id.as_bytes())) }
}

/// A folder's real path as a part of a file name.
pub(crate) fn key_of_path(real_path: &Path) -> String {
    short_hash(real_path.as_os_str().as_encoded_bytes())
}

fn short_hash(bytes: &[u8]) -> String {
    Sha256::of(bytes).to_string()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_first_counts() {
        let system = || {
            Some(SystemFolders {
                data: "/home/ana/.local/share/a".into(),
                cache: "/home/ana/.cache/a".into(),
            })
        };
        let (said, set) = (|| Some(PathBuf::from("/said")), || Some(OsString::from("/set")));
        assert_eq!(DataDir::choose(said(), set(), system), Some(DataDir::at("/said")));
        assert_eq!(DataDir::choose(None, set(), system), Some(DataDir::at("/set")));
        assert_eq!(DataDir::choose(Some(PathBuf::new()), Some(OsString::new()), || None), None);
        let chosen = DataDir::choose(None, None, system).unwrap();
        assert_eq!(chosen.data(), Path::new("/home/ana/.local/share/a"));
        assert!(chosen.index_file("id", Path::new("/p")).starts_with("/home/ana/.cache/a/index"));
    }

    #[test]
    fn every_id_makes_a_file_name_of_its_own() {
        let uuid = "0198c1f2-0000-7000-8000-000000000001";
        assert_eq!(key_of_id(uuid), uuid);
        for hostile in ["../../etc", "", "a/b", "CON", &"a".repeat(65), "é"] {
            let key = key_of_id(hostile);
            assert!(key.bytes().all(|b| b.is_ascii_alphanumeric()) && key.len() == 33, "{key}");
            assert_ne!(key, key_of_id("another"));
        }
        let data = DataDir::at("/d");
        assert_ne!(data.index_file(uuid, Path::new("/a")), data.index_file(uuid, Path::new("/b")));
    }
}
