//! Reliability by numbers, of the app without its window: other programs write into the open portfolio, and another
//! machine into its copy of it. Samples with every test; `cargo xtask torture` runs the full sizes.

mod actor;
mod concurrent;
mod ledger;
mod styles;
mod two_machines;
mod writer;
