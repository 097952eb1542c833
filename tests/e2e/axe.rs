//! axe-core in the real web view, on every screen and dialog, as each person may have it.

use artifolio_tests::driver::Window;
use artifolio_tests::{Scratch, repository};
use serde_json::{Value, json};

use crate::stage::{SURFACE, go, open_as, picture, press, reads, say, show, writing};

/// Every address, but for those that need nothing open.
pub(crate) const SCREENS: [&str; 13] = [
    "overview",
    "artifacts",
    "artifact/makerspace",
    "criteria",
    "criterion/5a",
    "coverage",
    "plan",
    "review",
    "check",
    "submit",
    "settings",
    "help",
    "start",
];

/// Fewest elements that axe has to have judged on a screen: an empty page has no fault.
const FEWEST: u64 = 20;

fn judge(window: &Window) -> (Vec<String>, u64) {
    // Rows that are drawn only when they come near have no place yet, and axe reckons with places.
    let _ = window.script(
        "const all = new CSSStyleSheet(); all.replaceSync('* { content-visibility: visible !important }');\
         document.adoptedStyleSheets = [all]",
    );
    let axe = repository().join("ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).unwrap();
    let _ = window.script(&format!("if (!window.axe) {{ {axe} }}"));
    let answer = window.script_async(
        "const done = arguments[0];
         axe.run(document, { resultTypes: ['violations', 'passes'] }).then(({ violations, passes }) => done({
           told: violations.flatMap(({ id, nodes }) => nodes.map((n) => `${id}: ${n.target.join(' ')} ${n.any[0]?.message ?? ''}`)),
           checked: passes.reduce((sum, { nodes }) => sum + nodes.length, 0),
         }), (error) => done({ told: [String(error)], checked: 0 }))",
    );
    let told = answer["told"].as_array().unwrap_or_else(|| panic!("axe: {answer}"));
    let told = told.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    (told, answer["checked"].as_u64().unwrap_or_default())
}

/// Has no violation, and something that could have had one.
pub(crate) fn clean(window: &Window, name: &str) {
    let (told, checked) = judge(window);
    if let Some(fault) = told.first() {
        let place = fault.split(": ").nth(1).unwrap_or_default().split(" Element").next();
        let script =
            "try { document.querySelector(CSS).scrollIntoView({ block: 'center' }) } catch {}";
        let _ = window.script(&script.replace("CSS", &Value::from(place).to_string()));
        picture(window, &format!("{name}-fault"));
    }
    assert!(told.is_empty(), "{name}:\n{}", told.join("\n"));
    assert!(checked >= FEWEST, "{name}: axe judged {checked} elements only");
}

/// The words that a drawing lies over.
const COVERED: &str = r"
const box = (e) => e.getBoundingClientRect();
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const words = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, a, button)')];
return [...document.querySelectorAll('svg.drawing')].flatMap((drawing) =>
  words.filter((e) => !e.contains(drawing) && meet(box(drawing), box(e))).map((e) => e.textContent));";

/// Nothing scrolls sideways, nothing but the screen itself scrolls down, and no drawing lies over words.
pub(crate) fn fits(window: &Window, name: &str) {
    let wide = window.script(
        "return [document.documentElement, document.querySelector('main')].map((e) => e.scrollWidth - e.clientWidth)",
    );
    assert_eq!(wide, json!([0, 0]), "{name} scrolls sideways");
    let deep = window.script(
        "const e = document.documentElement, main = document.querySelector('main');\
         return getComputedStyle(main).overflowY === 'auto' ? e.scrollHeight - e.clientHeight : 0",
    );
    assert_eq!(deep, json!(0), "{name}: the window itself scrolls");
    assert_eq!(window.script(COVERED), json!([]), "{name}: a drawing lies over words");
}

fn every_screen(look: &str, preferences: &Value) {
    let scratch = Scratch::with("sample-unfinished");
    let window = open_as(&scratch, &[scratch.ws().to_str().unwrap()], preferences);
    for screen in SCREENS {
        let name = format!("{look}-{}", screen.replace('/', "-"));
        show(&window, screen);
        picture(&window, &name);
        clean(&window, &name);
        fits(&window, &name);
    }
    go(&window, "new");
    window.wait("the first step", |w| w.all("#new-name").into_iter().next());
    clean(&window, &format!("{look}-new"));
    go(&window, "overview");
    window.press("Ctrl+k");
    window.wait("the palette", |w| w.all("dialog[open] input").into_iter().next());
    window.type_keys("a");
    clean(&window, &format!("{look}-palette"));
    picture(&window, &format!("{look}-palette"));
}

#[test]
fn light_is_clean() {
    every_screen("light", &json!({ "theme": "light" }));
}

#[test]
fn dark_is_clean() {
    every_screen("dark", &json!({ "theme": "dark" }));
}

#[test]
fn high_contrast_is_clean() {
    every_screen("contrast", &json!({ "theme": "contrast" }));
}

#[test]
fn twice_the_size_is_clean() {
    every_screen("twice", &json!({ "theme": "light", "textSize": 200 }));
}

#[test]
fn dialogs_are_clean_while_they_are_open() {
    for (theme, size) in [("light", 100), ("dark", 100), ("contrast", 100), ("light", 200)] {
        let scratch = Scratch::with("sample");
        let workspace = scratch.ws();
        let preferences = json!({ "theme": theme, "textSize": size });
        let window = open_as(&scratch, &[workspace.to_str().unwrap()], &preferences);
        show(&window, "criterion/5a");
        press(&window, &say("ui_editor_link"));
        window.wait("the link", |w| {
            w.focused().contains(&say("ui_editor_link_address")).then_some(())
        });
        // An address that leads nowhere, so that what is wrong is judged too.
        window.type_keys("javascript:1");
        window.press("Enter");
        reads(&window, &say("ui_editor_link_refused"));
        clean(&window, &format!("{theme}-{size}-link"));
        picture(&window, &format!("{theme}-{size}-link"));
        window.press("Escape");
        window.wait("no dialog", |w| w.all("dialog[open]").is_empty().then_some(()));
        paste_picture(&window);
        let _ = window.find("dialog[open] img");
        clean(&window, &format!("{theme}-{size}-picture"));
        picture(&window, &format!("{theme}-{size}-picture"));
    }
}

/// What a screenshot in the clipboard does, pasted into the text.
fn paste_picture(window: &Window) {
    let _ = writing(window);
    let _ = window.script(&format!(
        "const pixel = atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');\
         const file = new File([Uint8Array.from(pixel, (c) => c.charCodeAt(0))], 'image.png', {{ type: 'image/png' }});\
         const clipboard = new DataTransfer(); clipboard.items.add(file);\
         const event = new Event('paste', {{ bubbles: true, cancelable: true, composed: true }});\
         Object.defineProperty(event, 'clipboardData', {{ value: clipboard }});\
         {SURFACE}.dispatchEvent(event)"
    ));
}

#[test]
fn axe_sees_a_fault_that_is_planted() {
    let scratch = Scratch::with("sample");
    let window = open_as(&scratch, &[scratch.ws().to_str().unwrap()], &json!({}));
    go(&window, "criteria");
    window
        .wait("the criteria", |w| (!w.all("[data-testid=criteria-row]").is_empty()).then_some(()));
    let plant =
        "const b = document.createElement('button'); document.querySelector('main').append(b)";
    let _ = window.script(plant);
    let (told, _) = judge(&window);
    assert!(told.iter().any(|fault| fault.starts_with("button-name")), "{told:?}");
}
