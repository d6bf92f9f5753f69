//! The office on HTTP. Every answer has a `returnCode`, as the dialog's data access nodes expect: `0` for success.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Language, Money, Office, Rental, VoucherError, sell, stations};

/// Send data is a dozen short values; nothing longer is read.
const MAX_BODY_BYTES: usize = 8 * 1024;

#[derive(Clone)]
struct Counter {
    office: Arc<Office>,
    delay: Duration,
}

/// The routes of the office, which takes `delay` for what visitors are shown a latency message for.
pub fn router(office: Office, delay: Duration) -> Router {
    Router::new()
        .route("/stations", get(list_stations))
        .route("/rentals", post(reserve))
        .route("/bookings/find", post(find))
        .route("/vouchers", post(buy_voucher))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(Counter {
            office: Arc::new(office),
            delay,
        })
}

#[derive(Deserialize)]
struct Speaker {
    #[serde(default)]
    language: Language,
}

async fn list_stations(Query(speaker): Query<Speaker>) -> Json<Value> {
    success(json!({ "stationData": { "STATION": stations(speaker.language) } }))
}

async fn reserve(State(counter): State<Counter>, Json(rental): Json<Rental>) -> Json<Value> {
    tokio::time::sleep(counter.delay).await;
    success(counter.office.reserve(rental))
}

#[derive(Deserialize)]
struct Search {
    #[serde(rename = "BOOKING_NUMBER")]
    number: String,
    #[serde(rename = "PIN")]
    pin: String,
    #[serde(default)]
    language: Language,
}

async fn find(State(counter): State<Counter>, Json(search): Json<Search>) -> Json<Value> {
    let found = counter
        .office
        .find(&search.number, &search.pin, search.language);
    match found {
        Some(booking) => success(json!({ "booking": booking })),
        None => failure("403", "no booking with this number and PIN"),
    }
}

#[derive(Deserialize)]
struct Purchase {
    #[serde(rename = "VOUCHER_AMOUNT")]
    amount: Money,
    #[serde(rename = "RECIPIENT")]
    recipient: String,
}

async fn buy_voucher(State(counter): State<Counter>, Json(order): Json<Purchase>) -> Json<Value> {
    tokio::time::sleep(counter.delay).await;
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    match sell(&order.amount, &order.recipient, today) {
        Ok(voucher) => success(voucher),
        Err(error @ VoucherError::Amount) => failure("13", &error.to_string()),
        Err(error @ VoucherError::Calendar(_)) => failure("99", &error.to_string()),
    }
}

/// What was asked for, with the code for success.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Success<T> {
    return_code: &'static str,
    #[serde(flatten)]
    answer: T,
}

fn success<T: Serialize>(answer: T) -> Json<Value> {
    let reply = Success {
        return_code: "0",
        answer,
    };
    match serde_json::to_value(reply) {
        Ok(reply) => Json(reply),
        Err(error) => failure("99", &error.to_string()),
    }
}

fn failure(code: &str, message: &str) -> Json<Value> {
    Json(json!({ "returnCode": code, "returnMessage": message }))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use http::{Request, StatusCode, header};
    use tower::ServiceExt;

    use super::*;

    async fn call(request: Request<Body>) -> (StatusCode, Value) {
        let response = router(Office::default(), Duration::ZERO)
            .oneshot(request)
            .await
            .unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    async fn post_json(path: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        call(request.body(Body::from(body.to_string())).unwrap()).await
    }

    #[tokio::test]
    async fn the_stations_come_as_a_wordset_in_the_language_of_the_conversation() {
        let request = Request::get("/stations?language=fr-FR");
        let (_, reply) = call(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply["returnCode"], "0");
        assert_eq!(
            reply["stationData"]["STATION"][1],
            json!({
                "canonical": "railway", "literal": "gare", "spoken": ["la gare", "à la gare"],
                "label": "La gare", "description": "Sortie nord",
            })
        );
    }

    #[tokio::test]
    async fn a_rental_is_confirmed_with_number_and_pin() {
        let rental = json!({
            "BIKE_TYPE": "tandem", "FRAME_COLOR": "red", "STATION": "quay", "PICKUP_DATE": "20310612",
            "offer": { "total": { "unit": "USD", "number": 96 }, "returnDate": "20310614" },
        });
        let (_, reply) = post_json("/rentals", rental).await;
        assert_eq!(reply["returnCode"], "0");
        assert_eq!(reply["bookingNumber"], "OB1002");
        assert_eq!(reply["lockPin"].as_str().unwrap().len(), 4);
    }

    #[tokio::test]
    async fn a_rental_without_a_bike_is_refused() {
        let (status, _) = post_json("/rentals", json!({ "STATION": "quay" })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn a_booking_is_shown_to_who_has_its_pin() {
        let search = |pin| json!({ "BOOKING_NUMBER": "OB1001", "PIN": pin, "language": "en-US" });
        let (_, reply) = post_json("/bookings/find", search("2468")).await;
        assert_eq!(reply["booking"]["station"], "The quay");
        assert_eq!(
            reply["booking"]["total"],
            json!({ "unit": "USD", "number": 96.0 })
        );
        let (_, reply) = post_json("/bookings/find", search("0000")).await;
        assert_eq!(reply["returnCode"], "403");
    }

    #[tokio::test]
    async fn an_amount_that_is_refused_is_an_answer_and_not_an_http_error() {
        let order = |number| json!({ "VOUCHER_AMOUNT": { "unit": "USD", "number": number }, "RECIPIENT": "Rosa" });
        let (_, reply) = post_json("/vouchers", order(50)).await;
        assert_eq!(reply["returnCode"], "0");
        assert_eq!(reply["validUntil"].as_str().unwrap().len(), 8);
        let (status, reply) = post_json("/vouchers", order(5)).await;
        assert_eq!(
            (status, &reply["returnCode"]),
            (StatusCode::OK, &json!("13"))
        );
    }
}
