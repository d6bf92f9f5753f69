//! The chat as a component of a Leptos app, in a real browser.

use crate::support::chat_page::until;
use crate::support::replies::{asks, started};
use crate::support::scripted_service::ScriptedService;
use bavard::Chat;
use bavard::conversation::Settings;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

#[component]
fn CoffeeBar() -> impl IntoView {
    let settings = Settings {
        model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
        ..Settings::default()
    };
    view! { <Chat endpoint="https://dialog.example" settings=settings heading="Coffee bar" feedback=true id="coffee-bar" /> }
}

#[wasm_bindgen_test]
async fn a_chat_in_an_app_greets_and_goes_with_the_app() {
    let _service = ScriptedService::start([started(), asks("What can I get you?")]);
    let document = web_sys::window().unwrap().document().unwrap();
    let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    let app = mount_to(place.clone(), CoffeeBar);

    let in_the_chat = |part: &str| {
        let root = place
            .query_selector("[placement]")
            .unwrap()?
            .shadow_root()?;
        root.query_selector(&format!("[part~={part}]"))
            .unwrap()?
            .text_content()
    };
    until("the greeting is there", || {
        in_the_chat("message").as_deref() == Some("What can I get you?")
    })
    .await;
    assert_eq!(in_the_chat("heading").as_deref(), Some("Coffee bar"));
    assert!(in_the_chat("feedback").is_some());
    assert!(in_the_chat("menu").is_some());
    drop(app);
    assert!(place.query_selector("[placement]").unwrap().is_none());
    place.remove();
}
