//! What is known of the files that were handed in (docs/workspace.md, `submissions/handin.toml`).

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

use artifolio_core::failure::{Coded, reason};
use artifolio_core::handin::HandIn;
use artifolio_core::markdown::web_address;
use artifolio_core::source::{Vfs, read_whole};

use crate::change::{Change, Step};
use crate::durable::{Expect, Sha256};
use crate::layout::{HAND_IN, fixed};

/// Bytes the file may have.
const MAX: u64 = 1 << 20;

/// The file cannot be read, or is none of ours: what it holds is not written over.
#[derive(Debug, thiserror::Error)]
#[error("{HAND_IN} cannot be read: {0}")]
pub struct HandInUnreadable(#[from] io::Error);

impl Coded for HandInUnreadable {
    fn code(&self) -> &'static str {
        "handin-unreadable"
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([("file", HAND_IN.to_owned()), ("reason", reason(&self.0))])
    }
}

/// What is known, and what must still stand there when it is written again.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What is known.
    pub hand_in: HandIn,
    seen: Expect,
}

/// Reads it; nothing is known where there is no file.
///
/// # Errors
/// [`HandInUnreadable`].
pub fn kept(files: &dyn Vfs) -> Result<Kept, HandInUnreadable> {
    let bytes = match read_whole(files, &fixed(HAND_IN), MAX) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(Kept { hand_in: HandIn::default(), seen: Expect::Absent });
        }
        bytes => bytes?,
    };
    let bad = |error: String| io::Error::new(ErrorKind::InvalidData, error);
    let text = str::from_utf8(&bytes).map_err(|e| bad(e.to_string()))?;
    let hand_in: HandIn = toml::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| bad(e.message().to_owned()))?;
    // They are opened in a browser and written into the map: nothing but addresses of the web.
    let places = [hand_in.portal.as_deref(), hand_in.folder.as_deref()].into_iter().flatten();
    let other = places
        .chain(hand_in.addresses().into_values())
        .find(|address| web_address(address).is_none());
    if let Some(other) = other {
        return Err(bad(format!("{other} is no address of the web")).into());
    }
    Ok(Kept { hand_in, seen: Expect::Sha256(Sha256::of(&bytes)) })
}

impl Kept {
    /// The change that writes what is known now.
    ///
    /// # Panics
    /// Never: texts, dates and truths are TOML.
    #[must_use]
    pub fn change(self) -> Change {
        let text = toml::to_string(&self.hand_in).expect("texts, dates and truths are TOML");
        let bytes = text.into_bytes();
        let path = fixed(HAND_IN);
        Change { label: "hand-in", steps: vec![Step::Write { path, expect: self.seen, bytes }] }
    }
}

#[cfg(test)]
mod tests {
    use artifolio_core::handin::Edit;

    use super::*;
    use crate::receipt::receipts;
    use crate::testing::MemFs;

    fn write(fs: &MemFs, kept: Kept) {
        let [Step::Write { path, bytes, .. }] = &kept.change().steps[..] else { panic!() };
        fs.plant(path.as_str(), bytes);
    }

    #[test]
    fn what_is_known_comes_back_as_it_was() {
        let fs = MemFs::new();
        let mut known = kept(&fs).unwrap();
        assert_eq!((known.hand_in.clone(), known.seen), (HandIn::default(), Expect::Absent));
        known.hand_in.portal = Some("https://portal.example/\"x\"".into());
        known.hand_in.access_until = "2027-06-30".parse().ok();
        let files = BTreeMap::from([("A b.ñ.pdf".to_owned(), "0".repeat(64))]);
        for edit in [
            Edit::Address("A b.ñ.pdf", "https://d.example/1"),
            Edit::Uploaded("A b.ñ.pdf", true),
            Edit::Opened("A b.ñ.pdf", true),
        ] {
            known.hand_in.edit(&edit, &files).unwrap();
        }
        let all = known.hand_in.clone();
        write(&fs, known);
        let again = kept(&fs).unwrap();
        assert_eq!(again.hand_in, all);
        assert!(matches!(again.seen, Expect::Sha256(_)), "another's changes are not written over");
        let text = String::from_utf8(read_whole(&fs, &fixed(HAND_IN), MAX).unwrap()).unwrap();
        assert!(text.contains("access_until = 2027-06-30\n"), "{text}");
        assert_eq!(receipts(&fs), [], "it is no receipt");
    }

    #[test]
    fn what_cannot_be_read_is_told_and_a_date_may_be_a_text() {
        for bad in [
            &b"item = 1"[..],
            b"\xff",
            b"access_until = \"soon\"",
            b"portal = \"file:///etc\"",
            b"folder = \"https://me:pw@d.example/\"",
            b"[item.\"a.pdf\"]\naddress = \"javascript:1\"",
        ] {
            let fs = MemFs::new();
            fs.plant(HAND_IN, bad);
            assert_eq!(kept(&fs).unwrap_err().code(), "handin-unreadable");
        }
        let fs = MemFs::new();
        fs.plant(HAND_IN, b"access_until = \"2027-06-30\"\nunknown = 1\n");
        assert_eq!(kept(&fs).unwrap().hand_in.access_until, "2027-06-30".parse().ok());
    }
}
