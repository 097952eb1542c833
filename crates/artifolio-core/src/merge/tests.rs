//! Merging, as tables and as promises.

use proptest::prelude::*;

use super::*;

const BASE: &str = "One.\n\nTwo.\n\nThree.\n\n- a\n- b\n- c\n";

/// The merged text, where both agree.
fn agreed(pieces: &[Piece]) -> Option<String> {
    let text = |piece: &Piece| match piece {
        Piece::Agreed { text } => Some(text.clone()),
        Piece::Both { .. } => None,
    };
    pieces.iter().map(text).collect()
}

fn whole(mine: &str, theirs: &str) -> Option<String> {
    agreed(&merge(BASE, mine, theirs))
}

#[test]
fn what_one_side_alone_touched_is_taken_from_it() {
    let change = |from: &str, to: &str| BASE.replace(from, to);
    let table = [
        (
            change("One.", "One, mine."),
            change("Three.", "Three, theirs."),
            "One, mine.\n\nTwo.\n\nThree, theirs.\n\n- a\n- b\n- c\n",
        ),
        // Neighbours, and items of one list.
        (
            change("One.", "Mine."),
            change("Two.", "Theirs."),
            "Mine.\n\nTheirs.\n\nThree.\n\n- a\n- b\n- c\n",
        ),
        (
            change("- a", "- mine"),
            change("- b", "- theirs"),
            "One.\n\nTwo.\n\nThree.\n\n- mine\n- theirs\n- c\n",
        ),
        // Put in beside what the other changed, and taken away.
        (
            change("Two.", "New.\n\nTwo."),
            change("Two.", "Theirs."),
            "One.\n\nNew.\n\nTheirs.\n\nThree.\n\n- a\n- b\n- c\n",
        ),
        (
            change("Two.\n\n", ""),
            change("- c\n", "- c\n- d\n"),
            "One.\n\nThree.\n\n- a\n- b\n- c\n- d\n",
        ),
        (
            change("\n- c\n", "\n"),
            change("Three.", "Three.\n\nFour."),
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\n- a\n- b\n",
        ),
        (
            change("One.\n\nTwo.", "Two.\n\nOne."),
            change("One.", "Theirs."),
            "Two.\n\nTheirs.\n\nThree.\n\n- a\n- b\n- c\n",
        ),
        // A blank at the end is nothing that anybody sees.
        (
            change("Two.", "Two. "),
            change("Two.", "Theirs."),
            "One.\n\nTheirs.\n\nThree.\n\n- a\n- b\n- c\n",
        ),
        (
            change("Two.", "Same, "),
            change("Two.", "Same,"),
            "One.\n\nSame, \n\nThree.\n\n- a\n- b\n- c\n",
        ),
        // Both did the same.
        (
            change("Two.", "Same."),
            change("Two.", "Same."),
            "One.\n\nSame.\n\nThree.\n\n- a\n- b\n- c\n",
        ),
        // Another program wrote the line ends anew.
        (
            change("Two.", "Mine."),
            BASE.replace('\n', "\r\n"),
            "One.\r\n\r\nMine.\n\nThree.\r\n\r\n- a\r\n- b\r\n- c\r\n",
        ),
    ];
    for (mine, theirs, expected) in table {
        assert_eq!(whole(&mine, &theirs).as_deref(), Some(expected), "{mine:?} {theirs:?}");
    }
}

#[test]
fn what_both_touched_stays_twice() {
    let change = |from: &str, to: &str| BASE.replace(from, to);
    let pieces = merge(BASE, &change("Two.", "Mine."), &change("Two.", "Theirs."));
    let text = |text: &str| text.to_owned();
    let both = Piece::Both {
        mine: text("Mine.\n\n"),
        theirs: text("Theirs.\n\n"),
        both: text("Mine.\n\nTheirs.\n\n"),
    };
    let agreed = |said: &str| Piece::Agreed { text: text(said) };
    assert_eq!(pieces, [agreed("One.\n\n"), both, agreed("Three.\n\n- a\n- b\n- c\n")]);
    // Taken away by one and changed by the other; put in by both.
    for (mine, theirs) in [
        (change("Two.\n\n", ""), change("Two.", "Theirs.")),
        (change("Two.", "Two.\n\nMine."), change("Two.", "Two.\n\nTheirs.")),
        (format!("{BASE}- mine\n"), format!("{BASE}- theirs\n")),
    ] {
        assert_eq!(whole(&mine, &theirs), None, "{mine:?} {theirs:?}");
    }
    // What one rewrote beside what the other put in does not come back; what both put in comes once.
    let pieces = merge("a\n\nb", "a\n\nb, mine\n\nc\n\nd", "a\n\nb\n\nc\n\ntheirs");
    let Some(Piece::Both { both, .. }) = pieces.last() else { panic!("{pieces:?}") };
    assert_eq!(both, "b, mine\n\nc\n\nd\n\ntheirs");
    let pieces = merge("a\n\nb", "a\n\nb\n\nmine", "a\n\nb\n\ntheirs");
    let Some(Piece::Both { both, .. }) = pieces.last() else { panic!("{pieces:?}") };
    assert_eq!(both, "mine\n\ntheirs");
}

