//! Finds e-mail addresses, telephone numbers and names from a list in running text. Telephone numbers are recognised by
//! their shape, so that dates, scores and pages are not: a false alarm on every page is read by nobody.

use std::collections::HashMap;

/// E-mail addresses, each once, in order.
pub(super) fn emails(text: &str) -> Vec<String> {
    let local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let found = text.match_indices('@').filter_map(|(at, _)| {
        let before = &text[..at];
        let start = before.trim_end_matches(local).len();
        let after = &text[at + 1..];
        let end = after.find(|c| !host(c)).unwrap_or(after.len());
        let (name, domain) =
            (before[start..].trim_matches('.'), after[..end].trim_matches(['.', '-']));
        let (rest, top) = domain.rsplit_once('.')?;
        let is_address = !name.is_empty()
            && !rest.is_empty()
            && top.chars().count() >= 2
            && top.chars().all(char::is_alphabetic);
        is_address.then(|| format!("{name}@{domain}"))
    });
    once(found)
}

/// Telephone numbers of North America and Spain as they are written. `9` is a digit, `N` one from 2, `M` one from 6,
/// `-` a space, dot or hyphen, `_` a space or hyphen (`600.000.000` is an amount).
const SHAPES: [&str; 8] = [
    "N99-N99-9999",
    "(N99)-N99-9999",
    "(N99)N99-9999",
    "1-N99-N99-9999",
    "1-(N99)-N99-9999",
    "M99_999_999",
    "M99_99_99_99",
    "M9_999_99_99",
];

/// Telephone numbers, each once, in order: those of [`SHAPES`], and `+` with 8 to 15 digits.
pub(super) fn phones(text: &str) -> Vec<String> {
    let text = text.replace('\u{a0}', " ");
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) =
        text[from..].find(|c: char| c.is_ascii_digit() || "+(".contains(c)).map(|at| from + at)
    {
        let before = text[..start].chars().next_back();
        // Within a word, a number or an address it is no telephone number.
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && !"+.-/_=&#@".contains(c));
        let length = if begins { phone_length(&text[start..]) } else { None };
        if let Some(length) = length {
            found.push(text[start..start + length].to_owned());
        }
        from = start + length.unwrap_or(1);
    }
    once(found.into_iter())
}

/// Bytes of the telephone number that a text begins with.
fn phone_length(text: &str) -> Option<usize> {
    let local = SHAPES.iter().find(|shape| has_shape(text, shape)).map(|shape| shape.len());
    let length = local.or_else(|| international_length(text))?;
    let mut after = text[length..].chars();
    let ends = match (after.next(), after.next()) {
        (Some('.' | '-'), Some(next)) => !next.is_ascii_digit(),
        (Some(next), _) => !next.is_alphanumeric(),
        (None, _) => true,
    };
    ends.then_some(length)
}

fn has_shape(text: &str, shape: &str) -> bool {
    text.len() >= shape.len()
        && text.bytes().zip(shape.bytes()).all(|(is, wanted)| match wanted {
            b'9' => is.is_ascii_digit(),
            b'N' => (b'2'..=b'9').contains(&is),
            b'M' => (b'6'..=b'9').contains(&is),
            b'-' => b" .-".contains(&is),
            b'_' => b" -".contains(&is),
            literal => is == literal,
        })
}

fn international_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('+')?;
    let run = &rest
        [..rest.find(|c: char| !c.is_ascii_digit() && !" .-()".contains(c)).unwrap_or(rest.len())];
    let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    (run.starts_with(|c: char| c.is_ascii_digit()) && (8..=15).contains(&digits))
        .then_some(1 + run.len())
}

fn once(found: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for item in found {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all
}

/// A list of names, ready to be looked for: whole words, whatever their case and accents.
pub(super) struct Names<'a> {
    /// Words of a name by its first one.
    by_first: HashMap<String, Vec<(Vec<String>, &'a str)>>,
}

impl<'a> Names<'a> {
    /// "Pérez, Ana" is also "Ana Pérez". A single letter is no name.
    pub(super) fn of(roster: &'a [String]) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, &'a str)>> = HashMap::new();
        for line in roster {
            let turned = line.split_once(',').map(|(family, given)| format!("{given} {family}"));
            for form in [Some(line.clone()), turned].into_iter().flatten() {
                let words = folded(&form);
                if words.iter().any(|word| word.chars().nth(1).is_some()) {
                    by_first.entry(words[0].clone()).or_default().push((words, line.trim()));
                }
            }
        }
        Self { by_first }
    }

    /// The names of the list that stand in a text, each once, as the list writes them.
    pub(super) fn within(&self, text: &str) -> Vec<&'a str> {
        let mut found: Vec<&str> = Vec::new();
        if self.by_first.is_empty() {
            return found;
        }
        let words = folded(text);
        for (i, word) in words.iter().enumerate() {
            for (name, line) in self.by_first.get(word).into_iter().flatten() {
                if words[i..].starts_with(name) && !found.contains(line) {
                    found.push(line);
                }
            }
        }
        found
    }
}

