//! Handing in.

use tauri::AppHandle;
use tauri::ipc::Channel;
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;

use super::{told, work};
use crate::desk::ask_folder;
use crate::error::{ShellError, boxed};
use crate::view::{Done, Failure, HandInEdit, HandInList, HandInOutcome, HandInPage, PackStep};

/// Everything about handing in.
#[tauri::command]
pub(crate) async fn hand_in(app: AppHandle, lang: String) -> Result<HandInPage, Failure> {
    work(app, &lang, |desk, language| desk.hand_in(language)).await
}

/// Writes one thing down.
#[tauri::command]
pub(crate) async fn edit_hand_in(
    app: AppHandle,
    lang: String,
    opening: u32,
    edit: HandInEdit,
) -> Result<Done, Failure> {
    work(app, &lang, move |desk, language| desk.edit_hand_in(opening, language, &edit)).await
}

/// Takes the addresses of a list.
#[tauri::command]
pub(crate) async fn paste_addresses(
    app: AppHandle,
    lang: String,
    opening: u32,
    text: String,
) -> Result<HandInList, Failure> {
    work(app, &lang, move |desk, language| desk.paste_addresses(opening, language, &text)).await
}

/// Lets the learner choose where the files will lie; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_hand_in_place(
    app: AppHandle,
    lang: String,
    opening: u32,
) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let chosen = ask_folder(&dialog);
        chosen.map(|folder| desk.choose_hand_in_place(opening, language, folder)).transpose()
    })
    .await
}

/// Lays the files out there.
#[tauri::command]
pub(crate) async fn lay_out(
    app: AppHandle,
    lang: String,
    opening: u32,
    on_step: Channel<PackStep>,
) -> Result<HandInOutcome, Failure> {
    work(app, &lang, move |desk, language| desk.lay_out(opening, language, told(on_step))).await
}

/// Shows them in the system's file manager.
#[tauri::command]
pub(crate) async fn show_hand_in(app: AppHandle, lang: String) -> Result<(), Failure> {
    let opener = app.clone();
    work(app, &lang, move |desk, language| {
        let place = desk.hand_in_place(&desk.see(language)?);
        let shown = opener.opener().open_path(place.display().to_string(), None::<&str>);
        shown.map_err(|e| boxed(ShellError::NotShown(e.to_string())))
    })
    .await
}

/// The row of a criterion as plain text.
#[tauri::command]
pub(crate) async fn map_row(app: AppHandle, lang: String, key: String) -> Result<String, Failure> {
    work(app, &lang, move |desk, language| desk.map_row(language, &key)).await
}

/// Opens the address of a file, or the portal, in the system's browser.
#[tauri::command]
pub(crate) async fn open_hand_in_address(
    app: AppHandle,
    lang: String,
    name: Option<String>,
) -> Result<(), Failure> {
    let opener = app.clone();
    work(app, &lang, move |desk, language| {
        let address = desk.hand_in_address(language, name.as_deref())?;
        let opened = opener.opener().open_url(address, None::<&str>);
        opened.map_err(|e| boxed(ShellError::NoBrowser(e.to_string())))
    })
    .await
}
