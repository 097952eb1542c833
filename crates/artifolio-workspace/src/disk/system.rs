//! What systems do differently: who holds a file for a moment, where bytes are only in the cloud, modes, and fsync of
//! folders.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[cfg(unix)]
use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt as _};
#[cfg(unix)]
use cap_std::fs::OpenOptions;
use cap_std::fs::{Dir, Metadata};

/// Network file systems (CIFS and others) have no fsync of folders and say that the argument is invalid.
pub(super) fn synced(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

/// Has the system begin to write these bytes of a file to the disk, and waits for nothing; what fails is told by the fsync that
/// ends it. Linux would keep up to a tenth of the memory until then. Others begin by themselves.
#[cfg(target_os = "linux")]
pub(super) fn begin_writing(file: &std::fs::File, from: u64, bytes: u64) {
    // It writes what is not written yet before it lets go of anything, and lets go of none of that (mm/fadvise.c).
    let _ = rustix::fs::fadvise(
        file,
        from,
        std::num::NonZeroU64::new(bytes),
        rustix::fs::Advice::DontNeed,
    );
}

#[cfg(not(target_os = "linux"))]
pub(super) fn begin_writing(_file: &std::fs::File, _from: u64, _bytes: u64) {}

#[cfg(windows)]
pub(super) fn placeholder(_folder: &Dir, _name: &str, metadata: &Metadata) -> bool {
    use cap_std::fs::MetadataExt as _;
    recalls_on_read(metadata.file_attributes())
}

#[cfg(target_os = "macos")]
pub(super) fn placeholder(folder: &Dir, name: &str, _metadata: &Metadata) -> bool {
    use rustix::fs::{AtFlags, statat};
    const SF_DATALESS: u32 = 0x4000_0000; // sys/stat.h
    statat(folder, name, AtFlags::SYMLINK_NOFOLLOW).is_ok_and(|s| s.st_flags & SF_DATALESS != 0)
}

#[cfg(not(any(windows, target_os = "macos")))]
pub(super) fn placeholder(_folder: &Dir, _name: &str, _metadata: &Metadata) -> bool {
    false
}

/// Whether Windows file attributes say that reading would fetch the bytes from a server
/// (`OFFLINE`, `RECALL_ON_OPEN`, `RECALL_ON_DATA_ACCESS`; winnt.h).
#[cfg(any(windows, test))]
pub(super) fn recalls_on_read(attributes: u32) -> bool {
    attributes & (0x1000 | 0x0004_0000 | 0x0040_0000) != 0
}

/// When the system last changed anything of it, in nanoseconds since 1970; 0 where it does not tell.
#[cfg(unix)]
pub(super) fn changed_ns(metadata: &Metadata) -> i64 {
    use cap_std::fs::MetadataExt as _;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
pub(super) fn changed_ns(_metadata: &Metadata) -> i64 {
    0
}

/// Whether no later change can bear the time of this one: file systems count in steps of up to a second. A change from
/// the future was made before a clock was set back.
pub(super) fn is_firm(changed_ns: i64, now: SystemTime) -> bool {
    let now = now.duration_since(UNIX_EPOCH).map_or(0, |now| now.as_nanos());
    u128::try_from(changed_ns).is_ok_and(|changed| changed + 2_000_000_000 < now)
}

/// Whether the folder's file system is known to keep the time of every change by itself. Others make it up from the time
/// that programs set (FAT, exFAT) or pass on what another machine says.
#[cfg(target_os = "linux")]
pub(super) fn keeps_change_times(folder: &Path) -> bool {
    // linux/magic.h, statfs(2): ext2 to ext4, XFS, Btrfs, ZFS, F2FS, bcachefs, tmpfs, overlayfs.
    const KEEP: [u32; 8] = [
        0xEF53,
        0x5846_5342,
        0x9123_683E,
        0x2FC1_2FC1,
        0xF2F5_2010,
        0xCA45_1A4E,
        0x0102_1994,
        0x794C_7630,
    ];
    let magic = rustix::fs::statfs(folder).map(|s| i128::from(s.f_type) & 0xFFFF_FFFF);
    magic.is_ok_and(|magic| u32::try_from(magic).is_ok_and(|magic| KEEP.contains(&magic)))
}

#[cfg(target_os = "macos")]
pub(super) fn keeps_change_times(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|s| {
        let name = s.f_fstypename.iter().take_while(|c| **c != 0).map(|c| c.cast_unsigned());
        ["apfs", "hfs"].iter().any(|keeps| name.clone().eq(keeps.bytes()))
    })
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn keeps_change_times(_folder: &Path) -> bool {
    false
}

/// Whether the folder lies on a network file system.
#[cfg(target_os = "linux")]
pub(super) fn remote(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|s| is_network_magic(i128::from(s.f_type)))
}

/// File systems whose files others change without telling this machine (linux/magic.h, statfs(2)): NFS, SMB, CIFS, AFS,
/// Coda, Ceph, 9P, shared folders of VirtualBox, and whatever FUSE brings, which is most often a cloud drive.
#[cfg(target_os = "linux")]
pub(super) fn is_network_magic(magic: i128) -> bool {
    const NETWORK: [u32; 10] = [
        0x6969,
        0x517B,
        0xFE53_4D42,
        0xFF53_4D42,
        0x5346_414F,
        0x7375_7245,
        0x00C3_6400,
        0x0102_1997,
        0x786F_4256,
        0x6573_5546,
    ];
    u32::try_from(magic & 0xFFFF_FFFF).is_ok_and(|magic| NETWORK.contains(&magic))
}

#[cfg(target_os = "macos")]
pub(super) fn remote(folder: &Path) -> bool {
    const MNT_LOCAL: u32 = 0x1000; // sys/mount.h
    rustix::fs::statfs(folder).is_ok_and(|s| s.f_flags & MNT_LOCAL == 0)
}

#[cfg(windows)]
pub(super) fn remote(folder: &Path) -> bool {
    use std::path::{Component, Prefix};
    matches!(
        folder.components().next(),
        Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

/// A replaced file's mode stays as the learner set it. Set through the open file: by its name cap-std would go through
/// /proc, which need not be there, and panics where that answers otherwise than it expects.
#[cfg(unix)]
pub(super) fn keep_mode(
    from_folder: &Dir,
    from: &str,
    to_folder: &Dir,
    to: &str,
) -> io::Result<()> {
    match to_folder.symlink_metadata(to) {
        Ok(old) if old.is_file() => {
            let mut options = OpenOptions::new();
            options.read(true).follow(FollowSymlinks::No);
            from_folder.open_with(from, &options)?.set_permissions(old.permissions())
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) fn keep_mode(
    _from_folder: &Dir,
    _from: &str,
    _to_folder: &Dir,
    _to: &str,
) -> io::Result<()> {
    Ok(())
}

pub(super) fn held_by_another(error: &io::Error) -> bool {
    cfg!(windows) && names_a_holder(error)
}

/// Windows errors that a virus scanner or a sync service causes for a moment: access denied, sharing violation,
/// lock violation.
pub(super) fn names_a_holder(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// Tries again while `held`, with growing pauses, for at most two seconds in all.
pub(super) fn patiently<T>(
    held: impl Fn(&io::Error) -> bool,
    mut pause: impl FnMut(Duration),
    mut attempt: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    let mut left = Duration::from_secs(2);
    let mut pauses = [10, 25, 50, 100].into_iter().chain(std::iter::repeat(200));
    loop {
        match attempt() {
            Err(error) if held(&error) && !left.is_zero() => {
                let next = Duration::from_millis(pauses.next().unwrap_or(200)).min(left);
                left -= next;
                pause(next);
            }
            done => return done,
        }
    }
}
