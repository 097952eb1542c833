//! Help: the programme's own pages, and who made this.

use artifolio_core::message::Catalogue;
use artifolio_core::profile::Profile;
use serde::Serialize;
use ts_rs::TS;

/// A page of the programme.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HelpLink {
    /// Names it.
    pub key: String,
    /// What it is.
    pub label: String,
    /// Its address, to be shown before it is opened.
    pub address: String,
}

/// The help screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HelpPage {
    /// Of the app.
    pub version: String,
    /// The "not affiliated" line.
    pub notice: String,
    /// The programme's pages.
    pub links: Vec<HelpLink>,
}

/// The help for a programme.
#[must_use]
pub fn help(profile: &Profile, words: &Catalogue) -> HelpPage {
    let standards = (words.plain("help_standards"), profile.standards_link.clone());
    let pages = profile.page.iter().map(|page| (page.label.clone(), page.link.clone()));
    let links = std::iter::once(standards).chain(pages).enumerate();
    HelpPage {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        notice: profile.notice.clone(),
        links: links
            .map(|(n, (label, address))| HelpLink { key: n.to_string(), label, address })
            .collect(),
    }
}
