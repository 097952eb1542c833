//! Making the bundle.

use artifolio_workspace::viewable::Only;
use tauri::AppHandle;
use tauri::ipc::Channel;
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;

use super::{told, work};
use crate::error::{ShellError, boxed};
use crate::pack;
use crate::view::{
    BundleChange, BundleRehearsal, BundleVerdict, Done, EarlierBundle, Failure, PackOutcome,
    PackPlace, PackRequest, PackStep, ViewablesMade,
};

/// Where the bundle will lie, and the date on it.
#[tauri::command]
pub(crate) async fn bundle_place(
    app: AppHandle,
    lang: String,
    request: PackRequest,
) -> Result<PackPlace, Failure> {
    work(app, &lang, move |desk, language| {
        let (place, date) = desk.bundle_place(&desk.see(language)?, &request)?;
        Ok(PackPlace { path: place.display().to_string(), date: date.to_string() })
    })
    .await
}

/// Lets the learner choose another place; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_bundle_place(
    app: AppHandle,
    lang: String,
    opening: u32,
    request: PackRequest,
) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let (now, _) = desk.bundle_place(&desk.see(language)?, &request)?;
        let chosen = pack::ask_place(&dialog, &now, "zip");
        chosen.map(|place| desk.choose_place(opening, place)).transpose()
    })
    .await
}

/// Makes the bundle there.
#[tauri::command]
pub(crate) async fn pack(
    app: AppHandle,
    lang: String,
    opening: u32,
    request: PackRequest,
    on_step: Channel<PackStep>,
) -> Result<PackOutcome, Failure> {
    work(app, &lang, move |desk, language| {
        pack::pack(desk, opening, language, &request, told(on_step))
    })
    .await
}

/// Makes the clean copies that are missing; `null` when it was stopped.
#[tauri::command]
pub(crate) async fn clean(
    app: AppHandle,
    lang: String,
    opening: u32,
    on_step: Channel<PackStep>,
) -> Result<Option<Done>, Failure> {
    work(app, &lang, move |desk, language| desk.clean(opening, language, told(on_step))).await
}

/// Makes copies that any browser shows and posters: of one item, of an artifact, or of all that lack them.
#[tauri::command]
pub(crate) async fn make_viewables(
    app: AppHandle,
    lang: String,
    opening: u32,
    artifact: Option<String>,
    evidence: Option<String>,
    on_step: Channel<PackStep>,
) -> Result<ViewablesMade, Failure> {
    work(app, &lang, move |desk, language| {
        let only = Only { artifact: artifact.as_deref(), evidence: evidence.as_deref() };
        desk.make_viewables(opening, language, only, told(on_step))
    })
    .await
}

/// Asks the long piece of work that is being done to stop.
#[tauri::command]
pub(crate) async fn cancel_pack(app: AppHandle, lang: String) -> Result<(), Failure> {
    work(app, &lang, |desk, _| {
        desk.stop();
        Ok(())
    })
    .await
}

/// Shows an earlier bundle, or the last one, in the system's file manager.
#[tauri::command]
pub(crate) async fn show_bundle(
    app: AppHandle,
    lang: String,
    key: Option<String>,
) -> Result<(), Failure> {
    let opener = app.clone();
    work(app, &lang, move |desk, _| {
        let place = desk.bundle(key.as_deref())?;
        let shown = opener.opener().reveal_item_in_dir(place);
        shown.map_err(|e| boxed(ShellError::NotShown(e.to_string())))
    })
    .await
}

/// Bundles that were made of this portfolio.
#[tauri::command]
pub(crate) async fn earlier_bundles(
    app: AppHandle,
    lang: String,
) -> Result<Vec<EarlierBundle>, Failure> {
    work(app, &lang, |desk, _| desk.earlier_bundles()).await
}

/// Verifies one of them again.
#[tauri::command]
pub(crate) async fn verify_bundle(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<BundleVerdict, Failure> {
    work(app, &lang, move |desk, language| desk.verify_bundle(&key, language)).await
}

/// Goes through one of them, or the last one, as a reviewer's machine will.
#[tauri::command]
pub(crate) async fn rehearse_bundle(
    app: AppHandle,
    lang: String,
    key: Option<String>,
    on_step: Channel<PackStep>,
) -> Result<Option<BundleRehearsal>, Failure> {
    work(app, &lang, move |desk, language| {
        desk.rehearse_bundle(key.as_deref(), language, told(on_step))
    })
    .await
}

/// What has changed since one of them was made.
#[tauri::command]
pub(crate) async fn compare_bundle(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<Vec<BundleChange>, Failure> {
    work(app, &lang, move |desk, language| desk.compare_bundle(&key, language)).await
}
