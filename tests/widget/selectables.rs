//! What can be picked, and how it is shown.

use crate::support::chat_page::{ChatPage, until};
use crate::support::questions::{
    asks_as, dress, find, focused, input_of, item, offers_in, press, text_of,
};
use crate::support::replies::{asks, started};
use crate::support::scripted_service::ScriptedService;
use bavard::protocol::dlg::v1::common::selectable::SelectableItem;
use bavard::protocol::dlg::v1::common::user_input::Input;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const PICTURE: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

fn items(count: usize) -> Vec<SelectableItem> {
    (1..=count)
        .map(|number| item(&number.to_string(), &format!("Number {number}"), "", ""))
        .collect()
}

fn click(element: &Element) {
    element.unchecked_ref::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn a_list_has_rows_with_picture_text_and_description() {
    let with_picture = item("1", "City bike", "Upright", PICTURE);
    let hostile = item("2", "<b>Tandem</b>", "For two", "javascript:alert(1)");
    let _service =
        ScriptedService::start([started(), offers_in("list", vec![with_picture, hostile])]);
    let page = ChatPage::opened();
    let group = page.shows("selectables").await;
    assert!(group.class_list().contains("list"));
    assert_eq!(group.get_attribute("role").as_deref(), Some("group"));
    let rows = page.parts("selectable");
    assert_eq!(rows[0].text_content().unwrap(), "City bikeUpright");
    let picture = rows[0].query_selector("img").unwrap().unwrap();
    assert_eq!(picture.get_attribute("src").as_deref(), Some(PICTURE));
    assert_eq!(rows[1].text_content().unwrap(), "<b>Tandem</b>For two");
    assert!(rows[1].query_selector("img, b").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn a_view_that_is_not_known_is_buttons() {
    let _service = ScriptedService::start([started(), offers_in("hologram", items(2))]);
    let page = ChatPage::opened();
    let group = page.shows("selectables").await;
    assert_eq!(group.class_name(), "selectables");
    assert_eq!(page.parts("selectable").len(), 2);
    assert!(!group.has_attribute("data-many"));
}

#[wasm_bindgen_test]
async fn fifty_choices_are_not_higher_than_the_window() {
    let _service = ScriptedService::start([started(), offers_in("buttons", items(50))]);
    let page = ChatPage::opened();
    dress(&page);
    let group = page.shows("selectables").await;
    assert!(group.client_height() < 300, "{}", group.client_height());
    assert!(group.scroll_height() > group.client_height());
}

#[wasm_bindgen_test]
async fn a_carousel_turns_by_arrows_dots_and_keys() {
    for direction in ["ltr", "rtl"] {
        let _service = ScriptedService::start([started(), offers_in("carousel", items(5))]);
        let page = ChatPage::opened();
        page.host.set_attribute("dir", direction).unwrap();
        dress(&page);
        page.shows("selectables").await;
        let arrow = |name: &str| find(&page, name).unwrap();
        let track = find(&page, ".track").unwrap();
        // Smooth scrolling takes its time.
        track
            .style()
            .set_property("scroll-behavior", "auto")
            .unwrap();
        let is_at = |index: u32| {
            let dots = find(&page, ".dots").unwrap();
            let current = dots.query_selector("[data-current]").unwrap();
            current == dots.children().item(index)
        };
        until("it begins at the beginning", || {
            arrow(".previous").has_attribute("hidden") && !arrow(".next").has_attribute("hidden")
        })
        .await;
        assert!(is_at(0));
        arrow(".next").click();
        until("the next card is there", || is_at(1)).await;
        assert!(!arrow(".previous").has_attribute("hidden"));
        let last = find(&page, ".dots button:last-child").unwrap();
        last.click();
        until("the last card is there", || {
            is_at(4) && arrow(".next").has_attribute("hidden")
        })
        .await;
        let cards = page.parts("selectable");
        cards[4].unchecked_ref::<HtmlElement>().focus().unwrap();
        press(&cards[4], "Home");
        assert_eq!(focused(&page).as_ref(), Some(&cards[0]));
        until("what has the focus is in view", || is_at(0)).await;
        let forwards = if direction == "ltr" {
            "ArrowRight"
        } else {
            "ArrowLeft"
        };
        press(&cards[0], forwards);
        assert_eq!(focused(&page).as_ref(), Some(&cards[1]));
    }
}

#[wasm_bindgen_test]
async fn colours_are_swatches_with_names_and_nothing_else_gets_into_style() {
    let colors = vec![
        item("green", "Green", "#2f7d5b", ""),
        item(
            "trap",
            "Trap",
            "red; background-image: url(https://evil.example/x)",
            "",
        ),
        item("words", "Rainbow", "all of them", ""),
    ];
    let _service = ScriptedService::start([started(), offers_in("colorpicker", colors)]);
    let page = ChatPage::opened();
    page.shows("selectables").await;
    let buttons = page.parts("selectable");
    assert_eq!(buttons[0].text_content().unwrap(), "Green");
    let swatch: HtmlElement = buttons[0]
        .query_selector(".swatch")
        .unwrap()
        .unwrap()
        .unchecked_into();
    let color = swatch.style().get_property_value("background-color");
    assert_eq!(color.unwrap(), "rgb(47, 125, 91)");
    for other in &buttons[1..] {
        assert!(other.query_selector(".swatch").unwrap().is_none());
    }
    assert!(buttons[2].text_content().unwrap().contains("all of them"));
}

#[wasm_bindgen_test]
async fn arrow_keys_move_among_choices() {
    let _service = ScriptedService::start([started(), offers_in("", items(3))]);
    let page = ChatPage::opened();
    page.shows("selectables").await;
    let buttons = page.parts("selectable");
    buttons[0].unchecked_ref::<HtmlElement>().focus().unwrap();
    for (key, index) in [
        ("ArrowRight", 1),
        ("ArrowDown", 2),
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("Home", 0),
        ("End", 2),
    ] {
        let now = focused(&page).unwrap();
        assert!(press(&now, key), "{key} is taken");
        assert_eq!(focused(&page).as_ref(), Some(&buttons[index]), "{key}");
    }
    assert!(!press(&buttons[2], "Enter"), "Enter is the button's own");
}

#[wasm_bindgen_test]
async fn the_focus_is_where_the_visitor_goes_on_before_the_choices_go() {
    let service = ScriptedService::start([started(), offers_in("list", items(2)), asks("Good.")]);
    let page = ChatPage::opened();
    page.shows("selectables").await;
    let button = page.parts("selectable")[1].clone();
    button.unchecked_ref::<HtmlElement>().focus().unwrap();
    click(&button);
    let part = focused(&page).unwrap().get_attribute("part").unwrap();
    assert!(part == "input" || part == "transcript", "{part}");
    page.sees("Good.").await;
    assert!(page.parts("selectable").is_empty());
    assert_eq!(page.messages()[1], "Number 2");
    assert!(focused(&page).is_some());
    assert_eq!(service.received().len(), 3);
}

#[wasm_bindgen_test]
async fn picks_in_markup_are_alive_while_their_question_is_open() {
    let markup = "Take <a data-mix-action='selectable' data-mix-selectable-id='SIZE' data-mix-selectable-value='l'>a large one</a> \
                  or <a data-mix-action='input' data-mix-input='What is there?'>ask</a>.";
    let service = ScriptedService::start([started(), asks(markup), asks("Milk?"), asks("There.")]);
    let page = ChatPage::opened();
    page.sees("a large one").await;
    let pick = find(&page, "[data-mix-action=selectable]").unwrap();
    until("the pick is alive", || {
        pick.get_attribute("tabindex").as_deref() == Some("0")
    })
    .await;
    assert!(!pick.has_attribute("aria-disabled"));
    pick.click();
    page.sees("Milk?").await;
    let Some(Input::SelectedItem(picked)) = input_of(&service.received()[2]).input else {
        panic!("the pick is no selected_item");
    };
    assert_eq!((picked.id.as_str(), picked.value.as_str()), ("SIZE", "l"));

    let pick = find(&page, "[data-mix-action=selectable]").unwrap();
    until("the pick is dead", || {
        pick.get_attribute("tabindex").as_deref() == Some("-1")
    })
    .await;
    pick.click();
    find(&page, "[data-mix-action=input]").unwrap().click();
    page.sees("There.").await;
    let calls = service.received();
    assert_eq!(calls.len(), 4, "the dead pick sent nothing");
    assert_eq!(text_of(&calls[3]), "What is there?");
    assert!(page.messages().contains(&"What is there?".to_owned()));
}

#[wasm_bindgen_test]
async fn a_page_draws_what_can_be_picked_in_its_own_way() {
    let service = ScriptedService::start([
        started(),
        offers_in("stars", vec![item("5", "Five", "Best", PICTURE)]),
        asks("Thank you."),
    ]);
    let mut page = ChatPage::new();
    page.set(
        "selectables",
        &js_sys::eval(
            "({ stars: (items, pick) => {
                const made = document.createElement('button');
                made.id = 'own';
                made.textContent = JSON.stringify(Object.keys(items[0]).sort()) + items[0].text;
                made.addEventListener('click', () => pick(items[0]));
                return made;
            } })",
        )
        .unwrap(),
    );
    page.connect();
    let group = page.shows("selectables").await;
    let own = group.query_selector("#own").unwrap().unwrap();
    assert_eq!(
        own.text_content().unwrap(),
        r#"["description","id","image","text","value"]Five"#
    );
    assert!(page.parts("selectable").is_empty());
    click(&own);
    page.sees("Thank you.").await;
    assert_eq!(page.messages()[1], "Five");
    let Some(Input::SelectedItem(picked)) = input_of(&service.received()[2]).input else {
        panic!("the pick is no selected_item");
    };
    assert_eq!((picked.id.as_str(), picked.value.as_str()), ("ITEM", "5"));
    assert!(find(&page, "#own").is_none());
}

