//! The plan: its page, what to do next, the calendar, the programme's documents, reminders.

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_notification::NotificationExt as _;
use tauri_plugin_opener::OpenerExt as _;

use super::work;
use crate::desk::planning::ICS;
use crate::error::{ShellError, boxed};
use crate::pack::ask_place;
use crate::view::{CalendarWritten, Done, Failure, NextChoice, PlanPage, TextOf};

/// The plan.
#[tauri::command]
pub(crate) async fn plan(app: AppHandle, lang: String) -> Result<PlanPage, Failure> {
    work(app, &lang, |desk, language| desk.plan(language)).await
}

/// What is best done in so many minutes.
#[tauri::command]
pub(crate) async fn next_work(
    app: AppHandle,
    lang: String,
    minutes: u32,
) -> Result<Vec<NextChoice>, Failure> {
    work(app, &lang, move |desk, language| desk.next_work(language, minutes)).await
}

/// Asks in the system's dialog where the calendar goes; `null` when the learner changes their mind.
#[tauri::command]
pub(crate) async fn choose_calendar_place(
    app: AppHandle,
    lang: String,
    opening: u32,
) -> Result<Option<String>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let chosen = ask_place(&dialog, &desk.calendar_place(&desk.see(language)?), ICS);
        chosen.map(|place| desk.choose_calendar_place(opening, place)).transpose()
    })
    .await
}

/// Writes the calendar there.
#[tauri::command]
pub(crate) async fn write_calendar(
    app: AppHandle,
    lang: String,
    opening: u32,
) -> Result<CalendarWritten, Failure> {
    work(app, &lang, move |desk, language| desk.write_calendar(opening, language)).await
}

/// Lets the learner choose documents of the programme and copies them in; `null` when they change their mind.
#[tauri::command]
pub(crate) async fn add_documents(
    app: AppHandle,
    lang: String,
    opening: u32,
) -> Result<Option<Done>, Failure> {
    let dialog = app.dialog().clone();
    work(app, &lang, move |desk, language| {
        let chosen = crate::desk::ask_files(&dialog);
        chosen.map(|files| desk.shelve(opening, language, &files)).transpose()
    })
    .await
}

/// Opens a document of the programme in the system's program for it.
#[tauri::command]
pub(crate) async fn open_document(
    app: AppHandle,
    lang: String,
    path: String,
) -> Result<(), Failure> {
    let opener = app.clone();
    work(app, &lang, move |desk, language| {
        let place = desk.document(language, &path)?;
        let opened = opener.opener().open_path(place.display().to_string(), None::<&str>);
        opened.map_err(|e| boxed(ShellError::NotShown(e.to_string())))
    })
    .await
}

/// Opens an address of the plan in the browser.
#[tauri::command]
pub(crate) async fn open_plan_address(
    app: AppHandle,
    lang: String,
    address: String,
) -> Result<(), Failure> {
    let opener = app.clone();
    work(app, &lang, move |desk, language| {
        let opened = opener.opener().open_url(desk.plan_address(language, address)?, None::<&str>);
        opened.map_err(|e| boxed(ShellError::NoBrowser(e.to_string())))
    })
    .await
}

/// Shows a notification of the system. Where it has none, nothing is lost: the window says the same.
#[tauri::command]
pub(crate) async fn notify(app: AppHandle, title: String, text: String) {
    if let Err(error) = app.notification().builder().title(title).body(text).show() {
        // Why stands in a sentence of the system, which may hold names.
        drop(error);
        tracing::warn!("the system shows no notification");
    }
}

/// Notes how many minutes more a text took; `fresh`: it was empty when they began.
#[tauri::command]
pub(crate) async fn spent(
    app: AppHandle,
    lang: String,
    opening: u32,
    of: TextOf,
    minutes: u32,
    fresh: bool,
) -> Result<(), Failure> {
    let sitting = (minutes, fresh);
    work(app, &lang, move |desk, language| desk.spent(opening, language, &of, sitting)).await
}

/// Forgets how long work took.
#[tauri::command]
pub(crate) async fn forget_spent(app: AppHandle, lang: String) -> Result<(), Failure> {
    work(app, &lang, |desk, _| desk.forget_spent()).await
}
