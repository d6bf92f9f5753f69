//! The element as the owner of a page handles it.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, until, visit};
use serde_json::{Value, json};

/// Runs `script` with `chat` standing for the element.
pub(super) async fn ask(page: &ChatPage<'_>, script: &str) -> Result<Value, Failure> {
    let script = [
        "const chat = document.querySelector('bavard-chat');",
        script,
    ]
    .concat();
    page.run(&script, json!(null)).await
}

#[tokio::test]
async fn the_demo_page_as_trunk_builds_it_greets() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("demo-page/index.html")).await?;
        page.open().await?;
        page.wait_for_bot("What can I get you").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_that_nobody_chats_on_loads_nothing_but_the_loader() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        let loaded = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.includes('bavard'))";
        let loaded = ask(&page, loaded).await?;
        assert_eq!(loaded, json!([site.url("bavard.js")]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_element_without_a_model_says_so_to_visitor_and_owner() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, "chat.removeAttribute('model-urn'); chat.addEventListener('bavard-error', (event) => { window.told = event.detail })").await?;
        page.open_window().await?;
        let seen = page.wait_for("a notice", |chat| chat.banner.is_some()).await?;
        assert_eq!(seen.banner.as_deref(), Some("This chat is not set up yet."));
        assert!(!seen.retry, "a retry would change nothing");
        let told = ask(&page, "return [window.told.code, window.told.status, window.told.message]").await?;
        assert_eq!(told, json!([3, "INVALID_ARGUMENT", "The model-urn attribute is missing."]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_chat_that_cannot_be_loaded_says_so_and_loads_on_request() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Dark, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, "window.network = window.fetch; window.fetch = async () => { throw new TypeError('no network') }").await?;
        page.open_window().await?;
        let seen = page.wait_for("a retry", |chat| chat.retry).await?;
        assert_eq!(seen.banner.as_deref(), Some("The chat could not be loaded.Try again"));
        ask(&page, "window.fetch = window.network").await?;
        page.retry().await?;
        page.wait_for_bot("What can I get you").await?;

        // Not even the frame can be had: a loader that is alone in its folder.
        let alone = "
            const frame = document.createElement('iframe');
            document.body.append(frame);
            const page = frame.contentDocument;
            frame.contentWindow.heard = [];
            page.addEventListener('bavard-error', (event) => frame.contentWindow.heard.push([event.detail.code, event.detail.retryable]));
            const script = page.createElement('script');
            script.dataset.modelUrn = 'urn:nuance-mix:tag:model/coffee/mix.dialog';
            script.dataset.open = '';
            return fetch('bavard.js').then((answer) => answer.blob()).then((loader) => {
              script.src = URL.createObjectURL(loader.slice(0, loader.size, 'text/javascript'));
              page.head.append(script);
            });
        ";
        ask(&page, alone).await?;
        let told = "
            const { heard, document: page } = frames[0];
            const bare = page.querySelector('bavard-chat')?.shadowRoot.querySelectorAll('[data-bare]') ?? [];
            return [bare.length, bare[0]?.textContent, bare[0]?.checkVisibility(), heard];
        ";
        let wanted = |errors: usize| json!([1, "The chat could not be loaded. Try again", true, vec![json!([14, true]); errors]]);
        until("a notice", async || Ok((ask(&page, told).await? == wanted(1)).then_some(()))).await?;
        ask(&page, "frames[0].document.querySelector('bavard-chat').shadowRoot.querySelector('[part=retry]').click()").await?;
        until("another notice", async || Ok((ask(&page, told).await? == wanted(2)).then_some(()))).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_opens_closes_and_talks_by_script_and_hears_of_it() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(
            &page,
            "window.heard = []; for (const name of ['open', 'ready', 'session', 'message', 'action', 'close'])
               document.addEventListener(`bavard-${name}`, (event) => heard.push([name, event.detail]));
             chat.openChat()",
        )
        .await?;
        page.wait_for_bot("What can I get you").await?;
        ask(&page, "return chat.send('I want a latte')").await?;
        let seen = page.state().await?;
        assert!(seen.visitor_said("I want a latte") && seen.bot_said("What size"), "{seen:#?}");
        ask(&page, "chat.closeChat()").await?;
        page.wait_for("a closed window", |chat| !chat.window).await?;
        let names = ask(&page, "return [...new Set(heard.map(([name]) => name))]").await?;
        assert_eq!(names, json!(["open", "ready", "session", "message", "action", "close"]));
        let transcript = ask(&page, "return chat.transcript().map((entry) => [entry.from, entry.kind])").await?;
        assert_eq!(transcript[0], json!(["bot", "text"]));
        assert!(transcript.as_array().is_some_and(|entries| entries.contains(&json!(["user", "text"]))));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn escape_closes_the_window_and_the_focus_returns_to_the_launcher() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        page.open().await?;
        let focused = "return chat.shadowRoot.activeElement?.getAttribute('part') ?? null";
        assert_eq!(ask(&page, focused).await?, json!("input"));
        page.press_escape().await?;
        page.wait_for("a closed window", |chat| !chat.window)
            .await?;
        assert_eq!(ask(&page, focused).await?, json!("launcher"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_element_that_keeps_nothing_begins_anew_when_it_returns() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, "chat.setAttribute('persist', 'none')").await?;
        page.open().await?;
        page.say("I want a latte").await?;
        page.wait_for_bot("What size").await?;
        ask(&page, "window.kept = chat; chat.remove()").await?;
        let left = page
            .run("return window.kept.transcript()", json!(null))
            .await?;
        assert_eq!(left, json!([]));
        page.run("document.body.append(window.kept)", json!(null))
            .await?;
        let seen = page.wait_for_bot("What can I get you").await?;
        assert!(!seen.visitor_said("I want a latte"), "{seen:#?}");
        Ok(())
    })
    .await
}
