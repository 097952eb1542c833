//! From what a person types to an FTS5 expression that cannot fail.

/// Most words that count, and characters of one.
const MAX_WORDS: usize = 32;
const MAX_LENGTH: usize = 200;

/// The words typed that have a letter or digit.
pub(super) fn words(typed: &str) -> impl Iterator<Item = String> {
    typed
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MAX_WORDS)
        .map(|word| word.chars().take(MAX_LENGTH).collect())
}

/// All words, each a quoted phrase, so that nothing in it is an operator; the last may go on.
/// `None` when there is no word.
pub(super) fn expression(typed: &str) -> Option<String> {
    let phrases: Vec<String> =
        words(typed).map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
    (!phrases.is_empty()).then(|| phrases.join(" ") + " *")
}
