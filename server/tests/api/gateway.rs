//! The gateway before `bavard serve --auth`, and before a service of another kind.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use bavard_server::clock::{Clock, SystemClock};
use bavard_server::gateway::{Gateway, NotReady, TokenFailure};
use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use bavard_server::protocol::dlg::v1::{
    ExecuteRequest, StatusRequest, StopRequest, StreamInput, StreamOutput, UpdateRequest,
};
use bavard_server::protocol::tts::v1::synthesis_response::Response as Speech;
use futures::future::join_all;
use futures::{StreamExt, stream};
use http::{HeaderMap, HeaderName, HeaderValue};
use http_body::Frame;
use http_body_util::StreamBody;
use serde_json::json;
use tokio::net::TcpListener;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request};

use crate::harness::{KIOSK, TestClient, TestServer, kiosk_config, shown, start_request};
use crate::remote::{MESSAGE_BYTES, Remote, spoken};
use crate::tls_terminator::TlsTerminator;
use crate::token_desk::TokenDesk;

/// What `bavard serve --auth` runs with.
const REMOTE_END: &str = "[projects.kiosk]\npath = \"kiosk\"\n\
                          [auth]\nrequired = true\n\
                          [auth.clients]\n\"appID:ACME\" = \"open-sesame\"\n";

fn before(upstream: SocketAddr) -> String {
    format!("[upstream]\nurl = \"http://{upstream}\"\n")
}

/// A gateway, the server behind it, and the desk where it gets its tokens.
struct Chain {
    gateway: TestServer,
    upstream: TestServer,
    desk: TokenDesk,
}

impl Chain {
    async fn start() -> Chain {
        let upstream = TestServer::start_configured(kiosk_config(REMOTE_END)).await;
        let desk = TokenDesk::before(upstream.address).await;
        let text = before(upstream.address) + &desk.configuration();
        Chain {
            gateway: TestServer::start_gateway(&text).await,
            upstream,
            desk,
        }
    }

    /// Starts sessions at the same time.
    async fn start_sessions(&self, count: usize) {
        let client = self.gateway.client().await;
        let starts = (0..count).map(|_| {
            let mut client = client.clone();
            async move { client.start().await }
        });
        for started in join_all(starts).await {
            started.unwrap();
        }
    }
}

/// The upstream again, at the same address.
async fn restarted(address: SocketAddr) -> TestServer {
    let mut config = kiosk_config(REMOTE_END);
    config.listen = address;
    TestServer::start_configured(config).await
}

#[tokio::test]
async fn a_whole_conversation_passes_through() {
    let chain = Chain::start().await;
    let mut client = chain.gateway.client().await;
    client.start().await.unwrap();
    let reply = client.kick().await.unwrap();
    assert_eq!(shown(&reply), "Welcome to the kiosk. What would you like?");
    assert_eq!(client.remaining_seconds().await.unwrap(), 900);
    client.update().await.unwrap();
    let reply = client.pick("eDrink", "tea").await.unwrap();
    assert!(matches!(reply.action, Some(Action::DaAction(_))));
    let data = json!({"returnCode": "0", "price": "2.50"});
    let reply = client.return_data("get_price", data).await.unwrap();
    assert_eq!(shown(&reply), "That is 2.50. What would you like?");
    let reply = client.say("nothing").await.unwrap();
    assert!(matches!(reply.action, Some(Action::EndAction(_))));
    let over = client.say("hello").await.unwrap_err();
    assert_eq!(over.code(), Code::NotFound);
    assert_eq!(
        over.message(),
        format!("Could not find session for [{}]", client.session_id)
    );
}

#[tokio::test]
async fn first_calls_at_the_same_time_make_one_token_request() {
    let chain = Chain::start().await;
    chain.desk.hold();
    let starting = chain.start_sessions(32);
    let releasing = async {
        chain.desk.called().await;
        chain.desk.release();
    };
    futures::join!(starting, releasing);
    assert_eq!(chain.desk.requests(), 1);
}

