//! A page of the package: it must say the policy that keeps it quiet, and then really be quiet: no script, no inline
//! style, no request to anywhere else, and links that lead to files of the bag.

use std::collections::BTreeSet;

use artifolio_core::path::RelPath;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use sha2::{Digest as _, Sha256};

use super::link::{Target, target};
use super::reading::Reading;
use super::{LIMIT, START};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    PAGE_LANGUAGE, PAGE_LINK, PAGE_OUTSIDE, PAGE_POLICY, PAGE_REMOTE, PAGE_SCHEME, PAGE_SCRIPT,
    PAGE_STYLE, PAGE_UNREADABLE, Rule,
};
use crate::tree::{Index, Tree};

/// The policy of every page of a submission, word for word (docs/bundle.md).
const POLICY: &str =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self'";
/// Elements that run, frame or redirect; none of them has a place in a page that is only read.
const ACTIVE: [&str; 9] =
    ["script", "iframe", "frame", "object", "embed", "applet", "base", "form", "portal"];
/// Attributes that run or send.
const RUN: [&str; 3] = ["action", "formaction", "srcdoc"];
/// Attributes whose address is loaded without asking.
const LOADED: [&str; 7] = ["src", "poster", "data", "background", "manifest", "xlink:href", "ping"];
/// Most faults of one page that are told.
const MOST: usize = 1_000;

/// Judges a page and gives what it says; one that is not there is told elsewhere. Without a language, any will do.
pub(super) fn judge(
    tree: &mut Tree<'_>,
    path: &RelPath,
    language: Option<&str>,
    report: &mut Report,
) -> Option<Reading> {
    let bytes = tree.whole(path, LIMIT, report)?;
    let Ok(text) = String::from_utf8(bytes) else {
        report.add(PAGE_UNREADABLE.file(path.as_str()));
        return None;
    };
    for (rule, what) in faults(&tree.index, path, &text, language) {
        report.add(rule.file(path.as_str()).with("what", what));
    }
    Some(Reading::of(path, &text))
}

fn faults(
    index: &Index,
    path: &RelPath,
    text: &str,
    language: Option<&str>,
) -> BTreeSet<(Rule, String)> {
    let mut page = Page { index, path, faults: BTreeSet::new() };
    // Browsers read the inside of some elements as text or as tags, by where they stand. What either reading finds is
    // told.
    for switch in [true, false] {
        page.scan(text, switch, language);
    }
    page.faults
}

struct Page<'a> {
    index: &'a Index,
    path: &'a RelPath,
    faults: BTreeSet<(Rule, String)>,
}

