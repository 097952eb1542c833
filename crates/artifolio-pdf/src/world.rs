//! All that Typst sees: our template, the paper, its pictures and our typefaces. No disk, no net, no clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use artifolio_bundle::paper::Paper;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

const TEMPLATE: &str = include_str!("paper.typ");

const MAIN: &str = "paper.typ";
/// The files beside the template: the paper, and the typefaces in the order in which they are asked.
pub(crate) const PAPER: &str = "paper.json";
pub(crate) const FAMILIES: &str = "families.json";

macro_rules! fonts {
    ($($name:literal)*) => { [$(include_bytes!(concat!("../fonts/", $name)) as &'static [u8]),*] };
}

/// Ours, then those that have what ours lack, in the order in which they are asked.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = fonts! {
        "source-serif-4.ttf" "source-serif-4-italic.ttf" "atkinson-hyperlegible-next.ttf" "noto-sans.ttf"
        "noto-sansarabic.ttf" "noto-sanshebrew.ttf" "noto-sansdevanagari.ttf" "noto-sansbengali.ttf"
        "noto-sansgurmukhi.ttf" "noto-sansgujarati.ttf" "noto-sansoriya.ttf" "noto-sanstamil.ttf"
        "noto-sanstelugu.ttf" "noto-sanskannada.ttf" "noto-sansmalayalam.ttf" "noto-sanssinhala.ttf"
        "noto-sansthai.ttf" "noto-sanslao.ttf" "noto-sansmyanmar.ttf" "noto-sanskhmer.ttf"
        "noto-seriftibetan.ttf" "noto-sansmongolian.ttf" "noto-sansethiopic.ttf" "noto-sansgeorgian.ttf"
        "noto-sansarmenian.ttf" "noto-sanscherokee.ttf" "noto-sanscanadianaboriginal.ttf"
        "noto-sanssyriac.ttf" "noto-sansthaana.ttf" "noto-sansnko.ttf" "noto-sanstifinagh.ttf"
        "noto-sansadlam.ttf" "noto-sansyi.ttf" "noto-sansjavanese.ttf" "noto-sansosage.ttf"
        "noto-sansolchiki.ttf" "noto-sansmeeteimayek.ttf" "noto-sanslisu.ttf" "noto-sansvai.ttf"
        "noto-sanscjk.ttf" "noto-sanssymbols.ttf" "noto-sanssymbols2.ttf" "noto-sansmath.ttf"
        "noto-emoji.ttf" "noto-sansmono.ttf"
    };
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

/// All typefaces.
pub(crate) fn fonts() -> &'static [Font] {
    &FONTS
}

pub(crate) struct Sheets {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl Sheets {
    /// A world with these files beside the template, by name.
    pub(crate) fn new(files: Vec<(String, Bytes)>) -> Self {
        let mut files: HashMap<_, _> =
            files.into_iter().map(|(name, bytes)| (named(&name), bytes)).collect();
        files.insert(named(FAMILIES), Bytes::new(families()));
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(fonts())),
            main: Source::new(named(MAIN), TEMPLATE.into()),
            files,
        }
    }
}

/// The names of all typefaces, for the template.
fn families() -> Vec<u8> {
    let mut families: Vec<&str> = fonts().iter().map(|f| f.info().family.as_str()).collect();
    families.dedup();
    serde_json::to_vec(&families).expect("names are JSON")
}

/// The files, by name, with which any Typst that has our typefaces sets a paper without pictures as this program does.
#[must_use]
pub fn beside_the_typefaces(paper: &Paper) -> [(&'static str, Vec<u8>); 3] {
    let paper = serde_json::to_vec(paper).expect("words and numbers are JSON");
    [(MAIN, TEMPLATE.into()), (PAPER, paper), (FAMILIES, families())]
}

fn named(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own names have no way out");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Sheets {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
