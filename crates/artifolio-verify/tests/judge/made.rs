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
    put("START-HERE.html", page("", "<p>Ana Benson</p><a href=\"data/index.html\">Open</a>"));
    put("bagit-profile.json", "{}\n".into());
    put("bag-info.txt", info("submission") + "Draft: false\n");
    put("data/style.css", "@font-face { src: url(fonts/a.woff2) }\n".into());
    put("data/fonts/a.woff2", "font".into());
    let style = "<link rel=\"stylesheet\" href=\"style.css\">";
    let up = "<link rel=\"stylesheet\" href=\"../style.css\">";
    let answers: String =
        (2..=25).map(|n| format!("<a href=\"criteria/{n}.html\">Sets, goals</a>")).collect();
    let overview = format!(
        "<h1 id=\"who\">Ana Benson</h1><a href=\"artifacts/1.html\">Boards</a>\
         <a href=\"artifacts/2.html\">Cards</a><a href=\"reflection.html\">Reflection</a>{answers}\
         <p>It found synonyms.</p>"
    );
    put("data/index.html", page(style, &overview));
    put(
        "data/reflection.html",
        page(style, "<p>Myself</p><a href=\"https://example.org\">out</a>"),
    );
    let mut map = String::from(
        "<p>Ana Benson</p><table><tr><th>Standard<th>No<th>Criterion<th>Artifacts<th>Text</tr>",
    );
    map += "<tr><td><td>1<th><a href=\"reflection.html\">Reflection</a><td><td><a href=\"reflection.html\">Read</a></tr>";
    let mut rows =
        String::from("\u{feff}standard,number,code,criterion,artifacts,contextualization\r\n");
    rows += ",1,,Reflection,,*Myself*\r\n";
    for number in 2..=25 {
        let _ = write!(
            rows,
            "Learner,{number},1a,\"Sets, goals\",1 Boards main: artifacts/{PNG},\"Two\r\nlines\"\r\n"
        );
        let _ = write!(
            map,
            "<tr><td>Learner<td>{number}<th><a href=\"criteria/{number}.html\">1a Sets, goals</a>\
             <td><a href=\"artifacts/1.html\">Boards</a> main<td><p>Two <b>lines</b></p></tr>"
        );
        let body = format!(
            "<a href=\"../index.html\">up</a><h1>1a: Sets, goals</h1><p>Two lines</p>\
             <a href=\"../artifacts/1.html\">Boards</a><a href=\"../artifacts/{PNG}#page=2\">Look</a>"
        );
        put(&format!("data/criteria/{number}.html"), page(up, &body));
    }
    put(
        "data/alignment-map.html",
        page(style, &(map + "</table><a href=\"index.html#who\">who</a>")),
    );
    put("data/alignment-map.csv", rows);
    put("data/alignment-map.docx", "a document".into());
    for (number, title) in [(1, "Boards"), (2, "Cards")] {
        let file = format!("Benson_Artifact{number}/Benson_Artifact{number}.png");
        let serves: String =
            (2..=25).map(|n| format!("<a href=\"../criteria/{n}.html\">1a</a>")).collect();
        let serves = if number == 1 { serves } else { String::new() };
        let body = format!("<h1>{title}</h1><img src=\"{file}\" alt=\"\">{serves}");
        put(&format!("data/artifacts/{number}.html"), page(up, &body));
        put(&format!("data/artifacts/{file}"), format!("png {number}"));
    }
    put("data/portfolio.json", portfolio().to_string());
    let metadata = crate_metadata(&files).to_string();
    files.insert(CRATE.into(), metadata.into_bytes());
    seal(&mut files);
    files
}

const PNG: &str = "Benson_Artifact1/Benson_Artifact1.png";
const CRATE: &str = "data/ro-crate-metadata.json";

