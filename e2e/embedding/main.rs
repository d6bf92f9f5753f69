//! The example pages in `examples/`, as `cargo xtask test --suite examples` builds them: each is opened once in headless
//! Chromium and makes one turn with the coffee shop's dialog.
//!
//! Not in `tests/`, because the pages are built by a suite of their own.

mod page;
mod server;

use bavard_e2e::Failure;

use page::Page;
use server::Server;

/// Opens the chat, orders, and waits for the bot's question, in the chat and in the page around it.
async fn order(example: &str) -> Result<(), Failure> {
    let server = Server::start().await?;
    let page = Page::load(&server.url(example)).await?;
    page.open_chat().await?;
    page.wait_for_bot("What can I get you").await?;
    page.say("I want a latte").await?;
    page.wait_for_bot("What size").await?;
    page.wait_for_text_around("What size").await?;
    page.close().await
}

#[tokio::test]
async fn the_plain_page_chats_and_hears_what_is_said() -> Result<(), Failure> {
    order("plain").await
}

#[tokio::test]
async fn the_react_app_chats_and_hears_what_is_said() -> Result<(), Failure> {
    order("react").await
}

#[tokio::test]
async fn the_leptos_app_chats_and_hears_what_is_said() -> Result<(), Failure> {
    order("leptos").await
}
