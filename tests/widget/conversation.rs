//! The widget in a real browser, against a dialog service that the test scripts.

use crate::support::chat_page::{ChatPage, until};
use crate::support::replies::{
    asks, asks_masked, ends, offers, question, started, stopped, wants_data,
};
use crate::support::scripted_service::{Answer, ScriptedService};
use bavard::protocol::dlg::v1::common::user_input::Input as Given;
use bavard::protocol::dlg::v1::{ExecuteRequest, StartRequest, StopRequest};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// The text that a turn carried to the service; empty when it carried none.
fn text_of(turn: &ExecuteRequest) -> &str {
    match turn
        .payload
        .as_ref()
        .and_then(|payload| payload.user_input.as_ref())
        .and_then(|input| input.input.as_ref())
    {
        Some(Given::UserText(text)) => text,
        _ => "",
    }
}

#[wasm_bindgen_test]
async fn opening_starts_a_session_and_shows_the_greeting() {
    let service = ScriptedService::start([started(), asks("Welcome. What can I get you?")]);
    let page = ChatPage::opened();
    page.sees("What can I get you?").await;

    let calls = service.received();
    let start: StartRequest = calls[0].decode();
    assert_eq!(calls[0].method, "Start");
    let model = start.payload.unwrap().model_ref.unwrap();
    assert_eq!(model.uri, "urn:nuance-mix:tag:model/coffee/mix.dialog");
    let greeting: ExecuteRequest = calls[1].decode();
    assert_eq!(greeting.session_id, "session-1");
    assert!(
        greeting.payload.is_some(),
        "the greeting is asked for by an empty payload"
    );
    assert_eq!(text_of(&greeting), "");
    assert!(page.part("typing").is_none());
}

