//! The gateway before `bavard serve --auth`, and before a service of another kind.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use bavard_server::clock::{Clock, SystemClock};
use bavard_server::gateway::{Gateway, NotReady, TokenFailure};
use bavard_server::metrics::Metrics;
use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use bavard_server::protocol::dlg::v1::{ExecuteRequest, StatusRequest, UpdateRequest};
use futures::future::join_all;
use futures::stream;
use http::HeaderMap;
use http_body::Frame;
use http_body_util::StreamBody;
use serde_json::json;
use tokio::net::TcpListener;
use tonic::{Code, Request};

use crate::gateway_streams::streaming;
use crate::harness::{KIOSK, TestClient, TestServer, kiosk_config, shown, start_request};
use crate::remote::Remote;
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

/// A service whose statuses have details that are no base64: in the headers of unary calls, in the trailers of streams.
async fn garbling_upstream() -> SocketAddr {
    let answer = async |request: axum::extract::Request| {
        let garbled = || {
            let status = [("grpc-status", "5"), ("grpc-status-details-bin", "***")];
            status.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        };
        let mut answer = http::Response::builder().header("content-type", "application/grpc");
        if request.uri().path().ends_with("/ExecuteStream") {
            let trailers = Frame::<Bytes>::trailers(HeaderMap::from_iter(garbled()));
            let frames = stream::iter([Ok::<_, Infallible>(trailers)]);
            answer.body(Body::new(StreamBody::new(frames))).unwrap()
        } else {
            answer.headers_mut().unwrap().extend(garbled());
            answer.body(Body::empty()).unwrap()
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    address
}

#[tokio::test]
async fn a_status_with_details_that_cannot_be_read_passes_without_them() {
    let gateway = TestServer::start_gateway(&before(garbling_upstream().await)).await;
    let mut client = gateway.client().await;
    let refused = client.start().await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound, "{refused:?}");
    let answers = client.grpc.execute_stream(streaming("", stream::pending()));
    let broken = answers.await.unwrap().into_inner().message().await;
    assert_eq!(broken.unwrap_err().code(), Code::NotFound);
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

#[tokio::test]
async fn what_came_of_calls_and_of_requests_for_tokens_is_on_the_page() {
    let chain = Chain::start().await;
    chain.start_sessions(1).await;
    chain.upstream.stop().await.unwrap().unwrap();
    let mut client = chain.gateway.client().await;
    client.start().await.unwrap_err();

    let page = reqwest::get(chain.gateway.url("/metrics")).await.unwrap();

    let page = page.text().await.unwrap();
    for line in [
        "bavard_token_refreshes_total{outcome=\"ok\"} 1",
        "bavard_token_refreshes_total{outcome=\"refused\"} 0",
        "bavard_upstream_calls_total{outcome=\"answered\"} 1",
        "bavard_upstream_calls_total{outcome=\"unreachable\"} 1",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
}

#[tokio::test]
async fn a_gateway_is_ready_when_it_has_a_token_and_a_connection() {
    let chain = Chain::start().await;
    let check = async |text: String| {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let gateway = Gateway::new(&kiosk_config(&text).upstream, &clock, &Metrics::new()).unwrap();
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
