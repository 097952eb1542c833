//! The faults: what is done to a sealed package, the rule that must be given for it, and about which file.

use serde_json::json;

use super::package::{CRATE, CSV, INFO, JSON, MAP, Package, STYLE};
use crate::agreement::damage::Dice;

/// How a fault is sealed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seal {
    /// All lists and counts are made anew: no hash can find it.
    All,
    /// The lists are, the count of bytes and files is not.
    Lists,
    /// Nothing is: hashes must find it.
    Nothing,
}

/// One fault. The change gives the file that the finding must be about; empty for the package as a whole.
pub(super) struct Fault {
    pub(super) name: &'static str,
    pub(super) rule: &'static str,
    pub(super) seal: Seal,
    pub(super) draft: bool,
    pub(super) change: fn(&mut Package, &mut Dice) -> String,
}

const fn fault(
    name: &'static str,
    rule: &'static str,
    change: fn(&mut Package, &mut Dice) -> String,
) -> Fault {
    Fault { name, rule, seal: Seal::All, draft: false, change }
}

/// All of them.
pub(super) const FAULTS: [Fault; 38] = [
    Fault {
        seal: Seal::Nothing,
        ..fault("a bit flipped in evidence", "bundle-data-checksum", |p, d| {
            let file = p.evidence(&[""], d);
            p.torn.push(file.clone());
            file
        })
    },
    Fault {
        seal: Seal::Nothing,
        ..fault("a bit flipped in a page", "bundle-file-changed", |p, d| {
            let page = p.page(d);
            let bytes = p.files.get_mut(&page).unwrap();
            let at = d.below(bytes.len());
            bytes[at] ^= 1;
            page
        })
    },
    fault("a page missing", "bundle-part-missing", |p, d| {
        let page = p.page(d);
        p.files.remove(&page);
        page
    }),
    fault("evidence missing", "bundle-evidence-missing", |p, d| {
        let file = p.evidence(&[""], d);
        p.files.remove(&file);
        file
    }),
    fault("evidence renamed", "bundle-evidence-unnamed", |p, d| {
        let file = p.evidence(&[""], d);
        let to = file.replace("_Artifact", "_Artefact");
        let bytes = p.files.remove(&file).unwrap();
        p.files.insert(to.clone(), bytes);
        to
    }),
    fault("a file added", "bundle-file-unexpected", |p, _| {
        p.put("data/notes.md", "private");
        "data/notes.md".into()
    }),
    fault("evidence that the crate forgets", "bundle-crate-unlisted", |p, d| {
        let file = p.evidence(&[""], d);
        described(p, &file, |one| one["@type"] = "CreativeWork".into());
        file
    }),
    fault("a stale page", "bundle-page-words", |p, d| {
        let (number, word) = p.word(d);
        let page = format!("data/criteria/{number}.html");
        p.reword(&page, "class=\"prose\"", &word);
        page
    }),
    fault("a stale map", "bundle-map-page", |p, d| {
        let (number, word) = p.word(d);
        p.reword(MAP, &format!("href=\"criteria/{number}.html\""), &word);
        MAP.into()
    }),
    fault("a stale table", "bundle-map-cell", |p, d| {
        let (number, word) = p.word(d);
        p.reword(CSV, &format!(",{number},"), &word);
        CSV.into()
    }),
    fault("a stale portfolio.json", "bundle-portfolio-stale", |p, d| {
        let at = d.below(24);
        p.json(JSON, |said| {
            said["criteria"][at]["markdown"] = "Another text, of last week.".into()
        });
        JSON.into()
    }),
    fault("a stale crate", "bundle-crate-differs", |p, _| {
        p.json(CRATE, |graph| {
            let works = graph["@graph"].as_array_mut().unwrap();
            let work = works.iter_mut().find(|one| one["@id"] == "#artifact-2").unwrap();
            work["name"] = "An earlier title".into();
        });
        CRATE.into()
    }),
    fault("a page that asks the network", "bundle-page-remote", |p, d| {
        let page = p.page(d);
        p.replace(&page, "</main>", "<img src=\"https://example.org/1.gif\" alt=\"\"></main>");
        page
    }),
    fault("a page with a script", "bundle-page-script", |p, d| {
        let page = p.page(d);
        p.replace(&page, "</main>", "<script>fetch(1)</script></main>");
        page
    }),
    fault("a page with a style of its own", "bundle-page-style", |p, d| {
        let page = p.page(d);
        p.replace(&page, "<main", "<main style=\"display:none\"");
        page
    }),
    fault("a page that points outside", "bundle-page-outside", |p, d| {
        let page = p.page(d);
        p.replace(&page, "</main>", "<a href=\"../../../secret.html\">x</a></main>");
        page
    }),
    fault("a link that runs", "bundle-page-scheme", |p, d| {
        let page = p.page(d);
        p.replace(&page, "</main>", "<a href=\"javascript:1\">x</a></main>");
        page
    }),
    fault("a broken link", "bundle-page-link", |p, d| {
        let page = p.page(d);
        p.replace(&page, "</main>", "<a href=\"../index.htm\">x</a></main>");
        page
    }),
    fault("a broken anchor", "bundle-page-anchor", |p, d| {
        let page = p.page(d);
        p.replace(&page, "index.html#artifacts", "index.html#artefacts");
        page
    }),
    fault("a page without its ways", "bundle-page-unlinked", |p, d| {
        let file = p.evidence(&[".pdf", ".docx", ".xlsx"], d);
        let number = file.split("_Artifact").nth(1).unwrap().split('/').next().unwrap();
        let (page, below) =
            (format!("data/artifacts/{number}.html"), &file["data/artifacts/".len()..]);
        let text = p.text(&page).replace(&format!("../artifacts/{below}"), "../index.html");
        p.put(&page, text);
        page
    }),
    fault("a page without its policy", "bundle-page-policy", |p, d| {
        let page = p.page(d);
        p.replace(&page, "Content-Security-Policy", "X-Content-Security-Policy");
        page
    }),
    fault("a page in another language", "bundle-page-language", |p, d| {
        let page = p.page(d);
        p.replace(&page, "lang=\"en\"", "lang=\"es\"");
        page
    }),
    fault("a page without the notice", "bundle-page-notice", |p, d| {
        let (page, said) = (p.page(d), p.said());
        let notice = said["profile"]["notice"].as_str().unwrap();
        // The writer escapes some signs: the first words are enough to be missed.
        let first: String =
            notice.chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
        p.replace(&page, first.trim(), "");
        page
    }),
    Fault {
        draft: true,
        ..fault("a draft's mark removed", "bundle-page-draft", |p, d| {
            let page = p.page(d);
            p.replace(&page, "<p class=\"draft\">", "<p>");
            page
        })
    },
    fault("a style that asks the network", "bundle-style-remote", |p, _| {
        let text = p.text(STYLE) + "main { background: url(https://example.org/1.png) }\n";
        p.put(STYLE, text);
        STYLE.into()
    }),
    fault("two names on one", "bundle-name-collision", |p, d| {
        let file = p.evidence(&[""], d);
        let bytes = p.files[&file].clone();
        let twin = file.replace("_Artifact", "_ARTIFACT");
        p.files.insert(twin.clone(), bytes);
        twin
    }),
    fault("a name that Windows keeps", "bundle-name-windows", |p, d| {
        let file = p.evidence(&[".pdf", ".jpg"], d);
        let (folder, name) = file.rsplit_once('/').unwrap();
        let to = format!("{folder}/con.{}", name.rsplit_once('.').unwrap().1);
        p.rename(&file, &to);
        to
    }),
    fault("a name beyond every length", "bundle-name-too-long", |p, d| {
        let file = p.evidence(&[".pdf", ".jpg"], d);
        let (folder, name) = file.rsplit_once('/').unwrap();
        let to = format!("{folder}/{}.{}", "a".repeat(252), name.rsplit_once('.').unwrap().1);
        p.rename(&file, &to);
        to
    }),
    fault("another type in the crate", "bundle-crate-type", |p, d| {
        let file = p.evidence(&[".pdf"], d);
        described(p, &file, |one| one["encodingFormat"] = "image/png".into());
        CRATE.into()
    }),
    fault("another size in the crate", "bundle-crate-size", |p, d| {
        let file = p.evidence(&[""], d);
        described(p, &file, |one| one["contentSize"] = "1".into());
        CRATE.into()
    }),
    fault("a criterion missing in the map", "bundle-map-page-rows", |p, d| {
        let number = 2 + d.below(24);
        let text = p.text(MAP);
        let rows: Vec<&str> = text.split("<tr>").collect();
        let own = format!("href=\"criteria/{number}.html\"");
        let kept: Vec<&str> = rows.into_iter().filter(|row| !row.contains(&own)).collect();
        p.put(MAP, kept.join("<tr>"));
        MAP.into()
    }),
    fault("a criterion missing in the table", "bundle-map-rows", |p, d| {
        let number = 2 + d.below(24);
        p.replace(CSV, &format!(",{number},"), ",99,");
        CSV.into()
    }),
    Fault {
        seal: Seal::Lists,
        ..fault("a wrong Payload-Oxum", "bundle-oxum-wrong", |p, _| {
            p.replace(INFO, "Payload-Oxum: ", "Payload-Oxum: 1");
            INFO.into()
        })
    },
    fault("evidence of two artifacts exchanged", "bundle-evidence-size", |p, d| {
        let a = p.evidence(&["Artifact1.pdf", "Artifact6_2.pdf"], d);
        let b = p.evidence(&["Artifact2_3.pdf", "Artifact9_2.pdf"], d);
        let (one, two) = (p.files[&a].clone(), p.files[&b].clone());
        p.files.insert(a.clone(), two);
        p.files.insert(b, one);
        a
    }),
    fault("evidence of another kind, as long", "bundle-evidence-type", |p, d| {
        let file = p.evidence(&[".jpg", ".png"], d);
        p.files.get_mut(&file).unwrap()[..8].copy_from_slice(b"%PDF-1.7");
        file
    }),
    fault("an artifact that is not there", "bundle-reference-unknown", |p, d| {
        let at = d.below(24);
        p.json(JSON, |said| {
            said["criteria"][at]["artifacts"] = json!([{ "number": 99, "role": "main" }])
        });
        JSON.into()
    }),
    fault("another candidate outside", "bundle-info-differs", |p, _| {
        p.replace(INFO, "Contact-Name: ", "Contact-Name: Not ");
        INFO.into()
    }),
    fault("another folder", "bundle-identifier", |p, _| {
        p.top = p.top.replace("2027", "2028");
        String::new()
    }),
];

/// Changes what the crate says of a file.
fn described(p: &mut Package, file: &str, change: impl FnOnce(&mut serde_json::Value)) {
    let below = file.strip_prefix("data/").unwrap().to_owned();
    p.json(CRATE, |graph| {
        let all = graph["@graph"].as_array_mut().unwrap();
        change(all.iter_mut().find(|one| one["@id"] == *below).unwrap());
    });
}
