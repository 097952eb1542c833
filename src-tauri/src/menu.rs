//! The native menu. An entry is only told to the interface, which does what it says; undo, copy and paste in a text are
//! the system's own.

use artifolio_core::message::{Catalogue, Language};
use serde::Serialize;
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Emitter as _, Runtime};
use ts_rs::TS;

use crate::closing;

/// Tells the interface which entry was chosen.
const CHOSEN: &str = "menu";

/// The entry that ends the program.
const QUIT: &str = "quit";

/// An entry of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MenuItem {
    /// Make a portfolio.
    New,
    /// Open a folder.
    Open,
    /// Add an artifact.
    QuickAdd,
    /// Search and go.
    Search,
    /// Settings.
    Settings,
    /// Help.
    Help,
    /// Copy diagnostics.
    Diagnostics,
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// Text in its usual size.
    UsualSize,
}

/// Each entry with its name (and, after `menu_`, its words) and its keys.
const ITEMS: [(MenuItem, &str, Option<&str>); 12] = [
    (MenuItem::New, "new", Some("CmdOrCtrl+N")),
    (MenuItem::Open, "open", Some("CmdOrCtrl+O")),
    (MenuItem::QuickAdd, "quick_add", Some("CmdOrCtrl+Shift+A")),
    (MenuItem::Search, "search", Some("CmdOrCtrl+K")),
    (MenuItem::Settings, "settings", Some("CmdOrCtrl+,")),
    (MenuItem::Help, "help", Some("F1")),
    (MenuItem::Diagnostics, "diagnostics", None),
    // Without keys: in a text they belong to the writing, elsewhere the interface hears them.
    (MenuItem::Undo, "undo", None),
    (MenuItem::Redo, "redo", None),
    (MenuItem::Larger, "larger", Some("CmdOrCtrl+=")),
    (MenuItem::Smaller, "smaller", Some("CmdOrCtrl+-")),
    (MenuItem::UsualSize, "usual_size", Some("CmdOrCtrl+0")),
];

/// Puts the menu up in this language, in place of the one that was there. A system without menus stays without.
pub(crate) fn speak<R: Runtime>(app: &AppHandle<R>, language: Language) {
    let put = build(app, &Catalogue::of(language)).and_then(|menu| app.set_menu(menu));
    if put.is_err() {
        tracing::warn!("the menu was not put up");
    }
}

/// Tells the interface what was chosen; closes the window where that was asked for.
pub(crate) fn chosen<R: Runtime>(app: &AppHandle<R>, id: &str) {
    if id == QUIT {
        return closing::ask(app);
    }
    if let Some((item, ..)) = ITEMS.iter().find(|(_, name, _)| *name == id) {
        // A window that closes meanwhile hears nothing.
        let _ = app.emit(CHOSEN, item);
    }
}

fn build<R: Runtime>(app: &AppHandle<R>, words: &Catalogue) -> tauri::Result<Menu<R>> {
    use MenuItem::{
        Diagnostics, Help, Larger, New, Open, QuickAdd, Redo, Search, Settings, Smaller, Undo,
        UsualSize,
    };
    let file = ours(app, words, "menu_file", &[New, Open, QuickAdd, Settings])?.separator();
    #[cfg(target_os = "macos")]
    let file = file.services().separator().hide();
    let file = file.close_window_with_text(words.plain("menu_close"));
    // The system's own entry would end the program before anything is saved.
    let quit = MenuItemBuilder::with_id(QUIT, words.plain("menu_quit")).accelerator("CmdOrCtrl+Q");
    let file = file.item(&quit.build(app)?).build()?;
    let edit = ours(app, words, "menu_edit", &[Undo, Redo])?;
    // On Linux these entries do not reach the web view; its own keys, and its menu in a text, do the same.
    #[cfg(not(target_os = "linux"))]
    let edit = edit
        .separator()
        .cut_with_text(words.plain("menu_cut"))
        .copy_with_text(words.plain("menu_copy"))
        .paste_with_text(words.plain("menu_paste"))
        .select_all_with_text(words.plain("menu_select_all"));
    let edit = edit.build()?;
    let view = ours(app, words, "menu_view", &[Search, Larger, Smaller, UsualSize])?.build()?;
    let help = ours(app, words, "menu_help", &[Help, Diagnostics])?.build()?;
    let all: [&Submenu<R>; 4] = [&file, &edit, &view, &help];
    all.into_iter().fold(MenuBuilder::new(app), |menu, part| menu.item(part)).build()
}

/// A menu that begins with entries of ours.
fn ours<'m, R: Runtime>(
    app: &'m AppHandle<R>,
    words: &Catalogue,
    title: &str,
    items: &[MenuItem],
) -> tauri::Result<SubmenuBuilder<'m, R, AppHandle<R>>> {
    items.iter().try_fold(SubmenuBuilder::new(app, words.plain(title)), |menu, wanted| {
        let (_, name, keys) =
            ITEMS.iter().find(|(item, ..)| item == wanted).expect("every entry is listed");
        let mut entry = MenuItemBuilder::with_id(*name, words.plain(&format!("menu_item_{name}")));
        if let Some(keys) = keys {
            entry = entry.accelerator(keys);
        }
        Ok(menu.item(&entry.build(app)?))
    })
}
