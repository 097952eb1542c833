//! Nothing private is in a submission: a word planted in every private place is in the backup and in no file of the
//! submission, PDF streams and office files unpacked.

use std::io::{Cursor, Read as _};

use artifolio_tests::Scratch;

/// Every private place of docs/workspace.md, with the word that is planted there.
struct Planted {
    scratch: Scratch,
    words: Vec<String>,
}

impl Planted {
    fn new() -> Self {
        Self { scratch: Scratch::with("sample"), words: Vec::new() }
    }

    fn word(&mut self, place: &str) -> String {
        let word = format!("zq{}{}qz", self.words.len(), place.replace(['.', '_', ' ', '-'], ""));
        self.words.push(word.clone());
        word
    }

    /// Adds lines to the end of a YAML header.
    fn header(&mut self, file: &str, lines: &[&str]) {
        let mut added = String::new();
        for line in lines {
            let word =
                self.word(&format!("{}{}", file.replace('/', ""), line.split(':').next().unwrap()));
            added.push_str(&line.replace('@', &word));
            added.push('\n');
        }
        let text = self.scratch.read(file);
        let end =
            text[4..].find("\n---").map(|i| i + 5).unwrap_or_else(|| panic!("{file} has a header"));
        self.scratch.write(file, format!("{}{added}{}", &text[..end], &text[end..]));
    }
}

fn planted() -> Planted {
    let mut p = Planted::new();
    let artifacts = std::fs::read_dir(p.scratch.ws().join("artifacts")).unwrap();
    let mut folders: Vec<_> =
        artifacts.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    folders.sort();
    for folder in &folders {
        let file = format!("artifacts/{folder}/artifact.md");
        let has = |key: &str, p: &Planted| p.scratch.read(&file).contains(&format!("\n{key}:"));
        let mut lines = vec!["# a comment: @", "unknown_key: @", "zz_nested: {deep: [@]}"];
        if !has("note", &p) {
            lines.push("note: @");
        }
        if !has("people", &p) {
            lines.push("people: [{who: @, consent: given, note: something}]");
        }
        if !has("makers", &p) {
            lines.push("makers: [{name: @, shown_as: a colleague, part: the pictures}]");
        }
        p.header(&file, &lines);
        let text = p.scratch.read(&file);
        let word = p.word("htmlcomment");
        p.scratch.write(&file, format!("{text}\n<!-- {word} -->\n"));
    }
    for key in ["1a", "4d", "7c"] {
        let file = format!("criteria/{key}.md");
        let has = |k: &str, p: &Planted| p.scratch.read(&file).contains(&format!("\n{k}:"));
        let mut lines = vec!["# a comment: @", "unknown_key: @"];
        if !has("note", &p) {
            lines.push("note: @");
        }
        if !has("checklist", &p) {
            lines.push("checklist: [{text: @, done: true}]");
        }
        p.header(&file, &lines);
        let text = p.scratch.read(&file);
        let word = p.word("definition");
        p.scratch.write(&file, format!("{text}\n[//]: # ({word})\n"));
    }
    let (comment, unknown, note) = (p.word("tomlcomment"), p.word("tomlkey"), p.word("extension"));
    let learners = p.word("learners");
    let settings = p.scratch.read("portfolio.toml");
    let settings =
        settings.lines().filter(|l| !l.starts_with("learners")).collect::<Vec<_>>().join("\n");
    p.scratch.write(
        "portfolio.toml",
        format!(
            "# {comment}\nunknown = \"{unknown}\"\nlearners = \"{learners}\"\n{settings}\n\n[[dates.extensions]]\ngranted = 2026-10-01\ndue = 2027-02-28\nnote = \"{note}\"\n"
        ),
    );
    let loose = p.word("loosefile");
    p.scratch.write("notes to myself.txt", &loose);
    let feedback = p.word("feedback");
    p.scratch.write("feedback/one.review.json", format!("\"{feedback}\""));
    let (course, handbook) = (p.word("course"), p.word("handbook"));
    p.scratch.write(
        "plan.toml",
        format!("[course]\nfacilitator = \"{course}\"\n[[pause]]\nfrom = 2026-12-19\nto = 2027-01-03\nnote = \"{course}\"\n"),
    );
    p.scratch.write("programme/handbook.txt", &handbook);
    let original = p.word("checklisttemplate");
    p.scratch.write(
        "profile.toml",
        format!("[criterion.1a]\nchecklist = [\"{original}\"]\ntext = \"{original}\"\n"),
    );
    p
}

/// Everything readable in a file: its bytes, what a zip in it holds, the streams of a PDF.
pub(crate) fn unfolded(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    if let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) {
        for i in 0..zip.len() {
            zip.by_index(i).unwrap().read_to_end(&mut all).unwrap();
        }
    }
    if bytes.starts_with(b"%PDF") {
        let mut pdf = lopdf::Document::load_mem(bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        pdf.decompress();
        let mut plain = Vec::new();
        pdf.save_to(&mut plain).unwrap();
        all.extend(plain);
        let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
        all.extend(pdf.extract_text(&pages).unwrap_or_default().into_bytes());
    }
    all
}

pub(crate) fn holds(haystack: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    haystack.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word))
}

#[test]
fn no_planted_word_is_in_a_submission_and_each_is_in_a_backup() {
    let planted = planted();
    let scratch = &planted.scratch;
    assert!(planted.words.len() > 60, "{} words planted", planted.words.len());
    for (command, out) in [("backup", "{tmp}/backup.zip"), ("pack", "{tmp}/pack.zip")] {
        let _ = scratch.artifolio(&[command, "{ws}", "--out", out, "--json"]).done();
    }
    let all = |name: &str| -> Vec<(String, Vec<u8>)> {
        let file = std::fs::File::open(scratch.path(name)).unwrap();
        let mut zip = zip::ZipArchive::new(file).unwrap();
        (0..zip.len())
            .map(|i| {
                let mut entry = zip.by_index(i).unwrap();
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).unwrap();
                let name = entry.name().unwrap().into_owned();
                let all = [name.as_bytes(), &unfolded(&name, &bytes)].concat();
                (name, all)
            })
            .collect()
    };
    let (backup, submission) = (all("backup.zip"), all("pack.zip"));
    for word in &planted.words {
        assert!(
            backup.iter().any(|(_, bytes)| holds(bytes, word)),
            "{word} is not even in the backup"
        );
        let leaks: Vec<_> =
            submission.iter().filter(|(_, b)| holds(b, word)).map(|(name, _)| name).collect();
        assert!(leaks.is_empty(), "{word} is in {leaks:?}");
    }
    assert!(
        submission.iter().any(|(n, b)| n.ends_with(".pdf") && holds(b, "/Type")),
        "PDF streams were read"
    );
}
