//! Writes the two packages of docs/bundle.md and restores them.
//!
//! [`pack()`] makes the submission: what a reviewer may see, picked into one allow-list type, from which every page and
//! data file is made. [`backup()`] packs the whole workspace for the candidate. Both are streamed into one zip that is
//! verified by `artifolio-verify`, which shares no code with this crate, before it takes its place. [`restore()`] turns
//! either into a workspace again, [`rehearse()`] tries whether a backup can be, [`rehearsal`] goes through a whole package as a
//! reviewer's machine will, and [`compare()`] says what a portfolio has changed in since its submission was made.
//! [`UploadFolder`] is the submission as files to upload one by one.

mod again;
mod backup;
mod bag;
mod beside;
mod compare;
mod crate_metadata;
mod docx;
mod error;
mod escape;
mod handin;
mod map;
mod map_csv;
mod map_text;
mod media;
mod naming;
mod pack;
mod package;
pub mod paper;
mod part;
mod receipt;
pub mod rehearsal;
mod rehearse;
mod restore;
pub mod rules;
mod site;
mod start_here;
mod submission;
mod words;
mod zip_writer;

#[cfg(test)]
mod testing;

pub use again::{Again, again};
pub use backup::{Backup, backup};
pub use compare::{About, Difference, How, Part, compare};
pub use error::{PackError, RestoreError};
pub use handin::{HandInError, LaidOut, ToUpload, UploadFolder, UploadKind};
pub use naming::{backup_name, submission_name, upload_name};
pub use pack::{PackOptions, Packed, pack};
pub use receipt::Receipt;
pub use rehearse::{Comparison, compare_backup, rehearse};
pub use restore::{Restored, RestoredKind, restore};
pub use submission::BUNDLE_FORMAT;
