//! Secrets in what `bavard config --print` shows.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};

/// What stands for a secret.
pub(super) const HIDDEN: &str = "(hidden)";

/// Serialises a secret as `"(hidden)"`, an optional one that is not there as nothing, and of a map of secrets the keys:
/// for `#[serde(serialize_with = "hidden")]`.
///
/// # Errors
///
/// Those of the serializer.
pub(super) fn hidden<T: Hidden, S: Serializer>(
    secret: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    secret.shown().serialize(serializer)
}

/// Holds a secret, and has something that can be seen of it.
pub(super) trait Hidden {
    /// What can be seen.
    type Shown: Serialize;

    /// What can be seen of this one.
    fn shown(&self) -> Self::Shown;
}

impl Hidden for SecretString {
    type Shown = &'static str;

    fn shown(&self) -> &'static str {
        HIDDEN
    }
}

impl<T: Hidden> Hidden for Option<T> {
    type Shown = Option<T::Shown>;

    fn shown(&self) -> Option<T::Shown> {
        self.as_ref().map(T::shown)
    }
}

impl<T: Hidden> Hidden for BTreeMap<String, T> {
    type Shown = BTreeMap<String, T::Shown>;

    fn shown(&self) -> BTreeMap<String, T::Shown> {
        self.iter()
            .map(|(key, secret)| (key.clone(), secret.shown()))
            .collect()
    }
}

/// Serialises a URL that may hold a password without it: for `#[serde(serialize_with = "url")]`.
///
/// # Errors
///
/// Those of the serializer.
pub(super) fn url<S: Serializer>(url: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&without_password(url.expose_secret()))
}

/// A URL without the user information that it may have, as `redis://:password@host` does.
pub(super) fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    // A password with a slash in it is no valid URL, and still a password.
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{HIDDEN}@{host}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Section {
        #[serde(serialize_with = "hidden")]
        one: SecretString,
        #[serde(serialize_with = "hidden")]
        none: Option<SecretString>,
        #[serde(serialize_with = "hidden")]
        clients: BTreeMap<String, SecretString>,
    }

    #[test]
    fn of_secrets_only_their_places_are_seen() {
        let section = Section {
            one: "hunter2".into(),
            none: None,
            clients: BTreeMap::from([("shop".to_owned(), "hunter2".into())]),
        };
        let shown = serde_json::to_value(section).unwrap();
        let expected = serde_json::json!({
            "one": "(hidden)", "none": null, "clients": {"shop": "(hidden)"},
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_url_keeps_all_but_its_user_information() {
        for (url, shown) in [
            (
                "redis://:hunter2@cache:6379/0",
                "redis://(hidden)@cache:6379/0",
            ),
            ("rediss://bavard:hun/ter2@cache", "rediss://(hidden)@cache"),
            ("https://example.com/a?b=c", "https://example.com/a?b=c"),
            (
                "file:/var/lib/bavard/sessions",
                "file:/var/lib/bavard/sessions",
            ),
            ("memory", "memory"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
