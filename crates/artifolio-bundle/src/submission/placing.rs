//! Which files of a portfolio are packed, and where each lies in the bundle.

use std::collections::BTreeMap;

use artifolio_core::artifact::{Artifact, Evidence, POSTER};
use artifolio_core::clean_copy::Handed;
use artifolio_core::file_facts::FileFacts;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::receipt::Content;

use super::PublicFile;
use crate::media::{self, Shown};
use crate::naming;

/// An artifact with its number and the bundle paths of its files.
pub(super) struct Placed<'a> {
    pub(super) number: u32,
    pub(super) artifact: &'a Artifact,
    /// Items that are packed, in order.
    pub(super) evidence: Vec<&'a Evidence>,
    /// Whether the poster of each is packed.
    pub(super) posters: Vec<bool>,
    /// By path below the workspace.
    pub(super) files: BTreeMap<RelPath, String>,
}

impl Placed<'_> {
    pub(super) fn path(&self, path: Option<&RelPath>) -> Option<String> {
        self.files.get(&self.artifact.resolve(path?)).cloned()
    }
}

/// Every file in its place.
pub(super) struct Placing<'a> {
    pub(super) artifacts: Vec<Placed<'a>>,
    pub(super) files: Vec<PublicFile>,
    pub(super) contents: Vec<Content>,
    /// Bundle path by workspace path, for links in texts.
    pub(super) places: BTreeMap<RelPath, String>,
}

impl<'a> Placing<'a> {
    pub(super) fn of(portfolio: &'a Portfolio, profile: &Profile) -> Self {
        let mut existing: Vec<_> = portfolio.existing().collect();
        existing.sort_by_key(|a| {
            (a.header.number.unwrap_or(u32::MAX), a.header.id.clone(), a.folder.clone())
        });
        let numbers = naming::numbers(&existing);
        let mut numbered: Vec<_> = numbers.into_iter().zip(existing).collect();
        numbered.sort_by_key(|(number, _)| *number);
        let family = naming::family(&portfolio.settings.family_name);
        let template = naming::template(&profile.naming.artifact);
        let mut all =
            Self { artifacts: vec![], files: vec![], contents: vec![], places: BTreeMap::new() };
        for (number, artifact) in numbered {
            all.place(portfolio, number, artifact, &naming::artifact(&template, &family, number));
        }
        all
    }

    fn place(&mut self, portfolio: &Portfolio, number: u32, artifact: &'a Artifact, name: &str) {
        let handed = |path: &RelPath| portfolio.handed(artifact, path);
        // A clean copy that is gone is missing: the file itself never takes its place.
        let is_there = |path: &RelPath| handed(path).is_some_and(|h| h.facts().is_some());
        // An item whose file is missing is left out whole; only a draft can have one.
        let packed = |e: &&Evidence| e.link.is_some() || e.file.as_ref().is_some_and(is_there);
        let evidence: Vec<_> = artifact.header.evidence.iter().filter(packed).collect();
        let media = |path: &RelPath| handed(path).and_then(|h| h.facts().map(|f| type_of(path, f)));
        let posters: Vec<_> = evidence.iter().map(|e| has_poster(e, &media)).collect();
        let stems = stems(&evidence, &posters, name, &is_there);
        let mut files = BTreeMap::new();
        for (path, stem) in stems {
            let file = artifact.resolve(path);
            let (from, facts, cleaned) = match handed(path) {
                Some(Handed::Copy(place, facts, copy)) => (place, facts, Some(&copy.removed)),
                Some(Handed::Itself(facts, cleaned)) => (file.clone(), facts, cleaned),
                Some(Handed::Gone(_)) | None => continue,
            };
            let own = file.extension();
            let extension = media::extension(&own, &facts.fits);
            let to = format!("artifacts/{name}/{stem}.{extension}");
            self.files.push(PublicFile {
                path: to.clone(),
                bytes: facts.size,
                media_type: type_of(path, facts).to_owned(),
                width: facts.pixels.map(|(width, _)| width),
                height: facts.pixels.map(|(_, height)| height),
                seconds: facts.duration_ms.map(|ms| ms / 1000).filter(|s| *s > 0),
                pages: facts.pages.filter(|pages| *pages > 0),
                cleaned: cleaned.cloned(),
            });
            self.places.entry(file.clone()).or_insert_with(|| to.clone());
            files.insert(file, to.clone());
            let (bytes, sha256) = (facts.size, facts.sha256.clone());
            self.contents.push(Content { name: to, from, bytes, sha256 });
        }
        self.artifacts.push(Placed { number, artifact, evidence, posters, files });
    }
}

fn type_of(path: &RelPath, facts: &FileFacts) -> &'static str {
    media::media_type(media::extension(&path.extension(), &facts.fits), &facts.fits)
}

/// Whether a picture stands for the item: one that is still, of an item that is no picture itself.
fn has_poster(item: &Evidence, media: &dyn Fn(&RelPath) -> Option<&'static str>) -> bool {
    let shown = [&item.file, &item.viewable, &item.capture].into_iter().flatten();
    let mut shown = shown.filter_map(media);
    item.poster.as_ref().and_then(media).is_some_and(media::is_still)
        && !shown.any(|media_type| media::shown(media_type) == Shown::Picture)
}

