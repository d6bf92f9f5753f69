//! A connected `<bavard-chat>`: what its methods call.

use std::any::Any;
use std::fmt;

use js_sys::{Function, Promise};
use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use web_sys::HtmlElement;

use super::Attributes;
use super::element_page::ElementPage;
use super::inspected::onlooker;
use crate::conversation::{
    Conversation, DialogEvent, DialogEventType, Event, Failure, Ticket, TicketError,
};
use crate::driver::{LiveConversation, kept_under};
use crate::json::{to_data, to_js};
use crate::transport::DialogClient;
use crate::view::{Changed, Language, Texts};

/// The conversation in an element. Freeing it ends everything that runs for the element.
#[wasm_bindgen]
pub struct ChatElement {
    live: LiveConversation,
    language: Language,
    _mounted: Box<dyn Any>,
}

impl fmt::Debug for ChatElement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ChatElement(..)")
    }
}

/// Fills `panel`, a place in the element's shadow root, with a conversation and begins it.
///
/// Its own texts are those of `tag`, a language such as `fr-CA`; without them it speaks English.
///
/// # Errors
/// Says which attribute of the element has to be mended.
#[wasm_bindgen]
pub fn connect(
    element: &HtmlElement,
    panel: &HtmlElement,
    tag: Option<String>,
    texts: Option<Texts>,
) -> Result<ChatElement, JsError> {
    let page = ElementPage::new(element.clone());
    let mut attributes = Attributes::read(
        |name| element.get_attribute(name),
        &origin(),
        page_language(element).as_deref(),
    )?;
    attributes.settings.session_data = page.data("sessionData");
    for (name, value) in page.data("clientData") {
        if let Value::String(value) = value {
            attributes.settings.client_data.insert(name, value);
        }
    }
    let key = (element.get_attribute("persist").as_deref() != Some("none"))
        .then(|| kept_under(&page.instance(), &attributes.endpoint, &attributes.settings));
    let client = DialogClient::new(&attributes.endpoint, page.tokens()).by(page.fetch());
    let changed = Changed::new();
    let live = LiveConversation::new(Conversation::new(attributes.settings), client, page, {
        let changed = changed.clone();
        move || changed.notify()
    });
    let language = Language::default();
    language.speak(tag.unwrap_or_default(), texts);
    // Before anything is drawn: the service answers meanwhile.
    live.begin(key, Some(element));
    let mounted = crate::view::mount(panel, live.clone(), changed, &language);
    Ok(ChatElement {
        live,
        language,
        _mounted: Box::new(mounted),
    })
}

#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands optional arguments over by value"
)]
impl ChatElement {
    /// Says `text` in the visitor's place. Settled when the bot asks again.
    pub fn send(&self, text: String) -> Promise {
        self.promise(|ticket| Event::Say { text, ticket })
    }

    /// Picks a selectable in the visitor's place. Settled when the bot asks again.
    pub fn select(&self, id: String, value: String) -> Promise {
        self.promise(|ticket| Event::Pick { id, value, ticket })
    }

    /// Raises an event in the dialog; `event_type` is the protocol's name for it, such as `CUSTOM`.
    #[wasm_bindgen(js_name = sendEvent)]
    pub fn send_event(
        &self,
        event_type: String,
        name: Option<String>,
        message: Option<String>,
    ) -> Promise {
        let Some(event_type) = DialogEventType::parse(&event_type) else {
            return rejected(&["there is no event type ", &event_type].concat());
        };
        let event = DialogEvent {
            event_type,
            name: name.unwrap_or_default(),
            message: message.unwrap_or_default(),
        };
        self.promise(|ticket| Event::Raise { event, ticket })
    }

    /// Sets variables of the session.
    pub fn update(&self, data: &JsValue) -> Promise {
        match to_data(data) {
            Some(data) => self.promise(|ticket| Event::Update { data, ticket }),
            None => rejected("the data must be an object"),
        }
    }

    /// Begins a new session. Settled when it has greeted.
    pub fn restart(&self) -> Promise {
        self.promise(|ticket| Event::Restart { ticket })
    }

    /// Ends the session. Settled when the service was told.
    pub fn stop(&self) -> Promise {
        self.promise(|ticket| Event::Stop { ticket })
    }

    /// The entries so far, oldest first.
    #[must_use]
    pub fn transcript(&self) -> JsValue {
        let entries: Vec<_> = self
            .live
            .state()
            .transcript()
            .iter()
            .map(|entry| entry.snapshot())
            .collect();
        to_js(&entries)
    }

    /// Speaks another language from now on: its tag, such as `fr-CA`, and its texts; without them, English.
    pub fn speak(&self, tag: String, texts: Option<Texts>) {
        self.language.speak(tag, texts);
    }

    /// Tells `callback` what happens, as plain objects, for the inspector; without one, ends it. What they look like is in
    /// `loader/inspector/recording.js`.
    pub fn watch(&self, callback: Option<Function>) {
        self.live.watch(callback.map(onlooker));
    }

    fn promise(&self, event: impl FnOnce(Option<Ticket>) -> Event) -> Promise {
        let mut ends = None;
        let promise = Promise::new(&mut |resolve, reject| ends = Some((resolve, reject)));
        if let Some((resolve, reject)) = ends {
            self.live
                .promise(event, move |result| settle(result, &resolve, &reject));
        }
        promise
    }
}

fn settle(result: Result<(), TicketError>, resolve: &Function, reject: &Function) {
    // The functions of a promise never throw.
    let _ = match result {
        Ok(()) => resolve.call0(&JsValue::UNDEFINED),
        Err(error) => reject.call1(&JsValue::UNDEFINED, &to_js_error(&error)),
    };
}

/// An `Error` with the `code`, `status` and `retryable` of a `bavard-error`, where a call failed.
fn to_js_error(error: &TicketError) -> JsValue {
    let js_error = js_sys::Error::new(&error.to_string());
    if let TicketError::Failed(failure) = error {
        describe(&js_error, failure);
    }
    js_error.into()
}

fn describe(error: &js_sys::Error, failure: &Failure) {
    for (name, value) in [
        ("code", JsValue::from(failure.code().number())),
        ("status", JsValue::from(failure.status_name())),
        ("retryable", JsValue::from(failure.is_retryable())),
    ] {
        // Setting a property of a fresh error cannot fail.
        let _ = js_sys::Reflect::set(error, &name.into(), &value);
    }
}

fn rejected(message: &str) -> Promise {
    Promise::reject(&js_sys::Error::new(message))
}

fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// The language of the nearest ancestor that says one, the document's in the end.
fn page_language(element: &HtmlElement) -> Option<String> {
    let speaking = element.closest("[lang]").ok().flatten();
    let speaking = speaking.or_else(|| web_sys::window()?.document()?.document_element());
    speaking?.get_attribute("lang")
}
