//! A small disk, which can be filled to the last page: a file system in memory, mounted while it is used.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

/// A file system in memory, which is given back when this is dropped.
#[derive(Debug)]
pub struct Disk {
    /// Where it is.
    pub place: PathBuf,
    _around: tempfile::TempDir,
}

/// What a file system in memory gives away at a time.
pub const PAGE: u64 = 4096;

impl Disk {
    /// Of so many megabytes; `None` where nothing may be mounted.
    ///
    /// # Panics
    /// When no folder can be made for it.
    #[must_use]
    pub fn of(megabytes: u32) -> Option<Self> {
        let around = tempfile::Builder::new().prefix("artifolio-disk-").tempdir().unwrap();
        let place = around.path().join("disk");
        std::fs::create_dir(&place).unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "artifolio-test"])
            .arg(&place);
        if mount.output().is_ok_and(|out| out.status.success()) {
            return Some(Self { place, _around: around });
        }
        println!("NOT RUN: tmpfs");
        None
    }

    fn filler(&self) -> PathBuf {
        self.place.join("filler")
    }

    /// Fills it until so many bytes are free, a multiple of [`PAGE`]; how many had been.
    ///
    /// # Panics
    /// When it has not as many.
    pub fn fill(&self, free: u64) -> u64 {
        let mut file = std::fs::File::create(self.filler()).unwrap();
        for chunk in [1 << 20, PAGE as usize] {
            let zeros = vec![0; chunk];
            while file.write_all(&zeros).is_ok() {}
        }
        let all = file.metadata().unwrap().len() / PAGE * PAGE;
        file.set_len(all.checked_sub(free).expect("it has as much")).unwrap();
        all
    }

    /// Takes away what fills it.
    ///
    /// # Panics
    /// When nothing does.
    pub fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    /// Takes away, or gives back, the right to write on it, as the switch of a memory card does.
    ///
    /// # Panics
    /// When somebody is writing there.
    pub fn protect(&self, protected: bool) {
        let how = if protected { "remount,ro" } else { "remount,rw" };
        let done = Command::new("mount").args(["-o", how]).arg(&self.place).status();
        assert!(done.is_ok_and(|status| status.success()), "{how}");
        let plain = self.place.join("plain");
        assert_eq!(std::fs::write(&plain, "a plain write").is_err(), protected, "{how}");
        let _ = std::fs::remove_file(plain);
    }

    /// Bytes that are free.
    #[must_use]
    pub fn free(&self) -> u64 {
        let free = self.fill(0);
        self.make_room();
        free
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, where a test that failed still has something open there.
        let _ = Command::new("umount").arg("-l").arg(&self.place).status();
    }
}
