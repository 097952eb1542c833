//! Pictures that a browser shows: which of the four it is, and whether its structure goes to its end.

use crate::source::le32;
use crate::{Bytes, CannotClean, Found, Private, gif, jpeg, png, riff};

/// A picture without anything but its pixels, colours and orientation.
pub(crate) fn clean(bytes: &[u8], found: &mut Found) -> Result<Bytes, CannotClean> {
    if bytes.starts_with(&[0xFF, 0xD8]) {
        jpeg::clean(bytes, found)
    } else if bytes.starts_with(b"\x89PNG") {
        png::clean(bytes, found)
    } else if bytes.starts_with(b"RIFF") {
        riff::clean_webp(bytes, found)
    } else {
        gif::clean(bytes, found)
    }
}

/// Whether the structure of a JPEG, PNG, WebP or GIF goes to its end. Decoders fill a picture that was cut off with
/// grey and call it good; its end marker does not lie.
#[must_use]
pub fn is_whole(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xD8]) {
        jpeg::walk(bytes).end.is_some()
    } else if bytes.starts_with(b"\x89PNG") {
        png::is_whole(bytes)
    } else if bytes.starts_with(b"RIFF") {
        le32(bytes, 4).is_some_and(|size| bytes.len() as u64 >= u64::from(size) + 8)
    } else {
        gif::walk(bytes).is_some()
    }
}

/// Tells of bytes behind the end of a picture: a phone's film, a second picture, a camera's larger preview. Zeros are
/// padding.
pub(crate) fn behind(rest: &[u8], found: &mut Found) {
    if rest.iter().any(|byte| *byte != 0) {
        found.add(Private::Preview);
    }
}
