//! The file with the environment's variables laid over it.
//!
//! A variable's value is read as the type that its key has: as text first, then as a TOML value (`8`, `true`,
//! `["a", "b"]`), then, where a list is due, as one with commas. Which of them it is, the typed sections decide, by taking
//! it or not; so `12345` is a text where a text is due. A name that no key has is refused like an unknown key of the file,
//! and the error names the variable; a misspelt limit is not a missing limit here either.
//!
//! Own code rather than the crates `figment` or `config`: both guess a value's type from its looks before the target is
//! asked, and both put the layers into values of their own, which lose line and column of the file. The `toml` crate
//! keeps places; a variable's place is one after the end of the file.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::environment::{Variable, Variables};
use super::syntax_error::without_value;
use super::{ConfigError, SyntaxError};

/// The text of a file, as it stands there.
///
/// # Errors
///
/// [`ConfigError::Syntax`]
pub(super) fn parse_table(file: &str) -> Result<Spanned<DeTable<'_>>, ConfigError> {
    DeTable::parse(file).map_err(|error| SyntaxError::new(&error, file).into())
}

/// The text of a file with the variables laid over it.
///
/// # Errors
///
/// [`ConfigError::Syntax`] with line and column for what the file says, [`ConfigError::Variable`] for what a variable
/// does.
pub(super) fn parse_layers<T: DeserializeOwned>(
    file: &str,
    variables: &Variables,
) -> Result<T, ConfigError> {
    let parsed = parse_table(file)?;
    let mut candidates: Vec<_> = variables
        .iter()
        .enumerate()
        .map(|(index, variable)| Candidate::new(variable, file.len() + 1 + index))
        .collect();
    loop {
        let mut layers = parsed.clone();
        for candidate in &candidates {
            candidate.lay_over(layers.get_mut())?;
        }
        let error = match T::deserialize(Deserializer::from(layers)) {
            Ok(whole) => return Ok(whole),
            Err(error) => error,
        };
        let start = error.span().map(|span| span.start);
        let mut all = candidates.iter_mut();
        let Some(candidate) = all.find(|candidate| start == Some(candidate.place)) else {
            return Err(SyntaxError::new(&error, file).into());
        };
        candidate.read_otherwise(error.message())?;
    }
}

/// A variable, and how its text is being read.
struct Candidate<'a> {
    variable: &'a Variable,
    /// Stands for the variable where the file's parts have their places in its text.
    place: usize,
    reading: DeValue<'a>,
    other_readings: Vec<DeValue<'a>>,
    /// Why the first reading was refused: it is what the user wrote.
    problem: Option<String>,
}

