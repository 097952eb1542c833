//! `reflection.html`: criterion 1.

use super::{INDEX, REFLECTION_PAGE, Site};
use super::{criterion, layout};

pub(super) fn page(site: Site<'_>) -> String {
    let (title, overview) = (site.words.say("reflection"), site.words.say("overview"));
    let trail = [(overview.as_str(), INDEX)];
    layout::page(site, REFLECTION_PAGE, &title, &trail, |h, frame| {
        h.leaf("h1", &[], &title);
        let reflection = &site.submission.reflection;
        frame.markdown(h, &reflection.markdown, 1, "", "no_reflection");
        if !reflection.artifacts.is_empty() {
            criterion::attached(h, frame, &reflection.artifacts);
        }
    })
}
