//! The app itself: preferences, help, diagnostics.

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;

use super::work;
use crate::desk::ask_folder;
use crate::error::{ShellError, boxed};
use crate::preferences::Preferences;
use crate::view::{Failure, HelpPage};
use crate::{closing, diagnostics, menu, preferences};

/// The first screen shows what belongs on it.
#[tauri::command]
pub(crate) async fn ready(app: AppHandle, lang: String) -> Result<(), Failure> {
    work(app, &lang, |desk, _| {
        tracing::info!(milliseconds = desk.ready().as_millis(), "the first screen is ready");
        Ok(())
    })
    .await
}

/// Everything is saved, and the window may close.
#[tauri::command]
pub(crate) async fn close(app: AppHandle) {
    closing::now(&app);
}

/// How the window looks and speaks.
#[tauri::command]
pub(crate) async fn preferences(app: AppHandle, lang: String) -> Result<Preferences, Failure> {
    work(app, &lang, |desk, _| Ok(desk.preferences())).await
}

/// Keeps how the window looks and speaks; the menu speaks `lang` from now on.
#[tauri::command]
pub(crate) async fn set_preferences(
    app: AppHandle,
    lang: String,
    preferences: Preferences,
) -> Result<(), Failure> {
    let menus = app.clone();
    work(app, &lang, move |desk, language| {
        menu::speak(&menus, language);
        preferences::keep(desk.data(), preferences).map_err(boxed)
    })
    .await
}

/// Where portfolios are proposed.
#[tauri::command]
pub(crate) async fn portfolios_folder(app: AppHandle, lang: String) -> Result<String, Failure> {
    work(app, &lang, |desk, _| Ok(desk.portfolios().display().to_string())).await
}

/// Lets the learner choose where portfolios are proposed; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_portfolios_folder(
    app: AppHandle,
    lang: String,
) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, _| {
        ask_folder(&dialog).map(|folder| desk.live_in(folder)).transpose()
    })
    .await
}

/// The programme's pages and who made this.
#[tauri::command]
pub(crate) async fn help(app: AppHandle, lang: String) -> Result<HelpPage, Failure> {
    work(app, &lang, |desk, language| desk.help(language)).await
}

/// Opens a page of the programme in the system's browser.
#[tauri::command]
pub(crate) async fn open_help_link(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<(), Failure> {
    let opener = app.clone();
    work(app, &lang, move |desk, language| {
        let address = desk.help_address(&key, language)?;
        let opened = opener.opener().open_url(address, None::<&str>);
        opened.map_err(|e| boxed(ShellError::NoBrowser(e.to_string())))
    })
    .await
}

/// What to send along with a question about the program.
#[tauri::command]
pub(crate) async fn diagnostics(app: AppHandle, lang: String) -> Result<String, Failure> {
    work(app, &lang, |desk, language| Ok(diagnostics::text(desk, language))).await
}
