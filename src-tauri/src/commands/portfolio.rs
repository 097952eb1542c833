//! Looking at the open portfolio.

use tauri::AppHandle;

use super::work;
use crate::desk::Desk;
use crate::view::{
    self, ArtifactCard, CriterionRow, Failure, Finding, Hit, Overview, PortfolioSettings,
    PrivateFile, Solution, UnshownFile, WaivedMark,
};

/// The figures of the first screen.
#[tauri::command]
pub(crate) async fn overview(app: AppHandle, lang: String) -> Result<Overview, Failure> {
    work(app, &lang, |desk, language| desk.overview(language)).await
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

/// Findings marked "checked, doesn't apply".
#[tauri::command]
pub(crate) async fn waived(app: AppHandle, lang: String) -> Result<Vec<WaivedMark>, Failure> {
    work(app, &lang, |desk, language| Ok(view::waived(&desk.see(language)?))).await
}

/// What evidence tells beside what it shows.
#[tauri::command]
pub(crate) async fn private_files(
    app: AppHandle,
    lang: String,
) -> Result<Vec<PrivateFile>, Failure> {
    work(app, &lang, |desk, language| Ok(view::private_files(&desk.see(language)?))).await
}

/// Files that not everyone can open, or that have no picture, and have no copy or poster either.
#[tauri::command]
pub(crate) async fn unshown_files(
    app: AppHandle,
    lang: String,
) -> Result<Vec<UnshownFile>, Failure> {
    work(app, &lang, |desk, language| Ok(view::unshown_files(&desk.see(language)?))).await
}

/// The person and the programme.
#[tauri::command]
pub(crate) async fn portfolio_settings(
    app: AppHandle,
    lang: String,
) -> Result<PortfolioSettings, Failure> {
    let settings =
        |desk: &Desk, language| Ok(view::portfolio_settings(&desk.see(language)?, desk.polled()));
    work(app, &lang, settings).await
}

/// Which artifacts to hand in; as if one were not there, where one is named.
#[tauri::command]
pub(crate) async fn solution(
    app: AppHandle,
    lang: String,
    without: Option<String>,
) -> Result<Solution, Failure> {
    work(app, &lang, move |desk, language| view::solution(&desk.see(language)?, without.as_deref()))
        .await
}

/// What holds all these words.
#[tauri::command]
pub(crate) async fn search(
    app: AppHandle,
    lang: String,
    words: String,
) -> Result<Vec<Hit>, Failure> {
    work(app, &lang, move |desk, _| desk.search(&words)).await
}

/// A text as readers will see it.
#[tauri::command]
pub(crate) async fn reading(app: AppHandle, lang: String, text: String) -> Result<String, Failure> {
    work(app, &lang, move |_, _| Ok(view::reading(&text))).await
}
