//! The attributes of `<bavard-chat>` that a conversation is started with.

use std::time::Duration;

use thiserror::Error;

use crate::conversation::{Selector, Settings};
use crate::rich_text::ImageHosts;

/// What the attributes say: where the service is, and what to start there.
#[derive(Debug)]
pub struct Attributes {
    /// `endpoint`, the base URL of the DialogService.
    pub endpoint: String,
    /// The rest.
    pub settings: Settings,
}

/// Why the attributes are of no use.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AttributeError {
    /// There is no `model-urn`. Add one, such as `urn:nuance-mix:tag:model/coffee/mix.dialog`.
    #[error("the model-urn attribute is missing")]
    NoModel,
    /// `session-timeout` is not a whole number of seconds.
    #[error("the session-timeout attribute must be a whole number of seconds, not `{given}`")]
    SessionTimeout {
        /// What stands there.
        given: String,
    },
}

impl Attributes {
    /// Reads the attributes through `attribute`; `origin` and `page_language` are the defaults of `endpoint` and
    /// `language`.
    ///
    /// # Errors
    /// Says which attribute has to be mended.
    pub fn read(
        attribute: impl Fn(&str) -> Option<String>,
        origin: &str,
        page_language: Option<&str>,
    ) -> Result<Self, AttributeError> {
        let filled = |name: &str| {
            attribute(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        let default = Selector::default();
        let session_timeout = filled("session-timeout")
            .map(|given| {
                given
                    .parse()
                    .map(Duration::from_secs)
                    .map_err(|_| AttributeError::SessionTimeout { given })
            })
            .transpose()?;
        Ok(Self {
            endpoint: filled("endpoint").unwrap_or_else(|| origin.to_owned()),
            settings: Settings {
                model_urn: filled("model-urn").ok_or(AttributeError::NoModel)?,
                selector: Selector {
                    channel: filled("channel").unwrap_or(default.channel),
                    language: filled("language")
                        .or_else(|| {
                            page_language
                                .map(str::to_owned)
                                .filter(|language| is_locale(language))
                        })
                        .unwrap_or(default.language),
                    library: filled("library").unwrap_or(default.library),
                },
                user_id: filled("user-id"),
                session_timeout,
                image_hosts: filled("image-hosts")
                    .map_or_else(ImageHosts::default, |hosts| ImageHosts::parse(&hosts)),
                ..Settings::default()
            },
        })
    }
}

/// Whether a page's language names a region too, as the selector wants it: `en-US`, not `en`.
fn is_locale(language: &str) -> bool {
    language
        .split_once('-')
        .is_some_and(|(language, region)| language.len() >= 2 && region.len() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        attributes: &[(&str, &str)],
        page_language: Option<&str>,
    ) -> Result<Attributes, AttributeError> {
        let attribute = |name: &str| {
            attributes
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        };
        Attributes::read(attribute, "https://page.example", page_language)
    }

    const MODEL: (&str, &str) = ("model-urn", "urn:nuance-mix:tag:model/coffee/mix.dialog");

    #[test]
    fn a_model_is_all_that_is_needed() {
        let attributes = read(&[MODEL], None).unwrap();
        assert_eq!(attributes.endpoint, "https://page.example");
        assert_eq!(attributes.settings.model_urn, MODEL.1);
        assert_eq!(attributes.settings.selector, Selector::default());
        assert_eq!(attributes.settings.user_id, None);
        assert_eq!(attributes.settings.session_timeout, None);
    }

    #[test]
    fn without_a_model_there_is_nothing_to_start() {
        assert_eq!(read(&[], None).unwrap_err(), AttributeError::NoModel);
        assert_eq!(
            read(&[("model-urn", "  ")], None).unwrap_err(),
            AttributeError::NoModel
        );
    }

    #[test]
    fn the_language_is_the_attribute_then_the_page_then_american_english() {
        let language = |attributes: &[(&str, &str)], page| {
            read(attributes, page).unwrap().settings.selector.language
        };
        assert_eq!(
            language(&[MODEL, ("language", "fr-FR")], Some("de-DE")),
            "fr-FR"
        );
        assert_eq!(language(&[MODEL], Some("de-DE")), "de-DE");
        assert_eq!(language(&[MODEL], Some("de")), "en-US");
        assert_eq!(language(&[MODEL], None), "en-US");
    }

    #[test]
    fn pictures_come_from_any_host_unless_hosts_are_named() {
        let hosts = |attributes: &[_]| read(attributes, None).unwrap().settings.image_hosts;
        assert_eq!(hosts(&[MODEL]), ImageHosts::Any);
        assert_eq!(hosts(&[MODEL, ("image-hosts", " ")]), ImageHosts::Any);
        assert_eq!(hosts(&[MODEL, ("image-hosts", "none")]), ImageHosts::None);
        assert_eq!(
            hosts(&[MODEL, ("image-hosts", "cdn.example.com, *.example.org")]),
            ImageHosts::Listed(vec![
                "cdn.example.com".to_owned(),
                "*.example.org".to_owned()
            ])
        );
    }

    #[test]
    fn a_session_timeout_is_in_whole_seconds() {
        let timeout = |given| {
            read(&[MODEL, ("session-timeout", given)], None)
                .map(|read| read.settings.session_timeout)
        };
        assert_eq!(timeout("900"), Ok(Some(Duration::from_secs(900))));
        assert_eq!(
            timeout("soon"),
            Err(AttributeError::SessionTimeout {
                given: "soon".to_owned()
            })
        );
    }
}
