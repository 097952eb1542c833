//! A small W3C WebDriver client: the few commands that the window's journeys need, over plain HTTP on this machine.

mod browser;
mod closing;
mod keys;
mod refusing;

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub use browser::Browser;
pub use refusing::RefusingProxy;

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with the app in a real window, on a message bus of its own; all of it ends when dropped.
#[derive(Debug)]
pub struct Window {
    bus: MessageBus,
    driver: Child,
    session: String,
    app: PathBuf,
    env: Vec<(String, String)>,
}

/// An element of the page.
#[derive(Debug, Clone)]
pub struct Element(String);

impl Window {
    /// Starts `tauri-driver` and, through it, the app with these arguments and environment.
    ///
    /// # Panics
    /// When the driver or the app does not start.
    #[must_use]
    pub fn open(driver: &Path, app: &Path, args: &[&str], env: &[(&str, &str)]) -> Self {
        let (port, native) = (free_port(), free_port());
        let bus = MessageBus::start();
        let mut command = Command::new(driver);
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        command.env(MessageBus::VARIABLE, bus.address()).envs(env.iter().copied());
        let env = env.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let app = app.to_owned();
        let wanted = json!({ "tauri:options": { "application": app, "args": args } });
        Self { bus, driver: quiet(command), session: session_of(port), app, env }.begin(&wanted)
    }

    fn begin(mut self, wanted: &Value) -> Self {
        let wanted = json!({ "capabilities": { "alwaysMatch": wanted } });
        let until = Instant::now() + Duration::from_secs(30);
        let answer = loop {
            match post(&self.session, &wanted) {
                Ok(answer) => break answer,
                Err(error) if Instant::now() > until => panic!("no session: {error}"),
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        };
        let id = answer["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}"));
        self.session = format!("{}/{id}", self.session);
        self
    }

    /// Gives the window this size, in CSS pixels of a screen without scaling.
    pub fn resize(&self, width: u32, height: u32) {
        self.post("window/rect", &json!({ "width": width, "height": height }));
    }

