//! Every fault a bundle can have: id, severity, and where the rule comes from. These are facts of the formats, so
//! they stand here and not in a programme profile. docs/codes.md says when each is given.

use artifolio_core::finding::{Finding, Severity, Subject};

use Severity::{Advice, Recommended, Required};

/// A rule about bundles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Stable id.
    pub id: &'static str,
    /// A bundle with a required finding is not valid.
    pub severity: Severity,
    /// The page or standard that asks for it.
    pub source: &'static str,
}

impl Rule {
    /// A finding about the bundle as a whole.
    pub(crate) fn bundle(self) -> Finding {
        Finding::new(self.id, self.severity, Subject::bundle())
    }

    /// A finding about one file, by its path below the bag (below the zip, for faults of the zip).
    pub(crate) fn file(self, path: &str) -> Finding {
        Finding::new(self.id, self.severity, Subject::file(path)).with("file", path)
    }
}

/// Where the rule with this id comes from; empty for an id that is none of these.
#[must_use]
pub fn source(id: &str) -> &'static str {
    RULES.iter().find(|rule| rule.id == id).map_or("", |rule| rule.source)
}

/// What a rule asks about a package, in the words of docs/bundle.md, Rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// It is whole.
    Package,
    /// Its names can live on other systems.
    Names,
    /// Its pages run nothing and ask nothing of anyone.
    Quiet,
    /// Its links lead somewhere, and everywhere.
    Links,
    /// Its parts say the same.
    Content,
}

/// The aspect of the rule with this id.
#[must_use]
pub fn aspect(id: &str) -> Aspect {
    let after = |start: &str| id.strip_prefix(start);
    if after("bundle-name-").is_some() {
        return Aspect::Names;
    }
    match after("bundle-page-") {
        Some("link" | "anchor" | "unlinked") => return Aspect::Links,
        Some("words" | "draft" | "notice") => return Aspect::Content,
        Some(_) => return Aspect::Quiet,
        None if after("bundle-style-").is_some() => return Aspect::Quiet,
        None => {}
    }
    let said =
        ["map", "crate", "portfolio", "evidence", "criteria", "reference", "number", "draft"];
    let is_content = said.iter().any(|word| {
        after("bundle-")
            .and_then(|rest| rest.strip_prefix(word))
            .is_some_and(|rest| rest.starts_with('-'))
    });
    if is_content || id == INFO_DIFFERS.id { Aspect::Content } else { Aspect::Package }
}

