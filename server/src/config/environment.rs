//! Environment variables that are laid over the file: `BAVARD__SECTION__KEY=value`, two underscores between the parts,
//! names in upper case. `BAVARD__SERVER__LISTEN=0.0.0.0:80` is `listen` in `[server]`.
//!
//! Names of projects and data hosts with other characters than lower case letters, digits and single underscores cannot
//! be spelled in a variable: they are for the file.

use std::ffi::OsString;
use std::fmt;

use toml::Spanned;
use toml::de::DeValue;

use super::ConfigError;

const PREFIX: &str = "BAVARD__";
const SEPARATOR: &str = "__";

/// The variables of an environment that belong to the configuration, by name.
#[derive(Debug, Clone, Default)]
pub struct Variables(Vec<Variable>);

/// One of them.
#[derive(Clone)]
pub(super) struct Variable {
    name: String,
    /// The key that it gives a value to, part by part.
    pub(super) path: Vec<String>,
    pub(super) text: String,
}

impl Variables {
    /// Those of the environment's variables that begin with `BAVARD__`.
    ///
    /// # Errors
    ///
    /// When one of them has no key in its name, or is not UTF-8 text.
    pub fn of(
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Variables, ConfigError> {
        let mut variables = environment
            .into_iter()
            .filter(|(name, _)| name.as_encoded_bytes().starts_with(PREFIX.as_bytes()))
            .map(|(name, text)| Variable::new(name, text))
            .collect::<Result<Vec<_>, _>>()?;
        variables.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Variables(variables))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.0.iter()
    }

    /// Name of the variable that gives the value of a key.
    pub(super) fn source(&self, path: &[&str]) -> Option<&str> {
        let mut variables = self.0.iter();
        let is_source = |variable: &&Variable| path.starts_with(&variable.parts());
        variables.find(is_source).map(|variable| &*variable.name)
    }
}

impl Variable {
    fn new(name: OsString, text: OsString) -> Result<Variable, ConfigError> {
        let name = name.to_string_lossy().into_owned();
        let path: Vec<_> = name
            .split(SEPARATOR)
            .skip(1)
            .map(str::to_ascii_lowercase)
            .collect();
        let is_upper_case = !name.bytes().any(|byte| byte.is_ascii_lowercase());
        if !is_upper_case || path.iter().any(String::is_empty) {
            return Err(ConfigError::Variable {
                name,
                problem: "no key has this name: write BAVARD__SECTION__KEY, in upper case"
                    .to_owned(),
            });
        }
        match text.into_string() {
            Ok(text) => Ok(Variable { name, path, text }),
            Err(_) => Err(ConfigError::Variable {
                name,
                problem: "is not UTF-8 text".to_owned(),
            }),
        }
    }

    fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// What is wrong with it.
    pub(super) fn error(&self, problem: String) -> ConfigError {
        ConfigError::Variable {
            name: self.name.clone(),
            problem,
        }
    }

    /// The text as a TOML value.
    pub(super) fn value(&self) -> Option<DeValue<'_>> {
        DeValue::parse(&self.text).ok().map(Spanned::into_inner)
    }

    /// The text as a list with commas.
    pub(super) fn list(&self) -> DeValue<'_> {
        let items = self.text.split(',').map(str::trim);
        let items = items.filter(|item| !item.is_empty());
        let items = items.map(|item| Spanned::new(0..0, DeValue::String(item.into())));
        DeValue::Array(items.collect())
    }
}

/// Values of variables can be secrets.
impl fmt::Debug for Variable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_that_gives_a_value_is_known() {
        let pairs = [("BAVARD__SERVER__LISTEN", "b"), ("BAVARD__LOGS", "{}")];
        let variables = pairs.map(|(name, text)| (name.into(), text.into()));
        let variables = Variables::of(variables).unwrap();
        assert_eq!(
            variables.source(&["server", "listen"]),
            Some("BAVARD__SERVER__LISTEN")
        );
        assert_eq!(variables.source(&["logs", "level"]), Some("BAVARD__LOGS"));
        assert_eq!(variables.source(&["server", "origins"]), None);
        assert!(!format!("{variables:?}").contains('{'));
    }

    #[test]
    fn a_name_without_a_key_is_refused() {
        for name in [
            "BAVARD__",
            "BAVARD__SERVER____LISTEN",
            "BAVARD__server__listen",
        ] {
            let refused = Variables::of([(name.into(), "x".into())]);
            assert!(refused.unwrap_err().to_string().starts_with(name));
        }
    }
}
