//! The shipped profiles, and what a learner's own file changes in them.

use std::collections::BTreeSet;

use artifolio_core::profile::{Profile, ProfileError, Relation, RuleSeverity};

fn shipped() -> Vec<Profile> {
    Profile::shipped().iter().map(|id| Profile::resolve(id, None).expect("shipped")).collect()
}

#[test]
fn every_shipped_profile_has_25_criteria_in_seven_standards() {
    assert_eq!(Profile::shipped(), ["iste-2024", "iste-metc-2020"]);
    for profile in shipped() {
        let numbers: Vec<u32> =
            profile.keys().iter().map(|key| profile.criterion[*key].number).collect();
        assert_eq!(numbers, (1..=25).collect::<Vec<_>>(), "{}", profile.id);
        assert_eq!(profile.keys()[..2], ["reflection", "1a"]);
        let of = |n: u32| profile.criterion.values().filter(|c| c.standard == Some(n)).count();
        assert_eq!((1..=7).map(of).collect::<Vec<_>>(), [3, 3, 4, 4, 3, 4, 3], "{}", profile.id);
        assert_eq!(
            profile.standard.keys().collect::<Vec<_>>(),
            ["1", "2", "3", "4", "5", "6", "7"]
        );
        assert_eq!((profile.pass, profile.artifacts.min, profile.artifacts.max), (20, 9, 14));
        assert_eq!((profile.due.months, profile.due.cautious_days), (6, 180));
    }
}

#[test]
fn codes_follow_the_edition() {
    let [new, metc] = &shipped()[..] else { panic!("two profiles") };
    for profile in [metc, new] {
        let codes: BTreeSet<&str> =
            profile.keys().into_iter().map(|key| profile.code(key)).collect();
        assert_eq!(codes.len(), 25, "{}", profile.id);
    }
    assert_eq!((metc.code("5a"), new.code("5a")), ("5a", "2.5.a"));
    assert_eq!(metc.code("reflection"), "reflection");
    let changed = |relation| new.criterion.values().filter(|c| c.relation == relation).count();
    assert_eq!((changed(Relation::Refined), changed(Relation::Replaced)), (11, 1));
    assert!(new.criterion.values().all(|c| (c.relation == Relation::Same) == c.change.is_none()));
}

#[test]
fn a_person_may_say_a_key_a_code_or_a_number() {
    for profile in shipped() {
        for (said, key) in [
            ("5a", Some("5a")),
            (" 5A ", Some("5a")),
            ("2.5.a", Some("5a")),
            ("16", Some("5a")),
            ("1", Some("reflection")),
            ("reflection", Some("reflection")),
            ("26", None),
            ("5d", None),
            ("", None),
        ] {
            assert_eq!(profile.key_of(said), key, "{said}");
        }
    }
}

/// ISTE's sentences may not be reproduced: a learner who has the right adds them.
#[test]
fn no_official_text_is_shipped() {
    for profile in shipped() {
        assert_eq!(profile.notice, "Not affiliated with or endorsed by ISTE.");
        assert!(profile.standards_link.starts_with("https://"));
        assert!(profile.criterion.values().all(|c| c.text.is_none() && c.checklist.is_empty()));
    }
}

#[test]
fn a_learners_file_is_merged_by_key() {
    let own = r#"
        pass = 21
        [artifacts]
        max = 12
        [criterion.5a]
        text = "what I was given"
        [rule.alt-missing]
        severity = "required"
        [files]
        types = ["pdf"]
    "#;
    let profile = Profile::resolve("iste-metc-2020", Some(own)).unwrap();
    let shipped = Profile::resolve("iste-metc-2020", None).unwrap();
    assert_eq!((profile.pass, profile.artifacts.min, profile.artifacts.max), (21, 9, 12));
    assert_eq!(profile.criterion["5a"].text.as_deref(), Some("what I was given"));
    assert_eq!(profile.criterion["5a"].paraphrase, shipped.criterion["5a"].paraphrase);
    assert_eq!(profile.rule["alt-missing"].severity, RuleSeverity::Required);
    assert_eq!(profile.rule["alt-missing"].source, shipped.rule["alt-missing"].source);
    assert_eq!(profile.files.types, Some(vec!["pdf".to_owned()]));
    assert_eq!(profile.criterion["5b"], shipped.criterion["5b"]);
}

#[test]
fn a_learners_file_is_for_the_profile_it_names() {
    let named = "id = \"iste-2024\"\npass = 25";
    assert_eq!(Profile::resolve("iste-2024", Some(named)).unwrap().pass, 25);
    assert_eq!(Profile::resolve("iste-metc-2020", Some(named)).unwrap().pass, 20);

    let own = "id = \"cohort-7\"\nbased_on = \"iste-2024\"\nname = \"Cohort 7\"\n[due]\nmonths = 5";
    let profile = Profile::resolve("cohort-7", Some(own)).unwrap();
    assert_eq!((profile.name.as_str(), profile.edition.as_str()), ("Cohort 7", "2024"));
    assert_eq!((profile.due.months, profile.due.cautious_days), (5, 180));
}

#[test]
fn a_profile_that_cannot_be_used_says_why() {
    let unknown = |id: &str, own| Profile::resolve(id, own).unwrap_err();
    assert_eq!(unknown("cohort-7", None), ProfileError::Unknown("cohort-7".into()));
    let orphan = "id = \"cohort-7\"\nbased_on = \"iste-1998\"";
    assert_eq!(unknown("cohort-7", Some(orphan)), ProfileError::Unknown("iste-1998".into()));
    for own in ["pass = ", "pass = \"many\"", "[rule.alt-missing]\nseverity = \"huge\""] {
        assert!(matches!(unknown("iste-2024", Some(own)), ProfileError::Shape(_)), "{own}");
    }
}
