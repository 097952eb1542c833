//! The command `artifolio`.
fn main() {}
