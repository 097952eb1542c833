//! What happened while nobody looked.

use tauri::AppHandle;

use super::work;
use crate::view::{AwayItem, Done, Failure, TextPiece};

/// What happened and is neither answered nor passed over.
#[tauri::command]
pub(crate) async fn away(app: AppHandle, lang: String) -> Result<Vec<AwayItem>, Failure> {
    work(app, &lang, |desk, language| desk.away(language)).await
}

/// Does what is proposed for these.
#[tauri::command]
pub(crate) async fn answer_away(
    app: AppHandle,
    lang: String,
    keys: Vec<String>,
) -> Result<Done, Failure> {
    work(app, &lang, move |desk, language| desk.answer_away(language, &keys)).await
}

/// Passes over these from now on.
#[tauri::command]
pub(crate) async fn ignore_away(
    app: AppHandle,
    lang: String,
    keys: Vec<String>,
) -> Result<(), Failure> {
    work(app, &lang, move |desk, language| desk.ignore_away(language, &keys)).await
}

/// A copy and its original, in pieces.
#[tauri::command]
pub(crate) async fn copy_pieces(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<Vec<TextPiece>, Failure> {
    work(app, &lang, move |desk, language| desk.copy_pieces(language, &key)).await
}

/// Puts a copy and its original together with this text.
#[tauri::command]
pub(crate) async fn merge_copy(
    app: AppHandle,
    lang: String,
    key: String,
    text: String,
) -> Result<Done, Failure> {
    work(app, &lang, move |desk, language| desk.merge_copy(language, &key, &text)).await
}
