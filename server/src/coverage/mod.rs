//! What conversations covered of a project, by the designer's names: for readers and for programs.

mod json;
mod named;
mod text;

pub use json::write_coverage_json;
pub use named::{
    ComponentCoverage, NamedCoverage, NodeCoverage, PromptCoverage, TransitionCoverage,
};
pub use text::write_coverage;
