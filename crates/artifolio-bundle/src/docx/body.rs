//! What stands in a document: paragraphs, runs, links, tables. Nothing but these can be written, so a text stays a text.

use artifolio_core::markdown::{Look, Span};

use super::xml::Xml;

/// The numbering that all bulleted lists share.
pub(super) const BULLETS: usize = 1;
/// Levels of a list that Word has; deeper items stand at the last.
const LEVELS: usize = 9;
/// Width of one step of indentation, in twentieths of a point.
pub(super) const STEP: usize = 360;

/// Style of a paragraph, by its id in styles.xml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Normal,
    /// 1 to 6.
    Heading(u8),
    List,
    Quote,
    Code,
    Note,
    Footer,
}

/// How a paragraph stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) style: Style,
    /// Its list and level, where it begins an item.
    pub(super) item: Option<(usize, usize)>,
    /// Steps from the left, where it begins none.
    pub(super) steps: usize,
}

impl Style {
    /// A paragraph of this style at the left.
    pub(super) fn plain(self) -> Place {
        Place { style: self, item: None, steps: 0 }
    }

    fn id(self) -> Option<String> {
        let name = match self {
            Self::Normal => return None,
            Self::Heading(level) => return Some(format!("Heading{level}")),
            Self::List => "ListParagraph",
            Self::Quote => "Quote",
            Self::Code => "Code",
            Self::Note => "Note",
            Self::Footer => "Footer",
        };
        Some(name.to_owned())
    }
}

/// A column of a table: width in twentieths of a point, and its head.
pub(super) type Column<'a> = (usize, &'a [Span]);

/// The content of a document being written.
pub(super) struct Body {
    pub(super) xml: Xml,
    /// Targets of the links, each once.
    pub(super) links: Vec<String>,
    /// Level and first number of each numbered list, from number [`BULLETS`] + 1.
    pub(super) numbered: Vec<(usize, u64)>,
}

impl Body {
    pub(super) fn new() -> Self {
        Self { xml: Xml::fragment(), links: Vec::new(), numbered: Vec::new() }
    }

    /// Begins a numbered list on a level and gives its number.
    pub(super) fn number(&mut self, level: usize, first: u64) -> usize {
        self.numbered.push((level.min(LEVELS - 1), first));
        BULLETS + self.numbered.len()
    }

    /// A paragraph of spans.
    pub(super) fn paragraph(&mut self, place: Place, spans: &[Span]) {
        self.paragraph_of(place, |b| spans.iter().for_each(|span| b.span(span)));
    }

    /// A paragraph with what `inside` writes.
    pub(super) fn paragraph_of(&mut self, place: Place, inside: impl FnOnce(&mut Self)) {
        self.el("w:p", &[], |b| {
            properties(&mut b.xml, place);
            inside(b);
        });
    }

    /// An item of a bulleted list on the first level.
    pub(super) fn bullet(&mut self, spans: &[Span]) {
        self.paragraph(Place { style: Style::List, item: Some((BULLETS, 0)), steps: 0 }, spans);
    }

    /// A paragraph without words, where the format demands one.
    pub(super) fn demanded(&mut self) {
        self.paragraph(Style::Note.plain(), &[]);
    }

