//! One bag in one zip: written under a temporary name, made durable, judged by code the writer does not share, and
//! only then put in its place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{ABANDONED_AFTER_MINUTES, EntryKind, Stat, Vfs, WriteSeek};
use artifolio_verify::VerifyError;
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use crate::bag::{self, Digests, Heavier, Manifest};
use crate::error::PackError;
use crate::part::Part;
use crate::submission::BUNDLE_FORMAT;
use crate::zip_writer::{BagZip, EntryError};

/// Temporary names that are tried: two runs at once do not meet, and one that was cut off blocks nobody.
const PARTIALS: u32 = 9;

/// What an entry takes beside its bytes: both headers, four lines of manifests, and the name in each.
const ENTRY: u64 = 1_000;

/// Writing goes over the bytes once, then hashing and verifying side by side.
const PARTS: u64 = 2;

/// Bytes that are read, hashed and written at a time.
pub(crate) const CHUNK: usize = 256 * 1024;

/// Which of the two packages it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Submission { draft: bool },
    Backup,
}

/// What becomes a package.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) kind: Kind,
    /// The one top folder.
    pub(crate) top: String,
    pub(crate) date: NaiveDate,
    /// The candidate.
    pub(crate) contact: &'a str,
    /// What it is, in one line.
    pub(crate) description: String,
    /// The program that writes it.
    pub(crate) app: &'a str,
    /// By path below `data/`.
    pub(crate) payload: BTreeMap<String, Payload>,
    /// `START-HERE.html`.
    pub(crate) start_here: String,
}

/// One payload file.
#[derive(Debug)]
pub(crate) enum Payload {
    /// Made by the writer.
    Made(Cow<'static, [u8]>),
    /// A file of the workspace that was checked; it must still be the same bytes.
    Checked { from: RelPath, bytes: u64, sha256: String },
    /// A file of the workspace as it is now; it must stay as it is while it is copied.
    AsItIs { from: RelPath, seen: Stat },
}

impl Payload {
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Made(bytes) => bytes.len() as u64,
            Self::Checked { bytes, .. } => *bytes,
            Self::AsItIs { seen, .. } => seen.size,
        }
    }
}

/// A package that lies in its place, verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// SHA-256 of the zip.
    pub(crate) sha256: String,
    /// Entries of the zip.
    pub(crate) files: u64,
    /// Bytes of the zip.
    pub(crate) bytes: u64,
}

impl Plan<'_> {
    /// Writes the package as `name` in `out`, replacing a file there only after the new one is verified.
    ///
    /// # Errors
    /// [`PackError`]; then nothing of this run stays behind, and a file that stood in the place stands there still. Only
    /// where the disk does not confirm the new name, the new file is whole and in its place.
    pub(crate) fn write(
        self,
        source: &dyn Vfs,
        out: &dyn Vfs,
        name: &RelPath,
        progress: &dyn Progress,
    ) -> Result<Written, PackError> {
        if out.stat(name).is_ok_and(|stat| stat.kind != EntryKind::File) {
            return Err(PackError::NameTaken(name.clone()));
        }
        let octets = self.octets();
        // Said before minutes are spent on it; what is filled meanwhile by others is found when it comes.
        if out.free().is_some_and(|free| free < octets + self.payload.len() as u64 * ENTRY) {
            let source = io::ErrorKind::StorageFull.into();
            return Err(PackError::Write { name: name.clone(), source });
        }
        let (partial, file) = create_partial(out, name)?;
        let run = Run { source, out, name, partial: &partial, progress, octets };
        let room = take_away_abandoned(out, name, &partial).map_err(|e| run.failed(e));
        let done = room.and_then(|()| run.write(self, file));
        if done.is_err() {
            // The failure that is told is the first; a file that cannot be removed is known by its name.
            let _ = out.remove_own(&partial);
        }
        done
    }

    fn octets(&self) -> u64 {
        self.payload.values().map(Payload::bytes).sum()
    }

    /// `bag-info.txt`.
    fn info(&self) -> String {
        let (package, draft) = match self.kind {
            Kind::Submission { draft } => ("submission", Some(draft.to_string())),
            Kind::Backup => ("backup", None),
        };
        let date = self.date.to_string();
        let oxum = format!("{}.{}", self.octets(), self.payload.len());
        let format = BUNDLE_FORMAT.to_string();
        let pairs = [
            ("Source-Organization", "Artifolio"),
            ("Contact-Name", self.contact),
            ("Bagging-Date", &date),
            ("External-Description", &self.description),
            ("External-Identifier", &self.top),
            ("Payload-Oxum", &oxum),
            ("Bag-Software-Agent", self.app),
            ("BagIt-Profile-Identifier", bag::PROFILE_IDENTIFIER),
            ("Artifolio-Package", package),
            ("Artifolio-Bundle-Format", &format),
        ];
        let draft = draft.iter().map(|draft| ("Draft", draft.as_str()));
        bag::info(pairs.into_iter().chain(draft))
    }
}

