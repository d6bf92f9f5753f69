//! What is kept of a conversation in the tab, and what comes of it when the page is there again.

use crate::support::chat_page::{ChatPage, until};
use crate::support::replies::{
    alive, asks, asks_masked, ends, offers, started, stopped, wants_data,
};
use crate::support::scripted_service::{Answer, ScriptedService};
use bavard::conversation::Settings;
use bavard::driver::kept_under;
use bavard::protocol::dlg::v1::ExecuteRequest;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CustomEvent, Event};

/// An element with a window that is open, and a name of its own.
pub(crate) fn named(id: &str) -> ChatPage {
    let page = ChatPage::named(id);
    page.host.set_attribute("open", "").unwrap();
    page
}

pub(crate) fn opened(id: &str) -> ChatPage {
    let mut page = named(id);
    page.connect();
    page
}

/// The element is opened with a listener that writes down what became of sessions.
fn opened_and_watched(id: &str) -> (ChatPage, Closure<dyn FnMut(CustomEvent)>) {
    let mut page = named(id);
    let host = page.host.clone();
    let note = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
        let state = js_sys::Reflect::get(&event.detail(), &"state".into()).unwrap();
        let so_far = host.get_attribute("data-sessions").unwrap_or_default();
        let noted = format!("{so_far} {}", state.as_string().unwrap());
        host.set_attribute("data-sessions", noted.trim()).unwrap();
    });
    page.host
        .add_event_listener_with_callback("bavard-session", note.as_ref().unchecked_ref())
        .unwrap();
    page.connect();
    (page, note)
}

pub(crate) fn methods(service: &ScriptedService) -> Vec<String> {
    service
        .received()
        .into_iter()
        .map(|call| call.method)
        .collect()
}

pub(crate) fn stored() -> String {
    let storage = web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap();
    let keys = (0..storage.length().unwrap()).map(|index| storage.key(index).unwrap().unwrap());
    keys.map(|key| {
        let value = storage.get_item(&key).unwrap().unwrap();
        format!("{key}={value}\n")
    })
    .collect()
}

#[wasm_bindgen_test]
async fn after_a_reload_the_transcript_is_there_and_the_session_goes_on() {
    let service = ScriptedService::start([
        started(),
        offers(
            "Which size?",
            &[("SIZE", "s", "Small"), ("SIZE", "l", "Large")],
        ),
    ]);
    let page = opened("reload");
    page.shows("selectable").await;
    drop(page);
    service.then(alive(600));
    service.then(asks("Large it is."));

    let (page, _note) = opened_and_watched("reload");
    page.shows("selectable").await;
    assert_eq!(page.messages(), ["Which size?"]);
    assert_eq!(methods(&service), ["Start", "Execute", "Status"]);
    assert_eq!(
        page.host.get_attribute("data-sessions").as_deref(),
        Some("resumed")
    );
    page.parts("selectable")[1]
        .dispatch_event(&web_sys::MouseEvent::new("click").unwrap())
        .unwrap();
    page.sees("Large it is.").await;
    assert_eq!(page.messages(), ["Which size?", "Large", "Large it is."]);
    let turn: ExecuteRequest = service.received()[3].decode();
    assert_eq!(turn.session_id, "session-1");
    let status = page.part("status").unwrap().text_content().unwrap();
    assert_eq!(status, "Large it is.", "only what is new is announced");
}

#[wasm_bindgen_test]
async fn a_session_that_expired_is_shown_and_divided_from_a_new_one() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let page = opened("expired");
    page.sees("What can I get you?").await;
    drop(page);
    service.then(Answer::Status(5, "no such session"));
    service.then(started());
    service.then(asks("Welcome back."));

    let (page, _note) = opened_and_watched("expired");
    page.sees("Welcome back.").await;
    assert_eq!(page.parts("divider").len(), 1);
    assert_eq!(page.messages(), ["What can I get you?", "Welcome back."]);
    let sessions = page.host.get_attribute("data-sessions");
    assert_eq!(sessions.as_deref(), Some("expired started"));
}

