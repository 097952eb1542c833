//! The desktop shell: one window, thin commands, wire types, a read-only protocol for pictures.
//!
//! The data's way: the interface calls a command in `commands`; it works on the one [`desk::Desk`]; what comes back is
//! a wire type of [`view`]. The shell decides nothing about portfolios.

mod clock;
mod closing;
mod commands;
pub mod desk;
mod diagnostics;
#[cfg(target_os = "linux")]
mod drawing;
mod edit;
mod error;
mod menu;
mod pack;
mod pasted;
mod picture;
mod preferences;
mod recent;
mod sample;
pub mod view;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use artifolio_bundle::paper::Worker;
use artifolio_core::message::Language;
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::viewable;
use tauri::ipc::Invoke;
use tauri::{
    App, AppHandle, DragDropEvent, Emitter as _, Manager as _, WebviewUrl, WebviewWindowBuilder,
    WindowEvent,
};
use tauri_plugin_window_state::StateFlags;

use crate::desk::Desk;

/// What the one window is called; `capabilities/` says it too.
const WINDOW: &str = "main";

/// Starts the app; the first argument, when there is one, is the portfolio to open.
///
/// # Panics
/// When the window system does not start: there is nobody to tell.
#[expect(clippy::disallowed_methods, reason = "Tauri's generate_context! holds an exit of its own")]
pub fn run() {
    #[cfg(target_os = "linux")]
    drawing::suit_the_machine();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, args, folder| {
            let named = args.iter().skip(1).map(|named| Path::new(&folder).join(named));
            hand_over(app.clone(), named.collect());
        }))
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION)
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_notification::init())
        .register_asynchronous_uri_scheme_protocol("artifact", |context, request, responder| {
            let app = context.app_handle().clone();
            tauri::async_runtime::spawn_blocking(move || {
                responder.respond(picture::answer(&app.state::<Desk>(), request.uri().path()));
            });
        })
        .invoke_handler(answers())
        .setup(|app| set_up(app))
        .run(tauri::generate_context!())
        .expect("the window system starts");
}

/// What the interface can ask, by name.
fn answers() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        commands::start::opened,
        commands::start::start_page,
        commands::start::choose_folder,
        commands::start::open_dropped,
        commands::start::open_recent,
        commands::start::forget_recent,
        commands::start::open_sample,
        commands::start::portfolio_place,
        commands::start::choose_portfolio_place,
        commands::start::new_portfolio,
        commands::start::adopt_folder,
        commands::app::ready,
        commands::app::close,
        commands::app::preferences,
        commands::app::set_preferences,
        commands::app::portfolios_folder,
        commands::app::choose_portfolios_folder,
        commands::app::help,
        commands::app::open_help_link,
        commands::app::diagnostics,
        commands::portfolio::overview,
        commands::portfolio::criteria,
        commands::portfolio::artifacts,
        commands::portfolio::findings,
        commands::portfolio::waived,
        commands::portfolio::portfolio_settings,
        commands::portfolio::private_files,
        commands::portfolio::unshown_files,
        commands::portfolio::solution,
        commands::portfolio::search,
        commands::portfolio::reading,
        commands::edit::criterion,
        commands::edit::artifact,
        commands::edit::similar,
        commands::edit::merge,
        commands::edit::edit,
        commands::edit::save_text,
        commands::edit::keep_aside,
        commands::edit::import_pasted,
        commands::edit::import_files,
        commands::edit::import_dropped,
        commands::edit::add_viewable,
        commands::edit::log,
        commands::edit::undo,
        commands::edit::redo,
        commands::planning::plan,
        commands::planning::next_work,
        commands::planning::choose_calendar_place,
        commands::planning::write_calendar,
        commands::planning::add_documents,
        commands::planning::open_document,
        commands::planning::open_plan_address,
        commands::planning::notify,
        commands::planning::spent,
        commands::planning::forget_spent,
        commands::away::away,
        commands::away::answer_away,
        commands::away::ignore_away,
        commands::away::copy_apart,
        commands::away::merge_copy,
        commands::past::earlier_texts,
        commands::past::set_aside,
        commands::past::accept_text,
        commands::past::removed,
        commands::past::put_back,
        commands::keeping::keeping,
        commands::keeping::choose_backup_place,
        commands::keeping::back_up,
        commands::keeping::rehearse,
        commands::keeping::put_off_backup,
        commands::keeping::show_backup,
        commands::keeping::choose_package,
        commands::keeping::restore_place,
        commands::keeping::restore,
        commands::keeping::carry_out,
        commands::keeping::carry_in,
        commands::handing_in::hand_in,
        commands::handing_in::edit_hand_in,
        commands::handing_in::paste_addresses,
        commands::handing_in::choose_hand_in_place,
        commands::handing_in::lay_out,
        commands::handing_in::show_hand_in,
        commands::handing_in::map_row,
        commands::handing_in::open_hand_in_address,
        commands::pack::bundle_place,
        commands::pack::choose_bundle_place,
        commands::pack::pack,
        commands::pack::clean,
        commands::pack::make_viewables,
        commands::pack::cancel_pack,
        commands::pack::show_bundle,
        commands::pack::earlier_bundles,
        commands::pack::verify_bundle,
        commands::pack::rehearse_bundle,
        commands::pack::compare_bundle,
    ]
}

