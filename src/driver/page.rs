//! What a conversation needs of the page that holds it.

use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use crate::conversation::{Data, HostEvent, ReturnedDataError};

/// The page's answer to a request for data. Dropping it before it is there tells the page to stop.
pub type PageAnswer = Pin<Box<dyn Future<Output = Result<Data, ReturnedDataError>>>>;

/// The page that holds the chat: an element in a document, or an app that embeds [`crate::Chat`].
pub trait Page {
    /// Fetches the data that node `node` of the dialog asks for (`da_action`).
    fn fetch_data(&self, node: &str, data: Data) -> PageAnswer;

    /// Hands the visitor over to a person (`escalation_action`); the answer is what the page reports back.
    fn hand_over(&self, node: &str, data: Data) -> PageAnswer;

    /// Tells the page what happened.
    fn tell(&self, event: &HostEvent);

    /// Whether the window of the chat is open; always, unless the page can close it.
    fn is_open(&self) -> bool {
        true
    }
}

/// An app that supplies no page: the dialog hears that there is no handler.
impl Page for Option<Rc<dyn Page>> {
    fn fetch_data(&self, node: &str, data: Data) -> PageAnswer {
        match self {
            Some(page) => page.fetch_data(node, data),
            None => Box::pin(ready(Err(ReturnedDataError::NoHandler))),
        }
    }

    fn hand_over(&self, node: &str, data: Data) -> PageAnswer {
        match self {
            Some(page) => page.hand_over(node, data),
            None => Box::pin(ready(Err(ReturnedDataError::NoHandler))),
        }
    }

    fn tell(&self, event: &HostEvent) {
        if let Some(page) = self {
            page.tell(event);
        }
    }

    fn is_open(&self) -> bool {
        self.as_ref().is_none_or(|page| page.is_open())
    }
}
