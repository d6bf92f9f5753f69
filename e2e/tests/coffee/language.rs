//! Pages in other languages than English.

use bavard_e2e::{ChatPage, Example, Failure, Site, Theme, Viewport, until, visit};
use serde_json::{Value, json};

/// Changes the page's language and attributes of the chat that is not open yet.
const PREPARE: &str = "
const [lang, attributes] = arguments[0];
document.documentElement.lang = lang;
const chat = document.querySelector('bavard-chat');
for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value);
";

/// What the chat is called, says and is said to be, where it matters.
const SPOKEN: &str = "
const chat = document.querySelector('bavard-chat').shadowRoot;
const label = (part) => chat.querySelector(`[part~=${part}]`)?.getAttribute('aria-label');
const panel = chat.querySelector('.panel');
return {
  launcher: label('launcher'), close: label('close'), menu: label('menu'), input: label('input'), send: label('send'),
  lang: panel?.lang, direction: panel && getComputedStyle(panel).direction,
  message: chat.querySelector('[part~=message]')?.lang,
};
";

async fn speaks(chat: &ChatPage<'_>, expected: Value) -> Result<(), Failure> {
    until(&format!("a chat that says {expected}"), async || {
        let spoken = chat.run(SPOKEN, json!(null)).await?;
        let fits = expected.as_object().is_some_and(|parts| {
            parts
                .iter()
                .all(|(part, words)| spoken.get(part) == Some(words))
        });
        Ok(fits.then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_french_chat_says_everything_in_french_or_in_the_words_of_the_page() -> Result<(), Failure>
{
    let site = Site::of(Example::Showcase).await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("showcase.html")).await?;
        chat.run(PREPARE, json!(["en", { "language": "fr-FR" }])).await?;
        // Before anything is fetched.
        speaks(&chat, json!({ "launcher": "Chat" })).await?;
        chat.open().await?;
        chat.wait_for_bot("Que puis-je faire").await?;
        let french = json!({
            "launcher": "Fermer la discussion", "close": "Fermer la discussion", "menu": "Menu", "input": "Message",
            "send": "Envoyer", "lang": "fr-FR", "direction": "ltr", "message": "fr-FR",
        });
        speaks(&chat, french).await?;
        chat.run(PREPARE, json!(["en", { "strings": "strings.json" }])).await?;
        let own = json!({ "close": "Fermer", "input": "Votre message", "send": "Envoyer" });
        speaks(&chat, own).await
    })
    .await
}

#[tokio::test]
async fn the_chat_follows_the_language_that_the_bot_speaks() -> Result<(), Failure> {
    let site = Site::of(Example::Showcase).await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("showcase.html")).await?;
        // A language without a region selects none of the dialog's.
        chat.run(PREPARE, json!(["ar", { "persist": "none" }])).await?;
        chat.open().await?;
        let english = json!({
            "close": "Close chat", "send": "Send", "lang": "en-US", "direction": "ltr", "message": "en-US",
        });
        speaks(&chat, english).await?;
        // Whoever asks for another language begins a new conversation in it.
        chat.run(PREPARE, json!(["ar", { "language": "fr-FR" }])).await?;
        chat.wait_for_bot("Que puis-je faire").await?;
        speaks(&chat, json!({ "send": "Envoyer", "lang": "fr-FR", "message": "fr-FR" })).await
    })
    .await
}
