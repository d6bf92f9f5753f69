//! The policy of a strict site.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, until, visit};
use serde_json::json;

#[tokio::test]
async fn nothing_is_refused_under_a_strict_policy_with_trusted_types() -> Result<(), Failure> {
    let site = Site::open().await?;
    // On a phone the widget does everything that it does elsewhere, and more.
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("strict-csp.html")).await?;
        let enforced = "try { document.body.insertAdjacentHTML('beforeend', '<p>'); return false; } catch { return true; }";
        assert_eq!(
            chat.run(enforced, json!(null)).await?,
            json!(true),
            "Trusted Types are not enforced"
        );
        chat.run("window.violations.length = 0", json!(null)).await?;
        let everything = "
            const chat = document.querySelector('bavard-chat');
            Object.assign(chat, { consent: 'We keep what you write.', stylesheet: 'own.css', strings: 'strings.json' });
            chat.setAttribute('sound', '');
            return chat.showTeaser('A coffee?');
        ";
        chat.run(everything, json!(null)).await?;
        chat.open_window().await?;
        until("a consent", async || {
            let consent = "const accept = document.querySelector('bavard-chat').shadowRoot.querySelector('[part~=accept]'); accept?.click(); return !!accept";
            Ok((chat.run(consent, json!(null)).await? == json!(true)).then_some(()))
        })
        .await?;
        chat.wait_for_bot("What can I get you").await?;
        chat.say("what is on the menu?").await?;
        chat.wait_for_bot("On the menu").await?;
        chat.say("I want a latte").await?;
        chat.pick("Large").await?;
        chat.wait_for_bot("large latte for").await?;
        let violations = chat.run("return window.violations", json!(null)).await?;
        assert_eq!(violations, json!([]));
        Ok(())
    })
    .await
}