/// Words without case and accents.
fn folded(text: &str) -> Vec<String> {
    crate::shingle::words(&deunicode::deunicode(text))
}

/// A file name with its words apart: `anaPerez2.png` is read as `ana Perez 2 png`.
pub(super) fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let mut last = ' ';
    for c in name.chars() {
        if (last.is_lowercase() && c.is_uppercase())
            || (last.is_alphabetic() && c.is_numeric())
            || (last.is_numeric() && c.is_alphabetic())
        {
            out.push(' ');
        }
        out.push(if c == '_' || c == '-' { ' ' } else { c });
        last = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_found_stands_in_the_text(
            text in r"([0-9]{1,4}|[ .()+@_/\u{a0}-]|ana|[Pp]é?rez|example\.org|\PC){0,30}",
        ) {
            let shown = text.replace('\u{a0}', " ");
            prop_assert!(phones(&text).iter().all(|phone| shown.contains(phone)));
            for email in emails(&text) {
                prop_assert!(text.contains(email.split_once('@').unwrap().1), "{}", email);
            }
            let roster = ["Ana Pérez".to_owned()];
            let planted = format!("{text} ana PEREZ {text}");
            prop_assert_eq!(Names::of(&roster).within(&planted), ["Ana Pérez"]);
            prop_assert_eq!(spaced(&text).replace(' ', ""), text.replace([' ', '_', '-'], ""));
        }
    }

    #[test]
    fn addresses_are_found_and_handles_are_not() {
        for (text, expected) in [
            (
                "Write to ana.perez+class@school.k12.mo.us.",
                vec!["ana.perez+class@school.k12.mo.us"],
            ),
            ("<a@b.org>, a@b.org; josé@correo.es", vec!["a@b.org", "josé@correo.es"]),
            ("@teacher and me@home, 3 @ 4.50, a@b.c, x@1.2", vec![]),
        ] {
            assert_eq!(emails(text), expected, "{text}");
        }
    }

    #[test]
    fn telephone_numbers_are_found_and_other_figures_are_not() {
        for (text, expected) in [
            ("Call (573) 555-0123, or 573.555.0199!", vec!["(573) 555-0123", "573.555.0199"]),
            (
                "1-800-555-0123 573-555-0123 573-555-0199",
                vec!["1-800-555-0123", "573-555-0123", "573-555-0199"],
            ),
            (
                "Tel.: 612\u{a0}345\u{a0}678; 91 123 45 67; 612 34 56 78",
                vec!["612 345 678", "91 123 45 67", "612 34 56 78"],
            ),
            ("+34 612 345 678 or +1 (573) 555-0123.", vec!["+34 612 345 678", "+1 (573) 555-0123"]),
            ("2026-08-31 to 2027-01-10, pages 120-140, 2019-2020", vec![]),
            ("85 90 95 100 120 130 1400, 600.000.000 people, +5", vec![]),
            ("ISBN 978-3-16-148410-0, 4573-555-0123, 573-555-01234, 573-555-0123-4567", vec![]),
            ("https://example.org/573-555-0123 id=612345678 v573.555.0123", vec![]),
        ] {
            assert_eq!(phones(text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_whole_words_without_case_and_accents() {
        let roster = ["Ana Pérez", "Muñoz, José", "Max", "Q", " ", "Søren"].map(str::to_owned);
        let names = Names::of(&roster);
        for (text, expected) in [
            ("ANA\nPEREZ and Jose\u{301} Munoz", vec!["Ana Pérez", "Muñoz, José"]),
            ("Muñoz José wrote; soren too", vec!["Muñoz, José", "Søren"]),
            ("Anna Perez, Ana, Maximum, q", vec![]),
            ("max. Max!", vec!["Max"]),
        ] {
            assert_eq!(names.within(text), expected, "{text}");
        }
        assert_eq!(names.within(&spaced("anaPerez2_max-3.png")), vec!["Ana Pérez", "Max"]);
        assert!(Names::of(&[]).within("Ana").is_empty());
    }
}
