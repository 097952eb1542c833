//! What a disk may hold after a loss of power: a small model in the manner of ALICE (OSDI 2014).
//!
//! A name made, moved or removed counts once the folders that hold it were synced after it; before, it may have
//! happened or not, each by itself and in any order, which is more than ext4, NTFS and APFS do (they keep the order of
//! names). One rename is one step of the journal on all three: never half of it. Bytes count once their file was
//! synced; before, each file by itself may be whole, as it was last synced, without its last write, half, torn at
//! either end, or zeros.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::path::RelPath;

use super::{Op, Tree};

/// Names of which each combination of lost and kept is tried.
const MAX_NAMES: usize = 12;
/// Combinations of what single files may hold that are tried.
const MAX_DAMAGES: usize = 64;

#[derive(Debug, Clone)]
enum Held {
    Folder,
    Old(Vec<u8>),
    New(usize),
}

type Names = BTreeMap<RelPath, Held>;

/// Every state that `base`, which is safely on the disk, may be in when the power goes right after the last operation
/// of `log`. Beyond twelve uncertain names not all combinations are tried, but all with one name lost, one kept, and
/// all before or after one lost.
#[must_use]
pub fn states(base: &Tree, log: &[Op]) -> BTreeSet<Tree> {
    let base: Names = base
        .iter()
        .map(|(path, bytes)| (path.clone(), bytes.clone().map_or(Held::Folder, Held::Old)))
        .collect();
    let moved = what_was_moved(&base, log);
    let remains = remains(log);
    let mut states = BTreeSet::new();
    for lost in subsets(&uncertain(log)) {
        let mut names = base.clone();
        for (i, op) in log.iter().enumerate().filter(|(i, _)| !lost.contains(i)) {
            apply(&mut names, op, moved.get(&i));
        }
        states.extend(damages(&names, &remains).into_iter().map(|chosen| held(&names, &chosen)));
    }
    states
}

/// What these names hold when each new file holds what was chosen for it.
fn held(names: &Names, chosen: &BTreeMap<usize, &Vec<u8>>) -> Tree {
    let bytes = |held: &Held| match held {
        Held::Folder => None,
        Held::Old(bytes) => Some(bytes.clone()),
        Held::New(number) => Some(chosen.get(number).map_or_else(Vec::new, |b| (*b).clone())),
    };
    names.iter().map(|(path, held)| (path.clone(), bytes(held))).collect()
}

/// What each file that was written may hold, last what it should; of one that was synced after its last write that alone.
type Remains = BTreeMap<usize, Vec<Vec<u8>>>;

fn remains(log: &[Op]) -> Remains {
    // As it was last synced, before its last write, and now.
    let mut files: BTreeMap<usize, [Vec<u8>; 3]> = BTreeMap::new();
    let mut written = BTreeSet::new();
    for op in log {
        match op {
            Op::Write(number, bytes) => {
                let [_, before, now] = files.entry(*number).or_default();
                *before = std::mem::replace(now, bytes.clone());
                written.insert(*number);
            }
            Op::Sync(number) => {
                let [synced, before, now] = files.entry(*number).or_default();
                synced.clone_from(now);
                before.clone_from(now);
                written.remove(number);
            }
            _ => {}
        }
    }
    let remains = |(number, [synced, before, now]): (usize, [Vec<u8>; 3])| {
        if !written.contains(&number) {
            return (number, vec![now]);
        }
        let (begin, end) = now.split_at(now.len() / 2);
        let mut all = vec![
            [&vec![0; begin.len()][..], end].concat(),
            [begin, &vec![0; end.len()][..]].concat(),
            begin.to_vec(),
            vec![0; now.len()],
            synced,
            before,
        ];
        all.retain(|bytes| *bytes != now);
        all.sort();
        all.dedup();
        all.push(now);
        (number, all)
    };
    files.into_iter().map(remains).collect()
}

