//! What the portfolio was: earlier versions, and what was removed.

use tauri::AppHandle;

use super::work;
use crate::view::{Done, EarlierText, Failure, RemovedItem, TextOf};

/// The earlier versions of a text, the last first.
#[tauri::command]
pub(crate) async fn earlier_texts(
    app: AppHandle,
    lang: String,
    of: TextOf,
) -> Result<Vec<EarlierText>, Failure> {
    work(app, &lang, move |desk, language| desk.earlier_texts(language, &of)).await
}

/// Keeps a text in the history that the writer did not choose.
#[tauri::command]
pub(crate) async fn set_aside(
    app: AppHandle,
    lang: String,
    opening: u32,
    of: TextOf,
    text: String,
) -> Result<(), Failure> {
    work(app, &lang, move |desk, language| desk.set_aside(opening, language, &of, &text)).await
}

/// Remembers that somebody has looked at what stands there and leaves it so.
#[tauri::command]
pub(crate) async fn accept_text(
    app: AppHandle,
    lang: String,
    opening: u32,
    of: TextOf,
) -> Result<(), Failure> {
    work(app, &lang, move |desk, language| desk.accept_text(opening, language, &of)).await
}

/// What was removed, the last first.
#[tauri::command]
pub(crate) async fn removed(app: AppHandle, lang: String) -> Result<Vec<RemovedItem>, Failure> {
    work(app, &lang, |desk, language| desk.removed(language)).await
}

/// Puts back what was removed.
#[tauri::command]
pub(crate) async fn put_back(
    app: AppHandle,
    lang: String,
    opening: u32,
    key: String,
) -> Result<Done, Failure> {
    work(app, &lang, move |desk, language| desk.put_back(opening, language, &key)).await
}
