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
