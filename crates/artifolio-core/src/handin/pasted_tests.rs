//! Lists as drives and people write them, and that nothing is ever guessed.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const NAMES: [&str; 5] = [
    "Núñez_Artifact1.pdf",
    "Núñez_Artifact10.pdf",
    "Núñez_Artifact2_1.png",
    "Núñez_Artifact2_2.png",
    "Núñez_Reflection.docx",
];

fn read(text: &str) -> Vec<(usize, String)> {
    let pasted = pasted(&NAMES, text);
    assert!(pasted.unmatched.is_empty(), "{text:?}: {:?}", pasted.unmatched);
    let index = |name: &str| NAMES.iter().position(|n| *n == name).unwrap();
    pasted.matched.iter().map(|(name, address)| (index(name), address.clone())).collect()
}

#[test]
fn usual_forms_are_read() {
    let one = vec![(0, "https://d.example/x1".to_owned())];
    for text in [
        "Núñez_Artifact1.pdf\thttps://d.example/x1",
        "Núñez_Artifact1.pdf: https://d.example/x1",
        "Núñez_Artifact1.pdf – <https://d.example/x1>.",
        "Núñez_Artifact1.pdf https://d.example/x1",
        "https://d.example/x1 Núñez_Artifact1.pdf",
        "  1. (Núñez_Artifact1.pdf) https://d.example/x1,",
        "nu\u{301}n\u{303}ez_ARTIFACT1.PDF https://d.example/x1",
        "Núñez_Artifact1 https://d.example/x1",
        "\"Núñez_Artifact1.pdf\",\"https://d.example/x1\"",
        "Name,Link,Date\r\nNúñez_Artifact1.pdf,https://d.example/x1,2027-01-10\r\n",
        "- [Núñez_Artifact1.pdf](https://d.example/x1)",
        "<ul><li><a class=x href=\"https://d.example/x1\"><b>Núñez_Artifact1.pdf</b></a></li></ul>",
        "Núñez_Artifact1.pdf\nhttps://d.example/x1",
        "| Núñez_Artifact1.pdf | https://d.example/x1 |",
        "Núñez_Artifact1.pdf https://d.example/x1\nNúñez_Artifact1.pdf https://d.example/x1",
    ] {
        assert_eq!(read(text), one, "{text:?}");
    }
    assert_eq!(
        read(
            "Núñez_Artifact1.pdf\nhttps://d.example/1\nNúñez_Artifact10.pdf\nhttps://d.example/2\n"
        ),
        [(0, "https://d.example/1".into()), (1, "https://d.example/2".into())]
    );
}

#[test]
fn an_address_may_end_in_the_name() {
    for text in [
        "https://d.example/s/N%C3%BA%C3%B1ez_Artifact1.pdf",
        "https://d.example/s/n%C3%BA%C3%B1ez_artifact1.pdf?dl=0",
        "https://d.example/view?web=1&name=N%C3%BA%C3%B1ez_Artifact1.pdf",
        "https://d.example/view?id=%2Fpersonal%2Fme%2FN%C3%BA%C3%B1ez_Artifact1.pdf",
    ] {
        assert_eq!(read(text).iter().map(|(i, _)| *i).collect::<Vec<_>>(), [0], "{text}");
    }
}

#[test]
fn what_is_not_certain_is_told() {
    for (text, why) in [
        ("Núñez_Artifact1.pdf", vec![Why::NoAddress]),
        ("Núñez_Artifact3.pdf https://d.example/x", vec![Why::NoName]),
        ("Núñez_Artifact1.docx https://d.example/x", vec![Why::NoName]),
        ("Núñez_Artifact2.png https://d.example/x", vec![Why::NoName]),
        ("https://d.example/x", vec![Why::NoName]),
        ("Núñez_Artifact1.pdf https://me:pw@d.example/x", vec![Why::NoAddress]),
        ("Núñez_Artifact1.pdf ftp://d.example/x", vec![Why::NoAddress]),
        ("Núñez_Artifact1.pdf, Núñez_Artifact10.pdf https://d.example/x", vec![Why::SeveralNames]),
        (
            "Núñez_Artifact1.pdf https://d.example/N%C3%BA%C3%B1ez_Artifact10.pdf",
            vec![Why::SeveralNames],
        ),
        (
            "Núñez_Artifact1.pdf https://d.example/1 https://d.example/2",
            vec![Why::SeveralAddresses],
        ),
        (
            "Núñez_Artifact1.pdf https://d.example/1\nNúñez_Artifact1.pdf https://d.example/2",
            vec![Why::SeveralAddresses, Why::SeveralAddresses],
        ),
        (
            "Núñez_Artifact1.pdf https://d.example/1\nNúñez_Artifact10.pdf https://d.example/1",
            vec![Why::SharedAddress, Why::SharedAddress],
        ),
        (
            "Núñez_Artifact1.pdf\nhttps://d.example/1\nhttps://d.example/2",
            vec![Why::NoAddress, Why::NoName, Why::NoName],
        ),
        (
            "Núñez_Artifact1.pdf\nNúñez_Artifact10.pdf\nhttps://d.example/1\nhttps://d.example/2",
            vec![Why::NoAddress, Why::NoAddress, Why::NoName, Why::NoName],
        ),
    ] {
        let pasted = pasted(&NAMES, text);
        assert!(pasted.matched.is_empty(), "{text:?}: {:?}", pasted.matched);
        let told: Vec<_> = pasted.unmatched.iter().map(|u| u.why).collect();
        assert_eq!(told, why, "{text:?}: {:?}", pasted.unmatched);
    }
}

proptest! {
    /// Whatever is pasted: no address is invented, none is given to two names, and every name is one that was asked for.
    #[test]
    fn nothing_is_invented(lines in proptest::collection::vec(
        (select(&NAMES[..]), select(&["", ".", "0", "\t", ": ", "\n", ",", " https://d.example/0 "][..]), 0..4_u8, any::<bool>()),
        0..8,
    )) {
        let text: String = lines
            .iter()
            .map(|(name, between, n, turned)| if *turned {
                format!("https://d.example/{n}{between}{name}\n")
            } else {
                format!("{name}{between}https://d.example/{n}\n")
            })
            .collect();
        // Plain letters, which an address keeps as they are.
        let text = text.replace("Núñez", "Benson");
        let names = NAMES.map(|name| name.replace("Núñez", "Benson"));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let pasted = pasted(&names, &text);
        let given: BTreeSet<_> = pasted.matched.values().collect();
        prop_assert_eq!(given.len(), pasted.matched.len(), "an address for two");
        for (name, address) in &pasted.matched {
            prop_assert!(names.contains(&name.as_str()));
            prop_assert!(text.contains(address.as_str()), "{} in {}", address, text);
        }
    }

    /// A list of every name with an address of its own is understood whole, in any order and with any mark between.
    #[test]
    fn a_plain_list_is_understood(
        names in Just(NAMES.to_vec()).prop_shuffle(),
        between in select(&["\t", ": ", " ", " - ", ", "][..]),
    ) {
        let line = |(n, name): (usize, &&str)| format!("{name}{between}https://d.example/{n}\n");
        let text: String = names.iter().enumerate().map(line).collect();
        prop_assert_eq!(read(&text).len(), NAMES.len());
    }
}
