//! Which destinations a link may have.

use url::Url;

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
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
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

/// The serialised address, with what the URL standard tolerates but does not call a URL code point encoded.
fn written(url: &Url) -> String {
    let mut out = String::new();
    let text = url.as_str();
    let host_end = url.host_str().map_or(0, |h| text.find(h).map_or(0, |i| i + h.len()));
    for (i, c) in text.char_indices() {
        if i >= host_end && "\"<>\\^`{|}[]".contains(c) {
            out.push_str(&format!("%{:02X}", c as u32));
        } else if c == '%'
            && !text[i + 1..].get(..2).is_some_and(|h| h.chars().all(|c| c.is_ascii_hexdigit()))
        {
            out.push_str("%25");
        } else {
            out.push(c);
        }
    }
    out
}
