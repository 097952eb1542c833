//! A hostile zip takes neither memory nor time. A test binary of its own: the peak of the whole process is measured.

#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "the peak is read from /proc")]
#![allow(clippy::unwrap_used, reason = "test code")]

#[path = "judge/disk.rs"]
#[allow(dead_code, reason = "shared with the other test binary")]
mod disk;
#[path = "judge/raw.rs"]
#[allow(dead_code, reason = "shared with the other test binary")]
mod raw;

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use disk::{judge_zip, rules};
use raw::{Entry, Zip, stored};

/// Tell the child what to judge.
const FILE: &str = "ARTIFOLIO_VERIFY_FILE";
const EXPECTED: &str = "ARTIFOLIO_VERIFY_EXPECTED";
/// No verdict may take longer; unoptimised code on a busy machine has more time.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// Peak of the memory of this process, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// `count` megabytes of the same byte, deflated without ever being whole.
fn megabytes(count: usize) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let piece = vec![b'0'; 1_000_000];
    for _ in 0..count {
        encoder.write_all(&piece).unwrap();
    }
    encoder.finish().unwrap()
}

fn packed(name: &str, body: Vec<u8>, size: u32) -> Entry {
    let packed = u32::try_from(body.len()).unwrap();
    Entry { body, packed, size, method: 8, ..stored(name, b"") }
}

/// Sixty thousand names for one body, as the bombs by overlap have them.
fn overlapping() -> Vec<u8> {
    let body = packed("bag/0", megabytes(20), 20_000_000);
    let names = (1..60_000).map(|n| Entry {
        name: format!("bag/{n}").into_bytes(),
        listed_only: true,
        offset: Some(0),
        body: Vec::new(),
        ..body.clone()
    });
    Zip::of([body.clone()].into_iter().chain(names).collect()).bytes()
}

/// A bag whose list names a hundred thousand files that are not there.
fn endless_list() -> Vec<u8> {
    let line = |n: usize| format!("{}  data/{n}\n", "0".repeat(64));
    let list: String = (0..100_000).map(line).collect();
    let declaration = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    Zip::of(vec![
        stored("bag/bagit.txt", declaration),
        stored("bag/data/a", b""),
        raw::deflated("bag/manifest-sha256.txt", list.as_bytes()),
    ])
    .bytes()
}

/// The judge in a process of its own: what the making of the zip took must not hide what the judging takes.
fn judge_in_child(what: &str, bytes: &[u8], expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.zip");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_hostile_zip_takes_neither_memory_nor_time", "--nocapture"])
        .env(FILE, &file)
        .env(EXPECTED, expected)
        .output()
        .unwrap();
    let (out, error) = (&output.stdout, &output.stderr);
    let told = String::from_utf8_lossy(&[&out[..], error].concat()).into_owned();
    assert!(output.status.success() && told.contains("1 passed"), "{what}: {told}");
}

/// The child's part.
fn judge(file: &OsStr, expected: &str) {
    let bytes = std::fs::read(file).unwrap();
    let (before, own, begun) = (peak(), bytes.len(), Instant::now());
    let verdict = judge_zip(bytes);
    let took = begun.elapsed();
    // The test's own file system copies the file once.
    let grown = peak().saturating_sub(before + own);
    assert!(!verdict.valid && rules(&verdict).contains(&expected), "{:?}", rules(&verdict));
    assert!(grown < 50_000_000, "{grown} bytes");
    assert!(took < LONGEST, "{took:?}");
}

#[test]
fn a_hostile_zip_takes_neither_memory_nor_time() {
    if let Some(file) = std::env::var_os(FILE) {
        return judge(&file, &std::env::var(EXPECTED).unwrap());
    }
    let flat = Zip::of(vec![packed("bag/bomb", megabytes(1_000), 1_000_000_000)]).bytes();
    let lying = Zip::of(vec![packed("bag/bomb", megabytes(1_000), 5)]).bytes();
    let nested = Zip::of(vec![stored("bag/a.zip", &flat), stored("bag/b.zip", &flat)]).bytes();
    for (what, bytes, expected) in [
        ("flat", flat, "bundle-entry-bomb"),
        ("lying", lying, "bundle-data-size"),
        ("nested", nested, "bundle-not-a-bag"),
        ("overlapping", overlapping(), "bundle-entry-overlap"),
        ("endless list", endless_list(), "bundle-file-missing"),
    ] {
        judge_in_child(what, &bytes, expected);
    }
}