#[test]
fn a_text_that_was_emptied_or_zeroed_is_never_what_somebody_wanted() {
    let more = format!("{BASE}More.");
    let [Piece::Both { both, .. }] = &merge(BASE, "", "\0")[..] else { panic!() };
    assert_eq!(both, "", "nothing of either is worth more");
    for spoilt in ["", "\n \n", "\0\0", "One.\n\nTw\0\0\0"] {
        for (mine, theirs) in [(BASE, spoilt), (&more, spoilt), (spoilt, &more)] {
            let pieces = merge(BASE, mine, theirs);
            let [Piece::Both { both, .. }] = &pieces[..] else { panic!("{mine:?} {theirs:?}") };
            assert!(both == BASE || *both == more, "{both:?}");
        }
    }
    assert_eq!(whole("", BASE).as_deref(), Some(""), "the writer alone did it");
    assert_eq!(agreed(&merge("", "", "new")).as_deref(), Some("new"));
}

/// Words of parts as they can stand in a text.
fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-D]{1,2}\\.",
        1 => "[A-D]\\.\n[A-D]\\.",
        1 => "- [a-c]",
        1 => "  - [a-c]",
        1 => "[12]\\. [a-c]",
        1 => "#{1,3} [A-C]",
        1 => "\\| [a-c] \\|",
        1 => Just("  ".to_owned()),
    ]
}

/// A text of some parts, with any line ends between them.
fn text(parts: impl Strategy<Value = Vec<String>>) -> impl Strategy<Value = String> {
    let gaps = prop::collection::vec(
        prop::sample::select(vec!["\n\n", "\n", "\r\n", "\n \n", "\n\n\n", "\r\n\r\n"]),
        16,
    );
    (parts, gaps, "\n?", "\n{0,2}").prop_map(|(parts, gaps, lead, end)| {
        let mut text = lead;
        for (i, part) in parts.iter().enumerate() {
            text.push_str(part);
            text.push_str(if i + 1 < parts.len() { gaps[i % gaps.len()] } else { &end });
        }
        text
    })
}

/// A text, and two that two people made of it.
fn three() -> impl Strategy<Value = [String; 3]> {
    let parts = prop::collection::vec(part(), 0..8);
    let steps = || prop::collection::vec((0..4_u8, 0..8_usize, part()), 0..4);
    (parts, steps(), steps()).prop_flat_map(|(parts, mine, theirs)| {
        let done = |steps: Vec<(u8, usize, String)>| {
            let mut now = parts.clone();
            for (what, at, part) in steps {
                let at = at % (now.len() + 1);
                match what {
                    0 => now.insert(at, part),
                    _ if at == now.len() => {}
                    1 => drop(now.remove(at)),
                    2 => now.rotate_left(at),
                    _ => now[at] = part,
                }
            }
            now
        };
        [text(Just(parts.clone())), text(Just(done(mine))), text(Just(done(theirs)))]
    })
}

fn words<'t>(parts: &[Part<'t>]) -> Vec<&'t str> {
    parts.iter().map(|part| part.words).filter(|words| !words.is_empty()).collect()
}

/// The whole, with one choice for all that is open.
fn chosen(pieces: &[Piece], choose: impl Fn(&Piece) -> String) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Agreed { text } => text.clone(),
        both @ Piece::Both { .. } => choose(both),
    };
    pieces.iter().map(text).collect()
}

fn mine_of(piece: &Piece) -> String {
    match piece {
        Piece::Agreed { text } => text.clone(),
        Piece::Both { mine, .. } => mine.clone(),
    }
}

fn theirs_of(piece: &Piece) -> String {
    match piece {
        Piece::Agreed { text } => text.clone(),
        Piece::Both { theirs, .. } => theirs.clone(),
    }
}

