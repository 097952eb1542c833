//! A picture as paper needs it: upright, no larger than can be seen, on white, without anything but pixels.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage, imageops,
};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Longest side, in pixels: a page's width at 200 dots an inch.
const LONGEST: u32 = 1_400;
/// Of JPEG; below it, edges in photographs of paper begin to show.
pub(crate) const QUALITY: u8 = 82;
/// Pixels beyond which a picture is not opened: 100 megapixels are 400 MB while it is made smaller.
const MOST_PIXELS: u64 = 100_000_000;
const DECODING: u64 = 500_000_000;

/// The picture, ready to be set; `None` where it cannot be opened.
pub(crate) fn fitted(bytes: &[u8]) -> Option<Vec<u8>> {
    let format = image::guess_format(bytes).ok()?;
    let (pixels, orientation) = match format {
        ImageFormat::Jpeg => jpeg(bytes)?,
        _ => other(bytes, format)?,
    };
    let mut pixels = smaller(pixels);
    pixels.apply_orientation(orientation);
    let mut out = Cursor::new(vec![]);
    let pixels = pixels.into_rgb8();
    if matches!(format, ImageFormat::Jpeg | ImageFormat::WebP) {
        pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)).ok()?;
    } else {
        pixels.write_to(&mut out, ImageFormat::Png).ok()?;
    }
    Some(out.into_inner())
}

/// Decoded without the processor's own instructions, whose rounding may differ from machine to machine.
fn jpeg(bytes: &[u8]) -> Option<(DynamicImage, Orientation)> {
    let options = DecoderOptions::new_safe()
        .set_use_unsafe(false)
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    if width as u64 * height as u64 > MOST_PIXELS {
        return None;
    }
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let pixels = decoder.decode().ok()?;
    let pixels =
        RgbImage::from_raw(u32::try_from(width).ok()?, u32::try_from(height).ok()?, pixels)?;
    Some((pixels.into(), orientation.unwrap_or(Orientation::NoTransforms)))
}

fn other(bytes: &[u8], format: ImageFormat) -> Option<(DynamicImage, Orientation)> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODING);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Some((on_white(DynamicImage::from_decoder(decoder).ok()?), orientation))
}

fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8().into();
    }
    let picture = picture.into_rgba8();
    let mut page = RgbaImage::from_pixel(picture.width(), picture.height(), image::Rgba([255; 4]));
    imageops::overlay(&mut page, &picture, 0, 0);
    DynamicImage::from(page).into_rgb8().into()
}

fn smaller(picture: DynamicImage) -> DynamicImage {
    let longest = picture.width().max(picture.height());
    if longest <= LONGEST {
        return picture;
    }
    // Of the filters the one that needs no function which systems compute each in its way.
    picture.resize(LONGEST, LONGEST, imageops::FilterType::Triangle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(vec![]);
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn sized(picture: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory(picture).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn what_is_larger_than_a_page_shows_becomes_smaller_and_nothing_else_does() {
        let large: DynamicImage = RgbImage::new(2_800, 700).into();
        let small: DynamicImage = RgbImage::new(30, 20).into();
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            assert_eq!(
                sized(&fitted(&encoded(&large, format)).unwrap()),
                (1_400, 350),
                "{format:?}"
            );
            assert_eq!(sized(&fitted(&encoded(&small, format)).unwrap()), (30, 20), "{format:?}");
        }
    }

    #[test]
    fn what_shines_through_is_white() {
        let clear: DynamicImage = RgbaImage::new(2, 2).into();
        let page = image::load_from_memory(&fitted(&encoded(&clear, ImageFormat::Png)).unwrap());
        assert_eq!(page.unwrap().into_rgb8().get_pixel(0, 0).0, [255; 3]);
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_none() {
        assert_eq!(fitted(b"%PDF-1.7"), None);
        assert_eq!(fitted(b""), None);
        let whole = encoded(&RgbImage::new(30, 20).into(), ImageFormat::Png);
        assert_eq!(fitted(&whole[..whole.len() / 2]), None);
        let mut large = whole;
        large[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert_eq!(fitted(&large), None);
    }
}
