//! Progress on stderr: only on a terminal, only for work over a second. Ctrl-C asks the job to stop and clean up.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use artifolio_core::progress::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// A bar that appears when the work takes over a second.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar for bytes; from now on Ctrl-C stops the job instead of the program.
    pub(crate) fn bytes() -> Self {
        Self::with("{wide_bar} {bytes}/{total_bytes}  {eta} left")
    }

    /// The same for what is counted one by one.
    pub(crate) fn items() -> Self {
        Self::with("{wide_bar} {pos}/{len}")
    }

    fn with(template: &str) -> Self {
        // A second handler is refused by the library and not needed: the first one serves.
        let _ = ctrlc::set_handler(|| STOPPED.store(true, Ordering::Relaxed));
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(template);
        bar.set_style(style.expect("the template is fixed"));
        Self(bar)
    }
}

impl Progress for Bar {
    fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
        if self.0.is_hidden() && self.0.elapsed() > Duration::from_secs(1) {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.0.set_length(total);
        self.0.set_position(done);
        if STOPPED.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
