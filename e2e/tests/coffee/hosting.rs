//! Ways to put the chat into a page, and what pages do with it there.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, until, visit};
use serde_json::json;

use super::embedding::ask;

#[tokio::test]
async fn plain_scripts_place_chats_in_a_hostile_page_with_frozen_prototypes() -> Result<(), Failure>
{
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("classic-script.html")).await?;
        let chats = "return [...document.querySelectorAll('bavard-chat')].map((chat) => [chat.heading, chat.placement, chat.channel])";
        let wanted = json!([["First", null, "Web_VA"], [null, "bottom-left", "Web_VA"]]);
        assert_eq!(page.run(chats, json!(null)).await?, wanted);
        let launcher = "
            const { right, bottom, width, height } = chat.shadowRoot.querySelector('[part~=launcher]').getBoundingClientRect();
            return [Math.round(innerWidth - right), Math.round(innerHeight - bottom), width, height];
        ";
        assert_eq!(ask(&page, launcher).await?, json!([20, 20, 56, 56]));
        page.open().await?;
        page.wait_for_bot("What can I get you").await?;
        let inherited = "
            const style = getComputedStyle(chat.shadowRoot.querySelector('[part~=message]'));
            return [style.textTransform, style.letterSpacing, style.textAlign, style.opacity, style.fontSize];
        ";
        assert_eq!(ask(&page, inherited).await?, json!(["none", "normal", "start", "1", "15px"]));

        // From another origin a plain script has no address that its imports are relative to.
        let elsewhere = site.url("").replace("127.0.0.1", "localhost");
        let place = "
            document.querySelector('bavard-chat').remove();
            document.querySelector('bavard-chat').remove();
            const frame = document.createElement('iframe');
            document.body.append(frame);
            const script = frame.contentDocument.createElement('script');
            script.src = `${arguments[0]}bavard.js`;
            script.dataset.modelUrn = 'urn:nuance-mix:tag:model/coffee/mix.dialog';
            script.dataset.channel = 'Web_VA';
            script.dataset.endpoint = arguments[0];
            script.dataset.open = '';
            frame.contentDocument.head.append(script);
        ";
        page.run(place, json!(elsewhere)).await?;
        until("a chat in the frame", async || {
            let said = "return frames[0].document.querySelector('bavard-chat')?.shadowRoot.querySelector('[part~=message]')?.textContent ?? ''";
            let said = page.run(said, json!(null)).await?;
            Ok(said.as_str().is_some_and(|text| text.contains("Copper Street")).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn properties_set_early_are_taken_over_and_attributes_are_followed() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        let upgrade = "
            window.heard = [];
            for (const name of ['open', 'close', 'session', 'error']) document.addEventListener(`bavard-${name}`, () => heard.push(name));
            const early = document.implementation.createHTMLDocument().createElement('bavard-chat');
            Object.assign(early, { heading: 'Early', modelUrn: chat.modelUrn, channel: 'Web_VA', teaserDelay: '1s', debug: false });
            chat.replaceWith(early);
            return [early.getAttribute('heading'), early.heading, early.getAttribute('teaser-delay'), early.hasAttribute('debug'), Object.keys(early)];
        ";
        assert_eq!(ask(&page, upgrade).await?, json!(["Early", "Early", "1s", false, []]));
        ask(&page, "chat.open = true").await?;
        page.wait_for_bot("What can I get you").await?;
        let heading = "return [chat.shadowRoot.querySelector('[part~=heading]').textContent, chat.hasAttribute('open')]";
        assert_eq!(ask(&page, heading).await?, json!(["Early", true]));
        ask(&page, "chat.setAttribute('open', 'yes'); chat.heading = 'Later'").await?;
        assert_eq!(ask(&page, heading).await?, json!(["Later", true]));

        // Where it stands is no matter of the conversation.
        let counted = "return [chat.transcript().length, chat.shadowRoot.querySelectorAll('[part~=message]').length]";
        let before = ask(&page, counted).await?;
        let window = "return chat.shadowRoot.querySelector('[part~=window]').role";
        ask(&page, "chat.placement = 'inline'; chat.style.blockSize = '500px'").await?;
        until("a region", async || Ok((ask(&page, window).await? == json!("region")).then_some(()))).await?;
        ask(&page, "chat.placement = null; document.body.prepend(chat); document.body.moveBefore?.(chat, null)").await?;
        until("a dialog", async || Ok((ask(&page, window).await? == json!("dialog")).then_some(()))).await?;
        assert_eq!(ask(&page, counted).await?, before);
        assert_eq!(ask(&page, "return heard").await?, json!(["open", "session"]));

        // Another model is another conversation; changes made together make one.
        ask(&page, "chat.modelUrn = 'urn:nuance-mix:tag:model/none/mix.dialog'; chat.language = 'en-GB'").await?;
        page.wait_for("a notice", |chat| chat.banner.is_some()).await?;
        assert_eq!(ask(&page, "return heard").await?, json!(["open", "session", "error"]));
        ask(&page, "chat.modelUrn = 'urn:nuance-mix:tag:model/coffee/mix.dialog'; chat.language = null").await?;
        page.wait_for_bot("What can I get you").await?;
        let colours = "
            const surface = () => getComputedStyle(chat.shadowRoot.querySelector('[part~=window]')).backgroundColor;
            const seen = ['light', 'dark'].map((theme) => { chat.theme = theme; return surface(); });
            return seen[0] !== seen[1];
        ";
        assert_eq!(ask(&page, colours).await?, json!(true));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_rest_is_loaded_when_the_preload_attribute_says() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        let loaded = "return performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('bavard-app_bg.wasm'))";
        let anew = "
            const next = chat.cloneNode();
            next.preload = arguments[0];
            performance.clearResourceTimings();
            chat.replaceWith(next);
        ";
        let anew = ["const chat = document.querySelector('bavard-chat');", anew].concat();
        page.run(&anew, json!("none")).await?;
        ask(&page, "chat.shadowRoot.querySelector('[part~=launcher]').dispatchEvent(new Event('pointerenter')); return new Promise((resolve) => requestIdleCallback(() => resolve()))").await?;
        assert_eq!(ask(&page, loaded).await?, json!(false));
        page.run(&anew, json!("hover")).await?;
        assert_eq!(ask(&page, loaded).await?, json!(false));
        ask(&page, "chat.shadowRoot.querySelector('[part~=launcher]').dispatchEvent(new Event('pointerenter'))").await?;
        until("the widget", async || Ok((ask(&page, loaded).await? == json!(true)).then_some(()))).await?;
        for value in ["eager", "idle"] {
            let page = ChatPage::load(browser, &site.url("")).await?;
            page.run(&anew, json!(value)).await?;
            until(&format!("the widget with preload={value}"), async || Ok((ask(&page, loaded).await? == json!(true)).then_some(()))).await?;
            assert!(!page.state().await?.window);
        }
        Ok(())
    })
    .await
}
