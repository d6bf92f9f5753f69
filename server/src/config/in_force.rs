//! The configuration in force, as TOML: every key with its value and where the value comes from. Secrets are hidden: by
//! their fields ([`hidden`](super::hidden::hidden)), and in URLs.

use serde_json::{Map, Value};
use toml::de::DeTable;

use super::environment::Variables;
use super::hidden::without_password;

/// The sections as TOML. `sections` is what the file and the variables gave, defaults filled in; a key without a value
/// is a comment.
///
/// # Errors
///
/// When TOML cannot hold a value.
pub(super) fn in_force(
    sections: Value,
    file: &DeTable<'_>,
    variables: &Variables,
) -> Result<String, toml::ser::Error> {
    let mut printer = Printer {
        file,
        variables,
        text: String::new(),
    };
    if let Value::Object(sections) = sections {
        printer.section(&[], sections)?;
    }
    Ok(printer.text)
}

struct Printer<'a> {
    file: &'a DeTable<'a>,
    variables: &'a Variables,
    text: String,
}

impl Printer<'_> {
    fn section(
        &mut self,
        path: &[&str],
        entries: Map<String, Value>,
    ) -> Result<(), toml::ser::Error> {
        let (sections, values): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .partition(|(_, value)| value.is_object());
        if !path.is_empty() && (!values.is_empty() || sections.is_empty()) {
            let names = path.iter().map(|name| key(name));
            let names = names.collect::<Result<Vec<_>, _>>()?;
            let blank = if self.text.is_empty() { "" } else { "\n" };
            self.text += &format!("{blank}[{}]\n", names.join("."));
        }
        for (name, value) in values {
            let path = [path, &[&name]].concat();
            let line = match value {
                Value::Null => format!("# {} is not set", key(&name)?),
                value => pair(&name, &without_passwords(value))?,
            };
            self.text += &format!("{line} # {}\n", self.source(&path));
        }
        for (name, value) in sections {
            if let Value::Object(entries) = value {
                self.section(&[path, &[&name]].concat(), entries)?;
            }
        }
        Ok(())
    }

    fn source(&self, path: &[&str]) -> &str {
        match self.variables.source(path) {
            Some(variable) => variable,
            None if is_in(self.file, path) => "file",
            None => "default",
        }
    }
}

fn is_in(table: &DeTable<'_>, path: &[&str]) -> bool {
    let Some((name, rest)) = path.split_first() else {
        return true;
    };
    match table.get(*name).map(toml::Spanned::get_ref) {
        None => false,
        Some(value) => rest.is_empty() || value.as_table().is_some_and(|table| is_in(table, rest)),
    }
}

/// The crate quotes keys only as a part of writing a pair.
fn key(name: &str) -> Result<String, toml::ser::Error> {
    let pair = pair(name, &Value::from(0))?;
    Ok(pair.strip_suffix(" = 0").unwrap_or(name).to_owned())
}

fn pair(name: &str, value: &Value) -> Result<String, toml::ser::Error> {
    let pair = Map::from_iter([(name.to_owned(), value.clone())]);
    toml::to_string(&pair).map(|line| line.trim_end().to_owned())
}

fn without_passwords(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(without_password(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(without_passwords).collect()),
        other => other,
    }
}
