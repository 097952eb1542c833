//! One item of evidence on a page: shown in place where a browser can, always with a link to the file itself.

use artifolio_core::artifact::POSTER;

use super::html::Html;
use super::is_web_address;
use super::layout::Frame;
use crate::media::{self, Shown};
use crate::submission::{Pin, PublicArtifact, PublicEvidence, PublicFile};

/// An item in full: on the artifact's page, and where a criterion points at it. Film and sound start where a pin says.
pub(super) fn item(
    h: &mut Html,
    frame: Frame<'_>,
    artifact: &PublicArtifact,
    place: usize,
    pin: Option<&Pin>,
) {
    let Some(evidence) = artifact.evidence.get(place - 1) else { return };
    let Some(file) = shown_file(frame, evidence) else {
        return document(h, frame, evidence);
    };
    let class = match media::shown(&file.media_type) {
        Shown::Video => "evidence played",
        _ => "evidence",
    };
    h.el("div", &[("class", class)], |h| {
        h.el("figure", &[], |h| {
            embed(h, frame, artifact, place, file, pin);
            if !evidence.caption.trim().is_empty() {
                h.leaf("figcaption", &[], evidence.caption.trim());
            }
        });
        links(h, frame, evidence);
    });
}

/// What no page can show: its poster or what it is, and the way to it.
fn document(h: &mut Html, frame: Frame<'_>, evidence: &PublicEvidence) {
    h.el("div", &[("class", "evidence document")], |h| {
        poster_link(h, frame, evidence);
        h.el("div", &[], |h| {
            if !evidence.caption.trim().is_empty() {
                h.leaf("p", &[], evidence.caption.trim());
            }
            links(h, frame, evidence);
        });
    });
}

/// The poster as the way to what it stands for; a sheet where there is none.
fn poster_link(h: &mut Html, frame: Frame<'_>, evidence: &PublicEvidence) {
    let submission = frame.site.submission;
    let Some(picture) = poster(frame, evidence) else { return sheet(h, evidence) };
    let file = submission.pinned(evidence).map(|path| frame.to(path));
    let link = evidence.link.as_deref().filter(|link| is_web_address(link)).map(str::to_owned);
    let alt = frame.site.words.poster(submission, evidence);
    let shown = |h: &mut Html| image(h, frame, picture, &alt, POSTER);
    match file.or(link) {
        Some(address) => h.el("a", &[("href", &address)], shown),
        None => shown(h),
    }
}

/// A picture, with its size, so that nothing moves when it comes. The class may be empty.
fn image(h: &mut Html, frame: Frame<'_>, file: &PublicFile, alt: &str, class: &str) {
    let (address, size) = (frame.to(&file.path), size(file, class));
    let mut attributes = vec![("src", &*address), ("alt", alt)];
    attributes.extend(Some(("class", class)).filter(|_| !class.is_empty()));
    attributes.extend(size.iter().map(|(name, pixels)| (*name, pixels.as_str())));
    attributes.push(("loading", "lazy"));
    h.void("img", &attributes);
}

/// Width and height at which it is shown at most, where its own are known. Said here and not in the style: that knows no
/// shapes, and a height that it limits changes them.
fn size(file: &PublicFile, class: &str) -> Vec<(&'static str, String)> {
    let (Some(width), Some(height)) = (file.width, file.height) else { return vec![] };
    let (broad, high) = if class == POSTER { (240, 240) } else { (1_024, 576) };
    let part = |side: u32, of: u64, whole: u32| (u64::from(side) * of / u64::from(whole)).max(1);
    let (width, height) = match (u64::from(width), u64::from(height)) {
        (w, h) if w <= broad && h <= high => (w, h),
        (w, h) if w * high > h * broad => (broad, part(height, broad, width)),
        _ => (part(width, high, height), high),
    };
    vec![("width", width.to_string()), ("height", height.to_string())]
}