impl<'a> Candidate<'a> {
    fn new(variable: &'a Variable, place: usize) -> Candidate<'a> {
        Candidate {
            variable,
            place,
            reading: DeValue::String(variable.text.as_str().into()),
            other_readings: Vec::new(),
            problem: None,
        }
    }

    fn placed<T>(&self, part: T) -> Spanned<T> {
        Spanned::new(self.place..self.place + 1, part)
    }

    fn lay_over(&self, root: &mut DeTable<'a>) -> Result<(), ConfigError> {
        let Some((key, sections)) = self.variable.path.split_last() else {
            return Ok(());
        };
        let mut table = root;
        for section in sections {
            let entry = table
                .entry(self.placed(section.clone().into()))
                .or_insert_with(|| self.placed(DeValue::Table(DeTable::new())));
            table = match entry.get_mut() {
                DeValue::Table(table) => table,
                _ => return Err(self.variable.error(format!("`{section}` is not a section"))),
            };
        }
        let value = self.all_placed(self.reading.clone());
        table.insert(self.placed(key.clone().into()), value);
        Ok(())
    }

    /// The value with every part of it at the variable's place.
    fn all_placed<'i>(&self, value: DeValue<'i>) -> Spanned<DeValue<'i>> {
        self.placed(match value {
            DeValue::Array(items) => DeValue::Array(
                items
                    .into_iter()
                    .map(|item| self.all_placed(item.into_inner()))
                    .collect(),
            ),
            DeValue::Table(entries) => DeValue::Table(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        let key = self.placed(key.into_inner());
                        (key, self.all_placed(value.into_inner()))
                    })
                    .collect(),
            ),
            plain => plain,
        })
    }

    /// Goes on to the next reading; when there is none, the first has been refused for good.
    fn read_otherwise(&mut self, problem: &str) -> Result<(), ConfigError> {
        let problem = without_value(problem);
        if self.problem.is_none() {
            // Serde fills structs from lists as well; only what is a list is to be one.
            let is_list = problem.ends_with("expected a sequence");
            self.other_readings
                .extend(is_list.then(|| self.variable.list()));
            self.other_readings.extend(self.variable.value());
        }
        let first = self.problem.get_or_insert(problem);
        match self.other_readings.pop() {
            Some(reading) => self.reading = reading,
            None => return Err(self.variable.error(first.clone())),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Whole {
        server: Section,
        projects: BTreeMap<String, Project>,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Section {
        listen: String,
        origins: Vec<String>,
        ports: Vec<u16>,
        limit: Option<usize>,
        reflection: bool,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Project {
        path: String,
    }

    fn variables(pairs: &[(&str, &str)]) -> Variables {
        Variables::of(pairs.iter().map(|(name, text)| (name.into(), text.into()))).unwrap()
    }

    fn parsed(file: &str, pairs: &[(&str, &str)]) -> Whole {
        parse_layers(file, &variables(pairs)).unwrap()
    }

    fn refusal(file: &str, pairs: &[(&str, &str)]) -> String {
        let refused: Result<Whole, _> = parse_layers(file, &variables(pairs));
        refused.unwrap_err().to_string()
    }

    #[test]
    fn a_variable_has_precedence_over_the_file_and_leaves_the_rest_of_it() {
        let file = "[server]\nlisten = \"a\"\nlimit = 1";
        let whole = parsed(file, &[("BAVARD__SERVER__LISTEN", "b"), ("HOME", "/root")]);
        assert_eq!(whole.server.listen, "b");
        assert_eq!(whole.server.limit, Some(1));
    }

    #[test]
    fn a_value_is_read_as_the_type_of_its_key() {
        let whole = parsed(
            "",
            &[
                ("BAVARD__SERVER__LISTEN", "12345"),
                ("BAVARD__SERVER__LIMIT", "12345"),
                ("BAVARD__SERVER__REFLECTION", "true"),
                (
                    "BAVARD__SERVER__ORIGINS",
                    "https://a.example, https://b.example",
                ),
                ("BAVARD__SERVER__PORTS", "[80, 443]"),
                ("BAVARD__PROJECTS__COFFEE__PATH", "/srv/coffee"),
            ],
        );
        assert_eq!(whole.server.listen, "12345");
        assert_eq!(whole.server.limit, Some(12_345));
        assert!(whole.server.reflection);
        assert_eq!(
            whole.server.origins,
            ["https://a.example", "https://b.example"]
        );
        assert_eq!(whole.server.ports, [80, 443]);
        assert_eq!(whole.projects["coffee"].path, "/srv/coffee");
    }

    #[test]
    fn lists_of_one_text_and_of_none_can_be_written() {
        let whole = parsed("", &[("BAVARD__SERVER__ORIGINS", "*")]);
        assert_eq!(whole.server.origins, ["*"]);
        let file = "[server]\norigins = [\"*\"]";
        assert!(
            parsed(file, &[("BAVARD__SERVER__ORIGINS", "")])
                .server
                .origins
                .is_empty()
        );
    }

    #[test]
    fn a_variable_without_a_key_is_refused_by_its_name() {
        let text = refusal("", &[("BAVARD__SERVER__LISTN", "x")]);
        assert!(
            text.starts_with("BAVARD__SERVER__LISTN: unknown field `listn`"),
            "{text}"
        );
        let text = refusal("", &[("BAVARD__SERVE__LISTEN", "x")]);
        assert!(text.starts_with("BAVARD__SERVE__LISTEN: "), "{text}");
        let text = refusal("", &[("BAVARD__PROJECTS__COFFEE__PATHS", "x")]);
        assert!(
            text.starts_with("BAVARD__PROJECTS__COFFEE__PATHS: "),
            "{text}"
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_names_its_variable_and_keeps_the_value_to_itself() {
        let text = refusal("", &[("BAVARD__SERVER__LIMIT", "hunter2")]);
        assert_eq!(
            text,
            "BAVARD__SERVER__LIMIT: invalid type: string, expected usize"
        );
        let text = refusal("", &[("BAVARD__SERVER", "hunter2")]);
        assert!(text.starts_with("BAVARD__SERVER: "), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
        let both = [
            ("BAVARD__SERVER", "hunter2"),
            ("BAVARD__SERVER__LIMIT", "1"),
        ];
        assert!(refusal("", &both).starts_with("BAVARD__SERVER__LIMIT: "));
    }

    #[test]
    fn a_key_that_is_missing_in_what_a_variable_began_names_the_variable() {
        #[derive(Debug, Deserialize)]
        struct Pair {
            #[expect(dead_code, reason = "only its absence counts")]
            one: String,
            #[expect(dead_code, reason = "only its absence counts")]
            other: String,
        }
        let refused: Result<BTreeMap<String, Pair>, _> =
            parse_layers("", &variables(&[("BAVARD__PAIR__ONE", "x")]));
        let text = refused.unwrap_err().to_string();
        assert_eq!(text, "BAVARD__PAIR__ONE: missing field `other`");
    }

    #[test]
    fn what_the_file_says_wrong_keeps_its_line() {
        let pairs = [("BAVARD__SERVER__LISTEN", "b")];
        let text = refusal("[server]\nlimit = 1\nlistn = \"a\"", &pairs);
        assert!(text.contains("line 3, column 1"), "{text}");
        let text = refusal("[server\n", &pairs);
        assert!(text.contains("line 1"), "{text}");
    }
}