/// Where the package is written until it is whole, while `n - 1` others are.
fn partial(name: &RelPath, n: u32) -> RelPath {
    let tail = if n == 1 { ".partial".to_owned() } else { format!(".{n}.partial") };
    let partial = name.parent().join(&format!("{}{tail}", name.name()));
    partial.expect("a name with a plain tail is a name")
}

/// A file of a name that no other run has.
fn create_partial(
    out: &dyn Vfs,
    name: &RelPath,
) -> Result<(RelPath, Box<dyn WriteSeek>), PackError> {
    for partial in (1..=PARTIALS).map(|n| partial(name, n)) {
        match out.create_new(&partial) {
            Ok(file) => return Ok((partial, file)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(source) => return Err(PackError::Write { name: name.clone(), source }),
        }
    }
    Err(PackError::Busy(name.clone()))
}

/// Takes away what runs left that were cut off: nobody has written to it for long, by the time of the file system, which has
/// just made `own`.
fn take_away_abandoned(out: &dyn Vfs, name: &RelPath, own: &RelPath) -> io::Result<()> {
    let now = out.stat(own)?.modified_ns;
    for partial in (1..=PARTIALS).map(|n| partial(name, n)) {
        let left = match out.stat(&partial) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            left => left?,
        };
        let still = now.saturating_sub(left.modified_ns).unsigned_abs();
        if still > ABANDONED_AFTER_MINUTES as u64 * 60_000_000_000 {
            // One that cannot be removed does no harm but to take room.
            let _ = out.remove_own(&partial);
        }
    }
    Ok(())
}

/// One writing of one package.
struct Run<'a> {
    source: &'a dyn Vfs,
    out: &'a dyn Vfs,
    name: &'a RelPath,
    partial: &'a RelPath,
    progress: &'a dyn Progress,
    /// Bytes of the payload.
    octets: u64,
}

