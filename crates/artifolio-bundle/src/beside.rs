//! Small files beside a zip, written whole or not at all.

use std::io::{self, Write as _};

use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

/// Where the file with this ending lies that belongs to `NAME.zip`: `NAME` and the ending.
pub(crate) fn place(zip: &RelPath, ending: &str) -> RelPath {
    let place = zip.parent().join(&format!("{}{ending}", stem(zip)));
    place.unwrap_or_else(|_| {
        RelPath::parse(ending.trim_start_matches('.')).expect("a fixed name is a path")
    })
}

/// The name of a zip without its ending.
fn stem(zip: &RelPath) -> &str {
    let name = zip.name();
    match name.len().checked_sub(4).map(|at| name.split_at_checked(at)) {
        Some(Some((stem, tail))) if tail.eq_ignore_ascii_case(".zip") && !stem.is_empty() => stem,
        _ => name,
    }
}

/// Writes it, over one that lies there.
///
/// # Errors
/// What the operating system says; nothing of it stays.
pub(crate) fn write(
    out: &dyn Vfs,
    zip: &RelPath,
    ending: &str,
    bytes: &[u8],
) -> io::Result<RelPath> {
    let place = place(zip, ending);
    let partial =
        place.parent().join(&format!("{}.partial", place.name())).map_err(io::Error::other)?;
    // One that a run left which was cut off; nobody else's is called so.
    let _ = out.remove_own(&partial);
    let written = out.create_new(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| out.rename(&partial, &place));
    if done.is_err() {
        // The failure that is told is the first.
        let _ = out.remove_own(&partial);
    }
    done.and_then(|()| out.sync_folder(&place.parent())).map(|()| place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MemFs, path};

    #[test]
    fn the_file_replaces_the_one_before_and_nothing_else_stays() {
        let folder = MemFs::new(0);
        folder.put("Benson.told.txt.partial", b"cut off");
        for text in ["one", "two"] {
            let place = write(&folder, &path("Benson.ZIP"), ".told.txt", text.as_bytes()).unwrap();
            assert_eq!(place.as_str(), "Benson.told.txt");
            let files = folder.files();
            assert_eq!(files.len(), 1);
            assert_eq!(files[&place], text.as_bytes());
        }
    }

    #[test]
    fn an_ending_in_any_case_or_none() {
        for (zip, own) in
            [("odd", "odd.t"), ("ñ.zip", "ñ.t"), (".zip", ".zip.t"), ("a/b.ZIP", "a/b.t")]
        {
            assert_eq!(place(&path(zip), ".t").as_str(), own);
        }
    }
}
