//! What a machine needs before anything can be built: told by name for each system, installed where a package manager
//! with fixed names allows it (Debian and Ubuntu).

use crate::sh::{self, Outcome, command, run};

/// Packages for building and running the desktop app on Debian and Ubuntu.
const DEBIAN_APP: [&str; 5] =
    ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev", "libssl-dev"];

/// Packages for the tests: the real window under Xvfb, the browsers, the validators, an office program, calls of the system that fail, what
/// joins two machines.
const DEBIAN_TEST: [&str; 15] = [
    "webkit2gtk-driver",
    "xvfb",
    "dbus-daemon",
    "chromium",
    "firefox-esr",
    "unzip",
    "util-linux",
    "qpdf",
    "poppler-utils",
    "libimage-exiftool-perl",
    "strace",
    "fonts-noto-core",
    "libreoffice-writer-nogui",
    "syncthing",
    "git",
];

/// What else each program of the tests is called in Debian.
const DEBIAN_PROGRAMS: [(&str, &str); 3] =
    [("java", "default-jre-headless"), ("python3", "python3-venv"), ("npm", "npm")];

const FEDORA: &str = "sudo dnf install gcc pkgconf webkit2gtk4.1-devel librsvg2-devel openssl-devel \
     webkit2gtk-driver xorg-x11-server-Xvfb dbus-daemon chromium firefox unzip java-17-openjdk-headless python3 nodejs npm";
const ARCH: &str = "sudo pacman -S --needed base-devel webkit2gtk-4.1 librsvg openssl xorg-server-xvfb dbus chromium firefox \
     unzip jre17-openjdk-headless python nodejs npm";
const MACOS: &str = "xcode-select --install; brew install node python openjdk@17 (the window test needs Linux or Windows: \
     macOS has no WebDriver for its web view)";
const WINDOWS: &str = "winget install OpenJS.NodeJS.LTS Python.Python.3.12 EclipseAdoptium.Temurin.17.JRE \
     Microsoft.VisualStudio.2022.BuildTools (with \"Desktop development with C++\"); the WebView2 runtime is part of Windows 11";

/// What the machine is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Build and run.
    App,
    /// Build, run and test.
    Tests,
}

/// Installs what is missing, or says by name what to install.
pub(crate) fn ensure(need: Need) -> Outcome {
    if cfg!(target_os = "macos") {
        return told("macOS", MACOS, &["npm"]);
    }
    if cfg!(windows) {
        return told("Windows", WINDOWS, &["npm"]);
    }
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is = |name: &str| {
        release
            .lines()
            .any(|l| (l.starts_with("ID=") || l.starts_with("ID_LIKE=")) && l.contains(name))
    };
    if is("debian") || is("ubuntu") {
        debian(need)
    } else if is("fedora") || is("rhel") {
        told("Fedora", FEDORA, &["npm", "pkg-config", "Xvfb", "WebKitWebDriver"])
    } else if is("arch") {
        told("Arch", ARCH, &["npm", "pkg-config", "Xvfb", "WebKitWebDriver"])
    } else {
        told(
            "this system",
            &format!("the counterparts of: {}", DEBIAN_APP.join(" ")),
            &["npm", "pkg-config"],
        )
    }
}

/// Where nothing is installed by itself: fails with the exact words to type when a program is missing.
fn told(system: &str, how: &str, programs: &[&str]) -> Outcome {
    let missing: Vec<_> = programs.iter().filter(|p| !sh::has(p)).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "missing here: {}. On {system} install what is needed with:\n  {how}",
        missing.join(", ")
    ))
}

fn debian(need: Need) -> Outcome {
    let mut wanted: Vec<&str> = DEBIAN_APP.to_vec();
    if need == Need::Tests {
        wanted.extend(DEBIAN_TEST);
    }
    let mut missing: Vec<&str> = wanted.into_iter().filter(|p| !installed(p)).collect();
    for (program, package) in DEBIAN_PROGRAMS {
        if (need == Need::Tests || program == "npm") && !sh::has(program) {
            missing.push(package);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("setup: installing from Debian's packages: {}", missing.join(" "));
    let apt = |args: &[&str]| {
        let root = sh::output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        let mut install = if root { command("apt-get") } else { command("sudo") };
        if !root {
            install.arg("apt-get");
        }
        run(install.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
    args.extend(missing);
    apt(&args)
}

fn installed(package: &str) -> bool {
    sh::output(
        command("dpkg-query")
            .args(["-W", "-f=${Status}", package])
            .stderr(std::process::Stdio::null()),
    )
    .is_ok_and(|status| status.contains("install ok installed"))
}
