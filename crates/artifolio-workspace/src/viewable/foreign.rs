//! A program of the machine at work: in a folder of its own below the app's scratch folder, on a copy with a plain name,
//! without a window, without the network where it can be told so, for a limited time, and ended with all that it started.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use artifolio_core::path::RelPath;
use artifolio_core::source::{Vfs, read_whole};

use super::{LIMIT, Maker, NotMade, Raw, Shape};
use crate::data_dir::DataDir;
use crate::disk::DiskFs;
use crate::error::WorkspaceError;
use crate::layout::fixed;
use crate::machine::{scratch_place, with_scratch};

/// Asked again and again whether to go on.
pub(super) type GoOn<'g> = &'g dyn Fn() -> ControlFlow<()>;

/// How often it is looked whether the program has ended.
const LISTEN: Duration = Duration::from_millis(50);
/// Looks until a program is ended that makes a document or a picture: two minutes. LibreOffice takes ten seconds when it
/// starts for the first time.
const PATIENCE: u32 = 2_400;
/// The same for video, which takes as long as it plays on a slow machine: 20 minutes.
const PATIENCE_VIDEO: u32 = 24_000;

/// What FFmpeg is told of a poster: of 200 pictures, made small before they are compared, the one that is most like the others;
/// with the pixels square, at most 600 long.
const POSTER: &str = "-map_metadata -1 -an -sn -dn -vf \
    scale=trunc(iw*sar/2)*2:ih,setsar=1,scale='min(600,iw)':'min(600,ih)':force_original_aspect_ratio=decrease,thumbnail=200 \
    -frames:v 1 -q:v 4 out/in.jpg";

/// What LibreOffice is told: run no macro, fetch nothing that a document names. The proxy is a port where nobody listens.
const PROFILE: &[u8] = include_bytes!("libreoffice.xcu");

/// One copy to be made.
pub(super) struct Job<'a> {
    pub(super) maker: Maker,
    pub(super) program: &'a Path,
    pub(super) shape: Shape,
    /// Of the original; one that fits its bytes.
    pub(super) extension: &'a str,
    pub(super) original: &'a [u8],
}

/// What the program made.
///
/// # Errors
/// [`WorkspaceError::DataFolder`], [`WorkspaceError::Locked`]; the copy itself is inside.
pub(super) fn made(
    job: &Job<'_>,
    data: &DataDir,
    go_on: GoOn<'_>,
) -> Result<Result<Raw, NotMade>, WorkspaceError> {
    let unique = crate::unique()();
    let place = scratch_place(data).join(&unique);
    with_scratch(data, |scratch| job.done(scratch, &fixed(&unique), &place, go_on))?
        .map_err(WorkspaceError::DataFolder)
}

impl Job<'_> {
    fn done(
        &self,
        scratch: &DiskFs,
        folder: &RelPath,
        place: &Path,
        go_on: GoOn<'_>,
    ) -> io::Result<Result<Raw, NotMade>> {
        let below = |name: &str| folder.join(name).expect("fixed names make a path");
        for name in ["out", "home", "profile/user"] {
            scratch.create_folder(&below(name))?;
        }
        let from = format!("in.{}", self.extension);
        for (name, bytes) in
            [(from.as_str(), self.original), ("profile/user/registrymodifications.xcu", PROFILE)]
        {
            scratch.create_new(&below(name))?.write_all(bytes)?;
        }
        let (args, extension) = self.args(&from, place);
        if let Err(why) = self.run(&args, place, go_on) {
            return Ok(Err(why));
        }
        Ok(match read_whole(scratch, &below(&format!("out/in.{extension}")), LIMIT) {
            Ok(bytes) => Ok(Raw { bytes, extension, first_page: false }),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(NotMade::TooLarge),
            Err(_) => Err(NotMade::Failed),
        })
    }

    /// What the program is told, below its folder, and the extension of what it makes at `out/in`.
    fn args(&self, from: &str, place: &Path) -> (Vec<OsString>, &'static str) {
        let all = |args: &[&str]| args.iter().map(OsString::from).collect::<Vec<_>>();
        match self.maker {
            Maker::LibreOffice => {
                let profile = url::Url::from_directory_path(place.join("profile"));
                let profile = profile.map_or_else(|()| String::new(), String::from);
                let profile = format!("-env:UserInstallation={}", profile.trim_end_matches('/'));
                let convert =
                    ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", "out"];
                ([all(&[&profile]), all(&convert), all(&[from])].concat(), "pdf")
            }
            Maker::Ffmpeg => {
                let read = ["-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", from];
                let read = all(&read);
                if self.shape == Shape::Poster {
                    let write = POSTER.split_whitespace().map(OsString::from).collect();
                    return ([read, write].concat(), "jpg");
                }
                // An even number of pixels each way, which H.264 asks for; the index first, so that it plays at once.
                let write = "-map_metadata -1 -c:v libx264 -preset veryfast -pix_fmt yuv420p \
                    -vf scale=trunc(iw/2)*2:trunc(ih/2)*2 -c:a aac -movflags +faststart out/in.mp4";
                ([read, write.split_whitespace().map(OsString::from).collect()].concat(), "mp4")
            }
            Maker::Sips => {
                let jpeg = ["-s", "format", "jpeg", "-s", "formatOptions", "90"];
                ([all(&jpeg), all(&[from, "--out", "out/in.jpg"])].concat(), "jpg")
            }
            Maker::Libheif => (all(&["-q", "90", from, "out/in.jpg"]), "jpg"),
            Maker::Artifolio => unreachable!("it needs no other program"),
            Maker::ImageMagick => {
                let first = format!("{from}[0]");
                let drawn = ["-auto-orient", "-strip", "-quality", "90", "out/in.jpg"];
                ([all(&[&first]), all(&drawn)].concat(), "jpg")
            }
        }
    }

    fn run(&self, args: &[OsString], place: &Path, go_on: GoOn<'_>) -> Result<(), NotMade> {
        let mut command = Command::new(self.program);
        command.args(args).current_dir(place);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let home = place.join("home");
        for name in
            ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR", "TMP", "TEMP"]
        {
            command.env(name, &home);
        }
        apart(&mut command);
        let mut running = Running(command.spawn().map_err(|_| NotMade::NoTool)?);
        let patience = if self.shape == Shape::Video { PATIENCE_VIDEO } else { PATIENCE };
        for _ in 0..patience {
            match running.0.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(None) if go_on().is_continue() => thread::sleep(LISTEN),
                _ => return Err(NotMade::Failed),
            }
        }
        Err(NotMade::TooLong)
    }
}

/// Ends with this, and all that it started.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        end_all(&mut self.0);
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// In a group of its own, by which it is ended.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(unix)]
fn end_all(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// On Windows a program without a window would open a black one for a moment.
#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(windows)]
fn end_all(child: &mut Child) {
    if matches!(child.try_wait(), Ok(Some(_))) {
        return;
    }
    let system = std::env::var_os("SystemRoot").unwrap_or_else(|| r"C:\Windows".into());
    let mut taskkill = Command::new(Path::new(&system).join(r"System32\taskkill.exe"));
    taskkill.args(["/T", "/F", "/PID", &child.id().to_string()]);
    taskkill.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    apart(&mut taskkill);
    let _ = taskkill.status();
}
