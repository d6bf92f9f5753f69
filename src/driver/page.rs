//! What a conversation needs of the page that holds it.

use std::any::Any;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use crate::conversation::{Data, HostEvent, ReturnedDataError, Selectable};

/// The page's answer to a request for data. Dropping it before it is there tells the page to stop.
pub type PageAnswer = Pin<Box<dyn Future<Output = Result<Data, ReturnedDataError>>>>;

/// Picks the selectable of that id and value.
pub type Pick = Box<dyn Fn(String, String)>;

/// Selectables that the page has drawn.
pub struct DrawnSelectables {
    /// What to show in place of the chat's own.
    pub element: web_sys::Element,
    /// What has to live as long as the element does.
    pub held: Box<dyn Any>,
}

impl fmt::Debug for DrawnSelectables {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DrawnSelectables(..)")
    }
}

/// The page that holds the chat: an element in a document, or an app that embeds [`crate::Chat`].
pub trait Page {
    /// Fetches the data that node `node` of the dialog asks for (`da_action`).
    fn fetch_data(&self, node: &str, data: Data) -> PageAnswer;

    /// Hands the visitor over to a person (`escalation_action`); the answer is what the page reports back.
    fn hand_over(&self, node: &str, data: Data) -> PageAnswer;

    /// Tells the page what happened.
    fn tell(&self, event: &HostEvent);

    /// Draws what can be picked in a way of the page's own; `None` leaves it to the chat.
    ///
    /// `view_name` is the type that the bot wants it shown as, `buttons` where it says none.
    fn draw_selectables(
        &self,
        _view_name: &str,
        _items: &[Selectable],
        _pick: Pick,
    ) -> Option<DrawnSelectables> {
        None
    }

    /// Under which name the tab keeps what the visitor has written and not yet sent; `None` keeps nothing.
    fn draft_key(&self) -> Option<String> {
        None
    }

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

    fn draw_selectables(
        &self,
        view_name: &str,
        items: &[Selectable],
        pick: Pick,
    ) -> Option<DrawnSelectables> {
        self.as_ref()?.draw_selectables(view_name, items, pick)
    }

    fn draft_key(&self) -> Option<String> {
        self.as_ref()?.draft_key()
    }

    fn is_open(&self) -> bool {
        self.as_ref().is_none_or(|page| page.is_open())
    }
}
