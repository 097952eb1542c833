//! The browsers of reviewers, each through its own driver and with what it keeps in a home of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::{MessageBus, RefusingProxy, Window, free_port, quiet, session_of};

/// A browser, and the driver that was made for it.
#[derive(Debug)]
pub enum Browser {
    /// Mozilla's, through `geckodriver`.
    Firefox {
        /// The driver.
        driver: PathBuf,
        /// The browser.
        program: PathBuf,
    },
    /// The window of WebKitGTK, through `WebKitWebDriver`.
    WebKit {
        /// The driver.
        driver: PathBuf,
        /// `MiniBrowser`.
        program: PathBuf,
    },
}

impl Browser {
    fn driver(&self, port: u16) -> Command {
        let (Self::Firefox { driver, .. } | Self::WebKit { driver, .. }) = self;
        let mut command = Command::new(driver);
        command.arg(format!("--port={port}"));
        if matches!(self, Self::Firefox { .. }) {
            // Without it the browser's own list of messages can't be asked for.
            command.arg("--allow-system-access");
            // Without it a released Firefox asks Mozilla for settings, whatever its preferences say.
            command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        }
        command
    }

    fn wanted(&self) -> Value {
        match self {
            Self::Firefox { program, .. } => json!({ "moz:firefoxOptions": {
                "binary": program,
                "args": ["-headless"],
                "prefs": {
                    "services.settings.server": "data:,#remote-settings-dummy/v1",
                    "network.proxy.allow_hijacking_localhost": true,
                },
            } }),
            Self::WebKit { program, .. } => json!({ "webkitgtk:browserOptions": {
                "binary": program, "args": ["--automation"],
            } }),
        }
    }
}

impl Window {
    /// Starts a browser with nothing open. What it keeps is in the folder `home`; all that it asks of a network it asks
    /// `network`, where that is given.
    ///
    /// # Panics
    /// When the driver or the browser does not start.
    #[must_use]
    pub fn browse(browser: &Browser, home: &Path, network: Option<&RefusingProxy>) -> Self {
        let (port, bus) = (free_port(), MessageBus::start());
        let mut command = browser.driver(port);
        command.env(MessageBus::VARIABLE, bus.address());
        for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
            command.env(variable, home);
        }
        let mut wanted = browser.wanted();
        if let Some(proxy) = network {
            let address = proxy.address();
            wanted["proxy"] =
                json!({ "proxyType": "manual", "httpProxy": address, "sslProxy": address });
        }
        let (Browser::Firefox { program, .. } | Browser::WebKit { program, .. }) = browser;
        let (app, env) = (program.clone(), Vec::new());
        Self { bus, driver: quiet(command), session: session_of(port), app, env }.begin(&wanted)
    }

    /// Opens an address in the browser.
    pub fn go(&self, address: &str) {
        self.post("url", &json!({ "url": address }));
    }

    /// The address that is open.
    #[must_use]
    pub fn address(&self) -> String {
        self.get("url").as_str().unwrap_or_default().to_owned()
    }

    /// What Firefox itself has to say since it was last asked: errors of scripts, what a page's policy stopped, what could
    /// not be loaded, each as `[where, what]`.
    #[must_use]
    pub fn messages(&self) -> Value {
        let script = "const said = Services.console.getMessageArray().flatMap((message) => {
                if (!(message instanceof Ci.nsIScriptError)) return [];
                const error = !(message.flags & Ci.nsIScriptError.warningFlag) || /^CSP|font/.test(message.category);
                return error ? [[message.sourceName, message.errorMessage]] : [];
            });
            Services.console.reset();
            return said;";
        self.post("moz/context", &json!({ "context": "chrome" }));
        let said = self.script(script);
        self.post("moz/context", &json!({ "context": "content" }));
        said
    }
}
