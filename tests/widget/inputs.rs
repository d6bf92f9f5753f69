//! Inputs that fit the answer.

use crate::support::chat_page::{ChatPage, until};
use crate::support::questions::{asks_for, fill, find, press, text_of, value_of};
use crate::support::replies::{asks, asks_masked, started};
use crate::support::scripted_service::ScriptedService;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn each_type_of_answer_has_the_field_that_phones_know() {
    for (view, input_type, mode, autocomplete) in [
        ("email", "email", Some("email"), "email"),
        ("phone", "tel", Some("tel"), "tel"),
        ("currency", "text", Some("decimal"), "off"),
        ("number", "text", Some("decimal"), "off"),
        ("date", "date", None, "off"),
    ] {
        let _service = ScriptedService::start([started(), asks_for(view, "Like this")]);
        let page = ChatPage::opened();
        until("the field is there", || {
            page.part("input").is_some_and(|input| {
                input.get_attribute("placeholder").as_deref() == Some("Like this")
            })
        })
        .await;
        let input = page.part("input").unwrap();
        let attribute = |name: &str| input.get_attribute(name);
        assert_eq!(attribute("type").as_deref(), Some(input_type), "{view}");
        assert_eq!(attribute("inputmode").as_deref(), mode, "{view}");
        assert_eq!(attribute("autocomplete").as_deref(), Some(autocomplete));
        assert_eq!(attribute("aria-label").as_deref(), Some("Like this"));
    }
}

#[wasm_bindgen_test]
async fn a_slip_is_said_in_words_and_can_be_sent_all_the_same() {
    let service = ScriptedService::start([
        started(),
        asks_for("email", "you@example.com"),
        asks("I see."),
    ]);
    let page = ChatPage::opened();
    until("the field is there", || {
        find(&page, "[type=email]").is_some()
    })
    .await;
    page.write("no idea").await;
    let input = page.part("input").unwrap();
    let about = find(&page, "#about").unwrap();
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(
        input.get_attribute("aria-describedby").as_deref(),
        Some("about")
    );
    assert_eq!(about.get_attribute("role").as_deref(), Some("alert"));
    assert!(about.text_content().unwrap().contains("email address"));
    assert_eq!(service.received().len(), 2, "nothing was sent");

    fill(&page, "no idea at all").await;
    assert!(!input.has_attribute("aria-invalid"), "it may be right now");
    assert_eq!(about.text_content().unwrap(), "");
    press(&input, "Enter");
    assert_eq!(service.received().len(), 2);
    press(&input, "Enter");
    page.sees("I see.").await;
    assert_eq!(text_of(&service.received()[2]), "no idea at all");
}

#[wasm_bindgen_test]
async fn what_fits_is_sent_without_blanks_around_it() {
    for (view, written, sent) in [
        ("email", " anne@example.com ", "anne@example.com"),
        ("phone", "+33 1 99 00 00 00", "+33 1 99 00 00 00"),
        ("currency", "$50", "$50"),
        ("number", "3", "3"),
        ("date", "2031-06-12", "2031-06-12"),
    ] {
        let service =
            ScriptedService::start([started(), asks_for(view, "Like this"), asks("Good.")]);
        let page = ChatPage::opened();
        until("the field is there", || find(&page, "input").is_some()).await;
        page.write(written).await;
        page.sees("Good.").await;
        assert_eq!(text_of(&service.received()[2]), sent);
        assert_eq!(page.messages()[1], sent);
    }
}

#[wasm_bindgen_test]
async fn whoever_would_rather_write_can() {
    let service =
        ScriptedService::start([started(), asks_for("date", "Which day?"), asks("Good.")]);
    let page = ChatPage::opened();
    until("the field is there", || {
        find(&page, "[type=date]").is_some()
    })
    .await;
    find(&page, ".instead").unwrap().click();
    assert!(find(&page, "textarea").is_some());
    find(&page, ".instead").unwrap().click();
    assert!(find(&page, "[type=date]").is_some());
    find(&page, ".instead").unwrap().click();
    page.write("the day after tomorrow").await;
    page.sees("Good.").await;
    assert_eq!(text_of(&service.received()[2]), "the day after tomorrow");
}

#[wasm_bindgen_test]
async fn what_was_written_before_a_date_was_asked_for_is_not_lost() {
    let service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    fill(&page, "tomorrow").await;
    service.then(asks_for("date", "Which day?"));
    drop(page.chat.as_ref().unwrap().send("Hi".to_owned()));
    page.sees("Please?").await;
    until("the composer knows of the question", || {
        find(&page, "textarea").is_some()
    })
    .await;
    assert_eq!(value_of(&page.part("input").unwrap()), "tomorrow");
}

#[wasm_bindgen_test]
async fn a_hidden_field_can_show_what_is_typed_and_hides_it_again() {
    let service = ScriptedService::start([started(), asks_masked("Your PIN?"), asks("Thank you.")]);
    let page = ChatPage::opened();
    until("the field is there", || {
        find(&page, "[type=password]").is_some()
    })
    .await;
    let input = page.part("input").unwrap();
    assert_eq!(
        input.get_attribute("autocomplete").as_deref(),
        Some("one-time-code")
    );
    let reveal = find(&page, ".reveal").unwrap();
    fill(&page, "0417").await;
    reveal.click();
    assert_eq!(input.get_attribute("type").as_deref(), Some("text"));
    assert_eq!(
        reveal.get_attribute("aria-pressed").as_deref(),
        Some("true")
    );
    assert_eq!(value_of(&input), "0417");
    reveal.click();
    assert_eq!(input.get_attribute("type").as_deref(), Some("password"));
    reveal.click();
    press(&input, "Enter");
    page.sees("Thank you.").await;
    assert_eq!(text_of(&service.received()[2]), "0417");
    assert!(!page.messages().concat().contains("0417"));
}

#[wasm_bindgen_test]
async fn what_is_typed_into_a_hidden_field_is_in_no_storage_and_in_no_later_field() {
    let service =
        ScriptedService::start([started(), asks_masked("Your PIN?"), asks("Never mind.")]);
    let page = ChatPage::opened();
    until("the field is there", || {
        find(&page, "[type=password]").is_some()
    })
    .await;
    fill(&page, "0417").await;
    let stored = js_sys::eval("JSON.stringify(Object.entries(sessionStorage))").unwrap();
    assert!(!stored.as_string().unwrap().contains("0417"));
    drop(page.chat.as_ref().unwrap().send_event(
        "CUSTOM".to_owned(),
        Some("Skip".to_owned()),
        None,
    ));
    page.sees("Never mind.").await;
    until("the field is there", || find(&page, "textarea").is_some()).await;
    assert_eq!(value_of(&page.part("input").unwrap()), "");
    assert_eq!(service.received().len(), 3);
}
