//! Where an address in a page leads, as a browser reads it.

use artifolio_core::path::RelPath;

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a place in the same file.
    Here,
    /// To a file of the bag, if there is one of this path.
    Inside(RelPath),
    /// Out of the bag, on the disk that it lies on.
    Outside,
    /// To nothing that could be in the bag: a folder, or no name.
    Nowhere,
    /// Somewhere else; the scheme in lower case, empty for `//host`.
    Elsewhere(String),
}

/// Reads an address that stands in the file `from`.
pub(super) fn target(from: &RelPath, address: &str) -> Target {
    let text: String = address
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .map(|c| if c == '\\' { '/' } else { c })
        .collect();
    if let Some(scheme) = scheme(&text) {
        return Target::Elsewhere(scheme);
    }
    if text.starts_with("//") {
        return Target::Elsewhere(String::new());
    }
    let file = text.split(['#', '?']).next().unwrap_or("");
    if file.is_empty() {
        return if text.starts_with('?') { Target::Nowhere } else { Target::Here };
    }
    let Some(file) = percent_decoded(file) else { return Target::Nowhere };
    if file.starts_with('/') {
        return Target::Outside;
    }
    let mut parts: Vec<&str> = from.parts().collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." => {}
            ".." if parts.is_empty() => return Target::Outside,
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    RelPath::parse(&parts.join("/")).map_or(Target::Nowhere, Target::Inside)
}

/// The place in the file that an address names; `None` for its top.
pub(super) fn fragment(address: &str) -> Option<String> {
    let (_, place) = address.split_once('#')?;
    percent_decoded(place).filter(|place| !place.is_empty() && !place.eq_ignore_ascii_case("top"))
}

fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?.is_ascii_alphabetic();
    let rest = bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (first && rest).then(|| scheme.to_ascii_lowercase())
}

/// Decodes `%41`; `None` when the result is no UTF-8.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| byte == b'%');
        let decoded = code.and_then(|code| hex::decode(code).ok());
        bytes.push(decoded.as_ref().map_or(byte, |decoded| decoded[0]));
        rest = &tail[decoded.map_or(0, |_| 2)..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_browsers_go() {
        let inside = |path: &str| Target::Inside(RelPath::parse(path).unwrap());
        let elsewhere = |scheme: &str| Target::Elsewhere(scheme.into());
        for (address, expected) in [
            ("2.html", inside("data/criteria/2.html")),
            ("./2.html#text", inside("data/criteria/2.html")),
            ("2.html?a=b", inside("data/criteria/2.html")),
            ("../index.html", inside("data/index.html")),
            ("..\\index.html", inside("data/index.html")),
            ("../../START-HERE.html", inside("START-HERE.html")),
            ("../a%20b.png", inside("data/a b.png")),
            ("100%.html", inside("data/criteria/100%.html")),
            ("%C3%BA.png", inside("data/criteria/ú.png")),
            ("#top", Target::Here),
            ("", Target::Here),
            ("?a", Target::Nowhere),
            ("../../../etc/passwd", Target::Outside),
            ("/etc/passwd", Target::Outside),
            ("%2fetc/passwd", Target::Outside),
            ("..", Target::Inside(RelPath::parse("data").unwrap())),
            ("../criteria/", Target::Nowhere),
            ("%FF", Target::Nowhere),
            ("//host/a.png", elsewhere("")),
            ("\\\\host\\a.png", elsewhere("")),
            ("https://host", elsewhere("https")),
            (" JavaScript:alert(1)", elsewhere("javascript")),
            ("java\nscript:alert(1)", elsewhere("javascript")),
            ("\u{1}data:text/html,x", elsewhere("data")),
            ("mailto:a@b", elsewhere("mailto")),
            ("c:\\a", elsewhere("c")),
            ("a/b:c", inside("data/criteria/a/b:c")),
        ] {
            let from = RelPath::parse("data/criteria/1.html").unwrap();
            assert_eq!(target(&from, address), expected, "{address:?}");
        }
    }
}
