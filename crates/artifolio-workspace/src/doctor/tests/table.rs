//! One ill after the other: the files, the mend that is meant, whether it is done by itself, and the text after it.

use super::*;

pub(super) struct Case {
    /// The rule that finds it.
    rule: &'static str,
    pub(super) files: &'static [(&'static str, &'static str)],
    /// Sentence of the mend that is done.
    says: &'static str,
    by_itself: bool,
    /// A file and what stands in it afterwards.
    after: (&'static str, &'static str),
}

const BOARDS: &str = "---\nid: boards # mine\nnumber: 1\nown: kept\nevidence:\n  - id: plan\n    file: plan.txt\n---\nBody.\n";
/// SHA-256 of `plan`.
const RECORDED: &str = "---\nid: boards\nevidence:\n  # the plan\n  - id: plan\n    file: plan.txt\n    sha256: 64879f7d6b960a01909762d911a32d4582c20010c5641ee90278b644a9e3b525\n---\n";
const CAPTIONED: &str = "---\nid: boards\nevidence:\n  - id: plan\n    file: plan.txt\n    captions: plan.vtt # of mine\n    alt: A plan\n---\n";
pub(super) const VERSION: &str = "{\"at\":\"2026-11-20T12:00:00Z\",\"file\":\"artifacts/boards/artifact.md\",\"artifact\":\"old-boards\",\"sha256\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"why\":\"saved\"}\n";
pub(super) const PLAN: (&str, &str) = ("artifacts/boards/plan.txt", "plan");
pub(super) const HEADER: &str = "artifacts/boards/artifact.md";

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "attached-unknown",
        files: &[
            (HEADER, BOARDS),
            PLAN,
            (
                "criteria/5a.md",
                "---\nartifacts:\n  # first\n  - id: bords\n    role: supporting\n---\nText.\n",
            ),
        ],
        says: "mend_reattach",
        by_itself: false,
        after: (
            "criteria/5a.md",
            "---\nartifacts:\n  # first\n  - id: boards\n    role: supporting\n---\nText.\n",
        ),
    },
    Case {
        rule: "attached-unknown",
        files: &[
            (HEADER, BOARDS),
            PLAN,
            ("criteria/5a.md", "---\nartifacts: [{id: old-boards}] # x\n---\nText.\n"),
            (".artifolio/history/log/m/2026-11-20.jsonl", VERSION),
        ],
        says: "mend_reattach",
        by_itself: true,
        after: ("criteria/5a.md", "---\nartifacts: [{id: boards}] # x\n---\nText.\n"),
    },
    Case {
        rule: "attached-unknown",
        files: &[
            (HEADER, BOARDS),
            PLAN,
            (
                "criteria/5a.md",
                "---\nartifacts:\n  - id: gone\n  - id: boards\n  - id: gone\nnote: mine\n---\nText.\n",
            ),
        ],
        says: "mend_detach",
        by_itself: false,
        after: ("criteria/5a.md", "---\nartifacts:\n  - id: boards\nnote: mine\n---\nText.\n"),
    },
    Case {
        rule: "attached-unknown",
        files: &[
            ("criteria/5a.md", "---\nartifacts:\n  - id: boards\n---\nText.\n"),
            (
                ".artifolio/trash/019ab8a05c007000800000000000002a/artifacts/boards/artifact.md",
                BOARDS,
            ),
        ],
        says: "mend_put_back",
        by_itself: false,
        after: (HEADER, BOARDS),
    },
    Case {
        rule: "pin-unknown",
        files: &[
            (HEADER, BOARDS),
            PLAN,
            (
                "criteria/5a.md",
                "---\nartifacts:\n  - id: boards\n    pin: {evidence: plans, page: 2}\n---\nText.\n",
            ),
        ],
        says: "mend_repin",
        by_itself: false,
        after: (
            "criteria/5a.md",
            "---\nartifacts:\n  - id: boards\n    pin: {evidence: plan, page: 2}\n---\nText.\n",
        ),
    },
    Case {
        rule: "pin-unknown",
        files: &[
            (HEADER, BOARDS),
            PLAN,
            (
                "criteria/5a.md",
                "---\nartifacts:\n  - id: boards\n    role: supporting\n    pin: {evidence: plans, page: 2}\n---\nText.\n",
            ),
        ],
        says: "mend_unpin",
        by_itself: false,
        after: (
            "criteria/5a.md",
            "---\nartifacts:\n  - id: boards\n    role: supporting\n---\nText.\n",
        ),
    },
    Case {
        rule: "evidence-missing",
        files: &[(HEADER, RECORDED), ("artifacts/boards/sub/other.txt", "plan")],
        says: "mend_relist",
        by_itself: true,
        after: (
            HEADER,
            "---\nid: boards\nevidence:\n  # the plan\n  - id: plan\n    file: sub/other.txt\n    sha256: 64879f7d6b960a01909762d911a32d4582c20010c5641ee90278b644a9e3b525\n---\n",
        ),
    },
    Case {
        rule: "evidence-missing",
        files: &[(HEADER, RECORDED), ("feedback/lost.txt", "plan")],
        says: "mend_move",
        by_itself: true,
        after: ("artifacts/boards/plan.txt", "plan"),
    },
    Case {
        rule: "evidence-missing",
        files: &[(HEADER, BOARDS), ("artifacts/boards/sub/plan.txt", "another")],
        says: "mend_relist",
        by_itself: false,
        after: (
            HEADER,
            "---\nid: boards # mine\nnumber: 1\nown: kept\nevidence:\n  - id: plan\n    file: sub/plan.txt\n---\nBody.\n",
        ),
    },
    Case {
        rule: "evidence-missing",
        files: &[
            (HEADER, BOARDS),
            (".artifolio/trash/019ab8a05c007000800000000000002a/artifacts/boards/plan.txt", "plan"),
        ],
        says: "mend_put_back",
        by_itself: false,
        after: ("artifacts/boards/plan.txt", "plan"),
    },
    Case {
        rule: "evidence-missing",
        files: &[(HEADER, BOARDS)],
        says: "mend_unlist",
        by_itself: false,
        after: (HEADER, "---\nid: boards # mine\nnumber: 1\nown: kept\nevidence: []\n---\nBody.\n"),
    },
    Case {
        rule: "evidence-missing",
        files: &[(HEADER, CAPTIONED), PLAN],
        says: "mend_unname",
        by_itself: false,
        after: (
            HEADER,
            "---\nid: boards\nevidence:\n  - id: plan\n    file: plan.txt\n    alt: A plan\n---\n",
        ),
    },
    Case {
        rule: "evidence-missing",
        files: &[(
            HEADER,
            "---\nid: boards\nevidence:\n  - id: page\n    link: https://example.org/\n    capture: page.pdf\n    sha256: 64879f7d6b960a01909762d911a32d4582c20010c5641ee90278b644a9e3b525\n---\n",
        )],
        says: "mend_unname",
        by_itself: false,
        after: (
            HEADER,
            "---\nid: boards\nevidence:\n  - id: page\n    link: https://example.org/\n---\n",
        ),
    },
    Case {
        rule: "shown-in-unknown",
        files: &[
            (
                HEADER,
                "---\nid: boards\npeople:\n  - who: S1\n    shown_in: [plan, plam]\nevidence:\n  - id: plan\n    file: plan.txt\n  - id: photo\n    file: plan.txt\n---\n",
            ),
            PLAN,
        ],
        says: "mend_shown_in",
        by_itself: false,
        after: (
            HEADER,
            "---\nid: boards\npeople:\n  - who: S1\n    shown_in: [plan, plan]\nevidence:\n  - id: plan\n    file: plan.txt\n  - id: photo\n    file: plan.txt\n---\n",
        ),
    },
    Case {
        rule: "shown-in-unknown",
        files: &[
            (
                HEADER,
                "---\nid: boards\npeople:\n  - who: S1\n    shown_in:\n      - gone # x\n      - plan\nevidence:\n  - id: plan\n    file: plan.txt\n---\n",
            ),
            PLAN,
        ],
        says: "mend_not_shown_in",
        by_itself: false,
        after: (
            HEADER,
            "---\nid: boards\npeople:\n  - who: S1\n    shown_in:\n      - plan\nevidence:\n  - id: plan\n    file: plan.txt\n---\n",
        ),
    },
    Case {
        rule: "number-twice",
        files: &[
            ("artifacts/a/artifact.md", "---\nid: a\nnumber: 1\n---\n"),
            ("artifacts/b/artifact.md", "---\nid: b\nnumber: 1 # one\nown: x\n---\n"),
            ("artifacts/c/artifact.md", "---\nid: c\nnumber: 3\n---\n"),
        ],
        says: "mend_number",
        by_itself: true,
        after: ("artifacts/b/artifact.md", "---\nid: b\nnumber: 2 # one\nown: x\n---\n"),
    },
    Case {
        rule: "id-duplicate",
        files: &[
            (HEADER, BOARDS),
            ("artifacts/boards copy/artifact.md", "---\nid: boards\nnumber: 1\n---\nMine.\n"),
        ],
        says: "mend_other_id_and_number",
        by_itself: true,
        after: ("artifacts/boards copy/artifact.md", "---\nid: boards-2\nnumber: 2\n---\nMine.\n"),
    },
    Case {
        rule: "id-duplicate",
        files: &[
            ("artifacts/Copy of boards/artifact.md", "---\nid: boards\n---\nMine.\n"),
            (HEADER, "---\nid: boards\n---\nFirst.\n"),
        ],
        says: "mend_other_id",
        by_itself: true,
        after: ("artifacts/Copy of boards/artifact.md", "---\nid: boards-2\n---\nMine.\n"),
    },
    Case {
        rule: "id-duplicate",
        files: &[
            ("artifacts/one/artifact.md", "---\nid: boards\n---\n"),
            ("artifacts/two/artifact.md", "---\nid: boards # here\n---\n"),
        ],
        says: "mend_other_id",
        by_itself: false,
        after: ("artifacts/two/artifact.md", "---\nid: boards-2 # here\n---\n"),
    },
    Case {
        rule: "evidence-id-twice",
        files: &[
            (
                HEADER,
                "---\nid: boards\nevidence:\n  - id: plan\n    file: plan.txt\n  - id: plan # again\n    file: plan.txt\n  - id: plan-2\n    file: plan.txt\n---\n",
            ),
            PLAN,
        ],
        says: "mend_evidence_id_twice",
        by_itself: true,
        after: (
            HEADER,
            "---\nid: boards\nevidence:\n  - id: plan\n    file: plan.txt\n  - id: plan-3 # again\n    file: plan.txt\n  - id: plan-2\n    file: plan.txt\n---\n",
        ),
    },
    Case {
        rule: "header-missing",
        files: &[("artifacts/Choice Boards/artifact.md", "Only words.\n")],
        says: "mend_new_id",
        by_itself: true,
        after: (
            "artifacts/Choice Boards/artifact.md",
            "---\nid: choice-boards\n---\nOnly words.\n",
        ),
    },
    Case {
        rule: "header-fault",
        files: &[(HEADER, "---\ntitle: Choice boards\n---\nText.\n")],
        says: "mend_new_id",
        by_itself: true,
        after: (HEADER, "---\ntitle: Choice boards\nid: choice-boards\n---\nText.\n"),
    },
    Case {
        rule: "header-fault",
        files: &[
            (HEADER, "---\ntitle: Choice boards\n---\nText.\n"),
            ("criteria/5a.md", "---\nartifacts:\n  - id: boards\n---\n"),
        ],
        says: "mend_new_id",
        by_itself: true,
        after: (HEADER, "---\ntitle: Choice boards\nid: boards\n---\nText.\n"),
    },
    Case {
        rule: "header-fault",
        files: &[(HEADER, "---\nid: \"Choice Boards\" # mine\ntitle: Other\n---\n")],
        says: "mend_new_id",
        by_itself: true,
        after: (HEADER, "---\nid: \"choice-boards\" # mine\ntitle: Other\n---\n"),
    },
    Case {
        rule: "header-fault",
        files: &[
            (
                HEADER,
                "---\nid: boards\nevidence:\n  - file: plan.txt\n    own: x\n  - id: My Photo!\n    file: plan.txt\n  - id: plan\n    file: plan.txt\n---\n",
            ),
            PLAN,
        ],
        says: "mend_evidence_ids",
        by_itself: true,
        after: (
            HEADER,
            "---\nid: boards\nevidence:\n  - file: plan.txt\n    own: x\n    id: plan-2\n  - id: my-photo\n    file: plan.txt\n  - id: plan\n    file: plan.txt\n---\n",
        ),
    },
    Case {
        rule: "header-fault",
        files: &[
            (HEADER, BOARDS),
            PLAN,
            ("criteria/5a.md", "---\nartifacts:\n  - id: Boards\n    role: supporting\n---\n"),
        ],
        says: "mend_reattach",
        by_itself: false,
        after: ("criteria/5a.md", "---\nartifacts:\n  - id: boards\n    role: supporting\n---\n"),
    },
    Case {
        rule: "header-fault",
        files: &[
            (HEADER, BOARDS),
            PLAN,
            ("criteria/5a.md", "---\nartifacts:\n  - role: supporting\n  - id: boards\n---\n"),
        ],
        says: "mend_detach",
        by_itself: false,
        after: ("criteria/5a.md", "---\nartifacts:\n  - id: boards\n---\n"),
    },
];

