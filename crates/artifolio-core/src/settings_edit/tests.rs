//! Edits of `portfolio.toml` by hand-made cases, and by properties.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::finding::SubjectKind;
use crate::header::EditError;
use crate::message::{Catalogue, Language};
use crate::portfolio::{Dates, Extension, ReaderCopy, Settings, Statement, Waived};

use super::*;

fn set(key: &str, value: impl Into<Setting>) -> SettingsEdit {
    SettingsEdit::Set { key: key.into(), value: value.into() }
}

fn remove(key: &str) -> SettingsEdit {
    SettingsEdit::Remove { key: key.into() }
}

fn push<K: Into<String>>(list: &str, entry: Vec<(K, Setting)>) -> SettingsEdit {
    let entry = entry.into_iter().map(|(key, value)| (key.into(), value)).collect();
    SettingsEdit::Push { list: list.into(), entry }
}

fn drop_(list: &str, at: usize) -> SettingsEdit {
    SettingsEdit::Drop { list: list.into(), at }
}

fn day(text: &str) -> Setting {
    Setting::Date(text.parse().unwrap())
}

#[test]
fn edits_cut_what_they_say_and_nothing_else() {
    let note = |text: &str| vec![("note", Setting::from(text))];
    let table = [
        (
            "# c\nname = 'A' # d\nid = 'x'\n",
            set("name", "It's \"B\"\n#"),
            "# c\nname = \"It's \\\"B\\\"\\n#\" # d\nid = 'x'\n",
        ),
        ("a = \"\"\"\n# no\n\"\"\" # d\n", set("a", "b"), "a = \"b\" # d\n"),
        (
            "id = 'x' # c\n# gap\n\n# d\n[dates]\n",
            set("name", "A"),
            "id = 'x' # c\nname = \"A\"\n# gap\n\n# d\n[dates]\n",
        ),
        ("id = 'x'", set("name", "A"), "id = 'x'\nname = \"A\"\n"),
        ("", set("name", "A"), "name = \"A\"\n"),
        ("# d\n[dates]\n", set("name", "A"), "name = \"A\"\n# d\n[dates]\n"),
        (
            "[dates] # h\n# c\ncourse_end = \"2026-08-31\"\n[[waived]]\nrule = 'r'\n",
            set("dates.course_end", day("2026-09-01")),
            "[dates] # h\n# c\ncourse_end = 2026-09-01\n[[waived]]\nrule = 'r'\n",
        ),
        (
            "[dates] # h\n# c\n[[waived]]\nrule = 'r'\n",
            set("dates.official_due", day("2026-09-01")),
            "[dates] # h\nofficial_due = 2026-09-01\n# c\n[[waived]]\nrule = 'r'\n",
        ),
        (
            "[dates]\na = 1\n[[dates.extensions]]\nnote = 'n'\n",
            set("dates.b", "c"),
            "[dates]\na = 1\nb = \"c\"\n[[dates.extensions]]\nnote = 'n'\n",
        ),
        (
            "dates.a = 1\nid = 'x'\n[z]\n",
            set("dates.b", "c"),
            "dates.a = 1\ndates.b = \"c\"\nid = 'x'\n[z]\n",
        ),
        ("dates = { a = 1 } # c\n", set("dates.b", "c"), "dates = { a = 1, b = \"c\" } # c\n"),
        ("dates = {}\n", set("dates.b", "c"), "dates = { b = \"c\" }\n"),
        ("id = 'x'\n", set("dates.b", "c"), "id = 'x'\n\n[dates]\nb = \"c\"\n"),
        (
            "[[dates.extensions]]\nnote = 'n'\n",
            set("dates.b", "c"),
            "[[dates.extensions]]\nnote = 'n'\n\n[dates]\nb = \"c\"\n",
        ),
        ("a = 1 # c\n# d\nb = 2\n", remove("a"), "# d\nb = 2\n"),
        ("a = [\n  1, # c\n]\nb = 2\n", set("b", "x"), "a = [\n  1, # c\n]\nb = \"x\"\n"),
        ("dates = { a = 1, b = 2 }\n", remove("dates.a"), "dates = { b = 2 }\n"),
        ("dates = { a = 1, b = 2 }\n", remove("dates.b"), "dates = { a = 1 }\n"),
        ("a = 1\n", remove("dates.b"), "a = 1\n"),
        ("id = 'x'\n", push("waived", note("n")), "id = 'x'\n\n[[waived]]\nnote = \"n\"\n"),
        (
            "[[waived]]\n# a\nnote = 'a' # b\n\n# d\n[dates]\n",
            push("waived", note("n")),
            "[[waived]]\n# a\nnote = 'a' # b\n\n[[waived]]\nnote = \"n\"\n\n# d\n[dates]\n",
        ),
        (
            "[dates]\na = 1\n[reader_copy]\n",
            push("dates.extensions", note("n")),
            "[dates]\na = 1\n[reader_copy]\n\n[[dates.extensions]]\nnote = \"n\"\n",
        ),
        ("waived = [] # c\n", push("waived", note("n")), "waived = [{ note = \"n\" }] # c\n"),
        (
            "waived = [{ note = 'a' }]\n",
            push("waived", note("n")),
            "waived = [{ note = 'a' }, { note = \"n\" }]\n",
        ),
        (
            "# a\n[[waived]]\nnote = 'a' # b\n\n# c\n[[waived]]\nnote = 'd'\n",
            drop_("waived", 0),
            "# a\n# c\n[[waived]]\nnote = 'd'\n",
        ),
        (
            "id = 'x'\n\n[[waived]]\nnote = 'a'\nextra.k = 1\n[z]\n",
            drop_("waived", 0),
            "id = 'x'\n\n[z]\n",
        ),
        (
            "waived = [{ note = 'a' }, { note = 'b' }]\n",
            drop_("waived", 1),
            "waived = [{ note = 'a' }]\n",
        ),
    ];
    let mut wrong = String::new();
    for (before, edit, after) in table {
        for (nl, bom) in [("\n", ""), ("\r\n", ""), ("\n", "\u{feff}"), ("\r\n", "\u{feff}")] {
            let file = |text: &str| format!("{bom}{}", text.replace('\n', nl));
            // A text without a line end has no line ends to keep.
            let expected =
                if before.contains('\n') { file(after) } else { format!("{bom}{after}") };
            let result = edit_settings(&file(before), std::slice::from_ref(&edit));
            if result.as_ref() != Ok(&expected) {
                wrong += &format!("{edit:?}\n{before}=> {result:?}, not\n{after}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_edit_that_cannot_be_made_says_why() {
    let wrong = |key: &str| EditError::WrongShape(key.into());
    let table = [
        ("a = {}\n", set("a", "x"), wrong("a")),
        ("a = 1\n", set("a.b", "x"), wrong("a.b")),
        ("[dates]\n", remove("dates"), wrong("dates")),
        ("a = 1\n", push::<String>("a", vec![]), wrong("a")),
        ("a = 1\n", drop_("waived", 0), EditError::NotThere("waived.1".into())),
        ("[[waived]]\n", drop_("waived", 1), EditError::NotThere("waived.2".into())),
        ("waived = [1, # c\n 2]\n", drop_("waived", 0), EditError::ByHand("waived".into())),
    ];
    for (text, edit, expected) in table {
        let result = edit_settings(text, std::slice::from_ref(&edit));
        assert_eq!(result, Err(expected), "{text}{edit:?}");
    }
    assert!(matches!(edit_settings("a = = 1", &[set("a", "x")]), Err(EditError::Header(_))));
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let text = || "\\PC{0,8}|[ -~\n\t\r]{0,8}";
    let date = || {
        prop::option::of(
            (2020..2040i32, 1..366u32)
                .prop_filter_map("a date", |(y, d)| NaiveDate::from_yo_opt(y, d)),
        )
    };
    let extension =
        (date(), date(), text()).prop_map(|(granted, due, note)| Extension { granted, due, note });
    let waived =
        (text(), prop::option::of(text()), text(), date()).prop_map(|(rule, id, reason, on)| {
            Waived {
                rule,
                kind: SubjectKind::Artifact,
                id: id.clone(),
                file: None,
                field: id,
                reason,
                on,
                digest: String::new(),
            }
        });
    let people = (text(), text(), text(), text(), any::<bool>(), text(), text());
    let dates = (date(), date(), date(), prop::collection::vec(extension, 0..3));
    let statement =
        (any::<bool>(), text()).prop_map(|(own_work, ai_help)| Statement { own_work, ai_help });
    let ends = (date(), prop::option::of(any::<bool>()));
    (people, dates, statement, prop::collection::vec(waived, 0..3), ends).prop_map(
        |(
            (id, name, family_name, role, classroom, students, learners),
            dates,
            statement,
            waived,
            (prepared_on, draft),
        )| Settings {
            id,
            name,
            family_name,
            role,
            classroom,
            students,
            learners,
            prepared_on,
            dates: Dates {
                course_end: dates.0,
                own_completion: dates.1,
                official_due: dates.2,
                extensions: dates.3,
            },
            statement,
            waived,
            reader_copy: draft.map(|draft| ReaderCopy { draft }),
            ..blank_settings()
        },
    )
}

/// A comment behind or above lines outside quotes, so that each can be looked for afterwards.
fn commented(text: &str, dice: &[bool]) -> String {
    let mut n = 0;
    let mut out = String::new();
    for (line, dice) in text.lines().zip(dice.iter().cycle()) {
        n += 1;
        out += line;
        out += &(if *dice { format!(" #¶{n}¶\n") } else { format!("\n#¶{n}¶\n") });
    }
    out
}

fn comments(text: &str) -> Vec<&str> {
    let mut all: Vec<_> =
        text.split("#¶").skip(1).filter_map(|c| c.split_once('¶')).map(|(n, _)| n).collect();
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_new_file_reads_back(settings in any_settings()) {
        for language in [Language::En, Language::Es] {
            let text = new_settings(&settings, &Catalogue::of(language));
            let reading = read_settings(&text);
            prop_assert_eq!(reading.faults, vec![]);
            prop_assert_eq!(reading.value.as_ref(), Some(&settings));
            prop_assert_eq!(toml::from_str::<Settings>(&text).unwrap(), settings.clone());
        }
    }

    #[test]
    fn an_edit_changes_one_setting_alone(
        settings in any_settings(), dice in prop::collection::vec(any::<bool>(), 1..9), crlf: bool, bom: bool,
        text in "[ -~\u{e9}]{0,9}", kind in 0..9u8, pick: usize,
    ) {
        let nl = if crlf { "\r\n" } else { "\n" };
        let file = commented(&new_settings(&settings, &Catalogue::of(Language::En)), &dice).replace('\n', nl);
        let file = format!("{}{file}", if bom { "\u{feff}" } else { "" });
        let mut expected = settings.clone();
        let due: NaiveDate = "2027-02-28".parse().unwrap();
        let extension = Extension { granted: None, due: Some(due), note: text.clone() };
        let edit = match kind {
            0 => { expected.students.clone_from(&text); set("students", text.as_str()) }
            1 => { expected.classroom = !settings.classroom; set("classroom", Setting::Truth(expected.classroom)) }
            2 => { expected.dates.official_due = Some(due); set("dates.official_due", Setting::Date(due)) }
            3 => { expected.dates.course_end = None; remove("dates.course_end") }
            4 => { expected.dates.extensions.push(extension.clone()); push("dates.extensions", extension_entry(&extension)) }
            5 => { expected.statement.own_work = !settings.statement.own_work; set("statement.own_work", Setting::Truth(expected.statement.own_work)) }
            6 => { expected.statement.ai_help.clone_from(&text); set("statement.ai_help", text.as_str()) }
            7 if !settings.waived.is_empty() => {
                let at = pick % settings.waived.len();
                expected.waived.remove(at);
                drop_("waived", at)
            }
            _ => {
                let waived = Waived { kind: SubjectKind::File, id: None, field: None, on: Some(due), reason: text.clone(),
                    file: Some(text), rule: "r".into(), digest: "d".into() };
                expected.waived.push(waived.clone());
                push("waived", waived_entry(&waived))
            }
        };
        let new = edit_settings(&file, std::slice::from_ref(&edit)).unwrap();
        prop_assert_eq!(read_settings(&new).value.unwrap(), expected);
        prop_assert_eq!(new.starts_with('\u{feff}'), bom);
        let body = new.trim_start_matches('\u{feff}');
        prop_assert_eq!(body.replace(nl, "\n").replace('\n', nl), body);
        let (was, is) = (comments(&file), comments(&new));
        match edit {
            SettingsEdit::Set { .. } | SettingsEdit::Push { .. } => prop_assert_eq!(was, is),
            _ => prop_assert!(is.iter().all(|c| was.contains(c)) && is.len() + 12 >= was.len()),
        }
        // All lines but those of one key or entry stand as they stood.
        let (old, new): (Vec<_>, Vec<_>) = (file.lines().collect(), new.lines().collect());
        let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let back = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        prop_assert!(front + back + 20 >= old.len().max(new.len()));
        if matches!(edit, SettingsEdit::Set { .. }) {
            prop_assert!(front + back + 1 >= old.len());
        }
    }
}
