//! Values of `portfolio.toml` as text, and a new file.

use crate::message::Catalogue;
use crate::portfolio::Settings;

use super::edit::{Setting, extension_entry, waived_entry};
use super::read::blank_settings;

/// A value as TOML.
pub(super) fn setting_text(setting: &Setting) -> String {
    match setting {
        Setting::Truth(truth) => truth.to_string(),
        Setting::Date(date) => date.to_string(),
        Setting::Number(number) => number.to_string(),
        Setting::Numbers(all) => {
            let all: Vec<String> = all.iter().map(i64::to_string).collect();
            format!("[{}]", all.join(", "))
        }
        Setting::Text(text) => {
            let mut out = String::from('"');
            for c in text.chars() {
                match c {
                    '"' | '\\' => out.extend(['\\', c]),
                    '\n' => out.push_str("\\n"),
                    c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
                    c => out.push(c),
                }
            }
            out + "\""
        }
    }
}

/// A dotted key as TOML.
pub(super) fn key_text(key: &str) -> String {
    let bare = |step: &str| {
        !step.is_empty() && step.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    let step = |step| if bare(step) { step.to_owned() } else { setting_text(&step.into()) };
    key.split('.').map(step).collect::<Vec<_>>().join(".")
}

/// The text of a new `portfolio.toml`, with a word on every group of keys in the language of `words`.
#[must_use]
pub fn new_settings(settings: &Settings, words: &Catalogue) -> String {
    let base = blank_settings();
    let text = |key, value: &str| (key, Setting::from(value));
    let date = |key, date: Option<_>| date.map(|date| (key, Setting::Date(date)));
    let mut out =
        format!("# {}\nformat = {}\n", words.plain("settings_file_intro"), settings.format);
    rows(&mut out, [text("id", &settings.id)]);

    comment(&mut out, words, "settings_file_candidate");
    rows(
        &mut out,
        [
            text("name", &settings.name),
            text("family_name", &settings.family_name),
            text("title", &settings.title),
            text("role", &settings.role),
        ],
    );
    comment(&mut out, words, "settings_file_classroom");
    rows(&mut out, [("classroom", Setting::Truth(settings.classroom))]);
    if settings.students != base.students {
        rows(&mut out, [text("students", &settings.students)]);
    }
    if settings.learners != base.learners {
        rows(&mut out, [text("learners", &settings.learners)]);
    }
    comment(&mut out, words, "settings_file_bundle");
    rows(&mut out, [text("language", &settings.language), text("profile", &settings.profile)]);
    rows(&mut out, date("prepared_on", settings.prepared_on));

    comment(&mut out, words, "settings_file_dates");
    out.push_str("[dates]\n");
    let dates = &settings.dates;
    rows(
        &mut out,
        [
            date("course_end", dates.course_end),
            date("own_completion", dates.own_completion),
            date("official_due", dates.official_due),
        ]
        .into_iter()
        .flatten(),
    );
    for extension in &dates.extensions {
        out.push_str("\n[[dates.extensions]]\n");
        rows(&mut out, extension_entry(extension));
    }
    let statement = &settings.statement;
    if *statement != base.statement {
        comment(&mut out, words, "settings_file_statement");
        out.push_str("[statement]\n");
        let own_work = ("own_work", Setting::Truth(statement.own_work));
        rows(&mut out, [own_work, text("ai_help", &statement.ai_help)]);
    }
    for waived in &settings.waived {
        out.push_str("\n[[waived]]\n");
        rows(&mut out, waived_entry(waived));
    }
    if let Some(copy) = settings.reader_copy {
        out.push_str("\n[reader_copy]\n");
        rows(&mut out, [("draft", Setting::Truth(copy.draft))]);
    }
    out
}

fn comment(out: &mut String, words: &Catalogue, key: &str) {
    out.push_str(&format!("\n# {}\n", words.plain(key)));
}

fn rows<K: AsRef<str>>(out: &mut String, pairs: impl IntoIterator<Item = (K, Setting)>) {
    for (key, value) in pairs {
        let key = key.as_ref();
        out.push_str(&format!("{key} = {}\n", setting_text(&value)));
    }
}
