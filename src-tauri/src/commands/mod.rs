//! What the interface can ask. A command takes the state, calls one method, converts, returns: at most ten lines
//! (`cargo xtask lints` counts).

pub(crate) mod app;
pub(crate) mod away;
pub(crate) mod edit;
pub(crate) mod handing_in;
pub(crate) mod keeping;
pub(crate) mod pack;
pub(crate) mod past;
pub(crate) mod planning;
pub(crate) mod portfolio;
pub(crate) mod start;

use artifolio_core::message::Language;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _};

use crate::desk::Desk;
use crate::error::{Refusal, ShellError, spoken};
use crate::view::{Failure, PackStep};

/// Does blocking work on the desk away from the window's thread, and speaks what could not be done.
async fn work<T, F>(app: AppHandle, lang: &str, job: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnOnce(&Desk, Language) -> Result<T, Refusal> + Send + 'static,
{
    let language = Language::parse(lang).unwrap_or_default();
    let done = tokio::task::spawn_blocking(move || {
        job(&app.state::<Desk>(), language).map_err(|error| {
            tracing::warn!(code = error.code(), "a call could not be answered");
            spoken(&*error, language)
        })
    });
    done.await.unwrap_or_else(|_| Err(spoken(&ShellError::Crashed, language)))
}

/// Tells the window how far a long piece of work is.
fn told(on_step: Channel<PackStep>) -> impl Fn(PackStep) + Send + Sync {
    move |step| {
        // A window that closed no longer listens; the work is done all the same.
        let _ = on_step.send(step);
    }
}
