//! An exported Mix.dialog project: what was read, what is wrong with it, and what can be done with it.

mod evaluation;
mod files;
mod finding;
mod finding_code;
mod json_path;
mod loaded;
mod training;

pub use evaluation::LocaleEvaluation;
pub use files::{LocaleFile, ProjectFiles};
pub use finding::{Finding, LoadError, Severity};
pub use finding_code::FindingCode;
pub use json_path::JsonPath;
pub use loaded::Project;