fn both_of(piece: &Piece) -> String {
    match piece {
        Piece::Agreed { text } => text.clone(),
        Piece::Both { both, .. } => both.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_of_a_text_are_the_text(text in text(prop::collection::vec(part(), 0..8)), any: String) {
        for text in [&text, &any] {
            let parts = cut(text);
            let again: String = parts.iter().flat_map(|part| [part.words, part.gap]).collect();
            prop_assert_eq!(&again, text);
            prop_assert!(parts.iter().skip(1).all(|part| !part.words.trim().is_empty()));
            prop_assert_eq!(&joined(&parts, &[]), text);
        }
    }

    #[test]
    fn a_side_that_changed_nothing_leaves_the_other_byte_for_byte([base, mine, _] in three()) {
        let parts = [&base, &mine].map(|text| cut(text));
        for (a, b) in [(1, 0), (0, 1), (1, 1)] {
            let pieces = pieces(&stretches(&parts[0], &parts[a], &parts[b]));
            prop_assert_eq!(agreed(&pieces), Some(mine.clone()));
        }
    }

    #[test]
    fn no_words_of_either_are_lost([base, mine, theirs] in three()) {
        let pieces = merge(&base, &mine, &theirs);
        for (side, of) in [(&mine, mine_of as fn(&Piece) -> String), (&theirs, theirs_of)] {
            let known = cut(&base);
            let shown = [chosen(&pieces, of), chosen(&pieces, both_of)];
            for part in cut(side).into_iter().filter(|part| !part.words.is_empty()) {
                let new = !known.iter().any(|old| key(*old) == key(part));
                for text in &shown {
                    let there = cut(text).iter().any(|now| key(*now) == key(part));
                    prop_assert!(!new || there, "{:?} not in {:?}", part.words, text);
                }
            }
        }
    }

    #[test]
    fn what_is_chosen_reads_as_what_was_written([base, mine, theirs] in three()) {
        let parts = [&base, &mine, &theirs].map(|text| cut(text));
        let stretches = stretches(&parts[0], &parts[1], &parts[2]);
        let pieces = pieces(&stretches);
        for of in [0, 1, 2] {
            let expected: Vec<&str> = stretches.iter().flat_map(|stretch| match stretch {
                Stretch::Agreed(parts) => words(parts),
                Stretch::Both { mine, theirs, both } => [words(mine), words(theirs), words(both)][of].clone(),
            }).collect();
            let text = chosen(&pieces, [mine_of, theirs_of, both_of][of]);
            prop_assert_eq!(words(&cut(&text)), expected, "{:?}", text);
        }
    }

    #[test]
    fn the_other_way_round_is_the_same([base, mine, theirs] in three()) {
        // The writer may empty a text; what comes from outside may not.
        if [&mine, &theirs].iter().any(|text| text.trim().is_empty()) {
            return Ok(());
        }
        let plain = |text: Option<String>| text.map(|text| words(&cut(&text)).into_iter().map(|w| w.replace('\r', "")).collect::<Vec<_>>());
        let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
        let open = |pieces: &[Piece]| pieces.iter().filter(|piece| matches!(piece, Piece::Both { .. })).count();
        prop_assert_eq!(open(&one), open(&other));
        prop_assert_eq!(plain(agreed(&one)), plain(agreed(&other)));
    }
}

#[test]
fn texts_without_a_common_beginning_lose_nothing() {
    let both = |mine: &str, theirs: &str| agreed(&put_together(mine, theirs));
    let longer = "One.\n\nTwo.\n\nThree.\n";
    assert_eq!(both("One.\n\nTwo.\n", longer).as_deref(), Some(longer));
    assert_eq!(both("", "One.\n").as_deref(), Some("One.\n"));
    assert_eq!(both("One.\n", "One, anew.\n"), None, "somebody has to choose");
}

proptest! {
    #[test]
    fn every_part_of_either_is_there([_, mine, theirs] in three()) {
        let pieces = put_together(&mine, &theirs);
        let all: String = pieces.iter().map(|piece| match piece {
            Piece::Agreed { text } => text.clone(),
            Piece::Both { mine, theirs, .. } => format!("{mine}\n{theirs}\n"),
        }).collect();
        let all = all.replace("\r\n", "\n");
        let parts = cut(&mine).into_iter().chain(cut(&theirs));
        for part in parts.filter(|part| !part.words.trim().is_empty()) {
            prop_assert!(all.contains(&cut::key(part)), "{part:?} in {all:?}");
        }
    }
}