#[test]
fn each_ill_is_found_and_mended_and_nothing_else_is_touched() {
    for case in CASES {
        let mut ill = Ill::with(case.files);
        let found = ill.look();
        let is_other = |mend: &Mend| mend.params.get("file").is_some_and(|f| f != case.after.0);
        let is_meant = |mend: &&Mend| {
            mend.says == case.says && !(case.rule == "id-duplicate" && is_other(mend))
        };
        let of_rule: Vec<_> = found.iter().filter(|d| d.finding.rule == case.rule).collect();
        let [diagnosis, ..] = of_rule[..] else { panic!("{}: {found:#?}", case.rule) };
        let offered: Vec<_> = diagnosis.mends.iter().map(|m| m.says).collect();
        let mend = diagnosis.mends.iter().find(is_meant);
        let mend =
            mend.unwrap_or_else(|| panic!("{} {}: {offered:?}", case.rule, case.says)).clone();
        assert_eq!(mend.by_itself, case.by_itself, "{} {}", case.rule, case.says);
        let before = ill.files.tree();
        ill.mend(&[mend]);
        let (path, text) = case.after;
        assert_eq!(ill.text(path), text, "{} {}", case.rule, case.says);
        let kept = |path: &RelPath| {
            !path.as_str().starts_with(".artifolio") && path.as_str() != case.after.0
        };
        for (path, bytes) in before.iter().filter(|(path, _)| kept(path)) {
            let moved = case.says == "mend_move" && path.as_str() == "feedback/lost.txt";
            assert!(moved || ill.files.tree().get(path) == Some(bytes), "{} {path}", case.says);
        }
        let still = ill.look();
        assert!(
            still.iter().all(|d| ill_at(d) != ill_at(diagnosis)),
            "{} {}",
            case.rule,
            case.says
        );
    }
}
