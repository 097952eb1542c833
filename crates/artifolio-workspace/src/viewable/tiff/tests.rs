use image::{ImageReader, Rgb, RgbImage};
use proptest::prelude::*;
use tiff::encoder::{TiffEncoder, colortype};
use tiff::tags::Tag;

use super::*;

/// One page or more, all the same.
fn tiff<C: colortype::ColorType>(
    side: (u32, u32),
    samples: &[C::Inner],
    pages: u32,
    turned: u16,
) -> Vec<u8>
where
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).unwrap();
    for _ in 0..pages {
        let mut page = encoder.new_image::<C>(side.0, side.1).unwrap();
        page.encoder().write_tag(Tag::Orientation, turned).unwrap();
        page.write_data(samples).unwrap();
    }
    file.into_inner()
}

fn picture(raw: &Raw) -> DynamicImage {
    ImageReader::new(Cursor::new(&raw.bytes)).with_guessed_format().unwrap().decode().unwrap()
}

#[test]
fn every_usual_kind_of_pixel_becomes_a_picture_of_eight_bits() {
    let side = (3, 2);
    let cases = [
        ("grey", tiff::<colortype::Gray8>(side, &[200; 6], 1, 1), [200, 200, 200, 255]),
        (
            "grey, 16 bits",
            tiff::<colortype::Gray16>(side, &[0x8080; 6], 1, 1),
            [128, 128, 128, 255],
        ),
        ("colour", tiff::<colortype::RGB8>(side, &[9, 8, 7].repeat(6), 1, 1), [9, 8, 7, 255]),
        (
            "colour, 16 bits",
            tiff::<colortype::RGB16>(side, &[0x0909, 0x0808, 0x0707].repeat(6), 1, 1),
            [9, 8, 7, 255],
        ),
        (
            "transparent",
            tiff::<colortype::RGBA8>(side, &[9, 8, 7, 128].repeat(6), 1, 1),
            [9, 8, 7, 128],
        ),
        (
            "inks",
            tiff::<colortype::CMYK8>(side, &[0, 255, 255, 0].repeat(6), 1, 1),
            [255, 0, 0, 255],
        ),
    ];
    for (name, bytes, pixel) in cases {
        let raw = shown(&bytes).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert_eq!((raw.extension, raw.first_page), ("png", false), "{name}");
        let picture = picture(&raw);
        assert_eq!((picture.width(), picture.height()), side, "{name}");
        assert_eq!(picture.into_rgba8().get_pixel(1, 1).0, pixel, "{name}");
    }
}

#[test]
fn it_is_turned_as_it_says_and_only_the_first_page_is_shown_and_that_is_said() {
    // Black above white; turned by a quarter to the right, black is on the right.
    let bytes = tiff::<colortype::Gray8>((1, 2), &[0, 255], 3, 6);
    let raw = shown(&bytes).unwrap();
    assert!(raw.first_page);
    let picture = picture(&raw).into_luma8();
    assert_eq!(picture.dimensions(), (2, 1));
    assert_eq!((picture.get_pixel(0, 0).0, picture.get_pixel(1, 0).0), ([255], [0]));
}

#[test]
fn what_has_the_colours_of_a_photograph_is_a_jpeg() {
    let samples = |colours: u32| -> Vec<u8> {
        (0..100 * 100)
            .flat_map(|i| {
                let c = i % colours;
                [(c % 256) as u8, (c / 256) as u8, 0]
            })
            .collect()
    };
    for (colours, extension) in [(4096, "png"), (4097, "jpg")] {
        let raw = shown(&tiff::<colortype::RGB8>((100, 100), &samples(colours), 1, 1)).unwrap();
        assert_eq!(raw.extension, extension);
        assert_eq!(picture(&raw).width(), 100);
    }
}

/// Both ways to write the colours.
#[test]
fn pixels_that_are_numbers_of_colours_get_them() {
    for shift in [0, 8] {
        let mut map = vec![0_u16; 768];
        (map[7], map[256 + 7], map[512 + 7]) = (200 << shift, 100 << shift, 50 << shift);
        let mut file = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut file).unwrap();
        let mut page = encoder.new_image::<colortype::Gray8>(2, 1).unwrap();
        page.encoder().write_tag(Tag::PhotometricInterpretation, 3_u16).unwrap();
        page.encoder().write_tag(Tag::ColorMap, &map[..]).unwrap();
        page.write_data(&[0, 7]).unwrap();
        let picture = picture(&shown(&file.into_inner()).unwrap()).into_rgb8();
        assert_eq!(picture.as_raw(), &[0, 0, 0, 200, 100, 50], "{shift}");
    }
}

#[test]
fn a_colour_profile_comes_along_and_nothing_else_does() {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).unwrap();
    let mut page = encoder.new_image::<colortype::RGB8>(1, 1).unwrap();
    page.encoder().write_tag(Tag::IccProfile, &b"profile of colours"[..]).unwrap();
    page.encoder().write_tag(Tag::Artist, "Luz Marin").unwrap();
    page.write_data(&[1, 2, 3]).unwrap();
    let raw = shown(&file.into_inner()).unwrap();
    let mut decoder = image::codecs::png::PngDecoder::new(Cursor::new(&raw.bytes)).unwrap();
    assert_eq!(decoder.icc_profile().unwrap().unwrap(), b"profile of colours");
    assert!(!raw.bytes.windows(9).any(|window| window == b"Luz Marin"));
}

#[test]
fn what_is_too_large_damaged_or_of_a_rare_form_is_refused_by_its_name() {
    let whole = tiff::<colortype::RGB8>((40, 40), &[7; 4800], 1, 1);
    let refused = |bytes: &[u8]| shown(bytes).err();
    assert_eq!(refused(&whole[..whole.len() / 2]), Some(NotMade::Unreadable));
    assert_eq!(refused(b""), Some(NotMade::Unreadable));
    let wide = tiff::<colortype::Gray8>((16_385, 1), &[0; 16_385], 1, 1);
    assert_eq!(refused(&wide), Some(NotMade::TooLarge));
    assert_eq!(refused(&tiff::<colortype::Gray32>((1, 1), &[7], 1, 1)), Some(NotMade::Form));
}

proptest! {
    #[test]
    fn hostile_bytes_never_panic(
        at in prop::collection::vec((0..5000usize, any::<u8>()), 1..12),
        end in 0..5000usize,
        random in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut pixels = RgbImage::new(16, 16);
        pixels.pixels_mut().enumerate().for_each(|(i, pixel)| *pixel = Rgb([i as u8, 0, 9]));
        let mut bytes = tiff::<colortype::RGB8>((16, 16), pixels.as_raw(), 2, 6);
        for (place, byte) in at {
            let len = bytes.len();
            bytes[place % len] = byte;
        }
        bytes.truncate(bytes.len().max(1) * end / 4999);
        for hostile in [bytes, [b"II*\0\x08\0\0\0".to_vec(), random].concat()] {
            // Not through `shown`, which would hide a panic of our own.
            if let Ok(raw) = drawn(&hostile) {
                prop_assert!(picture(&raw).width() > 0);
            }
        }
    }
}
