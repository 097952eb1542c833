//! `artifolio new`: a new portfolio in an absent or empty folder.

use std::path::PathBuf;

use artifolio_core::portfolio::{Dates, Settings};
use artifolio_core::profile::Profile;
use artifolio_core::settings_edit::blank_settings;
use artifolio_workspace::workspace::Workspace;
use chrono::NaiveDate;
use serde::Serialize;

use crate::answer::Answer;
use crate::session::{Refusal, Said, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: artifolio new \"My ISTE portfolio\" --name \"Maya Ellison\" --family-name Ellison --course-end 2026-08-31"
)]
pub(crate) struct Args {
    /// Where to make it
    dir: PathBuf,
    /// Your name as it should be printed
    #[arg(long, default_value = "")]
    name: String,
    /// Your family name, for file names
    #[arg(long, default_value = "")]
    family_name: String,
    /// What you do, in a sentence
    #[arg(long, default_value = "")]
    role: String,
    /// Last day of the course
    #[arg(long, value_name = "YYYY-MM-DD")]
    course_end: Option<NaiveDate>,
    /// Programme: iste-2024 or iste-metc-2020 (none: the newest)
    #[arg(long)]
    profile: Option<String>,
}

#[derive(Serialize)]
struct Made {
    path: PathBuf,
    id: String,
}

/// Makes the folder and its first files.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let blank = blank_settings();
    let profile = args.profile.clone().unwrap_or_else(|| Profile::shipped()[0].clone());
    let resolved = Profile::resolve(&profile, None);
    resolved.map_err(|_| boxed(Said::new("unknown-profile").with("profile", &profile)))?;
    let id = artifolio_workspace::identity();
    let settings = Settings {
        id: id.clone(),
        name: args.name.clone(),
        family_name: args.family_name.clone(),
        role: args.role.clone(),
        language: session.catalogue.language().tag().to_owned(),
        profile,
        dates: Dates { course_end: args.course_end, ..Dates::default() },
        ..blank
    };
    Workspace::create(&args.dir, &session.data, &settings, &session.catalogue, &session.clock)
        .map_err(boxed)?;
    let words = format!("{}\nartifolio status \"{}\"", args.dir.display(), args.dir.display());
    Ok(Answer::new(&Made { path: args.dir.clone(), id }, words))
}
