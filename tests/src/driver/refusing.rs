//! A proxy in place of the network: it refuses whatever a browser asks for, and remembers what that was.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

const REFUSAL: &[u8] = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Listens on this machine until it is dropped.
#[derive(Debug)]
pub struct RefusingProxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl RefusingProxy {
    /// Starts it.
    ///
    /// # Panics
    /// When no port is free.
    #[must_use]
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a port has a number");
        let (asked, ends) = (Arc::default(), Arc::new(AtomicBool::new(false)));
        let (told, over) = (Arc::clone(&asked), Arc::clone(&ends));
        let listening = std::thread::spawn(move || listen(&listener, &told, &over));
        Self { address, asked, ends, listening: Some(listening) }
    }

    /// `HOST:PORT`.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The first line of each request so far; `?` for one in no words, as that of an encrypted connection.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for RefusingProxy {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.listening.take().map(JoinHandle::join);
    }
}

fn listen(listener: &TcpListener, asked: &Mutex<Vec<String>>, ends: &AtomicBool) {
    for connection in listener.incoming() {
        if ends.load(Ordering::SeqCst) {
            return;
        }
        let Ok(mut connection) = connection else { continue };
        let mut bytes = [0; 1024];
        let _ = connection.set_read_timeout(Some(Duration::from_secs(1)));
        let read = connection.read(&mut bytes).unwrap_or(0);
        let text = std::str::from_utf8(&bytes[..read]).unwrap_or_default();
        let line = text.lines().next().unwrap_or("?").to_owned();
        asked.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        let _ = connection.write_all(REFUSAL);
    }
}
