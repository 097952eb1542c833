//! How long work says how far it is and hears that it should stop. Shared by every job over a second.

use std::ops::ControlFlow;

/// Told of progress; answers whether to go on.
pub trait Progress: Send + Sync {
    /// `done` of `total` bytes (or items). `Break` asks the job to stop and clean up after itself.
    fn advance(&self, done: u64, total: u64) -> ControlFlow<()>;
}

/// Says nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn advance(&self, _done: u64, _total: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
