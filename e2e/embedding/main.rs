//! The example pages in `examples/`, as `cargo xtask test --suite examples` builds them: each is opened once in headless
//! Chromium and makes one turn with the coffee shop's dialog, or is used as its readers do.
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

#[tokio::test]
async fn the_theme_editor_shows_a_theme_writes_its_style_and_warns_of_low_contrast()
-> Result<(), Failure> {
    let server = Server::start().await?;
    let page = Page::load(&server.url("built/theme-editor")).await?;
    page.wait_for(
        "two previews that ask",
        "const chats = [...document.querySelectorAll('#previews bavard-chat')];
         return chats.length === 2 && chats.every((chat) => chat.shadowRoot?.textContent.includes('What size'));",
    )
    .await?;
    page.wait_for(
        "the theme in the previews and as text",
        "[...document.querySelectorAll('#themes button')].find((button) => button.textContent === 'Ink').click();
         const window = document.querySelector('#previews bavard-chat').shadowRoot.querySelector('[part~=launcher]');
         return getComputedStyle(window).borderTopLeftRadius === '8px'
           && document.querySelector('#style').textContent.includes('--bavard-radius: 4px;')
           && document.querySelector('#warning').textContent === '';",
    )
    .await?;
    page.wait_for(
        "a warning",
        "const text = document.querySelector('[name=text-light]');
         text.value = '#999999';
         text.dispatchEvent(new InputEvent('input', { bubbles: true }));
         return document.querySelector('#style').textContent.includes('--bavard-text: light-dark(#999999, ')
           && document.querySelector('#warning').textContent.includes('bot’s text')
           && document.querySelector('.low').textContent.endsWith('< 7');",
    )
    .await?;
    page.close().await
}
