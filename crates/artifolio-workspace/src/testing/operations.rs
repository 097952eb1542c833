//! The operations of the file system in memory.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, Listing, ReadSeek, Stat, Vfs, WriteSeek};

use super::{MemFs, Node, Op, State};

impl Vfs for MemFs {
    fn list(&self, folder: &RelPath) -> io::Result<Listing> {
        let full = self.full(folder);
        let mut state = self.state();
        state.turn()?;
        if state.node(&full)? != Node::Folder {
            return Err(ErrorKind::NotADirectory.into());
        }
        let mut listing = Listing::default();
        for path in state.nodes.keys().filter(|p| p.parent() == full && **p != full) {
            let below = folder.join(path.name()).expect("a name is a path");
            listing.entries.push(Entry { path: below, stat: state.stat(path)? });
        }
        Ok(listing)
    }

    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        let mut state = self.state();
        state.turn()?;
        state.stat(&self.full(path))
    }

    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>> {
        let mut state = self.state();
        state.turn()?;
        let path = self.full(path);
        state.opened.push(path.clone());
        if state.in_cloud.contains(&path) {
            state.downloaded.push(path);
            return Err(ErrorKind::TimedOut.into());
        }
        match state.node(&path)? {
            Node::File(number) => {
                Ok(Box::new(MemFile { state: Arc::clone(&self.state), number, at: 0 }))
            }
            _ => Err(ErrorKind::InvalidInput.into()),
        }
    }

    fn create_new(&self, path: &RelPath) -> io::Result<Box<dyn WriteSeek>> {
        let path = self.full(path);
        let mut state = self.state();
        state.turn()?;
        state.parent_is_folder(&path)?;
        if state.nodes.contains_key(&path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let number = state.files.len();
        state.files.push(Vec::new());
        state.nodes.insert(path.clone(), Node::File(number));
        state.log.push(Op::Create(path, number));
        Ok(Box::new(MemFile { state: Arc::clone(&self.state), number, at: 0 }))
    }

    fn create_folder(&self, path: &RelPath) -> io::Result<()> {
        let path = self.full(path);
        let mut state = self.state();
        state.turn()?;
        let mut above = RelPath::root();
        for part in path.parts() {
            above = above.join(part).expect("a part is a path");
            match state.node(&above) {
                Ok(Node::Folder) => {}
                Ok(_) => return Err(ErrorKind::NotADirectory.into()),
                Err(_) => {
                    state.nodes.insert(above.clone(), Node::Folder);
                    state.log.push(Op::CreateFolder(above.clone()));
                }
            }
        }
        Ok(())
    }

    fn rename(&self, from: &RelPath, to: &RelPath) -> io::Result<()> {
        let (from, to) = (self.full(from), self.full(to));
        let mut state = self.state();
        state.turn()?;
        let moving = state.node(&from)?;
        state.parent_is_folder(&to)?;
        match (moving, state.node(&to)) {
            (Node::Folder, Ok(Node::Folder)) if state.has_entries(&to) => {
                return Err(ErrorKind::DirectoryNotEmpty.into());
            }
            (Node::Folder, Ok(Node::File(_) | Node::Other(_))) => {
                return Err(ErrorKind::NotADirectory.into());
            }
            (Node::File(_) | Node::Other(_), Ok(Node::Folder)) => {
                return Err(ErrorKind::IsADirectory.into());
            }
            _ => {}
        }
        state.nodes.remove(&to);
        state.relocate(&from, &to);
        state.log.push(Op::Rename(from, to));
        Ok(())
    }

    fn sync_folder(&self, folder: &RelPath) -> io::Result<()> {
        let folder = self.full(folder);
        let mut state = self.state();
        state.turn()?;
        if state.node(&folder)? != Node::Folder {
            return Err(ErrorKind::NotADirectory.into());
        }
        if state.hears() {
            state.log.push(Op::SyncFolder(folder));
        }
        Ok(())
    }

    fn remove_own(&self, path: &RelPath) -> io::Result<()> {
        let path = self.full(path);
        let mut state = self.state();
        state.turn()?;
        match state.node(&path)? {
            Node::Folder => Err(ErrorKind::IsADirectory.into()),
            _ => {
                state.nodes.remove(&path);
                state.log.push(Op::Remove(path));
                Ok(())
            }
        }
    }

    fn remove_empty_folder(&self, path: &RelPath) -> io::Result<()> {
        let path = self.full(path);
        let mut state = self.state();
        state.turn()?;
        match state.node(&path)? {
            Node::Folder if state.has_entries(&path) => Err(ErrorKind::DirectoryNotEmpty.into()),
            Node::Folder => {
                state.nodes.remove(&path);
                state.log.push(Op::RemoveFolder(path));
                Ok(())
            }
            _ => Err(ErrorKind::NotADirectory.into()),
        }
    }
}

/// A file being written or read.
struct MemFile {
    state: Arc<Mutex<State>>,
    number: usize,
    at: usize,
}

impl MemFile {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn move_to(&mut self, at: i128) -> io::Result<u64> {
        self.at = usize::try_from(at).map_err(|_| io::Error::from(ErrorKind::InvalidInput))?;
        Ok(self.at as u64)
    }
}

impl Read for MemFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = self.state();
        state.turn()?;
        let bytes = &state.files[self.number];
        let n = (&bytes[self.at.min(bytes.len())..]).read(buffer)?;
        drop(state);
        self.at += n;
        Ok(n)
    }
}

impl Write for MemFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.state();
        let (taken, answer) = state.turn_to_write(bytes.len());
        let file = &mut state.files[self.number];
        let end = (self.at + taken).max(file.len());
        file.resize(end, 0);
        file[self.at..self.at + taken].copy_from_slice(&bytes[..taken]);
        let whole = file.clone();
        state.log.push(Op::Write(self.number, whole));
        drop(state);
        self.at += taken;
        answer
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for MemFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let from = match to {
            SeekFrom::Start(at) => return self.move_to(i128::from(at)),
            SeekFrom::End(by) => self.state().files[self.number].len() as i128 + i128::from(by),
            SeekFrom::Current(by) => self.at as i128 + i128::from(by),
        };
        self.move_to(from)
    }
}

impl WriteSeek for MemFile {
    fn sync_all(&mut self) -> io::Result<()> {
        let mut state = self.state();
        state.turn()?;
        if state.hears() {
            state.log.push(Op::Sync(self.number));
        }
        Ok(())
    }
}
