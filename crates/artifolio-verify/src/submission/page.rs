//! A page of the package: it must say the policy that keeps it quiet, and then really be quiet: no script, no inline
//! style, no request to anywhere else, and links that lead to files of the bag.

use std::collections::BTreeSet;

use artifolio_core::path::RelPath;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::LIMIT;
use super::link::{Target, target};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    PAGE_LANGUAGE, PAGE_LINK, PAGE_POLICY, PAGE_REMOTE, PAGE_SCHEME, PAGE_SCRIPT, PAGE_STYLE,
    PAGE_UNREADABLE, Rule,
};
use crate::tree::{Index, Tree};

/// The policy of every page, word for word (docs/bundle.md).
const POLICY: &str =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self'";
/// Elements that run, frame or redirect; none of them has a place in a page that is only read.
const ACTIVE: [&str; 9] =
    ["script", "iframe", "frame", "object", "embed", "applet", "base", "form", "portal"];
/// Attributes whose address is loaded without asking.
const LOADED: [&str; 9] = [
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "imagesrcset",
    "manifest",
    "xlink:href",
    "ping",
];

/// Judges a page; one that is not there is told elsewhere.
pub(super) fn judge(
    tree: &mut Tree<'_>,
    path: &RelPath,
    language: Option<&str>,
    report: &mut Report,
) {
    if tree.index.find(path).is_none() {
        return;
    }
    let bytes = tree.whole(path, LIMIT, report).unwrap_or_default();
    let Ok(text) = String::from_utf8(bytes) else {
        report.add(PAGE_UNREADABLE.file(path.as_str()));
        return;
    };
    // Browsers read the inside of some elements as text, some as tags, by where they stand. What either reading finds
    // is told.
    let mut told = BTreeSet::new();
    for switch in [true, false] {
        let mut page = Page { index: &tree.index, path, faults: &mut told };
        page.scan(&text, switch, language);
    }
    for (id, what) in told {
        if let Some(rule) = crate::rules::rule(id) {
            report.add(rule.file(path.as_str()).with("what", what));
        }
    }
}

struct Page<'a> {
    index: &'a Index,
    path: &'a RelPath,
    faults: &'a mut BTreeSet<(&'static str, String)>,
}

impl Page<'_> {
    fn scan(&mut self, text: &str, switch: bool, language: Option<&str>) {
        let mut emitter = DefaultEmitter::<()>::default();
        emitter.naively_switch_states(switch);
        let (mut before, mut policy, mut spoken) = (Vec::new(), false, false);
        for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
            let Token::StartTag(tag) = token else { continue };
            let name = lossy(&tag.name);
            if name == "html" {
                let lang = attribute(&tag, "lang");
                spoken |= lang.is_some_and(|lang| language.is_none_or(|language| lang == language));
            }
            if before.len() < 4 {
                before.push(place_of(&name, &tag));
                policy |= before == ["html", "head", "charset", "policy"];
            }
            self.element(&name, &tag);
        }
        if !policy {
            self.tell(PAGE_POLICY, POLICY);
        }
        if !spoken {
            self.tell(PAGE_LANGUAGE, language.unwrap_or(""));
        }
    }

    fn element(&mut self, name: &str, tag: &StartTag<()>) {
        if ACTIVE.contains(&name) {
            self.tell(PAGE_SCRIPT, &format!("<{name}>"));
        }
        if name == "style" {
            self.tell(PAGE_STYLE, "<style>");
        }
        let equiv = attribute(tag, "http-equiv").unwrap_or_default().to_ascii_lowercase();
        if name == "meta" && equiv == "refresh" {
            self.tell(PAGE_SCRIPT, "<meta http-equiv=\"refresh\">");
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (lossy(key), lossy(&value.value));
            if key.starts_with("on") || matches!(&*key, "formaction" | "action" | "srcdoc") {
                self.tell(PAGE_SCRIPT, &key);
            } else if key == "style" {
                self.tell(PAGE_STYLE, "style=");
            } else if key.ends_with("srcset") {
                for candidate in value.split(',') {
                    self.load(candidate.split_whitespace().next().unwrap_or(""));
                }
            } else if LOADED.contains(&&*key) {
                self.load(&value);
            } else if key == "href" {
                match name {
                    "a" | "area" => self.follow(&value),
                    _ => self.load(&value),
                }
            }
        }
    }

    /// An address that the browser loads by itself.
    fn load(&mut self, address: &str) {
        match target(self.path, address) {
            Target::Elsewhere(_) => self.tell(PAGE_REMOTE, address),
            found => self.inside(found, address),
        }
    }

    /// An address that the reader may follow.
    fn follow(&mut self, address: &str) {
        match target(self.path, address) {
            Target::Elsewhere(scheme) if matches!(&*scheme, "http" | "https" | "mailto") => {}
            Target::Elsewhere(_) => self.tell(PAGE_SCHEME, address),
            found => self.inside(found, address),
        }
    }

    fn inside(&mut self, found: Target, address: &str) {
        let there = match found {
            Target::Here => true,
            Target::Inside(path) => self.index.has(&path),
            Target::Nowhere | Target::Elsewhere(_) => false,
        };
        if !there {
            self.tell(PAGE_LINK, address);
        }
    }

    fn tell(&mut self, rule: Rule, what: &str) {
        // As many as a page of the largest size could list would be of no use to anyone.
        if self.faults.len() < 1_000 {
            self.faults.insert((rule.id, shown(what)));
        }
    }
}

/// The role of one of the first tags: the policy must follow the charset, before anything can be loaded.
fn place_of(name: &str, tag: &StartTag<()>) -> &'static str {
    let equiv = attribute(tag, "http-equiv").unwrap_or_default();
    match name {
        "html" => "html",
        "head" => "head",
        "meta"
            if attribute(tag, "charset").is_some_and(|set| set.eq_ignore_ascii_case("utf-8")) =>
        {
            "charset"
        }
        "meta"
            if equiv.eq_ignore_ascii_case("content-security-policy")
                && attribute(tag, "content").as_deref() == Some(POLICY) =>
        {
            "policy"
        }
        _ => "other",
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| lossy(&value.value))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
