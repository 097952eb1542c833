//! The program `artifolio-pdf`: one order on standard input, one PDF on standard output. Artifolio starts it; people do not.

use std::alloc::System;
use std::io::{self, BufReader, BufWriter};

use cap::Cap;

/// What it may take of memory. Beyond that it ends, and the bundle is made without a PDF.
const MEMORY: usize = 1 << 30;

#[global_allocator]
static MEMORY_OF_THIS: Cap<System> = Cap::new(System, MEMORY);

fn main() -> io::Result<()> {
    let output = &mut BufWriter::new(io::stdout().lock());
    artifolio_pdf::serve(&mut BufReader::new(io::stdin().lock()), output)
}
