//! What the visitor can pick instead of writing: by the bot's `view.name` as buttons, a list, a carousel or colours, or
//! as the page draws it.
//!
//! Only the question that is open has any. A group of buttons is no composite widget to the ARIA practices: each button
//! is a tab stop, and arrow keys move among them besides.

mod carousel;
mod choice;
mod color;
mod in_markup;

use super::composer::PlaceToGoOn;
use super::dom::{Node, element, owned, slot};
use super::live_view::LiveView;
use super::move_focus::move_focus;
use super::words;
use crate::conversation::{Event, Question, Selectable};
use crate::rich_text::ImageHosts;
use carousel::carousel;
use choice::{choice, picture};
use color::Color;

pub(super) use in_markup::{follow_markup, is_alive, set_alive};

/// From here on a group is as high as it may be, and scrolls.
const MANY: usize = 12;

/// What is offered, and how the bot wants it shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offered {
    view_name: String,
    selectables: Vec<Selectable>,
}

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Buttons,
    List,
    Carousel,
    Colors,
}

impl Offered {
    /// Pictures are those that may be loaded.
    fn by(question: &Question, hosts: &ImageHosts) -> Option<Self> {
        let view = question.view.as_ref();
        let name = view.map_or("", |view| &view.name);
        (!question.selectables.is_empty()).then(|| Self {
            view_name: if name.is_empty() { "buttons" } else { name }.to_owned(),
            selectables: question
                .selectables
                .iter()
                .map(|selectable| {
                    let mut selectable = selectable.clone();
                    if hosts.picture(&selectable.image).is_none() {
                        selectable.image.clear();
                    }
                    selectable
                })
                .collect(),
        })
    }

    /// Any name that is not known stands for buttons. Buttons with pictures are cards, which take the room of a carousel.
    fn layout(&self) -> Layout {
        match self.view_name.as_str() {
            "list" => Layout::List,
            "carousel" => Layout::Carousel,
            "colorpicker" => Layout::Colors,
            _ if self.selectables.iter().any(|one| picture(one).is_some()) => Layout::Carousel,
            _ => Layout::Buttons,
        }
    }
}

pub(super) fn selectables(view: LiveView, place: PlaceToGoOn) -> Node {
    slot(
        view,
        |state| Offered::by(state.question()?, &state.settings().image_hosts),
        move |offered| offered.as_ref().map(|offered| group(view, place, offered)),
    )
}

fn pick(view: LiveView, place: PlaceToGoOn, id: String, value: String) {
    // Before the choices go, so that the focus does not go with them.
    place.focus();
    view.happen(Event::Pick {
        id,
        value,
        ticket: None,
    });
}

fn group(view: LiveView, place: PlaceToGoOn, offered: &Offered) -> Node {
    let group = element("div")
        .attr("part", "selectables")
        .attr("role", "group")
        .attr_words("aria-label", words::CHOICES);
    let drawn = view.ask_page(|page| {
        page.draw_selectables(
            &offered.view_name,
            &offered.selectables,
            Box::new(move |id, value| pick(view, place, id, value)),
        )
    });
    if let Some(drawn) = drawn {
        group.add(&drawn.element);
        owned(drawn.held);
        return group.class("custom");
    }
    let layout = offered.layout();
    let choices: Vec<Node> = offered
        .selectables
        .iter()
        .map(|selectable| {
            let color = (layout == Layout::Colors)
                .then(|| Color::parse(&selectable.description))
                .flatten();
            let button = choice(selectable, color.as_ref());
            let (id, value) = (selectable.id.clone(), selectable.value.clone());
            button.on("click", move |_| {
                pick(view, place, id.clone(), value.clone());
            })
        })
        .collect();
    if layout == Layout::Carousel {
        return carousel(group.class("selectables carousel"), &choices);
    }
    let group = group.class(match layout {
        Layout::List => "selectables list",
        Layout::Colors => "selectables colors",
        Layout::Buttons | Layout::Carousel => "selectables",
    });
    group.flag("data-many", choices.len() > MANY);
    for choice in &choices {
        group.add(choice);
    }
    let neighbours = group.clone();
    group.on("keydown", move |event| move_focus(&neighbours, &event, 1))
}
