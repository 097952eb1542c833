//! What happened while nobody looked.

use artifolio_workspace::away::Chosen;
use tauri::AppHandle;

use super::work;
use crate::desk::Desk;
use crate::view::{AwayItem, CopyApart, Done, Failure};

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
    opening: u32,
    keys: Vec<String>,
) -> Result<Done, Failure> {
    work(app, &lang, move |desk, language| desk.answer_away(opening, language, &keys)).await
}

/// Passes over these from now on.
#[tauri::command]
pub(crate) async fn ignore_away(
    app: AppHandle,
    lang: String,
    opening: u32,
    keys: Vec<String>,
) -> Result<(), Failure> {
    work(app, &lang, move |desk, language| desk.ignore_away(opening, language, &keys)).await
}

/// Where a copy and its original say two things.
#[tauri::command]
pub(crate) async fn copy_apart(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<CopyApart, Failure> {
    work(app, &lang, move |desk, language| desk.copy_apart(language, &key)).await
}

/// Puts a copy and its original together with this text, and those of the copy's fields.
#[tauri::command]
pub(crate) async fn merge_copy(
    app: AppHandle,
    lang: String,
    opening: u32,
    key: String,
    text: String,
    fields: Vec<String>,
) -> Result<Done, Failure> {
    let merge = move |desk: &Desk, language| {
        desk.merge_copy(opening, language, &key, Chosen { body: &text, header: &fields })
    };
    work(app, &lang, merge).await
}