macro_rules! rules {
    ($($name:ident $id:literal $severity:ident $source:expr;)*) => {
        $(pub(crate) const $name: Rule = Rule { id: $id, severity: $severity, source: $source };)*
        /// All rules, in the order in which they are judged.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

const ZIP: &str = "PKWARE APPNOTE 6.3.10";
/// Change history in draft-kunze-bagit-05 and later.
const DRAFTS: &str = "draft-kunze-bagit";
const OURS: &str = "docs/bundle.md";
const SAFE: &str = "docs/bundle.md, Judging";
const PAGES: &str = "docs/bundle.md, Submission";

rules! {
    // The zip as a whole.
    NOT_A_ZIP "bundle-not-a-zip" Required ZIP;
    ZIP_CUT "bundle-zip-cut" Required ZIP;
    ZIP_TRAILING "bundle-zip-trailing" Required SAFE;
    ZIP_PREFIX "bundle-zip-prefix" Required SAFE;
    ZIP_TWO_ENDS "bundle-zip-two-ends" Required SAFE;
    ZIP_PARTS "bundle-zip-parts" Required SAFE;
    ZIP_LIST "bundle-zip-list" Required ZIP;
    ZIP_COUNT "bundle-zip-count" Required ZIP;
    ZIP_TOO_MANY "bundle-zip-too-many" Required SAFE;
    ZIP_TOO_BIG "bundle-zip-too-big" Required SAFE;
    ZIP_BOMB "bundle-zip-bomb" Required SAFE;
    ZIP_GAP "bundle-zip-gap" Required SAFE;
    TOP_FOLDERS "bundle-top-folders" Required SAFE;
    TOP_FOLDER_MISSING "bundle-top-folder-missing" Required SAFE;
    // One entry of a zip.
    ENTRY_HEADER "bundle-entry-header" Required ZIP;
    ENTRY_DIFFERS "bundle-entry-differs" Required ZIP;
    ENTRY_OVERLAP "bundle-entry-overlap" Required ZIP;
    ENTRY_EXTRA "bundle-entry-extra" Required ZIP;
    ENTRY_ENCRYPTED "bundle-entry-encrypted" Required SAFE;
    ENTRY_METHOD "bundle-entry-method" Required SAFE;
    ENTRY_FEATURE "bundle-entry-feature" Required SAFE;
    ENTRY_FOLDER "bundle-entry-folder" Required ZIP;
    ENTRY_BOMB "bundle-entry-bomb" Required SAFE;
    LINK "bundle-link" Required SAFE;
    SPECIAL "bundle-special" Required SAFE;
    // Names.
    NAME_ABSOLUTE "bundle-name-absolute" Required SAFE;
    NAME_LEAVES "bundle-name-leaves" Required SAFE;
    NAME_EMPTY "bundle-name-empty" Required SAFE;
    NAME_CHARACTER "bundle-name-character" Required SAFE;
    NAME_ENCODING "bundle-name-encoding" Required SAFE;
    NAME_UNMARKED "bundle-name-unmarked" Required SAFE;
    NAME_SECOND "bundle-name-second" Required SAFE;
    NAME_WINDOWS "bundle-name-windows" Required SAFE;
    NAME_TOO_LONG "bundle-name-too-long" Required SAFE;
    NAME_TWICE "bundle-name-twice" Required SAFE;
    NAME_COLLISION "bundle-name-collision" Required SAFE;
    NAME_FILE_AND_FOLDER "bundle-name-file-and-folder" Required SAFE;
    NAME_NOT_NFC "bundle-name-not-nfc" Recommended "RFC 8493, 6.1.1";
    NAME_NOT_PORTABLE "bundle-name-not-portable" Recommended "RFC 8493, 6.1";
    NAME_ODD "bundle-name-odd" Required OURS;
    // Reading.
    DATA_DAMAGED "bundle-data-damaged" Required ZIP;
    DATA_SIZE "bundle-data-size" Required ZIP;
    DATA_CHECKSUM "bundle-data-checksum" Required ZIP;
    UNREADABLE "bundle-unreadable" Required OURS;
    CLOUD_ONLY "bundle-cloud-only" Required OURS;
    TOO_DEEP "bundle-too-deep" Required OURS;
    TAG_TOO_LARGE "bundle-tag-too-large" Required OURS;
    // The bag.
    NOT_A_BAG "bundle-not-a-bag" Required "RFC 8493, 2.1.1";
    DECLARATION "bundle-declaration" Required "RFC 8493, 2.1.1";
    BAGIT_OLDER "bundle-bagit-older" Advice "RFC 8493, 2.1.1";
    BAGIT_UNKNOWN "bundle-bagit-unknown" Required "RFC 8493, 2.1.1";
    BAGIT_NEWER "bundle-bagit-newer" Required "RFC 8493, 2.1.1";
    ENCODING_UNKNOWN "bundle-encoding-unknown" Required "RFC 8493, 2.1.1";
    TAG_ENCODING "bundle-tag-encoding" Required "RFC 8493, 2.3";
    TAG_BOM "bundle-tag-bom" Required "RFC 8493, 2.3";
    LINE_BLANK "bundle-line-blank" Recommended "RFC 8493, 2.3";
    PAYLOAD_MISSING "bundle-payload-missing" Required "RFC 8493, 2.1.2";
    FETCH "bundle-fetch" Required OURS;
    MANIFEST_NONE "bundle-manifest-none" Required "RFC 8493, 2.1.3";
    MANIFESTS_MANY "bundle-manifests-many" Required OURS;
    MANIFEST_NAME "bundle-manifest-name" Required "RFC 8493, 2.4";
    MANIFEST_UNKNOWN "bundle-manifest-unknown" Recommended "RFC 8493, 2.4";
    MANIFEST_UNCHECKED "bundle-manifest-unchecked" Required "RFC 8493, 3";
    MANIFEST_WEAK "bundle-manifest-weak" Advice "RFC 8493, 2.4";
    MANIFEST_LINE "bundle-manifest-line" Required "RFC 8493, 2.1.3";
    MANIFEST_ASTERISK "bundle-manifest-asterisk" Required "RFC 8493, 6.1.3";
    MANIFEST_BACKSLASH "bundle-manifest-backslash" Recommended DRAFTS;
    MANIFEST_DOT "bundle-manifest-dot" Recommended "RFC 8493, 2.1.3";
    MANIFEST_PERCENT "bundle-manifest-percent" Recommended "RFC 8493, 2.1.3";
    MANIFEST_SPELLING "bundle-manifest-spelling" Recommended "RFC 8493, 6.1.1";
    MANIFEST_ESCAPES "bundle-manifest-escapes" Required "RFC 8493, 5.1";
    MANIFEST_TWICE "bundle-manifest-twice" Required "RFC 8493, 2.1.3";
    MANIFEST_REPEATED "bundle-manifest-repeated" Recommended DRAFTS;
    MANIFEST_FOLDER "bundle-manifest-folder" Required "RFC 8493, 2.1.3";
    FILE_MISSING "bundle-file-missing" Required "RFC 8493, 3";
    FILE_UNLISTED "bundle-file-unlisted" Required "RFC 8493, 3";
    FILE_UNCHECKED "bundle-file-unchecked" Required DRAFTS;
    FILE_CHANGED "bundle-file-changed" Required "RFC 8493, 3";
    TAG_FOLDER "bundle-tag-folder" Required DRAFTS;
    TAGMANIFEST_PAYLOAD "bundle-tagmanifest-payload" Required "RFC 8493, 2.2.1";
    TAGMANIFEST_ITSELF "bundle-tagmanifest-itself" Required "RFC 8493, 2.2.1";
    TAGMANIFEST_MANIFEST "bundle-tagmanifest-manifest" Required "RFC 8493, 2.2.1";
    TAG_UNLISTED "bundle-tag-unlisted" Recommended "RFC 8493, 2.2.1";
    INFO_LINE "bundle-info-line" Required "RFC 8493, 2.2.2";
    OXUM_TWICE "bundle-oxum-twice" Required "RFC 8493, 2.2.2";
    OXUM_FORM "bundle-oxum-form" Required "RFC 8493, 2.2.2";
    OXUM_WRONG "bundle-oxum-wrong" Required "RFC 8493, 2.2.2";
    // What Artifolio's own packages promise.
    PACKAGE_UNKNOWN "bundle-package-unknown" Required OURS;
    PACKAGE_VERSION "bundle-package-version" Required OURS;
    FORMAT_NEWER "bundle-format-newer" Required OURS;
    INFO_MISSING "bundle-info-missing" Required OURS;
    IDENTIFIER "bundle-identifier" Required OURS;
    PART_MISSING "bundle-part-missing" Required OURS;
    FILE_UNEXPECTED "bundle-file-unexpected" Required OURS;
    TAG_UNPROTECTED "bundle-tag-unprotected" Required OURS;
    // What a submission promises.
    PORTFOLIO_UNREADABLE "bundle-portfolio-unreadable" Required PAGES;
    INFO_DIFFERS "bundle-info-differs" Required PAGES;
    DRAFT_DIFFERS "bundle-draft-differs" Required PAGES;
    CRITERIA_COUNT "bundle-criteria-count" Required PAGES;
    REFERENCE_UNKNOWN "bundle-reference-unknown" Required PAGES;
    NUMBER_TWICE "bundle-number-twice" Required PAGES;
    EVIDENCE_MISSING "bundle-evidence-missing" Required PAGES;
    EVIDENCE_UNNAMED "bundle-evidence-unnamed" Required PAGES;
    EVIDENCE_TYPE "bundle-evidence-type" Required PAGES;
    EVIDENCE_SIZE "bundle-evidence-size" Required PAGES;
    MAP_ROWS "bundle-map-rows" Required PAGES;
    MAP_CELL "bundle-map-cell" Required PAGES;
    MAP_PAGE_ROWS "bundle-map-page-rows" Required PAGES;
    MAP_PAGE "bundle-map-page" Required PAGES;
    PORTFOLIO_STALE "bundle-portfolio-stale" Required PAGES;
    MAP_FORMULA "bundle-map-formula" Required PAGES;
    MAP_BOM "bundle-map-bom" Required PAGES;
    PAGE_UNREADABLE "bundle-page-unreadable" Required PAGES;
    PAGE_POLICY "bundle-page-policy" Required PAGES;
    PAGE_LANGUAGE "bundle-page-language" Required PAGES;
    PAGE_SCRIPT "bundle-page-script" Required PAGES;
    PAGE_STYLE "bundle-page-style" Required PAGES;
    PAGE_REMOTE "bundle-page-remote" Required PAGES;
    PAGE_LINK "bundle-page-link" Required PAGES;
    PAGE_OUTSIDE "bundle-page-outside" Required PAGES;
    PAGE_ANCHOR "bundle-page-anchor" Required PAGES;
    PAGE_WORDS "bundle-page-words" Required PAGES;
    PAGE_UNLINKED "bundle-page-unlinked" Required PAGES;
    PAGE_DRAFT "bundle-page-draft" Required PAGES;
    PAGE_NOTICE "bundle-page-notice" Required PAGES;
    STYLE_REMOTE "bundle-style-remote" Required PAGES;
    PAGE_SCHEME "bundle-page-scheme" Required PAGES;
    CRATE_UNREADABLE "bundle-crate-unreadable" Required "RO-Crate 1.2";
    CRATE_UNLISTED "bundle-crate-unlisted" Required "RO-Crate 1.2";
    CRATE_SIZE "bundle-crate-size" Required "RO-Crate 1.2";
    CRATE_TYPE "bundle-crate-type" Required "RO-Crate 1.2";
    CRATE_DIFFERS "bundle-crate-differs" Required PAGES;
    CRATE_FILE_MISSING "bundle-crate-file-missing" Required "RO-Crate 1.2";
    // Too much of one kind.
    MORE "bundle-more" Required OURS;
}
