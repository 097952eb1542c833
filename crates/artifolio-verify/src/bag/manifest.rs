//! One manifest (RFC 8493, 2.1.3 and 2.2.1): what it lists, once each, and what it should list.

use std::io;

use artifolio_core::finding::Finding;
use artifolio_core::path::RelPath;
use unicode_normalization::is_nfc;

use super::declaration::Declared;
use super::lines::{Line, Lines};
use super::version::Version;
use crate::digest::Algorithm;
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    FILE_MISSING, FILE_UNLISTED, LINE_BLANK, MANIFEST_ASTERISK, MANIFEST_BACKSLASH, MANIFEST_DOT,
    MANIFEST_ESCAPES, MANIFEST_FOLDER, MANIFEST_LINE, MANIFEST_NAME, MANIFEST_PERCENT,
    MANIFEST_REPEATED, MANIFEST_SPELLING, MANIFEST_TWICE, Rule, TAG_BOM, TAG_ENCODING,
    TAG_UNLISTED, TAGMANIFEST_ITSELF, TAGMANIFEST_MANIFEST, TAGMANIFEST_PAYLOAD,
};
use crate::tree::{Index, Tree};

/// Which files a manifest speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Payload,
    Tags,
}

/// A manifest.
#[derive(Debug)]
pub(crate) struct Manifest {
    pub(crate) path: RelPath,
    version: Version,
    pub(crate) scope: Scope,
    /// `None`: its checksums cannot be computed here.
    pub(crate) algorithm: Option<Algorithm>,
    /// The name of the algorithm as the file name has it.
    pub(crate) named: String,
    /// For each file of the tree: the checksum it must have; without an algorithm only that it is listed.
    pub(crate) listed: Vec<Option<Box<[u8]>>>,
}

impl Manifest {
    /// The manifest that this path is, by its name alone; a name that is not normalized is reported.
    pub(crate) fn named(path: &RelPath, version: Version, report: &mut Report) -> Option<Self> {
        let stem = path.as_str().strip_suffix(".txt")?;
        let (scope, named) = match stem.strip_prefix("manifest-") {
            Some(named) => (Scope::Payload, named),
            None => (Scope::Tags, stem.strip_prefix("tagmanifest-")?),
        };
        if named.contains('/') {
            return None;
        }
        let normal: String =
            named.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if normal != named && version.normalizes_names() {
            report.add(MANIFEST_NAME.file(&shown(path.as_str())));
        }
        let algorithm = Algorithm::parse(&normal);
        let (path, named) = (path.clone(), named.to_owned());
        Some(Self { path, version, scope, algorithm, named, listed: Vec::new() })
    }

    /// Reads its lines against the files that are there. Checks against its own kind of file come last.
    pub(crate) fn read(
        &mut self,
        tree: &mut Tree<'_>,
        declared: Declared,
        report: &mut Report,
    ) -> io::Result<()> {
        self.listed = vec![None; tree.index.files.len()];
        let lines = Lines::new(tree.shelf.open(&self.path)?, declared.encoding);
        if lines.has_mark && self.version.forbids_mark() {
            report.add(TAG_BOM.file(self.path.as_str()));
        }
        for (line, number) in lines.zip(1..) {
            match line? {
                Line::Text(text) if text.is_empty() => {
                    report.add(self.told(LINE_BLANK, number));
                }
                Line::Text(text) => self.line(&text, number, &tree.index, report),
                Line::Undecodable => report.add(self.told(TAG_ENCODING, number)),
                Line::TooLong => report.add(self.told(MANIFEST_LINE, number)),
            }
        }
        Ok(())
    }

    fn line(&mut self, text: &str, number: u32, index: &Index, report: &mut Report) {
        let Some((sum, path)) = self.split(text) else {
            return report.add(self.told(MANIFEST_LINE, number));
        };
        let slashed = path.replace('\\', "/");
        let mut path = path;
        if self.version.reads_backslash() && slashed != path {
            report.add(self.told(MANIFEST_BACKSLASH, number));
            path = &slashed;
        }
        if let Some(rest) = path.strip_prefix('*') {
            if self.version.is_exact() {
                report.add(self.told(MANIFEST_ASTERISK, number));
            }
            path = rest;
        }
        if let Some(rest) = path.strip_prefix("./") {
            report.add(self.told(MANIFEST_DOT, number));
            path = rest;
        }
        let told = |rule: Rule| self.told(rule, number).with("path", shown(path));
        let read = match self.version.is_exact() {
            true => find(path, index),
            false => RelPath::parse(path).ok().map(|path| (path, true)),
        };
        let Some((found, strict)) = read else {
            return report.add(told(MANIFEST_ESCAPES));
        };
        if let Some(rule) = self.foreign(&found) {
            return report.add(told(rule));
        }
        if !strict {
            report.add(told(MANIFEST_PERCENT));
        }
        if !is_nfc(path) {
            report.add(told(MANIFEST_SPELLING));
        }
        match index.find(&found) {
            Some(n) if self.listed[n].is_some() => {
                let same = self.listed[n].as_deref().is_some_and(|own| *own == *sum);
                let only_told = same && !self.version.is_exact();
                report.add(told(if only_told { MANIFEST_REPEATED } else { MANIFEST_TWICE }));
            }
            // A checksum that is not computed here may be of any length: it is not kept.
            Some(n) if self.algorithm.is_none() => self.listed[n] = Some(Box::default()),
            Some(n) => self.listed[n] = Some(sum.into()),
            None if index.refused.contains(&found) => {}
            None if index.is_folder(&found) => report.add(told(MANIFEST_FOLDER)),
            None => {
                report.add(FILE_MISSING.file(&shown(found.as_str())).with("manifest", &self.path))
            }
        }
    }

