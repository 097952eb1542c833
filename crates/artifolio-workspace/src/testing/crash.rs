//! What a disk may hold after a loss of power: a small model in the manner of ALICE (OSDI 2014).
//!
//! A name made, moved or removed counts once the folders that hold it were synced after it; before, it may have
//! happened or not, each by itself. Bytes count once their file was synced; before, the file may be whole, empty, half
//! or zeros.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::path::RelPath;

use super::{Op, Tree};

#[derive(Debug, Clone)]
enum Held {
    Folder,
    Old(Vec<u8>),
    New(usize),
}

type Names = BTreeMap<RelPath, Held>;

/// Every state that `base`, which is safely on the disk, may be in when the power goes right after the last operation
/// of `log`. Beyond twelve uncertain names not all combinations are tried, but all with one name lost or one kept.
#[must_use]
pub fn states(base: &Tree, log: &[Op]) -> BTreeSet<Tree> {
    let base: Names = base
        .iter()
        .map(|(path, bytes)| (path.clone(), bytes.clone().map_or(Held::Folder, Held::Old)))
        .collect();
    let moved = what_was_moved(&base, log);
    let uncertain: Vec<usize> = (0..log.len()).filter(|&i| !is_certain(log, i)).collect();
    let bytes = bytes_of(log);
    let all_synced = bytes.values().all(|(_, synced)| *synced);
    let damages = if all_synced {
        vec![whole as fn(&[u8]) -> Vec<u8>]
    } else {
        vec![whole, empty, half, zeros]
    };

    let mut states = BTreeSet::new();
    for lost in subsets(&uncertain) {
        let mut names = base.clone();
        for (i, op) in log.iter().enumerate().filter(|(i, _)| !lost.contains(i)) {
            apply(&mut names, op, moved.get(&i));
        }
        for damage in &damages {
            states.insert(
                names
                    .iter()
                    .map(|(path, held)| {
                        let bytes = match held {
                            Held::Folder => None,
                            Held::Old(bytes) => Some(bytes.clone()),
                            Held::New(number) => Some(match bytes.get(number) {
                                Some((bytes, true)) => bytes.clone(),
                                Some((bytes, false)) => damage(bytes),
                                None => Vec::new(),
                            }),
                        };
                        (path.clone(), bytes)
                    })
                    .collect(),
            );
        }
    }
    states
}

fn whole(bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}

fn empty(_: &[u8]) -> Vec<u8> {
    Vec::new()
}

fn half(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

fn zeros(bytes: &[u8]) -> Vec<u8> {
    vec![0; bytes.len()]
}

/// Whether a name's change was followed by a sync of every folder that holds the name.
fn is_certain(log: &[Op], i: usize) -> bool {
    let synced = |folder: RelPath| log[i..].contains(&Op::SyncFolder(folder));
    match &log[i] {
        Op::CreateFolder(path)
        | Op::Create(path, _)
        | Op::Remove(path)
        | Op::RemoveFolder(path) => synced(path.parent()),
        Op::Rename(from, to) => synced(from.parent()) && synced(to.parent()),
        Op::Write(..) | Op::Sync(_) | Op::SyncFolder(_) => true,
    }
}

/// The last bytes of each new file, and whether they were synced.
fn bytes_of(log: &[Op]) -> BTreeMap<usize, (Vec<u8>, bool)> {
    let mut files = BTreeMap::new();
    for op in log {
        match op {
            Op::Write(number, bytes) => {
                files.insert(*number, (bytes.clone(), false));
            }
            Op::Sync(number) => {
                files.entry(*number).or_insert((Vec::new(), true)).1 = true;
            }
            _ => {}
        }
    }
    files
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
        Op::RemoveFolder(path) if !names.keys().any(|p| p.is_below(path) && p != path) => {
            names.remove(path);
        }
        _ => {}
    }
}

fn subsets(all: &[usize]) -> Vec<BTreeSet<usize>> {
    if all.len() <= 12 {
        let pick = |mask: usize| {
            all.iter()
                .enumerate()
                .filter(|(bit, _)| mask >> bit & 1 == 1)
                .map(|(_, i)| *i)
                .collect()
        };
        return (0..1 << all.len()).map(pick).collect();
    }
    let everything: BTreeSet<usize> = all.iter().copied().collect();
    let mut some = vec![BTreeSet::new(), everything.clone()];
    for i in all {
        some.push(BTreeSet::from([*i]));
        some.push(everything.iter().copied().filter(|other| other != i).collect());
    }
    some
}
