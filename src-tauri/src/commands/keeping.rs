//! Keeping the portfolio safe, and taking it to another machine.

use std::path::Path;

use tauri::AppHandle;
use tauri::ipc::Channel;
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;

use super::{told, work};
use crate::error::{ShellError, boxed};
use crate::pack::ask_place;
use crate::view::{
    BackupOutcome, Chosen, Failure, Keeping, PackStep, RehearsalOutcome, RestoreOutcome,
};

/// How safe the portfolio is.
#[tauri::command]
pub(crate) async fn keeping(app: AppHandle, lang: String) -> Result<Keeping, Failure> {
    work(app, &lang, |desk, language| desk.keeping(language)).await
}

/// Lets the learner choose where the next backup will lie; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_backup_place(
    app: AppHandle,
    lang: String,
    opening: u32,
) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let now = desk.backup_place(&desk.see(language)?);
        let chosen = ask_place(&dialog, &now, "zip");
        chosen.map(|place| desk.choose_backup_place(opening, place)).transpose()
    })
    .await
}

/// Makes a backup there.
#[tauri::command]
pub(crate) async fn back_up(
    app: AppHandle,
    lang: String,
    opening: u32,
    on_step: Channel<PackStep>,
) -> Result<BackupOutcome, Failure> {
    work(app, &lang, move |desk, language| desk.back_up(opening, language, told(on_step))).await
}

/// Tries the last backup.
#[tauri::command]
pub(crate) async fn rehearse(
    app: AppHandle,
    lang: String,
    opening: u32,
    on_step: Channel<PackStep>,
) -> Result<RehearsalOutcome, Failure> {
    work(app, &lang, move |desk, language| desk.rehearse(opening, language, told(on_step))).await
}

/// Reminds nobody of a backup for a week.
#[tauri::command]
pub(crate) async fn put_off_backup(
    app: AppHandle,
    lang: String,
    opening: u32,
) -> Result<(), Failure> {
    work(app, &lang, move |desk, _| desk.put_off_backup(opening)).await
}

/// Shows the last backup in the system's file manager.
#[tauri::command]
pub(crate) async fn show_backup(app: AppHandle, lang: String) -> Result<(), Failure> {
    let opener = app.clone();
    work(app, &lang, move |desk, _| {
        let shown = opener.opener().reveal_item_in_dir(desk.last_backup()?);
        shown.map_err(|e| boxed(ShellError::NotShown(e.to_string())))
    })
    .await
}

/// Lets the learner choose a package to restore; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_package(
    app: AppHandle,
    lang: String,
) -> Result<Option<Chosen>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, _| {
        let file = dialog.file().add_filter("zip", &["zip"]).blocking_pick_file();
        file.and_then(|file| file.into_path().ok()).map(|file| desk.choose(&file)).transpose()
    })
    .await
}

/// The folder that the chosen package would become.
#[tauri::command]
pub(crate) async fn restore_place(app: AppHandle, lang: String) -> Result<String, Failure> {
    work(app, &lang, |desk, _| Ok(desk.restore_place()?.display().to_string())).await
}

/// Makes the chosen package a portfolio again and opens it.
#[tauri::command]
pub(crate) async fn restore(
    app: AppHandle,
    lang: String,
    on_step: Channel<PackStep>,
) -> Result<RestoreOutcome, Failure> {
    work(app, &lang, move |desk, language| desk.restore(language, told(on_step))).await
}

/// Puts what belongs to the person into an encrypted file; where it lies, `null` when the learner changes their mind.
#[tauri::command]
pub(crate) async fn carry_out(
    app: AppHandle,
    lang: String,
    passphrase: String,
) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, _| {
        let now = Path::new(TRANSFER).with_extension(TRANSFER_ENDING);
        let file = ask_place(&dialog, &now, TRANSFER_ENDING);
        file.map(|file| desk.carry_out(&file, &passphrase)).transpose()
    })
    .await
}

/// Takes it in; whether the learner chose a file.
#[tauri::command]
pub(crate) async fn carry_in(
    app: AppHandle,
    lang: String,
    passphrase: String,
) -> Result<bool, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, _| {
        let chosen = dialog.file().blocking_pick_file().and_then(|file| file.into_path().ok());
        let done = chosen.map(|file| desk.carry_in(&file, &passphrase)).transpose();
        Ok(done?.is_some())
    })
    .await
}

/// What a transfer file is called at first.
const TRANSFER: &str = "Artifolio";
const TRANSFER_ENDING: &str = "artifolio-transfer";
