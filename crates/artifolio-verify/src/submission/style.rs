//! The style sheet: what it loads must lie in the bag.

use artifolio_core::path::RelPath;

use super::LIMIT;
use super::link::{Target, target};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{PAGE_LINK, PAGE_OUTSIDE, STYLE_REMOTE};
use crate::tree::Tree;

/// Judges a style sheet; one that is not there is told elsewhere.
pub(super) fn judge(tree: &mut Tree<'_>, path: &RelPath, report: &mut Report) {
    let Some(bytes) = tree.whole(path, LIMIT, report) else { return };
    let (remote, local) = loads(path, &without_comments(&String::from_utf8_lossy(&bytes)));
    for what in remote {
        report.add(STYLE_REMOTE.file(path.as_str()).with("what", shown(&what)));
    }
    for (what, leads) in local {
        let rule = match leads {
            Target::Inside(leads) if tree.index.has(&leads) => continue,
            Target::Outside => PAGE_OUTSIDE,
            _ => PAGE_LINK,
        };
        report.add(rule.file(path.as_str()).with("what", shown(&what)));
    }
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

type Local = (String, Target);

/// What is loaded from elsewhere, and what from the bag with where it leads.
fn loads(path: &RelPath, text: &str) -> (Vec<String>, Vec<Local>) {
    let (mut remote, mut local) = (Vec::new(), Vec::new());
    let small = text.to_ascii_lowercase();
    if small.contains("@import") {
        remote.push("@import".to_owned());
    }
    for (at, _) in small.match_indices("url(") {
        let address = text[at + 4..].split(')').next().unwrap_or("");
        let address = address.trim().trim_matches(['"', '\'']);
        match target(path, address) {
            Target::Elsewhere(_) => remote.push(address.to_owned()),
            Target::Here => {}
            leads => local.push((address.to_owned(), leads)),
        }
    }
    // `image-set("//host/a.png")` and others that load without `url(`.
    if remote.is_empty() && text.contains("//") {
        remote.push("//".to_owned());
    }
    (remote, local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_style_sheet_loads() {
        let table: [(&str, &[&str], &[&str]); 8] = [
            ("a { color: red } /* https://example.org url(x) */", &[], &[]),
            ("@font-face { src: url(\"fonts/a.woff2\") }", &[], &["data/fonts/a.woff2"]),
            ("a { background: URL( 'Fonts/B.png' ) }", &[], &["data/Fonts/B.png"]),
            ("a { background: url(https://e.org/a.png) }", &["https://e.org/a.png"], &[]),
            ("a { background: url(//e.org/a.png) }", &["//e.org/a.png"], &[]),
            ("a { background: image-set('//e.org/a.png' 1x) }", &["//"], &[]),
            ("@IMPORT 'more.css';", &["@import"], &[]),
            ("a { filter: url(#blur) }", &[], &[]),
        ];
        let path = RelPath::parse("data/style.css").unwrap();
        for (text, remote, local) in table {
            let (found, inside) = loads(&path, &without_comments(text));
            let inside: Vec<String> = inside
                .iter()
                .map(|(_, leads)| match leads {
                    Target::Inside(path) => path.to_string(),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(
                (found.as_slice(), inside.as_slice()),
                (
                    remote.iter().map(ToString::to_string).collect::<Vec<_>>().as_slice(),
                    local.iter().map(ToString::to_string).collect::<Vec<_>>().as_slice(),
                ),
                "{text}"
            );
        }
    }
}
