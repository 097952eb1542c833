//! Which destinations a link may have.

use url::{Host, Url};

/// Where a destination leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// The web or mail, as it is written out: only code points that an address may have.
    Outside(String),
    /// A path, a fragment: only what a caller resolves.
    Local,
    /// Any other scheme: `javascript:`, `file:`, `data:` …
    Refused,
}

/// Judges a destination by an allow-list of schemes: `http`, `https`, `mailto`.
pub(super) fn judge(destination: &str) -> Address {
    match Url::parse(destination) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && is_plain(&url) => {
            Address::Outside(written(&url))
        }
        Ok(url) if url.scheme() == "mailto" && !url.path().is_empty() => {
            Address::Outside(written(&url))
        }
        Ok(_) => Address::Refused,
        // Browsers drop tabs and line ends inside a scheme and take `\` for `/`; no honest path needs either.
        Err(_) if destination.chars().any(|c| c.is_control() || c == '\\') => Address::Refused,
        Err(_) if destination.split(['/', '?', '#']).next().is_some_and(|s| s.contains(':')) => {
            Address::Refused
        }
        Err(_) => Address::Local,
    }
}

/// An http(s) address without user name or password, with only the characters that an address may have; `None` for any other text.
#[must_use]
pub fn web_address(text: &str) -> Option<String> {
    match judge(text.trim()) {
        Address::Outside(address) if !address.starts_with("mailto:") => Some(address),
        _ => None,
    }
}

/// Whether an address names a site by its name or number and nothing in front of it: `https://iste.org@evil.example`
/// leads elsewhere than it seems to.
fn is_plain(url: &Url) -> bool {
    let named = match url.host() {
        Some(Host::Domain(name)) => name.trim_end_matches('.').split('.').all(|l| !l.is_empty()),
        Some(Host::Ipv4(_)) => true,
        _ => false,
    };
    named && url.username().is_empty() && url.password().is_none()
}

/// The serialised address, with what the URL standard tolerates but does not call a URL code point encoded.
fn written(url: &Url) -> String {
    let text = url.as_str();
    let fragment = url.fragment().map_or(text.len(), |f| text.len() - f.len());
    let mut out = String::new();
    for (i, c) in text.char_indices() {
        let escaped =
            |digits: &str| digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let stray = c == '%' && !text.get(i + 1..i + 3).is_some_and(escaped);
        if stray || "\"<>\\^`{|}[]".contains(c) || (c == '#' && i >= fragment) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
