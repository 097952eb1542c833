//! The name policy, the same verdict on every operating system: which names of a zip may ever become a path, and
//! which names get in each other's way. Names are judged as the bytes that stand in the zip.

use std::collections::HashMap;
use std::fmt::Write as _;

use artifolio_core::path::RelPath;
use unicode_normalization::UnicodeNormalization as _;

use crate::rules::{
    NAME_ABSOLUTE, NAME_CHARACTER, NAME_COLLISION, NAME_EMPTY, NAME_ENCODING, NAME_FILE_AND_FOLDER,
    NAME_LEAVES, NAME_NOT_NFC, NAME_TOO_LONG, NAME_TWICE, NAME_UNMARKED, NAME_WINDOWS, Rule,
};

/// Longest part of a path, in bytes: what ext4, APFS and NTFS can all hold.
const PART: usize = 255;
/// Longest path, in bytes.
const PATH: usize = 1_024;
/// Deepest path, in parts.
pub(crate) const DEPTH: usize = 64;
/// So much of a name is shown in a finding, in characters.
const SHOWN: usize = 200;

/// What the policy says of one name.
#[derive(Debug)]
pub(crate) struct Judged {
    /// The name as it may be shown: no control characters, not too long.
    pub(crate) shown: String,
    /// Every rule it breaks.
    pub(crate) faults: Vec<Rule>,
    /// The path, when nothing required is broken.
    pub(crate) path: Option<RelPath>,
    /// It ends in `/`.
    pub(crate) folder: bool,
}

/// Judges the bytes of a name. `marked`: the zip says they are UTF-8.
pub(crate) fn judge(raw: &[u8], marked: bool) -> Judged {
    let mut faults = Vec::new();
    let text = String::from_utf8_lossy(raw);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        faults.push(NAME_ENCODING);
    } else if !marked && !raw.is_ascii() {
        faults.push(NAME_UNMARKED);
    }
    let (body, folder) = match text.strip_suffix('/') {
        Some(body) => (body, true),
        None => (&*text, false),
    };
    if is_absolute(body) {
        faults.push(NAME_ABSOLUTE);
    }
    if text.chars().any(is_refused) {
        faults.push(NAME_CHARACTER);
    }
    let parts: Vec<&str> = body.split('/').collect();
    if parts.iter().any(|part| part.is_empty()) && !is_absolute(body) {
        faults.push(NAME_EMPTY);
    }
    if body.split(['/', '\\']).any(|part| part == "." || part == "..") {
        faults.push(NAME_LEAVES);
    }
    if parts.iter().any(|part| !is_portable(part)) {
        faults.push(NAME_WINDOWS);
    }
    if body.len() > PATH || parts.len() > DEPTH || parts.iter().any(|part| part.len() > PART) {
        faults.push(NAME_TOO_LONG);
    }
    let mut path = None;
    if faults.is_empty() {
        match RelPath::parse(body) {
            Ok(good) => {
                if good.as_str() != body {
                    faults.push(NAME_NOT_NFC);
                }
                path = Some(good);
            }
            Err(_) => faults.push(NAME_CHARACTER),
        }
    }
    Judged { shown: shown(&text), faults, path, folder }
}

fn is_absolute(text: &str) -> bool {
    let bytes = text.as_bytes();
    let drive = bytes.get(1) == Some(&b':') && bytes[0].is_ascii_alphabetic();
    text.starts_with(['/', '\\']) || drive
}

/// Control characters, the backslash that Windows takes for a folder, and the marks that make text run backwards.
fn is_refused(c: char) -> bool {
    c.is_control() || matches!(c, '\\' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether Windows can hold a file of this name.
pub(crate) fn is_portable(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or("").trim_end_matches(' ').to_uppercase();
    let reserved = match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        _ => stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")).is_some_and(|port| {
            port.chars().count() == 1 && port.contains(|c| "123456789¹²³".contains(c))
        }),
    };
    let dots = part == "." || part == "..";
    let tail = part.ends_with([' ', '.']) && !dots;
    !reserved && !tail && !part.contains(['<', '>', ':', '"', '|', '?', '*'])
}

