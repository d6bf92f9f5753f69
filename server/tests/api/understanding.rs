//! A remote understanding service in place of the engine's own.

use std::collections::HashMap;
use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use axum::Router;
use bavard_server::protocol::nlu::v1::interpretation::InterpretationUnion;
use bavard_server::protocol::nlu::v1::interpretation_input::InputUnion;
use bavard_server::protocol::nlu::v1::runtime_server::{Runtime, RuntimeServer};
use bavard_server::protocol::nlu::v1::single_intent_entity::ValueUnion;
use bavard_server::protocol::nlu::v1::{
    EnumInterpretationInputLoggingMode, EnumInterpretationResultType, InterpretRequest,
    InterpretResponse, InterpretResult, Interpretation, SingleIntentEntity, SingleIntentEntityList,
    SingleIntentInterpretation, Status as UnderstandingStatus,
};
use tokio::net::TcpListener;
use tonic::{Code, Request, Response, Status};

use crate::harness::{TestServer, shown};

/// Understands every text as one drink.
#[derive(Debug, Clone)]
struct Barkeeper {
    answer: Result<UnderstandingStatus, Code>,
    received: Arc<Mutex<Vec<InterpretRequest>>>,
}

#[tonic::async_trait]
impl Runtime for Barkeeper {
    async fn interpret(
        &self,
        request: Request<InterpretRequest>,
    ) -> Result<Response<InterpretResponse>, Status> {
        let request = request.into_inner();
        self.received.lock().unwrap().push(request);
        let status = self
            .answer
            .clone()
            .map_err(|code| Status::new(code, "closed"))?;
        let drink = SingleIntentEntity {
            confidence: 0.9,
            literal: "the usual".to_owned(),
            value_union: Some(ValueUnion::StringValue("coffee".to_owned())),
            ..SingleIntentEntity::default()
        };
        let drinks = SingleIntentEntityList {
            entities: vec![drink],
        };
        let single = SingleIntentInterpretation {
            intent: "NO_INTENT".to_owned(),
            confidence: 0.9,
            entities: HashMap::from([("eDrink".to_owned(), drinks)]),
            ..SingleIntentInterpretation::default()
        };
        Ok(Response::new(InterpretResponse {
            status: Some(status),
            result: Some(InterpretResult {
                interpretations: vec![Interpretation {
                    interpretation_union: Some(InterpretationUnion::SingleIntentInterpretation(
                        single,
                    )),
                }],
                ..InterpretResult::default()
            }),
            ..InterpretResponse::default()
        }))
    }
}

impl Barkeeper {
    fn answering(answer: Result<u32, Code>) -> Barkeeper {
        Barkeeper {
            answer: answer.map(|code| UnderstandingStatus {
                code,
                ..UnderstandingStatus::default()
            }),
            received: Arc::default(),
        }
    }

    async fn serve(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback_service(RuntimeServer::new(self.clone()));
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }
}

async fn server_with(address: SocketAddr, language: &str) -> TestServer {
    let more = format!(
        "[projects.kiosk.understanding]\nurl = \"http://{address}\"\n\
         models = {{ \"{language}\" = \"urn:nuance-mix:tag:model/kiosk/mix.nlu?=language=eng-USA\" }}\n"
    );
    TestServer::start_with(&more).await
}

#[tokio::test]
async fn texts_are_understood_by_the_service() {
    let barkeeper = Barkeeper::answering(Ok(200));
    let server = server_with(barkeeper.serve().await, "en-US").await;
    let mut client = server.greeted_client().await;

    // No word of it is known to the project itself.
    let reply = client.say("same as ever").await.unwrap();

    let mut other = server.greeted_client().await;
    let picked = other.pick("eDrink", "coffee").await.unwrap();
    assert_eq!(shown(&reply), shown(&picked));
    let received = barkeeper.received.lock().unwrap().clone();
    assert_eq!(received.len(), 1, "the opening asks for nothing");
    let request = &received[0];
    let parameters = request.parameters.as_ref().unwrap();
    assert_eq!(
        parameters.interpretation_result_type(),
        EnumInterpretationResultType::SingleIntent
    );
    assert_eq!(
        parameters.interpretation_input_logging_mode(),
        EnumInterpretationInputLoggingMode::Suppressed
    );
    assert_eq!(
        request.model.as_ref().unwrap().uri,
        "urn:nuance-mix:tag:model/kiosk/mix.nlu?=language=eng-USA"
    );
    let input = request.input.as_ref().unwrap().input_union.clone();
    assert_eq!(input, Some(InputUnion::Text("same as ever".to_owned())));
}

#[tokio::test]
async fn a_chat_with_the_configuration_asks_the_same_service() {
    let barkeeper = Barkeeper::answering(Ok(200));
    let address = barkeeper.serve().await;
    let kiosk = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk");
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("bavard.toml");
    let text = format!(
        "[projects.kiosk]\npath = {kiosk:?}\n[projects.kiosk.understanding]\nurl = \"http://{address}\"\n\
         models = {{ \"en-US\" = \"urn:nuance-mix:tag:model/kiosk/mix.nlu\" }}\n"
    );
    fs::write(&config, text).unwrap();
    let lines = folder.path().join("lines.txt");
    fs::write(&lines, "same as ever").unwrap();
    let mut chat = Command::new(env!("CARGO_BIN_EXE_bavard"));
    chat.arg("chat").arg(&kiosk).arg("--config").arg(&config);
    chat.stdin(File::open(&lines).unwrap());

    let output = tokio::task::spawn_blocking(move || chat.output().unwrap())
        .await
        .unwrap();

    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("\"drink\":\"coffee\""), "{shown}");
    let received = barkeeper.received.lock().unwrap().len();
    assert_eq!(received, 1, "{shown}");
}

#[tokio::test]
async fn a_service_that_fails_leaves_the_session_as_it_was() {
    for answer in [Err(Code::Internal), Ok(500)] {
        let barkeeper = Barkeeper::answering(answer);
        let server = server_with(barkeeper.serve().await, "en-US").await;
        let mut client = server.greeted_client().await;

        let failed = client.say("same as ever").await.unwrap_err();

        assert_eq!(failed.code(), Code::Unavailable);
        assert!(!failed.message().contains("same as ever"));
        // A pick needs no understanding.
        client.pick("eDrink", "nothing").await.unwrap();
    }
}

#[tokio::test]
async fn a_language_without_a_remote_model_stays_with_the_engine() {
    let barkeeper = Barkeeper::answering(Ok(200));
    let server = server_with(barkeeper.serve().await, "fr-FR").await;
    let mut client = server.greeted_client().await;

    client.say("nothing").await.unwrap();

    assert!(barkeeper.received.lock().unwrap().is_empty());
}
