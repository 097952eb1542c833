//! Handing in: what is known of each file that was uploaded, and of the portal. Pure; where it is kept and what the
//! files are is said elsewhere (docs/workspace.md, `submissions/handin.toml`).

mod pasted;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::markdown::web_address;

pub use pasted::{Pasted, Unmatched, Why, pasted};

/// All that is kept about handing a portfolio in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandIn {
    /// Address of the portal.
    pub portal: Option<String>,
    /// Address of the shared folder with the artifacts, where it has one.
    pub folder: Option<String>,
    /// The last day on which the addresses can be opened by everyone.
    pub access_until: Option<NaiveDate>,
    /// By bundle name.
    pub items: BTreeMap<String, Item>,
}

/// What is known of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Where it can be opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// SHA-256 of the file as it was when the learner ticked "uploaded"; `None`: not ticked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<String>,
    /// The address was opened from a signed-out browser.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opened: bool,
}

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Where it can be opened.
    pub address: Option<&'a str>,
    /// The file as it is was uploaded.
    pub uploaded: bool,
    /// Another state of it was uploaded.
    pub changed: bool,
    /// The address was opened from a signed-out browser.
    pub opened: bool,
}

impl HandIn {
    /// How the file of this name stands, whose SHA-256 is `sha256` now.
    #[must_use]
    pub fn standing(&self, name: &str, sha256: &str) -> Standing<'_> {
        let item = self.items.get(name);
        let ticked = item.and_then(|item| item.uploaded.as_deref());
        Standing {
            address: item.and_then(|item| item.address.as_deref()),
            uploaded: ticked.is_some_and(|then| then == sha256),
            changed: ticked.is_some_and(|then| then != sha256),
            opened: item.is_some_and(|item| item.opened),
        }
    }

    /// The known addresses, by name.
    #[must_use]
    pub fn addresses(&self) -> BTreeMap<&str, &str> {
        self.items
            .iter()
            .filter_map(|(name, item)| Some((name.as_str(), item.address.as_deref()?)))
            .collect()
    }

    /// Gives a file an address, or takes it away. That another address was opened says nothing of this one.
    pub fn set_address(&mut self, name: &str, address: Option<String>) {
        let item = self.items.entry(name.to_owned()).or_default();
        if item.address != address {
            item.opened = false;
            item.address = address;
        }
        self.forget_empty(name);
    }

    /// Ticks "uploaded" for the file as it is now, or takes the tick away.
    pub fn set_uploaded(&mut self, name: &str, sha256: Option<String>) {
        self.items.entry(name.to_owned()).or_default().uploaded = sha256;
        self.forget_empty(name);
    }

    /// Ticks "opened from a signed-out browser", or takes the tick away. Only an address can be opened.
    pub fn set_opened(&mut self, name: &str, opened: bool) {
        let item = self.items.entry(name.to_owned()).or_default();
        item.opened = opened && item.address.is_some();
        self.forget_empty(name);
    }

    fn forget_empty(&mut self, name: &str) {
        if self.items.get(name).is_some_and(|item| *item == Item::default()) {
            self.items.remove(name);
        }
    }
}

/// An address as a person types it: nothing, one of the web as it is kept, or none that can be used.
///
/// # Errors
/// The text, where it is no address of the web without a name or password in it.
pub fn typed_address(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    web_address(text).map(Some).ok_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_holds_for_the_file_as_it_was() {
        let mut kept = HandIn::default();
        kept.set_uploaded("a.pdf", Some("1".into()));
        let standing = |kept: &HandIn, sha: &str| {
            let s = kept.standing("a.pdf", sha);
            (s.uploaded, s.changed)
        };
        assert_eq!(standing(&kept, "1"), (true, false));
        assert_eq!(standing(&kept, "2"), (false, true));
        kept.set_uploaded("a.pdf", None);
        assert_eq!(standing(&kept, "2"), (false, false));
        assert_eq!(kept, HandIn::default(), "nothing is kept of a file of which nothing is known");
    }

    #[test]
    fn another_address_was_not_opened_yet() {
        let mut kept = HandIn::default();
        kept.set_opened("a.pdf", true);
        assert!(!kept.standing("a.pdf", "").opened, "without an address nothing was opened");
        kept.set_address("a.pdf", Some("https://one.example/".into()));
        kept.set_opened("a.pdf", true);
        kept.set_address("a.pdf", Some("https://one.example/".into()));
        assert!(kept.standing("a.pdf", "").opened);
        kept.set_address("a.pdf", Some("https://two.example/".into()));
        assert!(!kept.standing("a.pdf", "").opened);
    }

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        assert_eq!(typed_address(" https://a.example/x "), Ok(Some("https://a.example/x".into())));
        assert_eq!(typed_address("  "), Ok(None));
        for text in [
            "a.example/x",
            "file:///etc",
            "javascript:1",
            "https://me:pw@a.example/",
            "mailto:a@b.c",
        ] {
            assert_eq!(typed_address(text), Err(text.to_owned()));
        }
    }
}