#[wasm_bindgen_test]
async fn a_text_is_shown_sent_and_answered() {
    let service = ScriptedService::start([started(), asks("Hello."), asks("An espresso, then.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("An espresso please").await;
    page.sees("An espresso, then.").await;

    assert_eq!(
        page.messages(),
        ["Hello.", "An espresso please", "An espresso, then."]
    );
    assert_eq!(
        text_of(&service.received()[2].decode()),
        "An espresso please"
    );
    let from: Vec<_> = page
        .parts("message")
        .iter()
        .map(|message| message.get_attribute("data-from").unwrap())
        .collect();
    assert_eq!(from, ["bot", "user", "bot"]);
}

#[wasm_bindgen_test]
async fn a_pick_is_sent_and_shown_and_its_buttons_go() {
    let service = ScriptedService::start([
        started(),
        offers(
            "Which size?",
            &[("SIZE", "s", "Small"), ("SIZE", "l", "Large")],
        ),
        asks("Large it is."),
    ]);
    let page = ChatPage::opened();
    page.sees("Which size?").await;
    page.shows("selectable").await;
    let labels: Vec<_> = page
        .parts("selectable")
        .iter()
        .map(|button| button.text_content().unwrap())
        .collect();
    assert_eq!(labels, ["Small", "Large"]);

    page.parts("selectable")[1]
        .dispatch_event(&web_sys::MouseEvent::new("click").unwrap())
        .unwrap();
    page.sees("Large it is.").await;
    assert_eq!(page.messages()[1], "Large");
    assert!(page.parts("selectable").is_empty());
    let turn: ExecuteRequest = service.received()[2].decode();
    let Some(Given::SelectedItem(item)) = turn.payload.unwrap().user_input.unwrap().input else {
        panic!("the pick is no selected_item");
    };
    assert_eq!((item.id.as_str(), item.value.as_str()), ("SIZE", "l"));
}

#[wasm_bindgen_test]
async fn hostile_markup_does_nothing() {
    let hostile = "<b>Hi</b><script>window.hacked = 1</script><img src='x' onerror='window.hacked = 2'>\
                   <a href='javascript:window.hacked = 3'>there</a><svg onload='window.hacked = 4'></svg>\
                   <p style='position: fixed; color: red; background: url(https://evil.example/x)'>styled</p>";
    let _service = ScriptedService::start([started(), asks(hostile)]);
    let page = ChatPage::opened();
    page.sees("Hi").await;
    let message = page.shows("message").await;

    let link = message.query_selector("a").unwrap();
    assert!(
        link.is_none_or(|link| !link.has_attribute("href")),
        "no link with a script behind it"
    );
    for never in ["script", "svg", "[onerror]", "[onload]"] {
        assert!(message.query_selector(never).unwrap().is_none(), "{never}");
    }
    let styled = message.query_selector("p").unwrap().unwrap();
    let style = styled.get_attribute("style").unwrap_or_default();
    assert!(
        style.contains("color") && !style.contains("fixed") && !style.contains("evil"),
        "{style}"
    );
    assert!(
        js_sys::Reflect::get(&js_sys::global(), &"hacked".into())
            .unwrap()
            .is_undefined()
    );
}

#[wasm_bindgen_test]
async fn a_link_opens_in_a_new_tab_and_tells_nobody_where_from() {
    let _service = ScriptedService::start([
        started(),
        asks("See <a href='https://coffee.example/menu'>the menu</a>."),
    ]);
    let page = ChatPage::opened();
    page.sees("the menu").await;
    let link = page
        .shows("message")
        .await
        .query_selector("a")
        .unwrap()
        .unwrap();
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://coffee.example/menu")
    );
    assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    assert_eq!(
        link.get_attribute("rel").as_deref(),
        Some("noopener noreferrer")
    );
}

#[wasm_bindgen_test]
async fn data_comes_from_the_page_and_goes_back_to_the_dialog() {
    let service = ScriptedService::start([
        started(),
        asks("Hello."),
        wants_data("get_coffee_price", "One moment."),
        asks("That is 4.25."),
    ]);
    let mut page = ChatPage::new();
    page.set(
        "clientFetch",
        &js_sys::eval("({ get_coffee_price: async (data, { signal }) => ({ coffee_price: data.COFFEE_TYPE + '/4.25', live: !signal.aborted }) })").unwrap(),
    );
    page.connect();
    page.sees("Hello.").await;
    page.write("espresso").await;
    page.sees("That is 4.25.").await;

    assert_eq!(page.messages()[2], "One moment.");
    let turn: ExecuteRequest = service.received()[3].decode();
    let returned = turn.payload.unwrap().requested_data.unwrap();
    assert_eq!(returned.id, "get_coffee_price");
    let data = bavard::protocol::struct_value::to_json_object(returned.data.unwrap());
    assert_eq!(
        serde_json::Value::from(data),
        serde_json::json!({ "coffee_price": "espresso/4.25", "live": true, "returnCode": "0" })
    );
}

#[wasm_bindgen_test]
async fn a_handler_that_throws_is_reported_to_the_dialog() {
    let service = ScriptedService::start([
        started(),
        wants_data("get_coffee_price", "One moment."),
        asks("No price today."),
    ]);
    let mut page = ChatPage::new();
    page.set(
        "clientFetch",
        &js_sys::eval("({ '*': async () => { throw new Error('out of stock') } })").unwrap(),
    );
    page.connect();
    page.sees("No price today.").await;
    let turn: ExecuteRequest = service.received()[2].decode();
    let data = turn.payload.unwrap().requested_data.unwrap().data.unwrap();
    assert_eq!(
        serde_json::Value::from(bavard::protocol::struct_value::to_json_object(data)),
        serde_json::json!({ "returnCode": "1", "returnMessage": "out of stock" })
    );
}

#[wasm_bindgen_test]
async fn the_end_closes_the_input_and_a_new_conversation_never_stops_the_old_one() {
    let service = ScriptedService::start([started(), ends("Goodbye.")]);
    let page = ChatPage::opened();
    page.sees("Goodbye.").await;
    let restart = page.shows("restart").await;
    assert!(page.part("input").is_none());

    service.then(started());
    service.then(asks("Hello again."));
    restart.click();
    page.sees("Hello again.").await;
    page.shows("input").await;
    assert!(page.part("divider").is_some());
    let methods: Vec<_> = service
        .received()
        .iter()
        .map(|call| call.method.clone())
        .collect();
    assert_eq!(methods, ["Start", "Execute", "Start", "Execute"]);
}

#[wasm_bindgen_test]
async fn a_message_that_is_cut_off_stays_and_is_sent_again_on_request() {
    let service =
        ScriptedService::start([started(), asks("Hello."), Answer::cut(&question("lost"))]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("Are you there?").await;
    let retry = page.shows("retry").await;
    assert_eq!(page.messages(), ["Hello.", "Are you there?"]);

    service.then(asks("I am."));
    retry.click();
    page.sees("I am.").await;
    assert_eq!(page.messages(), ["Hello.", "Are you there?", "I am."]);
    assert!(page.part("banner").is_none());
    assert_eq!(text_of(&service.received()[3].decode()), "Are you there?");
}

#[wasm_bindgen_test]
async fn an_endpoint_that_refuses_is_tried_again_then_said() {
    let service = ScriptedService::start([started(), asks("Hello."), Answer::Refuse]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("Hi").await;
    let banner = page.shows("banner").await;
    assert!(banner.text_content().unwrap().contains("cannot be reached"));
    service.then(asks("Now it works."));
    page.shows("retry").await.click();
    page.sees("Now it works.").await;
}

#[wasm_bindgen_test]
async fn an_endpoint_that_answers_a_web_page_is_not_a_dialog_service() {
    let _service = ScriptedService::start([Answer::Html]);
    let heard = js_sys::eval("(() => { const heard = []; addEventListener('bavard-error', (event) => heard.push(event.detail)); return heard })()").unwrap();
    let page = ChatPage::opened();
    let banner = page.shows("banner").await;
    assert!(banner.text_content().unwrap().contains("not available"));
    let heard: js_sys::Array = heard.into();
    let last = heard.get(heard.length() - 1);
    let message = js_sys::Reflect::get(&last, &"message".into())
        .unwrap()
        .as_string()
        .unwrap();
    assert!(message.contains("not a dialog service"), "{message}");
}

#[wasm_bindgen_test]
async fn a_session_that_is_gone_leaves_the_message_and_offers_a_new_conversation() {
    let service = ScriptedService::start([
        started(),
        asks("Hello."),
        Answer::Status(5, "Could not find session"),
    ]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("Still there?").await;
    let restart = page.shows("restart").await;
    assert!(page.part("input").is_none());
    assert!(page.messages().contains(&"Still there?".to_owned()));
    service.then(started());
    service.then(asks("Welcome back."));
    restart.click();
    page.sees("Welcome back.").await;
}

#[wasm_bindgen_test]
async fn a_token_that_is_refused_is_asked_for_once_more() {
    let service =
        ScriptedService::start([Answer::Status(16, "expired"), started(), asks("Hello.")]);
    let mut page = ChatPage::new();
    page.set(
        "getToken",
        &js_sys::eval("(() => { let made = 0; return async () => `token-${++made}` })()").unwrap(),
    );
    page.connect();
    page.sees("Hello.").await;
    let tokens: Vec<_> = service
        .received()
        .iter()
        .map(|call| call.authorization.clone().unwrap())
        .collect();
    assert_eq!(
        tokens,
        ["Bearer token-1", "Bearer token-2", "Bearer token-2"]
    );
}

#[wasm_bindgen_test]
async fn what_is_typed_into_a_masked_question_is_nowhere_in_the_page() {
    let service = ScriptedService::start([started(), asks_masked("Your PIN?"), asks("Thank you.")]);
    let heard = js_sys::eval("(() => { const heard = []; addEventListener('bavard-message', (event) => heard.push(event.detail)); return heard })()").unwrap();
    let page = ChatPage::opened();
    page.sees("Your PIN?").await;
    let input = page.shows("input").await;
    assert_eq!(input.get_attribute("type").as_deref(), Some("password"));
    page.write("0417").await;
    page.sees("Thank you.").await;

    assert_eq!(text_of(&service.received()[2].decode()), "0417");
    assert!(!page.messages().concat().contains("0417"));
    let transcript = page.chat.as_ref().unwrap().transcript();
    for told in [&transcript, &heard] {
        assert!(
            !js_sys::JSON::stringify(told)
                .unwrap()
                .as_string()
                .unwrap()
                .contains("0417")
        );
    }
}

#[wasm_bindgen_test]
async fn a_promise_of_send_is_settled_when_the_bot_asks_again() {
    let service = ScriptedService::start([started(), asks("Hello."), asks("Good.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    JsFuture::from(page.chat.as_ref().unwrap().send("Hi".to_owned()))
        .await
        .unwrap();
    page.sees("Good.").await;

    service.then(Answer::Status(13, "boom"));
    let error = JsFuture::from(page.chat.as_ref().unwrap().send("Hi".to_owned()))
        .await
        .unwrap_err();
    let read = |name: &str| js_sys::Reflect::get(&error, &name.into()).unwrap();
    assert_eq!(read("code").as_f64(), Some(13.0));
    assert_eq!(read("status").as_string().as_deref(), Some("INTERNAL"));
    assert_eq!(read("retryable"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn stopping_tells_the_service() {
    let service = ScriptedService::start([started(), asks("Hello."), stopped()]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    JsFuture::from(page.chat.as_ref().unwrap().stop())
        .await
        .unwrap();
    let calls = service.received();
    assert_eq!(calls[2].method, "Stop");
    assert_eq!(calls[2].decode::<StopRequest>().session_id, "session-1");
    page.shows("restart").await;
}

#[wasm_bindgen_test]
async fn freeing_the_element_takes_the_view_away_and_asks_the_page_to_stop() {
    let _service = ScriptedService::start([started(), wants_data("slow", "One moment.")]);
    let mut page = ChatPage::new();
    let signals = js_sys::eval("globalThis.signals = []").unwrap();
    page.set("clientFetch", &js_sys::eval("({ slow: (data, { signal }) => { signals.push(signal); return new Promise(() => {}) } })").unwrap());
    page.connect();
    page.sees("One moment.").await;
    let signals: js_sys::Array = signals.into();
    let aborted = || {
        let signal: web_sys::AbortSignal = signals.get(0).into();
        signal.aborted()
    };
    assert!(!aborted());
    page.chat.take();
    until("the page is asked to stop", aborted).await;
    assert!(page.part("transcript").is_none());
}

#[wasm_bindgen_test]
fn an_element_without_a_model_does_not_connect() {
    let page = ChatPage::new();
    page.host.remove_attribute("model-urn").unwrap();
    assert!(bavard::element::connect(&page.host, &page.host, None, None).is_err());
}