#[tokio::test]
async fn a_token_near_its_end_is_refreshed_once_and_nobody_waits_for_it() {
    let chain = Chain::start().await;
    chain.start_sessions(1).await;
    chain.desk.called().await;

    chain.gateway.clock.advance(Duration::from_secs(850));
    chain.desk.hold();
    chain.start_sessions(16).await;
    chain.desk.called().await;
    assert_eq!(chain.desk.requests(), 2);
    chain.desk.release();
    chain.start_sessions(16).await;
    assert_eq!(chain.desk.requests(), 2);
}

#[tokio::test]
async fn after_the_end_of_a_token_calls_wait_for_the_next() {
    let chain = Chain::start().await;
    chain.start_sessions(1).await;
    for clock in [&chain.gateway.clock, &chain.upstream.clock] {
        clock.advance(Duration::from_secs(1000));
    }
    chain.start_sessions(16).await;
    assert_eq!(chain.desk.requests(), 2);
}

#[tokio::test]
async fn an_upstream_that_is_down_is_unavailable_and_works_again_when_it_is_back() {
    let chain = Chain::start().await;
    chain.start_sessions(1).await;
    let address = chain.upstream.address;
    chain.upstream.stop().await.unwrap().unwrap();

    let mut client = chain.gateway.client().await;
    let down = client.start().await.unwrap_err();
    assert_eq!(down.code(), Code::Unavailable);
    assert_eq!(down.message(), "the dialog service cannot be reached");

    let _upstream = restarted(address).await;
    client.start().await.unwrap();
}

#[tokio::test]
async fn an_upstream_with_other_keys_gets_a_new_token_and_the_call() {
    let chain = Chain::start().await;
    chain.start_sessions(1).await;
    let address = chain.upstream.address;
    chain.upstream.stop().await.unwrap().unwrap();
    let _upstream = restarted(address).await;

    let mut client = chain.gateway.client().await;
    client.start().await.unwrap();
    assert_eq!(chain.desk.requests(), 2);
}

#[tokio::test]
async fn an_upstream_that_takes_no_token_is_unavailable_to_callers_and_not_asked_again_and_again() {
    let other = TestServer::start_configured(kiosk_config(REMOTE_END)).await;
    let upstream = TestServer::start_configured(kiosk_config(REMOTE_END)).await;
    let desk = TokenDesk::before(other.address).await;
    let text = before(upstream.address) + &desk.configuration();
    let gateway = TestServer::start_gateway(&text).await;
    let mut client = gateway.client().await;
    for _ in 0..5 {
        let refused = client.start().await.unwrap_err();
        assert_eq!(refused.code(), Code::Unavailable);
    }
    assert_eq!(desk.requests(), 2);
}

#[tokio::test]
async fn without_a_token_calls_are_unavailable_and_the_desk_is_not_hammered() {
    let chain = Chain::start().await;
    chain.upstream.stop().await.unwrap().unwrap();
    let config = format!(
        "{}[upstream.oauth]\ntoken_url = \"http://{}/oauth2/token\"\n\
         client_id = \"nobody\"\nclient_secret = \"wrong\"\n",
        before(chain.desk.address()),
        chain.desk.address()
    );
    // The desk has nobody to pass requests on to, and so breaks off.
    let gateway = TestServer::start_gateway(&config).await;
    let mut client = gateway.client().await;
    for _ in 0..5 {
        let failed = client.start().await.unwrap_err();
        assert_eq!(failed.code(), Code::Unavailable);
    }
    assert_eq!(chain.desk.requests(), 1);
    gateway.clock.advance(Duration::from_secs(2));
    client.start().await.unwrap_err();
    assert_eq!(chain.desk.requests(), 2);
}

