//! What goes wrong with texts and pictures, and that the same gives the same.

use std::io::Cursor;

use artifolio_bundle::paper::{Answer, Order, Paper, Piece, Printed, Run};
use chrono::NaiveDate;

use crate::{serve, set};

fn words(text: &str) -> Vec<Run> {
    vec![Run { text: text.into(), ..Run::default() }]
}

fn paper(pieces: Vec<Piece>) -> Paper {
    let heading = Piece::Heading { level: 1, words: words("Portfolio"), label: Some("top".into()) };
    Paper {
        language: "en".into(),
        title: "Portfolio of Ana Benson".into(),
        author: "Ana Benson".into(),
        date: NaiveDate::from_ymd_opt(2027, 1, 10).unwrap(),
        draft: Some("Draft.".into()),
        contents: "Contents".into(),
        foot: "Page {page} of {pages}".into(),
        on_page: "(page {page})".into(),
        pieces: [vec![heading], pieces].concat(),
        pictures: vec![],
    }
}

fn said(text: &str) -> Printed {
    set(paper(vec![Piece::Paragraph { words: words(text) }]), vec![]).unwrap()
}

#[test]
fn scripts_of_the_world_are_printed() {
    for text in [
        "Ünïcödé, Ελληνικά, Кириллица, Tiếng Việt",
        "العربية אברית हिन्दी বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ไทย ລາວ မြန်မာ ខ្មែរ བོད",
        "አማርኛ ქართული Հայերեն ᏣᎳᎩ ᐃᓄᒃᑎᑐᑦ 中文 繁體 日本語 한국어",
        "→ ≤ ∑ ☑ ★ 😀 👩‍🏫 🏳️‍🌈",
    ] {
        assert!(said(text).unprintable.is_empty(), "{text}: {:?}", said(text).unprintable);
    }
}

#[test]
fn what_has_no_sign_is_written_out_once_each_and_in_order() {
    assert_eq!(
        said("a\u{e000}b\u{e001}\u{e000}\u{1}").unprintable,
        ['\u{1}', '\u{e000}', '\u{e001}']
    );
}

#[test]
fn nothing_that_is_written_is_markup() {
    for text in [
        "#panic()",
        "$x$ *a* _b_ = h",
        "\\ \" ' < > & // /* */",
        "#read(\"paper.json\")",
        "@top <top>",
    ] {
        let printed = said(text);
        assert_eq!((printed.pages, printed.unprintable), (1, vec![]), "{text}");
    }
}

#[test]
fn the_same_gives_the_same_bytes() {
    let pieces = || {
        vec![
            Piece::Contents,
            Piece::List {
                first: Some(3),
                items: vec![vec![Piece::Quote { pieces: vec![] }], vec![]],
            },
            Piece::Table {
                shares: vec![],
                head: vec![words("a"), vec![]],
                rows: vec![vec![vec![], vec![Piece::Rule]]],
            },
            Piece::Table { shares: vec![1, 2], head: vec![words("a"), words("b")], rows: vec![] },
            Piece::Wide { pieces: vec![Piece::Code { text: "fn x() {\n\tlet y;\n}".into() }] },
            Piece::Note { number: 1, pieces: vec![] },
            Piece::Facts { facts: vec![("Name".into(), words("Ana"))] },
            Piece::Page,
            Piece::Aside { words: vec![] },
        ]
    };
    assert_eq!(set(paper(pieces()), vec![]).unwrap(), set(paper(pieces()), vec![]).unwrap());
}

#[test]
fn a_picture_that_cannot_be_shown_is_described_and_named() {
    let path = "artifacts/a/a.png".to_owned();
    let piece = Piece::Picture {
        path: path.clone(),
        alt: "A board".into(),
        caption: String::new(),
        poster: true,
    };
    let mut paper = paper(vec![piece]);
    paper.pictures = vec![(path.clone(), 7)];
    let mut sent = serde_json::to_vec(&Order::Print(Box::new(paper))).unwrap();
    sent.extend(b"\nno png!");
    let mut got = vec![];
    serve(&mut Cursor::new(sent), &mut got).unwrap();
    let line = got.split(|byte| *byte == b'\n').next().unwrap();
    let Answer::Printed { pages: 1, unshown, .. } = serde_json::from_slice(line).unwrap() else {
        panic!("{}", String::from_utf8_lossy(line));
    };
    assert_eq!(unshown, [path]);
    assert!(got[line.len() + 1..].starts_with(b"%PDF-1.7"));
}

#[test]
fn a_first_page_is_an_order_of_its_own() {
    let answered = |pdf: &[u8]| {
        let order = Order::Draw { bytes: pdf.len() as u64 };
        let mut sent = serde_json::to_vec(&order).unwrap();
        sent.extend([b"\n", pdf].concat());
        let mut got = vec![];
        serve(&mut Cursor::new(sent), &mut got).unwrap();
        let end = got.iter().position(|byte| *byte == b'\n').unwrap();
        (serde_json::from_slice(&got[..end]).unwrap(), got.split_off(end + 1))
    };
    let (answer, picture) = answered(&artifolio_clean::testing::pdf("words", None));
    assert!(matches!(answer, Answer::Drawn), "{answer:?}");
    assert!(image::load_from_memory(&picture).is_ok());
    let (answer, nothing) = answered(b"no PDF");
    assert!(matches!(answer, Answer::Failed(_)) && nothing.is_empty(), "{answer:?}");
}

#[test]
fn what_is_no_order_is_an_error() {
    for sent in ["", "{", "{}\n", "null\n", "{\"draw\":{}}\n"] {
        assert!(serve(&mut Cursor::new(sent), &mut vec![]).is_err(), "{sent}");
    }
}
