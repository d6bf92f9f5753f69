//! Several tabs that show one conversation. Two elements of the same name stand in for two tabs: they hold the same lock
//! and hear the same channel.

use crate::keeping::{methods, named, opened, stored};
use crate::support::chat_page::until;
use crate::support::replies::{alive, asks, asks_masked, offers, started, stopped};
use crate::support::scripted_service::ScriptedService;
use bavard::protocol::dlg::v1::ExecuteRequest;
use bavard::protocol::dlg::v1::common::user_input::Input as Given;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_second_tab_shows_what_the_first_one_has_and_starts_nothing() {
    let service = ScriptedService::start([
        started(),
        offers(
            "Which size?",
            &[("SIZE", "s", "Small"), ("SIZE", "l", "Large")],
        ),
    ]);
    let first = opened("second-tab");
    first.shows("selectable").await;
    let second = opened("second-tab");
    second.sees("Which size?").await;
    second.shows("selectable").await;
    assert_eq!(second.parts("selectable").len(), 2);
    assert_eq!(methods(&service), ["Start", "Execute"]);
}

#[wasm_bindgen_test]
async fn what_happens_in_either_tab_shows_in_both() {
    let service = ScriptedService::start([
        started(),
        offers(
            "Which size?",
            &[("SIZE", "s", "Small"), ("SIZE", "l", "Large")],
        ),
    ]);
    let first = opened("both");
    first.shows("selectable").await;
    let second = opened("both");
    second.shows("selectable").await;
    service.then(asks("Large it is."));
    second.parts("selectable")[1]
        .dispatch_event(&web_sys::MouseEvent::new("click").unwrap())
        .unwrap();
    first.sees("Large it is.").await;
    second.sees("Large it is.").await;
    assert!(second.parts("selectable").is_empty());
    service.then(asks("Anything else?"));
    first.write("And a cake").await;
    second.sees("Anything else?").await;
    let said = [
        "Which size?",
        "Large",
        "Large it is.",
        "And a cake",
        "Anything else?",
    ];
    assert_eq!(first.messages(), said);
    assert_eq!(second.messages(), said);
    assert_eq!(
        methods(&service),
        ["Start", "Execute", "Execute", "Execute"]
    );
}

#[wasm_bindgen_test]
async fn another_tab_takes_over_when_the_talking_one_goes() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let first = opened("take-over");
    first.sees("What can I get you?").await;
    let second = opened("take-over");
    second.sees("What can I get you?").await;
    service.then(alive(600));
    service.then(asks("Which size?"));
    drop(first);
    until("the second tab asks for the status", || {
        service.received().len() == 3
    })
    .await;
    second.write("An espresso").await;
    second.sees("Which size?").await;
    assert_eq!(methods(&service), ["Start", "Execute", "Status", "Execute"]);
    assert_eq!(
        second.messages(),
        ["What can I get you?", "An espresso", "Which size?"]
    );
}

#[wasm_bindgen_test]
async fn a_masked_answer_of_a_following_tab_is_sent_but_neither_shown_nor_stored() {
    let service = ScriptedService::start([started(), asks_masked("Your card number?")]);
    let first = opened("masked-tab");
    first.sees("Your card number?").await;
    let second = opened("masked-tab");
    second.sees("Your card number?").await;
    service.then(asks("Thank you."));
    second.write("4929-1111").await;
    first.sees("Thank you.").await;
    second.sees("Thank you.").await;
    let turn: ExecuteRequest = service.received()[2].decode();
    let input = turn.payload.unwrap().user_input.unwrap().input.unwrap();
    assert!(matches!(input, Given::UserText(text) if text == "4929-1111"));
    for shown in [first.messages(), second.messages()] {
        assert!(!shown.concat().contains("4929"), "{shown:?}");
    }
    assert!(!stored().contains("4929"), "{}", stored());
}

#[wasm_bindgen_test]
async fn a_promise_of_a_following_tab_is_kept_by_the_talking_one() {
    let service = ScriptedService::start([started(), asks("What can I get you?")]);
    let first = opened("promise");
    first.sees("What can I get you?").await;
    let second = opened("promise");
    second.sees("What can I get you?").await;
    let second_chat = second.chat.as_ref().unwrap();
    assert!(
        JsFuture::from(second_chat.send(" ".to_owned()))
            .await
            .is_err()
    );
    service.then(asks("Which size?"));
    JsFuture::from(second_chat.send("An espresso".to_owned()))
        .await
        .unwrap();
    first.sees("Which size?").await;
    service.then(stopped());
    JsFuture::from(second_chat.stop()).await.unwrap();
    first.shows("restart").await;
    second.shows("restart").await;
}

#[wasm_bindgen_test]
async fn tabs_with_persist_none_have_a_conversation_each() {
    let service = ScriptedService::start([started(), asks("One.")]);
    let mut first = named("apart");
    first.host.set_attribute("persist", "none").unwrap();
    first.connect();
    first.sees("One.").await;
    service.then(started());
    service.then(asks("Two."));
    let mut second = named("apart");
    second.host.set_attribute("persist", "none").unwrap();
    second.connect();
    second.sees("Two.").await;
    assert_eq!(first.messages(), ["One."]);
}
