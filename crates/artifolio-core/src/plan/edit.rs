//! Reading `plan.toml`, and editing it so that comments, order and unknown keys stay.

use toml::{Table, Value};

use super::{Plan, StepNote};
use crate::header::EditError;
use crate::settings_edit::{Setting, SettingsEdit, edit_settings};

/// What `plan.toml` says.
///
/// # Errors
/// What the parser says; a file with one wrong value counts as a whole.
pub fn read_plan(text: &str) -> Result<Plan, toml::de::Error> {
    toml::from_str(text.trim_start_matches('\u{feff}')).map(without_empty)
}

/// The text of `plan.toml` after `old` became `new`.
///
/// # Errors
/// [`EditError`] when the text is written in a way that cannot be edited; then it has to be changed by hand.
///
/// # Panics
/// Never: a plan is TOML.
pub fn edit_plan(text: &str, old: &Plan, new: &Plan) -> Result<String, EditError> {
    let table = |plan: &Plan| -> Table {
        // By way of its text: `Table::try_from` makes tables of dates.
        toml::to_string(plan).ok().and_then(|text| text.parse().ok()).expect("a plan is TOML")
    };
    let mut edits = Vec::new();
    differences("", &table(old), &table(new), &mut edits);
    let edited = edit_settings(text, &edits)?;
    let proven = read_plan(&edited).is_ok_and(|read| read == without_empty(new.clone()));
    if proven { Ok(edited) } else { Err(EditError::ByHand(String::new())) }
}

/// A step of which nothing is known says nothing; the header of one of which all was taken back stays.
fn without_empty(mut plan: Plan) -> Plan {
    plan.course.step.retain(|_, note| *note != StepNote::default());
    plan
}

fn differences(above: &str, old: &Table, new: &Table, edits: &mut Vec<SettingsEdit>) {
    let key_of =
        |key: &str| if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
    let none = Table::new();
    for (key, value) in old {
        match (value, new.get(key)) {
            (Value::Table(old), None) => differences(&key_of(key), old, &none, edits),
            (Value::Array(old), None) if is_list(old) => list(&key_of(key), old, &[], edits),
            (_, None) => edits.push(SettingsEdit::Remove { key: key_of(key) }),
            (_, Some(_)) => {}
        }
    }
    for (key, value) in new {
        match (old.get(key), value) {
            (Some(old), value) if old == value => {}
            (old, Value::Table(new)) => {
                differences(
                    &key_of(key),
                    old.and_then(Value::as_table).unwrap_or(&none),
                    new,
                    edits,
                );
            }
            (old, Value::Array(new)) if is_list(new) => {
                let old = old.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                list(&key_of(key), old, new, edits);
            }
            (_, value) => {
                edits.push(SettingsEdit::Set { key: key_of(key), value: Setting::of(value) });
            }
        }
    }
}

fn is_list(items: &[Value]) -> bool {
    items.iter().any(Value::is_table)
}

/// What both lists begin with stays; the rest is written anew.
fn list(key: &str, old: &[Value], new: &[Value], edits: &mut Vec<SettingsEdit>) {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let drops = (same..old.len()).rev();
    edits.extend(drops.map(|at| SettingsEdit::Drop { list: key.to_owned(), at }));
    for entry in new[same..].iter().filter_map(Value::as_table) {
        let entry = entry.iter().map(|(key, value)| (key.clone(), Setting::of(value))).collect();
        edits.push(SettingsEdit::Push { list: key.to_owned(), entry });
    }
}
