//! From a paper to a PDF.

use std::collections::BTreeSet;

use artifolio_bundle::paper::{Paper, Piece, Printed, Run};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::glyphs::Glyphs;
use crate::world::{PAPER, Sheets, fonts};

/// How often what PDF/A refuses is written out and the paper set anew. Typefaces that lack a sign in one of its forms
/// are rare; each time at least one more is known.
const TRIES: usize = 20;

/// Why a paper cannot be set.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// As Typst says it.
    #[error("{0}")]
    Typst(String),
    /// What is refused does not come to an end.
    #[error("some of its characters cannot be printed")]
    Characters,
}

/// Sets a paper. `pictures` by path, in the order of [`Paper::pictures`]; `None` for one that cannot be shown.
///
/// # Errors
/// [`SetError`].
pub fn set(
    mut paper: Paper,
    pictures: Vec<(String, Option<Vec<u8>>)>,
) -> Result<Printed, SetError> {
    let mut files = vec![];
    let mut unshown = vec![];
    for (path, picture) in pictures {
        match picture {
            Some(bytes) => files.push((path, Bytes::new(bytes))),
            None => unshown.push(path),
        }
    }
    describe(&mut paper.pieces, &unshown);
    let mut refused = BTreeSet::new();
    for _ in 0..TRIES {
        let mut printable = paper.clone();
        let (fonts, written_out) = (fonts(), BTreeSet::new());
        let mut glyphs = Glyphs { fonts, refused: &refused, written_out };
        glyphs.go_through(&mut printable);
        let unprintable = glyphs.written_out.into_iter().collect();
        match compiled(&printable, &files) {
            Ok((pdf, pages)) => return Ok(Printed { pdf, pages, unprintable, unshown }),
            Err(errors) => {
                let more: BTreeSet<char> = errors.iter().flat_map(refused_by).collect();
                let known = refused.len();
                refused.extend(more);
                if refused.len() == known {
                    return Err(SetError::Typst(errors.first().map(said).unwrap_or_default()));
                }
            }
        }
    }
    Err(SetError::Characters)
}

/// What stands in the place of a picture that cannot be shown: its description.
fn describe(pieces: &mut [Piece], unshown: &[String]) {
    for piece in pieces {
        if let Piece::Picture { path, alt, caption, .. } = piece
            && unshown.contains(path)
        {
            let text =
                if caption.is_empty() { std::mem::take(alt) } else { std::mem::take(caption) };
            let words = Run { text, ..Run::default() };
            *piece = Piece::Paragraph { words: vec![words] };
        }
    }
}

fn compiled(
    paper: &Paper,
    pictures: &[(String, Bytes)],
) -> Result<(Vec<u8>, u32), Vec<SourceDiagnostic>> {
    let json = serde_json::to_vec(paper).expect("words and numbers are JSON");
    let mut files = pictures.to_vec();
    files.push((PAPER.into(), Bytes::new(json)));
    let sheets = Sheets::new(files);
    let document = typst::compile::<PagedDocument>(&sheets).output.map_err(|e| e.to_vec())?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .expect("these two agree on a version of PDF");
    let creator = Smart::Custom(Some("Artifolio".into()));
    let options = PdfOptions { creator, standards, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|e| e.to_vec())?;
    Ok((pdf, u32::try_from(document.pages().len()).unwrap_or(u32::MAX)))
}

fn said(error: &SourceDiagnostic) -> String {
    error.message.to_string()
}

/// The characters that an error names: Typst says which text a typeface could not show, and which code point PDF forbids.
fn refused_by(error: &SourceDiagnostic) -> Vec<char> {
    let message = error.message.as_str();
    let named = message.split('`').nth(1).unwrap_or_default();
    named.chars().filter(|c| !c.is_ascii()).collect()
}
