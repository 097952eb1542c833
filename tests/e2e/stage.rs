//! What the journeys stand on: the app in a window with a home of its own, its screens, its sentences, its pictures.

use std::path::{Path, PathBuf};

use artifolio_tests::driver::{Element, Window};
use artifolio_tests::{Scratch, repository};

fn program(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: cargo xtask test window"));
    assert!(Path::new(&path).is_file(), "{} is missing", Path::new(&path).display());
    path.into()
}

/// The app with a home of its own, where portfolios and bundles land.
pub(crate) fn open(scratch: &Scratch, args: &[&str]) -> Window {
    open_on("", scratch, args)
}

/// The same on a day; an empty one is the machine's.
pub(crate) fn open_on(today: &str, scratch: &Scratch, args: &[&str]) -> Window {
    std::fs::create_dir_all(scratch.path("home")).unwrap();
    let (home, data) = (scratch.path("home"), scratch.path("data"));
    let env = [
        ("HOME", home.to_str().unwrap()),
        ("XDG_CONFIG_HOME", home.to_str().unwrap()),
        ("XDG_DATA_HOME", home.to_str().unwrap()),
        ("XDG_CACHE_HOME", home.to_str().unwrap()),
        ("ARTIFOLIO_DATA_DIR", data.to_str().unwrap()),
        ("ARTIFOLIO_TODAY", today),
        ("LANG", "en_US.UTF-8"),
        ("LANGUAGE", "en"),
        // As it draws where there is a graphics device. Without OpenGL WebKit's driver waits for ever for a picture of a
        // page that has nothing new to draw.
        ("WEBKIT_DISABLE_COMPOSITING_MODE", "0"),
    ];
    Window::open(&program("ARTIFOLIO_TAURI_DRIVER"), &program("ARTIFOLIO_DESKTOP"), args, &env)
}

/// The sample in a window, at this screen.
pub(crate) fn sample_at(screen: &str) -> (Scratch, Window) {
    let scratch = Scratch::with("sample");
    let window = open(&scratch, &[scratch.ws().to_str().unwrap()]);
    go(&window, screen);
    (scratch, window)
}

/// Leaves a picture.
pub(crate) fn picture(window: &Window, name: &str) {
    window.screenshot(&repository().join("target/screenshots").join(format!("{name}.png")));
}

/// Goes to a screen by its address.
pub(crate) fn go(window: &Window, screen: &str) {
    let _ = window.script(&format!("location.hash = '#/{screen}'"));
}

/// Goes to a screen and waits until everything on it is there.
pub(crate) fn show(window: &Window, screen: &str) {
    go(window, screen);
    window.wait("a heading", |w| (!w.all("h1").is_empty()).then_some(()));
    window.wait("an end of waiting", |w| w.all(".waiting").is_empty().then_some(()));
}

/// A figure of Overview, once it is there.
pub(crate) fn number(window: &Window, test_id: &str) -> String {
    window.wait(test_id, |w| {
        let element = w.all(&format!("[data-testid={test_id}]")).into_iter().next()?;
        Some(w.text(&element)).filter(|text| text.chars().any(|c| c.is_ascii_digit()))
    })
}

/// The app as somebody has chosen it to look and speak.
pub(crate) fn open_as(scratch: &Scratch, args: &[&str], preferences: &serde_json::Value) -> Window {
    std::fs::create_dir_all(scratch.path("data")).unwrap();
    std::fs::write(scratch.path("data/preferences.json"), preferences.to_string()).unwrap();
    open(scratch, args)
}

/// A sentence of the English catalogue, so that a test says what a person reads and no second copy of it.
pub(crate) fn say(key: &str) -> String {
    let path = repository().join("messages/en.json");
    let all: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    all[key].as_str().unwrap_or_else(|| panic!("no sentence is called {key}")).to_owned()
}

/// Waits until the page says this.
pub(crate) fn reads(window: &Window, text: &str) {
    window.wait(text, |w| w.page_text().contains(text).then_some(()));
}

/// Clicks the button or link with this name, scrolled into sight: the driver does not reach what lies below the fold.
pub(crate) fn press(window: &Window, name: &str) {
    let found = format!(
        "[...document.querySelectorAll('button, a, summary')].find((e) => e.checkVisibility() && (e.textContent.replace(/\\s+/g, ' ').trim() === {0} || e.getAttribute('aria-label') === {0}))",
        serde_json::Value::from(name)
    );
    click_still(window, name, &found, "{ block: 'nearest' }");
}

/// Scrolls to what an expression finds, and clicks it where the next look finds it in the same place: what still moves
/// because something above it has just come is elsewhere by the time the click is there.
fn click_still(window: &Window, what: &str, found: &str, scrolled: &str) {
    let script = format!(
        "const e = {found}; const at = () => JSON.stringify(e?.getBoundingClientRect()); \
         if (e && window.lastSeenAt === at()) {{ window.lastSeenAt = null; return e; }} \
         e?.scrollIntoView({scrolled}); window.lastSeenAt = at(); return null"
    );
    let element = window.wait(what, |w| w.script_element(&script));
    window.click(&element);
}

/// What a script calls the writing surface, which is inside a shadow root.
pub(crate) const SURFACE: &str = "[...document.querySelectorAll('main *')]\
    .map((e) => e.shadowRoot?.querySelector('.cm-content')).find(Boolean)";

/// The writing surface.
pub(crate) fn writing(window: &Window) -> Element {
    window.wait("the writing", |w| w.script_element(&format!("return {SURFACE} ?? null")))
}

/// Clicks a cell of the matrix, scrolled clear of its heads.
pub(crate) fn click_cell(window: &Window, css: &str) {
    let found = format!("document.querySelector({})", serde_json::Value::from(css));
    click_still(window, css, &found, "{ block: 'center', inline: 'center' }");
}

/// The field with this label.
pub(crate) fn field(window: &Window, label: &str) -> Element {
    let script = format!(
        "return [...document.querySelectorAll('input, textarea')].find((e) => [...e.labels ?? []].some((l) => l.textContent.includes({}))) ?? null",
        serde_json::Value::from(label)
    );
    window.wait(label, |w| w.script_element(&script))
}
