//! Which characters of a text go into a page.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// A text as HTML may hold it: composed, without controls, non-characters and private-use characters, and never
/// beginning with a mark that would combine with the tag before it. The bullets that word processors paste as
/// private-use characters become bullets.
pub(super) fn for_html(text: &str) -> String {
    let kept = text.chars().map(bullet).filter(|c| !is_forbidden(*c));
    let composed: String = kept.nfc().collect();
    if composed.starts_with(combines) { format!("\u{25cc}{composed}") } else { composed }
}

/// Whether a reader sees anything of it.
#[must_use]
pub fn is_seen(text: &str) -> bool {
    let invisible = |c: char| {
        c.is_whitespace()
            || is_forbidden(c)
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !text.chars().all(invisible)
}

/// What Symbol and Wingdings bullets are when they are pasted.
fn bullet(c: char) -> char {
    if matches!(c, '\u{f0a7}' | '\u{f0b7}' | '\u{f0d8}' | '\u{f0fc}') { '•' } else { c }
}

fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// What the Unicode normalisation calls a character that may combine with the one before.
fn combines(c: char) -> bool {
    canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_what_validators_take() {
        let table = [
            ("Núñez – \u{2019}s", "Núñez – \u{2019}s"),
            ("e\u{301}", "é"),
            ("\u{301}e", "\u{25cc}\u{301}e"),
            ("a\u{1}\u{7f}\u{85}\u{fffe}\u{fdd0}\u{e000}\u{10fffd}b\n", "ab\n"),
            ("\u{f0b7} one", "• one"),
        ];
        for (text, expected) in table {
            assert_eq!(for_html(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_seen() {
        for text in ["", " \u{a0}\n", "\u{200b}", "\u{feff}\u{ad}", "\u{e000}"] {
            assert!(!is_seen(text), "{text:?}");
        }
        for text in ["a", "☐", " -"] {
            assert!(is_seen(text), "{text:?}");
        }
    }
}
