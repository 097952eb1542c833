//! Which mends are done: those that nobody has to choose, or those that somebody named.

use std::collections::BTreeMap;

use artifolio_core::failure::Coded;

use super::{Diagnosis, Mend};

/// Why a choice cannot be followed. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadChoice {
    /// Nothing that is found now is mended by this.
    #[error("there is no mend {0:?}")]
    Unknown(String),
    /// Both mend one thing, each in its way.
    #[error("{0} and {1} are two ways to mend one thing")]
    Both(String, String),
}

impl Coded for BadChoice {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "mend-unknown",
            Self::Both(..) => "mends-exclude-each-other",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Unknown(key) => BTreeMap::from([("key", key.clone())]),
            Self::Both(one, other) => {
                BTreeMap::from([("key", one.clone()), ("other", other.clone())])
            }
        }
    }
}

/// The mends that nobody has to choose.
#[must_use]
pub fn by_themselves(all: &[Diagnosis]) -> Vec<Mend> {
    let mends = all.iter().flat_map(|diagnosis| &diagnosis.mends);
    once(mends.filter(|mend| mend.by_itself))
}

/// The mends with these keys.
///
/// # Errors
/// [`BadChoice`].
pub fn named(all: &[Diagnosis], keys: &[String]) -> Result<Vec<Mend>, BadChoice> {
    let mends = || all.iter().flat_map(|diagnosis| &diagnosis.mends);
    if let Some(key) = keys.iter().find(|key| mends().all(|mend| mend.key != **key)) {
        return Err(BadChoice::Unknown(key.clone()));
    }
    let is_named = |mend: &&Mend| keys.contains(&mend.key);
    for diagnosis in all {
        let mut chosen = diagnosis.mends.iter().filter(is_named);
        if let (Some(one), Some(other)) = (chosen.next(), chosen.next()) {
            return Err(BadChoice::Both(one.key.clone(), other.key.clone()));
        }
    }
    Ok(once(mends().filter(is_named)))
}

/// What mends two findings is done once.
fn once<'m>(mends: impl Iterator<Item = &'m Mend>) -> Vec<Mend> {
    let mut all: Vec<Mend> = Vec::new();
    for mend in mends {
        if all.iter().all(|other| other.key != mend.key) {
            all.push(mend.clone());
        }
    }
    all
}