#[tokio::test]
async fn only_the_models_of_the_gateway_are_started() {
    let remote = Remote::start().await;
    let text = format!("{}models = [\"{KIOSK}\"]\n", remote.configuration());
    let gateway = TestServer::start_gateway(&text).await;
    let mut client = gateway.client().await;
    let passed = client.start().await.unwrap_err();
    assert_eq!(passed.code(), Code::FailedPrecondition);
    let mut other = start_request();
    let payload = other.payload.as_mut().unwrap();
    payload.model_ref.as_mut().unwrap().uri = "urn:nuance-mix:tag:model/b/mix.dialog".to_owned();
    let refused = client.start_as(other).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
}

#[tokio::test]
async fn a_status_passes_with_details_and_metadata() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let refused = gateway.client().await.start().await.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(refused.message(), "not today, 100 %");
    assert_eq!(refused.details(), [8, 9]);
    assert_eq!(refused.metadata().get("x-why").unwrap(), "rain");
    assert!(refused.metadata().get("set-cookie").is_none());
}

#[tokio::test]
async fn without_credentials_of_its_own_a_gateway_passes_on_that_a_token_is_missing() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let refused = gateway.client().await.kick().await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    assert_eq!(refused.message(), "who are you?");
}

#[tokio::test]
async fn what_a_caller_tells_the_service_passes_and_who_the_caller_is_does_not() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut client = gateway.client().await.grpc;
    let mut request = Request::new(UpdateRequest::default());
    for (name, value) in [
        ("authorization", "Bearer mine"),
        ("cookie", "auth-token=mine"),
        ("x-forwarded-for", "192.0.2.1"),
        ("x-bavard-turn", "7"),
        ("x-nuance-client-id", "kiosk"),
    ] {
        request.metadata_mut().insert(name, value.parse().unwrap());
    }
    request.set_timeout(Duration::from_secs(30));

    let response = client.update(request).await.unwrap();

    let seen = remote.seen.metadata();
    assert_eq!(seen.get("x-bavard-turn").unwrap(), "7");
    assert_eq!(seen.get("x-nuance-client-id").unwrap(), "kiosk");
    for name in ["authorization", "cookie", "x-forwarded-for"] {
        assert!(seen.get(name).is_none(), "{name}");
    }
    let user_agent = seen.get("user-agent").unwrap().to_str().unwrap();
    assert!(user_agent.starts_with("bavard/"), "{user_agent}");
    let timeout = seen.get("grpc-timeout").unwrap().to_str().unwrap();
    let microseconds: u64 = timeout.strip_suffix('u').unwrap().parse().unwrap();
    assert!((1..=30_000_000).contains(&microseconds), "{timeout}");
    assert_eq!(response.metadata().get("x-took").unwrap(), "5");
    assert!(response.metadata().get("server").is_none());
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_given_up_and_the_call_cancelled() {
    let remote = Remote::start().await;
    let text = remote.configuration() + "call_timeout = 1\n";
    let gateway = TestServer::start_gateway(&text).await;
    let late = gateway.client().await.remaining_seconds().await;
    assert_eq!(late.unwrap_err().code(), Code::DeadlineExceeded);
    remote.seen.cancelled().await;
}

#[tokio::test]
async fn a_caller_who_hangs_up_cancels_the_call_at_the_service() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut client = gateway.client().await.grpc;
    let call = tokio::spawn(async move { client.status(StatusRequest::default()).await });
    remote.seen.began().await;
    call.abort();
    remote.seen.cancelled().await;
}

/// A client that takes little at a time.
async fn slow_client(gateway: &TestServer) -> DialogServiceClient<Channel> {
    let channel = Endpoint::from_shared(gateway.url(""))
        .unwrap()
        .initial_stream_window_size(64 * 1024)
        .connect()
        .await
        .unwrap();
    DialogServiceClient::new(channel)
}

fn streaming<S>(task: &'static str, messages: S) -> Request<S> {
    let mut request = Request::new(messages);
    request
        .metadata_mut()
        .insert("x-stream", task.parse().unwrap());
    request
}

