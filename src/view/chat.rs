//! The chat as a component of a Leptos app.

use std::rc::Rc;

use js_sys::{Array, Reflect};
use leptos::html::div;
use leptos::prelude::*;
use web_sys::{CssStyleSheet, Element, ShadowRoot, ShadowRootInit, ShadowRootMode};

use super::conversation_view::mount;
use super::dom::{Node, element};
use super::language::Language;
use super::live_view::Changed;
use crate::conversation::{Conversation, Settings};
use crate::driver::{LiveConversation, Page, kept_under};
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
    /// The bot's picture: a URL, absolute or relative to the page.
    #[prop(into, optional)]
    avatar: Option<String>,
    /// Whether to ask for thumbs under the bot's messages; the page hears of them as [`HostEvent::Feedback`].
    ///
    /// [`HostEvent::Feedback`]: crate::conversation::HostEvent::Feedback
    #[prop(optional)]
    feedback: bool,
    /// Whether the conversation is kept in the browser's tab: over page loads, and in step with other tabs.
    #[prop(default = true)]
    persist: bool,
    /// Tells what is kept from what other chats of the site keep.
    #[prop(into, default = "chat".to_owned())]
    id: String,
    /// Fetches data, hands over and hears of events; without one the dialog is told that there is no handler.
    #[prop(optional)]
    page: Option<Rc<dyn Page>>,
    /// Where bearer tokens come from; without one calls carry none.
    #[prop(optional)]
    tokens: Option<BearerTokenSource>,
) -> impl IntoView {
    let key = persist.then(|| kept_under(&id, &endpoint, &settings));
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
        // The view reads them off its host, as those of `<bavard-chat>`. Names that are names do not fail.
        if let Some(avatar) = &avatar {
            let _ = host.set_attribute("avatar", avatar);
        }
        if feedback {
            let _ = host.set_attribute("feedback", "thumbs");
        }
        let (window, panel) = frame(&heading, subheading.as_deref());
        // Fails only where a node would hold itself.
        let _ = root.append_child(&window);
        mounted.set_value(Some(mount(
            &panel,
            live.clone(),
            changed.clone(),
            &Language::default(),
        )));
        live.begin(key.clone(), None);
    };
    div().attr("placement", "inline").directive(show, ())
}

/// The window and the panel in it.
fn frame(heading: &str, subheading: Option<&str>) -> (Node, Node) {
    let titles = element("div").class("titles");
    titles.add(
        &element("h2")
            .part("heading")
            .attr("id", "heading")
            .text(heading),
    );
    if let Some(words) = subheading {
        titles.add(&element("p").class("subheading").text(words));
    }
    let panel = element("div").class("panel");
    let window = element("section")
        .part("window")
        .attr("aria-labelledby", "heading")
        .child(
            &element("header")
                .part("header")
                .child(&titles)
                .child(&element("div").class("actions")),
        )
        .child(&panel);
    (window, panel)
}

/// The shadow root of a host, dressed; `None` where the browser has none to give.
fn shadow_root(host: &Element) -> Option<ShadowRoot> {
    let root = host
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .ok()?;
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(STYLE).ok()?;
    Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).ok()?;
    Some(root)
}