impl Page<'_> {
    fn scan(&mut self, text: &str, switch: bool, language: Option<&str>) {
        let mut emitter = DefaultEmitter::<()>::default();
        emitter.naively_switch_states(switch);
        let policy = self.policy(text);
        let (mut first, mut spoken) = (Vec::new(), false);
        for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
            let Token::StartTag(tag) = token else { continue };
            let name = lossy(&tag.name);
            if name == "html" {
                let lang = attribute(&tag, "lang");
                spoken |= lang.is_some_and(|own| language.is_none_or(|language| own == language));
            }
            if first.len() < 4 {
                first.push(role(&name, &tag, &policy));
            }
            self.element(&name, &tag);
        }
        if first != ["html", "head", "charset", "policy"] {
            self.tell(PAGE_POLICY, &policy);
        }
        if !spoken {
            self.tell(PAGE_LANGUAGE, language.unwrap_or(""));
        }
    }

    /// What the policy must say. The first page has no file beside it that it could rely on: its one style sheet stands
    /// in it, allowed by its digest alone.
    fn policy(&self, text: &str) -> String {
        if self.path.as_str() != START {
            return POLICY.to_owned();
        }
        let style = text.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
        let digest = style.map(|(style, _)| base64(&Sha256::digest(style)));
        digest.map_or("default-src 'none'".to_owned(), |digest| {
            format!("default-src 'none'; style-src 'sha256-{digest}'")
        })
    }

    fn element(&mut self, name: &str, tag: &StartTag<()>) {
        if ACTIVE.contains(&name) {
            self.tell(PAGE_SCRIPT, &format!("<{name}>"));
        }
        if name == "style" && self.path.as_str() != START {
            self.tell(PAGE_STYLE, "<style>");
        }
        let equiv = attribute(tag, "http-equiv").unwrap_or_default();
        if name == "meta" && equiv.trim().eq_ignore_ascii_case("refresh") {
            self.tell(PAGE_SCRIPT, "<meta http-equiv=\"refresh\">");
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (lossy(key), lossy(&value.value));
            match (&*key, name) {
                ("style", _) => self.tell(PAGE_STYLE, "style="),
                ("href", "a" | "area") => self.follow(&value),
                ("href", _) => self.load(&value),
                ("srcset" | "imagesrcset", _) => {
                    for candidate in value.split(',') {
                        self.load(candidate.split_whitespace().next().unwrap_or(""));
                    }
                }
                (key, _) if key.starts_with("on") || RUN.contains(&key) => {
                    self.tell(PAGE_SCRIPT, key);
                }
                (key, _) if LOADED.contains(&key) => self.load(&value),
                _ => {}
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
            Target::Outside => return self.tell(PAGE_OUTSIDE, address),
            Target::Nowhere | Target::Elsewhere(_) => false,
        };
        if !there {
            self.tell(PAGE_LINK, address);
        }
    }

    fn tell(&mut self, rule: Rule, what: &str) {
        if self.faults.len() < MOST {
            self.faults.insert((rule, shown(what)));
        }
    }
}

