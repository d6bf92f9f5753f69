//! Questions of every kind, and what visitors do about them besides writing.

use bavard::protocol::dlg::v1::ExecuteRequest;
use bavard::protocol::dlg::v1::common::recognition_settings::{DtmfMapping, DtmfSettings};
use bavard::protocol::dlg::v1::common::{
    QaAction, RecognitionSettings, Selectable, UserInput, View, execute_response_payload::Action,
    selectable::SelectableItem, selectable::selectable_item::SelectedValue, user_input::Input,
};
use prost_types::{Struct, Value, value::Kind};
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::chat_page::ChatPage;
use super::replies::question;
use super::scripted_service::{Answer, Received};

/// A question, changed as the test says.
pub(crate) fn asks_as(text: &str, change: impl FnOnce(&mut QaAction)) -> Answer {
    let mut response = question(text);
    let action = response.payload.as_mut().unwrap().action.as_mut().unwrap();
    let Action::QaAction(asked) = action else {
        panic!("no question")
    };
    change(asked);
    Answer::message(&response)
}

pub(crate) fn view(name: &str) -> Option<View> {
    Some(View {
        name: name.to_owned(),
        ..View::default()
    })
}

pub(crate) fn item(value: &str, text: &str, description: &str, image: &str) -> SelectableItem {
    SelectableItem {
        value: Some(SelectedValue {
            id: "ITEM".to_owned(),
            value: value.to_owned(),
        }),
        display_text: text.to_owned(),
        description: description.to_owned(),
        display_image_uri: image.to_owned(),
    }
}

/// Offers items in a view of that name; with an empty name in none.
pub(crate) fn offers_in(view_name: &str, items: Vec<SelectableItem>) -> Answer {
    asks_as("Which one?", |asked| {
        asked.view = view(view_name).filter(|view| !view.name.is_empty());
        asked.selectable = Some(Selectable {
            selectable_items: items,
        });
    })
}

/// Asks for an input of that type, with a hint.
pub(crate) fn asks_for(view_name: &str, hint: &str) -> Answer {
    asks_as("Please?", |asked| {
        asked.view = view(view_name);
        let hint = Value {
            kind: Some(Kind::StringValue(hint.to_owned())),
        };
        asked.data = Some(Struct {
            fields: [(format!("{view_name}Hint"), hint)].into(),
        });
    })
}

/// Asks on a channel with keys: `1` is mapped, digits end by `#` or after 200 ms.
pub(crate) fn asks_by_keys(text: &str, mask: bool) -> Answer {
    asks_as(text, |asked| {
        asked.mask = mask;
        asked.recognition_settings = Some(RecognitionSettings {
            dtmf_mappings: vec![DtmfMapping {
                id: "SIZE".to_owned(),
                value: "small".to_owned(),
                dtmf_key: "1".to_owned(),
            }],
            dtmf_settings: Some(DtmfSettings {
                inter_digit_timeout: "200ms".to_owned(),
                term_timeout: String::new(),
                term_char: "#".to_owned(),
            }),
        });
    })
}

/// What the visitor's turn carried.
pub(crate) fn input_of(call: &Received) -> UserInput {
    let turn: ExecuteRequest = call.decode();
    turn.payload.unwrap().user_input.unwrap()
}

/// The text that the visitor's turn carried.
pub(crate) fn text_of(call: &Received) -> String {
    match input_of(call).input {
        Some(Input::UserText(text)) => text,
        other => panic!("no text: {other:?}"),
    }
}

/// A key is pressed on an element. Says whether the widget took it, so that the browser does nothing about it.
pub(crate) fn press(element: &Element, key: &str) -> bool {
    press_as(element, key, "{}")
}

/// As [`press`], with more of the event, such as `{ shiftKey: true }`.
pub(crate) fn press_as(element: &Element, key: &str, more: &str) -> bool {
    let dispatch = js_sys::Function::new_with_args(
        "element, key",
        &format!(
            "return !element.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true, composed: true, ...{more} }}))"
        ),
    );
    let taken = dispatch.call2(&JsValue::NULL, element, &key.into());
    taken.unwrap().as_bool().unwrap()
}

/// The text is in the field, and not sent.
pub(crate) async fn fill(page: &ChatPage, text: &str) {
    let input = page.shows("input").await;
    let fill = js_sys::Function::new_with_args(
        "input, text",
        "input.value = text; input.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    fill.call2(&JsValue::NULL, &input, &text.into()).unwrap();
}

pub(crate) fn value_of(element: &Element) -> String {
    let value = js_sys::Reflect::get(element, &"value".into()).unwrap();
    value.as_string().unwrap()
}

/// The part of the chat that has the focus.
pub(crate) fn focused(page: &ChatPage) -> Option<Element> {
    page.host.shadow_root().unwrap().active_element()
}

pub(crate) fn find(page: &ChatPage, selector: &str) -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast;
    let root = page.host.shadow_root().unwrap();
    let found = root.query_selector(selector).unwrap();
    found.map(JsCast::unchecked_into)
}

/// Has the chat look as it does in a page, so that things have their places.
pub(crate) fn dress(page: &ChatPage) {
    let dress = js_sys::Function::new_with_args(
        "root, style",
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(style); root.adoptedStyleSheets = [sheet];
         root.host.style.cssText = 'position: relative; inset: 0; display: block; inline-size: 360px'",
    );
    let root = page.host.shadow_root().unwrap();
    let style = include_str!("../../../style/bavard.css");
    dress.call2(&JsValue::NULL, &root, &style.into()).unwrap();
}