    /// Starts the app a second time with these arguments: it hands them to the one in the window and ends.
    ///
    /// # Panics
    /// When it does not start or fails.
    pub fn start_again(&self, args: &[&str]) {
        let mut command = Command::new(&self.app);
        command.args(args).env(MessageBus::VARIABLE, self.bus.address());
        command.envs(self.env.iter().cloned());
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "the second start ended well");
    }

    /// Kills the app as a loss of power would: it hears nothing of it.
    ///
    /// # Panics
    /// When it does not run.
    pub fn kill_app(&self) {
        let app = self.process().expect("the app runs");
        let number = app.file_name().expect("a number");
        let killed = Command::new("kill").arg("-9").arg(number).status();
        assert!(killed.is_ok_and(|status| status.success()), "the app was killed");
        while app.exists() {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The app as the system lists it, while it runs.
    fn process(&self) -> Option<PathBuf> {
        let mine: Vec<String> =
            self.env.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let is_it = |process: &Path| {
            let environ = std::fs::read(process.join("environ")).unwrap_or_default();
            let environ: Vec<&[u8]> = environ.split(|byte| *byte == 0).collect();
            std::fs::read_link(process.join("exe")).is_ok_and(|exe| exe == self.app)
                && mine.iter().all(|variable| environ.contains(&variable.as_bytes()))
        };
        let processes = std::fs::read_dir("/proc").expect("a list of processes");
        processes.flatten().map(|entry| entry.path()).find(|path| is_it(path))
    }

    /// The first element that matches a CSS selector, waiting up to ten seconds for it.
    ///
    /// # Panics
    /// When it does not come.
    #[must_use]
    pub fn find(&self, css: &str) -> Element {
        self.wait(css, |window| window.all(css).into_iter().next())
    }

    /// All elements that match now.
    #[must_use]
    pub fn all(&self, css: &str) -> Vec<Element> {
        let found = self.post("elements", &json!({ "using": "css selector", "value": css }));
        found
            .as_array()
            .map(|list| {
                list.iter()
                    .filter_map(|e| e[ELEMENT].as_str())
                    .map(|id| Element(id.into()))
                    .collect()
            })
            .unwrap_or_default()
    }

    /// Waits up to a minute for an answer.
    ///
    /// # Panics
    /// When none comes; tells `what` was waited for and the page's text.
    pub fn wait<T>(&self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            assert!(
                Instant::now() < until,
                "waited in vain for {what}; the page says:\n{}",
                self.page_text()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Everything the page shows.
    #[must_use]
    pub fn page_text(&self) -> String {
        self.script("return document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Text of an element.
    #[must_use]
    pub fn text(&self, element: &Element) -> String {
        self.get(&format!("element/{}/text", element.0)).as_str().unwrap_or_default().to_owned()
    }

    /// Clicks an element, as a person does who first moves it into sight: the driver moves the page, not what is moved in it.
    pub fn click(&self, element: &Element) {
        let script = "arguments[0].scrollIntoView({ block: 'nearest' })";
        let args = json!([{ (ELEMENT): element.0 }]);
        self.post("execute/sync", &json!({ "script": script, "args": args }));
        self.post(&format!("element/{}/click", element.0), &json!({}));
    }

    /// Types into an element.
    pub fn type_text(&self, element: &Element, text: &str) {
        self.post(&format!("element/{}/value", element.0), &json!({ "text": text }));
    }

    /// Runs a script in the page and gives what it returns.
    #[must_use]
    pub fn script(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a script that calls its last argument with the answer.
    #[must_use]
    pub fn script_async(&self, script: &str) -> Value {
        self.post("execute/async", &json!({ "script": script, "args": [] }))
    }

    /// The element that a script returns: those inside a shadow root are found no other way.
    #[must_use]
    pub fn script_element(&self, script: &str) -> Option<Element> {
        self.script(script)[ELEMENT].as_str().map(|id| Element(id.into()))
    }

    /// Leaves a picture of the window, after it has painted what the page holds now.
    ///
    /// # Panics
    /// When the folder cannot be written.
    #[expect(clippy::disallowed_methods, reason = "a test leaves its picture")]
    pub fn screenshot(&self, path: &Path) {
        // WebKitGTK's picture can lag behind the page: without the pause one showed the page before.
        let painted = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150)))";
        let _ = self.script_async(painted);
        let picture = self.get("screenshot");
        let bytes = base64(picture.as_str().unwrap_or_default());
        std::fs::create_dir_all(path.parent().expect("a picture has a folder"))
            .expect("the folder can be made");
        std::fs::write(path, bytes).expect("the picture can be written");
    }

    fn get(&self, command: &str) -> Value {
        let url = format!("{}/{command}", self.session);
        let answer: Result<Value, ureq::Error> = agent()
            .get(&url)
            .call()
            .and_then(|mut r| r.body_mut().with_config().limit(64 << 20).read_json());
        answer.unwrap_or_else(|e| panic!("{command}: {e}"))["value"].take()
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        post(&format!("{}/{command}", self.session), body)
            .unwrap_or_else(|e| panic!("{command}: {e}"))
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = agent().delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A message bus of its own: over it a second start finds the app that is running. It ends when dropped.
#[derive(Debug)]
pub struct MessageBus {
    daemon: Child,
    address: String,
}

impl MessageBus {
    /// Where programs find their bus.
    pub const VARIABLE: &str = "DBUS_SESSION_BUS_ADDRESS";

    /// Starts one.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("dbus-daemon: {e}"));
        let mut address = String::new();
        let out = daemon.stdout.take().expect("stdout is piped");
        BufReader::new(out).read_line(&mut address).expect("the bus says its address");
        Self { daemon, address: address.trim().to_owned() }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for MessageBus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

fn quiet(mut command: Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|e| panic!("{command:?}: {e}"))
}

fn session_of(port: u16) -> String {
    format!("http://127.0.0.1:{port}/session")
}

fn post(url: &str, body: &Value) -> Result<Value, String> {
    let mut answer = agent().post(url).send_json(body).map_err(|e| e.to_string())?;
    let mut value: Value = answer.body_mut().read_json().map_err(|e| e.to_string())?;
    if answer.status().is_success() {
        Ok(value["value"].take())
    } else {
        Err(format!("{} {}", value["value"]["error"], value["value"]["message"]))
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into()
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .map(|a| a.port())
        .expect("a free port")
}

/// Decodes standard base64, as WebDriver sends pictures.
fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0u32, 0);
    for six in text.bytes().filter_map(value) {
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}
