//! Language understanding of one locale, trained from the exported data (nlu.md).
//!
//! [`TrainingData`] is what the `.trsx` file says, [`Ontology`] what `dialog.json` says about entities. Both together
//! train an [`Understanding`], which is immutable and answers a [`Query`] with an [`Outcome`].
//!
//! The exported data is small: a few samples per intent. So whatever can be known exactly is tried first (the
//! literals of the entity that was asked for, commands, samples word by word, samples with other entity values), and
//! only what is left is scored by a classifier. No I/O, no clock: the query carries the time.

mod anaphora;
mod builtins;
mod carriers;
mod classifier;
mod contraction;
mod entities;
pub mod evaluation;
mod interpret;
mod lexicon;
mod normalise;
mod ontology;
mod open_values;
mod outcome;
mod pattern;
mod problem;
mod query;
mod roles;
mod samples;
mod sentence;
mod spotting;
mod trained;
mod training_data;
mod trsx;
mod typos;
mod without_effect;
mod wordset;

pub use ontology::{EntityDeclaration, Ontology};
pub use outcome::{Interpretation, Outcome, SpottedEntity};
pub use problem::UnderstandingProblem;
pub use query::{CommandContext, MAX_CONSIDERED, Query, RecentEntity};
pub use trained::Understanding;
pub use training_data::{Concept, DictionaryEntry, Intent, NO_INTENT, Piece, Sample, TrainingData};
pub use trsx::TrsxError;
pub use wordset::{WordsetItem, Wordsets};

#[cfg(test)]
mod locale_tests;
#[cfg(test)]
mod project_tests;
