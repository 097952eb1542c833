//! TIFF as a picture that browsers show: pure. Its first page, turned as it says, in 8 bits; PNG, or JPEG where it has as
//! many colours as only a photograph has.

use std::collections::HashSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::tiff::TiffDecoder;
use image::{DynamicImage, ImageDecoder as _, ImageEncoder, ImageError, ImageResult};

use super::{NotMade, Raw};
use crate::inspect::pixel_limits;

/// Colours above which a picture counts as a photograph: drawings, scans of text and screens have fewer.
const PHOTOGRAPH: usize = 4096;

/// As of JPEG: no difference is seen at this quality.
const QUALITY: u8 = 90;

/// The picture; hostile bytes are a refusal.
pub(super) fn shown(bytes: &[u8]) -> Result<Raw, NotMade> {
    let drawn = catch_unwind(AssertUnwindSafe(|| drawn(bytes)));
    drawn.unwrap_or(Err(NotMade::Unreadable))
}

fn drawn(bytes: &[u8]) -> Result<Raw, NotMade> {
    let (picture, icc) = first_page(bytes).map_err(|error| match error {
        ImageError::Limits(_) => NotMade::TooLarge,
        ImageError::Unsupported(_) => NotMade::Form,
        _ => NotMade::Unreadable,
    })?;
    let first_page =
        tiff::decoder::Decoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.more_images());
    let photograph = !picture.color().has_alpha() && is_photograph(&picture);
    let written = if photograph { jpeg(&picture, icc) } else { png(&picture, icc) };
    let bytes = written.map_err(|_| NotMade::Failed)?;
    Ok(Raw { bytes, extension: if photograph { "jpg" } else { "png" }, first_page })
}

/// In 8 bits, with its colour profile.
fn first_page(bytes: &[u8]) -> ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    let mut decoder = TiffDecoder::new(Cursor::new(bytes))?;
    decoder.set_limits(pixel_limits())?;
    // A profile of inks is none of the colours that are made of them.
    let inks = matches!(
        decoder.original_color_type(),
        image::ExtendedColorType::Cmyk8 | image::ExtendedColorType::Cmyk16
    );
    let icc = decoder.icc_profile()?.filter(|profile| !inks && !profile.is_empty());
    let turned = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(turned);
    let (colour, alpha) = (picture.color().has_color(), picture.color().has_alpha());
    let picture = match (colour, alpha) {
        (true, true) => DynamicImage::from(picture.into_rgba8()),
        (true, false) => DynamicImage::from(picture.into_rgb8()),
        (false, true) => DynamicImage::from(picture.into_luma_alpha8()),
        (false, false) => DynamicImage::from(picture.into_luma8()),
    };
    Ok((picture, icc))
}

fn is_photograph(picture: &DynamicImage) -> bool {
    let Some(pixels) = picture.as_rgb8() else { return false };
    let mut colours = HashSet::new();
    pixels.pixels().any(|pixel| {
        colours.insert(pixel.0);
        colours.len() > PHOTOGRAPH
    })
}

fn jpeg(picture: &DynamicImage, icc: Option<Vec<u8>>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    with_profile(&mut encoder, icc);
    picture.write_with_encoder(encoder)?;
    Ok(bytes)
}

fn png(picture: &DynamicImage, icc: Option<Vec<u8>>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    with_profile(&mut encoder, icc);
    picture.write_with_encoder(encoder)?;
    Ok(bytes)
}

fn with_profile(encoder: &mut impl ImageEncoder, icc: Option<Vec<u8>>) {
    if let Some(icc) = icc {
        // A form that has no place for it shows the colours nearly as well.
        let _ = encoder.set_icc_profile(icc);
    }
}

#[cfg(test)]
mod tests;
