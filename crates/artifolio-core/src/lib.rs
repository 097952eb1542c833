//! The nouns and rules of an ISTE portfolio, pure: no IO, no async, no clock, no locale.
//!
//! The way of the data: texts and file facts come in ([`artifact`], [`criterion`], [`portfolio`], [`file_facts`]),
//! a resolved [`profile`] says what the programme asks, [`check`] turns both into [`finding`]s, [`coverage`] and
//! [`deadline`] into figures. The environment enters as arguments: *today*, the roster, files through
//! [`source::Vfs`].

pub mod artifact;
pub mod check;
pub mod clean_copy;
pub mod conflict_copy;
pub mod coverage;
pub mod criterion;
pub mod day;
pub mod deadline;
pub mod drawing;
pub mod failure;
pub mod file_facts;
pub mod finding;
pub mod handin;
pub mod header;
pub mod id;
pub mod markdown;
pub mod merge;
pub mod message;
pub mod path;
pub mod plan;
pub mod portable;
pub mod portfolio;
pub mod private;
pub mod profile;
pub mod progress;
pub mod readiness;
pub mod receipt;
pub mod settings_edit;
pub mod shingle;
pub mod solve;
pub mod source;
