//! A conversation that outlives its page, and one in several tabs.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, until, visit};
use serde_json::json;

/// Notes the session's id, and what becomes of sessions.
const NOTE_SESSIONS: &str = "
window.sessions = [];
document.addEventListener('bavard-session', (event) => window.sessions.push(event.detail));
";

async fn states(chat: &ChatPage<'_>) -> Result<serde_json::Value, Failure> {
    let states = "return window.sessions.map((session) => session.state)";
    chat.run(states, json!(null)).await
}

#[tokio::test]
async fn a_reload_in_the_middle_of_an_order_goes_on_where_it_was() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.open().await?;
        chat.say("A large mocha, please").await?;
        let before = chat
            .wait_for("the offer with its choices", |chat| {
                chat.bot_said("large mocha for") && !chat.selectables.is_empty()
            })
            .await?;

        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.run(NOTE_SESSIONS, json!(null)).await?;
        chat.open_window().await?;
        let after = chat
            .wait_for("the choices", |chat| !chat.selectables.is_empty())
            .await?;
        assert_eq!(after.messages, before.messages);
        assert_eq!(after.selectables, before.selectables);
        assert_eq!(states(&chat).await?, json!(["resumed"]));
        chat.pick("Yes").await?;
        chat.wait_for_bot("Thank you!").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_session_that_expired_meanwhile_is_divided_from_the_next() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.run(NOTE_SESSIONS, json!(null)).await?;
        chat.open().await?;
        chat.say("A large mocha, please").await?;
        chat.wait_for_bot("large mocha for").await?;
        let forget = "
const id = window.sessions[0].sessionId;
window.forgotten = fetch(`/dlg/v1/stop/${id}`, { method: 'POST' }).then((answer) => { window.forgot = answer.ok; });
";
        chat.run(forget, json!(null)).await?;
        until("the server has forgotten the session", async || {
            let forgot = chat.run("return window.forgot ?? null", json!(null)).await?;
            Ok((forgot == json!(true)).then_some(()))
        })
        .await?;

        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.run(NOTE_SESSIONS, json!(null)).await?;
        chat.open_window().await?;
        let greeted = chat
            .wait_for("another greeting", |chat| {
                let greetings = chat.messages.iter();
                greetings
                    .filter(|message| message.text.contains("Welcome to Copper Street Coffee"))
                    .count()
                    == 2
            })
            .await?;
        assert!(greeted.bot_said("large mocha for"), "{greeted:#?}");
        let dividers = "return document.querySelector('bavard-chat').shadowRoot.querySelectorAll('[part~=divider]').length";
        assert!(chat.run(dividers, json!(null)).await?.as_u64() >= Some(1));
        assert_eq!(states(&chat).await?, json!(["expired", "started"]));
        chat.say("A small latte").await?;
        chat.wait_for_bot("small latte for").await?;
        chat.picture("expired").await?;
        Ok(())
    })
    .await
}

/// In another tab: has the conversation begin there.
const OPEN_ANOTHER_TAB: &str = "
window.other = window.open(location.href);
window.inOther = () => window.other.document?.querySelector('bavard-chat');
window.heardInOther = (words) => (window.inOther()?.transcript?.() ?? []).some((entry) => entry.text.includes(words));
";

#[tokio::test]
async fn two_tabs_show_one_conversation_and_one_takes_over_from_the_other() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.run(NOTE_SESSIONS, json!(null)).await?;
        chat.run(OPEN_ANOTHER_TAB, json!(null)).await?;
        let other_heard = async |words: &str| {
            until(&format!("\"{words}\" in the other tab"), async || {
                let script = "
const chat = window.inOther();
if (chat?.openChat && !chat.hasAttribute('open')) chat.openChat();
return window.heardInOther(arguments[0]);
";
                let heard = chat.run(script, json!(words)).await?;
                Ok((heard == json!(true)).then_some(()))
            })
            .await
        };
        other_heard("Welcome to Copper Street Coffee").await?;
        chat.open().await?;
        assert_eq!(states(&chat).await?, json!([]), "the other tab's session");

        chat.say("A large mocha, please").await?;
        chat.wait_for_bot("large mocha for").await?;
        other_heard("large mocha for").await?;

        chat.run("window.other.close()", json!(null)).await?;
        until("this tab talks", async || {
            Ok((states(&chat).await? == json!(["resumed"])).then_some(()))
        })
        .await?;
        chat.pick("Yes").await?;
        let thanks = chat.wait_for_bot("Thank you!").await?;
        let greetings = thanks.messages.iter();
        let greetings =
            greetings.filter(|message| message.text.contains("Welcome to Copper Street Coffee"));
        assert_eq!(greetings.count(), 1, "{thanks:#?}");
        Ok(())
    })
    .await
}
