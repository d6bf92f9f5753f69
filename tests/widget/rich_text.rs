//! Rich text in a real browser: attacks do nothing, pictures and tables keep their place.

use bavard::Chat;
use bavard::conversation::Settings;
use bavard::rich_text::{ImageHosts, SafeUrl, Tag};
use js_sys::{Array, Function, Promise};
use leptos::prelude::mount_to;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::support::chat_page::{ChatPage, until};
use crate::support::hostile_strings::HOSTILE;
use crate::support::replies::{asks, says_at_once, started};
use crate::support::scripted_service::ScriptedService;

/// A picture of one pixel.
const PIXEL: &str =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

fn script(body: &str) -> JsValue {
    Function::new_no_args(body)
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

fn all_of(parent: &Element, selector: &str) -> Vec<Element> {
    let found = parent.query_selector_all(selector).unwrap();
    (0..found.length())
        .map(|index| found.get(index).unwrap().unchecked_into())
        .collect()
}

/// Lets everything that was begun come to its end: two frames, and a picture that has loaded.
async fn settled() {
    let loaded = Function::new_with_args(
        "pixel",
        "return new Promise(done => { const image = new Image(); image.onload = () =>
         requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))); image.src = pixel; })",
    );
    let loaded: Promise = loaded
        .call1(&JsValue::UNDEFINED, &PIXEL.into())
        .unwrap()
        .unchecked_into();
    JsFuture::from(loaded).await.unwrap();
}

#[wasm_bindgen_test]
async fn no_attack_runs_or_fetches_anything() {
    script(
        "window.attacked = [];
         window.attack = () => attacked.push('script');
         window.violations = event => attacked.push(event.violatedDirective);
         window.failures = event => attacked.push('error: ' + event.message);
         addEventListener('securitypolicyviolation', violations);
         addEventListener('error', failures);
         performance.setResourceTimingBufferSize(10000);
         performance.clearResourceTimings()",
    );
    let _service = ScriptedService::start([started(), says_at_once(HOSTILE, "That was all.")]);
    let page = ChatPage::opened();
    page.sees("That was all.").await;
    settled().await;
    let messages = page.parts("message");
    assert!(messages.len() > 250, "{}", messages.len());

    for message in &messages {
        for element in all_of(message, "*") {
            check(&element);
            // What a visitor's pointer and keys would set off.
            for event in [
                "click",
                "focus",
                "mouseover",
                "pointerover",
                "mouseenter",
                "animationstart",
                "toggle",
            ] {
                // A click on these is meant to do something.
                let acts =
                    element.has_attribute("href") || element.has_attribute("data-mix-action");
                if event == "click" && acts {
                    continue;
                }
                element
                    .dispatch_event(&web_sys::Event::new(event).unwrap())
                    .unwrap();
            }
        }
    }
    settled().await;
    let attacked: Array = script("return attacked").unchecked_into();
    assert_eq!(attacked.length(), 0, "{attacked:?}");
    let fetched: Array = script(
        "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name =>
         !name.startsWith('data:') && !name.startsWith(location.origin + '/__wasm_bindgen'))",
    )
    .unchecked_into();
    assert_eq!(fetched.length(), 0, "{fetched:?}");
    assert_eq!(
        page.host.get_attribute("endpoint").as_deref(),
        Some("https://dialog.example")
    );
    script(
        "removeEventListener('securitypolicyviolation', violations); removeEventListener('error', failures);
         delete window.attack; delete window.attacked",
    );
}

/// Only what the contract allows is in the page, and the widget's own attributes.
fn check(element: &Element) {
    let name = element.local_name();
    let classes = element.class_list();
    let is_own = name == "div" && (classes.contains("rich") || classes.contains("scroller"));
    // Those whose question is closed are dead.
    let is_pick = element.get_attribute("data-mix-action").as_deref() == Some("selectable");
    assert!(
        is_own || Tag::ALL.iter().any(|tag| tag.name() == name),
        "<{name}>"
    );
    assert_eq!(
        element.namespace_uri().as_deref(),
        Some("http://www.w3.org/1999/xhtml")
    );
    for attribute in element.get_attribute_names().iter() {
        let attribute = attribute.as_string().unwrap();
        let value = element.get_attribute(&attribute).unwrap();
        let fits = match attribute.as_str() {
            "href" => SafeUrl::link(&value).is_some(),
            "src" => SafeUrl::image(&value).is_some() && !value.contains("evil"),
            "target" => value == "_blank",
            "rel" => value == "noopener noreferrer",
            "style" => !value.contains("url(") && !value.contains("position"),
            "role" => value == "button" || value == "region",
            "tabindex" => value == "0" || (value == "-1" && is_pick),
            "aria-disabled" => value == "true" && is_pick,
            "class" => {
                is_own
                    || !value
                        .split(' ')
                        .any(|class| class == "window" || class == "retry")
            }
            "title"
            | "alt"
            | "width"
            | "height"
            | "colspan"
            | "rowspan"
            | "scope"
            | "dir"
            | "lang"
            | "loading"
            | "decoding"
            | "data-loading"
            | "data-unseen"
            | "data-mix-action"
            | "data-mix-selectable-id"
            | "data-mix-selectable-value"
            | "data-mix-input" => true,
            "aria-label" => is_own,
            _ => false,
        };
        assert!(fits, "{attribute}={value} on <{name}>");
    }
}

