//! What `portfolio.toml` says of the person and the programme.

use serde::Serialize;
use ts_rs::TS;

use super::{Programme, programmes};
use crate::desk::Seen;

/// The person and the programme.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PortfolioSettings {
    /// Why changes of other programs are seen late (`remote`, `limit`, `refused`); `null` where they are seen at once.
    pub polled: Option<String>,
    /// The candidate's name.
    pub name: String,
    /// For file names.
    pub family_name: String,
    /// Job title.
    pub title: String,
    /// Short description of the role.
    pub role: String,
    /// Teaches a class.
    pub classroom: bool,
    /// Who "the students" are otherwise.
    pub students: String,
    /// The learner's own word for students.
    pub learners: String,
    /// Language of the bundle.
    pub language: String,
    /// Id of the programme.
    pub profile: String,
    /// What is not said to be somebody else's is the candidate's own work.
    pub own_work: bool,
    /// Help of AI tools, in the candidate's words.
    pub ai_help: String,
    /// Those that can be chosen, and the one in use.
    pub programmes: Vec<Programme>,
}

/// The person and the programme.
#[must_use]
pub fn portfolio_settings(seen: &Seen, polled: Option<&str>) -> PortfolioSettings {
    let (settings, profile) = (&seen.reading.portfolio.settings, &seen.reading.profile);
    let mut programmes = programmes();
    if !programmes.iter().any(|one| one.id == settings.profile) {
        // A programme of the learner's own stands in the portfolio's profile.toml.
        programmes.push(Programme {
            id: settings.profile.clone(),
            name: profile.name.clone(),
            edition: profile.edition.clone(),
            example: String::new(),
            valid_until: profile.valid_until.map(|day| day.to_string()),
        });
    }
    PortfolioSettings {
        polled: polled.map(str::to_owned),
        name: settings.name.clone(),
        family_name: settings.family_name.clone(),
        title: settings.title.clone(),
        role: settings.role.clone(),
        classroom: settings.classroom,
        students: settings.students.clone(),
        learners: settings.learners.clone(),
        language: settings.language.clone(),
        profile: settings.profile.clone(),
        own_work: settings.statement.own_work,
        ai_help: settings.statement.ai_help.clone(),
        programmes,
    }
}
