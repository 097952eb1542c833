//! Changing the portfolio: every change, undo and redo.

use tauri::AppHandle;
use tauri::ipc::Request;
use tauri_plugin_dialog::DialogExt as _;

use super::work;
use crate::desk::{Desk, Seen};
use crate::edit;
use crate::pasted::Pasted;
use crate::view::{
    self, ArtifactPage, CriterionPage, Done, Edit, Failure, LogWords, Merged, Saved, Similar,
    TextOf,
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

/// Puts the words of a writer and the text that stands there together; both began as `base`.
#[tauri::command]
pub(crate) async fn merge(
    app: AppHandle,
    lang: String,
    opening: u32,
    of: TextOf,
    base: String,
    mine: String,
) -> Result<Merged, Failure> {
    let merge = move |desk: &Desk, language| desk.merge(opening, language, &of, [&base, &mine]);
    work(app, &lang, merge).await
}

/// Changes the portfolio.
#[tauri::command]
pub(crate) async fn edit(
    app: AppHandle,
    lang: String,
    opening: u32,
    edit: Edit,
) -> Result<Done, Failure> {
    let build = move |seen: &Seen| edit::build(seen, &edit);
    work(app, &lang, move |desk, language| desk.change(opening, language, build)).await
}

/// Saves a text that has the revision `base` on the disk.
#[tauri::command]
pub(crate) async fn save_text(
    app: AppHandle,
    lang: String,
    opening: u32,
    of: TextOf,
    text: String,
    base: String,
) -> Result<Saved, Failure> {
    work(app, &lang, move |desk, language| desk.save_text(opening, language, &of, &text, &base))
        .await
}

/// Keeps a text that could not be saved in the app's own folder; where it lies now.
#[tauri::command]
pub(crate) async fn keep_aside(
    app: AppHandle,
    lang: String,
    opening: u32,
    of: TextOf,
    text: String,
) -> Result<String, Failure> {
    work(app, &lang, move |desk, _| desk.keep_aside(opening, &of, &text)).await
}

/// Brings in a file from the clipboard: its bytes are the body, `lang`, `name` and `into` stand in a header.
#[tauri::command]
pub(crate) async fn import_pasted(app: AppHandle, request: Request<'_>) -> Result<Done, Failure> {
    let Pasted { lang, opening, name, into, bytes } = Pasted::of(&request);
    work(app, &lang, move |desk, language| {
        desk.paste(opening, language, &name, &bytes, into.as_deref())
    })
    .await
}

/// Lets the learner choose files and copies them in, into an artifact or a new one; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn import_files(
    app: AppHandle,
    lang: String,
    opening: u32,
    into: Option<String>,
) -> Result<Option<Done>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let chosen = crate::desk::ask_files(&dialog);
        chosen.map(|files| desk.import(opening, language, &files, into.as_deref())).transpose()
    })
    .await
}

/// Copies in what was dropped on the window last.
#[tauri::command]
pub(crate) async fn import_dropped(
    app: AppHandle,
    lang: String,
    opening: u32,
    into: Option<String>,
) -> Result<Done, Failure> {
    work(app, &lang, move |desk, language| {
        let dropped = desk.take_dropped();
        desk.import(opening, language, &dropped, into.as_deref())
    })
    .await
}

/// Lets the learner choose a file as the copy of an item that any browser shows; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn add_viewable(
    app: AppHandle,
    lang: String,
    opening: u32,
    artifact: String,
    evidence: String,
) -> Result<Option<Done>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, lang| {
        let file = crate::desk::ask_file(&dialog);
        file.map(|f| desk.add_viewable(opening, lang, (&artifact, &evidence), &f)).transpose()
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
pub(crate) async fn undo(app: AppHandle, lang: String, opening: u32) -> Result<LogWords, Failure> {
    work(app, &lang, move |desk, language| {
        desk.turn(opening, language, artifolio_workspace::log::Log::undo)
    })
    .await
}

/// Does again what was taken back.
#[tauri::command]
pub(crate) async fn redo(app: AppHandle, lang: String, opening: u32) -> Result<LogWords, Failure> {
    work(app, &lang, move |desk, language| {
        desk.turn(opening, language, artifolio_workspace::log::Log::redo)
    })
    .await
}