#[wasm_bindgen_test]
async fn a_renderer_that_fails_leaves_it_to_the_chat_and_quotes_nobody() {
    for renderer in [
        "() => { throw new Error('Secret word') }",
        "() => 'Secret word'",
        "() => null",
    ] {
        let _service = ScriptedService::start([
            started(),
            offers_in("stars", vec![item("1", "Secret word", "", "")]),
        ]);
        let errors: js_sys::Array = js_sys::eval(
            "(() => { const errors = []; globalThis.realError = console.error; console.error = (...said) => errors.push(said.join(' ')); return errors })()",
        )
        .unwrap()
        .into();
        let mut page = ChatPage::new();
        page.set(
            "selectables",
            &js_sys::eval(&format!("({{ stars: {renderer} }})")).unwrap(),
        );
        page.connect();
        page.shows("selectable").await;
        js_sys::eval("console.error = globalThis.realError").unwrap();
        assert_eq!(page.parts("selectable").len(), 1);
        let said = errors.join("\n").as_string().unwrap();
        assert!(said.contains("selectables.stars"), "{said}");
        assert!(!said.contains("Secret"), "{said}");
    }
}

#[wasm_bindgen_test]
async fn a_text_answers_a_question_with_choices_as_well() {
    let service = ScriptedService::start([
        started(),
        asks_as("Which one?", |asked| {
            asked.selectable = Some(bavard::protocol::dlg::v1::common::Selectable {
                selectable_items: items(2),
            });
        }),
        asks("Good."),
    ]);
    let page = ChatPage::opened();
    page.shows("selectables").await;
    page.write("the second").await;
    page.sees("Good.").await;
    assert_eq!(text_of(&service.received()[2]), "the second");
    assert!(page.part("selectables").is_none());
}
