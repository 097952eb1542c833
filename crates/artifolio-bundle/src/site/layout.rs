//! What all pages share: head, draft mark, ways to the other pages, main landmark, foot.

use artifolio_core::markdown::{self, RenderOptions};

use super::html::Html;
use super::{ALIGNMENT_MAP, ARTIFACTS, INDEX, REFLECTION_PAGE, Site, is_web_address};
use crate::start_here;
use crate::submission::{PublicArtifact, PublicFile, is_blank};

/// First thing after the charset on every page: nothing is loaded from outside the bundle, nothing runs.
const POLICY: &str =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self'";

/// A page being written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) site: Site<'a>,
    /// Its path below `data/`.
    path: &'a str,
}

/// A whole page at `path` below `data/`. `trail` leads from the overview down to it: label and path.
pub(super) fn page(
    site: Site<'_>,
    path: &str,
    title: &str,
    trail: &[(&str, &str)],
    body: impl FnOnce(&mut Html, Frame<'_>),
) -> String {
    let frame = Frame { site, path };
    let mut h = Html::default();
    h.doctype();
    h.el("html", &[("lang", &site.submission.language)], |h| {
        h.el("head", &[], |h| frame.head(h, title));
        h.el("body", &[], |h| {
            h.leaf("a", &[("class", "skip"), ("href", "#main")], &site.words.say("skip"));
            h.el("header", &[("class", "top")], |h| frame.top(h));
            h.el("main", &[("id", "main")], |h| {
                if !trail.is_empty() {
                    frame.trail(h, trail, title);
                }
                body(h, frame);
            });
            h.el("footer", &[], |h| frame.foot(h));
        });
    });
    h.into_text()
}

impl<'a> Frame<'a> {
    /// A sentence of the catalogue.
    pub(super) fn say(self, key: &str) -> String {
        self.site.words.say(key)
    }

    /// A sentence of the catalogue with parameters.
    pub(super) fn with(self, key: &str, params: &[(&str, &str)]) -> String {
        self.site.words.with(key, params)
    }

    /// The address, from this page, of a path below `data/`. Bundle paths need no escaping.
    pub(super) fn to(self, path: &str) -> String {
        format!("{}{path}", self.root())
    }

    /// "Artifact 3: Choice boards".
    pub(super) fn artifact_name(self, artifact: &PublicArtifact) -> String {
        self.site.words.artifact_name(artifact)
    }

    /// A link to an evidence file with its type and size: `Open NAME (PDF document, 1.2 MB)`.
    pub(super) fn file_link(self, h: &mut Html, key: &str, file: &PublicFile, fragment: &str) {
        let address = format!("{}{fragment}", self.to(&file.path));
        h.link(&address, &self.site.words.file(key, file));
    }

    /// A link to the web, or the bare text of what is no web address.
    pub(super) fn web_link(self, h: &mut Html, address: &str, text: &str) {
        if is_web_address(address) {
            h.leaf("a", &[("href", address), ("rel", "noreferrer")], text);
        } else {
            h.text(text);
        }
    }

    /// The learner's Markdown, its headings below level `under`, or the sentence `nothing` where no word is written.
    /// `prefix` keeps the ids of several texts apart.
    pub(super) fn markdown(self, h: &mut Html, text: &str, under: u8, prefix: &str, nothing: &str) {
        if is_blank(text) {
            return h.leaf("p", &[], &self.say(nothing));
        }
        let resolve = |address: &str| {
            let path = address.split('#').next().unwrap_or(address);
            self.site.submission.file(path).map(|_| self.to(address))
        };
        let html = markdown::render(text, &RenderOptions { under, prefix, resolve: &resolve });
        h.el("div", &[("class", "prose")], |h| h.rendered(&html));
    }

    /// A label and its value in a description list; nothing where there is no value.
    pub(super) fn fact(self, h: &mut Html, key: &str, value: &str) {
        if !value.trim().is_empty() {
            h.leaf("dt", &[], &self.say(key));
            h.leaf("dd", &[], value.trim());
        }
    }

    /// Links to the page before and the page after.
    pub(super) fn neighbours(
        self,
        h: &mut Html,
        before: Option<(String, String)>,
        after: Option<(String, String)>,
    ) {
        let label = self.say("neighbours");
        h.el("nav", &[("class", "neighbours"), ("aria-label", &label)], |h| {
            for (rel, key, there) in [("prev", "before", before), ("next", "after", after)] {
                if let Some((path, name)) = there {
                    let text = self.with(key, &[("name", &name)]);
                    h.leaf("a", &[("rel", rel), ("href", &self.to(&path))], &text);
                }
            }
        });
    }

    fn root(self) -> &'static str {
        if self.path.contains('/') { "../" } else { "" }
    }

    fn head(self, h: &mut Html, title: &str) {
        h.void("meta", &[("charset", "utf-8")]);
        h.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
        h.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        h.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
        let (title, owner) = (title.trim(), self.site.owner());
        let title = if title == owner { owner } else { format!("{title} – {owner}") };
        h.leaf("title", &[], &title);
        h.void("link", &[("rel", "stylesheet"), ("href", &self.to("style.css"))]);
    }

    fn top(self, h: &mut Html) {
        if self.site.submission.draft {
            start_here::draft(h, self.site.words);
        }
        // The overview has it as its heading.
        if self.path != INDEX {
            h.leaf("p", &[("class", "owner")], &self.site.owner());
        }
        let ways = [
            (INDEX, "overview"),
            (ALIGNMENT_MAP, "alignment_map"),
            (REFLECTION_PAGE, "reflection"),
            (ARTIFACTS, "artifacts"),
        ];
        h.el("nav", &[("aria-label", &self.say("ways"))], |h| {
            h.el("ul", &[], |h| {
                for (path, key) in ways {
                    let href = self.to(path);
                    let mut attributes = vec![("href", href.as_str())];
                    if path == self.path {
                        attributes.push(("aria-current", "page"));
                    }
                    h.el("li", &[], |h| h.leaf("a", &attributes, &self.say(key)));
                }
            });
        });
    }

    fn trail(self, h: &mut Html, trail: &[(&str, &str)], here: &str) {
        h.el("nav", &[("class", "trail"), ("aria-label", &self.say("trail"))], |h| {
            h.el("ol", &[], |h| {
                for (label, path) in trail {
                    h.el("li", &[], |h| h.link(&self.to(path), label));
                }
                h.el("li", &[], |h| h.leaf("span", &[("aria-current", "page")], here));
            });
        });
    }

    fn foot(self, h: &mut Html) {
        let profile = &self.site.submission.profile;
        h.leaf("p", &[], &profile.notice);
        h.el("p", &[], |h| {
            h.text(&self.with("edition", &[("edition", &profile.edition)]));
            h.text(" ");
            self.web_link(h, &profile.standards_link, &self.say("official_text"));
        });
        let date = self.site.words.date(self.site.submission.date);
        h.leaf("p", &[], &self.with("prepared", &[("date", &date)]));
    }
}
