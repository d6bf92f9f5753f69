//! Pages that are not kind to what is embedded in them: loud style, frozen and patched prototypes, frames, a strict policy.
//! On each, in each browser, the chat opens and takes a turn.

use bavard_e2e::{
    Browser, ChatPage, Engine, Failure, Line, MessageSeen, Site, Theme, Viewport, visit_in,
};
use serde_json::{Value, json};

/// Opens the chat and orders by typing and by picking. What was said on pages before may be there already.
async fn take_a_turn(chat: &ChatPage<'_>) -> Result<(), Failure> {
    let before = chat.open().await?.messages.len();
    chat.say("I want a latte").await?;
    chat.pick("Large").await?;
    chat.wait_for("an answer", |chat| {
        let answered = |last: &MessageSeen| last.from == "bot";
        let is_picked = |message: &MessageSeen| message.from == "user" && message.text == "Large";
        chat.messages.iter().skip(before).any(is_picked)
            && chat.messages.last().is_some_and(answered)
    })
    .await?;
    Ok(())
}

/// Where the launcher's middle is, from the right and the lower edge of the page.
const CORNER: &str = "
const launcher = document.querySelector('bavard-chat').shadowRoot.querySelector('[part=launcher]');
const { left, top, width, height } = launcher.getBoundingClientRect();
return [document.documentElement.clientWidth - left - width / 2, document.documentElement.clientHeight - top - height / 2];
";

/// How the bot's first message is written.
const WRITTEN: &str = "
const root = document.querySelector('bavard-chat').shadowRoot;
const { fontStyle, letterSpacing, textTransform, textAlign, textShadow, textIndent, wordSpacing } =
  getComputedStyle(root.querySelector('[part~=message]'));
return [fontStyle, letterSpacing, textTransform, textAlign, textShadow, textIndent, wordSpacing];
";

async fn loud_style(browser: &Browser, site: &Site) -> Result<(), Failure> {
    let chat = ChatPage::load(browser, &site.url("hostile-css.html")).await?;
    expect(&chat, CORNER, &json!([48, 48])).await?;
    take_a_turn(&chat).await?;
    let plain = json!(["normal", "normal", "none", "start", "none", "0px", "0px"]);
    expect(&chat, WRITTEN, &plain).await
}

async fn expect(chat: &ChatPage<'_>, script: &str, expected: &Value) -> Result<(), Failure> {
    let seen = chat.run(script, json!(null)).await?;
    if seen == *expected {
        Ok(())
    } else {
        Err(Failure::Unexpected(format!(
            "{seen} in place of {expected}"
        )))
    }
}

async fn frame(browser: &Browser, site: &Site, query: &str) -> Result<(), Failure> {
    browser
        .go(&site.url(&format!("frame.html?{query}")))
        .await?;
    let chat = ChatPage::enter_frame(browser).await?;
    take_a_turn(&chat).await?;
    browser.leave_frame().await
}

async fn visit_all(engine: Engine) -> Result<(), Failure> {
    let site = Site::open().await?;
    let elsewhere: Line = site.line().await?;
    visit_in(engine, Viewport::Desktop, Theme::Light, async |browser| {
        let mut failures = Vec::new();
        let mut note = |name: &str, visited: Result<(), Failure>| {
            if let Err(failure) = visited {
                failures.push((name.to_owned(), failure));
            }
        };
        // The driver of WebKit itself stumbles over lists that write themselves.
        let patched = match engine {
            Engine::Chromium | Engine::Firefox => "patched.html?json",
            Engine::WebKit => "patched.html",
        };
        for page in ["strict-csp.html", "frozen.html", patched] {
            let visited = async {
                let chat = ChatPage::load(browser, &site.url(page)).await?;
                take_a_turn(&chat).await
            };
            note(page, visited.await);
        }
        note("loud style", loud_style(browser, &site).await);
        let sandboxed = "src=index.html&sandbox=allow-scripts+allow-same-origin";
        note("sandbox", frame(browser, &site, sandboxed).await);
        let foreign = format!("src={}/index.html", elsewhere.url());
        note("foreign frame", frame(browser, &site, &foreign).await);
        if failures.is_empty() {
            Ok(())
        } else {
            Err(Failure::Several(failures))
        }
    })
    .await
}

#[tokio::test]
async fn the_chat_works_on_hostile_pages_in_chromium() -> Result<(), Failure> {
    visit_all(Engine::Chromium).await
}

#[tokio::test]
async fn the_chat_works_on_hostile_pages_in_firefox() -> Result<(), Failure> {
    visit_all(Engine::Firefox).await
}

#[tokio::test]
async fn the_chat_works_on_hostile_pages_in_webkit() -> Result<(), Failure> {
    visit_all(Engine::WebKit).await
}
