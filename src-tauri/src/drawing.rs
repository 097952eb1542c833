//! How the web view draws where there is no graphics device: in a virtual machine, over a remote desktop, on a thin client.
//!
//! WebKitGTK would load an OpenGL that runs on the processor, and draw through it, which makes the first screen late
//! (`cargo xtask bench start`). Other systems' web views decide for themselves.

use std::path::Path;

/// Where Linux lists graphics devices.
const DEVICES: &str = "/dev/dri";
/// WebKitGTK draws without OpenGL where this is set.
const PLAINLY: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Has the web view draw without OpenGL where no device would help it. To be called before any thread is started;
/// what the person has set stands.
pub(crate) fn suit_the_machine() {
    if !Path::new(DEVICES).exists() {
        // Not to be set: it draws as it would have.
        let _ = glib::setenv(PLAINLY, "1", false);
    }
}
