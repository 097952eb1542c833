//! A display of its own for a real window, where there is none or none should be used.

use std::process::{Command, Stdio};

use crate::sh::Outcome;

/// An Xvfb that ends when dropped.
pub(crate) struct Display {
    server: std::process::Child,
    name: String,
}

impl Display {
    /// Starts one.
    pub(crate) fn start() -> Outcome<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "2560x1440x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("Xvfb does not start: {e}"))?;
        let mut number = String::new();
        let out = server.stdout.take().expect("stdout is piped");
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut number)
            .map_err(|e| format!("Xvfb says no display: {e}"))?;
        Ok(Self { server, name: format!(":{}", number.trim()) })
    }

    /// For `DISPLAY`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
