//! The page behind `<bavard-chat>`: properties and events of the element.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::conversation::{Data, HostEvent, ReturnedDataError};
use crate::driver::{Page, PageAnswer};
use crate::json::{to_data, to_js};
use crate::transport::{
    AbortOnDrop, BearerToken, BearerTokenSource, Fetch, Grant, NoToken, fetch_token,
};

/// The page as an element sees it.
#[derive(Debug, Clone)]
pub(super) struct ElementPage {
    element: HtmlElement,
}

impl ElementPage {
    pub(super) fn new(element: HtmlElement) -> Self {
        Self { element }
    }

    /// Tokens from the element's `getToken`, else from its `token-url`.
    pub(super) fn tokens(&self) -> BearerTokenSource {
        let page = self.clone();
        BearerTokenSource::new(move || {
            let page = page.clone();
            Box::pin(async move { page.token().await })
        })
    }

    async fn token(&self) -> Result<Option<Grant>, NoToken> {
        let attribute = |name| self.element.get_attribute(name).unwrap_or_default();
        let Some(get_token) = self.function("getToken") else {
            let url = attribute("token-url");
            return match url.trim() {
                "" => Ok(None),
                url => fetch_token(&self.fetch(), url, &attribute("model-urn"))
                    .await
                    .map(Some),
            };
        };
        let failed = |error: JsValue| NoToken {
            reason: threw(&error).to_string(),
            unreachable: false,
        };
        let abort = AbortOnDrop::new().map_err(failed)?;
        let answer = get_token.call0(&self.element).map_err(failed)?;
        let answer = JsFuture::from(abort.bound(&answer)).await.map_err(failed)?;
        let token = answer
            .as_string()
            .and_then(|token| BearerToken::parse(&token));
        Ok(token.map(|token| Grant {
            token,
            lifetime: None,
        }))
    }

    /// Tells the element from others on its page: by its `id`, else by its place among those of its kind.
    pub(super) fn instance(&self) -> String {
        let id = self.element.id();
        if !id.is_empty() {
            return id;
        }
        let document = self.element.owner_document();
        let all =
            document.map(|document| document.get_elements_by_tag_name(&self.element.tag_name()));
        let place = all.and_then(|all| {
            (0..all.length()).find(|place| {
                all.item(*place)
                    .is_some_and(|other| other.is_same_node(Some(&self.element)))
            })
        });
        // No id holds a blank.
        ["# ", &place.unwrap_or_default().to_string()].concat()
    }

    /// What makes the requests: the element's `fetch`, or the browser's.
    pub(super) fn fetch(&self) -> Fetch {
        Fetch::by(self.function("fetch"))
    }

    /// The plain object in a property of the element; empty when there is none.
    pub(super) fn data(&self, name: &str) -> Data {
        to_data(&self.property(name)).unwrap_or_default()
    }

    fn property(&self, name: &str) -> JsValue {
        Reflect::get(&self.element, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    fn function(&self, name: &str) -> Option<Function> {
        self.property(name).dyn_into().ok()
    }

    fn ask(&self, handler: Option<Function>, argument: JsValue) -> PageAnswer {
        let element = self.element.clone();
        Box::pin(async move {
            let handler = handler.ok_or(ReturnedDataError::NoHandler)?;
            let abort = AbortOnDrop::new().map_err(|error| threw(&error))?;
            let options = js_sys::Object::new();
            // Setting a property of a fresh object cannot fail.
            let _ = Reflect::set(&options, &"signal".into(), &abort.signal());
            let answer = handler
                .call2(&element, &argument, &options)
                .map_err(|error| threw(&error))?;
            let answer = JsFuture::from(abort.bound(&answer))
                .await
                .map_err(|error| threw(&error))?;
            to_data(&answer).ok_or(ReturnedDataError::NotAnObject)
        })
    }
}

impl Page for ElementPage {
    fn fetch_data(&self, node: &str, data: Data) -> PageAnswer {
        let handlers = self.property("clientFetch");
        let handler = [node, "*"].iter().find_map(|name| {
            let handlers = handlers.dyn_ref::<js_sys::Object>()?;
            // Only what the page put there: a node called `constructor` is none of Object's business.
            if !js_sys::Object::has_own(handlers, &(*name).into()) {
                return None;
            }
            Reflect::get(handlers, &(*name).into())
                .ok()?
                .dyn_into::<Function>()
                .ok()
        });
        self.ask(handler, to_js(&data))
    }

    fn hand_over(&self, node: &str, data: Data) -> PageAnswer {
        let action = serde_json::json!({ "type": "escalation", "id": node, "data": data });
        self.ask(self.function("onEscalation"), to_js(&action))
    }

    fn is_open(&self) -> bool {
        self.element.has_attribute("open")
            || self.element.get_attribute("placement").as_deref() == Some("inline")
    }

    fn tell(&self, event: &HostEvent) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&to_js(event));
        if let Ok(custom) = CustomEvent::new_with_event_init_dict(event.name(), &init) {
            // False only means that a listener called `preventDefault`, which means nothing here.
            let _ = self.element.dispatch_event(&custom);
        }
    }
}

fn threw(error: &JsValue) -> ReturnedDataError {
    let message = error
        .dyn_ref::<js_sys::Error>()
        .and_then(|error| error.message().as_string())
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "the handler failed".to_owned());
    ReturnedDataError::Threw(message)
}
