//! The policy of a strict site.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, visit};
use serde_json::json;

#[tokio::test]
async fn nothing_is_refused_under_a_strict_policy_with_trusted_types() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("strict-csp.html")).await?;
        let enforced = "try { document.body.insertAdjacentHTML('beforeend', '<p>'); return false; } catch { return true; }";
        assert_eq!(
            chat.run(enforced, json!(null)).await?,
            json!(true),
            "Trusted Types are not enforced"
        );
        chat.run("window.violations.length = 0", json!(null)).await?;
        chat.open().await?;
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
