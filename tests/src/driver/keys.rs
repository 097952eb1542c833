//! The keyboard: what a person does who has no mouse.

use std::time::Duration;

use serde_json::{Value, json};

use super::Window;

/// Says what has the focus, as a screen reader would name it: through shadow roots, by label, else by its text.
const FOCUS: &str = r"
let e = document.activeElement;
while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
if (!e) return '';
const by = (e.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => e.getRootNode().getElementById?.(id)?.textContent ?? '').join(' ').trim();
const labels = [...(e.labels ?? [])].map((label) => label.textContent).join(' ');
const name = e.getAttribute('aria-label') || by || labels || e.textContent || e.getAttribute('placeholder') || '';
return `${e.tagName.toLowerCase()} ${name.replace(/\s+/g, ' ').trim()}`;";

/// Most presses of Tab on the way to something.
const FARTHEST: usize = 150;

impl Window {
    /// Presses keys together: `Ctrl+k`, `Shift+Tab`, `Enter`, `ArrowDown`, `x`.
    pub fn press(&self, chord: &str) {
        let keys: Vec<String> = chord.split('+').map(value).collect();
        let act = |kind: &str, key: &String| json!({ "type": kind, "value": key });
        let down = keys.iter().map(|key| act("keyDown", key));
        let up = keys.iter().rev().map(|key| act("keyUp", key));
        self.act(down.chain(up).collect());
    }

    /// Types a text, key by key, wherever the focus is.
    pub fn type_keys(&self, text: &str) {
        self.type_paced(text, Duration::ZERO);
    }

    /// Types a text with a pause after each key.
    pub fn type_paced(&self, text: &str, pause: Duration) {
        let keys = text.chars().flat_map(|c| {
            let [down, up] =
                ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": c.to_string() }));
            let rest = json!({ "type": "pause", "duration": pause.as_millis() });
            [down, up].into_iter().chain((!pause.is_zero()).then_some(rest))
        });
        self.act(keys.collect());
    }

    fn act(&self, keys: Vec<Value>) {
        let source = json!({ "type": "key", "id": "keyboard", "actions": keys });
        self.post("actions", &json!({ "actions": [source] }));
    }

    /// What has the focus: its element and its name.
    #[must_use]
    pub fn focused(&self) -> String {
        self.script(FOCUS).as_str().unwrap_or_default().to_owned()
    }

    /// Presses Tab until what has the focus is called so.
    ///
    /// # Panics
    /// When that never comes; tells everything that was passed.
    pub fn tab_to(&self, name: &str) {
        let mut passed = Vec::new();
        for _ in 0..FARTHEST {
            let focused = self.focused();
            // The body holds every name there is.
            if focused.contains(name) && !focused.starts_with("body ") {
                return;
            }
            passed.push(focused);
            self.press("Tab");
        }
        panic!("Tab never came to {name:?}, but to:\n{}", passed.join("\n"));
    }
}

/// A key as WebDriver names it.
fn value(key: &str) -> String {
    let code = match key {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Ctrl" => '\u{e009}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        other => return other.to_owned(),
    };
    code.to_string()
}
