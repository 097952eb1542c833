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
        let process = self.process().expect("the app runs");
        let number = process.file_name().unwrap().to_str().unwrap().parse().unwrap();
        let mine = closable(&display, root, [protocols, delete, atom("_NET_WM_PID")], number);
        let place = mine.expect("the app's window");
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

/// The window of this process that is shown and says that it can be asked to close.
fn closable(
    display: &RustConnection,
    root: Place,
    [protocols, delete, owner]: [Atom; 3],
    process: u32,
) -> Option<Place> {
    let says = |place: Place, property: Atom, kind: AtomEnum, value: u32| {
        let said = display.get_property(false, place, property, kind, 0, 16);
        let said = said.ok().and_then(|said| said.reply().ok());
        said.and_then(|said| Some(said.value32()?.any(|one| one == value))) == Some(true)
    };
    let is_shown = |place: Place| {
        let known = display.get_window_attributes(place).ok().and_then(|known| known.reply().ok());
        known.is_some_and(|known| u8::from(known.map_state) == 2)
    };
    let children = display.query_tree(root).ok()?.reply().ok()?.children;
    children.into_iter().find(|child| {
        is_shown(*child)
            && says(*child, owner, AtomEnum::CARDINAL, process)
            && says(*child, protocols, AtomEnum::ATOM, delete)
    })
}
