//! Panels side by side, so that the picture is neither a ribbon nor a tower.

use crate::graph::layout::{Point, Size};

/// Room between panels.
const GAP: f64 = 28.0;

/// A picture this many times as wide as high fills a screen.
const SHAPE: f64 = 1.5;

/// Widest picture, unless one panel alone is wider: beyond, one scrolls in two directions.
const MAX_WIDTH: f64 = 2600.0;

/// Widths that are tried.
const MAX_TRIALS: usize = 60;

/// A stretch of the lower edge of what has been placed.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    left: f64,
    right: f64,
    bottom: f64,
}

/// The places of panels of these sizes, and the size of all. Each is put where there is room furthest up; the width is
/// chosen that leaves the least empty in a screen's shape.
pub(super) fn arrange(sizes: &[Size]) -> (Vec<Point>, Size) {
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let mut widths = vec![widest];
    let mut width = 0.0;
    for size in sizes {
        width += size.width + GAP;
        widths.push(width - GAP);
        widths.push(widest + GAP + size.width);
    }
    let fitting = widths
        .into_iter()
        .filter(|width| *width >= widest && *width <= widest.max(MAX_WIDTH))
        .take(MAX_TRIALS);
    let arranged = fitting.map(|width| arrange_within(sizes, width + GAP));
    let best = arranged.min_by(|(_, size), (_, other)| screen(*size).total_cmp(&screen(*other)));
    best.unwrap_or_default()
}

/// Area of the smallest screen that shows all.
fn screen(size: Size) -> f64 {
    let width = size.width.max(size.height * SHAPE);
    width * width / SHAPE
}

fn arrange_within(sizes: &[Size], width: f64) -> (Vec<Point>, Size) {
    let mut skyline = vec![Stretch {
        left: 0.0,
        right: width,
        bottom: 0.0,
    }];
    let mut places = Vec::with_capacity(sizes.len());
    let mut all = Size::default();
    for size in sizes {
        let place = highest(&skyline, width, size.width + GAP);
        all.width = all.width.max(place.x + size.width);
        all.height = all.height.max(place.y + size.height);
        cover(
            &mut skyline,
            Stretch {
                left: place.x,
                right: place.x + size.width + GAP,
                bottom: place.y + size.height + GAP,
            },
        );
        places.push(place);
    }
    (places, all)
}

/// The place furthest up, and then furthest left, where something of this width rests on the skyline.
fn highest(skyline: &[Stretch], width: f64, needed: f64) -> Point {
    let lefts = skyline.iter().map(|stretch| stretch.left);
    let fitting = lefts.filter(|left| left + needed <= width + 0.01);
    let places = fitting.map(|left| {
        let under = skyline
            .iter()
            .filter(|stretch| stretch.left < left + needed && stretch.right > left);
        let bottom = under.map(|stretch| stretch.bottom).fold(0.0, f64::max);
        Point::new(left, bottom)
    });
    let places = places.min_by(|place, other| {
        let by_height = place.y.total_cmp(&other.y);
        by_height.then(place.x.total_cmp(&other.x))
    });
    places.unwrap_or_default()
}

fn cover(skyline: &mut Vec<Stretch>, new: Stretch) {
    let mut stretches = Vec::with_capacity(skyline.len() + 2);
    for old in skyline.iter() {
        let left = Stretch {
            right: old.right.min(new.left),
            ..*old
        };
        let right = Stretch {
            left: old.left.max(new.right),
            ..*old
        };
        stretches.extend(
            [left, right]
                .into_iter()
                .filter(|part| part.left < part.right),
        );
    }
    stretches.push(new);
    stretches.sort_by(|stretch, other| stretch.left.total_cmp(&other.left));
    *skyline = stretches;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap(sizes: &[Size], places: &[Point]) -> bool {
        let rectangles: Vec<_> = places.iter().zip(sizes).collect();
        rectangles.iter().enumerate().any(|(index, (at, size))| {
            rectangles.iter().skip(index + 1).any(|(other, extent)| {
                at.x < other.x + extent.width
                    && other.x < at.x + size.width
                    && at.y < other.y + extent.height
                    && other.y < at.y + size.height
            })
        })
    }

    #[test]
    fn panels_of_any_size_do_not_overlap() {
        let sizes: Vec<Size> = (1_u32..40)
            .map(|seed| {
                let side = |factor: u32| f64::from(seed * factor % 17 * 50 + 100);
                Size::new(side(7), side(11))
            })
            .collect();
        let (places, all) = arrange(&sizes);
        assert!(!overlap(&sizes, &places));
        for (place, size) in places.iter().zip(&sizes) {
            assert!(place.x + size.width <= all.width && place.y + size.height <= all.height);
        }
    }

    #[test]
    fn small_panels_stand_beside_a_high_one() {
        let sizes = [
            Size::new(500.0, 900.0),
            Size::new(300.0, 300.0),
            Size::new(300.0, 300.0),
        ];
        let (places, _) = arrange(&sizes);
        assert_eq!(places[0], Point::new(0.0, 0.0));
        assert_eq!(places[1].x, places[2].x);
        assert!(places[1].x > 500.0);
    }

    #[test]
    fn no_panels_take_no_room() {
        assert_eq!(arrange(&[]), (Vec::new(), Size::default()));
    }
}
