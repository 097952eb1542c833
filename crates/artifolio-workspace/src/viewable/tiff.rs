//! TIFF as a picture that browsers show: pure. Its first page, turned as it says, in 8 bits; PNG, or JPEG where it has as
//! many colours as only a photograph has.

use std::collections::HashSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::tiff::TiffDecoder;
use image::{
    DynamicImage, ImageDecoder as _, ImageEncoder, ImageError, ImageResult, Rgb, RgbImage,
};
use tiff::decoder::Decoder;
use tiff::tags::Tag;

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
    let first_page = Decoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.more_images());
    let photograph = !picture.color().has_alpha() && is_photograph(&picture);
    let written = if photograph { jpeg(&picture, icc) } else { png(&picture, icc) };
    let bytes = written.map_err(|_| NotMade::Failed)?;
    Ok(Raw { bytes, extension: if photograph { "jpg" } else { "png" }, first_page })
}

/// In 8 bits, with its colour profile.
fn first_page(bytes: &[u8]) -> ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    match palette(bytes) {
        Some((colours, as_grey)) => {
            let (numbers, icc) = pixels(&as_grey)?;
            let numbers = numbers.into_luma8();
            let (width, height) = numbers.dimensions();
            let colour = |x, y| Rgb(colours[usize::from(numbers.get_pixel(x, y).0[0])]);
            Ok((RgbImage::from_fn(width, height, colour).into(), icc))
        }
        None => pixels(bytes),
    }
}

/// The 256 colours of a picture whose pixels are their numbers, and the same picture as if they were shades of grey: `image`
/// reads no palettes. `None` for any other picture.
fn palette(bytes: &[u8]) -> Option<([[u8; 3]; 256], Vec<u8>)> {
    const PALETTE: u16 = 3;
    const GREY: u16 = 1;
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?;
    let depth = decoder.find_tag_unsigned::<u16>(Tag::BitsPerSample).ok()??;
    if depth != 8 {
        return None;
    }
    let map = decoder.find_tag_unsigned_vec::<u16>(Tag::ColorMap).ok()??;
    // Some programs fill it with 8 bits instead of 16, as libtiff knows.
    let shift = if map.iter().any(|value| *value > 255) { 8 } else { 0 };
    let part = |of: usize, number: usize| Some((*map.get(of * 256 + number)? >> shift) as u8);
    let mut colours = [[0; 3]; 256];
    for (number, colour) in colours.iter_mut().enumerate() {
        *colour = [part(0, number)?, part(1, number)?, part(2, number)?];
    }
    let mut as_grey = bytes.to_vec();
    let little = as_grey.starts_with(b"II");
    let (read, write) = if little {
        (u16::from_le_bytes as fn([u8; 2]) -> u16, GREY.to_le_bytes())
    } else {
        (u16::from_be_bytes as fn([u8; 2]) -> u16, GREY.to_be_bytes())
    };
    let word = |at: usize| Some(read(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?));
    let four = bytes.get(4..8)?.try_into().ok()?;
    let page = if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize;
    // An entry is its tag, its type, how many values, and the first of them (TIFF 6.0, section 2).
    let mut entries = (0..usize::from(word(page)?)).map(|n| page + 2 + 12 * n);
    let entry = entries.find(|at| word(*at) == Some(Tag::PhotometricInterpretation.to_u16()))?;
    if word(entry + 8)? != PALETTE {
        return None;
    }
    as_grey.get_mut(entry + 8..entry + 10)?.copy_from_slice(&write);
    Some((colours, as_grey))
}

fn pixels(bytes: &[u8]) -> ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    let mut decoder = TiffDecoder::new(Cursor::new(bytes))?;
    // A profile of inks is none of the colours that are made of them.
    let inks = matches!(
        decoder.original_color_type(),
        image::ExtendedColorType::Cmyk8 | image::ExtendedColorType::Cmyk16
    );
    let icc = decoder.icc_profile()?.filter(|profile| !inks && !profile.is_empty());
    let turned = decoder.orientation()?;
    // Last: they leave no more room for a profile than for the pixels.
    decoder.set_limits(pixel_limits())?;
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
