//! The words of a BagIt 1.0 bag (RFC 8493): digests, manifests, `bagit.txt`, `bag-info.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use sha2::{Digest as _, Sha256, Sha512};

/// `bagit.txt`.
pub(crate) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// `bagit-profile.json`.
pub(crate) const PROFILE: &str = include_str!("../assets/bagit-profile.json");

/// What `BagIt-Profile-Identifier` says: the identifier inside [`PROFILE`]. It names the profile; nobody fetches it.
pub(crate) const PROFILE_IDENTIFIER: &str = "https://artifolio.example/bagit-profile/1.json";

/// The two digests of one file, lower-case hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Digests {
    pub(crate) sha256: String,
    pub(crate) sha512: String,
}

/// Both digests in one pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hasher {
    sha256: Sha256,
    sha512: Sha512,
}

impl Hasher {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.sha512.update(bytes);
    }

    pub(crate) fn finish(self) -> Digests {
        Digests {
            sha256: hex::encode(self.sha256.finalize()),
            sha512: hex::encode(self.sha512.finalize()),
        }
    }
}

/// Pieces that may wait for the other thread: a quarter of a megabyte each.
const AHEAD: usize = 16;

/// SHA-512 of files that come one after the other, on a thread of its own: it takes as long as all else together. It lags behind
/// and is waited for once.
pub(crate) struct Heavier(SyncSender<Option<Arc<Vec<u8>>>>);

impl Heavier {
    /// Does the work, and gives the digests of its files in their order.
    pub(crate) fn beside<T>(work: impl FnOnce(&Self) -> T) -> (T, Vec<String>) {
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Option<Arc<Vec<u8>>>>(AHEAD);
            let thread = scope.spawn(move || {
                let (mut sums, mut sum) = (Vec::new(), Sha512::new());
                for piece in receiver {
                    match piece {
                        Some(piece) => sum.update(&*piece),
                        None => sums.push(hex::encode(sum.finalize_reset())),
                    }
                }
                sums
            });
            let heavier = Self(sender);
            let done = work(&heavier);
            drop(heavier);
            (done, thread.join().expect("hashing does not panic"))
        })
    }

    /// The next piece of a file.
    pub(crate) fn update(&self, piece: &Arc<Vec<u8>>) {
        self.tell(Some(Arc::clone(piece)));
    }

    /// The file is whole.
    pub(crate) fn finish(&self) {
        self.tell(None);
    }

    fn tell(&self, piece: Option<Arc<Vec<u8>>>) {
        // The receiver lives until the sender is dropped.
        let _ = self.0.send(piece);
    }
}

/// Digests by path below the bag, sorted by it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manifest(pub(crate) BTreeMap<String, Digests>);

impl Manifest {
    /// The manifest with the one digest that `pick` takes. No path of ours holds what a manifest would have to encode.
    pub(crate) fn text(&self, pick: fn(&Digests) -> &str) -> String {
        self.0.iter().fold(String::new(), |mut text, (path, digests)| {
            let _ = writeln!(text, "{}  {}", pick(digests), path);
            text
        })
    }
}

/// `bag-info.txt`: one line a label, in this order; line breaks in a value become spaces.
pub(crate) fn info<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    pairs.fold(String::new(), |mut text, (label, value)| {
        let value: Vec<_> = value.split_whitespace().collect();
        let _ = writeln!(text, "{label}: {}", value.join(" "));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        let mut hasher = Hasher::default();
        hasher.update(b"a");
        hasher.update(b"bc");
        let digests = hasher.finish();
        assert!(digests.sha256.starts_with("ba7816bf8f01cfea414140de5dae2223"));
        assert!(digests.sha512.starts_with("ddaf35a193617abacc417349ae204131"));
    }

    #[test]
    fn the_heavier_digests_come_in_the_order_of_the_files() {
        let files: [&[&[u8]]; 4] = [&[b"a", b"bc"], &[], &[&[7; 300]], &[b"abc"]];
        let ((), sums) = Heavier::beside(|heavier| {
            for file in files {
                file.iter().for_each(|piece| heavier.update(&Arc::new(piece.to_vec())));
                heavier.finish();
            }
        });
        let plain = files.map(|file| hex::encode(Sha512::digest(file.concat())));
        assert_eq!(sums, plain);
    }

    #[test]
    fn a_value_stays_on_its_line() {
        let pairs = [("Contact-Name", "Ana\r\n Benson\u{2028}x"), ("Draft", "true")];
        let text = info(pairs.into_iter());
        assert_eq!(text, "Contact-Name: Ana Benson x\nDraft: true\n");
    }

    #[test]
    fn a_manifest_is_sorted_by_bytes() {
        let digests = Hasher::default().finish();
        let mut manifest = Manifest::default();
        for path in ["data/b.txt", "data/B.txt", "data/a/x", "data/a.x"] {
            manifest.0.insert(path.into(), digests.clone());
        }
        let text = manifest.text(|d| &d.sha256);
        let paths: Vec<_> = text.lines().map(|l| l.split_once("  ").unwrap().1).collect();
        assert_eq!(paths, ["data/B.txt", "data/a.x", "data/a/x", "data/b.txt"]);
    }

    #[test]
    fn the_profile_calls_itself_by_its_identifier() {
        let profile: serde_json::Value = serde_json::from_str(PROFILE).unwrap();
        assert_eq!(profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"], PROFILE_IDENTIFIER);
    }
}
