//! The same service for Deep Chat, in the JSON that it speaks.

use axum::extract::Query;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::words;

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

async fn greeting() -> Json<Value> {
    Json(json!([{ "role": "ai", "text": words::GREETING }, false]))
}

async fn turn() -> Json<Value> {
    Json(json!({ "text": words::ANSWER }))
}

async fn fill(Query(Fill { count }): Query<Fill>) -> Json<Value> {
    Json(json!({ "texts": words::many(count) }))
}