    /// Checksum and path of a line; `None` when one is missing or the checksum is none of this algorithm.
    fn split<'a>(&self, text: &'a str) -> Option<(Vec<u8>, &'a str)> {
        let (sum, path) = text.split_once([' ', '\t'])?;
        let sum = hex::decode(sum).ok().filter(|sum| !sum.is_empty())?;
        let fits = self.algorithm.is_none_or(|algorithm| algorithm.length() == sum.len());
        let path = path.trim_start_matches([' ', '\t']);
        (fits && !path.is_empty()).then_some((sum, path))
    }

    /// Why a file has no place in a manifest of this scope.
    fn foreign(&self, path: &RelPath) -> Option<Rule> {
        let payload = path.parts().next() == Some("data") && path.parts().nth(1).is_some();
        match self.scope {
            Scope::Payload => (!payload).then_some(MANIFEST_ESCAPES),
            Scope::Tags if payload => Some(TAGMANIFEST_PAYLOAD),
            Scope::Tags => {
                (self.version.is_exact() && is_tag_manifest(path)).then_some(TAGMANIFEST_ITSELF)
            }
        }
    }

    /// Files that it should list by itself and does not.
    pub(crate) fn judge_complete(&self, index: &Index, report: &mut Report) {
        for (file, listed) in index.files.iter().zip(&self.listed) {
            if listed.is_some() {
                continue;
            }
            let rule = match (self.scope, is_payload(&file.path)) {
                (Scope::Payload, true) if self.version.wants_whole_manifests() => FILE_UNLISTED,
                (Scope::Tags, false) if !self.version.is_exact() => continue,
                (Scope::Tags, false) if is_payload_manifest(&file.path) => TAGMANIFEST_MANIFEST,
                (Scope::Tags, false) if !is_tag_manifest(&file.path) => TAG_UNLISTED,
                _ => continue,
            };
            report.add(rule.file(&shown(file.path.as_str())).with("manifest", &self.path));
        }
    }

    fn told(&self, rule: Rule, number: u32) -> Finding {
        rule.file(self.path.as_str()).at(number, 1).with("line", number)
    }
}

/// Whether a file lies in `data/`.
pub(crate) fn is_payload(path: &RelPath) -> bool {
    path.as_str().starts_with("data/")
}

/// Whether a file is a payload manifest, by its name.
pub(crate) fn is_payload_manifest(path: &RelPath) -> bool {
    is_root_text(path, "manifest-")
}

/// Whether a file is a tag manifest, by its name.
pub(crate) fn is_tag_manifest(path: &RelPath) -> bool {
    is_root_text(path, "tagmanifest-")
}

fn is_root_text(path: &RelPath, start: &str) -> bool {
    let name = path.as_str();
    name.starts_with(start) && name.ends_with(".txt") && !name.contains('/')
}

/// The path that a line means, and whether its `%` are written by the RFC. Tools disagree: the RFC encodes each as
/// `%25`, the most used ones write it as it is. Where only that reading names a file, it is taken. `None` when the line
/// names no path inside the bag.
fn find(written: &str, index: &Index) -> Option<(RelPath, bool)> {
    let there = |path: &RelPath| index.has(path);
    let (decoded, strict) = decode(written);
    let by_rfc = RelPath::parse(&decoded).ok();
    if !by_rfc.as_ref().is_some_and(there)
        && let Some(raw) = RelPath::parse(written).ok().filter(there)
    {
        return Some((raw, false));
    }
    by_rfc.map(|path| (path, strict))
}

/// Decodes the three characters that a manifest must encode. Any other `%` stays, and the text is then not strict.
fn decode(written: &str) -> (String, bool) {
    let mut out = String::with_capacity(written.len());
    let (mut rest, mut strict) = (written, true);
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [("%0a", '\n'), ("%0d", '\r'), ("%25", '%')]
            .into_iter()
            .find(|(code, _)| rest.get(..3).is_some_and(|three| three.eq_ignore_ascii_case(code)));
        strict &= known.is_some();
        let (length, c) = known.map_or((1, '%'), |(_, c)| (3, c));
        out.push(c);
        rest = &rest[length..];
    }
    (out + rest, strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_characters_are_encoded() {
        for (written, meant, strict) in [
            ("data/a", "data/a", true),
            ("data/100%25", "data/100%", true),
            ("data/a%0Ab%0dc", "data/a\nb\rc", true),
            ("data/%2525", "data/%25", true),
            ("data/%20%", "data/%20%", false),
            ("data/%2", "data/%2", false),
            ("data/%é5", "data/%é5", false),
        ] {
            assert_eq!(decode(written), (meant.to_owned(), strict));
        }
    }
}
