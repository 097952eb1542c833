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

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn everything_typed_is_quoted() {
        let table = [
            ("choice boards", Some(r#""choice" "boards" *"#)),
            ("  two\tlines\n", Some(r#""two" "lines" *"#)),
            (r#"say "hi" OR"#, Some(r#""say" """hi""" "OR" *"#)),
            ("a\0b -", Some(r#""a" "b" *"#)),
            ("* ( -", None),
            ("", None),
        ];
        for (typed, expected) in table {
            assert_eq!(expression(typed).as_deref(), expected, "{typed:?}");
        }
        let long = "word ".repeat(1000) + &"x".repeat(10_000);
        assert!(expression(&long).is_some_and(|expression| expression.len() < 10_000));
    }
}