/// For the new files among these names, each combination of what they may hold; where there are too many, each file by
/// itself with the others whole, and all alike.
fn damages<'r>(names: &Names, remains: &'r Remains) -> Vec<BTreeMap<usize, &'r Vec<u8>>> {
    let there: BTreeSet<usize> = names
        .values()
        .filter_map(|held| if let Held::New(number) = held { Some(*number) } else { None })
        .collect();
    let files: Vec<(usize, &Vec<Vec<u8>>)> =
        there.iter().filter_map(|number| Some((*number, remains.get(number)?))).collect();
    let combinations = files.iter().map(|(_, all)| all.len()).product::<usize>();
    if combinations <= MAX_DAMAGES {
        return files.iter().fold(vec![BTreeMap::new()], |chosen, (number, all)| {
            let with = |chosen: &BTreeMap<usize, &'r Vec<u8>>| {
                let chosen = chosen.clone();
                all.iter().map(move |bytes| {
                    chosen.iter().map(|(n, b)| (*n, *b)).chain([(*number, bytes)]).collect()
                })
            };
            chosen.iter().flat_map(with).collect()
        });
    }
    let most = files.iter().map(|(_, all)| all.len()).max().unwrap_or(1);
    let alike = |n: usize| files.iter().map(|(f, all)| (*f, &all[n % all.len()])).collect();
    let mut some: Vec<BTreeMap<usize, &Vec<u8>>> = (0..most).map(alike).collect();
    let whole: BTreeMap<_, _> = files.iter().map(|(f, all)| (*f, &all[all.len() - 1])).collect();
    for (number, all) in &files {
        for bytes in *all {
            let mut chosen = whole.clone();
            chosen.insert(*number, bytes);
            some.push(chosen);
        }
    }
    some
}

/// The changes of names that were not followed by a sync of every folder that holds the name.
fn uncertain(log: &[Op]) -> Vec<usize> {
    let mut synced = BTreeSet::new();
    let mut uncertain = Vec::new();
    for (i, op) in log.iter().enumerate().rev() {
        let is_certain = match op {
            Op::SyncFolder(folder) => {
                synced.insert(folder);
                true
            }
            Op::CreateFolder(path)
            | Op::Create(path, _)
            | Op::Remove(path)
            | Op::RemoveFolder(path) => synced.contains(&path.parent()),
            Op::Rename(from, to) => {
                synced.contains(&from.parent()) && synced.contains(&to.parent())
            }
            Op::Write(..) | Op::Sync(_) => true,
        };
        if !is_certain {
            uncertain.push(i);
        }
    }
    uncertain.reverse();
    uncertain
}

/// For each rename of a file, the file: its new name can be on the disk although its first never was.
fn what_was_moved(base: &Names, log: &[Op]) -> BTreeMap<usize, Held> {
    let mut names = base.clone();
    let mut moved = BTreeMap::new();
    for (i, op) in log.iter().enumerate() {
        if let Op::Rename(from, _) = op {
            match names.get(from) {
                Some(Held::Folder) | None => {}
                Some(file) => {
                    moved.insert(i, file.clone());
                }
            }
        }
        apply(&mut names, op, moved.get(&i));
    }
    moved
}

/// Does what the operation did, as far as the names it needs are there.
fn apply(names: &mut Names, op: &Op, moved: Option<&Held>) {
    let has_parent = |names: &Names, path: &RelPath| {
        path.parent() == RelPath::root() || names.contains_key(&path.parent())
    };
    match op {
        Op::CreateFolder(path) if has_parent(names, path) => {
            names.insert(path.clone(), Held::Folder);
        }
        Op::Create(path, number) if has_parent(names, path) => {
            names.insert(path.clone(), Held::New(*number));
        }
        Op::Rename(from, to) if has_parent(names, to) => match moved {
            Some(file) => {
                names.remove(from);
                names.insert(to.clone(), file.clone());
            }
            None => {
                let below: Vec<_> =
                    names.keys().filter(|path| path.is_below(from)).cloned().collect();
                for path in below {
                    let held = names.remove(&path).expect("it was just listed");
                    names.insert(path.moved(from, to).expect("it was listed below"), held);
                }
            }
        },
        Op::Remove(path) => {
            names.remove(path);
        }
        // What was in it went before, or goes with it.
        Op::RemoveFolder(path) => names.retain(|other, _| !other.is_below(path)),
        _ => {}
    }
}

fn subsets(all: &[usize]) -> Vec<BTreeSet<usize>> {
    if all.len() <= MAX_NAMES {
        let pick = |mask: usize| {
            all.iter()
                .enumerate()
                .filter(|(bit, _)| mask >> bit & 1 == 1)
                .map(|(_, i)| *i)
                .collect()
        };
        return (0..1 << all.len()).map(pick).collect();
    }
    let set = |part: &[usize]| part.iter().copied().collect::<BTreeSet<usize>>();
    let mut some = vec![BTreeSet::new()];
    for (n, i) in all.iter().enumerate() {
        some.push(BTreeSet::from([*i]));
        some.push(all.iter().copied().filter(|other| other != i).collect());
        some.push(set(&all[..n]));
        some.push(set(&all[n..]));
    }
    some
}
