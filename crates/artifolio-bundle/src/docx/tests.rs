//! What a document is made of, whatever is written in it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::map::Map;
use crate::submission::{Stamp, Submission, from_portfolio};
use crate::testing::generated::{Files, laid_out, workspace};
use crate::testing::{parts, read_workspace};
use crate::words::Words;

fn submission(files: &Files) -> Submission {
    let (portfolio, profile) = read_workspace(&laid_out(0, files));
    let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    let stamp = Stamp { date, draft: true, app: "artifolio 0.1.0" };
    from_portfolio(&portfolio, &profile, stamp).0
}

/// Both documents of a submission.
fn documents(submission: &Submission) -> [Vec<u8>; 2] {
    let words = Words::of(&submission.language);
    let map = Map { submission, words: &words, places: &|path| Some(path.to_owned()) };
    [alignment_map(map), reflection(map)]
}

/// A workspace with this text for the first criterion.
fn with_text(text: &str) -> Submission {
    let settings =
        "format = 1\nid = \"w\"\nname = \"Ana <b> & Benson\"\nfamily_name = \"Benson\"\n";
    submission(&Files(vec![
        ("portfolio.toml".into(), settings.into()),
        ("criteria/1a.md".into(), format!("---\n---\n{text}\n").into_bytes()),
    ]))
}

/// Name of the element around each text; fails where the XML is not well-formed.
fn read(xml: &str) -> Vec<Option<String>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut open, mut texts) = (Vec::<String>::new(), vec![]);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) => open.push(e.name().as_ref().to_owned()),
            Event::End(_) => drop(open.pop().unwrap()),
            Event::Text(_) => texts.push(open.last().cloned()),
            Event::Eof => {
                assert!(open.is_empty());
                return texts;
            }
            _ => {}
        }
    }
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn a_document_has_a_title_a_language_an_author_a_header_row_and_no_date() {
    let [map, _] = documents(&with_text("Words"));
    let parts = parts(&map);
    let core = &parts["docProps/core.xml"];
    assert!(
        core.contains("Alignment Map – ISTE Certification portfolio of Ana &lt;b&gt; &amp; Benson")
    );
    assert!(core.contains("<dc:creator>Ana &lt;b&gt; &amp; Benson</dc:creator>"), "{core}");
    assert!(core.contains("<dc:language>en</dc:language>") && !core.contains("dcterms"), "{core}");
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"en-US\"/>"));
    let document = &parts["word/document.xml"];
    assert_eq!((count(document, "<w:tblHeader/>"), count(document, "<w:tr>")), (1, 26));
    let headings: Vec<_> = (1..=6).map(|n| count(document, &format!("\"Heading{n}\""))).collect();
    assert_eq!(headings, [1, 1, 0, 0, 0, 0]);
}

#[test]
fn markdown_becomes_the_structure_it_means() {
    let text = "# One\n\nA **b** *c* `d` [e](https://iste.org/x y) [f](https://iste.org).\n\n3. g\n   - h\n\n1. i\n\n> j\n\n```\nk\n```\n\n|l|m|\n|-|-|\n|n|o|\n";
    let [map, _] = documents(&with_text(text));
    let parts = parts(&map);
    let document = &parts["word/document.xml"];
    for there in [
        "<w:pStyle w:val=\"Heading3\"/></w:pPr><w:r><w:t xml:space=\"preserve\">One<",
        "<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">b<",
        "<w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">c<",
        "<w:noProof/></w:rPr><w:t xml:space=\"preserve\">d<",
        "<w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t xml:space=\"preserve\">f<",
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\">g<",
        "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\">h<",
        "<w:pStyle w:val=\"Quote\"/></w:pPr><w:r><w:t xml:space=\"preserve\">j<",
        "<w:pStyle w:val=\"Code\"/>",
    ] {
        assert!(document.contains(there), "{there}\n{document}");
    }
    assert_eq!(count(document, "<w:tblHeader/>"), 2, "the small table has a header row too");
    assert!(parts["word/numbering.xml"].contains("<w:startOverride w:val=\"3\"/>"));
    assert!(
        parts["word/_rels/document.xml.rels"].contains("Target=\"https://iste.org/\" TargetMode")
    );
}

#[test]
fn words_are_never_markup() {
    let text = "</w:t></w:r></w:p><w:p/> ]]> &amp; &#0; \u{1} `</w:t>` [x](\"><x>) <w:tbl/>";
    let [map, _] = documents(&with_text(text));
    let document = &parts(&map)["word/document.xml"];
    assert_eq!(count(document, "<w:tbl>"), 1);
    assert!(read(document).iter().all(|around| around.as_deref() == Some("w:t")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is in a portfolio: the same bytes twice, well-formed parts, links that lead to a relationship each, and
    /// every cell ends with a paragraph, or Word calls the file damaged.
    #[test]
    fn any_portfolio_makes_a_document_that_opens(files in workspace()) {
        let submission = submission(&files);
        let made = documents(&submission);
        prop_assert_eq!(&documents(&submission), &made);
        for document in &made {
            let parts: BTreeMap<_, _> = parts(document);
            parts.values().for_each(|xml| drop(read(xml)));
            let document = &parts["word/document.xml"];
            let relations = &parts["word/_rels/document.xml.rels"];
            let ids: BTreeSet<_> =
                document.split("r:id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            for id in ids {
                let relation = format!("Id=\"{id}\"");
                prop_assert!(relations.contains(&relation), "{}", id);
            }
            prop_assert!(!document.contains("</w:tbl></w:tc>"));
            prop_assert!(!document.contains("</w:tcPr></w:tc>"));
            prop_assert!(!document.contains("</w:tbl><w:tbl>"));
        }
    }
}
