//! What the app does for the chat.

use std::future::ready;

use bavard::conversation::{Data, HostEvent, ReturnedDataError};
use bavard::driver::{Page, PageAnswer};
use leptos::prelude::{Set, WriteSignal};
use serde_json::Value;

/// The shop's till: it knows the prices, and tells the app what is said.
#[derive(Debug)]
pub(crate) struct Till {
    pub(crate) hear: WriteSignal<String>,
}

impl Page for Till {
    fn fetch_data(&self, node: &str, _: Data) -> PageAnswer {
        let answer = if node == "get_coffee_price" {
            let data = [("returnCode", "0"), ("coffee_price", "4.25")];
            Ok(data
                .map(|(key, value)| (key.to_owned(), Value::from(value)))
                .into_iter()
                .collect())
        } else {
            Err(ReturnedDataError::NoHandler)
        };
        Box::pin(ready(answer))
    }

    /// Nobody is there to take over.
    fn hand_over(&self, _: &str, _: Data) -> PageAnswer {
        Box::pin(ready(Err(ReturnedDataError::NoHandler)))
    }

    fn tell(&self, event: &HostEvent) {
        if let HostEvent::Message(entry) = event {
            self.hear.set(entry.text.clone());
        }
    }
}
