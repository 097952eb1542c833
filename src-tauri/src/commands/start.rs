//! The way in: which portfolio is open, and making a new one.

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

use super::work;
use crate::desk::ask_folder;
use crate::error::boxed;
use crate::view::{self, Chosen, Failure, NewPortfolio, Opened, StartPage};
use crate::{recent, sample};

/// The portfolio that is open, given at the start or chosen since.
#[tauri::command]
pub(crate) async fn opened(app: AppHandle, lang: String) -> Result<Option<Opened>, Failure> {
    work(app, &lang, |desk, _| Ok(desk.opened())).await
}

/// What the first screen offers.
#[tauri::command]
pub(crate) async fn start_page(app: AppHandle, lang: String) -> Result<StartPage, Failure> {
    work(app, &lang, |desk, _| {
        Ok(StartPage { recent: recent::all(desk.data()), programmes: view::programmes() })
    })
    .await
}

/// Lets the learner choose a folder; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_folder(app: AppHandle, lang: String) -> Result<Option<Chosen>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, _| {
        ask_folder(&dialog).map(|folder| desk.choose(&folder)).transpose()
    })
    .await
}

/// Opens the folder that was dropped on the window last.
#[tauri::command]
pub(crate) async fn open_dropped(app: AppHandle, lang: String) -> Result<Chosen, Failure> {
    work(app, &lang, |desk, _| desk.choose_dropped()).await
}

/// Opens a portfolio that was open before.
#[tauri::command]
pub(crate) async fn open_recent(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<Chosen, Failure> {
    work(app, &lang, move |desk, _| desk.choose_recent(&key)).await
}

/// Takes a portfolio off the list of recent ones.
#[tauri::command]
pub(crate) async fn forget_recent(
    app: AppHandle,
    lang: String,
    key: String,
) -> Result<(), Failure> {
    work(app, &lang, move |desk, _| recent::forget(desk.data(), &key).map_err(boxed)).await
}

/// Opens a fresh copy of the sample.
#[tauri::command]
pub(crate) async fn open_sample(app: AppHandle, lang: String) -> Result<Opened, Failure> {
    let source = sample::source(&app);
    work(app, &lang, move |desk, _| desk.open_sample(source)).await
}

/// Where a new portfolio would lie.
#[tauri::command]
pub(crate) async fn portfolio_place(
    app: AppHandle,
    lang: String,
    name: String,
) -> Result<String, Failure> {
    work(app, &lang, move |desk, lang| Ok(desk.portfolio_place(&name, lang).display().to_string()))
        .await
}

/// Lets the learner choose in which folder it should lie; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn choose_portfolio_place(
    app: AppHandle,
    lang: String,
    name: String,
) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let Some(folder) = ask_folder(&dialog) else { return Ok(None) };
        desk.choose_portfolio_place(folder);
        Ok(Some(desk.portfolio_place(&name, language).display().to_string()))
    })
    .await
}

/// Makes a portfolio and opens it.
#[tauri::command]
pub(crate) async fn new_portfolio(
    app: AppHandle,
    lang: String,
    portfolio: NewPortfolio,
) -> Result<Opened, Failure> {
    work(app, &lang, move |desk, language| desk.make(&portfolio, language)).await
}

/// Makes the loose folder that was looked at last a portfolio and opens it.
#[tauri::command]
pub(crate) async fn adopt_folder(
    app: AppHandle,
    lang: String,
    portfolio: NewPortfolio,
) -> Result<Opened, Failure> {
    work(app, &lang, move |desk, language| desk.adopt(&portfolio, language)).await
}
