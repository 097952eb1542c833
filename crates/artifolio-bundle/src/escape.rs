//! Names of a workspace as names in a backup. A learner's own folder may hold what Windows cannot ("What is
//! art?.docx"), and two names that are one there; the zip must unpack everywhere, and restoring must give every name
//! back. So what is not portable is written `=HH`, a byte in hex; everything else stays as it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use artifolio_core::portable;

/// Gives the names of one folder their names in a backup, no two of them one on a disk that ignores case.
#[derive(Debug, Default)]
pub(crate) struct Escaper {
    /// Names given so far, by what such a disk takes them for.
    given: BTreeMap<String, String>,
}

impl Escaper {
    /// The name in the backup. The same name gets the same; other names get others.
    pub(crate) fn escape(&mut self, name: &str) -> String {
        for forced in 0..=name.chars().count() {
            let escaped = escaped(name, forced);
            let owner =
                self.given.entry(portable::fold(&escaped)).or_insert_with(|| name.to_owned());
            if owner == name {
                return escaped;
            }
        }
        unreachable!("a name that is escaped whole is the escape of no other name")
    }
}

/// The name with its first `forced` characters escaped, and all that is not portable.
fn escaped(name: &str, forced: usize) -> String {
    let count = name.chars().count();
    let forced = if portable::is_reserved(name) { forced.max(1) } else { forced };
    let mut out = String::with_capacity(name.len());
    for (index, (at, c)) in name.char_indices().enumerate() {
        let is_last = index + 1 == count;
        let like_escape = c == '=' && unescaped_byte(&name[at..]).is_some();
        let escape = index < forced
            || like_escape
            || is_unportable(c)
            || (is_last && matches!(c, '.' | ' '));
        if escape {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "={byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// What Windows refuses, what BagIt tools disagree about (`%`), and the marks that make a name run backwards.
fn is_unportable(c: char) -> bool {
    c.is_control()
        || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\' | '%')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The name as it was; `None` where escapes make no UTF-8.
pub(crate) fn unescape(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let taken = if let Some(byte) = unescaped_byte(rest) {
            bytes.push(byte);
            3
        } else {
            bytes.extend_from_slice(&rest.as_bytes()[..c.len_utf8()]);
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    String::from_utf8(bytes).ok()
}

/// The byte of an escape that the text begins with.
fn unescaped_byte(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('=')?.get(..2)?;
    let is_ours = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'));
    is_ours.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_portable_and_readable() {
        for (name, escaped) in [
            ("board.png", "board.png"),
            ("Año 2.docx", "Año 2.docx"),
            ("E=mc2.png", "E=mc2.png"),
            ("What is art?.docx", "What is art=3F.docx"),
            ("100%.txt", "100=25.txt"),
            ("a=3F", "a=3D3F"),
            ("notes.", "notes=2E"),
            ("con.txt", "=63on.txt"),
        ] {
            assert_eq!(Escaper::default().escape(name), escaped);
        }
    }

    #[test]
    fn twins_get_names_of_their_own() {
        let mut escaper = Escaper::default();
        assert_eq!(escaper.escape("A.txt"), "A.txt");
        assert_eq!(escaper.escape("a.txt"), "=61.txt");
        assert_eq!(escaper.escape("A.txt"), "A.txt");
        assert_eq!(escaper.escape("=61.txt"), "=3D61.txt");
    }

    proptest! {
        #[test]
        fn every_name_comes_back_and_none_meets_another(
            names in proptest::collection::btree_set("[aA=é%:?. \u{202e}2F]{1,5}", 1..8),
        ) {
            let mut escaper = Escaper::default();
            let escaped: Vec<_> = names.iter().map(|n| escaper.escape(n)).collect();
            let folded: std::collections::BTreeSet<_> =
                escaped.iter().map(|e| portable::fold(e)).collect();
            prop_assert_eq!(folded.len(), names.len());
            for (name, escaped) in names.iter().zip(&escaped) {
                let back = unescape(escaped);
                prop_assert_eq!(back.as_ref(), Some(name));
            }
        }
    }
}