fn said(number: u64) -> StreamInput {
    let mut audio = number.to_be_bytes().to_vec();
    audio.resize(MESSAGE_BYTES, 0);
    StreamInput {
        audio,
        ..StreamInput::default()
    }
}

fn number(output: StreamOutput) -> u64 {
    let Some(Speech::Audio(audio)) = output.audio.unwrap().response else {
        panic!("no audio")
    };
    u64::from_be_bytes(*audio.first_chunk().unwrap())
}

/// The count when it has stopped to grow. On a slow machine it may be early, and so too small.
async fn settled(count: impl Fn() -> u64) -> u64 {
    let mut before = count();
    loop {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = count();
        if now == before {
            return now;
        }
        before = now;
    }
}

#[tokio::test]
async fn a_stream_passes_in_both_directions_to_its_end() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut client = gateway.client().await.grpc;
    let messages = stream::iter((0..500).map(said));
    let echo = client
        .execute_stream(streaming("echo", messages))
        .await
        .unwrap();
    let echoed: Vec<u64> = echo
        .into_inner()
        .map(|output| number(output.unwrap()))
        .collect()
        .await;
    assert_eq!(echoed, (0..500).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_caller_who_reads_slowly_holds_up_the_service_and_not_the_gateways_memory() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut client = slow_client(&gateway).await;
    let response = client
        .execute_stream(streaming("produce", stream::pending()))
        .await
        .unwrap();
    let mut answers = response.into_inner();
    assert_eq!(answers.next().await.unwrap().unwrap(), spoken(0));

    let produced = settled(|| remote.seen.produced()).await;

    // What fits into the windows and send buffers of two connections.
    let bytes = produced * u64::try_from(MESSAGE_BYTES).unwrap();
    assert!(bytes < 4 * 1024 * 1024, "{bytes} bytes");
    for expected in 1..produced + 100 {
        let answer = answers.next().await.unwrap().unwrap();
        assert_eq!(number(answer), expected);
    }
}

#[tokio::test]
async fn a_service_that_reads_slowly_holds_up_the_caller() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut client = gateway.client().await.grpc;
    let sent = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&sent);
    let messages = stream::iter(0..).map(move |number| {
        counted.fetch_add(1, Ordering::SeqCst);
        said(number)
    });
    let _answers = client
        .execute_stream(streaming("ignore", messages))
        .await
        .unwrap();

    let sent = settled(|| sent.load(Ordering::SeqCst)).await;

    let bytes = sent * u64::try_from(MESSAGE_BYTES).unwrap();
    assert!(bytes < 8 * 1024 * 1024, "{bytes} bytes");
}

#[tokio::test]
async fn a_caller_whose_stream_breaks_cancels_it_at_the_service() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    for task in ["listen", "ignore"] {
        let url = gateway.url("");
        // All that the caller has, so that it can go at once.
        let caller = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        caller.spawn(async move {
            let channel = Endpoint::from_shared(url).unwrap().connect().await.unwrap();
            let messages = stream::iter((0..3).map(said)).chain(stream::pending());
            let mut client = DialogServiceClient::new(channel);
            let response = client.execute_stream(streaming(task, messages)).await;
            response.unwrap().into_inner().next().await
        });
        remote.seen.began().await;
        caller.shutdown_background();
        remote.seen.cancelled().await;
    }
    assert!(!remote.seen.heard_to_end());
}

#[tokio::test]
async fn slow_streams_do_not_hold_up_other_calls() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let client = slow_client(&gateway).await;
    let mut streams = Vec::new();
    for _ in 0..64 {
        let request = streaming("produce", stream::pending());
        streams.push(client.clone().execute_stream(request).await.unwrap());
    }
    settled(|| remote.seen.produced()).await;
    let mut client = client.clone();
    let stopped = client.stop(StopRequest::default());
    let stopped = tokio::time::timeout(Duration::from_secs(20), stopped).await;
    stopped.unwrap().unwrap();
}

