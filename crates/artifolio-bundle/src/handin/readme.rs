//! `READ-ME-FIRST.txt`: what to do with the folder. It ends with the files that were laid out and their hashes, by which
//! the next run knows its own files from others.

use std::collections::BTreeMap;

use super::UploadFolder;

/// Its name.
pub(super) const NAME: &str = "READ-ME-FIRST.txt";
/// The line above the hashes, the same in every language.
const FILES: &str = "SHA-256:";

/// The whole file. `sums` are the hashes of everything beside it, by name; `missing` the names without an address.
pub(super) fn text(
    folder: &UploadFolder,
    sums: &BTreeMap<String, String>,
    missing: &[String],
) -> String {
    let UploadFolder { submission, words, .. } = folder;
    let mut lines = vec![words.owner(submission)];
    if submission.draft {
        lines.push(format!("{} {}", words.say("draft"), words.say("draft_note")));
    }
    lines.push(String::new());
    let steps = ["handin_upload", "handin_addresses", "handin_map", "handin_open", "handin_keep"];
    for (number, key) in (1..).zip(steps) {
        lines.push(format!("{number}. {}", words.say(key)));
    }
    lines.push(String::new());
    if missing.is_empty() {
        lines.push(words.with("handin_complete", &[("file", &folder.map_name("docx"))]));
    } else {
        lines.push(words.with("handin_missing", &[("count", &missing.len().to_string())]));
        lines.extend(missing.iter().map(|name| format!("   {name}")));
    }
    lines.extend([String::new(), words.say("handin_files"), FILES.to_owned()]);
    lines.extend(sums.iter().map(|(name, sum)| format!("{sum}  {name}")));
    // Notepad of every Windows shows these line ends.
    lines.join("\r\n") + "\r\n"
}

/// The hashes that such a file names, by name; `None` for a file that is none.
pub(super) fn sums(text: &str) -> Option<BTreeMap<String, String>> {
    let mut lines = text.lines();
    lines.by_ref().find(|line| *line == FILES)?;
    let sum = |line: &str| {
        let (sum, name) = line.split_once("  ")?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit());
        is_sum.then(|| (name.to_owned(), sum.to_owned()))
    };
    lines.map(sum).collect()
}
