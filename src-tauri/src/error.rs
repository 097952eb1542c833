//! Errors of the shell itself; those of the crates pass through. All cross to the interface as a spoken failure.

use std::collections::BTreeMap;

use artifolio_core::failure::{Coded, Failure};
use artifolio_core::message::{Catalogue, Language};

use crate::view;

/// What the shell itself could not do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ShellError {
    /// No portfolio is open.
    #[error("no portfolio is open")]
    NothingOpen,
    /// The bundle's place was not chosen by the learner.
    #[error("no place was chosen for the bundle")]
    NoPlace,
    /// A bundle is being made already.
    #[error("a bundle is being made")]
    Busy,
    /// The date is none.
    #[error("{0:?} is no date")]
    BadDate(String),
    /// What was asked for is not there any more.
    #[error("it is gone")]
    Gone,
    /// What it was asked of is not the portfolio that is open now.
    #[error("another portfolio is open")]
    AnotherOpen,
    /// A text is not what it was when the writer began.
    #[error("another program changed the text")]
    TextChanged,
    /// A field is not what it was when the writer began.
    #[error("another program changed the field")]
    FieldChanged,
    /// A text is there and cannot be read; why, in a sentence.
    #[error("a text cannot be read: {0}")]
    TextUnread(String),
    /// The sample that comes with the app is missing.
    #[error("the sample is missing")]
    NoSample,
    /// A bundle is not where it was saved.
    #[error("{0} is not there")]
    BundleGone(String),
    /// A bundle cannot be read.
    #[error("the bundle cannot be read: {0}")]
    BundleUnread(std::io::Error),
    /// The work on a call ended in a fault of the program.
    #[error("a fault of the program")]
    Crashed,
    /// The system's browser did not open.
    #[error("the browser does not open: {0}")]
    NoBrowser(String),
    /// The system's file manager did not open.
    #[error("the file manager does not open: {0}")]
    NotShown(String),
}

impl Coded for ShellError {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingOpen => "nothing-open",
            Self::NoPlace => "no-place",
            Self::Busy => "busy",
            Self::BadDate(_) => "bad-date",
            Self::Gone => "gone",
            Self::AnotherOpen => "another-open",
            Self::TextChanged => "text-changed",
            Self::FieldChanged => "field-changed",
            Self::TextUnread(_) => "text-unread",
            Self::NoSample => "no-sample",
            Self::BundleGone(_) => "bundle-gone",
            Self::BundleUnread(_) => "bundle-unread",
            Self::Crashed => "crashed",
            Self::NoBrowser(_) => "no-browser",
            Self::NotShown(_) => "not-shown",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::BadDate(text) => BTreeMap::from([("date", text.clone())]),
            Self::BundleGone(path) => BTreeMap::from([("file", path.clone())]),
            Self::BundleUnread(error) => BTreeMap::from([("reason", error.to_string())]),
            Self::TextUnread(why) => BTreeMap::from([("why", why.clone())]),
            Self::NoBrowser(reason) | Self::NotShown(reason) => {
                BTreeMap::from([("reason", reason.clone())])
            }
            _ => BTreeMap::new(),
        }
    }
}

/// Any coded error on its way out.
pub(crate) type Refusal = Box<dyn Coded + Send>;

/// Boxes a coded error.
pub(crate) fn boxed<E: Coded + Send + 'static>(error: E) -> Refusal {
    Box::new(error)
}

/// Speaks an error in the interface's language.
#[must_use]
pub(crate) fn spoken(error: &dyn Coded, language: Language) -> view::Failure {
    Failure::of(error, &Catalogue::of(language)).into()
}
