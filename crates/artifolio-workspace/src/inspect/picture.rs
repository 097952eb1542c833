//! Pictures that a browser shows: decoded in full, so that one cut off in the middle is found.

use std::io::Cursor;

use artifolio_clean::MEMORY;
use artifolio_clean::source::Source;
use artifolio_core::file_facts::FileFacts;
use image::metadata::Orientation;
use image::{ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use super::sniff::Format;
use super::{Fault, broken};

/// Longest side that is decoded, in pixels, and the memory for it.
const SIDE_LIMIT: u32 = 16_384;
const PIXEL_LIMIT: u64 = 256 << 20;
/// JPEG, PNG, GIF, WebP.
pub(super) fn judge(
    source: &mut Source,
    format: Format,
    facts: &mut FileFacts,
) -> Result<(), Fault> {
    let bytes = source.whole(MEMORY)?.ok_or(Fault::Beyond)?;
    if artifolio_clean::is_whole(&bytes) {
        facts.pixels = Some(decode(&bytes, format)?);
        Ok(())
    } else {
        broken("its picture ends too early")
    }
}

/// What a picture may take.
pub(crate) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_LIMIT);
    limits.max_image_height = Some(SIDE_LIMIT);
    limits.max_alloc = Some(PIXEL_LIMIT);
    limits
}

/// Width and height as it is shown.
fn decode(bytes: &[u8], format: Format) -> Result<(u32, u32), Fault> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Gif => ImageFormat::Gif,
        _ => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    match reader.decode() {
        Ok(picture) if is_turned(bytes, format) => Ok((picture.height(), picture.width())),
        Ok(picture) => Ok((picture.width(), picture.height())),
        Err(ImageError::Limits(_) | ImageError::Unsupported(_)) => Err(Fault::Beyond),
        Err(error) => broken(error.to_string()),
    }
}

/// Whether it is shown lying on its side.
fn is_turned(bytes: &[u8], format: ImageFormat) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder();
    let turned = decoder.and_then(|mut decoder| decoder.orientation());
    matches!(turned, Ok(Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH))
}
