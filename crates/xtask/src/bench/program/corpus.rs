//! The workspace that is measured: the same on every machine, made from one seed.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Markdown files, and files that are none.
pub(crate) const NOTES: usize = 10_000;
pub(crate) const OTHERS: usize = 5_000;
/// All of them, and `portfolio.toml`.
pub(crate) const FILES: usize = NOTES + OTHERS + 1;
const FOLDERS: usize = 150;
/// Different words; how often each comes follows Zipf's law.
const VOCABULARY: usize = 30_000;
const SEED: u64 = 7;
/// Bytes of a file that is no note.
const OTHER_SIZE: usize = 72_000;

/// What of one file goes into a full-text table.
pub(crate) struct Note {
    pub(crate) title: String,
    pub(crate) name: String,
    /// The body, and the values of the header.
    pub(crate) text: String,
}

/// Makes the workspace in `folder`, where it is not there already; its path, and its words.
pub(crate) fn make(folder: &Path) -> Result<(PathBuf, Vec<Note>), Box<dyn Error>> {
    let workspace = folder.join(format!("portfolio-{SEED}"));
    let done = folder.join(format!("portfolio-{SEED}.done"));
    let write = !done.exists();
    if write {
        for number in 0..FOLDERS {
            fs::create_dir_all(workspace.join(topic(number)))?;
        }
    }
    let mut words = Words::new();
    let mut files = Vec::with_capacity(NOTES + OTHERS);
    for number in 0..NOTES {
        let (name, file, note) = words.note(number);
        if write {
            fs::write(workspace.join(topic(number % FOLDERS)).join(name), file)?;
        }
        files.push(note);
    }
    for number in 0..OTHERS {
        let (name, head) = other(number);
        if write {
            let mut bytes = vec![0; OTHER_SIZE];
            words.random.fill(&mut bytes);
            bytes[..head.len()].copy_from_slice(head);
            fs::write(workspace.join(topic(number % FOLDERS)).join(&name), bytes)?;
        }
        files.push(Note { title: String::new(), name, text: String::new() });
    }
    fs::write(
        workspace.join("portfolio.toml"),
        "format = 1\nid = \"bench\"\nname = \"Ana Benson\"\n",
    )?;
    files.push(Note { title: String::new(), name: "portfolio.toml".into(), text: String::new() });
    fs::write(done, "")?;
    Ok((workspace, files))
}

fn topic(number: usize) -> String {
    format!("artifacts/topic-{number:03}")
}

fn other(number: usize) -> (String, &'static [u8]) {
    match number % 3 {
        0 => (format!("IMG_{number:04}.jpg"), b"\xFF\xD8\xFF\xE0"),
        1 => (format!("screen {number}.png"), b"\x89PNG\r\n\x1A\n"),
        _ => (format!("handout-{number}.pdf"), b"%PDF-1.7\n"),
    }
}

/// Words as often as those of a language.
pub(crate) struct Words {
    random: Random,
    vocabulary: Vec<String>,
    /// For each rank, the share of all words up to it.
    shares: Vec<f64>,
}

impl Words {
    /// Begins with the seed of the workspace.
    pub(crate) fn new() -> Self {
        let mut random = Random(SEED);
        let vocabulary = (0..VOCABULARY).map(|_| random.word()).collect();
        let mut sum = 0.0;
        let mut shares: Vec<f64> = (1..=VOCABULARY)
            .map(|rank| {
                sum += 1.0 / rank as f64;
                sum
            })
            .collect();
        shares.iter_mut().for_each(|share| *share /= sum);
        Self { random, vocabulary, shares }
    }

    fn word(&mut self) -> &str {
        let at = self.random.share();
        let rank = self.shares.partition_point(|share| *share < at);
        &self.vocabulary[rank.min(VOCABULARY - 1)]
    }

    /// So many, with blanks between them.
    pub(crate) fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word().to_owned()).collect::<Vec<_>>().join(" ")
    }

    /// Name and text of a Markdown file, and what of it is words. The first in each folder is its artifact.
    fn note(&mut self, number: usize) -> (String, String, Note) {
        let artifact = number < FOLDERS;
        let name = if artifact { "artifact.md".to_owned() } else { format!("note-{number:05}.md") };
        let (title, summary) = (self.words(4), self.words(9));
        let values = [format!("note-{number}"), title.clone(), "drafted".to_owned(), summary];
        let mut body = String::new();
        while body.len() < 2500 {
            let heading = self.words(3);
            body.push_str(&format!("## {heading}\n\n"));
            for _ in 0..3 {
                let length = 40 + self.random.below(60);
                let (paragraph, strong) = (self.words(length), self.words(2));
                body.push_str(&format!("{paragraph}. **{strong}**.\n\n"));
            }
        }
        let [id, _, state, summary] = &values;
        let file = format!(
            "---\nid: {id}\ntitle: {title}\nstate: {state}\nsummary: {summary}\n---\n{body}"
        );
        let text = format!("{body}\n{}\n", values.join("\n"));
        (name.clone(), file, Note { title, name, text })
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same everywhere, and no dependency.
pub(crate) struct Random(u64);

impl Random {
    /// Begins with a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 20] = [
            "ba", "chi", "do", "en", "fra", "gu", "ha", "is", "jo", "ka", "lé", "mo", "ni", "or",
            "pa", "qui", "ro", "sta", "tu", "ver",
        ];
        (0..2 + self.below(3)).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    /// Bytes.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let random = self.next().to_le_bytes();
            chunk.copy_from_slice(&random[..chunk.len()]);
        }
    }
}
