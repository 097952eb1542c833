//! The cross in a window's frame, on a display without a window manager.

use std::time::Duration;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, Window as Place,
};
use x11rb::rust_connection::RustConnection;

use super::Window;

impl Window {
    /// Asks the app's window to close, and waits until the app has ended.
    ///
    /// # Panics
    /// When there is no such window or the app does not end.
    pub fn close_app(&self) {
        let (display, screen) = x11rb::connect(None).unwrap();
        let atom =
            |name: &str| display.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
        let (protocols, delete) = (atom("WM_PROTOCOLS"), atom("WM_DELETE_WINDOW"));
        let root = display.setup().roots[screen].root;
        let place = closable(&display, root, protocols, delete).expect("the app's window");
        let ask = ClientMessageEvent::new(32, place, protocols, [delete, 0, 0, 0, 0]);
        display.send_event(false, place, EventMask::NO_EVENT, ask).unwrap();
        display.flush().unwrap();
        for _ in 0..100 {
            if self.process().is_none() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the app did not end");
    }
}

/// The window that is shown and says that it can be asked to close.
fn closable(display: &RustConnection, root: Place, protocols: Atom, delete: Atom) -> Option<Place> {
    let children = display.query_tree(root).ok()?.reply().ok()?.children;
    children.into_iter().find(|child| {
        let kind = AtomEnum::ATOM;
        let said = display.get_property(false, *child, protocols, kind, 0, 16);
        let shown = display.get_window_attributes(*child).ok().and_then(|a| a.reply().ok());
        let shown = shown.is_some_and(|a| u8::from(a.map_state) == 2);
        let said = said.ok().and_then(|reply| reply.reply().ok());
        shown && said.and_then(|s| Some(s.value32()?.any(|atom| atom == delete))) == Some(true)
    })
}
