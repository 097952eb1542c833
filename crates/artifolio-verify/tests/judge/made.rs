//! Whole and valid packages, made here from the contract (docs/bundle.md) and not by the writer.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256, Sha512};

use crate::disk::Disk;
use crate::raw::{Zip, deflated, stored};

/// Files of a bag, by path below it.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) const TOP: &str = "Benson_ISTE-Portfolio_2027-01-10";
const POLICY: &str =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self'";
pub(crate) const IMAGE: &str = "data/artifacts/Benson_Artifact1/Benson_Artifact1.png";

/// A small bag of someone else.
pub(crate) fn bag() -> Files {
    let mut files = Files::new();
    files.insert("data/hello.txt".into(), b"hello\n".to_vec());
    files.insert("data/deep/er/a b.bin".into(), (0..=255).collect());
    seal(&mut files);
    files
}

/// A backup.
pub(crate) fn backup() -> Files {
    let mut files = Files::new();
    files.insert("data/workspace/portfolio.toml".into(), b"format = 1\n".to_vec());
    files.insert("data/workspace/criteria/1a.md".into(), b"---\n---\nText\n".to_vec());
    files.insert("START-HERE.html".into(), page("", "<p>A backup</p>").into_bytes());
    files.insert("bagit-profile.json".into(), b"{}\n".to_vec());
    files.insert("bag-info.txt".into(), info("backup").into_bytes());
    seal(&mut files);
    files
}

/// A submission with two artifacts and 25 criteria.
pub(crate) fn submission() -> Files {
    let mut files = Files::new();
    let mut put = |path: &str, text: String| files.insert(path.to_owned(), text.into_bytes());
    put("START-HERE.html", page("", "<a href=\"data/index.html\">Open</a>"));
    put("bagit-profile.json", "{}\n".into());
    put("bag-info.txt", info("submission") + "Draft: false\n");
    put("data/style.css", "@font-face { src: url(fonts/a.woff2) }\n".into());
    put("data/fonts/a.woff2", "font".into());
    let style = "<link rel=\"stylesheet\" href=\"style.css\">";
    put("data/index.html", page(style, "<a href=\"reflection.html\">1</a>"));
    put("data/reflection.html", page(style, "<a href=\"https://example.org\">out</a>"));
    put("data/alignment-map.html", page(style, "<a href=\"criteria/2.html#top\">2</a>"));
    let up = "<link rel=\"stylesheet\" href=\"../style.css\">";
    let mut rows =
        String::from("\u{feff}standard,number,code,criterion,artifacts,contextualization\r\n");
    for number in 1..=25 {
        let _ = write!(rows, "Learner,{number},1a,\"Sets, goals\",1,\"Two\r\nlines\"\r\n");
        if number > 1 {
            put(
                &format!("data/criteria/{number}.html"),
                page(up, "<a href=\"../index.html\">up</a>"),
            );
        }
    }
    put("data/alignment-map.csv", rows);
    put("data/alignment-map.docx", "a document".into());
    for number in 1..=2 {
        let file = format!("Benson_Artifact{number}/Benson_Artifact{number}.png");
        put(
            &format!("data/artifacts/{number}.html"),
            page(up, &format!("<img src=\"{file}\" alt=\"\">")),
        );
        put(&format!("data/artifacts/{file}"), format!("png {number}"));
    }
    put("data/portfolio.json", portfolio().to_string());
    put("data/ro-crate-metadata.json", crate_metadata().to_string());
    seal(&mut files);
    files
}

/// The submission's own words.
pub(crate) fn portfolio() -> Value {
    let keys: Vec<String> =
        (1..=25).map(|n| if n == 1 { "reflection".into() } else { format!("k{n}") }).collect();
    let criteria: Vec<Value> =
        keys.iter().zip(1..).map(|(key, n)| json!({ "key": key, "number": n })).collect();
    let attached = json!([{ "number": 1, "role": "main", "pin": { "evidence": 1, "page": 2 } }]);
    let answers: Vec<Value> = keys[1..]
        .iter()
        .map(|key| json!({ "key": key, "artifacts": attached, "markdown": "Text" }))
        .collect();
    let artifact = |number: u64| {
        let file = format!("artifacts/Benson_Artifact{number}/Benson_Artifact{number}.png");
        json!({ "number": number, "evidence": [{ "file": file }] })
    };
    let file = |number: u64| {
        let path = format!("artifacts/Benson_Artifact{number}/Benson_Artifact{number}.png");
        json!({ "path": path, "bytes": 5, "type": "image/png" })
    };
    json!({
        "bundle_format": 1, "app": "artifolio 0.1.0", "draft": false, "date": "2027-01-10",
        "language": "en", "profile": { "id": "iste-metc-2020", "criteria": criteria },
        "candidate": { "name": "Ana Benson" }, "reflection": { "artifacts": [], "markdown": "" },
        "criteria": answers, "artifacts": [artifact(1), artifact(2)], "files": [file(1), file(2)],
    })
}