#[wasm_bindgen_test]
async fn a_message_under_way_when_the_page_went_can_be_sent_again_and_was_sent_once() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let page = opened("under-way");
    page.sees("What can I get you?").await;
    service.then(Answer::Never);
    page.write("An espresso").await;
    until("the message is under way", || service.received().len() == 3).await;
    drop(page);
    service.then(alive(600));
    service.then(asks("One espresso."));

    let page = opened("under-way");
    let retry = page.shows("retry").await;
    assert_eq!(methods(&service), ["Start", "Execute", "Execute", "Status"]);
    retry.click();
    page.sees("One espresso.").await;
    assert_eq!(
        page.messages(),
        ["What can I get you?", "An espresso", "One espresso."]
    );
}

#[wasm_bindgen_test]
async fn nothing_typed_into_a_masked_question_is_stored() {
    let service = ScriptedService::start([started(), asks_masked("Your card number?")]);
    let page = opened("masked");
    page.sees("Your card number?").await;
    service.then(wants_data("check_card", "A moment"));
    let never = js_sys::Function::new_no_args("return new Promise(() => {})");
    let handlers = js_sys::Object::new();
    js_sys::Reflect::set(&handlers, &"*".into(), &never).unwrap();
    page.set("clientFetch", &handlers);
    page.write("card 4929-1111").await;
    page.sees("A moment").await;
    let stored = stored();
    assert!(stored.contains("Your card number?"), "{stored}");
    assert!(!stored.contains("4929-1111"), "{stored}");
}

#[wasm_bindgen_test]
async fn with_persist_none_nothing_is_kept() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let mut page = named("none");
    page.host.set_attribute("persist", "none").unwrap();
    page.connect();
    page.sees("What can I get you?").await;
    assert!(!stored().contains("\nnone"), "{}", stored());
    assert!(!stored().contains("bavard:none"), "{}", stored());
    drop(page);
    service.then(started());
    service.then(asks("Welcome."));
    let mut page = named("none");
    page.host.set_attribute("persist", "none").unwrap();
    page.connect();
    page.sees("Welcome.").await;
    assert_eq!(page.messages(), ["Welcome."]);
}

#[wasm_bindgen_test]
async fn two_chats_on_a_page_and_two_models_never_mix() {
    let service = ScriptedService::start([started(), asks("Coffee?")]);
    let coffee = opened("left");
    coffee.sees("Coffee?").await;
    service.then(started());
    service.then(asks("Where to?"));
    let travel = opened("right");
    travel.sees("Where to?").await;
    drop((coffee, travel));
    service.then(started());
    service.then(asks("Another model."));
    let mut other = named("left");
    other
        .host
        .set_attribute("model-urn", "urn:nuance-mix:tag:model/tea/mix.dialog")
        .unwrap();
    other.connect();
    other.sees("Another model.").await;
    assert_eq!(other.messages(), ["Another model."]);
    service.then(alive(600));
    let coffee = opened("left");
    coffee.sees("Coffee?").await;
    service.then(alive(600));
    let travel = opened("right");
    travel.sees("Where to?").await;
    assert_eq!(coffee.messages(), ["Coffee?"]);
    until("both are asked for their status", || {
        service.received().len() == 8
    })
    .await;
}

#[wasm_bindgen_test]
async fn stop_leaves_nothing_and_restart_keeps_what_is_in_view() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let page = opened("stop");
    page.sees("What can I get you?").await;
    assert!(stored().contains("bavard:stop"));
    service.then(stopped());
    service.then(started());
    service.then(asks("Welcome again."));
    JsFuture::from(page.chat.as_ref().unwrap().restart())
        .await
        .unwrap();
    page.sees("Welcome again.").await;
    let kept = stored();
    assert!(
        kept.contains("What can I get you?") && kept.contains("Welcome again."),
        "{kept}"
    );
    service.then(stopped());
    JsFuture::from(page.chat.as_ref().unwrap().stop())
        .await
        .unwrap();
    assert!(!stored().contains("bavard:stop"), "{}", stored());
}