#[tokio::test]
async fn a_gateway_is_ready_when_it_has_a_token_and_a_connection() {
    let chain = Chain::start().await;
    let check = async |text: String| {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let gateway = Gateway::new(&kiosk_config(&text).upstream, &clock).unwrap();
        gateway.check_ready().await
    };
    let good = before(chain.upstream.address) + &chain.desk.configuration();
    assert_eq!(check(good.clone()).await, Ok(()));
    let unknown = good.replace("open-sesame", "wrong");
    assert_eq!(
        check(unknown).await,
        Err(NotReady::Token(TokenFailure::Refused(401)))
    );
    let remote = Remote::start().await;
    assert_eq!(check(remote.configuration()).await, Ok(()));
    chain.upstream.stop().await.unwrap().unwrap();
    let gone = before(SocketAddr::from(([127, 0, 0, 1], 9)));
    assert_eq!(check(gone).await, Err(NotReady::Unreachable));
}

#[tokio::test]
async fn a_gateway_wants_tokens_of_its_own_callers_too() {
    let remote = Remote::start().await;
    let text = remote.configuration() + "[auth]\nrequired = true\n";
    let gateway = TestServer::start_gateway(&text).await;
    let mut client: TestClient = gateway.client().await;
    let refused = client.grpc.execute(ExecuteRequest::default()).await;
    assert_eq!(refused.unwrap_err().message(), "an access token is missing");
}

#[tokio::test]
async fn over_tls_a_gateway_trusts_the_configured_authorities_and_no_others() {
    let upstream = TestServer::start_configured(kiosk_config(REMOTE_END)).await;
    let tls = TlsTerminator::before(upstream.address).await;
    let trusting = |authorities: &str| {
        format!(
            "[upstream]\nurl = \"{}\"\nca_certificates = [{authorities}]\n\
             [upstream.oauth]\ntoken_url = \"{}\"\n\
             client_id = \"appID:ACME\"\nclient_secret = \"open-sesame\"\n",
            tls.url(""),
            tls.url("/oauth2/token")
        )
    };
    let authority = format!("'{}'", tls.authority.path().display());
    let gateway = TestServer::start_gateway(&trusting(&authority)).await;
    gateway.client().await.start().await.unwrap();

    let gateway = TestServer::start_gateway(&trusting("")).await;
    let refused = gateway.client().await.start().await.unwrap_err();
    assert_eq!(refused.code(), Code::Unavailable);
}

#[tokio::test]
async fn details_that_are_no_base64_are_left_out_and_nothing_panics() {
    use axum::body::Body;
    let broken = HeaderMap::from_iter([
        (
            HeaderName::from_static("grpc-status"),
            HeaderValue::from_static("9"),
        ),
        (
            HeaderName::from_static("grpc-status-details-bin"),
            HeaderValue::from_static("!"),
        ),
    ]);
    let answer = move |is_trailer: bool| {
        let broken = broken.clone();
        async move {
            let (headers, body) = if is_trailer {
                let trailers = stream::iter([Ok::<_, Infallible>(Frame::trailers(broken))]);
                (HeaderMap::new(), Body::new(StreamBody::new(trailers)))
            } else {
                (broken, Body::empty())
            };
            let content_type = [("content-type", "application/grpc")];
            (content_type, headers, body)
        }
    };
    let in_headers = answer.clone();
    let router = Router::new()
        .route(
            "/nuance.dlg.v1.DialogService/Start",
            post(move || in_headers(false)),
        )
        .route(
            "/nuance.dlg.v1.DialogService/Execute",
            post(move || answer(true)),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let gateway = TestServer::start_gateway(&before(address)).await;
    let mut client = gateway.client().await;
    for refused in [client.start().await.err(), client.kick().await.err()] {
        let refused = refused.unwrap();
        assert_eq!(refused.code(), Code::FailedPrecondition, "{refused:?}");
        assert!(refused.details().is_empty());
    }
}
