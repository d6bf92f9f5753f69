//! One request by the browser's `fetch`: bytes out, bytes in, up to a limit.
//!
//! Not a general HTTP client: the widget posts bytes and reads three headers, and a client library costs visitors more
//! (25 KB, brotli) than all of the conversation.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReadableStreamDefaultReader, Request, RequestInit, Response};

use super::abort::AbortOnDrop;

/// A request that is answered, its body unread.
#[derive(Debug)]
pub(super) struct Answered {
    response: Response,
    /// Kept for as long as the body is read: dropping it cancels the download.
    abort: AbortOnDrop,
}

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyError {
    /// The connection broke off.
    Cut,
    /// It is longer than the limit.
    TooLong,
}

/// What makes requests: the browser's `fetch`, or a function of the page's that stands in for it.
#[derive(Debug, Clone, Default)]
pub struct Fetch(Option<Function>);

impl Fetch {
    /// A function with the signature of `fetch` that is given a `Request`; `None` is the browser's own.
    #[must_use]
    pub const fn by(function: Option<Function>) -> Self {
        Self(function)
    }

    fn call(&self, request: &Request) -> Result<Promise, JsValue> {
        match &self.0 {
            Some(function) => {
                let answer = function.call1(&JsValue::UNDEFINED, request)?;
                Ok(Promise::resolve(&answer))
            }
            None => {
                let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
                Ok(window.fetch_with_request(request))
            }
        }
    }
}

/// Posts `body` to `url`. Dropping the future cancels the request.
///
/// # Errors
/// Whatever `fetch` throws: no connection, a refused one, or an answer that CORS hides.
pub(super) async fn post(
    fetch: &Fetch,
    url: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Answered, JsValue> {
    send(fetch, url, headers, Some(body)).await
}

/// Gets what is at `url`.
///
/// # Errors
/// As for [`post`].
pub(super) async fn get(
    fetch: &Fetch,
    url: &str,
    headers: &[(&str, &str)],
) -> Result<Answered, JsValue> {
    send(fetch, url, headers, None).await
}

async fn send(
    fetch: &Fetch,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
) -> Result<Answered, JsValue> {
    let abort = AbortOnDrop::new()?;
    let sent = Headers::new()?;
    for (name, value) in headers {
        sent.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_headers(&sent);
    if let Some(body) = body {
        init.set_method("POST");
        init.set_body(&Uint8Array::from(body));
    }
    init.set_signal(Some(&abort.signal()));
    let request = Request::new_with_str_and_init(url, &init)?;
    let response = JsFuture::from(fetch.call(&request)?).await?;
    Ok(Answered {
        response: response.dyn_into()?,
        abort,
    })
}

impl Answered {
    /// The HTTP status.
    pub(super) fn status(&self) -> u16 {
        self.response.status()
    }

    /// A header that the browser shows to the page.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name).ok().flatten()
    }

    /// The body, of at most `limit` bytes.
    ///
    /// # Errors
    /// Says why it was not read to its end.
    pub(super) async fn body(self, limit: usize) -> Result<Vec<u8>, BodyError> {
        let mut read = Vec::new();
        let Some(stream) = self.response.body() else {
            return Ok(read);
        };
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        let field = |chunk: &JsValue, name: &str| {
            Reflect::get(chunk, &name.into()).map_err(|_| BodyError::Cut)
        };
        loop {
            let chunk = JsFuture::from(reader.read())
                .await
                .map_err(|_| BodyError::Cut)?;
            if field(&chunk, "done")?.is_truthy() {
                drop(self.abort);
                return Ok(read);
            }
            let bytes = Uint8Array::new(&field(&chunk, "value")?).to_vec();
            if read.len() + bytes.len() > limit {
                return Err(BodyError::TooLong);
            }
            read.extend_from_slice(&bytes);
        }
    }
}
