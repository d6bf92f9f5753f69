//! The terminal on HTTP: `POST /charge` takes the send data of the node as a JSON object.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, State};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Map, Value};

use crate::terminal::{Receipt, Terminal};

/// Send data is three short values; nothing longer is read.
const MAX_BODY_BYTES: usize = 4 * 1024;

#[derive(Clone)]
struct Shop {
    terminal: Arc<Terminal>,
    delay: Duration,
}

/// The routes of the terminal, which takes `delay` for every answer.
pub fn router(terminal: Terminal, delay: Duration) -> Router {
    Router::new()
        .route("/charge", post(charge))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(Shop {
            terminal: Arc::new(terminal),
            delay,
        })
}

async fn charge(
    State(shop): State<Shop>,
    Json(request): Json<Map<String, Value>>,
) -> Json<Receipt> {
    tokio::time::sleep(shop.delay).await;
    Json(shop.terminal.charge(&request))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use http::{Request, StatusCode, header};
    use serde_json::json;
    use tower::ServiceExt;

    use super::*;

    async fn post_charge(body: String) -> (StatusCode, Vec<u8>) {
        let request = Request::post("/charge")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap();
        let response = router(Terminal::default(), Duration::ZERO)
            .oneshot(request)
            .await
            .unwrap();
        let status = response.status();
        (
            status,
            to_bytes(response.into_body(), usize::MAX)
                .await
                .unwrap()
                .to_vec(),
        )
    }

    #[tokio::test]
    async fn an_order_is_answered_with_a_receipt() {
        let (status, body) =
            post_charge(json!({"amount": 4.25, "COFFEE_TYPE": "espresso"}).to_string()).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            serde_json::from_slice::<Value>(&body).unwrap(),
            json!({"returnCode": "0", "returnMessage": "$4.25 charged", "orderNumber": "A1"})
        );
    }

    #[tokio::test]
    async fn a_declined_card_is_an_answer_and_not_an_http_error() {
        let (status, body) = post_charge(json!({"amount": 25}).to_string()).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            serde_json::from_slice::<Value>(&body).unwrap()["returnCode"],
            "61"
        );
    }

    #[tokio::test]
    async fn what_is_not_a_json_object_is_refused() {
        assert_eq!(
            post_charge("one latte".to_owned()).await.0,
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            post_charge("[4.25]".to_owned()).await.0,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_is_not_read() {
        let body = json!({"amount": 4.25, "COFFEE_TYPE": "x".repeat(MAX_BODY_BYTES)}).to_string();
        assert_eq!(post_charge(body).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
