//! The coffee shop's page.

use std::rc::Rc;

use bavard::Chat;
use bavard::conversation::{Selector, Settings};
use leptos::prelude::*;

use crate::till::Till;

/// The chat fills its box here; what is said in it is a signal of the app.
#[component]
#[expect(
    unreachable_pub,
    reason = "the macro makes the props' visibility of it"
)]
pub(crate) fn CoffeeBar() -> impl IntoView {
    let (said, hear) = signal("nothing yet".to_owned());
    let settings = Settings {
        model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
        selector: Selector {
            channel: "Web_VA".to_owned(),
            ..Selector::default()
        },
        ..Settings::default()
    };
    let page: Rc<dyn bavard::driver::Page> = Rc::new(Till { hear });
    view! {
        <h1>"Coffee bar"</h1>
        <p>"Last said: " <output id="said">{said}</output></p>
        <div class="chat">
            <Chat endpoint=own_origin() settings=settings heading="Coffee bar" page=page />
        </div>
    }
}

/// The dialog service answers at the page's own origin.
fn own_origin() -> String {
    window().location().origin().unwrap_or_default()
}
