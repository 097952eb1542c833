//! `START-HERE.html`: the first page of a bag, a tag file, readable by itself even where nothing else was unpacked.

use sha2::{Digest as _, Sha256};

use crate::site::html::Html;
use crate::words::Words;

const STYLE: &str = include_str!("../assets/start-here.css");

/// What the page says.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    pub(crate) language: &'a str,
    /// Heading, "ISTE portfolio of Ana Benson".
    pub(crate) heading: String,
    /// What is in this folder, a paragraph each.
    pub(crate) paragraphs: Vec<String>,
    /// The first step's link: address below the bag and text.
    pub(crate) link: Option<(&'static str, String)>,
    /// Says "draft" on top.
    pub(crate) draft: bool,
}

/// The page.
pub(crate) fn page(start: &Start<'_>, words: &Words) -> String {
    alone(start.language, &start.heading, STYLE, |h| {
        if start.draft {
            draft(h, words);
        }
        h.leaf("h1", &[], &start.heading);
        for paragraph in &start.paragraphs {
            h.leaf("p", &[], paragraph);
        }
        if let Some((address, text)) = &start.link {
            h.el("p", &[("class", "go")], |h| h.link(address, text));
        }
    })
}

/// Says that it is a draft.
pub(crate) fn draft(h: &mut Html, words: &Words) {
    h.el("p", &[("class", "draft")], |h| {
        h.leaf("strong", &[], &words.say("draft"));
        h.text(" ");
        h.text(&words.say("draft_note"));
    });
}

/// A page that needs no other file: its style stands in it, allowed by its digest.
pub(crate) fn alone(
    language: &str,
    title: &str,
    style: &str,
    main: impl FnOnce(&mut Html),
) -> String {
    // A digest is of what stands between the tags, and one checker cuts the last line end off.
    let style = style.trim_end();
    let digest = base64(&Sha256::digest(style));
    let policy = format!("default-src 'none'; style-src 'sha256-{digest}'");
    let mut h = Html::default();
    h.doctype();
    h.el("html", &[("lang", language)], |h| {
        h.el("head", &[], |h| {
            h.void("meta", &[("charset", "utf-8")]);
            h.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
            h.void(
                "meta",
                &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")],
            );
            h.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
            h.leaf("title", &[], title);
            h.el("style", &[], |h| h.rendered(style));
        });
        h.el("body", &[], |h| h.el("main", &[], main));
    });
    h.into_text()
}

/// Standard Base64 of a digest, as a content security policy writes it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |sum, b| sum << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit) & 63) as usize;
            text.push(if digit <= chunk.len() { char::from(DIGITS[index]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