/// The role of one of the first tags: the policy must follow the charset, before anything can be loaded.
fn role(name: &str, tag: &StartTag<()>, policy: &str) -> &'static str {
    let is = |key: &str, value: &str| {
        attribute(tag, key).is_some_and(|own| own.eq_ignore_ascii_case(value))
    };
    match name {
        "html" => "html",
        "head" => "head",
        "meta" if is("charset", "utf-8") => "charset",
        "meta"
            if is("http-equiv", "content-security-policy")
                && attribute(tag, "content").as_deref() == Some(policy) =>
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

/// Standard Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * n) & 63) as usize];
            out.push(if n > three.len() { '=' } else { letter.into() });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::File;

    fn judged(at: &str, text: &str) -> Vec<(&'static str, String)> {
        let files = ["data/a.png", "data/criteria/2.html", "data/index.html"];
        let file = |name: &&str| File { path: RelPath::parse(name).unwrap(), size: 0 };
        let index = Index { files: files.iter().map(file).collect(), ..Index::default() };
        let path = RelPath::parse(at).unwrap();
        faults(&index, &path, text, Some("es")).into_iter().map(|(r, w)| (r.id, w)).collect()
    }

    fn page(head: &str, body: &str) -> String {
        format!(
            "<!doctype html><html lang=\"es\"><head><meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">{head}</head>\
             <body>{body}</body></html>"
        )
    }

    #[test]
    fn a_quiet_page_and_everything_that_is_not() {
        let table: [(&str, &str, &[&str]); 34] = [
            ("", "<p>text</p>", &[]),
            ("", "<img src=\"a.png\" alt=\"\"><a href=\"criteria/2.html#x\">2</a>", &[]),
            ("", "<a href=\"https://example.org/?a=b\">out</a><a href=\"mailto:a@b\">m</a>", &[]),
            ("", "&lt;script&gt;", &[]),
            ("", "<!-- <script> -->", &[]),
            ("<title>a &lt;script&gt;</title>", "", &[]),
            ("", "<script>1</script>", &["bundle-page-script"]),
            ("", "<SCRIPT src=a.png></SCRIPT>", &["bundle-page-script"]),
            ("", "<svg><title><script>1</script></title></svg>", &["bundle-page-script"]),
            ("<title><!--</title>", "<script>1</script>-->", &["bundle-page-script"]),
            ("", "<textarea><!--</textarea><script></script>-->", &["bundle-page-script"]),
            ("", "<img src=a.png onerror=alert(1)>", &["bundle-page-script"]),
            ("", "<iframe srcdoc=x>", &["bundle-page-script", "bundle-page-script"]),
            ("", "<form action=a.png>", &["bundle-page-script", "bundle-page-script"]),
            ("<base href=\"criteria/2.html\">", "", &["bundle-page-script"]),
            ("<meta http-equiv=Refresh content=0>", "", &["bundle-page-script"]),
            ("<style>a{}</style>", "", &["bundle-page-style"]),
            ("", "<p style=\"color:red\">", &["bundle-page-style"]),
            ("", "<img src=\"https://e.org/a.png\">", &["bundle-page-remote"]),
            ("", "<img src=//e.org/a.png>", &["bundle-page-remote"]),
            ("", "<img src=\"data:image/png;base64,\">", &["bundle-page-remote"]),
            ("<link rel=stylesheet href=https://e.org/a.css>", "", &["bundle-page-remote"]),
            ("", "<img srcset=\"a.png 1x, https://e.org/a.png 2x\">", &["bundle-page-remote"]),
            ("", "<video poster=\"http://e.org/a.png\">", &["bundle-page-remote"]),
            ("", "<a ping=\"https://e.org\" href=a.png>", &["bundle-page-remote"]),
            ("", "<svg><image xlink:href=\"https://e.org/a\"/></svg>", &["bundle-page-remote"]),
            ("", "<a href=\"missing.html\">", &["bundle-page-link"]),
            ("", "<a href=\"criteria/\">", &["bundle-page-link"]),
            ("", "<a href=\"../../x\">", &["bundle-page-outside"]),
            ("", "<img src=\"/etc/x.png\">", &["bundle-page-outside"]),
            ("", "<img src=missing.png>", &["bundle-page-link"]),
            ("", "<a href=\"javascript:alert(1)\">", &["bundle-page-scheme"]),
            ("", "<a href=\"&#106;avascript:alert(1)\">", &["bundle-page-scheme"]),
            ("", "<a href=\"file:///etc/passwd\">", &["bundle-page-scheme"]),
        ];
        for (head, body, expected) in table {
            let found: Vec<&str> =
                judged("data/index.html", &page(head, body)).iter().map(|f| f.0).collect();
            assert_eq!(found, expected, "{head}{body}");
        }
    }

    #[test]
    fn the_policy_is_whole_and_first_and_the_language_right() {
        let good = page("", "");
        for (text, expected) in [
            (good.clone(), vec![]),
            (good.replace("lang=\"es\"", "lang=\"en\""), vec!["bundle-page-language"]),
            (good.replace(" lang=\"es\"", ""), vec!["bundle-page-language"]),
            (good.replace("font-src 'self'", "font-src *"), vec!["bundle-page-policy"]),
            (good.replace("<meta http", "<title>a</title><meta http"), vec!["bundle-page-policy"]),
            (good.replace("charset=\"utf-8\"", "charset=\"utf-7\""), vec!["bundle-page-policy"]),
            (String::new(), vec!["bundle-page-language", "bundle-page-policy"]),
        ] {
            let found: Vec<&str> = judged("data/index.html", &text).iter().map(|f| f.0).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_first_page_may_bring_one_style_by_its_digest() {
        let digest = base64(&Sha256::digest("p{}"));
        let policy = format!("default-src 'none'; style-src 'sha256-{digest}'");
        let good = page("<style>p{}</style>", "").replace(POLICY, &policy);
        assert_eq!(judged(START, &good), []);
        assert_eq!(judged(START, &page("", "").replace(POLICY, "default-src 'none'")), []);
        for bad in [
            good.replace("p{}", "p{ }"),
            good.replace("</head>", "<style>a{}</style></head>").replace("p{}", "b{}"),
            page("<style>p{}</style>", ""),
        ] {
            assert_eq!(judged(START, &bad)[0].0, "bundle-page-policy", "{bad}");
        }
    }

    #[test]
    fn base64_is_the_standard_one() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }
}
