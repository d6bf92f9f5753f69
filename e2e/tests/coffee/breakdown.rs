//! A widget that breaks down, and is replaced by a fresh one.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, visit};
use serde_json::{Value, json};

/// Remembers each program that the page starts, and what it hears of errors.
const WATCH: &str = "
window.memories = [];
window.heard = [];
addEventListener('bavard-error', (event) => heard.push(event.detail));
for (const name of ['instantiate', 'instantiateStreaming']) {
  const own = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await own.apply(WebAssembly, given);
    memories.push(made.instance.exports.memory);
    return made;
  };
}";

/// Writes over all that the first program knows, as a fault of its own might, and types. Its next act is a trap.
const BREAK: &str = "
new Uint8Array(memories[0].buffer).fill(255);
const input = document.querySelector('bavard-chat').shadowRoot.querySelector('[part~=input]');
input.value = 'Yes';
input.dispatchEvent(new Event('input', { bubbles: true }));
";

#[tokio::test]
async fn a_widget_that_breaks_down_says_so_keeps_the_transcript_and_begins_afresh()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.run(WATCH, json!(null)).await?;
        chat.open().await?;
        chat.say("A large mocha, please").await?;
        chat.wait_for_bot("large mocha for").await?;

        chat.run(BREAK, json!(null)).await?;
        let broken = chat
            .wait_for("an error with a retry", |chat| chat.retry)
            .await?;
        assert!(broken.visitor_said("A large mocha, please"), "{broken:#?}");
        let heard = chat.run("return heard", json!(null)).await?;
        assert_eq!(heard.as_array().map(Vec::len), Some(1), "{heard}");
        let error = heard.get(0).cloned().unwrap_or(Value::Null);
        assert_eq!(error["code"], 13);
        assert_eq!(error["status"], "INTERNAL");
        assert_eq!(error["retryable"], true);
        assert!(
            !error.to_string().contains("Yes"),
            "nothing that was typed: {error}"
        );
        chat.picture("breakdown").await?;

        chat.retry().await?;
        // As the tab has kept it.
        chat.wait_for("a conversation that goes on", |chat| {
            chat.composer && !chat.retry && chat.visitor_said("A large mocha, please")
        })
        .await?;
        let programs = chat.run("return memories.length", json!(null)).await?;
        assert_eq!(programs, 2);
        chat.say("A small espresso").await?;
        chat.wait_for("an answer", |chat| {
            chat.messages
                .iter()
                .rev()
                .take_while(|message| !message.text.contains("A small espresso"))
                .count()
                > 0
        })
        .await?;
        Ok(())
    })
    .await
}