/// The files of an artifact, each once, in the order in which its items name them, with their names without extension. They
/// are numbered where there are several. A poster goes by the file that it stands for and has no number: it changes no other
/// name.
fn stems<'a>(
    items: &[&'a Evidence],
    posters: &[bool],
    name: &str,
    is_there: &dyn Fn(&RelPath) -> bool,
) -> Vec<(&'a RelPath, String)> {
    let files = |item: &&'a Evidence| {
        let files = item.files().filter(|(_, path)| is_there(path));
        files.collect::<Vec<(&str, &RelPath)>>()
    };
    let mut numbered: Vec<&RelPath> = vec![];
    for (_, path) in items.iter().flat_map(files).filter(|(key, _)| *key != POSTER) {
        if !numbered.contains(&path) {
            numbered.push(path);
        }
    }
    let number = |path: &RelPath| {
        let place = numbered.iter().position(|known| *known == path)? + 1;
        Some(if numbered.len() > 1 { format!("{name}_{place}") } else { name.to_owned() })
    };
    let mut all: Vec<(&RelPath, String)> = vec![];
    for (item, has_poster) in items.iter().zip(posters) {
        let of = item.principal().and_then(|(_, path)| number(path));
        for (_, path) in files(item).into_iter().filter(|(key, _)| *has_poster || *key != POSTER) {
            // What is evidence too is named as evidence.
            let stem = number(path).or_else(|| {
                let of = of.as_deref().unwrap_or(name);
                // Two items may show the same file, each with a poster of its own.
                let mut tries = (1..).map(|n| match n {
                    1 => format!("{of}_{POSTER}"),
                    n => format!("{of}_{POSTER}{n}"),
                });
                tries.find(|stem| all.iter().all(|(_, taken)| taken != stem))
            });
            if let Some(stem) = stem.filter(|_| all.iter().all(|(known, _)| *known != path)) {
                all.push((path, stem));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::submission::{Stamp, from_portfolio};
    use crate::testing::{MemFs, read_workspace};

    #[test]
    fn a_poster_goes_by_what_it_stands_for_and_changes_no_other_name() {
        const ITEMS: [&str; 9] = [
            "file: a.pdf\n    poster: 1.png",
            "file: a.pdf\n    poster: 2.png",
            "file: b.mp4\n    viewable: b.webm\n    poster: 1.png",
            "link: https://e.org\n    poster: 3.png",
            "file: c.pdf\n    poster: d.jpg",
            "file: d.jpg\n    poster: 1.png",
            "file: e.pdf\n    poster: e.gif",
            // No poster, so its place in the list is that of the item that it is evidence of.
            "file: d.jpg\n    poster: f.webm",
            "file: f.webm",
        ];
        let items: String =
            ITEMS.iter().zip(1..).map(|(item, n)| format!("  - id: e{n}\n    {item}\n")).collect();
        let named = |header: &str| {
            let header = format!("---\nid: a\nnumber: 1\nevidence:\n{header}---\n");
            let fs = MemFs::with(
                0,
                [("portfolio.toml", b"format = 1\nid = \"w\"\nfamily_name = \"B\"\n".as_slice())],
            );
            fs.put("artifacts/a/artifact.md", header.as_bytes());
            for file in ["a.pdf", "b.mp4", "b.webm", "c.pdf", "e.pdf", "e.gif", "f.webm"] {
                fs.put(&format!("artifacts/a/{file}"), file.as_bytes());
            }
            for (file, bytes) in
                [("1.png", b"\x89PNG1"), ("2.png", b"\x89PNG2"), ("3.png", b"\x89PNG3")]
            {
                fs.put(&format!("artifacts/a/{file}"), bytes);
            }
            fs.put("artifacts/a/d.jpg", b"\xff\xd8");
            let (portfolio, profile) = read_workspace(&fs);
            let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
            let stamp = Stamp { date, draft: true, app: "a" };
            let (submission, contents) = from_portfolio(&portfolio, &profile, stamp);
            let name = |path: &str| path.rsplit('/').next().unwrap().to_owned();
            let posters = submission.artifacts[0].evidence.iter();
            let posters: Vec<_> = posters.map(|e| e.poster.as_deref().map(name)).collect();
            let files: Vec<_> =
                contents.iter().map(|c| format!("{} {}", c.from.name(), name(&c.name))).collect();
            (posters, files)
        };
        let (posters, files) = named(&items);
        let first = Some("B_Artifact1_1_poster.png".to_owned());
        let second = Some("B_Artifact1_1_poster2.png".to_owned());
        let (link, other) =
            (Some("B_Artifact1_poster.png".to_owned()), Some("B_Artifact1_5.jpg".to_owned()));
        assert_eq!(posters, [first.clone(), second, first, link, other, None, None, None, None]);
        assert_eq!(
            files,
            [
                "a.pdf B_Artifact1_1.pdf",
                "1.png B_Artifact1_1_poster.png",
                "2.png B_Artifact1_1_poster2.png",
                "b.mp4 B_Artifact1_2.mp4",
                "b.webm B_Artifact1_3.webm",
                "3.png B_Artifact1_poster.png",
                "c.pdf B_Artifact1_4.pdf",
                "d.jpg B_Artifact1_5.jpg",
                "e.pdf B_Artifact1_6.pdf",
                "f.webm B_Artifact1_7.webm",
            ]
        );
        let (posters, files) = named("  - id: e\n    file: c.pdf\n    poster: 1.png\n");
        assert_eq!(posters, [Some("B_Artifact1_poster.png".to_owned())]);
        assert_eq!(files, ["c.pdf B_Artifact1.pdf", "1.png B_Artifact1_poster.png"]);
    }
}