    /// A table with a header row that is repeated on every page; `rows` writes the rows.
    pub(super) fn table(
        &mut self,
        columns: &[Column<'_>],
        caption: &str,
        first_column: bool,
        rows: impl FnOnce(&mut Self),
    ) {
        let width: usize = columns.iter().map(|(width, _)| width).sum();
        self.el("w:tbl", &[], |b| {
            b.el("w:tblPr", &[], |b| {
                let x = &mut b.xml;
                x.void("w:tblStyle", &[("w:val", "Grid")]);
                x.void("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                x.void("w:tblLayout", &[("w:type", "fixed")]);
                let first = if first_column { "1" } else { "0" };
                x.void(
                    "w:tblLook",
                    &[
                        ("w:val", if first_column { "06A0" } else { "0620" }),
                        ("w:firstRow", "1"),
                        ("w:lastRow", "0"),
                        ("w:firstColumn", first),
                        ("w:lastColumn", "0"),
                        ("w:noHBand", "1"),
                        ("w:noVBand", "1"),
                    ],
                );
                if !caption.is_empty() {
                    x.void("w:tblCaption", &[("w:val", caption)]);
                }
            });
            b.el("w:tblGrid", &[], |b| {
                for (width, _) in columns {
                    b.xml.void("w:gridCol", &[("w:w", &width.to_string())]);
                }
            });
            b.row(true, true, |b| {
                for (width, head) in columns {
                    b.cell(*width, |b| b.paragraph(Style::Normal.plain(), head));
                }
            });
            rows(b);
        });
    }

    /// A row; `whole`: it stands on one page.
    pub(super) fn row(&mut self, head: bool, whole: bool, cells: impl FnOnce(&mut Self)) {
        self.el("w:tr", &[], |b| {
            if head || whole {
                b.el("w:trPr", &[], |b| {
                    if whole {
                        b.xml.void("w:cantSplit", &[]);
                    }
                    if head {
                        b.xml.void("w:tblHeader", &[]);
                    }
                });
            }
            cells(b);
        });
    }

    /// A cell; what is in it ends with a paragraph.
    pub(super) fn cell(&mut self, width: usize, content: impl FnOnce(&mut Self)) {
        self.el("w:tc", &[], |b| {
            b.el("w:tcPr", &[], |b| {
                b.xml.void("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            });
            content(b);
        });
    }

    /// Words in a paragraph.
    pub(super) fn span(&mut self, span: &Span) {
        let Some(target) = &span.link else { return run(&mut self.xml, span) };
        let place = self.links.iter().position(|l| l == target).unwrap_or_else(|| {
            self.links.push(target.clone());
            self.links.len() - 1
        });
        let attributes = [("r:id", &*link_id(place)), ("w:history", "1")];
        self.xml.el("w:hyperlink", &attributes, |x| run(x, span));
    }

    fn el(&mut self, tag: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        let mut own = std::mem::replace(&mut self.xml, Xml::fragment());
        inside(self);
        std::mem::swap(&mut own, &mut self.xml);
        self.xml.el(tag, attributes, |x| x.append(own));
    }
}

/// The id of a link's relationship.
pub(super) fn link_id(place: usize) -> String {
    format!("link{}", place + 1)
}

fn properties(x: &mut Xml, place: Place) {
    let Place { style, item, steps } = place;
    let style = style.id();
    if style.is_none() && item.is_none() && steps == 0 {
        return;
    }
    x.el("w:pPr", &[], |x| {
        if let Some(style) = style {
            x.void("w:pStyle", &[("w:val", &style)]);
        }
        if let Some((list, level)) = item {
            x.el("w:numPr", &[], |x| {
                x.void("w:ilvl", &[("w:val", &level.min(LEVELS - 1).to_string())]);
                x.void("w:numId", &[("w:val", &list.to_string())]);
            });
        } else if steps > 0 {
            x.void("w:ind", &[("w:left", &(steps.min(LEVELS) * STEP).to_string())]);
        }
    });
}

fn run(x: &mut Xml, span: &Span) {
    if span.text.is_empty() {
        return;
    }
    x.el("w:r", &[], |x| {
        look(x, span.look, span.link.is_some());
        let text = span.text.replace("\r\n", "\n").replace('\r', "\n");
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                x.void("w:br", &[]);
            }
            for (index, part) in line.split('\t').enumerate() {
                if index > 0 {
                    x.void("w:tab", &[]);
                }
                if !part.is_empty() {
                    x.leaf("w:t", &[("xml:space", "preserve")], part);
                }
            }
        }
    });
}

fn look(x: &mut Xml, look: Look, is_link: bool) {
    if look == Look::default() && !is_link {
        return;
    }
    x.el("w:rPr", &[], |x| {
        if is_link {
            x.void("w:rStyle", &[("w:val", "Hyperlink")]);
        }
        if look.code {
            let font = [("w:ascii", "Consolas"), ("w:hAnsi", "Consolas"), ("w:cs", "Consolas")];
            x.void("w:rFonts", &font);
        }
        for (on, tags) in [
            (look.bold, &["w:b", "w:bCs"][..]),
            (look.italic, &["w:i", "w:iCs"]),
            (look.struck, &["w:strike"]),
            (look.code, &["w:noProof"]),
        ] {
            tags.iter().filter(|_| on).for_each(|tag| x.void(tag, &[]));
        }
        if look.raised {
            x.void("w:vertAlign", &[("w:val", "superscript")]);
        }
    });
}
