//! A network that comes and goes, and a service that has too much to do.

use crate::support::chat_page::{ChatPage, until};
use crate::support::network::Network;
use crate::support::replies::{asks, question, started};
use crate::support::scripted_service::{Answer, ScriptedService};
use wasm_bindgen_test::wasm_bindgen_test;

fn deliveries(page: &ChatPage) -> Vec<String> {
    page.entries()
        .iter()
        .filter_map(|entry| entry.get_attribute("data-delivery"))
        .collect()
}

#[wasm_bindgen_test]
async fn being_offline_is_said_and_what_is_written_goes_out_in_order_on_return() {
    let service = ScriptedService::start([started(), asks("Hello.")]);
    let network = Network::online();
    let page = ChatPage::opened();
    page.sees("Hello.").await;

    network.go_offline();
    let banner = page.shows("banner").await;
    assert_eq!(
        banner.text_content().as_deref(),
        Some("You are offline. Your message will be sent when you are back.")
    );
    service.then(Answer::Refuse);
    page.write("An espresso").await;
    page.write("large").await;
    // A refusal that came after the network would be no proof that nothing had left.
    until("the attempt was refused and both messages wait", || {
        service.received().len() == 3
            && page.part("typing").is_none()
            && deliveries(&page) == ["waiting", "waiting"]
    })
    .await;
    assert!(page.part("retry").is_none());

    for answer in ["Which size?", "Large it is."] {
        service.then(asks(answer));
    }
    network.come_back();
    page.sees("Large it is.").await;
    assert_eq!(
        page.messages(),
        [
            "Hello.",
            "An espresso",
            "large",
            "Which size?",
            "Large it is."
        ]
    );
    assert_eq!(deliveries(&page), ["delivered", "delivered"]);
    assert!(page.part("banner").is_none());
    // Start, greeting, one attempt without a network, two turns.
    assert_eq!(service.received().len(), 5);
}

#[wasm_bindgen_test]
async fn a_chat_opened_offline_greets_when_the_network_is_back() {
    let service = ScriptedService::start([Answer::Refuse]);
    let network = Network::online();
    network.go_offline();
    let page = ChatPage::opened();
    let banner = page.shows("banner").await;
    assert!(banner.text_content().unwrap().contains("offline"));
    until("it was tried", || service.received().len() == 1).await;

    service.then(started());
    service.then(asks("Hello."));
    network.come_back();
    page.sees("Hello.").await;
    assert!(page.part("banner").is_none());
}

#[wasm_bindgen_test]
async fn a_service_that_answers_is_no_missing_network() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let network = Network::online();
    network.go_offline();
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    assert!(page.part("banner").is_none());
}

#[wasm_bindgen_test]
async fn a_turn_that_was_cut_off_is_asked_for_again_under_its_key_where_the_service_keeps_turns() {
    let kept = |answer: Answer| answer.with("x-bavard-turn", "kept");
    let service = ScriptedService::start([
        kept(started()),
        kept(asks("Hello.")),
        Answer::cut(&question("lost")),
        Answer::Refuse,
        kept(asks("An espresso, then.")),
        kept(asks("Large.")),
    ]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("An espresso").await;
    page.sees("An espresso, then.").await;
    page.write("large").await;
    page.sees("Large.").await;

    let turns: Vec<_> = service
        .received()
        .into_iter()
        .map(|call| call.turn)
        .collect();
    assert_eq!(turns[0], None, "a start has no key");
    let key = |index: usize| turns[index].clone().expect("a key");
    assert_eq!(key(2), key(3));
    assert_eq!(key(2), key(4));
    assert_ne!(key(1), key(2));
    assert_ne!(key(4), key(5));
    assert!(page.part("retry").is_none());
}

#[wasm_bindgen_test]
async fn an_endpoint_that_knows_no_keys_is_sent_none() {
    let service = ScriptedService::start([started(), asks("Hello."), asks("Yes?")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("Hi").await;
    page.sees("Yes?").await;
    assert!(service.received().iter().all(|call| call.turn.is_none()));
}

#[wasm_bindgen_test]
async fn a_busy_service_is_said_waited_for_and_tried_again() {
    let busy = Answer::Status(8, "too many calls").with("retry-after", "1");
    let service = ScriptedService::start([started(), asks("Hello."), busy]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    service.then(asks("Good to see you."));
    page.write("Hi").await;
    let banner = page.shows("banner").await;
    assert!(banner.text_content().unwrap().contains("One moment"));
    page.sees("Good to see you.").await;
    assert!(page.part("banner").is_none());
}

#[wasm_bindgen_test]
async fn the_way_to_try_again_is_under_the_message_that_failed() {
    let service = ScriptedService::start([started(), asks("Hello."), Answer::Status(13, "fault")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("Hi").await;
    let banner = page.shows("banner").await;
    let retry = page.shows("retry").await;
    assert!(!banner.contains(Some(&retry)));
    let entry = retry.closest("[data-delivery=failed]").unwrap().unwrap();
    let words = entry.text_content().unwrap();
    assert!(
        words.contains("Hi") && words.contains("Not delivered"),
        "{words}"
    );

    service.then(asks("Good."));
    retry.click();
    page.sees("Good.").await;
    assert!(page.part("retry").is_none());
    assert_eq!(page.messages(), ["Hello.", "Hi", "Good."]);
}
