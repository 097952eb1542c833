//! The first page of any PDF as a small picture. The PDF may be hostile: what it does to this process is felt nowhere else.

use std::io::Cursor;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontQuery, StandardFont};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};

use crate::picture::QUALITY;
use crate::world::fonts;

/// Longer side, in pixels: what a page of a browser shows beside the words, sharp on a screen of twice as many.
pub(crate) const LONGER: u16 = 600;

/// PNG or JPEG, whichever is smaller; `None` where there is no page that can be read.
pub(crate) fn first_page(pdf: Vec<u8>) -> Option<Vec<u8>> {
    let pdf = Pdf::new(pdf).ok()?;
    let page = pdf.pages().first()?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    if !(longer.is_finite() && width > 0.0 && height > 0.0) {
        return None;
    }
    let pixels = |side: f32| (side * f32::from(LONGER) / longer).round().clamp(1.0, LONGER.into());
    // The page fills its last pixels, or they would be half white.
    let settings = RenderSettings {
        x_scale: pixels(width) / width,
        y_scale: pixels(height) / height,
        width: Some(pixels(width) as u16),
        height: Some(pixels(height) as u16),
        bg_color: WHITE,
    };
    let typefaces = InterpreterSettings {
        font_resolver: Arc::new(|asked| {
            let family = family(asked);
            let font = fonts().iter().find(|font| font.info().family == family)?;
            Some((Arc::new(font.data().clone()), 0))
        }),
        ..InterpreterSettings::default()
    };
    let drawn = render(page, &RenderCache::new(), &typefaces, &settings);
    let (width, height) = (drawn.width().into(), drawn.height().into());
    // On white there is nothing left that shines through.
    let colours = drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    smaller(&RgbImage::from_raw(width, height, colours)?)
}

/// Which of our typefaces stands in for one that a PDF names and does not hold.
fn family(asked: &FontQuery) -> &'static str {
    use StandardFont::{
        Courier, CourierBold, CourierBoldOblique, CourierOblique, Symbol, TimesBold,
        TimesBoldItalic, TimesItalic, TimesRoman, ZapfDingBats,
    };
    const SERIF: &str = "Source Serif 4";
    const MONO: &str = "Noto Sans Mono";
    match asked {
        FontQuery::Standard(TimesRoman | TimesBold | TimesItalic | TimesBoldItalic) => SERIF,
        FontQuery::Standard(Courier | CourierBold | CourierOblique | CourierBoldOblique) => MONO,
        FontQuery::Standard(Symbol) => "Noto Sans Math",
        FontQuery::Standard(ZapfDingBats) => "Noto Sans Symbols 2",
        FontQuery::Fallback(font) if font.is_fixed_pitch => MONO,
        FontQuery::Fallback(font) if font.is_serif => SERIF,
        FontQuery::Standard(_) | FontQuery::Fallback(_) => "Noto Sans",
    }
}

fn smaller(picture: &RgbImage) -> Option<Vec<u8>> {
    let (mut png, mut jpeg) = (Cursor::new(vec![]), Cursor::new(vec![]));
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).ok()?;
    let (png, jpeg) = (png.into_inner(), jpeg.into_inner());
    Some(if png.len() <= jpeg.len() { png } else { jpeg })
}

#[cfg(test)]
mod tests {
    use artifolio_clean::testing::{document, pdf};
    use lopdf::{Document, Object};

    use super::*;

    fn drawn(pdf: Vec<u8>) -> Option<RgbImage> {
        first_page(pdf).map(|bytes| image::load_from_memory(&bytes).unwrap().into_rgb8())
    }

    /// Of one page with this box.
    fn sized(media_box: [f32; 4]) -> Option<(u32, u32)> {
        let mut document = document("x", None);
        for object in document.objects.values_mut() {
            if let Ok(page) = object.as_dict_mut()
                && page.has(b"MediaBox")
            {
                page.set("MediaBox", media_box.map(Object::from).to_vec());
            }
        }
        drawn(written(document)).map(|picture| picture.dimensions())
    }

    fn written(mut document: Document) -> Vec<u8> {
        let mut bytes = vec![];
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    /// Darkest of the top left quarter, where the words stand, and of the lower half.
    fn darkest(picture: &RgbImage) -> [u8; 2] {
        let of = |part: &dyn Fn(u32, u32) -> bool| {
            let pixels = picture.enumerate_pixels().filter(|(x, y, _)| part(*x, *y));
            pixels.map(|(_, _, pixel)| pixel.0[0]).min().unwrap()
        };
        let (width, height) = picture.dimensions();
        [of(&|x, y| x < width / 2 && y < height / 2), of(&|_, y| y > height / 2)]
    }

    #[test]
    fn the_first_page_is_on_white_and_its_words_are_there_without_their_typeface() {
        let bytes = pdf("We measured the creek.", None);
        let picture = drawn(bytes.clone()).unwrap();
        assert_eq!(picture.dimensions(), (464, 600));
        let [words, nothing] = darkest(&picture);
        assert!(words < 120 && nothing > 240, "{words} {nothing}");
        assert_eq!(first_page(bytes.clone()), first_page(bytes));
    }

    #[test]
    fn every_shape_of_page_has_its_shape() {
        let cases = [
            ([0.0, 0.0, 612.0, 792.0], Some((464, 600))),
            ([0.0, 0.0, 792.0, 612.0], Some((600, 464))),
            ([0.0, 0.0, 10.0, 10.0], Some((600, 600))),
            ([0.0, 0.0, 14_400.0, 1.0], Some((600, 1))),
            ([-300.0, -300.0, 300.0, 300.0], Some((600, 600))),
        ];
        for (media_box, size) in cases {
            assert_eq!(sized(media_box), size, "{media_box:?}");
        }
    }

    #[test]
    fn what_has_no_page_that_can_be_read_is_none() {
        let whole = pdf("words", None);
        for bytes in [vec![], b"%PDF-1.7".to_vec(), b"\x89PNG".to_vec(), whole[..60].to_vec()] {
            assert_eq!(first_page(bytes.clone()), None, "{}", bytes.escape_ascii());
        }
        let empty = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>";
        assert_eq!(first_page(empty.to_vec()), None);
    }
}
