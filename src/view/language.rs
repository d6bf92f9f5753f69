//! The language of the widget's own texts.
//!
//! A text is known by its English words, so that the code reads as what a visitor sees and English needs no file. What
//! they are in another language, and which of its plurals fits a number, a function of the page's says
//! (`loader/bavard-language.js`): the browser knows plurals and has the file as an object, where a table in here would cost
//! every visitor more than it holds.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use reactive_graph::owner::{LocalStorage, StoredValue, provide_context, use_context};
use reactive_graph::traits::GetValue;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// `(english, count, one) => text`: the text of these English words; with a number of things, the one that fits it,
    /// where `one` are the English words for one thing. Whoever has no such text returns the English one.
    #[wasm_bindgen(js_name = Function)]
    #[derive(Debug, Clone)]
    pub type Texts;

    #[wasm_bindgen(method)]
    fn call(
        this: &Texts,
        context: &JsValue,
        english: &str,
        count: Option<usize>,
        one: &str,
    ) -> String;
}

/// What the widget's own texts are in the language that is spoken. Clones share it.
#[derive(Clone, Default)]
pub struct Language(Rc<Shared>);

/// A language in the arena, as contexts want it.
#[derive(Clone, Copy)]
struct Provided(StoredValue<Language, LocalStorage>);

#[derive(Default)]
struct Shared {
    spoken: RefCell<Spoken>,
    /// What draws everything again. It is the reactive owner's, and gone with it.
    redraw: Cell<Option<Redraw>>,
}

type Redraw = StoredValue<Rc<dyn Fn()>, LocalStorage>;

#[derive(Default)]
struct Spoken {
    tag: String,
    /// `None` for English as it is written here.
    texts: Option<Texts>,
}

impl std::fmt::Debug for Language {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Language(..)")
    }
}

impl Language {
    /// Speaks another language from now on: its tag for dates, such as `fr-CA`, and its texts. What is drawn is drawn
    /// again at once.
    pub fn speak(&self, tag: String, texts: Option<Texts>) {
        self.0.spoken.replace(Spoken { tag, texts });
        if let Some(redraw) = self
            .0
            .redraw
            .get()
            .and_then(|redraw| redraw.try_get_value())
        {
            redraw();
        }
    }

    /// Makes this the language of all that is drawn under the reactive owner, by `redraw`.
    pub(super) fn provide(&self, redraw: Rc<dyn Fn()>) {
        provide_context(Provided(StoredValue::new_local(self.clone())));
        self.0.redraw.set(Some(StoredValue::new_local(redraw)));
    }

    /// The language of what is being drawn.
    pub(super) fn current() -> Self {
        let provided = use_context::<Provided>();
        provided
            .map(|language| language.0.get_value())
            .unwrap_or_default()
    }

    /// The tag for `Intl`; empty where nobody has said which.
    pub(super) fn tag(&self) -> String {
        self.0.spoken.borrow().tag.clone()
    }

    /// A text, in the language that is spoken.
    pub(super) fn say(&self, english: &str) -> String {
        match &self.0.spoken.borrow().texts {
            Some(texts) => texts.call(&JsValue::UNDEFINED, english, None, ""),
            None => english.to_owned(),
        }
    }

    /// A text about a number of things: `one`, or `many` with the number in place of its `#`.
    pub(super) fn count(&self, one: &str, many: &str, count: usize) -> String {
        match &self.0.spoken.borrow().texts {
            Some(texts) => texts.call(&JsValue::UNDEFINED, many, Some(count), one),
            None if count == 1 => one.to_owned(),
            None => {
                let (before, after) = many.split_once('#').unwrap_or((many, ""));
                [before, &count.to_string(), after].concat()
            }
        }
    }
}
