//! What is wrong with training data that can be used all the same.

use thiserror::Error;

/// A part of the training data that has no effect. The rest of it works.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnderstandingProblem {
    /// The pattern of an entity is not one that the regex engine takes (look-around, back-references, too large).
    #[error("the pattern of `{entity}` does not compile: {reason}")]
    PatternDoesNotCompile {
        /// The entity that the pattern belongs to.
        entity: String,
        /// What the regex engine says.
        reason: String,
    },
    /// A dictionary, link, relation or annotation names an entity that neither file declares.
    #[error("entity `{entity}` is used in the training data, but declared nowhere")]
    UndeclaredEntity {
        /// The name that was used.
        entity: String,
    },
    /// A sample names an intent that is not declared.
    #[error("intent `{intent}` has samples, but is not declared")]
    UndeclaredIntent {
        /// The name that was used.
        intent: String,
    },
    /// An entity inherits from a predefined entity that this engine cannot read from text.
    #[error("`{entity}` inherits from `{predefined}`, which is not read from text")]
    UnsupportedPredefined {
        /// The project's entity.
        entity: String,
        /// The predefined entity.
        predefined: String,
    },
    /// A sample annotates a text with a predefined entity that cannot be read from it.
    #[error("`{literal}` is annotated as `{entity}`, but cannot be read as one")]
    UnreadableLiteral {
        /// The entity of the annotation.
        entity: String,
        /// The annotated text.
        literal: String,
    },
}
