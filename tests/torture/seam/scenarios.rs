//! Everything that writes and promises: each by itself, and by chance one after the other.

use std::sync::Arc;

use artifolio_tests::run::Random;
use artifolio_workspace::change::{Content, Outside, Step};
use artifolio_workspace::durable::Sha256;
use artifolio_workspace::history::Why;
use artifolio_workspace::testing::MemFs;

use super::{Act, Player, Scenario, path, write};

const BOARDS: &str =
    "---\nid: boards\ntitle: Boards\nevidence:\n  - {id: e1, file: board.png}\n---\nWhy.\n";

fn import(to: &str, bytes: &str) -> Step {
    let outside = MemFs::new();
    outside.plant("photo.jpg", bytes.as_bytes());
    let from = Outside {
        vfs: Arc::new(outside),
        path: path("photo.jpg"),
        size: bytes.len() as u64,
        sha256: Sha256::of(bytes.as_bytes()),
        content: Content::Whole,
    };
    Step::Import { from, to: path(to) }
}

fn rename(from: &str, to: &str) -> Step {
    Step::Move { from: path(from), to: path(to), expect: None }
}

fn remove(file: &str) -> Step {
    Step::Remove { path: path(file), expect: None }
}

/// A portfolio that nobody has worked on yet.
fn fresh() -> MemFs {
    let disk = MemFs::new();
    for (file, text) in [
        ("ws/portfolio.toml", "format = 1\nid = \"w\"\nname = \"Maya\"\n"),
        ("ws/criteria/1a.md", "one"),
        ("ws/criteria/2b.md", "two"),
        ("ws/artifacts/boards/artifact.md", BOARDS),
        ("ws/artifacts/boards/board.png", "picture"),
    ] {
        disk.plant(file, text.as_bytes());
    }
    for folder in ["data", "out"] {
        let _ = disk.below(folder);
    }
    disk
}

/// One that has a past: acts of twenty days ago and of yesterday.
pub(crate) fn lived_in() -> MemFs {
    let disk = fresh();
    for (days, acts) in [
        (-20, vec![Act::Change(vec![write("criteria/1a.md", Some("one"), "uno")]), Act::Look]),
        (-20, vec![Act::Change(vec![write("criteria/1a.md", Some("uno"), "one")])]),
        (
            -1,
            vec![Act::Change(vec![
                write("criteria/7c.md", None, "seven"),
                remove("criteria/7c.md"),
            ])],
        ),
    ] {
        for (n, act) in acts.into_iter().enumerate() {
            let minutes = days * 24 * 60 + i64::try_from(n).unwrap();
            Player::start(&disk, minutes).unwrap().act(&act).unwrap();
        }
    }
    disk
}

fn scenario(name: &str, disk: &MemFs, acts: Vec<Act>) -> Scenario {
    Scenario { name: name.to_owned(), disk: disk.tree(), acts, moved: false }
}

/// A change of these steps by itself.
fn change(name: &str, steps: Vec<Step>) -> Scenario {
    scenario(name, &lived_in(), vec![Act::Change(steps)])
}

/// Each thing that is done by itself.
pub(crate) fn fixed() -> Vec<Scenario> {
    let mut all = changes();
    all.extend(beside());
    all.extend(packages());
    all
}

fn changes() -> Vec<Scenario> {
    let several = || {
        vec![
            import("artifacts/trip/photo.jpg", "jpeg"),
            write("artifacts/trip/artifact.md", None, "---\nid: trip\n---\n"),
            write("criteria/1a.md", Some("one"), "with the trip"),
        ]
    };
    let moved = vec![
        rename("artifacts/boards", "artifacts/choice"),
        write("artifacts/choice/artifact.md", Some(BOARDS), "---\nid: boards\n---\nNew.\n"),
        remove("artifacts/choice/board.png"),
    ];
    let turned = vec![
        rename("criteria/1a.md", "criteria/aside"),
        rename("criteria/2b.md", "criteria/1a.md"),
        rename("criteria/aside", "criteria/2b.md"),
    ];
    let theirs = lived_in();
    theirs.plant("ws/criteria/1a.md", b"theirs");
    vec![
        change("a new text", vec![write("criteria/3a.md", None, "three")]),
        change("a text over an old one", vec![write("criteria/1a.md", Some("one"), "first")]),
        scenario(
            "the first text ever",
            &fresh(),
            vec![Act::Change(vec![write("criteria/1a.md", Some("one"), "first")])],
        ),
        scenario(
            "a text over what another program wrote",
            &theirs,
            vec![Act::Change(vec![write("criteria/1a.md", Some("theirs"), "first")])],
        ),
        change("an import", vec![import("artifacts/boards/photo.jpg", "jpeg")]),
        change("an import with its texts", several()),
        Scenario { moved: true, ..change("an import into a folder that is moved then", several()) },
        change("a folder moved, written in, and a file of it removed", moved),
        change("names turned round", turned),
        change("an artifact removed", vec![remove("artifacts/boards")]),
        scenario(
            "two texts and back",
            &lived_in(),
            vec![
                Act::Change(vec![write("criteria/1a.md", Some("one"), "first")]),
                Act::Change(vec![write("criteria/1a.md", Some("first"), "second")]),
                Act::Undo,
            ],
        ),
        scenario("several files and back", &lived_in(), vec![Act::Change(several()), Act::Undo]),
        scenario(
            "removed and put back",
            &lived_in(),
            vec![Act::Change(vec![remove("criteria/2b.md")]), Act::PutBack],
        ),
    ]
}

