//! Copies of settings: what they say otherwise than their original, and taking its place.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::header::Reading;
use artifolio_core::path::RelPath;
use artifolio_core::plan::read_plan;
use artifolio_core::portfolio::Settings;
use artifolio_core::profile::{Profile, ProfileError};
use artifolio_core::settings_edit::read_settings;
use artifolio_core::source::{Vfs, read_whole};
use toml::Value;

use super::copies::{Copy, remove_copy};
use crate::change::{Change, Step};
use crate::durable::{Expect, Sha256};
use crate::error::VerbError;
use crate::layout::{Role, role};
use crate::read::MAX_TEXT_FILE;

/// The keys in which both differ, in the order of the alphabet; `None` where the copy cannot take the original's place: it
/// cannot be read, or is of another portfolio.
pub(super) fn differs(files: &dyn Vfs, copy: &RelPath, original: &RelPath) -> Option<Vec<String>> {
    let [mine, theirs] = [original, copy].map(|path| {
        let bytes = read_whole(files, path, MAX_TEXT_FILE).ok()?;
        String::from_utf8(bytes).ok()
    });
    let theirs = theirs?;
    let mine = mine.unwrap_or_default();
    let fits = match role(original) {
        Role::Settings => is_of_one_portfolio(&mine, &theirs),
        Role::Plan => read_plan(&theirs).is_ok(),
        _ => has_the_shape(&theirs),
    };
    if !fits {
        return None;
    }
    // An original that is no TOML differs in all that the copy says.
    let (mine, theirs) = (flat(&mine).unwrap_or_default(), flat(&theirs)?);
    let keys: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
    let differ = keys.into_iter().filter(|key| mine.get(*key) != theirs.get(*key));
    Some(differ.cloned().collect())
}

/// Whether settings without a fault are of the portfolio that the others are of, as far as those can be read.
fn is_of_one_portfolio(mine: &str, theirs: &str) -> bool {
    let id = |read: Reading<Settings>| read.value.map(|settings| settings.id).unwrap_or_default();
    let (mine, theirs) = (id(read_settings(mine)), read_settings(theirs));
    theirs.faults.is_empty() && (mine.is_empty() || mine == id(theirs))
}

/// Whether corrections of a programme can be read.
fn has_the_shape(text: &str) -> bool {
    let table = text.parse::<toml::Table>().unwrap_or_default();
    let named = table.get("id").and_then(Value::as_str).map(str::to_owned);
    let id = named.unwrap_or_else(|| Profile::shipped()[0].clone());
    !matches!(Profile::resolve(&id, Some(text)), Err(ProfileError::Shape(_)))
}

/// All values by key, those of tables by their keys with a point between.
fn flat(text: &str) -> Option<BTreeMap<String, Value>> {
    fn take(above: &str, table: toml::Table, all: &mut BTreeMap<String, Value>) {
        for (key, value) in table {
            let key = if above.is_empty() { key } else { format!("{above}.{key}") };
            match value {
                Value::Table(table) => take(&key, table, all),
                value => drop(all.insert(key, value)),
            }
        }
    }
    let mut all = BTreeMap::new();
    take("", text.parse().ok()?, &mut all);
    Some(all)
}

/// Builds the change that has the copy's bytes take the place of the original's, and moves the copy to the trash. The
/// history keeps the original's.
///
/// # Errors
/// [`VerbError::Changed`] when the copy is not what was looked at; [`VerbError::Unreadable`].
pub(super) fn use_copy(files: &dyn Vfs, copy: &Copy) -> Result<Change, VerbError> {
    let unreadable = |source| VerbError::Unreadable { path: copy.path.clone(), source };
    let bytes = read_whole(files, &copy.path, MAX_TEXT_FILE).map_err(unreadable)?;
    if Sha256::of(&bytes) != copy.sha256 {
        return Err(VerbError::Changed(copy.path.clone()));
    }
    let mut change = remove_copy(copy);
    let (path, expect) = (copy.original.clone(), Expect::Sha256(copy.of_original));
    change.steps.insert(0, Step::Write { path, expect, bytes });
    Ok(change)
}
