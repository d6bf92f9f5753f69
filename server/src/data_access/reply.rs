//! Reads what a backend answers, as far as the limit.

use bavard_dialog::BackendFailure;
use reqwest::Response;
use serde_json::Value;

use super::failure::failure;

/// The JSON object of a reply with a status of 2xx. Compressed replies are not asked for and not understood, so what is
/// counted is what is held.
pub(super) async fn read_reply(
    response: Response,
    max_bytes: usize,
) -> Result<Value, BackendFailure> {
    let status = response.status();
    if !status.is_success() {
        return Err(BackendFailure::Status(status.as_u16()));
    }
    match serde_json::from_slice(&read_limited(response, max_bytes).await?) {
        Ok(reply @ Value::Object(_)) => Ok(reply),
        _ => Err(BackendFailure::NotJson),
    }
}

async fn read_limited(mut response: Response, max_bytes: usize) -> Result<Vec<u8>, BackendFailure> {
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).is_ok_and(|announced| announced > max_bytes) {
        return Err(BackendFailure::TooLarge(max_bytes));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if body.len() + chunk.len() > max_bytes {
            return Err(BackendFailure::TooLarge(max_bytes));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
