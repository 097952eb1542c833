//! Workspaces that proptest makes up: odd texts, gaps and ties in numbers, evidence of many kinds, links between texts
//! and files, and something in every private field.

use artifolio_core::artifact::{
    ArtifactHeader, ArtifactState, Consent, Evidence, Maker, Person, Right,
};
use artifolio_core::criterion::{Attached, CriterionHeader, EntryStatus, Pin, Role, Tick};
use artifolio_core::header;
use artifolio_core::id::Id;
use artifolio_core::path::RelPath;
use proptest::prelude::*;
use proptest::sample::select;

use super::MemFs;

/// Files of a workspace by path.
#[derive(Clone)]
pub(crate) struct Files(pub(crate) Vec<(String, Vec<u8>)>);

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(path, b)| writeln!(f, "{path}: {}", b.escape_ascii()))
    }
}

/// A folder with these files.
pub(crate) fn laid_out(seed: u64, files: &Files) -> MemFs {
    MemFs::with(seed, files.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
}

/// A whole workspace.
pub(crate) fn workspace() -> impl Strategy<Value = Files> {
    let artifacts = proptest::collection::vec((artifact(), text(), markdown()), 0..4);
    let criteria = proptest::collection::vec((select(&KEYS[..]), entry(), markdown()), 0..6);
    (settings(), own_profile(), artifacts, criteria).prop_map(
        |(settings, profile, artifacts, criteria)| {
            let mut files = vec![("portfolio.toml".to_owned(), settings.into_bytes())];
            files.extend(profile.map(|text| ("profile.toml".to_owned(), text.into_bytes())));
            for (index, (header, secret, body)) in artifacts.into_iter().enumerate() {
                let folder = format!("artifacts/folder {index}");
                for (n, file) in header.evidence.iter().flat_map(|e| e.files()).enumerate() {
                    // Now and then a file is missing.
                    if n % 5 != 4 {
                        files.push((format!("{folder}/{}", file.1), bytes_of(file.1, &secret)));
                    }
                }
                let text = header::render(&header, &body);
                files.push((format!("{folder}/artifact.md"), text.into_bytes()));
            }
            for (key, header, body) in criteria {
                let file = match key {
                    "reflection" => "reflection.md".to_owned(),
                    key => format!("criteria/{key}.md"),
                };
                let text = header::render(&header, &body).into_bytes();
                files.push((file, text));
            }
            Files(files)
        },
    )
}

const KEYS: [&str; 5] = ["reflection", "1a", "1b", "4d", "7c"];

/// Texts with everything that a format could trip over.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z ]{0,12}",
        2 => "[ -~\n\tñé“”😀]{0,16}",
        1 => select(&[
            "---", "- x", "=1+1", "null", "2026", "'", "\"", "<script>alert(1)</script>", "{a: b}", "a\\b",
            "\u{feff}x", "\u{2028}", "\u{85}", "\u{7f}", "\r\n", "<!-- x -->", "]]>", "%20", "\u{202e}x",
        ][..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        text(),
        select(
            &[
                "# Heading\n\n",
                "\n\n",
                "- one\n- two\n",
                "> said\n",
                "    code\n",
                "```\nx\n```\n",
                "**bold** ",
                "[board](../artifacts/folder%200/e0.png) ",
                "![](e0.png) ",
                "[x](../folder%201/e1.pdf#page=2) ",
                "[me](../portfolio.toml) ",
                "[web](https://example.org/) ",
                "<!-- hidden -->\n",
                "[unused]: secret.txt\n",
                "[used]: e0.png\n",
                "[used] ",
                "| a | b |\n|---|---|\n| c | d |\n",
                "<b>html</b> ",
                "\\[x\\](y) ",
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn settings() -> impl Strategy<Value = String> {
    let texts = (text(), text(), text(), text(), text(), text(), text());
    let words = (any::<bool>(), any::<bool>(), select(&["en", "es", "es-MX", "fr"][..]));
    (texts, words).prop_map(|(t, (classroom, own_work, language))| {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        format!(
            "format = 1\nid = \"w\"\nname = {}\nfamily_name = {}\ntitle = {}\nrole = {}\nstudents = {}\nlearners = {}\n\
             classroom = {classroom}\nlanguage = \"{language}\"\nprofile = \"iste-2024\"\n\
             [dates]\ncourse_end = 2026-08-31\n[statement]\nown_work = {own_work}\nai_help = {}\n",
            quoted(&t.0), quoted(&t.1), quoted(&t.2), quoted(&t.3), quoted(&t.4), quoted(&t.5), quoted(&t.6),
        )
    })
}

/// Corrections to the shipped profile, or none.
fn own_profile() -> impl Strategy<Value = Option<String>> {
    let naming = select(&["{family_name}_Artifact{number}", "E {number}", "x"][..]);
    proptest::option::of((naming, text(), 1_u32..30)).prop_map(|own| {
        own.map(|(naming, paraphrase, number)| {
            let quoted = |text: &str| toml::Value::from(text).to_string();
            format!(
                "notice = {}\n[naming]\nartifact = \"{naming}\"\n[criterion.1b]\nnumber = {number}\nparaphrase = {}\n\
                 checklist = [\"private\"]\ntext = \"private\"\n",
                quoted(&paraphrase), quoted(&paraphrase),
            )
        })
    })
}

fn role() -> impl Strategy<Value = Role> {
    select(&[Role::Main, Role::Supporting][..])
}

fn entry() -> impl Strategy<Value = CriterionHeader> {
    let pin = (
        proptest::option::of(select(&["e0", "e1", "e2", "gone"][..])),
        proptest::option::of(1_u32..9),
        proptest::option::of(text()),
        proptest::option::of(select(&["01:23", "01:02:03"][..])),
    );
    let pin = pin.prop_map(|(evidence, page, region, time)| Pin {
        evidence: evidence.map(str::to_owned),
        page,
        region,
        time: time.map(str::to_owned),
    });
    let attached =
        (select(&["a0", "a1", "a2", "planned", "gone"][..]), role(), proptest::option::of(pin));
    let attached =
        attached.prop_map(|(id, role, pin)| Attached { id: Id::parse(id).unwrap(), role, pin });
    (proptest::collection::vec(attached, 0..4), text()).prop_map(|(artifacts, secret)| {
        CriterionHeader {
            artifacts,
            status: EntryStatus::Ready,
            empty_on_purpose: true,
            self_score: Some(1),
            checklist: vec![Tick { text: secret.clone(), done: true }],
            edition: Some(secret.clone()),
            note: secret,
        }
    })
}

fn artifact() -> impl Strategy<Value = ArtifactHeader> {
    let texts = (text(), text(), text(), text(), text(), text());
    let id = (select(&["a0", "a1", "a2"][..]), proptest::option::of(1_u32..5), any::<bool>());
    let consents = [Consent::Given, Consent::NotNeeded, Consent::Missing, Consent::Withdrawn];
    let until = proptest::option::of(select(&["2027-01-09", "2027-01-10"][..]));
    let people = proptest::collection::vec((select(consents.to_vec()), until, text()), 0..3);
    let when = proptest::option::of(select(&["2026", "2026-03", "2026-03-31"][..]));
    (id, texts, when, people, proptest::collection::vec(evidence(), 0..4)).prop_map(
        |((id, number, is_there), t, when, people, mut evidence)| {
            for (index, item) in evidence.iter_mut().enumerate() {
                item.id = Id::parse(&format!("e{index}")).unwrap();
            }
            ArtifactHeader {
                id: Id::parse(id).unwrap(),
                number,
                title: t.0.clone(),
                state: if is_there { ArtifactState::Ready } else { ArtifactState::Drafted },
                kind: t.1.clone(),
                made: when.map(str::to_owned),
                until: when.map(str::to_owned),
                audience: t.2.clone(),
                summary: t.3.clone(),
                my_part: t.4.clone(),
                makers: vec![Maker { name: t.5.clone(), shown_as: t.0, part: t.1 }],
                people: people
                    .into_iter()
                    .map(|(consent, until, who)| Person {
                        who,
                        consent,
                        until: until.map(|day| day.parse().unwrap()),
                        ..Person::default()
                    })
                    .collect(),
                // Says nothing in a portfolio that is no reader's copy.
                consent_on_file: is_there,
                redact: vec![t.2],
                rights: vec![Right { what: t.3, source: t.4, licence: t.5.clone() }],
                evidence,
                note: t.5,
            }
        },
    )
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let names = ["e0.png", "e1.pdf", "sub/e2.JPG", "essay.maria", "Fotos de Ana.docx", "e3"];
    let file =
        || proptest::option::of(select(names.to_vec()).prop_map(|n| RelPath::parse(n).unwrap()));
    let link =
        proptest::option::of(select(&["https://example.org/a?b=1&c", "http://x.test/é"][..]));
    ((file(), file(), file(), file(), file(), file()), link, text(), any::<bool>()).prop_map(
        |((file, capture, viewable, poster, captions, transcript), link, text, decorative)| {
            Evidence {
                id: Id::parse("e").unwrap(),
                file,
                link: link.map(str::to_owned),
                capture,
                viewable,
                poster,
                captions,
                transcript,
                sha256: None,
                caption: text.clone(),
                alt: text,
                decorative,
                checked: None,
            }
        },
    )
}

/// Bytes that begin as files of that name do.
fn bytes_of(name: &RelPath, content: &str) -> Vec<u8> {
    let begin: &[u8] = match name.extension().as_str() {
        "png" => b"\x89PNG",
        "jpg" => b"\xff\xd8",
        "pdf" => b"%PDF",
        _ => b"",
    };
    [begin, content.as_bytes(), name.as_str().as_bytes()].concat()
}