#[wasm_bindgen_test]
async fn a_dialog_that_has_ended_stays_in_view_after_a_reload() {
    let service = ScriptedService::start([started(), ends("Goodbye.")]);
    let page = opened("ended");
    page.shows("restart").await;
    drop(page);
    let page = opened("ended");
    page.shows("restart").await;
    assert_eq!(page.messages(), ["Goodbye."]);
    assert_eq!(methods(&service), ["Start", "Execute"]);
}

#[wasm_bindgen_test]
async fn restored_entries_are_told_as_they_were() {
    let service = ScriptedService::start([started(), asks("<b>Coffee</b>?")]);
    let page = opened("entries");
    page.sees("Coffee").await;
    service.then(asks("Which size?"));
    page.write("An espresso").await;
    page.sees("Which size?").await;
    let entries = |page: &ChatPage| {
        let entries = page.chat.as_ref().unwrap().transcript();
        js_sys::JSON::stringify(&entries)
            .unwrap()
            .as_string()
            .unwrap()
    };
    let before = entries(&page);
    assert!(
        before.contains("<b>Coffee</b>?") && before.contains("delivered"),
        "{before}"
    );
    drop(page);
    service.then(alive(600));
    let page = opened("entries");
    page.sees("Which size?").await;
    assert_eq!(entries(&page), before);
}

#[wasm_bindgen_test]
async fn an_unreadable_kept_state_is_ignored() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let page = opened("unreadable");
    page.sees("What can I get you?").await;
    drop(page);
    let storage = web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap();
    let key = (0..storage.length().unwrap())
        .map(|index| storage.key(index).unwrap().unwrap())
        .find(|key| key.starts_with("bavard:unreadable") && !key.ends_with(":0"))
        .unwrap();
    for unreadable in ["[0,[999]]", "{", "[0]", ""] {
        storage.set_item(&key, unreadable).unwrap();
        service.then(started());
        service.then(asks("Welcome."));
        let page = opened("unreadable");
        page.sees("Welcome.").await;
        assert_eq!(page.messages(), ["Welcome."], "{unreadable}");
    }
}

#[wasm_bindgen_test]
async fn a_full_storage_drops_the_oldest_and_never_breaks_the_chat() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let page = opened("full");
    page.sees("What can I get you?").await;
    let long = "espresso ".repeat(8_000);
    for turn in 0..40 {
        service.then(asks(&format!("{turn}: {long}")));
        page.write(&format!("turn {turn}")).await;
        page.sees(&format!("{turn}: espresso")).await;
    }
    let kept = stored().len();
    assert!(kept < 2_000_000, "{kept} characters are kept");
    drop(page);
    service.then(alive(600));
    let page = opened("full");
    page.sees("39: espresso").await;
    assert!(
        !page
            .messages()
            .iter()
            .any(|message| message.starts_with("0: "))
    );
    let storage = web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap();
    storage.clear().unwrap();
}

#[wasm_bindgen_test]
async fn a_refused_storage_never_breaks_the_chat() {
    let refuse = js_sys::Function::new_no_args(
        "const set = Storage.prototype.setItem;
         Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError') };
         return () => { Storage.prototype.setItem = set };",
    );
    let relent: js_sys::Function = refuse.call0(&JsValue::UNDEFINED).unwrap().unchecked_into();
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let page = opened("refused");
    page.sees("What can I get you?").await;
    service.then(asks("Which size?"));
    page.write("An espresso").await;
    page.sees("Which size?").await;
    relent.call0(&JsValue::UNDEFINED).unwrap();
}

#[wasm_bindgen_test]
async fn a_page_that_comes_back_from_the_cache_asks_for_the_status() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let (page, _note) = opened_and_watched("cached");
    page.sees("What can I get you?").await;
    let window = web_sys::window().unwrap();
    window
        .dispatch_event(&Event::new("pagehide").unwrap())
        .unwrap();
    service.then(alive(600));
    let shown = js_sys::Function::new_no_args(
        "return new PageTransitionEvent('pageshow', { persisted: true })",
    );
    let shown: Event = shown.call0(&JsValue::UNDEFINED).unwrap().unchecked_into();
    window.dispatch_event(&shown).unwrap();
    until("the session is resumed", || {
        page.host.get_attribute("data-sessions").as_deref() == Some("started resumed")
    })
    .await;
    assert_eq!(methods(&service), ["Start", "Execute", "Status"]);
    service.then(asks("Which size?"));
    page.write("An espresso").await;
    page.sees("Which size?").await;
}

