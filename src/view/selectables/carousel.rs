//! Cards in a row that scrolls: by swiping, by arrows that hide at the ends, by dots, and to whatever has the focus.
//!
//! The browser scrolls and snaps; what is here only follows where it is. Arrows and dots are no tab stops, as the cards
//! are, and scroll into view.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;

use crate::view::dom::{Node, element, owned};
use crate::view::move_focus::move_focus;
use crate::view::{glyph, words};

/// More dots than this tell nothing.
const DOTS: usize = 12;

/// As near to an end as rounding leaves it, in CSS pixels.
const NEAR: i32 = 3;

struct Carousel {
    track: Node,
    cards: Vec<Node>,
    dots: Vec<Node>,
    previous: Node,
    next: Node,
}

/// Observes the size of something for as long as it lives.
struct Observed(
    ResizeObserver,
    #[expect(dead_code, reason = "held for the observer")] Closure<dyn FnMut()>,
);

impl Drop for Observed {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

pub(super) fn carousel(group: Node, cards: &[Node]) -> Node {
    let track = element("div").class("track");
    for card in cards {
        track.add(card);
    }
    let dots: Vec<Node> = if cards.len() <= DOTS {
        cards.iter().map(|_| dot()).collect()
    } else {
        Vec::new()
    };
    let carousel = Rc::new(Carousel {
        track: track.clone(),
        cards: cards.to_vec(),
        dots,
        previous: arrow("previous", words::PREVIOUS, &glyph::backwards()),
        next: arrow("next", words::NEXT, &glyph::forwards()),
    });
    let row = element("div").class("dots").attr("aria-hidden", "true");
    for (index, dot) in carousel.dots.iter().enumerate() {
        let carousel = carousel.clone();
        row.add(&dot.clone().on("click", move |_| carousel.show(index)));
    }
    let on_click = |arrow: &Node, forwards: bool| {
        let carousel = carousel.clone();
        arrow.clone().on("click", move |_| carousel.turn(forwards))
    };
    track
        .clone()
        .on("keydown", {
            let neighbours = track.clone();
            move |event| move_focus(&neighbours, &event, 1)
        })
        .on("scroll", {
            let carousel = carousel.clone();
            move |_| carousel.follow()
        });
    let group = group
        .child(&track)
        .child(&on_click(&carousel.previous, false))
        .child(&on_click(&carousel.next, true))
        .child(&row);
    let followed = Closure::<dyn FnMut()>::new({
        let carousel = carousel.clone();
        move || carousel.follow()
    });
    if let Ok(observer) = ResizeObserver::new(followed.as_ref().unchecked_ref()) {
        observer.observe(&track);
        owned(Observed(observer, followed));
    }
    group
}

fn dot() -> Node {
    element("button")
        .attr("type", "button")
        .attr("tabindex", "-1")
}

fn arrow(class: &str, label: &str, glyph: &Node) -> Node {
    element("button")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .class(class)
        .attr_words("aria-label", label)
        .child(glyph)
}

impl Carousel {
    /// How far a card is from the first; to the left of it, where lines run so, as `scrollLeft` counts too.
    fn place_of(&self, index: usize) -> i32 {
        match (self.cards.first(), self.cards.get(index)) {
            (Some(first), Some(card)) => card.offset_left() - first.offset_left(),
            _ => 0,
        }
    }

    /// The card that is nearest to where the row begins.
    fn current(&self) -> usize {
        let now = self.track.scroll_left();
        (0..self.cards.len())
            .min_by_key(|index| (self.place_of(*index) - now).abs())
            .unwrap_or_default()
    }

    fn show(&self, index: usize) {
        self.track.set_scroll_left(self.place_of(index));
    }

    /// On by as many cards as are in view.
    fn turn(&self, forwards: bool) {
        let width = self.place_of(1).abs().max(1);
        let in_view = usize::try_from(self.track.client_width() / width).unwrap_or(1);
        let step = in_view.max(1);
        let last = self.cards.len().saturating_sub(1);
        let now = self.current();
        self.show(if forwards {
            (now + step).min(last)
        } else {
            now.saturating_sub(step)
        });
    }

    fn follow(&self) {
        let track = &self.track;
        let hidden = track.scroll_width() - track.client_width();
        let gone = track.scroll_left().abs();
        self.previous.flag("hidden", gone <= NEAR);
        self.next.flag("hidden", gone >= hidden - NEAR);
        // At the end the last card is the current one, wherever it begins.
        let current = if gone >= hidden - NEAR {
            self.cards.len().saturating_sub(1)
        } else {
            self.current()
        };
        for (index, dot) in self.dots.iter().enumerate() {
            dot.flag("hidden", hidden <= NEAR);
            dot.flag("data-current", index == current);
        }
    }
}