#[wasm_bindgen_test]
async fn links_lead_out_and_addresses_in_a_text_are_links() {
    let _service = ScriptedService::start([
        started(),
        asks("See https://example.com/a, write to ann@example.com or call +33 1 99 00 12 34."),
    ]);
    let page = ChatPage::opened();
    page.sees("See").await;
    let links = all_of(&page.parts("message")[0], "a");
    let seen: Vec<_> = links
        .iter()
        .map(|link| {
            assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
            assert_eq!(
                link.get_attribute("rel").as_deref(),
                Some("noopener noreferrer")
            );
            (
                link.get_attribute("href").unwrap(),
                link.text_content().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("https://example.com/a", "https://example.com/a"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("tel:+33199001234", "+33 1 99 00 12 34"),
    ];
    assert_eq!(
        seen,
        expected.map(|(url, text)| (url.to_owned(), text.to_owned()))
    );
    assert_eq!(
        page.messages(),
        ["See https://example.com/a, write to ann@example.com or call +33 1 99 00 12 34."]
    );
}

#[wasm_bindgen_test]
async fn only_hosts_the_site_names_are_asked_for_pictures() {
    script("performance.setResourceTimingBufferSize(10000); performance.clearResourceTimings()");
    let markup = "<img src=https://refused.example/1.png alt='A cup'>, <img src=https://refused.example/2.gif>\
                  <img src=https://a.cdn.example/3.png alt='A pot'>";
    let _service = ScriptedService::start([started(), asks(markup)]);
    let mut page = ChatPage::new();
    page.host
        .set_attribute("image-hosts", "*.cdn.example")
        .unwrap();
    page.connect();
    page.sees("A cup, ").await;
    settled().await;
    let message = &page.parts("message")[0];
    let sources: Vec<_> = all_of(message, "img")
        .iter()
        .map(|image| image.get_attribute("src").unwrap())
        .collect();
    assert!(
        sources
            .iter()
            .all(|source| source == "https://a.cdn.example/3.png")
    );
    let asked = script(
        "return performance.getEntriesByType('resource').some(entry => entry.name.includes('refused.example'))",
    );
    assert_eq!(asked.as_bool(), Some(false));
}

#[wasm_bindgen_test]
async fn a_picture_that_does_not_come_is_described() {
    // Nothing listens there.
    let markup = "<b data-mix-action=input data-mix-input=x><img src=https://127.0.0.1:9/cup.png alt='A cup'></b>\
                  <img src=https://127.0.0.1:9/pixel.png>";
    let _service = ScriptedService::start([started(), asks(markup)]);
    let page = ChatPage::opened();
    page.shows("message").await.scroll_into_view();
    page.sees("A cup").await;
    let message = &page.parts("message")[0];
    until("no broken picture is left", || {
        message.query_selector("img").unwrap().is_none()
    })
    .await;
    assert!(
        message
            .query_selector("[data-mix-action] [data-unseen]")
            .unwrap()
            .is_some()
    );
}

/// A chat of a phone's width, in its own style.
struct NarrowChat {
    place: HtmlElement,
    _app: Box<dyn std::any::Any>,
}

impl NarrowChat {
    fn open(hosts: ImageHosts) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        for (property, value) in [
            ("width", "320px"),
            ("height", "480px"),
            ("position", "fixed"),
            ("inset", "0"),
        ] {
            place.style().set_property(property, value).unwrap();
        }
        document.body().unwrap().append_child(&place).unwrap();
        let app = mount_to(place.clone(), move || {
            let settings = Settings {
                model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
                image_hosts: hosts.clone(),
                ..Settings::default()
            };
            leptos::view! { <Chat endpoint="https://dialog.example" settings=settings persist=false /> }
        });
        Self {
            place,
            _app: Box::new(app),
        }
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        let root = self
            .place
            .query_selector("[placement]")
            .unwrap()?
            .shadow_root()?;
        root.query_selector(selector)
            .unwrap()
            .map(JsCast::unchecked_into)
    }

    async fn shows(&self, selector: &str) -> HtmlElement {
        until(&format!("`{selector}` is shown"), || {
            self.find(selector).is_some()
        })
        .await;
        self.find(selector).unwrap()
    }
}

impl Drop for NarrowChat {
    fn drop(&mut self) {
        self.place.remove();
    }
}

#[wasm_bindgen_test]
async fn nothing_wide_widens_a_narrow_window_and_a_wide_table_scrolls_by_keyboard() {
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
        .repeat(3);
    let cells = "<td>unbreakable-content</td>".repeat(8);
    let markup = format!(
        "<p>{word}</p><p>https://example.com/{word}</p><table><caption>Prices</caption><tr>{cells}</tr></table>\
         <pre>{word}</pre><p style='white-space:nowrap'>{word}</p><h1>{word}</h1><ul><li>{word}</ul>\
         <img src='{PIXEL}' width=10000 height=10000 alt=x><code>{word}</code>\
         <p style='font-size:300px;letter-spacing:90px'>Big</p>"
    );
    let _service = ScriptedService::start([started(), asks(&markup)]);
    let chat = NarrowChat::open(ImageHosts::Any);
    let message = chat
        .shows(".rich pre")
        .await
        .closest(".message")
        .unwrap()
        .unwrap();
    settled().await;
    let transcript = chat.find(".transcript").unwrap();
    assert_eq!(chat.place.client_width(), 320);
    assert_eq!(transcript.client_width(), transcript.scroll_width());
    assert!(message.client_width() < 300, "{}", message.client_width());

    let table = chat.find("[role=region][aria-label=Prices]").unwrap();
    assert!(table.scroll_width() > table.client_width());
    assert_eq!(table.tab_index(), 0);
    assert!(table.query_selector("table > caption").unwrap().is_some());
    let code = chat.find("[role=region][aria-label=Code]").unwrap();
    assert!(code.scroll_width() > code.client_width());
    let image = chat.find(".rich img").unwrap();
    assert!(image.offset_width() <= message.client_width());
    assert!(image.offset_height() <= 480, "{}", image.offset_height());
}

#[wasm_bindgen_test]
async fn a_picture_keeps_its_place_while_it_loads() {
    let picture = |size: &str| format!("<p><img {size} src='{PIXEL}' alt='A cup'></p>");
    let markup = [
        picture("width=120 height=60 class=sized"),
        picture("class=unsized"),
    ]
    .concat();
    let _service = ScriptedService::start([started(), asks(&markup)]);
    let chat = NarrowChat::open(ImageHosts::Any);
    let pictures = [
        chat.shows("img.sized").await,
        chat.shows("img.unsized").await,
    ];
    let sizes = || {
        pictures
            .each_ref()
            .map(|picture| (picture.offset_width(), picture.offset_height()))
    };
    until("the pictures are there", || {
        !pictures
            .iter()
            .any(|picture| picture.has_attribute("data-loading"))
    })
    .await;
    assert_eq!(sizes(), [(120, 60), (1, 1)]);
    // As it was before they came.
    for picture in &pictures {
        assert_eq!(picture.get_attribute("loading").as_deref(), Some("lazy"));
        picture.set_attribute("data-loading", "").unwrap();
    }
    let [sized, (width, height)] = sizes();
    assert_eq!(sized, (120, 60));
    assert!(width > 200 && height * 4 == width * 3, "{width} x {height}");
}

#[wasm_bindgen_test]
async fn a_text_runs_its_own_way() {
    let _service = ScriptedService::start([
        started(),
        asks("مرحبا! اتصل بنا على +33 1 99 00 12 34 <code>a = b</code>"),
    ]);
    let chat = NarrowChat::open(ImageHosts::Any);
    let link = chat.shows(".rich a").await;
    let direction = |element: &Element| {
        let style = web_sys::window()
            .unwrap()
            .get_computed_style(element)
            .unwrap()
            .unwrap();
        style.get_property_value("direction").unwrap()
    };
    assert_eq!(direction(&chat.find(".rich").unwrap()), "rtl");
    assert_eq!(direction(&link), "ltr");
    assert_eq!(direction(&chat.find(".rich code").unwrap()), "ltr");
}
