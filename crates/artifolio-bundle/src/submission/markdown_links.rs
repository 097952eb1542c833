//! Links in the learner's Markdown: to evidence they lead to its place in the bundle, to other local files they lose
//! their address and keep their text. A reader's copy turns them round.

use std::collections::BTreeMap;

use artifolio_core::markdown;
use artifolio_core::path::RelPath;

/// A text of a file in `folder` as a submission says it: without what is not public, links to evidence as paths below
/// `data/`. `places` are the bundle paths by workspace path.
pub(super) fn for_bundle(
    text: &str,
    folder: &RelPath,
    places: &BTreeMap<RelPath, String>,
) -> String {
    let published = markdown::publish(text, &|address| {
        let (path, fragment) = split(address);
        let place = places.get(&resolved(folder, path)?)?;
        Some(format!("{place}{fragment}"))
    });
    without_blank_ends(&published)
}

/// A text of a submission as it stands in a file of `folder` of the reader's copy. `places` are the workspace paths by
/// bundle path.
pub(super) fn for_copy(text: &str, folder: &RelPath, places: &BTreeMap<String, RelPath>) -> String {
    markdown::publish(text, &|address| {
        let (path, fragment) = split(address);
        let place = places.get(path)?;
        Some(format!("{}{fragment}", relative(folder, place)))
    })
}

/// Blank lines at the ends and the end of the last line are the file's, not the text's. The first line keeps its
/// indentation: four spaces are code.
fn without_blank_ends(text: &str) -> String {
    let text = text.trim_end();
    let is_blank = |line: &&str| line.trim().is_empty();
    let skip: usize = text.split_inclusive('\n').take_while(is_blank).map(str::len).sum();
    text[skip..].to_owned()
}

/// Path and `#fragment`.
fn split(address: &str) -> (&str, &str) {
    address.split_at(address.find('#').unwrap_or(address.len()))
}

/// The workspace path that an address in a file of `folder` leads to; `None` when it leads out.
fn resolved(folder: &RelPath, address: &str) -> Option<RelPath> {
    let address = percent_decoded(address)?;
    let mut parts: Vec<&str> = folder.parts().collect();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    RelPath::parse(&parts.join("/")).ok()
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex::decode([*high, *low]).ok(),
            _ => None,
        };
        match escaped {
            Some(byte) => {
                bytes.extend(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// The address of `path` in a file of `folder`.
fn relative(folder: &RelPath, path: &RelPath) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (folder.parts().collect(), path.parts().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::path;

    #[test]
    fn an_address_leads_to_its_file() {
        let folder = path("criteria");
        for (address, leads_to) in [
            ("../artifacts/a/board.png", Some("artifacts/a/board.png")),
            ("../artifacts/a/./b/../my%20board.png", Some("artifacts/a/my board.png")),
            ("x.png", Some("criteria/x.png")),
            ("100%.png", Some("criteria/100%.png")),
            ("../../x.png", None),
            ("/x.png", None),
            ("https://example.org/x.png", None),
        ] {
            assert_eq!(resolved(&folder, address), leads_to.map(path), "{address}");
        }
    }

    #[test]
    fn there_and_back() {
        for (folder, place, address) in [
            ("criteria", "artifacts/artifact-1/x.png", "../artifacts/artifact-1/x.png"),
            ("artifacts/artifact-1", "artifacts/artifact-1/x.png", "x.png"),
            ("artifacts/artifact-1", "artifacts/artifact-2/x.png", "../artifact-2/x.png"),
        ] {
            assert_eq!(relative(&path(folder), &path(place)), address);
            assert_eq!(resolved(&path(folder), address), Some(path(place)));
        }
        assert_eq!(relative(&RelPath::root(), &path("a/x.png")), "a/x.png");
    }

    #[test]
    fn blank_ends_go_and_indentation_stays() {
        assert_eq!(without_blank_ends("\n  \n    code\n\n text \n\n"), "    code\n\n text");
        assert_eq!(without_blank_ends(" \n"), "");
    }
}
