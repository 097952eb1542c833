//! The window closes once what is written on it is saved.

use std::time::Duration;

use tauri::{AppHandle, CloseRequestApi, Emitter as _, Manager as _, Runtime};

use crate::WINDOW;

/// Tells the interface that the window was asked to close.
const CLOSING: &str = "closing";

/// A page that does not answer, or a disk that hangs, keeps the window open for so long and no longer: what was typed
/// until a breath before lies in the app's folder by then.
const LONGEST: Duration = Duration::from_secs(4);

/// Asks the window to close, as the cross in its frame does; a program without one ends.
pub(crate) fn ask<R: Runtime>(app: &AppHandle<R>) {
    let window = app.get_webview_window(WINDOW);
    if window.is_none_or(|window| window.close().is_err()) {
        app.exit(0);
    }
}

/// Has the interface save everything first.
pub(crate) fn asked(app: &AppHandle, api: &CloseRequestApi) {
    if app.emit(CLOSING, ()).is_err() {
        return;
    }
    api.prevent_close();
    let app = app.clone();
    std::thread::spawn(move || {
        std::thread::sleep(LONGEST);
        now(&app);
    });
}

/// Closes the window, whatever is on it.
pub(crate) fn now(app: &AppHandle) {
    let Some(window) = app.get_webview_window(WINDOW) else { return };
    if window.destroy().is_err() {
        tracing::warn!("the window did not close");
    }
}
