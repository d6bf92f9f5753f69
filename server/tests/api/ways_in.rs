//! Health, reflection, and what answers where no route is.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bavard_server::protocol::dlg::v1::{StatusRequest, StatusResponse};
use http::{Method, Request};
use http_body_util::Full;
use prost::Message;
use reqwest::{Client, Response};
use tonic::body::Body;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
use tonic_reflection::pb::v1::{ServerReflectionRequest, ServerReflectionResponse};
use tower::ServiceExt;

use crate::harness::{TestServer, start_request};

pub(crate) async fn channel(server: &TestServer) -> Channel {
    let endpoint = Channel::from_shared(server.url("")).unwrap();
    endpoint.connect().await.unwrap()
}

#[tokio::test]
async fn the_server_and_its_service_are_serving() {
    let server = TestServer::start().await;
    let mut client = HealthClient::new(channel(&server).await);
    for service in ["", "nuance.dlg.v1.DialogService"] {
        let service = service.to_owned();
        let answer = client.check(HealthCheckRequest { service }).await.unwrap();
        assert_eq!(answer.into_inner().status, 1);
    }
}

#[tokio::test]
async fn readyz_answers() {
    let server = TestServer::start().await;
    let response = reqwest::get(server.url("/readyz")).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.text().await.unwrap(), "ready\n");
}

#[tokio::test]
async fn a_watch_of_the_health_does_not_hold_the_server_up() {
    let server = TestServer::start().await;
    let mut client = HealthClient::new(channel(&server).await);
    let watch = client.watch(HealthCheckRequest::default()).await.unwrap();
    let mut statuses = watch.into_inner();
    assert_eq!(statuses.message().await.unwrap().unwrap().status, 1);

    let ended = server.stop();

    assert_eq!(statuses.message().await.unwrap().unwrap().status, 2);
    assert_eq!(statuses.message().await.unwrap(), None);
    drop(client);
    ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn an_address_watches_the_health_so_many_times_and_visitors_notice_nothing() {
    let server = TestServer::start_with(
        "[server]\ntrusted_proxy_hops = 1\n[server.limits]\nstreams_per_address = 2\nmax_streams = 2",
    )
    .await;
    let mut client = HealthClient::new(channel(&server).await);
    let mut watch = async || {
        let mut request = tonic::Request::new(HealthCheckRequest::default());
        let address = "192.0.2.1".parse().unwrap();
        request.metadata_mut().insert("x-forwarded-for", address);
        client.watch(request).await
    };
    let _open = [watch().await.unwrap(), watch().await.unwrap()];

    let refused = watch().await.unwrap_err();

    assert_eq!(refused.code(), tonic::Code::ResourceExhausted);
    assert!(refused.metadata().contains_key("retry-after"));
    let mut visitor = server.client().await.grpc;
    let inputs = futures::stream::pending();
    let dialog = visitor.execute_stream(inputs).await;
    // It is taken, and answered by the service that has no streams.
    let answered = match dialog {
        Ok(mut outputs) => outputs.get_mut().message().await.unwrap_err(),
        Err(status) => status,
    };
    assert_eq!(answered.code(), tonic::Code::Unimplemented);
}

async fn reflected(
    server: &TestServer,
    request: MessageRequest,
) -> Result<ServerReflectionResponse, tonic::Status> {
    let mut client = ServerReflectionClient::new(channel(server).await);
    let request = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(request),
    };
    let requests = futures::stream::iter([request]);
    let mut answers = client.server_reflection_info(requests).await?.into_inner();
    Ok(answers.message().await?.unwrap())
}

#[tokio::test]
async fn reflection_names_the_services_that_are_answered_and_shows_their_definitions() {
    let server = TestServer::start().await;
    let listed = reflected(&server, MessageRequest::ListServices(String::new())).await;
    let Some(MessageResponse::ListServicesResponse(listed)) = listed.unwrap().message_response
    else {
        panic!("no list of services")
    };
    let names: Vec<&str> = listed.service.iter().map(|s| s.name.as_str()).collect();
    assert!(names.contains(&"nuance.dlg.v1.DialogService"), "{names:?}");
    assert!(names.contains(&"grpc.health.v1.Health"), "{names:?}");
    assert!(!names.contains(&"nuance.nlu.v1.Runtime"), "{names:?}");
    let symbol = "nuance.dlg.v1.DialogService".to_owned();
    let file = reflected(&server, MessageRequest::FileContainingSymbol(symbol)).await;
    let response = file.unwrap().message_response;
    assert!(matches!(
        response,
        Some(MessageResponse::FileDescriptorResponse(_))
    ));
}

