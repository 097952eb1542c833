//! The `artifact:` protocol: pictures of the open portfolio by id, read-only, never a page.
//!
//! Every registered protocol counts as local for Tauri's calls, so this one answers nothing that could be shown as a
//! document: media types come from the bytes' own signature, with `nosniff` and a sandbox.

use artifolio_core::message::Language;
use artifolio_core::source::read_whole;
use tauri::http::{Response, StatusCode, header};

use crate::desk::Desk;
use crate::view;

/// Largest picture that is sent to the window, in bytes.
const LARGEST: u64 = 32 << 20;

/// Answers `artifact://localhost/ARTIFACT/EVIDENCE`.
#[must_use]
pub(crate) fn answer(desk: &Desk, path: &str) -> Response<Vec<u8>> {
    let found = desk.see(Language::default()).ok().and_then(|seen| {
        let (file, media) = view::picture(&seen, path.trim_start_matches('/'))?;
        read_whole(&**seen.open.workspace.files(), &file, LARGEST).ok().map(|bytes| (media, bytes))
    });
    let (status, media, bytes) = match found {
        Some((media, bytes)) => (StatusCode::OK, media, bytes),
        None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
        .header(header::CACHE_CONTROL, "no-store")
        .body(bytes)
        .expect("the headers are fixed")
}
