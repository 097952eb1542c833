//! One item of evidence on a page: shown in place where a browser can, always with a link to the file itself.

use super::html::Html;
use super::layout::Frame;
use crate::media::{self, Shown};
use crate::submission::{Pin, PublicArtifact, PublicEvidence, PublicFile};

/// An item in full: on the artifact's page, and where a criterion points at it.
pub(super) fn item(h: &mut Html, frame: Frame<'_>, artifact: &PublicArtifact, place: usize) {
    let Some(evidence) = artifact.evidence.get(place - 1) else { return };
    let Some(file) = shown_file(frame, evidence) else {
        return in_short(h, frame, evidence);
    };
    h.el("div", &[("class", "evidence")], |h| {
        h.el("figure", &[], |h| {
            embed(h, frame, artifact, place, file);
            if !evidence.caption.trim().is_empty() {
                h.leaf("figcaption", &[], evidence.caption.trim());
            }
        });
        links(h, frame, evidence);
    });
}

/// An item as its caption and its links.
pub(super) fn in_short(h: &mut Html, frame: Frame<'_>, evidence: &PublicEvidence) {
    h.el("div", &[("class", "evidence")], |h| {
        if !evidence.caption.trim().is_empty() {
            h.leaf("p", &[], evidence.caption.trim());
        }
        links(h, frame, evidence);
    });
}

/// The links of an item: the evidence itself, then what stands beside it.
fn links(h: &mut Html, frame: Frame<'_>, evidence: &PublicEvidence) {
    h.el("ul", &[("class", "files")], |h| {
        if let Some(link) = &evidence.link {
            h.el("li", &[], |h| {
                frame.web_link(h, link, &frame.with("open_link", &[("address", link)]));
            });
        }
        for (field, path) in evidence.files() {
            if let Some(file) = frame.site.submission.file(path) {
                h.el("li", &[], |h| {
                    frame.file_link(h, &format!("open_{field}"), file, "");
                    if let Some(cleaned) = frame.site.words.cleaned(file) {
                        h.text(" ");
                        h.leaf("small", &[], &cleaned);
                    }
                });
            }
        }
    });
}

/// "Look at Benson_Artifact1.pdf, page 3", as a link that opens there where browsers can.
pub(super) fn pin(h: &mut Html, frame: Frame<'_>, artifact: &PublicArtifact, pin: &Pin) {
    let Some(evidence) = artifact.evidence.get(pin.evidence - 1) else { return };
    let path = evidence.file.as_deref().or(evidence.capture.as_deref());
    let text = frame.site.words.pin(evidence, pin);
    h.el("p", &[("class", "pin")], |h| match path {
        Some(path) => h.link(&format!("{}{}", frame.to(path), fragment(pin)), &text),
        None => frame.web_link(h, evidence.link.as_deref().unwrap_or_default(), &text),
    });
}

/// Where in the file the link opens; browsers that know no such fragment open the file.
fn fragment(pin: &Pin) -> String {
    if let Some(page) = pin.page {
        return format!("#page={page}");
    }
    pin.time.as_deref().and_then(seconds).map_or_else(String::new, |s| format!("#t={s}"))
}

fn seconds(time: &str) -> Option<u64> {
    time.trim().split(':').try_fold(0_u64, |sum, part| {
        sum.checked_mul(60)?.checked_add(part.parse::<u32>().ok()?.into())
    })
}

/// The file of an item that a page shows: itself, else the copy that any browser shows, else the captured copy.
fn shown_file<'a>(frame: Frame<'a>, evidence: &PublicEvidence) -> Option<&'a PublicFile> {
    [&evidence.file, &evidence.viewable, &evidence.capture]
        .into_iter()
        .filter_map(|path| frame.site.submission.file(path.as_deref()?))
        .find(|f| {
            matches!(media::shown(&f.media_type), Shown::Picture | Shown::Video | Shown::Audio)
        })
}

fn embed(
    h: &mut Html,
    frame: Frame<'_>,
    artifact: &PublicArtifact,
    place: usize,
    file: &PublicFile,
) {
    let (evidence, words) = (&artifact.evidence[place - 1], frame.site.words);
    let address = frame.to(&file.path);
    let shown = media::shown(&file.media_type);
    if shown == Shown::Picture {
        let alt = words.alternative(artifact, place);
        h.void("img", &[("src", &address), ("alt", &alt), ("loading", "lazy")]);
        return;
    }
    let tag = if shown == Shown::Video { "video" } else { "audio" };
    let label = match evidence.caption.trim() {
        "" => words.evidence_name(artifact, place),
        caption => caption.to_owned(),
    };
    let attributes = [("controls", "controls"), ("preload", "metadata"), ("aria-label", &*label)];
    h.el(tag, &attributes, |h| {
        h.void("source", &[("src", &address), ("type", &file.media_type)]);
        if let Some(captions) = &evidence.captions {
            let (language, address) = (&frame.site.submission.language, frame.to(captions));
            h.void(
                "track",
                &[
                    ("kind", "captions"),
                    ("src", &address),
                    ("srclang", language),
                    ("label", &frame.say("captions")),
                    ("default", "default"),
                ],
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_seconds_for_the_browser() {
        for (time, said) in [
            ("1:23", Some(83)),
            ("01:00:05", Some(3605)),
            ("9", Some(9)),
            ("soon", None),
            ("-1:00", None),
        ] {
            assert_eq!(seconds(time), said, "{time}");
        }
    }
}
