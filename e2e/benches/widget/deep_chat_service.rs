//! The same service for Deep Chat, in the JSON that it speaks.

use axum::extract::Query;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::words;

/// Messages before the greeting.
#[derive(Debug, Deserialize)]
struct Greeting {
    #[serde(default)]
    messages: usize,
}

#[derive(Debug, Deserialize)]
struct Fill {
    count: usize,
}

/// The greeting, a turn, and texts to fill a conversation with.
pub(crate) fn routes() -> Router {
    let paths = Router::new()
        .route("/greeting", get(greeting))
        .route("/turn", post(turn))
        .route("/fill", get(fill));
    Router::new().nest("/deep-chat-service", paths)
}

async fn greeting(Query(Greeting { messages }): Query<Greeting>) -> Json<Value> {
    let mut history: Vec<Value> = words::many(messages)
        .into_iter()
        .chain([words::GREETING.to_owned()])
        .map(|text| json!({ "role": "ai", "text": text }))
        .collect();
    // There is no more above.
    history.push(json!(false));
    Json(Value::Array(history))
}

async fn turn() -> Json<Value> {
    Json(json!({ "text": words::ANSWER }))
}

async fn fill(Query(Fill { count }): Query<Fill>) -> Json<Value> {
    Json(json!({ "texts": words::many(count) }))
}