/// The crate's metadata.
pub(crate) fn crate_metadata() -> Value {
    json!({ "@context": "https://w3id.org/ro/crate/1.2/context", "@graph": [
        { "@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": { "@id": "./" } },
        { "@id": "./", "@type": "Dataset" },
        { "@id": "index.html", "@type": "File" },
        { "@id": "https://example.org/a", "@type": ["File"] },
    ] })
}

fn page(head: &str, body: &str) -> String {
    // The first page stands alone, so it has a policy of its own.
    let policy = if head.is_empty() { "default-src 'none'" } else { POLICY };
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <title>A</title>{head}</head><body>{body}</body></html>"
    )
}

fn info(package: &str) -> String {
    format!(
        "Source-Organization: Artifolio\nContact-Name: Ana Benson\nBagging-Date: 2027-01-10\n\
         External-Description: A portfolio\nExternal-Identifier: {TOP}\nPayload-Oxum: 0.0\n\
         Bag-Software-Agent: artifolio 0.1.0\nBagIt-Profile-Identifier: https://artifolio.example/1\n\
         Artifolio-Package: {package}\nArtifolio-Bundle-Format: 1\n"
    )
}

/// Writes declaration, Payload-Oxum and all manifests anew, as whoever changes a bag on purpose would.
pub(crate) fn seal(files: &mut Files) {
    seal_with(files, &["sha256", "sha512"]);
}

/// The same with other algorithms.
pub(crate) fn seal_with(files: &mut Files, algorithms: &[&str]) {
    files.retain(|path, _| !path.contains("manifest-") || path.contains('/'));
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    files.entry("bagit.txt".into()).or_insert_with(|| declaration.into());
    let payload = files.iter().filter(|(path, _)| path.starts_with("data/"));
    let oxum =
        payload.fold((0, 0), |(octets, count), (_, bytes)| (octets + bytes.len(), count + 1));
    if let Some(info) = files.get_mut("bag-info.txt") {
        let text = String::from_utf8(info.clone()).unwrap();
        let lines = text.lines().map(|line| match line.starts_with("Payload-Oxum: ") {
            true => format!("Payload-Oxum: {}.{}\n", oxum.0, oxum.1),
            false => format!("{line}\n"),
        });
        *info = lines.collect::<String>().into_bytes();
    }
    for tags in [false, true] {
        let lists: Vec<(String, Vec<u8>)> = algorithms
            .iter()
            .map(|algorithm| {
                let name = format!("{}manifest-{algorithm}.txt", if tags { "tag" } else { "" });
                let lines = files
                    .iter()
                    .filter(|(path, _)| path.starts_with("data/") != tags)
                    .map(|(path, bytes)| format!("{}  {path}\n", sum(algorithm, bytes)));
                (name, lines.collect::<String>().into_bytes())
            })
            .collect();
        files.extend(lists);
    }
}

/// The checksum of some bytes, in hex.
pub(crate) fn sum(algorithm: &str, bytes: &[u8]) -> String {
    match algorithm {
        "md5" => hex::encode(md5::Md5::digest(bytes)),
        "sha1" => hex::encode(sha1::Sha1::digest(bytes)),
        "sha224" => hex::encode(sha2::Sha224::digest(bytes)),
        "sha256" => hex::encode(Sha256::digest(bytes)),
        "sha384" => hex::encode(sha2::Sha384::digest(bytes)),
        "sha512" => hex::encode(Sha512::digest(bytes)),
        // Some other algorithm: no one here can check it.
        _ => hex::encode([7; 8]),
    }
}

/// The bag as a zip: texts deflated, the rest stored.
pub(crate) fn zipped(files: &Files, top: &str) -> Zip {
    let entries = files.iter().map(|(path, bytes)| {
        let name = format!("{top}/{path}");
        let text = [".txt", ".html", ".json", ".csv", ".css"].iter().any(|end| path.ends_with(end));
        if text { deflated(&name, bytes) } else { stored(&name, bytes) }
    });
    Zip::of(entries.collect())
}

/// The bag as a folder.
pub(crate) fn folder(files: &Files) -> Disk {
    Disk::of(files.clone())
}

/// Changes a text file of a bag.
pub(crate) fn edit(files: &mut Files, path: &str, change: impl FnOnce(String) -> String) {
    let bytes = files.get_mut(path).unwrap();
    *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
}
