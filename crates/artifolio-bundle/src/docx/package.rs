//! The parts of a document in their zip. Every entry has the same date, so the bytes depend on nothing but the content.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, System};

use super::body::{BULLETS, Body, Style, link_id};
use super::markdown::plain;
use super::xml::Xml;
use crate::zip_writer::DEFLATE_LEVEL;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// US Letter in twentieths of a point: the reviewers sit in the United States.
const LETTER: (usize, usize) = (12_240, 15_840);
const MARGIN: usize = 1_080;

/// Which way the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    Portrait,
    Landscape,
}

impl Paper {
    /// Width and height in twentieths of a point.
    fn size(self) -> (usize, usize) {
        match self {
            Self::Portrait => LETTER,
            Self::Landscape => (LETTER.1, LETTER.0),
        }
    }

    /// Width between the margins.
    pub(super) fn width(self) -> usize {
        self.size().0 - 2 * MARGIN
    }
}

/// A document before it is packed.
pub(super) struct Document<'a> {
    /// The title in its properties.
    pub(super) title: String,
    /// The candidate; nobody where the name is not written.
    pub(super) author: &'a str,
    /// Tag of the portfolio's language.
    pub(super) language: &'a str,
    pub(super) paper: Paper,
    pub(super) body: Body,
}

impl Document<'_> {
    /// The file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let language = regional(self.language);
        let width = self.paper.width().to_string();
        let styles = include_str!("../../assets/docx/styles.xml")
            .replace("{language}", language)
            .replace("{width}", &width);
        let parts: [(&str, Vec<u8>); 9] = [
            ("[Content_Types].xml", include_bytes!("../../assets/docx/content-types.xml").to_vec()),
            ("_rels/.rels", include_bytes!("../../assets/docx/relationships.xml").to_vec()),
            ("docProps/core.xml", self.properties()),
            ("word/_rels/document.xml.rels", relationships(&self.body.links)),
            ("word/styles.xml", styles.into_bytes()),
            ("word/settings.xml", include_bytes!("../../assets/docx/settings.xml").to_vec()),
            ("word/numbering.xml", numbering(&self.body.numbered)),
            ("word/footer1.xml", footer(&self.title)),
            ("word/document.xml", document(self.body, self.paper)),
        ];
        zipped(&parts)
    }

    fn properties(&self) -> Vec<u8> {
        let mut x = Xml::document();
        let core = format!("{PACKAGE}/metadata/core-properties");
        let names = [("xmlns:cp", &*core), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
        x.el("cp:coreProperties", &names, |x| {
            x.leaf("dc:title", &[], &self.title);
            if !self.author.trim().is_empty() {
                x.leaf("dc:creator", &[], self.author.trim());
            }
            x.leaf("dc:language", &[], self.language);
        });
        x.into_bytes()
    }
}

/// Word knows languages by their region.
fn regional(language: &str) -> &str {
    match language {
        "en" => "en-US",
        "es" => "es-ES",
        other => other,
    }
}

fn relationships(links: &[String]) -> Vec<u8> {
    let mut x = Xml::document();
    let names = format!("{PACKAGE}/relationships");
    x.el("Relationships", &[("xmlns", &names)], |x| {
        for kind in ["styles", "settings", "numbering", "footer"] {
            let target = if kind == "footer" { "footer1.xml" } else { &*format!("{kind}.xml") };
            let relation = format!("{RELATIONSHIPS}/{kind}");
            x.void("Relationship", &[("Id", kind), ("Type", &relation), ("Target", target)]);
        }
        for (place, target) in links.iter().enumerate() {
            x.void(
                "Relationship",
                &[
                    ("Id", &link_id(place)),
                    ("Type", &format!("{RELATIONSHIPS}/hyperlink")),
                    ("Target", target),
                    ("TargetMode", "External"),
                ],
            );
        }
    });
    x.into_bytes()
}

