//! Two gigabytes of evidence, in less than 200 MB of memory; and a job that is stopped leaves nothing.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::process::{Child, Stdio};
use std::time::Duration;

use artifolio_tests::Scratch;

/// A portfolio with one video of this size, which the disk stores as a hole.
fn with_video(bytes: u64) -> Scratch {
    let scratch = Scratch::with("sample");
    let folder =
        std::fs::read_dir(scratch.ws().join("artifacts")).unwrap().next().unwrap().unwrap().path();
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let mut video = std::fs::File::create(folder.join("long.mp4")).unwrap();
    video.write_all(b"\0\0\0\x18ftypisom\0\0\0\0isomiso2\0\0\0\x08free\0\0\0\x01mdat").unwrap();
    video.write_all(&(bytes - 32).to_be_bytes()).unwrap();
    video.seek(SeekFrom::Start(bytes - 1)).unwrap();
    video.write_all(&[0]).unwrap();
    let header = scratch.read(&format!("artifacts/{name}/artifact.md"));
    let evidence = header.replacen(
        "\nevidence:\n",
        "\nevidence:\n  - id: long\n    file: long.mp4\n    alt: A long lesson\n",
        1,
    );
    assert_ne!(header, evidence, "the header lists its evidence as a block");
    scratch.write(&format!("artifacts/{name}/artifact.md"), evidence);
    scratch
}

/// Highest resident memory of a running process, in kilobytes.
fn peak(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

#[test]
fn two_gigabytes_in_less_than_200_megabytes_of_memory() {
    let scratch = with_video(2 << 30);
    let mut command =
        scratch.command(&["pack", "{ws}", "--out", "{tmp}/out.zip", "--draft", "--json"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut highest = 0;
    while child.try_wait().unwrap().is_none() {
        highest = highest.max(peak(&child).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(10));
    }
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(std::fs::metadata(scratch.path("out.zip")).unwrap().len() > 2 << 30);
    println!("2 GB packed and verified, peak memory {} MB", highest / 1024);
    assert!(highest > 0 && highest < 200 * 1024, "{highest} kB");
}

#[test]
fn a_pack_that_is_stopped_leaves_no_half_file() {
    let scratch = with_video(1 << 30);
    let before = scratch.tree("ws").len();
    std::fs::create_dir(scratch.path("out")).unwrap();
    let mut command =
        scratch.command(&["pack", "{ws}", "--out", "{tmp}/out/out.zip", "--draft", "--json"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    while std::fs::read_dir(scratch.path("out")).unwrap().next().is_none() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it wrote");
        std::thread::sleep(Duration::from_millis(2));
    }
    let mut kill = std::process::Command::new("kill");
    assert!(kill.args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(String::from_utf8_lossy(&out.stdout).contains("\"cancelled\""));
    assert_eq!(std::fs::read_dir(scratch.path("out")).unwrap().count(), 0, "nothing stays behind");
    assert_eq!(scratch.tree("ws").len(), before);
}
