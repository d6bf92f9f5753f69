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
    /// With the first half of a message.
    Cut(Vec<u8>),
    /// As the answer says, with another header.
    With(&'static str, &'static str, Box<Answer>),
    /// With JSON, as a token URL does, and an HTTP status.
    Json(u16, &'static str),
    /// Not before the page gives up.
    Never,
}

impl Answer {
    pub(crate) fn message(message: &impl Message) -> Self {
        Self::Message(message.encode_to_vec())
    }

    /// With a header that the page can read.
    pub(crate) fn with(self, name: &'static str, value: &'static str) -> Self {
        Self::With(name, value, Box::new(self))
    }

    pub(crate) fn cut(message: &impl Message) -> Self {
        Self::Cut(message.encode_to_vec())
    }
}

/// A call as the service got it.
#[derive(Clone)]
pub(crate) struct Received {
    /// The last part of its address.
    pub(crate) method: String,
    /// `GET` or `POST`.
    pub(crate) http_method: String,
    pub(crate) authorization: Option<String>,
    /// The key of the turn.
    pub(crate) turn: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn decode<T: Message + Default>(&self) -> T {
        T::decode(&self.body[5..]).unwrap()
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
                    if matches!(answer, Answer::Never) {
                        given_up(&request).await?;
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

/// Ends, with an error, when the page gives the request up.
async fn given_up(request: &web_sys::Request) -> Result<JsValue, JsValue> {
    let wait = Function::new_with_args(
        "signal",
        "return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))",
    );
    let given_up: Promise = wait
        .call1(&JsValue::UNDEFINED, &request.signal())?
        .unchecked_into();
    JsFuture::from(given_up).await
}

async fn read(request: &web_sys::Request) -> Received {
    let body = JsFuture::from(request.array_buffer().unwrap())
        .await
        .unwrap();
    Received {
        method: request.url().rsplit('/').next().unwrap().to_owned(),
        http_method: request.method(),
        authorization: request.headers().get("authorization").unwrap(),
        turn: request.headers().get("x-bavard-turn").unwrap(),
        body: Uint8Array::new(&body).to_vec(),
    }
}

fn respond(mut answer: Answer) -> Result<JsValue, JsValue> {
    let headers = Object::new();
    while let Answer::With(name, value, inner) = answer {
        Reflect::set(&headers, &name.into(), &value.into())?;
        answer = *inner;
    }
    let mut http_status = 200;
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
        Answer::Json(status, json) => {
            http_status = status;
            ("application/json", json.as_bytes().to_vec())
        }
        Answer::With(..) | Answer::Never | Answer::Refuse => {
            return Err(js_sys::TypeError::new("Failed to fetch").into());
        }
    };
    Reflect::set(&headers, &"content-type".into(), &content_type.into())?;
    let init = Object::new();
    Reflect::set(&init, &"headers".into(), &headers)?;
    Reflect::set(&init, &"status".into(), &http_status.into())?;
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