fn document(body: Body, paper: Paper) -> Vec<u8> {
    let mut x = Xml::document();
    let (width, height) = paper.size();
    x.el("w:document", &[("xmlns:w", WORD), ("xmlns:r", RELATIONSHIPS)], |x| {
        x.el("w:body", &[], |x| {
            x.append(body.xml);
            x.el("w:sectPr", &[], |x| {
                x.void("w:footerReference", &[("w:type", "default"), ("r:id", "footer")]);
                let (w, h) = (width.to_string(), height.to_string());
                let mut size = vec![("w:w", w.as_str()), ("w:h", h.as_str())];
                if paper == Paper::Landscape {
                    size.push(("w:orient", "landscape"));
                }
                x.void("w:pgSz", &size);
                let margin = MARGIN.to_string();
                let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|s| (s, &*margin));
                let edges = [("w:header", "540"), ("w:footer", "540"), ("w:gutter", "0")];
                x.void("w:pgMar", &[&sides[..], &edges].concat());
            });
        });
    });
    x.into_bytes()
}

/// The title, and the page of how many.
fn footer(title: &str) -> Vec<u8> {
    let mut body = Body::new();
    body.paragraph_of(Style::Footer.plain(), |b| {
        b.span(&plain(&format!("{title}\t")));
        for (index, field) in ["PAGE", "NUMPAGES"].into_iter().enumerate() {
            if index > 0 {
                b.span(&plain(" / "));
            }
            b.xml.el("w:fldSimple", &[("w:instr", field)], |x| {
                x.el("w:r", &[], |x| x.leaf("w:t", &[], "1"));
            });
        }
    });
    let mut x = Xml::document();
    x.el("w:ftr", &[("xmlns:w", WORD), ("xmlns:r", RELATIONSHIPS)], |x| x.append(body.xml));
    x.into_bytes()
}

/// The bullets, the numbers, and each numbered list, which begins anew.
fn numbering(numbered: &[(usize, u64)]) -> Vec<u8> {
    const KINDS: [(&str, &str); 2] = [("0", "bullet"), ("1", "decimal")];
    let mut x = Xml::document();
    x.el("w:numbering", &[("xmlns:w", WORD)], |x| {
        for (id, format) in KINDS {
            x.el("w:abstractNum", &[("w:abstractNumId", id)], |x| {
                x.void("w:multiLevelType", &[("w:val", "hybridMultilevel")]);
                (0..9).for_each(|level| level_of(x, level, format));
            });
        }
        x.el("w:num", &[("w:numId", &BULLETS.to_string())], |x| {
            x.void("w:abstractNumId", &[("w:val", "0")]);
        });
        for (id, (level, first)) in (BULLETS + 1..).zip(numbered) {
            x.el("w:num", &[("w:numId", &id.to_string())], |x| {
                x.void("w:abstractNumId", &[("w:val", "1")]);
                x.el("w:lvlOverride", &[("w:ilvl", &level.to_string())], |x| {
                    // Word numbers up to 32767.
                    let first = (*first).min(32_767).to_string();
                    x.void("w:startOverride", &[("w:val", &first)]);
                });
            });
        }
    });
    x.into_bytes()
}

fn level_of(x: &mut Xml, level: usize, format: &str) {
    let bullet = ["•", "◦", "–"][level % 3];
    let number = format!("%{}.", level + 1);
    x.el("w:lvl", &[("w:ilvl", &level.to_string())], |x| {
        x.void("w:start", &[("w:val", "1")]);
        x.void("w:numFmt", &[("w:val", format)]);
        x.void("w:lvlText", &[("w:val", if format == "bullet" { bullet } else { &number })]);
        x.void("w:lvlJc", &[("w:val", "left")]);
        x.el("w:pPr", &[], |x| {
            let left = (super::body::STEP * (level + 1)).to_string();
            x.void("w:ind", &[("w:left", &left), ("w:hanging", "300")]);
        });
    });
}

fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(DEFLATE_LEVEL))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        // The default is the system of the build, which would be other bytes on Windows.
        .system(System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a fixed name is a name");
        zip.write_all(bytes).expect("memory takes what is written");
    }
    zip.finish().expect("memory takes what is written").into_inner()
}