fn set_up(app: &mut App) -> Result<(), Box<dyn std::error::Error>> {
    let data = match std::env::var_os("ARTIFOLIO_DATA_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => app.path().app_data_dir()?,
    };
    let documents = app.path().document_dir().or_else(|_| app.path().home_dir())?;
    let data = DataDir::at(data);
    diagnostics::begin(&data);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), os = std::env::consts::OS, "started");
    let desk = Desk::new(data, documents, Worker::beside(&std::env::current_exe()?));
    desk.look_for_programs_in(viewable::folders(std::env::var_os("PATH").as_deref()));
    let language = Language::parse(&desk.preferences().language).unwrap_or_else(|| {
        let system = sys_locale::get_locale();
        system.and_then(|tag| Language::parse(&tag)).unwrap_or_default()
    });
    menu::speak(app.handle(), language);
    if let Some(folder) = std::env::args_os().nth(1) {
        // What cannot be opened shows the start screen, where it can be chosen anew.
        let _ = desk.open(&PathBuf::from(folder));
    }
    app.manage(desk);
    let hearer = app.handle().clone();
    app.state::<Desk>().on_hint(Arc::new(move || {
        if hearer.state::<Desk>().look_when_still() {
            // A window that closes meanwhile hears nothing.
            let _ = hearer.emit(CHANGED, ());
        }
    }));
    let early = app.handle().clone();
    // Read while the web view starts, so that the first screen finds it there; what goes wrong is told to whoever asks.
    std::thread::spawn(move || drop(early.state::<Desk>().see(language)));
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title("Artifolio")
        .inner_size(1180.0, 800.0)
        .min_inner_size(720.0, 520.0)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()?;
    let app = app.handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => dropped(&app, paths.clone()),
        WindowEvent::CloseRequested { api, .. } => closing::asked(&app, api),
        _ => {}
    });
    Ok(())
}

/// What the program was started with a second time: a folder is opened, files come in as if they were dropped.
fn hand_over(app: AppHandle, named: Vec<PathBuf>) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // A window that cannot be raised is still there.
        let _ = window.set_focus();
    }
    tauri::async_runtime::spawn_blocking(move || {
        let desk = app.state::<Desk>();
        match &named[..] {
            [folder] if folder.is_dir() => match desk.choose(folder) {
                // A window that closes meanwhile hears nothing.
                Ok(chosen) => drop(app.emit(OPENED, chosen)),
                Err(error) => tracing::warn!(code = error.code(), "a second start opened nothing"),
            },
            [] => {}
            _ => dropped(&app, named),
        }
    });
}

/// Keeps what was dropped and tells the interface of how many there are.
fn dropped(app: &AppHandle, files: Vec<PathBuf>) {
    let count = files.len();
    app.state::<Desk>().drop_files(files);
    // A window that closes meanwhile hears nothing.
    let _ = app.emit(DROPPED, count);
}

/// Tells the interface which folder was opened from outside.
const OPENED: &str = "opened";

/// Tells the interface that the folder says something else than it did.
const CHANGED: &str = "changed";

/// Tells the interface that so many files or folders were dropped on the window.
const DROPPED: &str = "dropped";

/// The interface's own pages; everything else is never navigated to.
fn is_own_page(url: &tauri::Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    matches!((url.scheme(), host), ("tauri", "localhost") | ("http" | "https", "tauri.localhost"))
}
