//! ExecuteStream through a gateway: in both directions, to its end, and with whoever is slow or leaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use bavard_server::protocol::dlg::v1::{StopRequest, StreamInput, StreamOutput};
use bavard_server::protocol::tts::v1::synthesis_response::Response as Speech;
use bytes::{Buf, BytesMut};
use futures::{SinkExt, StreamExt, stream};
use prost::Message as _;
use reqwest::Client;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tonic::Request;
use tonic::transport::{Channel, Endpoint};

use crate::grpc_web::{frame, frames};
use crate::harness::TestServer;
use crate::remote::{MESSAGE_BYTES, Remote, spoken};
use crate::websockets;

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

pub(crate) fn streaming<S>(task: &'static str, messages: S) -> Request<S> {
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
async fn a_caller_who_has_said_all_before_the_service_answers_hears_the_answer() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut client = gateway.client().await.grpc;
    let request = streaming("slow-listen", stream::iter([said(1)]));
    let answers = client.execute_stream(request).await.unwrap();
    let answers: Vec<_> = answers.into_inner().collect().await;
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(answers[0].is_ok(), "{answers:?}");
    assert!(remote.seen.heard_to_end());
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

const EXECUTE_STREAM: &str = "/nuance.dlg.v1.DialogService/ExecuteStream";

/// A call over a WebSocket, as a page makes it.
struct SocketCall {
    socket: WebSocketStream<TcpStream>,
    unread: BytesMut,
}

impl SocketCall {
    async fn begin(gateway: &TestServer, task: &str) -> SocketCall {
        let upgrade = websockets::upgrade(gateway, EXECUTE_STREAM);
        let mut call = SocketCall {
            socket: websockets::connect(upgrade).await.unwrap(),
            unread: BytesMut::new(),
        };
        let task = format!("x-stream: {task}\r\n");
        call.send([websockets::HEADER, task.as_bytes()].concat())
            .await;
        call
    }

    async fn send(&mut self, message: Vec<u8>) {
        let message = Message::Binary(message.into());
        self.socket.send(message).await.unwrap();
    }

    async fn say(&mut self, number: u64) {
        self.send(websockets::input(&said(number).encode_to_vec()))
            .await;
    }

    /// Flag and payload of the next frame.
    async fn next_frame(&mut self) -> (u8, Vec<u8>) {
        loop {
            if let [flag, a, b, c, d, ..] = *self.unread {
                let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap();
                if self.unread.len() >= 5 + length {
                    self.unread.advance(5);
                    return (flag, self.unread.split_to(length).to_vec());
                }
            }
            match self.socket.next().await.unwrap().unwrap() {
                Message::Binary(bytes) => self.unread.extend_from_slice(&bytes),
                other => panic!("{other:?} instead of a frame"),
            }
        }
    }
}

#[tokio::test]
async fn over_a_websocket_a_stream_is_live_in_both_directions() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut call = SocketCall::begin(&gateway, "echo").await;
    let mut has_headers = false;
    for round in 0..5 {
        call.say(round).await;
        // Nothing more is said before this has come back.
        let (mut flag, mut payload) = call.next_frame().await;
        if !has_headers {
            assert_eq!(flag, 0x80);
            has_headers = true;
            (flag, payload) = call.next_frame().await;
        }
        assert_eq!(flag, 0);
        let output = StreamOutput::decode(payload.as_slice()).unwrap();
        assert_eq!(number(output), round);
    }

    call.send(vec![1]).await;

    let (flag, trailers) = call.next_frame().await;
    assert_eq!(flag, 0x80);
    let trailers = String::from_utf8(trailers).unwrap();
    assert!(trailers.contains("grpc-status: 0\r\n"), "{trailers}");
    let (_, close_code) = websockets::rest(&mut call.socket).await;
    assert_eq!(close_code, Some(CloseCode::Normal));
}

#[tokio::test]
async fn a_page_that_closes_its_socket_cancels_the_stream_at_the_service() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let mut call = SocketCall::begin(&gateway, "listen").await;
    call.say(1).await;
    remote.seen.began().await;

    call.socket.close(None).await.unwrap();

    remote.seen.cancelled().await;
    assert!(!remote.seen.heard_to_end());
}

#[tokio::test]
async fn without_websockets_a_whole_turn_is_one_request_of_grpc_web() {
    let remote = Remote::start().await;
    let gateway = TestServer::start_gateway(&remote.configuration()).await;
    let body: Vec<u8> = (0..3).flat_map(|turn| frame(&said(turn))).collect();

    let answer = Client::new()
        .post(gateway.url(EXECUTE_STREAM))
        .header("content-type", "application/grpc-web+proto")
        .header("x-grpc-web", "1")
        .header("x-stream", "echo")
        .body(body)
        .send()
        .await
        .unwrap();

    let body = answer.bytes().await.unwrap();
    let mut frames = frames(&body);
    let (flag, trailers) = frames.pop().unwrap();
    assert_eq!(flag, 0x80);
    assert!(
        String::from_utf8(trailers)
            .unwrap()
            .contains("grpc-status:0")
    );
    let outputs = frames.iter().map(|(_, payload)| payload.as_slice());
    let numbers = outputs.map(|payload| number(StreamOutput::decode(payload).unwrap()));
    assert_eq!(numbers.collect::<Vec<_>>(), [0, 1, 2]);
}