/// The picture of an artifact's card: its first one, else what its first item is. It says nothing that the title beside
/// it does not.
pub(super) fn thumbnail(h: &mut Html, frame: Frame<'_>, artifact: &PublicArtifact) {
    let shown = |item| {
        let own = first(frame, item, &[Shown::Picture]).map(|file| (file, ""));
        own.or_else(|| Some((poster(frame, item)?, POSTER)))
    };
    match (artifact.evidence.iter().find_map(shown), artifact.evidence.first()) {
        (Some((file, class)), _) => image(h, frame, file, "", class),
        (None, Some(evidence)) => sheet(h, evidence),
        (None, None) => {}
    }
}

/// A sheet of paper with the kind of a file on it, an arrow for the web; only for the eye.
fn sheet(h: &mut Html, evidence: &PublicEvidence) {
    let extension = evidence.file.as_deref().and_then(|path| path.rsplit_once('.'));
    let sign = extension.map_or("↗".to_owned(), |(_, extension)| extension.to_uppercase());
    h.leaf("span", &[("class", "sheet"), ("aria-hidden", "true")], &sign);
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
        for (field, path) in evidence.opened() {
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
    let submission = frame.site.submission;
    let path = submission.pinned(evidence);
    let text = frame.site.words.pin(submission, evidence, pin);
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
    start(pin)
}

/// Where film or sound starts.
fn start(pin: &Pin) -> String {
    pin.time.as_deref().and_then(seconds).map_or_else(String::new, |s| format!("#t={s}"))
}

fn seconds(time: &str) -> Option<u64> {
    time.trim().split(':').try_fold(0_u64, |sum, part| {
        sum.checked_mul(60)?.checked_add(part.parse::<u32>().ok()?.into())
    })
}

/// The file of an item that a page shows: itself, else the copy that any browser shows, else the captured copy.
fn shown_file<'a>(frame: Frame<'a>, evidence: &PublicEvidence) -> Option<&'a PublicFile> {
    first(frame, evidence, &[Shown::Picture, Shown::Video, Shown::Audio])
}

/// The picture that stands for an item.
fn poster<'a>(frame: Frame<'a>, evidence: &PublicEvidence) -> Option<&'a PublicFile> {
    frame.site.submission.file(evidence.poster.as_deref()?)
}

fn first<'a>(
    frame: Frame<'a>,
    evidence: &PublicEvidence,
    shown: &[Shown],
) -> Option<&'a PublicFile> {
    [&evidence.file, &evidence.viewable, &evidence.capture]
        .into_iter()
        .filter_map(|path| frame.site.submission.file(path.as_deref()?))
        .find(|file| shown.contains(&media::shown(&file.media_type)))
}

fn embed(
    h: &mut Html,
    frame: Frame<'_>,
    artifact: &PublicArtifact,
    place: usize,
    file: &PublicFile,
    pin: Option<&Pin>,
) {
    let (evidence, words) = (&artifact.evidence[place - 1], frame.site.words);
    let address = frame.to(&file.path);
    let shown = media::shown(&file.media_type);
    if shown == Shown::Picture {
        return image(h, frame, file, &words.alternative(artifact, place), "");
    }
    let address = format!("{address}{}", pin.map(start).unwrap_or_default());
    let tag = if shown == Shown::Video { "video" } else { "audio" };
    let label = match evidence.caption.trim() {
        "" => words.evidence_name(artifact, place),
        caption => caption.to_owned(),
    };
    let mut attributes =
        vec![("controls", "controls"), ("preload", "metadata"), ("aria-label", &*label)];
    let poster = poster(frame, evidence);
    if let Some(poster) = poster {
        let class = if shown == Shown::Video { "printed" } else { POSTER };
        image(h, frame, poster, &words.poster(frame.site.submission, evidence), class);
    }
    let poster = poster.filter(|_| shown == Shown::Video);
    let (picture, size) =
        (poster.map(|file| frame.to(&file.path)), poster.map(|file| size(file, "")));
    attributes.extend(picture.as_deref().map(|address| ("poster", address)));
    let size = size.iter().flatten();
    attributes.extend(size.map(|(name, pixels)| (*name, pixels.as_str())));
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
