//! Sets the PDF of a submission: PDF/A-2a and PDF/UA-1 in one file, by Typst; and draws the first page of any other PDF. A
//! program of its own, so that Typst is built into neither the window nor the command line, and nothing that a text, a picture
//! or a PDF does to it ends them.
//!
//! [`serve`] reads an [`Order`] and the bytes that belong to it, and writes an [`Answer`]. Same paper and pictures ⇒ same bytes, on every machine:
//! the typefaces are its own, of the clock it knows nothing, and no file is read.

mod draw;
mod glyphs;
mod picture;
mod set;
mod world;

use std::io::{self, BufRead, Read as _, Write};

use artifolio_bundle::paper::{Answer, Order, Paper};

pub use set::{SetError, set};
pub use world::beside_the_typefaces;

/// Reads one order, as [`artifolio_bundle::paper::Worker`] sends it, and answers it.
///
/// # Errors
/// What was sent cannot be read, or nobody listens.
pub fn serve(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut line = vec![];
    input.read_until(b'\n', &mut line)?;
    let (answer, file) = match serde_json::from_slice(&line)? {
        Order::Print(paper) => printed(*paper, input)?,
        Order::Draw { bytes } => {
            let mut pdf = vec![];
            input.take(bytes).read_to_end(&mut pdf)?;
            match draw::first_page(pdf) {
                Some(picture) => (Answer::Drawn, picture),
                None => (Answer::Failed("it has no page that can be read".into()), vec![]),
            }
        }
    };
    let mut answer = serde_json::to_vec(&answer)?;
    answer.push(b'\n');
    output.write_all(&answer)?;
    output.write_all(&file)?;
    output.flush()
}

fn printed(paper: Paper, input: &mut dyn BufRead) -> io::Result<(Answer, Vec<u8>)> {
    let mut pictures = vec![];
    for (path, bytes) in &paper.pictures {
        let mut file = vec![];
        input.take(*bytes).read_to_end(&mut file)?;
        // One at a time: what is kept of it is small.
        pictures.push((path.clone(), picture::fitted(&file)));
    }
    Ok(match set(paper, pictures) {
        Ok(printed) => {
            let (pages, unprintable, unshown) =
                (printed.pages, printed.unprintable, printed.unshown);
            (Answer::Printed { pages, unprintable, unshown }, printed.pdf)
        }
        Err(error) => (Answer::Failed(error.to_string()), vec![]),
    })
}

#[cfg(test)]
mod tests;
