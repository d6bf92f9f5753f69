//! What `debug` shows: the calls of the conversation, and its recording, which plays without the service.

use bavard_e2e::{
    ChatPage, Contrast, Example, Failure, Keyboard, Motion, Site, Theme, Viewport, barriers, until,
    visit,
};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::embedding::ask;

/// The text that "Export" saves.
const EXPORT: &str = "
let saved;
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => make.call(URL, (saved = blob));
chat.shadowRoot.querySelector('[data-do=export]').click();
URL.createObjectURL = make;
return saved.text();
";

const LISTED: &str = "return [...chat.shadowRoot.querySelectorAll('.turns li li')].filter((line) => line.checkVisibility()).map((line) => line.querySelector('summary').innerText.replace(/\\s+/g, ' ').trim());";

const TRANSCRIPT: &str = "
const entries = (chat) => chat?.transcript().map(({ from, kind, text }) => [from, kind, text]) ?? [];
";

async fn wait_for(page: &ChatPage<'_>, script: &str, wanted: Value) -> Result<(), Failure> {
    until(&format!("{wanted} from {script}"), async || {
        Ok((ask(page, script).await? == wanted).then_some(()))
    })
    .await
}

async fn lines(page: &ChatPage<'_>) -> Result<Vec<String>, Failure> {
    Ok(serde_json::from_value(ask(page, LISTED).await?)?)
}

#[tokio::test]
async fn the_inspector_lists_what_happens_and_its_recording_plays_without_the_service()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.url("strict-csp.html")).await?;
        ask(&page, "chat.debug = true").await?;
        page.open().await?;
        page.say("I want a latte").await?;
        page.pick("Large").await?;
        page.wait_for_bot("large latte for").await?;

        let listed = lines(&page).await?;
        let has = |words: &[&str]| {
            listed
                .iter()
                .any(|line| words.iter().all(|word| line.contains(word)))
        };
        for words in [
            &["Start", "model/coffee/mix.dialog", " ms", " B"][..],
            &["Execute", "“I want a latte” → qa"],
            &["Execute", "large → da get_coffee_price"],
            &["clientFetch", "get_coffee_price"],
            &["bavard-session", "started"],
            &["delay", "500 ms"],
        ] {
            assert!(has(words), "{words:?} in {listed:#?}");
        }
        let phase = "return chat.shadowRoot.querySelector('.state b').textContent";
        wait_for(&page, phase, json!("asking")).await?;

        // The first line is the start of the session, and opens by keyboard.
        let read = "return [...chat.shadowRoot.querySelectorAll('.line[open] pre')].map((json) => JSON.parse(json.textContent))";
        ask(&page, "chat.shadowRoot.querySelector('[data-kind=event][aria-pressed]').click(); chat.shadowRoot.querySelector('[data-kind=call] summary').focus()").await?;
        Keyboard::of(browser).press(Key::Enter).await?;
        until("the request as JSON", async || {
            let opened = ask(&page, read).await?;
            let request = &opened[0];
            let wanted = json!("urn:nuance-mix:tag:model/coffee/mix.dialog");
            let model = &request["payload"]["model_ref"]["uri"];
            Ok((*model == wanted && request["selector"]["channel"] == "Web_VA").then_some(()))
        })
        .await?;
        assert_eq!(barriers(&page).await?, Vec::<String>::new());
        Keyboard::of(browser).press(Key::Down).await?;
        let focused = "return chat.shadowRoot.activeElement.innerText.includes('Execute')";
        assert_eq!(ask(&page, focused).await?, json!(true));
        page.picture("inspector-1280x800-light").await?;

        let filter = "const words = chat.shadowRoot.querySelector('.inspector input[type=search]'); words.value = 'latte'; words.dispatchEvent(new Event('input'))";
        ask(&page, filter).await?;
        let listed = lines(&page).await?;
        assert!(!listed.is_empty() && listed.iter().all(|line| !line.starts_with("Start")), "{listed:?}");

        let recording = ask(&page, EXPORT).await?;
        let said = ask(&page, &[TRANSCRIPT, "return entries(chat)"].concat()).await?;
        let refused = "return window.violations.splice(0)";
        assert_eq!(ask(&page, refused).await?, json!([]));

        // Elsewhere, where no service answers.
        let page = ChatPage::load(browser, &site.url("")).await?;
        ask(&page, "chat.endpoint = 'http://127.0.0.1:9'; chat.debug = true; chat.openChat()").await?;
        let panel = "return !!chat.shadowRoot.querySelector('[part=inspector]')";
        wait_for(&page, panel, json!(true)).await?;
        let play = "
            const file = chat.shadowRoot.querySelector('.inspector input[type=file]');
            const chosen = new DataTransfer();
            chosen.items.add(new File([arguments[0]], 'report.jsonl'));
            file.files = chosen.files;
            file.dispatchEvent(new Event('change'));
        ";
        let play = ["const chat = document.querySelector('bavard-chat');", play].concat();
        page.run(&play, json!("{}")).await?;
        let told = "return chat.shadowRoot.querySelector('.note').textContent";
        wait_for(&page, told, json!("This file is not a recording of a Bavard conversation.")).await?;
        page.run(&play, recording).await?;
        wait_for(&page, told, json!("The replay is over.")).await?;
        let replayed = [TRANSCRIPT, "return entries(chat.shadowRoot.querySelector('bavard-chat'))"].concat();
        assert_eq!(ask(&page, &replayed).await?, said);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_inspector_comes_and_goes_with_its_attribute_and_is_not_fetched_without()
-> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Dark, async |browser| {
        let page = ChatPage::load(browser, &site.url("")).await?;
        page.open().await?;
        browser.change(Viewport::Phone, Theme::Dark, Motion::Reduced, Contrast::Any).await?;
        let fetched = "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('inspector')).length";
        assert_eq!(ask(&page, fetched).await?, json!(0));
        ask(&page, "chat.debug = true").await?;
        let phase = "return chat.shadowRoot.querySelector('[part=inspector] .state b')?.textContent ?? null";
        wait_for(&page, phase, json!("asking")).await?;
        assert_eq!(ask(&page, fetched).await?, json!(1));
        page.say("I want a latte").await?;
        page.wait_for_bot("What size").await?;
        assert!(lines(&page).await?.iter().any(|line| line.contains("“I want a latte”")));
        assert_eq!(barriers(&page).await?, Vec::<String>::new());
        page.picture("inspector-390x844-dark").await?;
        ask(&page, "chat.debug = false").await?;
        wait_for(&page, phase, json!(null)).await?;
        // Nothing of it stays.
        let sheets = "return chat.shadowRoot.adoptedStyleSheets.filter((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes('.inspector'))).length";
        assert_eq!(ask(&page, sheets).await?, json!(0));
        page.say("Large").await?;
        page.wait_for_bot("large latte for").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_answers_a_masked_question_is_neither_in_the_inspector_nor_in_its_recording()
-> Result<(), Failure> {
    let site = Site::of(Example::Showcase).await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let page = ChatPage::load(browser, &site.home()).await?;
        ask(&page, "chat.debug = true").await?;
        page.open().await?;
        page.say("I have booking OB1001").await?;
        page.wait_for_bot("And your PIN?").await?;
        let before = page.state().await?.messages.len();
        page.say("2468").await?;
        page.wait_for("what follows the PIN", |chat| chat.composer && chat.messages.len() > before + 1)
            .await?;
        let opened = "for (const line of chat.shadowRoot.querySelectorAll('.line')) line.open = true; return chat.shadowRoot.querySelector('.inspector').textContent";
        let shown = ask(&page, opened).await?;
        let shown = shown.as_str().unwrap_or_default();
        assert!(shown.contains("Execute") && !shown.contains("2468"), "{shown}");
        let saved = ask(&page, EXPORT).await?;
        let saved = saved.as_str().unwrap_or_default();
        assert!(saved.contains("\"masked\":true") && !saved.contains("2468"), "{saved}");
        Ok(())
    })
    .await
}
