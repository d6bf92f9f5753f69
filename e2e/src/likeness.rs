//! Whether the chat looks as it did when somebody last said that it looks right.
//!
//! A state is one picture: its looks beside each other at half their size, with few shades. That keeps the pictures in the
//! repository small, and a letter that another machine draws half a pixel further does not count.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use image::{ImageReader, Rgb, RgbImage, imageops};

use crate::Failure;
use crate::surroundings::repository;

/// Two pixels are alike when no colour differs by more, of 255.
const SAME_SHADE: u8 = 24;

/// Of a picture, this share of the pixels may differ: 1 in so many. A small button is more than that.
const ALLOWED: usize = 1500;

/// Shades of a colour that are kept: one in so many.
const SHADE: u8 = 16;

/// Set, the pictures are kept as right.
const ACCEPT: &str = "BAVARD_ACCEPT";

/// The looks of a state, as they are seen now.
#[derive(Debug, Default)]
pub struct Likeness {
    looks: Vec<RgbImage>,
}

impl Likeness {
    /// Adds a look, from a screenshot.
    ///
    /// # Errors
    ///
    /// When it is no picture.
    pub fn add(&mut self, screenshot: &[u8]) -> Result<(), Failure> {
        let picture = image::load_from_memory(screenshot)?.into_rgb8();
        let (width, height) = picture.dimensions();
        let mut half = imageops::thumbnail(&picture, width / 2, height / 2);
        for shade in half.iter_mut() {
            *shade = (*shade / SHADE) * SHADE + SHADE / 2;
        }
        self.looks.push(half);
        Ok(())
    }

    /// Compares with the picture in `e2e/appearance/`, or replaces that when `BAVARD_ACCEPT` is set.
    ///
    /// # Errors
    ///
    /// [`Failure::Unexpected`] when they differ; `e2e/screenshots/` then has both.
    pub fn compare(&self, name: &str) -> Result<(), Failure> {
        let seen = self.side_by_side();
        let reference = references().join(format!("{name}.png"));
        let expected = if reference.exists() {
            let expected = ImageReader::open(&reference).map_err(Failure::at(&reference))?;
            Some(expected.decode()?.into_rgb8())
        } else {
            None
        };
        let difference = expected.as_ref().map(|expected| compare(expected, &seen));
        if difference == Some(Difference::None) {
            return Ok(());
        }
        if env::var_os(ACCEPT).is_some() {
            return write(&reference, &seen);
        }
        let folder = repository().join("e2e/screenshots/appearance");
        write(&folder.join(format!("{name}-seen.png")), &seen)?;
        if let Some(expected) = expected {
            write(&folder.join(format!("{name}-expected.png")), &expected)?;
        }
        Err(Failure::Unexpected(match difference {
            None => format!("there is no {}", reference.display()),
            Some(difference) => format!("it looks different: {difference:?}"),
        }))
    }

    fn side_by_side(&self) -> RgbImage {
        let width = self.looks.iter().map(RgbImage::width).sum();
        let height = self.looks.iter().map(RgbImage::height).max().unwrap_or(0);
        let mut all = RgbImage::new(width, height);
        let mut x = 0;
        for look in &self.looks {
            imageops::replace(&mut all, look, x, 0);
            x += i64::from(look.width());
        }
        all
    }
}

/// The folder of the pictures that are right.
#[must_use]
pub fn references() -> PathBuf {
    repository().join("e2e/appearance")
}

/// How two pictures differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    /// Too little to be seen.
    None,
    /// Not even the same size.
    Size,
    /// So many pixels, and the box around them: left, top, right, bottom.
    Pixels(usize, [u32; 4]),
}

fn compare(expected: &RgbImage, seen: &RgbImage) -> Difference {
    if expected.dimensions() != seen.dimensions() {
        return Difference::Size;
    }
    let pairs = expected.enumerate_pixels().zip(seen.pixels());
    let mut count = 0;
    let mut around = [u32::MAX, u32::MAX, 0, 0];
    for ((x, y, expected), seen) in pairs {
        if !alike(*expected, *seen) {
            let [left, top, right, bottom] = around;
            around = [left.min(x), top.min(y), right.max(x), bottom.max(y)];
            count += 1;
        }
    }
    if count * ALLOWED <= expected.pixels().len() {
        Difference::None
    } else {
        Difference::Pixels(count, around)
    }
}

fn alike(one: Rgb<u8>, other: Rgb<u8>) -> bool {
    one.0
        .iter()
        .zip(other.0)
        .all(|(one, other)| one.abs_diff(other) <= SAME_SHADE)
}

fn write(file: &Path, picture: &RgbImage) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(Failure::at(folder))?;
    }
    fs::write(file, small_png(picture)?).map_err(Failure::at(file))
}

/// With a palette where the colours are few enough for one, which is half the size.
fn small_png(picture: &RgbImage) -> Result<Vec<u8>, Failure> {
    let mut palette: Vec<[u8; 3]> = Vec::new();
    let mut places: BTreeMap<[u8; 3], u8> = BTreeMap::new();
    let mut indices = Vec::new();
    for pixel in picture.pixels() {
        let place = match (places.get(&pixel.0), u8::try_from(palette.len())) {
            (Some(place), _) => *place,
            (None, Ok(next)) => {
                palette.push(pixel.0);
                places.insert(pixel.0, next);
                next
            }
            (None, Err(_)) => break,
        };
        indices.push(place);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let data = if indices.len() == picture.pixels().len() {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.concat());
        indices.as_slice()
    } else {
        encoder.set_color(png::ColorType::Rgb);
        picture.as_raw().as_slice()
    };
    encoder.write_header()?.write_image_data(data)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white() -> RgbImage {
        RgbImage::from_pixel(250, 400, Rgb([252; 3]))
    }

    fn with_box(side: u32) -> RgbImage {
        let mut picture = white();
        for (x, y) in (0..side).flat_map(|x| (0..side).map(move |y| (x, y))) {
            picture.put_pixel(10 + x, 20 + y, Rgb([4; 3]));
        }
        picture
    }

    #[test]
    fn a_few_pixels_and_a_slightly_other_shade_are_no_difference() {
        assert_eq!(compare(&white(), &with_box(8)), Difference::None);
        let greyer = RgbImage::from_pixel(250, 400, Rgb([236; 3]));
        assert_eq!(compare(&white(), &greyer), Difference::None);
    }

    #[test]
    fn a_small_button_more_or_less_is_a_difference_and_its_place_is_told() {
        let expected = Difference::Pixels(18 * 18, [10, 20, 27, 37]);
        assert_eq!(compare(&white(), &with_box(18)), expected);
    }

    #[test]
    fn another_size_is_a_difference() {
        let wider = RgbImage::from_pixel(251, 400, Rgb([252; 3]));
        assert_eq!(compare(&white(), &wider), Difference::Size);
    }
}