/// One in which others have worked since: a text written over, one deleted, one moved, one new.
pub(crate) fn elsewhere() -> MemFs {
    let disk = lived_in();
    Player::start(&disk, -9).unwrap().act(&Act::Look).unwrap();
    let mut tree = disk.tree();
    let moved = tree.remove(&path("ws/artifacts/boards/artifact.md")).unwrap();
    tree.insert(path("ws/artifacts/boards 2/artifact.md"), moved);
    tree.insert(path("ws/artifacts/boards 2"), None);
    tree.remove(&path("ws/criteria/2b.md"));
    tree.insert(path("ws/criteria/1a.md"), Some(b"theirs".to_vec()));
    tree.insert(path("ws/criteria/5a.md"), Some(b"new".to_vec()));
    MemFs::holding(&tree)
}

fn beside() -> Vec<Scenario> {
    vec![
        scenario(
            "words of no file",
            &lived_in(),
            vec![
                Act::Keep("criteria/1a.md", "mine", Why::Conflict),
                Act::Keep("criteria/1a.md", "typed", Why::Unsaved),
            ],
        ),
        scenario("what others wrote is seen", &elsewhere(), vec![Act::Look]),
        scenario("a history thinned", &lived_in(), vec![Act::Tidy]),
        scenario(
            "small files of the machine",
            &lived_in(),
            vec![
                Act::Put("recent.json", "[1]"),
                Act::Put("recent.json", "[1, 2]"),
                Act::Put("kept-aside/w/p/criterion-5a s.md", "typed"),
                Act::Put("kept-aside/w/p/criterion-5a s.md", "typed more"),
            ],
        ),
    ]
}

fn packages() -> Vec<Scenario> {
    let packed = lived_in();
    let mut player = Player::start(&packed, -5).unwrap();
    player.act(&Act::Submission).unwrap();
    player.act(&Act::Backup).unwrap();
    packed.plant("ws/criteria/1a.md", b"since then");
    let _ = packed.below("out/restored");
    vec![
        scenario("a submission", &lived_in(), vec![Act::Submission]),
        scenario("a submission over an old one", &packed, vec![Act::Submission]),
        scenario("a backup over an old one", &packed, vec![Act::Backup]),
        scenario("a backup restored", &packed, vec![Act::Restore]),
    ]
}

const FILES: [&str; 7] = [
    "criteria/1a.md",
    "criteria/2b.md",
    "criteria/4d.md",
    "artifacts/boards/artifact.md",
    "artifacts/boards/board.png",
    "artifacts/new/artifact.md",
    "artifacts/new/more/x.png",
];
const PLACES: [&str; 4] = ["artifacts/boards", "artifacts/new", "criteria", "feedback/then"];

/// A few acts as a person might do them, each possible at its turn.
pub(crate) fn random(random: &mut Random, n: usize) -> Scenario {
    let disk = lived_in();
    let before = disk.tree();
    let mut player = Player::start(&disk, 0).unwrap();
    let (mut acts, most) = (Vec::new(), 2 + random.below(3));
    while acts.len() < most {
        let act = match random.below(8) {
            0..=4 => Act::Change(steps(random, &disk)),
            5 => Act::Undo,
            6 => Act::Keep(FILES[random.below(3)], WORDS[random.below(3)], Why::Conflict),
            _ => Act::Put("recent.json", WORDS[random.below(3)]),
        };
        if player.act(&act).is_ok() {
            acts.push(act);
        }
    }
    Scenario { name: format!("by chance {n}"), disk: before, acts, moved: false }
}

const WORDS: [&str; 3] = ["some words", "other words", "the last words"];

/// One to three steps, as they would be possible one by one on what the disk holds now.
fn steps(random: &mut Random, disk: &MemFs) -> Vec<Step> {
    let trial = MemFs::holding(&disk.tree());
    let mut player = Player::start(&trial, 1).unwrap();
    let mut steps = Vec::new();
    let most = 1 + random.below(3);
    for _ in 0..9 {
        let file = FILES[random.below(FILES.len())];
        let place = PLACES[random.below(PLACES.len())];
        let there = player.machine.files.tree().get(&path(file)).cloned().flatten();
        let there = there.map(|bytes| String::from_utf8(bytes).unwrap());
        let step = match random.below(6) {
            0..=2 => write(file, there.as_deref(), WORDS[random.below(3)]),
            3 => import(file, WORDS[random.below(3)]),
            4 if !path(place).is_below(&path(file)) => rename(file, place),
            4 => rename(place, "artifacts/elsewhere"),
            _ => remove([file, place][random.below(2)]),
        };
        if player.act(&Act::Change(vec![step.clone()])).is_ok() {
            steps.push(step);
        }
        if steps.len() == most {
            break;
        }
    }
    steps
}
