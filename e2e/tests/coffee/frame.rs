//! The window and its surroundings: phones, focus, consent, unread messages, what a page puts into slots.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, until, visit};
use serde_json::{Value, json};

use super::embedding::ask;

/// The part, or else the class, that has the focus in the chat; null when it is elsewhere.
const FOCUSED: &str = "
const focused = chat.shadowRoot.activeElement;
return focused && (focused.getAttribute('part') ?? focused.className);
";

async fn wait_for_answer(page: &ChatPage<'_>, script: &str, answer: Value) -> Result<(), Failure> {
    until(&format!("{answer} from {script}"), async || {
        Ok((ask(page, script).await? == answer).then_some(()))
    })
    .await
}

async fn click(page: &ChatPage<'_>, part: &str) -> Result<(), Failure> {
    let script = format!("chat.shadowRoot.querySelector('[part~={part}]').click()");
    ask(page, &script).await?;
    Ok(())
}

#[tokio::test]
async fn on_a_phone_the_window_fills_the_screen_is_modal_and_going_back_closes_it()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, "document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, 300); history.replaceState({ page: 1 }, '')").await?;
        page.open().await?;
        let place = "const { x, y, width, height } = chat.shadowRoot.querySelector('[part~=window]').getBoundingClientRect(); return [x, y, width, height]";
        wait_for_answer(&page, place, json!([0, 0, 390, 844])).await?;
        let modal = "const { style } = document.documentElement;
            return [chat.shadowRoot.querySelector('[part~=window]').matches(':modal'), style.overflow, scrollY, history.state.page]";
        wait_for_answer(&page, modal, json!([true, "hidden", 300, 1])).await?;
        assert_eq!(ask(&page, FOCUSED).await?, json!("window"), "no keyboard over the greeting");

        let bottom = "return chat.shadowRoot.querySelector('[part~=composer]').getBoundingClientRect().bottom";
        let keyboard = "Object.defineProperty(visualViewport, 'height', { value: 420, configurable: true }); visualViewport.dispatchEvent(new Event('resize'))";
        ask(&page, keyboard).await?;
        assert_eq!(ask(&page, bottom).await?, json!(420), "the composer is above the keyboard");
        ask(&page, "delete visualViewport.height; visualViewport.dispatchEvent(new Event('resize'))").await?;
        assert_eq!(ask(&page, bottom).await?, json!(844));

        let address = ask(&page, "return location.href").await?;
        ask(&page, "history.back()").await?;
        page.wait_for("a closed window", |chat| !chat.window && chat.launcher).await?;
        let left = "return [document.documentElement.style.overflow, scrollY, history.state, location.href]";
        wait_for_answer(&page, left, json!(["", 300, { "page": 1 }, address])).await?;
        assert_eq!(ask(&page, FOCUSED).await?, json!("launcher"));

        page.open_window().await?;
        wait_for_answer(&page, "return history.state.bavard ?? false", json!(true)).await?;
        ask(&page, "chat.closeChat()").await?;
        wait_for_answer(&page, left, json!(["", 300, { "page": 1 }, address])).await?;

        // A page that closes the chat to go elsewhere stays there. Timers with a longer delay fire later.
        page.open_window().await?;
        wait_for_answer(&page, "return history.state.bavard ?? false", json!(true)).await?;
        let elsewhere = "
            chat.closeChat();
            await new Promise((later) => setTimeout(later));
            history.pushState({ page: 2 }, '', '/elsewhere');
            await new Promise((later) => setTimeout(later, 1000));
            return [location.pathname, history.state];
        ";
        let elsewhere = ["return (async () => {", elsewhere, "})()"].concat();
        assert_eq!(ask(&page, &elsewhere).await?, json!(["/elsewhere", { "page": 2 }]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_focus_of_a_field_of_the_page_is_left_to_it_unless_the_visitor_opens_the_chat()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, "const field = document.createElement('input'); field.id = 'field'; document.body.prepend(field); field.focus(); chat.openChat()").await?;
        page.wait_for_bot("What can I get you").await?;
        let holder = "return document.activeElement.id";
        assert_eq!(ask(&page, holder).await?, json!("field"));
        ask(&page, "chat.closeChat()").await?;
        page.wait_for("a closed window", |chat| !chat.window).await?;
        assert_eq!(ask(&page, holder).await?, json!("field"));
        page.open_window().await?;
        wait_for_answer(&page, FOCUSED, json!("input")).await?;
        let launcher = "const launcher = chat.shadowRoot.querySelector('[part~=launcher]'); return [launcher.ariaExpanded, launcher.ariaLabel, launcher.ariaHasPopup]";
        assert_eq!(ask(&page, launcher).await?, json!(["true", "Close chat", "dialog"]));
        click(&page, "close").await?;
        page.wait_for("a closed window", |chat| !chat.window).await?;
        assert_eq!(ask(&page, FOCUSED).await?, json!("launcher"));
        assert_eq!(ask(&page, launcher).await?, json!(["false", "Open chat", "dialog"]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_is_sent_before_the_visitor_accepts_and_the_page_s_slots_words_and_style_are_used()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("slots.html")).await?;
        ask(&page, "window.tokens = 0; chat.getToken = async () => { window.tokens += 1; return ''; }").await?;
        let name = "const launcher = chat.shadowRoot.querySelector('[part~=launcher]'); return [launcher.ariaLabel, launcher.offsetWidth > launcher.offsetHeight]";
        assert_eq!(ask(&page, name).await?, json!([null, true]), "a pill is called what it says");

        page.open_window().await?;
        let consent = "return chat.shadowRoot.querySelector('[part~=consent]')?.checkVisibility() ?? false";
        let sent = "return [window.tokens, performance.getEntriesByType('resource').filter((entry) => entry.name.includes('DialogService')).length]";
        wait_for_answer(&page, consent, json!(true)).await?;
        let drawn = "
            const part = (name) => chat.shadowRoot.querySelector(`[part~=${name}]`);
            const shown = (name) => part(name).querySelector('slot').assignedElements().filter((given) => given.checkVisibility()).map((given) => given.textContent);
            return [shown('header'), shown('empty'), shown('footer'), part('close').ariaLabel, part('accept').textContent, getComputedStyle(part('header')).backgroundColor];
        ";
        wait_for_answer(&page, drawn, json!([["Our own header"], ["Nothing was said yet"], ["Made with beans"], "Fermer", "Accepter", "rgb(255, 215, 0)"])).await?;
        ask(&page, "window.said = chat.send('I want a latte')").await?;
        click(&page, "decline").await?;
        page.wait_for("a closed window", |chat| !chat.window).await?;
        let refused = ask(&page, "return window.said.then(() => 'sent', (error) => error.message)").await?;
        assert_eq!(refused, json!("The visitor did not accept."));
        assert_eq!(ask(&page, sent).await?, json!([0, 0]));

        page.open_window().await?;
        wait_for_answer(&page, consent, json!(true)).await?;
        click(&page, "accept").await?;
        page.wait_for_bot("What can I get you").await?;
        wait_for_answer(&page, FOCUSED, json!("input")).await?;
        assert!(ask(&page, sent).await?[0].as_u64().is_some_and(|tokens| tokens > 0));
        wait_for_answer(&page, "return chat.shadowRoot.querySelector('[part~=empty]').checkVisibility()", json!(false)).await?;

        ask(&page, "chat.restart()").await?;
        page.wait_for_bot("What can I get you").await?;
        assert_eq!(ask(&page, consent).await?, json!(false));
        let page = ChatPage::load(browser, &site.url("slots.html")).await?;
        page.open_window().await?;
        page.wait_for_bot("What can I get you").await?;
        ask(&page, "chat.setAttribute('consent', 'Other words.'); chat.channel = 'default'").await?;
        wait_for_answer(&page, consent, json!(true)).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_comes_while_nobody_looks_is_counted_on_the_launcher_and_in_the_title()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        page.open().await?;
        ask(&page, "chat.closeChat()").await?;
        page.wait_for("a closed window", |chat| !chat.window).await?;
        ask(&page, "return chat.send('I want a latte')").await?;
        let badge = "
            const badge = chat.shadowRoot.querySelector('[part~=badge]');
            return badge && [Number(badge.textContent) > 0, chat.shadowRoot.querySelector('[part~=launcher]').ariaLabel.replace(/\\d+/, 'N').replace('messages', 'message')];
        ";
        wait_for_answer(&page, badge, json!([true, "Open chat, N new message"])).await?;
        let title = ask(&page, "return document.title").await?;
        let look = |hidden| format!("Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }}); document.dispatchEvent(new Event('visibilitychange'))");
        ask(&page, &look(true)).await?;
        let counted = "return [/^\\(\\d+\\) /.test(document.title), document.title.replace(/^\\(\\d+\\) /, '')]";
        assert_eq!(ask(&page, counted).await?, json!([true, title]));
        ask(&page, &look(false)).await?;
        assert_eq!(ask(&page, counted).await?, json!([false, title]));
        page.open_window().await?;
        wait_for_answer(&page, badge, json!(null)).await?;
        let sounds = "return window.sounds";
        ask(&page, "window.sounds = 0; window.AudioContext = class extends AudioContext { constructor() { super(); window.sounds += 1; } }").await?;

        ask(&page, &look(true)).await?;
        assert_eq!(ask(&page, counted).await?, json!([false, title]), "what was read is read");
        ask(&page, "return chat.sendEvent('NO_MATCH')").await?;
        wait_for_answer(&page, counted, json!([true, title])).await?;
        assert_eq!(ask(&page, badge).await?, json!(null), "the window is open");
        assert_eq!(ask(&page, sounds).await?, json!(0), "silent unless the page asks");
        ask(&page, "chat.setAttribute('sound', ''); return chat.sendEvent('NO_MATCH')").await?;
        wait_for_answer(&page, sounds, json!(1)).await?;
        ask(&page, &look(false)).await?;
        assert_eq!(ask(&page, counted).await?, json!([false, title]));
        Ok(())
    })
    .await
}
