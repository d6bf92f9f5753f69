//! A place in the file, with its path, from which problems are reported.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::project::{Finding, FindingCode, JsonPath, Severity};

/// All findings so far. Shared by every [`At`], hence the cell.
#[derive(Debug, Default)]
pub(super) struct Report {
    findings: RefCell<Vec<Finding>>,
    /// Whether one of them keeps the project from loading.
    refused: Cell<bool>,
}

impl Report {
    pub(super) fn add(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused.get()
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }
}

/// A value of the file and where it stands. Paths are linked backwards, so that walking on costs one small allocation
/// and only findings build whole paths.
#[derive(Clone)]
pub(super) struct At<'a> {
    pub(super) value: &'a Value,
    trail: Option<Rc<Step<'a>>>,
    /// Name of the component that the value is in.
    component: Option<Rc<str>>,
    /// Name of the node that the value is in.
    node: Option<Rc<str>>,
    report: &'a Report,
}

struct Step<'a> {
    parent: Option<Rc<Step<'a>>>,
    here: Here<'a>,
}

enum Here<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    pub(super) fn root(value: &'a Value, report: &'a Report) -> At<'a> {
        At {
            value,
            trail: None,
            component: None,
            node: None,
            report,
        }
    }

    /// The same place, with findings below it naming a component.
    pub(super) fn within_component(&self, name: &str) -> At<'a> {
        At {
            component: Some(Rc::from(name)),
            ..self.clone()
        }
    }

    /// The same place, with findings below it naming a node.
    pub(super) fn within_node(&self, name: &str) -> At<'a> {
        At {
            node: Some(Rc::from(name)),
            ..self.clone()
        }
    }

    fn step(&self, value: &'a Value, here: Here<'a>) -> At<'a> {
        let trail = Some(Rc::new(Step {
            parent: self.trail.clone(),
            here,
        }));
        At {
            value,
            trail,
            component: self.component.clone(),
            node: self.node.clone(),
            report: self.report,
        }
    }

    fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    /// The value under a key; none if it is not there or null.
    pub(super) fn get(&self, key: &str) -> Option<At<'a>> {
        let (key, value) = self.object()?.get_key_value(key)?;
        (!value.is_null()).then(|| self.step(value, Here::Key(key)))
    }

    /// The object under a key; none, with a finding where due, if it is something else.
    pub(super) fn object_at(&self, key: &str) -> Option<At<'a>> {
        let at = self.get(key)?;
        if at.value.is_object() {
            return Some(at);
        }
        at.error(
            FindingCode::WrongType,
            format!("`{key}` should be an object, it is {}", kind(at.value)),
        );
        None
    }

    /// The items of the list under a key; empty if it is not there.
    pub(super) fn list(&self, key: &str) -> Vec<At<'a>> {
        let Some(at) = self.get(key) else {
            return Vec::new();
        };
        match at.value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| at.step(item, Here::Index(index)))
                .collect(),
            // Older exports write an absent list as an empty object.
            Value::Object(object) if object.is_empty() => Vec::new(),
            other => {
                at.error(
                    FindingCode::WrongType,
                    format!("`{key}` should be a list, it is {}", kind(other)),
                );
                Vec::new()
            }
        }
    }

    /// The items of the list under a key, or under the older name of the key where that has none.
    pub(super) fn either_list(&self, key: &str, older_key: &str) -> Vec<At<'a>> {
        let items = self.list(key);
        if items.is_empty() {
            self.list(older_key)
        } else {
            items
        }
    }

    /// Keys and values of the object at this place.
    pub(super) fn entries(&self) -> Vec<(&'a str, At<'a>)> {
        self.object()
            .map(|object| {
                object
                    .iter()
                    .map(|(key, value)| (key.as_str(), self.step(value, Here::Key(key))))
                    .collect()
            })
            .unwrap_or_default()
    }

    /// The text under a key; empty if it is not there. Numbers and Booleans are taken as their text.
    pub(super) fn text(&self, key: &str) -> Cow<'a, str> {
        let Some(at) = self.get(key) else {
            return Cow::Borrowed("");
        };
        match at.value {
            Value::String(text) => Cow::Borrowed(text.as_str()),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            other => {
                at.error(
                    FindingCode::WrongType,
                    format!("`{key}` should be a text, it is {}", kind(other)),
                );
                Cow::Borrowed("")
            }
        }
    }

    /// The text under a key; none if it is empty or not there.
    pub(super) fn id(&self, key: &str) -> Option<Cow<'a, str>> {
        Some(self.text(key)).filter(|text| !text.is_empty())
    }

    /// The truth value under a key, `otherwise` if it is not there.
    pub(super) fn flag(&self, key: &str, otherwise: bool) -> bool {
        match self.text(key).as_ref() {
            "true" => true,
            "false" => false,
            "" => otherwise,
            other => {
                self.error(
                    FindingCode::WrongType,
                    format!("`{key}` should be true or false, it is `{other}`"),
                );
                otherwise
            }
        }
    }

    /// The whole number under a key, 0 if it is not there.
    pub(super) fn integer(&self, key: &str) -> i64 {
        let text = self.text(key);
        if text.is_empty() {
            return 0;
        }
        text.parse().unwrap_or_else(|_| {
            self.error(
                FindingCode::WrongType,
                format!("`{key}` should be a whole number, it is `{text}`"),
            );
            0
        })
    }

    pub(super) fn path(&self) -> JsonPath {
        let mut steps = Vec::new();
        let mut step = self.trail.as_ref();
        while let Some(here) = step {
            steps.push(here);
            step = here.parent.as_ref();
        }
        steps
            .iter()
            .rev()
            .fold(JsonPath::root(), |path, step| match step.here {
                Here::Key(key) => path.key(key),
                Here::Index(index) => path.index(index),
            })
    }

    /// Reports what keeps the project from loading.
    pub(super) fn error(&self, code: FindingCode, message: impl Into<String>) {
        self.report.refused.set(true);
        self.finding(Severity::Error, code, message.into());
    }

    /// Reports what breaks a conversation that gets there; the rest of the project runs.
    pub(super) fn breaks(&self, code: FindingCode, message: impl Into<String>) {
        self.finding(Severity::Error, code, message.into());
    }

    pub(super) fn warn(&self, code: FindingCode, message: impl Into<String>) {
        self.finding(Severity::Warning, code, message.into());
    }

    fn finding(&self, severity: Severity, code: FindingCode, message: String) {
        let component = self.component.as_deref().map(str::to_owned);
        let node = self.node.as_deref().map(str::to_owned);
        self.report.add(Finding {
            severity,
            code,
            path: self.path(),
            component,
            node,
            message,
        });
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
