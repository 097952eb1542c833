//! Handing in: what is known of each file that was uploaded, and of the portal. Pure; where it is kept and what the
//! files are is said elsewhere (docs/workspace.md, `submissions/handin.toml`).

mod pasted;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::day;
use crate::failure::Coded;
use crate::markdown::web_address;

pub use pasted::{Pasted, Unmatched, Why, pasted};

/// All that is kept about handing a portfolio in (docs/workspace.md, `submissions/handin.toml`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandIn {
    /// Address of the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal: Option<String>,
    /// Address of the shared folder with the artifacts, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The last day on which the addresses can be opened by everyone.
    #[serde(default, with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub access_until: Option<NaiveDate>,
    /// By bundle name.
    #[serde(default, rename = "item")]
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

/// One change. A text that is empty takes an address away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit<'a> {
    /// Of this file: where it can be opened.
    Address(&'a str, &'a str),
    /// Of this file: uploaded as it is now.
    Uploaded(&'a str, bool),
    /// Of this file: opened from a signed-out browser.
    Opened(&'a str, bool),
    /// The portal.
    Portal(&'a str),
    /// The shared folder.
    Folder(&'a str),
    /// The last day on which everyone can open the addresses.
    AccessUntil(Option<NaiveDate>),
}

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No file of this name is handed in.
    #[error("no file is called {0}")]
    NameUnknown(String),
    /// No address of the web, or one with a name or password in front of the site's.
    #[error("{0} is no address")]
    AddressUnusable(String),
    /// Another file has this address.
    #[error("{of} has the address {address}")]
    AddressTaken {
        /// The address as it was typed.
        address: String,
        /// The other file.
        of: String,
    },
    /// Nothing can be opened without an address.
    #[error("{0} has no address")]
    NoAddress(String),
}

impl Coded for EditError {
    fn code(&self) -> &'static str {
        match self {
            Self::NameUnknown(_) => "handin-name-unknown",
            Self::AddressUnusable(_) => "handin-address-unusable",
            Self::AddressTaken { .. } => "handin-address-taken",
            Self::NoAddress(_) => "handin-address-missing",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::NameUnknown(name) | Self::NoAddress(name) => {
                BTreeMap::from([("file", name.clone())])
            }
            Self::AddressUnusable(address) => BTreeMap::from([("address", address.clone())]),
            Self::AddressTaken { address, of } => {
                BTreeMap::from([("address", address.clone()), ("file", of.clone())])
            }
        }
    }
}

/// An address as a person types it: nothing, or one of the web.
fn typed(text: &str) -> Result<Option<String>, EditError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    web_address(text).map(Some).ok_or_else(|| EditError::AddressUnusable(text.to_owned()))
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

    /// Makes one change. `files` are the files that are handed in: SHA-256 by name.
    ///
    /// # Errors
    /// [`EditError`]; then nothing is changed.
    pub fn edit(
        &mut self,
        edit: &Edit<'_>,
        files: &BTreeMap<String, String>,
    ) -> Result<(), EditError> {
        let known = |name: &str| {
            files.get(name).ok_or_else(|| EditError::NameUnknown(name.to_owned())).cloned()
        };
        match *edit {
            Edit::Address(name, text) => {
                let (_, address) = (known(name)?, typed(text)?);
                let other = |(other, item): (&String, &Item)| {
                    let taken = item.address.is_some() && item.address == address;
                    (other != name && taken && files.contains_key(other)).then(|| other.clone())
                };
                match self.items.iter().find_map(other) {
                    Some(of) => {
                        return Err(EditError::AddressTaken { address: text.to_owned(), of });
                    }
                    None => self.set_address(name, address),
                }
            }
            Edit::Uploaded(name, ticked) => {
                let sha256 = known(name)?;
                self.set_uploaded(name, ticked.then_some(sha256));
            }
            Edit::Opened(name, ticked) => {
                known(name)?;
                if ticked && self.standing(name, "").address.is_none() {
                    return Err(EditError::NoAddress(name.to_owned()));
                }
                self.set_opened(name, ticked);
            }
            Edit::Portal(text) => self.portal = typed(text)?,
            Edit::Folder(text) => self.folder = typed(text)?,
            Edit::AccessUntil(day) => self.access_until = day,
        }
        Ok(())
    }

    /// Takes the addresses of a list. `names` are the files that are handed in. Addresses that another of them has already
    /// go to what is unmatched.
    #[must_use]
    pub fn take(&mut self, list: Pasted, names: &[&str]) -> Pasted {
        let Pasted { mut matched, mut unmatched } = list;
        // Whose new address is refused keeps the one it has, which may be another's new one.
        while let Some((name, address)) = self.taken(&matched, names) {
            matched.remove(&name);
            unmatched
                .push(Unmatched { line: format!("{name} {address}"), why: Why::SharedAddress });
        }
        for (name, address) in &matched {
            self.set_address(name, Some(address.clone()));
        }
        Pasted { matched, unmatched }
    }

    /// A name with an address that another keeps.
    fn taken(
        &self,
        matched: &BTreeMap<String, String>,
        names: &[&str],
    ) -> Option<(String, String)> {
        let kept = |name: &str, address: &str| {
            self.items.iter().any(|(other, item)| {
                other != name
                    && names.contains(&other.as_str())
                    && item.address.as_deref() == Some(address)
                    && matched.get(other).is_none_or(|new| new == address)
            })
        };
        let found = matched.iter().find(|(name, address)| kept(name, address));
        found.map(|(name, address)| (name.clone(), address.clone()))
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
    fn set_uploaded(&mut self, name: &str, sha256: Option<String>) {
        self.items.entry(name.to_owned()).or_default().uploaded = sha256;
        self.forget_empty(name);
    }

    /// Ticks "opened from a signed-out browser", or takes the tick away. Only an address can be opened.
    fn set_opened(&mut self, name: &str, opened: bool) {
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

    fn files() -> BTreeMap<String, String> {
        ["a.pdf", "b.pdf"].map(|name| (name.to_owned(), format!("sha of {name}"))).into()
    }

    #[test]
    fn only_what_can_be_is_written_down() {
        let mut kept = HandIn::default();
        let mut edit = |edit: Edit<'_>| kept.edit(&edit, &files()).map_err(|e| e.code());
        assert_eq!(edit(Edit::Address("a.pdf", " https://a.example/x ")), Ok(()));
        assert_eq!(edit(Edit::Opened("a.pdf", true)), Ok(()));
        for (refused, code) in [
            (Edit::Address("c.pdf", "https://a.example/"), "handin-name-unknown"),
            (Edit::Address("b.pdf", "https://a.example/x"), "handin-address-taken"),
            (Edit::Opened("b.pdf", true), "handin-address-missing"),
            (Edit::Address("b.pdf", "a.example/x"), "handin-address-unusable"),
            (Edit::Address("b.pdf", "https://me:pw@a.example/"), "handin-address-unusable"),
            (Edit::Portal("file:///etc"), "handin-address-unusable"),
            (Edit::Folder("mailto:a@b.c"), "handin-address-unusable"),
        ] {
            assert_eq!(edit(refused), Err(code), "{refused:?}");
        }
        assert_eq!(edit(Edit::Uploaded("a.pdf", true)), Ok(()));
        let standing = kept.standing("a.pdf", "sha of a.pdf");
        assert!(standing.uploaded && standing.opened, "{standing:?}");
        assert_eq!(standing.address, Some("https://a.example/x"));
    }

    #[test]
    fn a_list_gives_no_file_the_address_of_another() {
        let mut kept = HandIn::default();
        kept.set_address("a.pdf", Some("https://one.example/".into()));
        let list = |text: &str| pasted(&["a.pdf", "b.pdf"], text);
        let names = ["a.pdf", "b.pdf"];
        let told = kept.take(list("b.pdf https://one.example/"), &names);
        assert_eq!((told.matched.len(), told.unmatched[0].why), (0, Why::SharedAddress));
        let told =
            kept.take(list("b.pdf https://one.example/\na.pdf https://two.example/"), &names);
        assert_eq!((told.matched.len(), told.unmatched.len()), (2, 0));
        assert_eq!(kept.addresses()["b.pdf"], "https://one.example/");
    }

    #[test]
    fn an_address_that_stays_is_given_to_nobody_else() {
        let mut kept = HandIn::default();
        kept.set_address("a.pdf", Some("https://one.example/".into()));
        kept.set_address("c.pdf", Some("https://two.example/".into()));
        let before = kept.clone();
        // What c keeps is refused to a, so a keeps what b asks for.
        let list = "b.pdf https://one.example/\na.pdf https://two.example/";
        let names = ["a.pdf", "b.pdf", "c.pdf"];
        let told = kept.take(pasted(&names, list), &names);
        assert_eq!((told.matched.len(), told.unmatched.len()), (0, 2));
        assert_eq!(kept, before);
    }

    #[test]
    fn what_is_handed_in_no_more_holds_no_address() {
        let mut kept = HandIn::default();
        kept.set_address("old.pdf", Some("https://one.example/".into()));
        assert_eq!(kept.edit(&Edit::Address("a.pdf", "https://one.example/"), &files()), Ok(()));
        kept.set_address("old.pdf", Some("https://two.example/".into()));
        let names = ["a.pdf", "b.pdf"];
        let list = pasted(&names, "b.pdf https://two.example/");
        assert_eq!(kept.take(list, &names).matched.len(), 1);
    }
}