impl Run<'_> {
    fn write(&self, plan: Plan<'_>, file: Box<dyn WriteSeek>) -> Result<Written, PackError> {
        let mut zip = BagZip::new(file, &plan.top, plan.date);
        let info = plan.info();
        let manifest = self.write_payload(&mut zip, plan.payload)?;
        let files = write_tags(zip, plan.start_here, info, &manifest);
        let files = files.map_err(|e| self.failed(e))?;
        let last = Part { progress: self.progress, number: 1, of: PARTS, octets: self.octets };
        let given_up = AtomicBool::new(false);
        // Both read the whole zip: side by side they take the time of one.
        let (verdict, digest) = std::thread::scope(|scope| {
            let digest = scope.spawn(|| self.digest(&given_up));
            let verdict = artifolio_verify::verify(self.out, self.partial, &last);
            given_up.store(verdict.is_err(), Ordering::Relaxed);
            (verdict, digest.join().expect("reading and hashing do not panic"))
        });
        let verdict = verdict.map_err(|e| match e {
            VerifyError::Stopped => PackError::Cancelled,
            e => self.failed(io::Error::other(e)),
        })?;
        let (sha256, bytes) = digest?;
        if !verdict.valid {
            let (name, findings) = (self.name.clone(), verdict.findings);
            return Err(PackError::Unverified { name, findings });
        }
        self.out.rename(self.partial, self.name).map_err(|e| self.failed(e))?;
        self.out
            .sync_folder(&self.name.parent())
            .map_err(|source| PackError::Unconfirmed { name: self.name.clone(), source })?;
        Ok(Written { sha256, files, bytes })
    }

    fn write_payload(
        &self,
        zip: &mut BagZip,
        payload: BTreeMap<String, Payload>,
    ) -> Result<Manifest, PackError> {
        let (done, sha512s) = Heavier::beside(|heavier| {
            let (mut manifest, mut copied, mut done) = (Manifest::default(), Vec::new(), 0);
            for (path, content) in payload {
                let (path, size) = (format!("data/{path}"), content.bytes());
                let mut copy = |from: &RelPath| {
                    copied.push(path.clone());
                    let sha256 = self.copy(zip, (&path, from), size, heavier, done)?;
                    Ok::<_, PackError>(Digests { sha256, sha512: String::new() })
                };
                let digests = match content {
                    Payload::Made(bytes) => zip.add(&path, &bytes).map_err(|e| self.failed(e))?,
                    Payload::Checked { from, sha256, .. } => {
                        let digests = copy(&from)?;
                        if digests.sha256 != sha256 {
                            return Err(PackError::Changed(from));
                        }
                        digests
                    }
                    Payload::AsItIs { from, seen } => {
                        let digests = copy(&from)?;
                        if !self.source.stat(&from).is_ok_and(|now| now == seen) {
                            return Err(PackError::Changed(from));
                        }
                        digests
                    }
                };
                done += size;
                self.told(done)?;
                manifest.0.insert(path, digests);
            }
            Ok((manifest, copied))
        });
        let (mut manifest, copied) = done?;
        for (path, sha512) in copied.iter().zip(sha512s) {
            manifest.0.get_mut(path).expect("it was inserted above").sha512 = sha512;
        }
        Ok(manifest)
    }

    /// Copies a file of the workspace into an entry and gives its SHA-256.
    fn copy(
        &self,
        zip: &mut BagZip,
        (path, from): (&str, &RelPath),
        size: u64,
        heavier: &Heavier,
        before: u64,
    ) -> Result<String, PackError> {
        let mut file = self
            .source
            .open(from)
            .map_err(|source| PackError::Read { path: from.clone(), source })?;
        let mut done = before;
        let mut told = |bytes| {
            done += bytes;
            self.progress.advance(done, PARTS * self.octets)
        };
        let copied = zip.copy(path, size, &mut file, heavier, &mut told);
        copied.map_err(|e| self.entry_failed(e, from))
    }

    /// SHA-256 and size of the zip as it lies on the disk; less of it once it is given up.
    fn digest(&self, given_up: &AtomicBool) -> Result<(String, u64), PackError> {
        let mut file = self.out.open(self.partial).map_err(|e| self.failed(e))?;
        let mut sha256 = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        let mut bytes = 0;
        loop {
            let got = file.read(&mut chunk).map_err(|e| self.failed(e))?;
            if got == 0 || given_up.load(Ordering::Relaxed) {
                return Ok((hex::encode(sha256.finalize()), bytes));
            }
            sha256.update(&chunk[..got]);
            bytes += got as u64;
        }
    }

    fn told(&self, done: u64) -> Result<(), PackError> {
        match self.progress.advance(done, PARTS * self.octets) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(PackError::Cancelled),
        }
    }

    fn failed(&self, source: io::Error) -> PackError {
        PackError::Write { name: self.name.clone(), source }
    }

    fn entry_failed(&self, error: EntryError, from: &RelPath) -> PackError {
        match error {
            EntryError::Read(source) => PackError::Read { path: from.clone(), source },
            EntryError::Changed => PackError::Changed(from.clone()),
            EntryError::Write(source) => self.failed(source),
            EntryError::Cancelled => PackError::Cancelled,
        }
    }
}

/// The tag files, and last those that list them. Gives the number of entries.
fn write_tags(
    mut zip: BagZip,
    start_here: String,
    info: String,
    payload: &Manifest,
) -> io::Result<u64> {
    let mut tags = Manifest::default();
    for (name, text) in [
        ("START-HERE.html", start_here),
        ("bag-info.txt", info),
        ("bagit-profile.json", bag::PROFILE.to_owned()),
        ("bagit.txt", bag::DECLARATION.to_owned()),
        ("manifest-sha256.txt", payload.text(|d| &d.sha256)),
        ("manifest-sha512.txt", payload.text(|d| &d.sha512)),
    ] {
        let digests = zip.add(name, text.as_bytes())?;
        tags.0.insert(name.to_owned(), digests);
    }
    zip.add("tagmanifest-sha256.txt", tags.text(|d| &d.sha256).as_bytes())?;
    zip.add("tagmanifest-sha512.txt", tags.text(|d| &d.sha512).as_bytes())?;
    zip.finish()
}