/// The submission's own words.
pub(crate) fn portfolio() -> Value {
    let keys: Vec<String> =
        (1..=25).map(|n| if n == 1 { "reflection".into() } else { format!("k{n}") }).collect();
    let criterion = |(key, n): (&String, u64)| match n {
        1 => json!({ "key": key, "number": n, "code": key, "paraphrase": "Reflection" }),
        _ => json!({
            "key": key, "number": n, "standard_name": "Learner", "code": "1a", "paraphrase": "Sets, goals",
        }),
    };
    let criteria: Vec<Value> = keys.iter().zip(1..).map(criterion).collect();
    let attached = json!([{ "number": 1, "role": "main", "pin": { "evidence": 1, "page": 2 } }]);
    let answers: Vec<Value> = keys[1..]
        .iter()
        .map(|key| json!({ "key": key, "artifacts": attached, "markdown": "Two\nlines" }))
        .collect();
    let artifact = |number: u64, title: &str| {
        let file = format!("artifacts/Benson_Artifact{number}/Benson_Artifact{number}.png");
        json!({ "number": number, "title": title, "evidence": [{ "file": file }] })
    };
    let file = |number: u64| {
        let path = format!("artifacts/Benson_Artifact{number}/Benson_Artifact{number}.png");
        json!({ "path": path, "bytes": 5, "type": "image/png" })
    };
    json!({
        "bundle_format": 1, "app": "artifolio 0.1.0", "draft": false, "date": "2027-01-10",
        "language": "en", "profile": { "id": "iste-metc-2020", "criteria": criteria },
        "candidate": { "name": "Ana Benson" },
        "statement": { "own_work": true, "ai_help": "It found synonyms." },
        "reflection": { "artifacts": [], "markdown": "*Myself*" },
        "criteria": answers, "artifacts": [artifact(1, "Boards"), artifact(2, "Cards")],
        "files": [file(1), file(2)],
    })
}

/// The crate's metadata.
pub(crate) fn crate_metadata(files: &Files) -> Value {
    let mut graph = vec![
        json!({ "@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": { "@id": "./" } }),
        json!({ "@id": "./", "@type": "Dataset", "datePublished": "2027-01-10" }),
        json!({ "@id": "https://example.org/a", "@type": ["File"] }),
        json!({ "@id": "#criterion-reflection", "@type": "DefinedTerm", "name": "Reflection", "termCode": "reflection" }),
    ];
    let about: Vec<Value> =
        (2..=25).map(|n| json!({ "@id": format!("#criterion-k{n}") })).collect();
    graph.push(
        json!({ "@id": "#artifact-1", "@type": "CreativeWork", "name": "Boards", "about": about }),
    );
    graph.push(json!({ "@id": "#artifact-2", "@type": "CreativeWork", "name": "Cards" }));
    for n in 2..=25 {
        let id = format!("#criterion-k{n}");
        graph.push(
            json!({ "@id": id, "@type": "DefinedTerm", "name": "Sets, goals", "termCode": "1a" }),
        );
    }
    for (path, bytes) in files {
        let Some(below) = path.strip_prefix("data/") else { continue };
        let kind = match below.rsplit_once('.').unwrap().1 {
            "html" => "text/html",
            "csv" => "text/csv",
            "json" if path != CRATE => "application/json",
            "png" => "image/png",
            _ => continue,
        };
        let size = bytes.len().to_string();
        graph.push(
            json!({ "@id": below, "@type": "File", "encodingFormat": kind, "contentSize": size }),
        );
    }
    json!({ "@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph })
}

/// Writes the sizes of files into the crate anew.
fn weigh(files: &mut Files) {
    let Some(mut value) =
        files.get(CRATE).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok())
    else {
        return;
    };
    for entity in value.get_mut("@graph").and_then(Value::as_array_mut).into_iter().flatten() {
        let path = format!("data/{}", entity["@id"].as_str().unwrap_or(""));
        if let (Some(bytes), true) = (files.get(&path), entity.get("contentSize").is_some()) {
            entity["contentSize"] = bytes.len().to_string().into();
        }
    }
    files.insert(CRATE.into(), value.to_string().into_bytes());
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

/// Writes declaration, sizes, Payload-Oxum and all manifests anew, as whoever changes a bag on purpose would.
pub(crate) fn seal(files: &mut Files) {
    weigh(files);
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
