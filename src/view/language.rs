//! The language of the widget's own texts.
//!
//! A text is known by its English words, in any spelling that differs in letter case, blanks and punctuation alone:
//! `New conversation` and `newConversation` are the same. So the code reads as what a visitor sees, English needs no file,
//! and a site that overrides one text looks up nothing. The table of another language is fetched by the page
//! (`strings/fr.json`) and stays a JavaScript object: a map in here would cost more than it holds.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use reactive_graph::owner::{LocalStorage, StoredValue, provide_context, use_context};
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{GetValue, Notify, Track};
use wasm_bindgen::JsValue;

/// What the widget's own texts are in the language that is spoken. Clones share it.
#[derive(Clone, Default)]
pub struct Language {
    spoken: Rc<RefCell<Spoken>>,
    changed: ArcTrigger,
}

/// A language in the arena, as contexts want it.
#[derive(Clone, Copy)]
struct Provided(StoredValue<Language, LocalStorage>);

#[derive(Default)]
struct Spoken {
    tag: String,
    /// Texts by their normalised English; `undefined` for English itself.
    texts: JsValue,
}

impl std::fmt::Debug for Language {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Language(..)")
    }
}

impl Language {
    /// Speaks another language from now on: its tag, such as `fr-CA`, and its texts by their normalised English.
    pub fn speak(&self, tag: String, texts: JsValue) {
        self.spoken.replace(Spoken { tag, texts });
        self.changed.notify();
    }

    /// Makes this the language of all that is drawn under the reactive owner.
    pub(super) fn provide(&self) {
        provide_context(Provided(StoredValue::new_local(self.clone())));
    }

    /// The language of what is being drawn.
    pub(super) fn current() -> Self {
        let provided = use_context::<Provided>();
        provided
            .map(|language| language.0.get_value())
            .unwrap_or_default()
    }

    /// Has the effect that asks run again when another language is spoken.
    pub(super) fn track(&self) {
        self.changed.track();
    }

    /// The tag for `Intl` and `lang`.
    pub(super) fn tag(&self) -> String {
        self.spoken.borrow().tag.clone()
    }

    /// A text, in the language that is spoken.
    pub(super) fn say(&self, english: &str) -> String {
        let texts = &self.spoken.borrow().texts;
        let found = Reflect::get(texts, &normalised(english).into()).ok();
        found
            .and_then(|text| text.as_string())
            .unwrap_or_else(|| english.to_owned())
    }

    /// A text about a number of things: `one`, or `many` with the number in place of its `#`.
    pub(super) fn count(&self, one: &str, many: &str, count: usize) -> String {
        match count {
            1 => self.say(one),
            _ => {
                let text = self.say(many);
                let (before, after) = text.split_once('#').unwrap_or((&text, ""));
                [before, &count.to_string(), after].concat()
            }
        }
    }
}

/// Letters and digits alone, in lower case: how texts are known in every table.
#[must_use]
pub fn normalised(english: &str) -> String {
    english
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_in_any_spelling_of_its_name() {
        for spelling in [
            "New conversation",
            "newConversation",
            "new_conversation",
            "NEW CONVERSATION.",
        ] {
            assert_eq!(normalised(spelling), "newconversation");
        }
        assert_ne!(normalised("Send"), normalised("Sent"));
    }
}