#[tokio::test]
async fn reflection_can_be_turned_off() {
    let server = TestServer::start_with("[server]\nreflection = false").await;
    let listed = reflected(&server, MessageRequest::ListServices(String::new())).await;
    assert_eq!(listed.unwrap_err().code(), tonic::Code::Unimplemented);
}

fn frame(message: &impl Message) -> Vec<u8> {
    let message = message.encode_to_vec();
    let length = u32::try_from(message.len()).unwrap();
    [&[0][..], &length.to_be_bytes(), &message].concat()
}

async fn post(server: &TestServer, path: &str, content_type: &str, body: Vec<u8>) -> Response {
    Client::new()
        .post(server.url(path))
        .header("content-type", content_type)
        .header("accept", content_type)
        .body(body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn grpc_web_text_is_answered_as_text() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.start().await.unwrap();
    let session_id = client.session_id;
    let body = BASE64_STANDARD.encode(frame(&StatusRequest { session_id }));
    let text = "application/grpc-web-text+proto";
    let path = "/nuance.dlg.v1.DialogService/Status";

    let response = post(&server, path, text, body.into_bytes()).await;

    assert_eq!(response.headers()["content-type"], text);
    let body = response.text().await.unwrap();
    // Each frame is encoded by itself: padding may come in the middle.
    let bytes: Vec<u8> = body
        .split_inclusive("==")
        .flat_map(|part| part.split_inclusive('='))
        .map(str::to_owned)
        .fold(Vec::<String>::new(), |mut parts, part| {
            match parts.last_mut() {
                Some(last) if part == "=" => last.push('='),
                _ => parts.push(part),
            }
            parts
        })
        .iter()
        .flat_map(|part| BASE64_STANDARD.decode(part).unwrap())
        .collect();
    let length = usize::from(bytes[4]);
    let status = StatusResponse::decode(&bytes[5..5 + length]).unwrap();
    assert_eq!(status.session_remaining_sec, 900);
    let trailers = String::from_utf8_lossy(&bytes[10 + length..]).into_owned();
    assert!(trailers.contains("grpc-status:0"), "{trailers}");
}

#[tokio::test]
async fn an_unknown_service_is_unimplemented_in_the_protocol_of_the_caller() {
    let server = TestServer::start().await;
    for content_type in [
        "application/grpc",
        "application/grpc-web+proto",
        "application/grpc-web-text",
    ] {
        let response = post(&server, "/other.Service/Call", content_type, vec![0; 5]).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], content_type);
        assert_eq!(response.headers()["grpc-status"], "12", "{content_type}");
    }
}

#[tokio::test]
async fn what_is_no_grpc_call_is_refused_on_a_grpc_path() {
    let server = TestServer::start().await;
    for path in [
        "/nuance.dlg.v1.DialogService/Start",
        "/grpc.health.v1.Health/Check",
    ] {
        let response = reqwest::get(server.url(path)).await.unwrap();
        assert_eq!(response.status(), 405, "{path}");
        assert_eq!(response.headers()["allow"], "POST");
        let response = post(&server, path, "application/json", b"{}".to_vec()).await;
        assert_eq!(response.status(), 415, "{path}");
    }
}

#[tokio::test]
async fn over_http2_too_only_the_types_of_grpc_make_a_call() {
    let server = TestServer::start().await;
    let path = "/nuance.dlg.v1.DialogService/Start";
    let channel = channel(&server).await;
    let ask = |method: Method, content_type: &'static str| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", content_type)
            .body(Body::new(Full::from(frame(&start_request()))))
            .unwrap();
        channel.clone().oneshot(request)
    };
    // A page may post the first two to any server without a preflight.
    for content_type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let answer = ask(Method::POST, content_type).await.unwrap();
        assert_eq!(answer.status(), 415, "{content_type}");
    }
    let page = ask(Method::GET, "text/html").await.unwrap();
    assert_eq!(page.status(), 405);
}

#[tokio::test]
async fn a_websocket_on_an_unknown_path_is_refused_before_the_upgrade() {
    let server = TestServer::start().await;
    let url = format!("ws://{}/other.Service/Call", server.address);
    let refused = tokio_tungstenite::tungstenite::http::Request::get(url)
        .header("host", server.address.to_string())
        .header("connection", "Upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        .body(())
        .unwrap();
    let stream = tokio::net::TcpStream::connect(server.address)
        .await
        .unwrap();
    let error = tokio_tungstenite::client_async(refused, stream)
        .await
        .unwrap_err();
    let tokio_tungstenite::tungstenite::Error::Http(response) = error else {
        panic!("{error}")
    };
    assert_eq!(response.status(), 403);
}
