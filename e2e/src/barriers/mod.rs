//! What keeps people out: what axe-core finds, and what it does not look for.

mod axe;
mod names;
mod page_side;

use serde_json::json;

use crate::{ChatPage, Failure};
use page_side::{MOVING, OUT_OF_REACH, SMALL};

/// Everything that is wrong with the chat as it is now, in words.
///
/// # Errors
///
/// When axe-core is not installed or the page cannot be read.
pub async fn barriers(chat: &ChatPage<'_>) -> Result<Vec<String>, Failure> {
    let mut found = axe::violations(chat).await?;
    found.extend(names::unnamed(chat).await?);
    found.extend(read(chat, SMALL).await?);
    found.extend(read(chat, MOVING).await?);
    Ok(found)
}

/// What cannot be seen or reached on a page of this size by scrolling up and down.
///
/// # Errors
///
/// When the page cannot be read.
pub async fn out_of_reach(chat: &ChatPage<'_>) -> Result<Vec<String>, Failure> {
    let mut found = read(chat, OUT_OF_REACH).await?;
    found.extend(read(chat, SMALL).await?);
    Ok(found)
}

async fn read(chat: &ChatPage<'_>, script: &str) -> Result<Vec<String>, Failure> {
    Ok(serde_json::from_value(
        chat.run(script, json!(null)).await?,
    )?)
}
