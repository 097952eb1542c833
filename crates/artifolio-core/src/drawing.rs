//! Drawing the first page of a PDF. The workspace asks for it and a program that the bundle starts does it; neither knows the
//! other. A PDF comes from anywhere, so whoever draws it does so in a process of its own.

use std::fmt::Debug;
use std::ops::ControlFlow;

/// Draws first pages.
pub trait Drawer: Debug + Sync {
    /// Whether there is something that draws; it may fail all the same.
    fn is_there(&self) -> bool;

    /// The first page as a small picture, PNG or JPEG; `go_on` is asked while it works.
    ///
    /// # Errors
    /// [`NotDrawn`]; nothing is left behind.
    fn first_page(
        &self,
        pdf: &[u8],
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<Vec<u8>, NotDrawn>;
}

/// Why a page was not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDrawn {
    /// The program that draws is not there, or does not run.
    NoProgram,
    /// The PDF is damaged, locked or has no page, or drawing it takes more memory than is lent.
    Unreadable,
    /// It took too long.
    TooLong,
    /// The caller asked to stop.
    Stopped,
}
