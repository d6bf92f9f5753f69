//! Nothing of an element is left when it has gone: no listener, timer, observer, channel, request or memory.

use crate::support::chat_page::{ChatPage, until};
use crate::support::replies::{asks, started, wants_data};
use crate::support::scripted_service::{Answer, ScriptedService};
use js_sys::WebAssembly::Memory;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/widget/support/ledger.js")]
extern "C" {
    type Counts;
    fn ledger() -> Counts;
    #[wasm_bindgen(method)]
    fn open(this: &Counts) -> JsValue;
    #[wasm_bindgen(method)]
    fn close(this: &Counts);
}

/// Counts what the page has running. Dropping it gives the page its own functions back.
struct Ledger(Counts);

impl Ledger {
    /// What runs, as JSON without what there is none of.
    fn running(&self) -> String {
        let counts = js_sys::Object::entries(self.0.open().unchecked_ref());
        let some = counts.iter().filter(|count| {
            let count: js_sys::Array = count.clone().unchecked_into();
            count.get(1).as_f64() != Some(0.0)
        });
        let some: js_sys::Array = some.collect();
        js_sys::JSON::stringify(&some).unwrap().into()
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Bytes of the program's memory.
fn memory() -> u32 {
    let memory: Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    buffer.byte_length()
}

/// Mounts a chat, talks until something of each kind runs, and takes the chat away in the middle of it.
async fn visit(number: usize) {
    // Every other visit ends while the service is asked, the rest while the page is.
    let last = if number.is_multiple_of(2) {
        Answer::Never
    } else {
        wants_data("slow", "One moment.")
    };
    let service = ScriptedService::start([started(), asks("Hello."), last]);
    let mut page = ChatPage::new();
    page.set(
        "clientFetch",
        &js_sys::eval("({ slow: () => new Promise(() => {}) })").unwrap(),
    );
    page.connect();
    page.sees("Hello.").await;
    page.write("An espresso").await;
    until("the turn runs", || service.received().len() == 3).await;
    if !number.is_multiple_of(2) {
        page.sees("One moment.").await;
    }
}

#[wasm_bindgen_test]
async fn two_hundred_visits_leave_nothing_behind() {
    // What is made once for the page, such as the browser's own tables, is made in the first visits.
    for number in 0..20 {
        visit(number).await;
    }
    let ledger = Ledger(ledger());
    let before = ledger.running();
    let held = memory();
    for number in 0..200 {
        visit(number).await;
    }
    // What was cancelled is told so in the next task.
    until("everything has ended", || ledger.running() == before).await;
    assert_eq!(memory(), held, "memory grew");
}
