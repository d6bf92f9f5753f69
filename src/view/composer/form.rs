//! The composer: a field that fits the answer, the send button, and what there is to say about the text.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use super::PlaceToGoOn;
use super::answer_type::AnswerType;
use super::draft::Draft;
use crate::conversation::{Event, Question};
use crate::view::dom::{FOCAL, Node, element};
use crate::view::language::Language;
use crate::view::live_view::LiveView;
use crate::view::{glyph, words};

/// The counter appears when no more characters than these are left.
const COUNTED: usize = 200;

/// What the composer needs to know of the open question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Asked {
    kind: AnswerType,
    hint: Option<String>,
}

impl Asked {
    pub(super) fn by(question: Option<&Question>) -> Self {
        let Some((question, view)) =
            question.and_then(|question| Some((question, question.view.as_ref()?)))
        else {
            return Self::default();
        };
        let kind = AnswerType::of(&view.name);
        let hint = kind.hint().and_then(|name| question.data.get(name));
        Self {
            kind,
            hint: hint
                .and_then(|hint| hint.as_str())
                .filter(|hint| !hint.trim().is_empty())
                .map(str::to_owned),
        }
    }
}

/// The composer as it stands for one question. Its field is replaced when the visitor would rather write.
struct Form {
    view: LiveView,
    place: PlaceToGoOn,
    draft: Rc<Draft>,
    language: Language,
    hint: Option<String>,
    masked: bool,
    /// The field that has the text.
    input: RefCell<Node>,
    kind: Cell<AnswerType>,
    send: Node,
    /// How many characters are left, once that matters.
    counter: Node,
    /// What is wrong with the text.
    about: Node,
    /// What was refused last: sent again, it goes.
    refused: RefCell<Option<String>>,
}

pub(super) fn form(
    view: LiveView,
    place: PlaceToGoOn,
    draft: &Rc<Draft>,
    asked: &Asked,
    masked: bool,
) -> Node {
    let written = draft.shown(masked);
    // A picker cannot take what was written before the question came.
    let kind = match asked.kind {
        AnswerType::Date if !written.is_empty() => AnswerType::Text,
        kind => kind,
    };
    let field = element("div").class("field");
    let send = element("button")
        // A frame that is sandboxed without `allow-forms` has no use for a submit button.
        .attr("type", "button")
        .part("send")
        .attr_words("aria-label", words::SEND)
        // A press that took the focus from the field would close the keyboard of a touch screen.
        .on("mousedown", |event| event.prevent_default())
        .child(&glyph::send());
    let language = Language::current();
    let form = Rc::new(Form {
        view,
        place,
        draft: draft.clone(),
        hint: asked.hint.clone(),
        masked,
        input: RefCell::new(new_input(kind, masked, asked.hint.as_deref(), &language)),
        language,
        kind: Cell::new(kind),
        send: send.clone(),
        counter: element("span").class("counter"),
        about: element("span")
            .class("about")
            .attr("id", "about")
            .attr("role", "alert"),
        refused: RefCell::default(),
    });
    form.show_input(&written);
    let send = send.on("click", {
        let form = form.clone();
        move |_| form.say()
    });
    let input = form.input.borrow().clone();
    field.add(&input);
    if masked {
        field.add(&reveal(&form));
    }
    field.add(&send);
    let composer = element("form")
        .part("composer")
        .attr("novalidate", "")
        .on("submit", {
            let form = form.clone();
            move |event| {
                event.prevent_default();
                form.say();
            }
        })
        .on("input", {
            let form = form.clone();
            move |_| form.written()
        })
        .on("keydown", {
            let form = form.clone();
            move |event| form.key(&event)
        })
        .child(&field);
    let below = element("div").class("below").child(&form.about);
    if let (AnswerType::Date, Some(hint)) = (kind, &asked.hint) {
        // Date fields show no placeholder.
        below.add(&element("span").class("hint").text(hint));
    }
    if kind != AnswerType::Text {
        below.add(&instead(&form));
    }
    composer.child(&below.child(&form.counter))
}

fn new_input(kind: AnswerType, masked: bool, hint: Option<&str>, language: &Language) -> Node {
    let input = if masked {
        // "one-time-code" keeps password managers from storing it, and offers codes that came by text message.
        element("input")
            .attr("type", "password")
            .attr("autocomplete", "one-time-code")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
    } else if kind == AnswerType::Text {
        element("textarea").attr("rows", "1")
    } else {
        element("input")
            .attr("type", kind.input_type())
            .attr("autocomplete", kind.autocomplete())
    };
    let label = hint.map_or_else(|| language.say(words::MESSAGE), str::to_owned);
    input.attr_or_none("inputmode", kind.input_mode());
    input
        .part("input")
        .attr(FOCAL, "")
        .attr("enterkeyhint", "send")
        .attr("aria-label", &label)
        .attr("placeholder", &label)
        .attr("aria-describedby", "about")
}

