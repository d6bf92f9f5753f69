//! Stands in for the network: `fetch` of the page answers call after call as the test says, in real gRPC-Web bytes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use prost::Message;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// How the service answers a call.
pub(crate) enum Answer {
    /// With a message.
    Message(Vec<u8>),
    /// With a gRPC status.
    Status(u32, &'static str),
    /// With a web page.
    Html,
    /// Not at all: the connection is refused.
    Refuse,
    /// Not as long as the test lasts.
    Never,
    /// With the first half of a message.
    Cut(Vec<u8>),
}

impl Answer {
    pub(crate) fn message(message: &impl Message) -> Self {
        Self::Message(message.encode_to_vec())
    }

    pub(crate) fn cut(message: &impl Message) -> Self {
        Self::Cut(message.encode_to_vec())
    }
}

/// A call as the service got it.
#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) authorization: Option<String>,
    message: Vec<u8>,
}

impl Received {
    pub(crate) fn decode<T: Message + Default>(&self) -> T {
        T::decode(self.message.as_slice()).unwrap()
    }
}

type Script = Rc<RefCell<VecDeque<Answer>>>;

/// The service. Dropping it gives the page its network back.
pub(crate) struct ScriptedService {
    script: Script,
    received: Rc<RefCell<Vec<Received>>>,
    network: JsValue,
    _fetch: Closure<dyn FnMut(web_sys::Request) -> Promise>,
}

impl ScriptedService {
    pub(crate) fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script: Script = Rc::new(RefCell::new(answers.into_iter().collect()));
        let received = Rc::new(RefCell::new(Vec::new()));
        let fetch = Closure::<dyn FnMut(web_sys::Request) -> Promise>::new({
            let (script, received) = (script.clone(), received.clone());
            move |request: web_sys::Request| {
                let (script, received) = (script.clone(), received.clone());
                future_to_promise(async move {
                    let call = read(&request).await;
                    received.borrow_mut().push(call);
                    let answer = script
                        .borrow_mut()
                        .pop_front()
                        .expect("the script ends here, but the widget calls again");
                    if let Answer::Never = answer {
                        std::future::pending::<()>().await;
                    }
                    respond(answer)
                })
            }
        });
        let window = web_sys::window().unwrap();
        let network = Reflect::get(&window, &"fetch".into()).unwrap();
        Reflect::set(&window, &"fetch".into(), fetch.as_ref()).unwrap();
        Self {
            script,
            received,
            network,
            _fetch: fetch,
        }
    }

    pub(crate) fn then(&self, answer: Answer) {
        self.script.borrow_mut().push_back(answer);
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.borrow().clone()
    }
}

impl Drop for ScriptedService {
    fn drop(&mut self) {
        Reflect::set(&web_sys::window().unwrap(), &"fetch".into(), &self.network).unwrap();
    }
}

async fn read(request: &web_sys::Request) -> Received {
    let body = JsFuture::from(request.array_buffer().unwrap())
        .await
        .unwrap();
    let frame = Uint8Array::new(&body).to_vec();
    Received {
        method: request.url().rsplit('/').next().unwrap().to_owned(),
        authorization: request.headers().get("authorization").unwrap(),
        message: frame[5..].to_vec(),
    }
}

fn respond(answer: Answer) -> Result<JsValue, JsValue> {
    let (content_type, bytes) = match answer {
        Answer::Message(message) => {
            let mut bytes = frame(0, &message);
            bytes.extend(frame(0x80, b"grpc-status:0\r\n"));
            ("application/grpc-web+proto", bytes)
        }
        Answer::Status(code, message) => (
            "application/grpc-web+proto",
            frame(
                0x80,
                format!("grpc-status:{code}\r\ngrpc-message:{message}\r\n").as_bytes(),
            ),
        ),
        Answer::Html => ("text/html", b"<!doctype html><p>Welcome to nginx".to_vec()),
        Answer::Cut(message) => {
            let whole = frame(0, &message);
            (
                "application/grpc-web+proto",
                whole[..whole.len() / 2].to_vec(),
            )
        }
        Answer::Refuse | Answer::Never => {
            return Err(js_sys::TypeError::new("Failed to fetch").into());
        }
    };
    let headers = Object::new();
    Reflect::set(&headers, &"content-type".into(), &content_type.into())?;
    let init = Object::new();
    Reflect::set(&init, &"headers".into(), &headers)?;
    let response: Function = Reflect::get(&js_sys::global(), &"Response".into())?.unchecked_into();
    Reflect::construct(
        &response,
        &Array::of2(&Uint8Array::from(bytes.as_slice()), &init),
    )
}

fn frame(flag: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![flag];
    frame.extend(u32::try_from(payload.len()).unwrap().to_be_bytes());
    frame.extend(payload);
    frame
}
