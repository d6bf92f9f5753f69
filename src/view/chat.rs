//! The chat as a component of a Leptos app.

use std::rc::Rc;

use js_sys::{Array, Reflect};
use leptos::html::{div, h2, header, p, section};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRootInit, ShadowRootMode};

use super::conversation_view::conversation_view;
use super::live_view::{Changed, LiveView};
use crate::conversation::{Conversation, Event, Settings};
use crate::driver::{LiveConversation, Page};
use crate::transport::{BearerTokenSource, DialogClient};

const STYLE: &str = include_str!("../../style/bavard.css");

/// A chat that fills its box, for apps written in Leptos. It starts when it is shown and ends when it goes.
///
/// Everything is inside a shadow root, so that the app's style and the chat's leave each other alone; `--bavard-*`
/// properties reach it. The box needs a height.
///
/// ```no_run
/// use bavard::Chat;
/// use bavard::conversation::Settings;
/// use leptos::prelude::*;
///
/// #[component]
/// fn CoffeeBar() -> impl IntoView {
///     let settings = Settings {
///         model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
///         ..Settings::default()
///     };
///     view! { <Chat endpoint="https://dialog.example.com" settings=settings heading="Coffee bar" /> }
/// }
/// ```
#[component]
#[expect(
    unreachable_pub,
    reason = "re-exported; the macro makes the props' visibility of it"
)]
pub fn Chat(
    /// Base URL of the DialogService.
    #[prop(into)]
    endpoint: String,
    /// The model, selector and data to start with.
    settings: Settings,
    /// What stands above the messages.
    #[prop(into, default = "Chat".to_owned())]
    heading: String,
    /// A line below the heading.
    #[prop(into, optional)]
    subheading: Option<String>,
    /// Fetches data, hands over and hears of events; without one the dialog is told that there is no handler.
    #[prop(optional)]
    page: Option<Rc<dyn Page>>,
    /// Where bearer tokens come from; without one calls carry none.
    #[prop(optional)]
    tokens: Option<BearerTokenSource>,
) -> impl IntoView {
    let client = DialogClient::new(&endpoint, tokens.unwrap_or_default());
    let changed = Changed::new();
    let live = LiveConversation::new(Conversation::new(settings), client, page, {
        let changed = changed.clone();
        move || changed.notify()
    });
    let mounted = StoredValue::new_local(None);
    let show = move |host: Element, (): ()| {
        let Some(root) = shadow_root(&host) else {
            return;
        };
        let (live, changed) = (live.clone(), changed.clone());
        let (heading, subheading) = (heading.clone(), subheading.clone());
        let begun = live.clone();
        mounted.set_value(Some(leptos::mount::mount_to(root, move || {
            section()
                .class("window")
                .attr("part", "window")
                .attr("aria-labelledby", "heading")
                .child((
                    header().class("header").attr("part", "header").child(
                        div().class("titles").child((
                            h2().class("heading")
                                .id("heading")
                                .attr("part", "heading")
                                .child(heading),
                            subheading.map(|words| p().class("subheading").child(words)),
                        )),
                    ),
                    div()
                        .class("panel")
                        .child(conversation_view(LiveView::new(live, changed))),
                ))
        })));
        begun.happen(Event::Open);
    };
    div().attr("placement", "inline").directive(show, ())
}

/// The shadow root of a host, dressed; `None` where the browser has none to give.
fn shadow_root(host: &Element) -> Option<HtmlElement> {
    let root = host
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .ok()?;
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(STYLE).ok()?;
    Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).ok()?;
    // Only methods of nodes are called on it, and those a shadow root has.
    Some(root.unchecked_into())
}
