//! Changing the portfolio: every change, undo and redo.

use tauri::AppHandle;
use tauri::ipc::Request;
use tauri_plugin_dialog::DialogExt as _;

use super::work;
use crate::desk::Seen;
use crate::edit;
use crate::pasted::Pasted;
use crate::view::{
    self, ArtifactPage, CriterionPage, Done, Edit, Failure, LogWords, Saved, Similar, TextOf,
    TextPiece,
};

/// One criterion, open.
#[tauri::command]
pub(crate) async fn criterion(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<CriterionPage, Failure> {
    work(app, &lang, move |desk, language| desk.criterion_page(language, key)).await
}

/// One artifact, open.
#[tauri::command]
pub(crate) async fn artifact(
    app: AppHandle,
    lang: String,
    id: String,
) -> Result<ArtifactPage, Failure> {
    work(app, &lang, move |desk, language| desk.artifact_page(language, id)).await
}

/// The other criteria that a text, not saved yet, is much the same as.
#[tauri::command]
pub(crate) async fn similar(
    app: AppHandle,
    lang: String,
    key: String,
    text: String,
) -> Result<Vec<Similar>, Failure> {
    work(app, &lang, move |desk, lang| Ok(view::similar(&desk.see(lang)?, &key, &text))).await
}

/// Puts two texts together that began as `base`.
#[tauri::command]
pub(crate) async fn merge(
    app: AppHandle,
    lang: String,
    base: String,
    mine: String,
    theirs: String,
) -> Result<Vec<TextPiece>, Failure> {
    work(app, &lang, move |_, _| Ok(view::merged(&base, &mine, &theirs))).await
}

/// Changes the portfolio.
#[tauri::command]
pub(crate) async fn edit(app: AppHandle, lang: String, edit: Edit) -> Result<Done, Failure> {
    let build = move |seen: &Seen| edit::build(seen, &edit);
    work(app, &lang, move |desk, language| desk.change(language, build)).await
}

/// Saves a text that has the revision `base` on the disk.
#[tauri::command]
pub(crate) async fn save_text(
    app: AppHandle,
    lang: String,
    of: TextOf,
    text: String,
    base: String,
) -> Result<Saved, Failure> {
    work(app, &lang, move |desk, language| desk.save_text(language, &of, &text, &base)).await
}

/// Keeps a text that could not be saved in the app's own folder; where it lies now.
#[tauri::command]
pub(crate) async fn keep_aside(
    app: AppHandle,
    lang: String,
    of: TextOf,
    text: String,
) -> Result<String, Failure> {
    work(app, &lang, move |desk, _| desk.keep_aside(&of, &text)).await
}

/// Brings in a file from the clipboard: its bytes are the body, `lang`, `name` and `into` stand in a header.
#[tauri::command]
pub(crate) async fn import_pasted(app: AppHandle, request: Request<'_>) -> Result<Done, Failure> {
    let Pasted { lang, name, into, bytes } = Pasted::of(&request);
    work(app, &lang, move |desk, language| desk.paste(language, &name, &bytes, into.as_deref()))
        .await
}

/// Lets the learner choose files and copies them in, into an artifact or a new one; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn import_files(
    app: AppHandle,
    lang: String,
    into: Option<String>,
) -> Result<Option<Done>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let chosen = crate::desk::ask_files(&dialog);
        chosen.map(|files| desk.import(language, &files, into.as_deref())).transpose()
    })
    .await
}

/// Copies in what was dropped on the window last.
#[tauri::command]
pub(crate) async fn import_dropped(
    app: AppHandle,
    lang: String,
    into: Option<String>,
) -> Result<Done, Failure> {
    work(app, &lang, move |desk, language| {
        let dropped = desk.take_dropped();
        desk.import(language, &dropped, into.as_deref())
    })
    .await
}

/// What undo and redo would do.
#[tauri::command]
pub(crate) async fn log(app: AppHandle, lang: String) -> Result<LogWords, Failure> {
    work(app, &lang, |desk, language| desk.log_words(language)).await
}

/// Takes the last change back.
#[tauri::command]
pub(crate) async fn undo(app: AppHandle, lang: String) -> Result<LogWords, Failure> {
    work(app, &lang, |desk, language| desk.turn(language, artifolio_workspace::log::Log::undo))
        .await
}

/// Does again what was taken back.
#[tauri::command]
pub(crate) async fn redo(app: AppHandle, lang: String) -> Result<LogWords, Failure> {
    work(app, &lang, |desk, language| desk.turn(language, artifolio_workspace::log::Log::redo))
        .await
}
