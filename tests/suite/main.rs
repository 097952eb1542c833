//! Behaviour of the whole, through the real command. One binary, one file a subject; tests/README.md says how to add one.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write their own scratch folders"
)]

mod again;
mod agreement;
mod clean;
mod codes;
mod command_line;
mod doctor;
mod faults;
mod formats;
mod handing_in;
mod history;
mod large;
mod moving;
mod plan;
mod privacy;
mod refused_writes;
mod rehearsal;
mod round_trip;
mod same_bytes;
mod samples;
mod solve;
mod viewable;
mod waivers;
mod without_printer;