/// Text from a bundle, fit for a sentence: what could forge a terminal or run backwards is escaped, long text is cut.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == SHOWN {
            out.push('…');
            break;
        }
        if c.is_control() || (is_refused(c) && c != '\\') {
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// What a disk that ignores case takes an NFC name for.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// One name that gets in the way of another.
#[derive(Debug)]
pub(crate) struct Clash {
    /// Position of the name in the list given to [`clashes`].
    pub(crate) at: usize,
    /// What is wrong.
    pub(crate) rule: Rule,
    /// The name it collides with, as shown.
    pub(crate) other: String,
}

struct Seen {
    exact: String,
    first: usize,
    folder: bool,
    listed: bool,
    told: bool,
}

/// Names that are there twice, that differ only by case or spelling, or that are a file here and a folder there.
/// Folders above a file count as names.
pub(crate) fn clashes<'a>(
    names: impl Iterator<Item = (usize, &'a str, &'a RelPath, bool)>,
) -> Vec<Clash> {
    let mut seen: HashMap<String, Seen> = HashMap::new();
    let mut clashes = Vec::new();
    for (at, raw, path, folder) in names {
        let exact = raw.trim_end_matches('/');
        let fold = folded(path.as_str());
        let mut ends: Vec<usize> = fold.match_indices('/').map(|(n, _)| n).collect();
        ends.push(fold.len());
        let cuts: Vec<usize> =
            exact.match_indices('/').map(|(n, _)| n).chain([exact.len()]).collect();
        for (&end, &cut) in ends.iter().zip(&cuts) {
            let whole = cut == exact.len();
            let is_folder = !whole || folder;
            let Some(before) = seen.get_mut(&fold[..end]) else {
                let exact = exact[..cut].to_owned();
                let now = Seen { exact, first: at, folder: is_folder, listed: whole, told: false };
                seen.insert(fold[..end].to_owned(), now);
                continue;
            };
            let rule = if before.exact != exact[..cut] {
                NAME_COLLISION
            } else if before.folder != is_folder {
                NAME_FILE_AND_FOLDER
            } else if whole && before.listed {
                NAME_TWICE
            } else {
                before.listed |= whole;
                continue;
            };
            clashes.push(Clash { at, rule, other: shown(&before.exact) });
            // The first of them can no more be trusted than the second.
            if !std::mem::replace(&mut before.told, true) {
                clashes.push(Clash { at: before.first, rule, other: shown(&exact[..cut]) });
            }
            break;
        }
    }
    clashes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::NAME_NOT_NFC as SPELLING;

    #[test]
    fn shown_names_can_neither_forge_nor_flood() {
        assert_eq!(shown("a\u{1b}[2J\0\u{202e}b\\c"), "a⟨U+001B⟩[2J⟨U+0000⟩⟨U+202E⟩b\\c");
        assert_eq!(shown(&"ú".repeat(500)).chars().count(), SHOWN + 1);
    }

    #[test]
    fn ports_are_reserved_and_their_likes_are_not() {
        for name in ["con", "Nul.txt", "COM1", "lpt9.a.b", "com¹", "aux .x", "CONIN$", "a ", "b."]
        {
            assert!(!is_portable(name), "{name}");
        }
        for name in ["console", "com", "com0", "com10", "lpt", "nul-1", ".con", "a b", "..."] {
            assert_eq!(is_portable(name), name != "...", "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_name_without_fault_is_one_path_everywhere(
            raw in prop_oneof![any::<Vec<u8>>(), "[a-zA-Z./:\\\\ \u{301}u\0]{0,12}".prop_map(String::into_bytes)],
            marked: bool,
        ) {
            let judged = judge(&raw, marked);
            let refused = judged.faults.iter().any(|rule| *rule != SPELLING);
            prop_assert_eq!(judged.path.is_none(), refused);
            if let Some(path) = judged.path {
                let text = String::from_utf8(raw).unwrap();
                let body = text.strip_suffix('/').unwrap_or(&text);
                prop_assert_eq!(&RelPath::parse(body).unwrap(), &path);
                prop_assert!(path.parts().all(|part| is_portable(part) && part != ".." && part != "."));
                prop_assert!(marked || body.is_ascii());
            }
        }
    }
}
