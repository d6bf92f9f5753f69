//! Shows the chat in each state and look.

use serde_json::json;

use super::state::{State, Step};
use crate::conversation::{ANSWER, PREPARE};
use crate::keyboard::{Focused, Way};
use crate::{
    Browser, ChatPage, Contrast, Example, Failure, Keyboard, Motion, ScriptedBackend, Site, Theme,
    Viewport, conversations, until,
};

/// In every page the clock begins at this time, and the transcript's times are the same each day.
const SAME_DAY: &str = "
let begin = Date.UTC(2031, 5, 12, 10, 42);
const now = () => begin + performance.now();
window.nextDay = () => { begin += 86400000; };
window.Date = class extends Date {
  constructor(...given) { given.length ? super(...given) : super(now()); }
  static now() { return Math.floor(now()); }
};
";

/// Whether the page has come to rest: fonts and pictures are there, and nothing moves that will end.
const IS_STILL: &str = "
const root = document.querySelector('bavard-chat').shadowRoot;
return document.fonts.status === 'loaded' &&
  [...root.querySelectorAll('img')].every((image) => image.complete || image.loading === 'lazy') &&
  !root.getAnimations().some(({ playState, effect }) =>
    playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
";

/// How a state is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What the visitor prefers.
    pub theme: Theme,
    /// The direction of the page's language, as in `dir`.
    pub direction: &'static str,
    /// What the visitor prefers.
    pub contrast: Contrast,
    /// The size of the page; without one, that of the state.
    pub viewport: Option<Viewport>,
}

impl Look {
    /// Every one.
    pub const ALL: [Self; 4] = [
        Self::new(Theme::Light, "ltr"),
        Self::new(Theme::Light, "rtl"),
        Self::new(Theme::Dark, "ltr"),
        Self::new(Theme::Dark, "rtl"),
    ];

    /// At 400 %.
    pub const ZOOMED: Self = Self {
        viewport: Some(Viewport::Zoomed),
        ..Self::new(Theme::Light, "ltr")
    };

    /// With all the contrast that there is, light and dark, and with the system's few colours.
    pub const CONTRASTING: [Self; 3] = [
        Self {
            contrast: Contrast::Forced,
            ..Self::new(Theme::Dark, "ltr")
        },
        Self {
            contrast: Contrast::More,
            ..Self::new(Theme::Light, "ltr")
        },
        Self {
            contrast: Contrast::More,
            ..Self::new(Theme::Dark, "ltr")
        },
    ];

    const fn new(theme: Theme, direction: &'static str) -> Self {
        Self {
            theme,
            direction,
            contrast: Contrast::Any,
            viewport: None,
        }
    }
}

/// A browser with the sites of both examples.
#[derive(Debug)]
pub struct Gallery<'a> {
    browser: &'a Browser,
    coffee: Site,
    showcase: Site,
    backend: ScriptedBackend,
}

impl<'a> Gallery<'a> {
    /// Starts the sites.
    ///
    /// # Errors
    ///
    /// When one does not start, or the browser is not Chromium.
    pub async fn open(browser: &'a Browser) -> Result<Self, Failure> {
        let backend = ScriptedBackend::open().await?;
        let file = conversations(Example::Showcase, "conversations.yaml")?;
        let wanted = ["whole-rental", "booking", "voucher"];
        let played = file
            .conversations
            .iter()
            .filter(|conversation| wanted.contains(&conversation.id.as_str()));
        let replies = played.flat_map(|conversation| conversation.backend.clone());
        backend.play(&replies.collect());
        browser.begin_pages_with(SAME_DAY).await?;
        Ok(Self {
            browser,
            coffee: Site::with_backend(Example::Coffee, &backend).await?,
            showcase: Site::with_backend(Example::Showcase, &backend).await?,
            backend,
        })
    }

