//! The message beside the closed launcher.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, until, visit};
use serde_json::{Value, json};

use super::embedding::ask;

/// The words of the teaser in view; null without one.
const TEASER: &str = "
const teaser = chat.shadowRoot.querySelector('[part~=teaser]');
return teaser?.checkVisibility() ? teaser.textContent : null;
";

async fn wait_for_teaser(page: &ChatPage<'_>, words: Value) -> Result<(), Failure> {
    until(&format!("the teaser {words}"), async || {
        Ok((ask(page, TEASER).await? == words).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_teaser_opens_the_chat_gives_way_to_fields_and_is_dismissed_for_good()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        let offer = "chat.teaserDelay = '10ms'; chat.teaser = 'Coffee in five minutes?'";
        ask(&page, offer).await?;
        wait_for_teaser(&page, json!("Coffee in five minutes?")).await?;

        let cover = "
            const field = document.createElement('input');
            const { x, y } = chat.shadowRoot.querySelector('[part~=teaser]').getBoundingClientRect();
            field.id = 'field';
            Object.assign(field.style, { position: 'fixed', left: `${x}px`, top: `${y}px` });
            document.body.append(field);
            field.focus();
        ";
        ask(&page, cover).await?;
        wait_for_teaser(&page, json!(null)).await?;
        ask(&page, "document.querySelector('#field').blur()").await?;
        wait_for_teaser(&page, json!("Coffee in five minutes?")).await?;

        ask(&page, "chat.shadowRoot.querySelector('[part~=teaser-dismiss]').click()").await?;
        wait_for_teaser(&page, json!(null)).await?;
        assert!(!page.state().await?.window);
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, offer).await?;
        // Another one is planned after it, so that this one would have come before.
        ask(&page, "return chat.showTeaser('Or a cake?')").await?;
        wait_for_teaser(&page, json!("Or a cake?")).await?;
        ask(&page, "chat.shadowRoot.querySelector('[part~=teaser] button').click()").await?;
        page.wait_for_bot("What can I get you").await?;
        wait_for_teaser(&page, json!(null)).await
    })
    .await
}

#[tokio::test]
async fn a_teaser_waits_for_its_page_its_visit_and_the_depth_of_reading() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Dark, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        let seen = "return [localStorage.getItem('bavard:visits'), chat.shadowRoot.querySelector('[role=status].teaser-region') !== null]";
        ask(&page, "chat.teaserDelay = '0'; chat.setAttribute('teaser-visits', '2'); chat.teaser = 'Welcome back'").await?;
        until("the rules to be looked at", async || Ok((ask(&page, seen).await? == json!(["1", true])).then_some(()))).await?;
        assert_eq!(ask(&page, TEASER).await?, json!(null));

        // A new tab is a new visit.
        ask(&page, "sessionStorage.clear()").await?;
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, "chat.teaserDelay = '0'; chat.setAttribute('teaser-visits', '2'); chat.teaser = 'Welcome back'").await?;
        wait_for_teaser(&page, json!("Welcome back")).await?;

        ask(&page, "chat.removeAttribute('teaser-visits'); chat.teaser = ''; chat.setAttribute('teaser-scroll', '90%'); chat.setAttribute('teaser-pages', '/menu, /shop/*')").await?;
        wait_for_teaser(&page, json!(null)).await?;
        ask(&page, "chat.teaser = 'Still reading?'; document.documentElement.style.scrollBehavior = 'auto'").await?;
        ask(&page, "return new Promise((resolve) => { addEventListener('scroll', () => resolve(), { once: true }); scrollTo(0, document.body.scrollHeight) })").await?;
        assert_eq!(ask(&page, TEASER).await?, json!(null), "another page");
        ask(&page, "history.pushState(null, '', '/shop/beans')").await?;
        wait_for_teaser(&page, json!("Still reading?")).await
    })
    .await
}
