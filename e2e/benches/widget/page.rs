//! The pages: one article, with a chat or without.

use serde::Serialize;

use crate::words;

const ARTICLE: &str = include_str!("pages/article.html");

/// A page of the bench's site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Page {
    /// The article alone.
    Plain,
    /// With the widget, embedded by its two lines.
    Bavard,
    /// With Deep Chat behind a button, loaded on the click; the greeting comes from its endpoint.
    DeepChat,
    /// With Deep Chat behind a button, loaded on the click; the greeting stands in the page and no endpoint is asked.
    DeepChatIntro,
    /// With Deep Chat as its documentation embeds it: a script in the page.
    DeepChatEager,
}

impl Page {
    pub(crate) const ALL: [Self; 5] = [
        Self::Plain,
        Self::Bavard,
        Self::DeepChat,
        Self::DeepChatIntro,
        Self::DeepChatEager,
    ];

    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Plain => "/plain",
            Self::Bavard => "/bavard",
            Self::DeepChat => "/deep-chat",
            Self::DeepChatIntro => "/deep-chat-intro",
            Self::DeepChatEager => "/deep-chat-eager",
        }
    }

    /// For readers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "page alone",
            Self::Bavard => "Bavard",
            Self::DeepChat => "Deep Chat",
            Self::DeepChatIntro => "Deep Chat, intro in page",
            Self::DeepChatEager => "Deep Chat, script in page",
        }
    }

    /// The article with what a site owner adds for this chat.
    pub(crate) fn html(self) -> String {
        let (head, body) = match self {
            Self::Plain => ("", String::new()),
            Self::Bavard => (
                r#"<script type="module" src="/bavard/bavard.js"></script>"#,
                r#"<bavard-chat model-urn="urn:nuance-mix:tag:model/bench/mix.dialog" persist="none"></bavard-chat>"#
                    .to_owned(),
            ),
            Self::DeepChat => (
                r#"<script type="module" src="/pages/deep-chat.js"></script>"#,
                r#"<button id="launcher">Chat</button>"#.to_owned(),
            ),
            Self::DeepChatIntro => (
                r#"<script type="module" src="/pages/deep-chat.js"></script>"#,
                format!(r#"<button id="launcher" data-intro="{}">Chat</button>"#, words::GREETING),
            ),
            Self::DeepChatEager => (
                r#"<script type="module" src="/deep-chat/deepChat.bundle.js"></script>"#,
                "<deep-chat></deep-chat>".to_owned(),
            ),
        };
        ARTICLE
            .replace("<!-- head -->", head)
            .replace("<!-- body -->", &body)
    }
}