#[wasm_bindgen_test]
async fn an_open_chat_is_kept_alive_and_a_closed_one_is_not() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let mut page = named("alive");
    page.host.set_attribute("session-timeout", "2").unwrap();
    page.connect();
    page.sees("What can I get you?").await;
    service.then(Answer::message(
        &bavard::protocol::dlg::v1::UpdateResponse::default(),
    ));
    until("a sign of life is given", || service.received().len() == 3).await;
    assert_eq!(methods(&service)[2], "Update");
    page.host.remove_attribute("open").unwrap();
    page.host
        .dispatch_event(&Event::new("bavard-close").unwrap())
        .unwrap();
    gloo_timers::future::TimeoutFuture::new(2_500).await;
    assert_eq!(service.received().len(), 3, "{:?}", methods(&service));
}

/// Notes how often and how much is written.
const COUNT_WRITES: &str = "
const set = Storage.prototype.setItem;
const count = { writes: 0, characters: 0, relent: () => { Storage.prototype.setItem = set } };
Storage.prototype.setItem = function (key, text) {
  count.writes += 1;
  count.characters += text.length;
  set.call(this, key, text);
};
return count;
";

/// Has so many entries kept, as a page before would have left them.
fn leave_behind(id: &str, entries: u32) {
    let storage = web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap();
    let settings = Settings {
        model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
        ..Settings::default()
    };
    let key = [
        "bavard:",
        &kept_under(id, "https://dialog.example", &settings),
    ]
    .concat();
    let asking = "[3,\"session-1\",[0,[{},null,[],false,null]]]";
    storage
        .set_item(&key, &format!("[0,[1,{entries},null,null,{asking},[]]]"))
        .unwrap();
    for chunk in 0..entries.div_ceil(16) {
        let last = entries.min(chunk * 16 + 16);
        let kept: Vec<_> = (chunk * 16 + 1..=last)
            .map(|id| format!("[{id},0,0,false,1700000000000,false,\"<b>{id}</b> espressos, please\",null,null,null]"))
            .collect();
        storage
            .set_item(&format!("{key}:{chunk}"), &format!("[{}]", kept.join(",")))
            .unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_turn_after_5000_entries_writes_no_more_than_after_104() {
    let mut written = Vec::new();
    for (id, entries) in [("hundred", 104), ("thousands", 5_000)] {
        leave_behind(id, entries);
        let service = ScriptedService::start([alive(600), asks("Which size?")]);
        let page = opened(id);
        page.sees(&format!("{entries} espressos")).await;
        until("the session goes on", || service.received().len() == 1).await;
        assert_eq!(
            page.chat
                .as_ref()
                .unwrap()
                .transcript()
                .unchecked_into::<js_sys::Array>()
                .length(),
            entries
        );
        let count = js_sys::Function::new_no_args(COUNT_WRITES)
            .call0(&JsValue::UNDEFINED)
            .unwrap();
        JsFuture::from(page.chat.as_ref().unwrap().send("An espresso".to_owned()))
            .await
            .unwrap();
        let of = |name: &str| js_sys::Reflect::get(&count, &name.into()).unwrap();
        of("relent")
            .unchecked_into::<js_sys::Function>()
            .call0(&count)
            .unwrap();
        written.push((
            of("writes").as_f64().unwrap(),
            of("characters").as_f64().unwrap(),
        ));
    }
    let [(few, small), (many, large)] = written[..] else {
        panic!("two runs")
    };
    assert!(few > 0.0 && many <= few + 1.0, "{written:?}");
    assert!(large <= small * 1.2, "{written:?}");
}