/// The button that shows what is typed, and hides it again.
fn reveal(form: &Rc<Form>) -> Node {
    let form = form.clone();
    let button = element("button")
        .attr("type", "button")
        .class("reveal")
        .attr_words("aria-label", words::SHOW_TYPED)
        .attr("aria-pressed", "false")
        .on("mousedown", |event| event.prevent_default())
        .child(&glyph::eye());
    let own = button.clone();
    button.on("click", move |_| {
        let input = form.input.borrow().clone();
        let hidden = input.get_attribute("type").as_deref() == Some("password");
        input.attr_or_none("type", Some(if hidden { "text" } else { "password" }));
        own.attr_or_none("aria-pressed", Some(if hidden { "true" } else { "false" }));
    })
}

/// The button for those who would rather write than fill in, and for those who change their mind.
fn instead(form: &Rc<Form>) -> Node {
    let form = form.clone();
    let wanted = form.kind.get();
    let button = element("button")
        .attr("type", "button")
        .class("instead")
        .words(words::WRITE_INSTEAD);
    let own = button.clone();
    button.on("click", move |_| {
        let writes = form.kind.get() == AnswerType::Text;
        let kind = if writes { wanted } else { AnswerType::Text };
        own.say(&form.language.say(if writes {
            words::WRITE_INSTEAD
        } else {
            words::BACK_TO_FIELD
        }));
        form.kind.set(kind);
        let hint = form.hint.as_deref().filter(|_| writes);
        let input = new_input(kind, form.masked, hint, &form.language);
        let old = form.input.replace(input.clone());
        // It is in the document, or nobody could have pressed the button.
        let _ = old.replace_with_with_node_1(&input);
        form.show_input(&form.draft.text());
        input.take_focus();
    })
}

impl Form {
    fn is_text_area(&self) -> bool {
        !self.masked && self.kind.get() == AnswerType::Text
    }

    fn show_input(&self, text: &str) {
        self.put(text);
        self.place.is(Some(self.input.borrow().clone()));
        self.written();
    }

    fn text(&self) -> String {
        let input = self.input.borrow();
        if self.is_text_area() {
            input.as_type::<HtmlTextAreaElement>().value()
        } else {
            input.as_type::<HtmlInputElement>().value()
        }
    }

    fn put(&self, text: &str) {
        let input = self.input.borrow();
        if self.is_text_area() {
            input.as_type::<HtmlTextAreaElement>().set_value(text);
        } else {
            input.as_type::<HtmlInputElement>().set_value(text);
        }
    }

    /// The text has changed.
    fn written(&self) {
        let text = self.text();
        if self.is_text_area() {
            grow(&self.input.borrow());
        }
        let limit = self.view.look(|state| state.settings().text_limit.0);
        let length = text.chars().count();
        let is_long = length > limit;
        self.send
            .flag("disabled", text.trim().is_empty() || is_long);
        self.object(is_long.then_some(words::TOO_LONG));
        self.counter.say(&if is_long {
            ["−", &(length - limit).to_string()].concat()
        } else if limit - length <= COUNTED {
            (limit - length).to_string()
        } else {
            String::new()
        });
        self.draft.write(text);
    }

    /// Says under the field what is wrong with the text; `None` takes that back.
    fn object(&self, flaw: Option<&str>) {
        let words = flaw.map(|flaw| self.language.say(flaw));
        let words = words.unwrap_or_default();
        // Said once: screen readers would repeat it with every character.
        if self.about.text_content().as_deref() != Some(&words) {
            self.about.say(&words);
        }
        self.input
            .borrow()
            .attr_or_none("aria-invalid", flaw.map(|_| "true"));
    }

    fn key(&self, event: &web_sys::Event) {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        // While an input method composes, Enter chooses a candidate; Safari tells of the last one by this code alone.
        let composes = event.is_composing() || event.key_code() == 229;
        let in_input = event.target().as_ref() == Some(self.input.borrow().as_ref());
        if in_input && event.key() == "Enter" && !event.shift_key() && !composes {
            event.prevent_default();
            self.say();
        }
    }

    fn say(&self) {
        let text = self.text();
        if self.send.has_attribute("disabled") {
            return;
        }
        let kind = self.kind.get();
        let text = match kind {
            AnswerType::Text => text,
            _ => text.trim().to_owned(),
        };
        if let Some(flaw) = kind.flaw(&text)
            && self.refused.replace(Some(text.clone())).as_ref() != Some(&text)
        {
            self.object(Some(flaw));
            self.input.borrow().take_focus();
            return;
        }
        self.refused.take();
        self.put("");
        if self.masked {
            // What comes next is hidden again.
            self.input.borrow().attr_or_none("type", Some("password"));
        }
        self.written();
        self.view.happen(Event::Say { text, ticket: None });
    }
}

/// Browsers without `field-sizing` need to be told how high a text is; the style sheet sets the limits.
fn grow(input: &Node) {
    let style = input.style();
    let sized = "field-sizing";
    // A property that the browser does not know is not taken.
    let _ = style.set_property(sized, "content");
    if style
        .get_property_value(sized)
        .is_ok_and(|value| value.is_empty())
    {
        let _ = style.set_property("block-size", "auto");
        let height = [&input.scroll_height().to_string(), "px"].concat();
        let _ = style.set_property("block-size", &height);
    }
}
