//! The shell: one HTTP request with JSON becomes one gRPC call of the service inside.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::IntoResponse;
use bytes::Bytes;
use futures::stream;
use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderName,
    TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, Version};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::sync::oneshot;
use tonic::Code;
use tower::{BoxError, Service, ServiceExt};

use super::frame::{framed, unframed};
use super::message::response_json;
use super::{Call, Failure, JsonMethod, UnknownCall};

/// What belongs to the request's own connection and body, and not to the call.
const NOT_FORWARDED: [HeaderName; 10] = [
    ACCEPT_ENCODING,
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    HeaderName::from_static("grpc-encoding"),
    HeaderName::from_static("grpc-accept-encoding"),
];

/// Answers `POST /dlg/v1/...` by calls of the gRPC service `S`. Headers of the request become metadata of the call, and
/// metadata of the answer become headers; extensions of the request stay.
#[derive(Debug, Clone)]
pub struct Transcoder<S> {
    service: S,
    max_body_bytes: usize,
}

impl<S> Transcoder<S> {
    /// `max_body_bytes`: the longest JSON body that is read.
    pub fn new(service: S, max_body_bytes: usize) -> Transcoder<S> {
        Transcoder {
            service,
            max_body_bytes,
        }
    }
}

impl<S, B> Service<Request<Body>> for Transcoder<S>
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // Each call waits for a service of its own.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let Transcoder {
            service,
            max_body_bytes,
        } = self.clone();
        Box::pin(async move {
            let answer = transcode(service, max_body_bytes, request).await;
            Ok(answer.unwrap_or_else(IntoResponse::into_response))
        })
    }
}

async fn transcode<S, B>(
    service: S,
    max_body_bytes: usize,
    request: Request<Body>,
) -> Result<Response<Body>, Failure>
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible>,
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let call = Call::parse(request.uri().path()).map_err(|UnknownCall| Failure::no_such_call())?;
    if request.method() != Method::POST {
        return Err(Failure::wrong_http_method());
    }
    check_content(request.headers())?;
    let call = call.with_query(request.uri().query().unwrap_or_default());
    let method = call.method;
    let (head, body) = request.into_parts();
    let (refuse, mut refused) = oneshot::channel();
    let body = transcoded_body(call, body, max_body_bytes, refuse);
    let response = match service.oneshot(grpc_request(head, method, body)).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match refused.try_recv() {
        Ok(failure) => Err(failure),
        Err(_) => json_response(method, response).await,
    }
}

/// The body of the gRPC call: one frame, made when the service asks for it. Until then nothing of the client's body is
/// read, so that limits and authentication come before it costs anything. Why there is no frame goes to `refuse`, and as
/// a status to the service, which counts the call by it.
fn transcoded_body(
    call: Call,
    body: Body,
    max_body_bytes: usize,
    refuse: oneshot::Sender<Failure>,
) -> Body {
    Body::from_stream(stream::once(async move {
        match read_frame(&call, body, max_body_bytes).await {
            Ok(frame) => Ok(frame),
            Err(failure) => {
                let status = failure.status();
                // Whoever gave up the call needs no answer.
                let _gone = refuse.send(failure);
                Err(status)
            }
        }
    }))
}

async fn read_frame(call: &Call, body: Body, max_body_bytes: usize) -> Result<Bytes, Failure> {
    let body = read(body, max_body_bytes).await?;
    let message = call
        .request_message(&body)
        .map_err(|error| Failure::new(Code::InvalidArgument, error.to_string()))?;
    framed(&message).ok_or_else(too_long)
}

/// JSON in UTF-8, which is also what a body without a type is taken for.
fn check_content(headers: &HeaderMap) -> Result<(), Failure> {
    let is_json = headers
        .get(CONTENT_TYPE)
        .is_none_or(|value| value.to_str().is_ok_and(is_json));
    let is_plain = headers
        .get(CONTENT_ENCODING)
        .is_none_or(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if is_json && is_plain {
        Ok(())
    } else {
        Err(
            Failure::new(Code::InvalidArgument, "the body has to be application/json")
                .with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE),
        )
    }
}

fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    is_json
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, charset)) if name.trim().eq_ignore_ascii_case("charset") => charset
                .trim()
                .trim_matches('"')
                .eq_ignore_ascii_case("utf-8"),
            _ => true,
        })
}

async fn read(body: Body, max_body_bytes: usize) -> Result<Bytes, Failure> {
    use http_body::Body as _;
    let least = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if least > max_body_bytes {
        return Err(too_long());
    }
    match Limited::new(body, max_body_bytes).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_long()),
        Err(_) => Err(Failure::new(Code::InvalidArgument, "the body broke off")),
    }
}

/// The code that gRPC clients get for a message beyond the limit.
fn too_long() -> Failure {
    Failure::new(Code::OutOfRange, "the body is longer than the limit")
        .with_status(StatusCode::PAYLOAD_TOO_LARGE)
}

fn grpc_request(mut head: Parts, method: JsonMethod, body: Body) -> Request<Body> {
    for name in NOT_FORWARDED {
        head.headers.remove(name);
    }
    head.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/grpc+proto"),
    );
    head.headers
        .insert(TE, HeaderValue::from_static("trailers"));
    head.uri = Uri::from_static(method.grpc_path());
    head.version = Version::HTTP_2;
    Request::from_parts(head, body)
}

async fn json_response<B>(
    method: JsonMethod,
    response: Response<B>,
) -> Result<Response<Body>, Failure>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let (head, body) = response.into_parts();
    if let Some(Err(failure)) = Failure::in_headers(&head.headers) {
        return Err(failure.with_headers(metadata(head.headers)));
    }
    let body = body
        .collect()
        .await
        .map_err(|_| Failure::new(Code::Unavailable, "the answer broke off"))?;
    let trailers = body.trailers().cloned().unwrap_or_default();
    let outcome = Failure::in_headers(&head.headers).or_else(|| Failure::in_headers(&trailers));
    let mut metadata = metadata(head.headers);
    metadata.extend(self::metadata(trailers));
    match outcome {
        Some(Ok(())) => {}
        Some(Err(failure)) => return Err(failure.with_headers(metadata)),
        // Something in between answered in the service's place.
        None => {
            return Err(Failure::new(Code::Unknown, "the service gave no status")
                .with_status(not_success(head.status))
                .with_headers(metadata));
        }
    }
    let json = unframed(&body.to_bytes())
        .and_then(|message| response_json(method, message).ok())
        .ok_or_else(|| Failure::new(Code::Internal, "the answer cannot be read"))?;
    let mut response = Response::new(Body::from(json));
    *response.headers_mut() = metadata;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

fn not_success(status: StatusCode) -> StatusCode {
    if status.is_client_error() || status.is_server_error() {
        status
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

/// Headers and trailers without those of the gRPC protocol and of its body.
fn metadata(mut headers: HeaderMap) -> HeaderMap {
    for name in NOT_FORWARDED.iter().chain(&[CONTENT_TYPE, DATE]) {
        headers.remove(name);
    }
    let of_grpc: Vec<HeaderName> = headers
        .keys()
        .filter(|name| name.as_str().starts_with("grpc-"))
        .cloned()
        .collect();
    for name in of_grpc {
        headers.remove(name);
    }
    headers
}
