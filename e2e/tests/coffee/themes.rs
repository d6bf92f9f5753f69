//! The ready themes: everything can be read in each of them, in light and in dark.

use bavard_e2e::{
    Browser, ChatPage, Contrast, Failure, Motion, Site, Theme, Viewport, barriers, until, visit,
};
use serde_json::json;

use super::embedding::ask;

/// Pairs of colors in the chat, and whose contrast is too low: texts need 7, quiet ones and what can be pressed 4.5, the edges
/// of fields 3.
const TOO_LOW: &str = "
const canvas = document.createElement('canvas').getContext('2d');
const luminance = (color) => {
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
const style = (selector) => getComputedStyle(chat.shadowRoot.querySelector(selector));
const bot = style('[part~=message][data-from=bot]');
const visitor = style('[part~=message][data-from=user]');
const window = style('[part~=window]').backgroundColor;
const choice = style('[part~=selectable]');
return [
  ['bot', bot.color, bot.backgroundColor, 7],
  ['visitor', visitor.color, visitor.backgroundColor, 7],
  ['heading', style('[part~=heading]').color, window, 7],
  ['subheading', style('[part~=subheading]').color, window, 4.5],
  ['quiet text in a bubble', style('[part~=subheading]').color, bot.backgroundColor, 4.5],
  ['choice', choice.color, choice.backgroundColor, 4.5],
  ['field', style('.field').borderTopColor, window, 3],
  ['launcher', style('[part~=launcher]').color, style('[part~=launcher]').backgroundColor, 4.5],
].map(([what, one, other, least]) => [what, contrast(one, other), least]).filter(([, found, least]) => !(found >= least));
";

/// The themes, and the radius that each of them gives the window.
const THEMES: [(&str, &str); 3] = [("sand", "26px"), ("lagoon", "16px"), ("ink", "4px")];

async fn check(
    browser: &Browser,
    page: &ChatPage<'_>,
    name: &str,
    radius: &str,
) -> Result<(), Failure> {
    let dress = ["chat.stylesheet = 'themes/", name, ".css'"].concat();
    ask(page, &dress).await?;
    until(&format!("the theme {name}"), async || {
        let worn = "return getComputedStyle(chat.shadowRoot.querySelector('[part~=window]')).borderTopLeftRadius";
        Ok((ask(page, worn).await? == json!(radius)).then_some(()))
    })
    .await?;
    for scheme in Theme::ALL {
        browser
            .change(Viewport::Desktop, scheme, Motion::Reduced, Contrast::Any)
            .await?;
        let scheme = scheme.name();
        assert_eq!(ask(page, TOO_LOW).await?, json!([]), "{name} in {scheme}");
        assert_eq!(
            barriers(page).await?,
            Vec::<String>::new(),
            "{name} in {scheme}"
        );
        page.picture(&format!("theme-{name}-{scheme}")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_ready_themes_can_be_read_in_light_and_dark() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        // A page without a style of its own for the chat.
        let page = ChatPage::load(browser, &site.url("strict-csp.html")).await?;
        ask(
            &page,
            "Object.assign(chat, { feedback: 'thumbs', subheading: 'Usually answers at once' })",
        )
        .await?;
        page.open().await?;
        page.say("I want a latte").await?;
        page.wait_for("what can be picked", |chat| !chat.selectables.is_empty())
            .await?;
        for (name, radius) in THEMES {
            check(browser, &page, name, radius).await?;
        }
        Ok(())
    })
    .await
}