    /// Shows each of `states` in each of `looks` to `look_at`, and goes on after failures.
    ///
    /// # Errors
    ///
    /// [`Failure::Several`] with all that failed, and whatever `look_at` returned for a state.
    pub async fn show_all(
        &self,
        states: impl IntoIterator<Item = &State>,
        looks: &[Look],
        mut look_at: impl AsyncFnMut(&State, Look, &ChatPage<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut failures = Vec::new();
        for state in states {
            let shown = async {
                let chat = self.reach(state).await?;
                for &look in looks {
                    self.wear(state, look, &chat).await?;
                    look_at(state, look, &chat).await?;
                }
                Ok(())
            };
            if let Err(failure) = shown.await {
                failures.push((state.name.to_owned(), failure));
            }
        }
        if failures.is_empty() {
            Ok(())
        } else {
            Err(Failure::Several(failures))
        }
    }

    async fn reach(&self, state: &State) -> Result<ChatPage<'a>, Failure> {
        let site = match state.example {
            Example::Coffee => &self.coffee,
            Example::Showcase => &self.showcase,
        };
        self.browser.reach(false, &[]).await?;
        self.backend.release();
        self.browser
            .change(state.viewport, Theme::Light, Motion::Reduced, Contrast::Any)
            .await?;
        let page = format!("states.html?{}", state.example.name());
        let chat = ChatPage::load(self.browser, &site.url(&page)).await?;
        chat.run_as_page(PREPARE, &json!({})).await?;
        for step in state.steps {
            self.take(&chat, *step).await?;
        }
        // What the last click left under the pointer must not look different for it.
        let pointer = self.browser.session().action_chain();
        pointer.move_to(0, 0).perform().await?;
        Ok(chat)
    }

    async fn take(&self, chat: &ChatPage<'_>, step: Step) -> Result<(), Failure> {
        match step {
            Step::Owner(script) => {
                let chat_is = "const chat = document.querySelector('bavard-chat');";
                chat.run(&[chat_is, script].concat(), json!(null)).await?;
            }
            Step::Open => {
                chat.open().await?;
            }
            Step::OpenWindow => {
                chat.open_window().await?;
            }
            Step::Draft(text) => chat.write(text).await?,
            Step::Say(text) => chat.say(text).await?,
            Step::Pick(words) => chat.pick(words).await?,
            Step::Click(part) => chat.click_part(part).await?,
            Step::FocusChoice { id, value } => {
                chat.wait_for("choices", |chat| !chat.selectables.is_empty())
                    .await?;
                let is_there = |focused: &Focused| focused.id == id && focused.value == value;
                Keyboard::of(self.browser)
                    .walk_to("the choice", Way::Back, is_there)
                    .await?;
            }
            Step::Bot(words) => {
                chat.wait_for_bot(words).await?;
            }
            Step::Offered(words) => {
                chat.wait_for(&format!("the choice \"{words}\""), |chat| {
                    chat.selectables.iter().any(|text| text.contains(words))
                })
                .await?;
            }
            Step::Part(name) => chat.wait_for_part(name).await?,
            Step::Answer(reply) => {
                let reply: serde_json::Value = serde_json::from_str(reply)?;
                until("a fetch that waits for an answer", async || {
                    let answered = chat.run_as_page(ANSWER, &reply).await?;
                    Ok((answered == json!(true)).then_some(()))
                })
                .await?;
            }
            Step::Hold => self.backend.hold(),
            Step::Release => self.backend.release(),
            Step::Offline => self.browser.reach(true, &[]).await?,
            Step::Unreachable => self.browser.reach(false, &["*DialogService*"]).await?,
        }
        Ok(())
    }

    async fn wear(&self, state: &State, look: Look, chat: &ChatPage<'_>) -> Result<(), Failure> {
        self.browser
            .change(
                look.viewport.unwrap_or(state.viewport),
                look.theme,
                Motion::Reduced,
                look.contrast,
            )
            .await?;
        let script = "document.documentElement.dir = arguments[0]";
        chat.run(script, json!(look.direction)).await?;
        until("an end of all movement", async || {
            let still = chat.run(IS_STILL, json!(null)).await?;
            Ok((still == json!(true)).then_some(()))
        })
        .await
    }
}
