//! The learner's folder: files, changes, lock, index.

pub mod disk;
pub mod inspect;
