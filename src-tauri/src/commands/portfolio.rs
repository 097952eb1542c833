//! Opening a portfolio and looking at it.

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

use super::work;
use crate::error::{ShellError, boxed};
use crate::sample;
use crate::view::{self, ArtifactCard, CriterionRow, Failure, Finding, Opened, Overview};

/// The portfolio that is open, given at the start or chosen since.
#[tauri::command]
pub(crate) async fn opened(app: AppHandle, lang: String) -> Result<Option<Opened>, Failure> {
    work(app, &lang, |desk, _| Ok(desk.opened())).await
}

/// Lets the learner choose a folder; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_folder(app: AppHandle, lang: String) -> Result<Option<Opened>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, _| {
        let chosen = dialog.file().blocking_pick_folder().and_then(|f| f.into_path().ok());
        chosen.map(|folder| desk.open(&folder)).transpose()
    })
    .await
}

/// Opens a fresh copy of the sample.
#[tauri::command]
pub(crate) async fn open_sample(app: AppHandle, lang: String) -> Result<Opened, Failure> {
    let source = sample::source(&app);
    work(app, &lang, move |desk, _| {
        let source = source.ok_or_else(|| boxed(ShellError::NoSample))?;
        desk.open(&sample::fresh_copy(&source, desk.documents())?)
    })
    .await
}

/// The figures of the first screen.
#[tauri::command]
pub(crate) async fn overview(app: AppHandle, lang: String) -> Result<Overview, Failure> {
    work(app, &lang, |desk, language| Ok(view::overview(&desk.see(language)?))).await
}

/// The 25 rows.
#[tauri::command]
pub(crate) async fn criteria(app: AppHandle, lang: String) -> Result<Vec<CriterionRow>, Failure> {
    work(app, &lang, |desk, language| Ok(view::criteria(&desk.see(language)?))).await
}

/// The artifacts.
#[tauri::command]
pub(crate) async fn artifacts(app: AppHandle, lang: String) -> Result<Vec<ArtifactCard>, Failure> {
    work(app, &lang, |desk, language| Ok(view::artifacts(&desk.see(language)?))).await
}

/// All findings.
#[tauri::command]
pub(crate) async fn findings(app: AppHandle, lang: String) -> Result<Vec<Finding>, Failure> {
    work(app, &lang, |desk, language| Ok(view::findings(&desk.see(language)?))).await
}
