//! What paper promises the printer, and that it says what the pages say.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::submission::{Stamp, Submission, from_portfolio};
use crate::testing::generated::{Files, laid_out, workspace};
use crate::testing::{MemFs, read_workspace};
use crate::words::Words;

fn submission(fs: &MemFs) -> Submission {
    let (portfolio, profile) = read_workspace(fs);
    let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    let stamp = Stamp { date, draft: true, app: "artifolio 0.1.0" };
    from_portfolio(&portfolio, &profile, stamp).0
}

fn printed(submission: &Submission) -> Paper {
    let words = &Words::of(&submission.language);
    paper(Site { submission, words })
}

/// Every piece, those inside others too.
fn each<'a>(pieces: &'a [Piece], see: &mut dyn FnMut(&'a Piece)) {
    for piece in pieces {
        see(piece);
        match piece {
            Piece::List { items, .. } => items.iter().for_each(|item| each(item, see)),
            Piece::Quote { pieces } | Piece::Note { pieces, .. } | Piece::Wide { pieces } => {
                each(pieces, see)
            }
            Piece::Table { rows, .. } => rows.iter().flatten().for_each(|cell| each(cell, see)),
            _ => {}
        }
    }
}

fn words(piece: &Piece) -> Vec<&Run> {
    match piece {
        Piece::Heading { words, .. } | Piece::Paragraph { words } | Piece::Aside { words } => {
            words.iter().collect()
        }
        Piece::Table { head, .. } => head.iter().flatten().collect(),
        Piece::Facts { facts } => facts.iter().flat_map(|(_, words)| words).collect(),
        _ => vec![],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What PDF/UA asks for of any text: the first heading is of level 1, none skips a level, links lead somewhere, and
    /// rows are as wide as their head.
    #[test]
    fn whatever_is_written_fits(files in workspace()) {
        let submission = submission(&laid_out(0, &files));
        let paper = printed(&submission);
        let (mut labels, mut levels, mut leads) = (BTreeSet::new(), vec![], vec![]);
        each(&paper.pieces, &mut |piece| {
            if let Piece::Heading { level, label, .. } = piece {
                levels.push(*level);
                if let Some(label) = label {
                    assert!(labels.insert(label.clone()), "{label} twice");
                }
            }
            if let Piece::Table { head, rows, .. } = piece {
                assert!(rows.iter().all(|row| row.len() == head.len()));
            }
            leads.extend(words(piece));
        });
        prop_assert_eq!(levels.first(), Some(&1));
        prop_assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        for word in leads {
            prop_assert!(word.label.as_ref().is_none_or(|label| labels.contains(label)));
            if let Some(address) = &word.address {
                let inside = submission.file(address.split('#').next().unwrap()).is_some();
                let outside = ["http:", "https:", "mailto:"].iter().any(|s| address.starts_with(s));
                prop_assert!(inside || outside, "{address}");
            }
        }
        for (path, bytes) in &paper.pictures {
            prop_assert_eq!(submission.file(path).map(|file| file.bytes), Some(*bytes));
        }
    }

    /// It comes back from the other program as it was sent.
    #[test]
    fn it_survives_the_way_to_the_printer(files in workspace()) {
        let paper = printed(&submission(&laid_out(0, &files)));
        let sent = serde_json::to_vec(&paper).unwrap();
        prop_assert_eq!(serde_json::from_slice::<Paper>(&sent).unwrap(), paper);
    }
}

#[test]
fn a_printer_that_is_not_there_is_said() {
    let settings = "format = 1\nid = \"w\"\nname = \"Ana\"\nfamily_name = \"Benson\"\n";
    let paper = printed(&submission(&laid_out(
        0,
        &Files(vec![("portfolio.toml".into(), settings.into())]),
    )));
    let nobody = Worker::beside(std::path::Path::new("/nowhere/artifolio"));
    let open = |_: &str| -> io::Result<Box<dyn io::Read>> { unreachable!("no picture is named") };
    let answer = nobody.print(&paper, &open, &|| ControlFlow::Continue(()));
    assert!(matches!(answer, Err(PrintError::NoPrinter(_))), "{answer:?}");
}
