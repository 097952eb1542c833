//! How much of one text stands in another, by runs of words.
//!
//! A run (shingle) is four words. At the shipped threshold of 0.6, with three a text that changes every eighth word of
//! another is still called a copy; with five, changing every eleventh already hides one. A text shorter than a run is
//! one run.

/// Words in a run.
const RUN: usize = 4;

/// Runs from which a text that stands wholly inside a longer one is called a copy. A shorter one may just be a
/// phrase that both have a right to.
const LONG_ENOUGH: usize = 12;

/// The words of a text in lower case, without punctuation: what two texts are compared by.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The runs of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shingles {
    words: Vec<String>,
    /// Hashes of the runs, sorted, each once.
    runs: Vec<u64>,
}

impl Shingles {
    /// Takes a plain text apart.
    #[must_use]
    pub fn of(text: &str) -> Self {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let words = words(text);
        let mut runs: Vec<u64> = words
            .windows(RUN.min(words.len()).max(1))
            .map(|run| {
                let mut hasher = DefaultHasher::new();
                run.hash(&mut hasher);
                hasher.finish()
            })
            .collect();
        runs.sort_unstable();
        runs.dedup();
        Self { words, runs }
    }

    /// Whether both have the same words in the same order; two texts without a word have nothing in common.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.words == other.words
    }

    /// Share of common runs, 0..=1: of both texts together or, where the shorter one is long enough to be a copy, of
    /// the shorter one. Symmetric; 1 for the same text, 0 when either has no word.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let common = self.common(other);
        let shorter = self.runs.len().min(other.runs.len());
        let all = if shorter >= LONG_ENOUGH {
            shorter
        } else {
            self.runs.len() + other.runs.len() - common
        };
        if common == 0 { 0.0 } else { ratio(common, all) }
    }

    fn common(&self, other: &Self) -> usize {
        self.runs.iter().filter(|run| other.runs.binary_search(run).is_ok()).count()
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let exact = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    exact(part) / exact(whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BOARD: &str = "My students built choice boards in the second week of term, and each of them picked three \
        tasks that showed how light bends; I met every group twice and wrote down what they said about their plan.";

    fn unlike(count: usize) -> String {
        (0..count).map(|i| format!("w{i} ")).collect()
    }

    /// The text with each `n`th word replaced by one of its own.
    fn replaced(text: &str, n: usize) -> String {
        let word = |(i, word): (usize, &str)| match i % n {
            0 => format!("w{i} "),
            _ => format!("{word} "),
        };
        text.split(' ').enumerate().map(word).collect()
    }

    fn likeness(a: &str, b: &str) -> f64 {
        Shingles::of(a).likeness(&Shingles::of(b))
    }

    #[test]
    fn case_space_and_punctuation_do_not_tell_texts_apart() {
        let (a, b) =
            (Shingles::of("Choice boards,\n twice!"), Shingles::of("choice  BOARDS — twice"));
        assert!(a.same(&b));
        assert!(!a.same(&Shingles::of("choice boards thrice")));
        assert!(!Shingles::of(" … ").same(&Shingles::of("")));
    }

    #[test]
    fn a_copy_with_some_words_changed_is_alike_and_strangers_are_not() {
        let table = [
            ("two words changed", BOARD.replace("second", "third").replace("light", "sound"), true),
            (
                "padded",
                format!("{BOARD} Then we looked at the rubric again and agreed on a date."),
                true,
            ),
            (
                "same subject",
                "Choice boards let my students pick tasks; groups planned how to show that light \
                bends and I listened to each plan."
                    .to_owned(),
                false,
            ),
            ("in a long text", format!("{BOARD} {}", unlike(80)), true),
            ("every eighth word its own", replaced(BOARD, 8), false),
            ("every eleventh word its own", replaced(BOARD, 11), true),
            ("stock phrase", "In the second week of term I called every family.".to_owned(), false),
        ];
        for (name, text, alike) in table {
            assert_eq!(likeness(BOARD, &text) >= 0.6, alike, "{name}: {}", likeness(BOARD, &text));
        }
    }

    #[test]
    fn short_texts_are_compared_whole() {
        assert!((likeness("see board", "See board.") - 1.0).abs() < f64::EPSILON);
        assert!(likeness("see board", "see film") < 0.1);
        assert!(
            likeness(
                "we met every group twice",
                "we met every group twice in May and again in June"
            ) < 0.6
        );
    }

    proptest! {
        #[test]
        fn likeness_is_a_symmetric_share(a in "[a-c ]{0,60}", b in "[a-c ]{0,60}") {
            let (x, y) = (Shingles::of(&a), Shingles::of(&b));
            prop_assert!((0.0..=1.0).contains(&x.likeness(&y)));
            prop_assert!((x.likeness(&y) - y.likeness(&x)).abs() < f64::EPSILON);
            if !words(&a).is_empty() {
                prop_assert!((x.likeness(&x) - 1.0).abs() < f64::EPSILON);
            }
        }
    }
}
