//! The judge from outside: hostile zips, bags and submissions with exact verdicts, third-party cases, and what must
//! never happen.

#![allow(clippy::disallowed_methods, reason = "third-party cases are read in place")]
#![allow(clippy::unwrap_used, reason = "test code")]

mod bag_files;
mod bag_lines;
mod bag_words;
mod bags;
mod cases;
mod disk;
mod made;
mod properties;
mod raw;
mod rules;
mod submission_pages;
mod submissions;
mod versions;
mod zip_bytes;
mod zip_entries;
mod zip_names;
mod zips;
