//! A real Syncthing: two of them on this machine's loopback share one folder, and nobody else hears of either.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::driver::free_port;

/// Its name in the folder that is shared, and in the interface.
const FOLDER: &str = "portfolio";
const KEY: &str = "artifolio-tests";
/// The longest that anything is waited for.
const LONGEST: Duration = Duration::from_secs(120);

/// One Syncthing; it ends when dropped.
#[derive(Debug)]
pub struct Syncthing {
    child: Child,
    id: String,
    api: u16,
}

/// Two that share a folder.
#[derive(Debug)]
pub struct Pair([Syncthing; 2]);

impl Pair {
    /// Starts two, each with a home and its copy of the folder; `None` where Syncthing is not installed, which is said.
    ///
    /// # Panics
    /// When one does not start.
    #[must_use]
    pub fn start(homes: &[PathBuf; 2], folders: &[PathBuf; 2]) -> Option<Self> {
        if Command::new("syncthing").arg("--version").output().is_err() {
            println!("NOT RUN: syncthing");
            return None;
        }
        let ids = homes.each_ref().map(|home| identity(home));
        let (ports, apis) = ([free_port(), free_port()], [free_port(), free_port()]);
        let start = |n: usize| {
            std::fs::create_dir_all(folders[n].join(".stfolder")).unwrap();
            let text = configuration(&folders[n], &ids, ports, n, apis[n]);
            std::fs::write(homes[n].join("config.xml"), text).unwrap();
            let mut command = Command::new("syncthing");
            command.args(["serve", "--no-browser", "--home"]).arg(&homes[n]);
            // Without the process that watches over it, so that it is one that can be ended.
            command.env("STMONITORED", "yes").env("STNOUPGRADE", "1").env("HOME", &homes[n]);
            let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            Syncthing { child, id: ids[n].clone(), api: apis[n] }
        };
        let pair = Self([start(0), start(1)]);
        let [one, other] = &pair.0;
        wait("it starts", || one.answers() && other.answers());
        Some(pair)
    }

    /// Cuts the link, or joins it; by then each knows what has changed on its own side.
    pub fn cut(&self, cut: bool) {
        let [one, other] = &self.0;
        self.scan();
        let what = if cut { "pause" } else { "resume" };
        one.post(&format!("system/{what}?device={}", other.id));
        wait("the link is as it should be", || one.is_linked(other) != cut);
    }

    fn scan(&self) {
        for each in &self.0 {
            each.post(&format!("db/scan?folder={FOLDER}"));
        }
    }

    /// Both look through their folders, and each brings the other what it has; done when neither needs anything.
    pub fn sync(&self) {
        let [one, other] = &self.0;
        self.scan();
        wait("both have everything", || {
            one.is_at_rest() && other.is_at_rest() && one.has_given(other) && other.has_given(one)
        });
    }
}

impl Syncthing {
    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/rest/{path}", self.api)
    }

    fn get(&self, path: &str) -> Option<Value> {
        let answer = ureq::get(self.address(path)).header("X-API-Key", KEY).call();
        answer.ok()?.body_mut().read_json().ok()
    }

    fn post(&self, path: &str) {
        let answer = ureq::post(self.address(path)).header("X-API-Key", KEY).send_empty();
        answer.unwrap_or_else(|e| panic!("{path}: {e}"));
    }

    fn answers(&self) -> bool {
        self.get("system/ping").is_some()
    }

    fn is_linked(&self, other: &Self) -> bool {
        let all = self.get("system/connections").unwrap_or_default();
        all["connections"][&other.id]["connected"] == true
    }

    fn is_at_rest(&self) -> bool {
        let status = self.get(&format!("db/status?folder={FOLDER}")).unwrap_or_default();
        status["state"] == "idle" && status["needTotalItems"] == 0 && status["errors"] == 0
    }

    fn has_given(&self, other: &Self) -> bool {
        let path = format!("db/completion?folder={FOLDER}&device={}", other.id);
        let given = self.get(&path).unwrap_or_default();
        given["needItems"] == 0 && given["needDeletes"] == 0 && self.is_linked(other)
    }
}

impl Drop for Syncthing {
    fn drop(&mut self) {
        // One that has ended by itself is ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait(what: &str, done: impl Fn() -> bool) {
    let end = Instant::now() + LONGEST;
    while !done() {
        assert!(Instant::now() < end, "Syncthing: {what}: not within {LONGEST:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Makes keys in this home; the device's id.
fn identity(home: &Path) -> String {
    let run = |args: &[&str]| {
        let out = Command::new("syncthing").args(args).arg("--home").arg(home).output().unwrap();
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap().trim().to_owned()
    };
    run(&["generate", "--no-default-folder", "--skip-port-probing"]);
    run(&["serve", "--device-id"])
}

fn configuration(
    folder: &Path,
    ids: &[String; 2],
    ports: [u16; 2],
    own: usize,
    api: u16,
) -> String {
    let devices: String = ids.iter().map(|id| format!("<device id=\"{id}\"/>")).collect();
    let device = |n: usize| {
        let (id, port) = (&ids[n], ports[n]);
        format!("<device id=\"{id}\"><address>tcp://127.0.0.1:{port}</address></device>")
    };
    let (here, folder) = (ports[own], folder.display());
    let off = [
        "globalAnnounceEnabled",
        "localAnnounceEnabled",
        "relaysEnabled",
        "natEnabled",
        "startBrowser",
        "crashReportingEnabled",
        "announceLANAddresses",
        "setLowPriority",
    ];
    let off: String = off.iter().map(|name| format!("<{name}>false</{name}>")).collect();
    format!(
        "<configuration version=\"36\">\
           <folder id=\"{FOLDER}\" path=\"{folder}\" type=\"sendreceive\" rescanIntervalS=\"0\" fsWatcherEnabled=\"false\">{devices}<maxConflicts>10</maxConflicts></folder>\
           {}{}\
           <gui enabled=\"true\" tls=\"false\"><address>127.0.0.1:{api}</address><apikey>{KEY}</apikey></gui>\
           <options><listenAddress>tcp://127.0.0.1:{here}</listenAddress>{off}\
             <reconnectionIntervalS>1</reconnectionIntervalS><urAccepted>-1</urAccepted><autoUpgradeIntervalH>0</autoUpgradeIntervalH></options>\
         </configuration>",
        device(0),
        device(1),
    )
}
