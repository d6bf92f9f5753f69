//! Kinds of problems: their stable codes, and how to mend them.

use std::fmt;

/// Declares the kinds, so that each has its code and its advice in one place and none is forgotten in a list.
macro_rules! finding_codes {
    ($($(#[$documentation:meta])* $name:ident = $code:literal: $mend:literal;)*) => {
        /// Kinds of problems; each displays as its stable code. `docs/check-codes.md` explains them with examples.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FindingCode {
            $($(#[$documentation])* #[doc = concat!(" (`", $code, "`)")] $name,)*
        }

        impl FindingCode {
            /// All kinds.
            pub const ALL: &[FindingCode] = &[$(FindingCode::$name),*];

            /// The stable code.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(FindingCode::$name => $code,)*
                }
            }

            /// How to mend it, in one sentence to the designer.
            pub fn mend(self) -> &'static str {
                match self {
                    $(FindingCode::$name => $mend,)*
                }
            }
        }
    };
}

finding_codes! {
    /// The file is not JSON, or is cut off.
    InvalidJson = "invalid-json": "Export the project again and copy the whole file.";
    /// Neither `data` nor `importProject` is there.
    MissingProject = "missing-project": "Give the `dialog.json` of an exported project.";
    /// Something needed is not there.
    MissingKey = "missing-key": "Complete the element in Mix.dialog and export again.";
    /// A value has another JSON type than its key needs.
    WrongType = "wrong-type": "Undo manual changes to the file, or export the project again.";
    /// A word that is not among those of its key.
    UnknownValue = "unknown-value": "Choose one of the values that Mix.dialog offers for it.";
    /// A node without a key that names a known type.
    UnknownNodeType = "unknown-node-type": "Replace the node by one of a known type.";
    /// Two things of a kind share an id or a name that has to be unique.
    DuplicateId = "duplicate-id": "Give one of the two another id, and correct the references to it.";
    /// A transition leads to a node that is not there.
    MissingNode = "missing-node": "Choose an existing node to go on with.";
    /// A component is called that is not there.
    MissingComponent = "missing-component": "Choose an existing component, or remove the call.";
    /// A variable or field is used that is not there.
    MissingVariable = "missing-variable": "Declare the variable or field, or choose another one.";
    /// An entity is used that is not there.
    MissingEntity = "missing-entity": "Declare the entity, or choose another one.";
    /// An event is thrown or handled that is not there.
    MissingEvent = "missing-event": "Declare the event, or choose another one.";
    /// Something belongs to a channel that is not there.
    MissingChannel = "missing-channel": "Move it to an existing channel, or remove it.";
    /// A data access uses a backend or data host that is not there.
    MissingBackend = "missing-backend": "Choose an existing data host for the node.";
    /// A component without start node, or a project without component `Main`.
    MissingStart = "missing-start": "Add the start node, or the component `Main`.";
    /// An intent is mapped to something that is not there.
    DanglingIntentMapping = "dangling-intent-mapping": "Map the intent to an existing component, or remove the mapping.";
    /// Items or expressions are nested deeper than the engine follows.
    TooDeep = "too-deep": "Spread the conditions over several decision nodes.";
    /// A method that the engine does not know.
    UnknownMethod = "unknown-method": "Choose a method that Mix.dialog offers for the type, or let a backend compute the value.";
    /// A placeholder in a text that refers to nothing.
    UnboundPlaceholder = "unbound-placeholder": "Insert the variable or entity again with the editor of Mix.dialog.";
    /// A setting whose value cannot be read.
    InvalidSetting = "invalid-setting": "Enter a value of the kind that the message names.";

    /// A locale without training data.
    MissingTrainingData = "missing-training-data": "Export the training data of the locale into its folder.";
    /// Training data that cannot be read.
    InvalidTrainingData = "invalid-training-data": "Export the training data again and copy the whole file.";
    /// The pattern of an entity does not compile.
    InvalidPattern = "invalid-pattern": "Write the pattern without look-around and back-references.";
    /// Training data uses an entity that is declared nowhere.
    UndeclaredEntity = "undeclared-entity": "Declare the entity, or remove it from samples, dictionaries and links.";
    /// Samples of an intent that is declared nowhere.
    UndeclaredIntent = "undeclared-intent": "Declare the intent, or file the samples under another one.";
    /// An entity inherits from a predefined one that is not read from text.
    UnsupportedEntity = "unsupported-entity": "Base the entity on a list, a pattern or a supported predefined entity.";
    /// An annotated text that cannot be read as its entity.
    UnreadableAnnotation = "unreadable-annotation": "Correct the annotation, or annotate words that can be read as the entity.";

    /// A node that no way leads to.
    UnreachableNode = "unreachable-node": "Lead a transition to the node, or delete it.";
    /// A component that nothing calls.
    UnreachableComponent = "unreachable-component": "Call the component or map an intent to it, or delete it.";
    /// A node after which the flow has nowhere to go.
    DeadEnd = "dead-end": "Add a transition to the node.";
    /// A node that leads on only if one of its conditions holds.
    IncompleteBranches = "incomplete-branches": "Add an ELSE with a transition, or a transition after the conditions.";
    /// Nodes that run in a circle without asking, fetching or ending anything.
    EndlessLoop = "endless-loop": "Put a question, a data access or an end into the circle.";
    /// A component that calls itself, directly or through others.
    RecursiveCall = "recursive-call": "Return from the component instead of calling it again.";
    /// A return with nobody to return to.
    NothingToReturnTo = "nothing-to-return-to": "Go to a node instead, or end the conversation.";
    /// An event that no handler takes.
    UnhandledEvent = "unhandled-event": "Add a handler for the event to `Main`, or one for all events.";
    /// A question router that allows to switch intents in a design where nothing takes another intent.
    MissingIntentSwitch = "missing-intent-switch": "Set the intent switch transition of the router, or disable switching there.";
    /// A question after whose answer the flow has nowhere to go.
    QuestionWithoutWayOut = "question-without-way-out": "Add a default action with a transition, or attach the question to its router.";
    /// A question that nothing a visitor does can answer.
    UnanswerableQuestion = "unanswerable-question": "Give the entity literals, a pattern, selectables or dynamic data.";
    /// An entity that a router collects and that nothing fills.
    UnfillableEntity = "unfillable-entity": "Give the entity literals, a pattern, selectables or dynamic data, or complete it in the question.";
    /// A value that the design tests for and that its entity never has.
    UnknownEntityValue = "unknown-entity-value": "Correct the value, or add it to the dictionary of the entity.";
    /// A choice that can be picked, but not said.
    UnspokenValue = "unspoken-value": "Add the value with its literals to the dictionary of the entity.";
    /// A literal with several values in one entity.
    ConflictingLiterals = "conflicting-literals": "Keep the literal under one value only.";
    /// A text that is a sample of several intents.
    AmbiguousSample = "ambiguous-sample": "Keep the sample under one intent only.";
    /// An intent that leads nowhere.
    UnmappedIntent = "unmapped-intent": "Map the intent to a component, or remove it.";
    /// An intent without samples.
    UntrainedIntent = "untrained-intent": "Add samples for the intent.";
    /// An intent of the training data that the dialog does not have.
    UnknownIntent = "unknown-intent": "Export dialog and training data from the same state of the project.";
    /// An entity of the training data that the dialog does not have.
    UnknownEntity = "unknown-entity": "Export dialog and training data from the same state of the project.";
    /// Training data of a locale that the project does not have.
    UnusedTrainingData = "unused-training-data": "Add the locale to the project, or delete the file.";
    /// Dynamic entity data in a project without dynamic entities.
    UnusedWordset = "unused-wordset": "Mark the entity that the data is for as dynamic.";
    /// Something that is said elsewhere, but not on this channel or in this language.
    MissingPrompt = "missing-prompt": "Write the text for the channel and language.";
    /// A form of a message that the other messages of the channel have.
    MissingForm = "missing-form": "Write the text in this form, too.";
    /// A message without any text.
    EmptyPrompt = "empty-prompt": "Write a text, or delete the message.";
    /// A recovery message for an attempt that is never made.
    UnreachedRecovery = "unreached-recovery": "Raise the maximum of attempts, or delete the message.";
    /// Nodes that clients cannot tell apart.
    DuplicateName = "duplicate-name": "Give each of the nodes a name of its own.";
    /// The same choice twice.
    DuplicateSelectable = "duplicate-selectable": "Delete one of the two, or correct its value.";
    /// A key with two meanings.
    DuplicateKey = "duplicate-key": "Give each value a key of its own.";
    /// A command that does nothing anywhere.
    CommandWithoutEffect = "command-without-effect": "Enable the command for the project or at a question, or remove its value.";
    /// A data host without URL.
    MissingHostUrl = "missing-host-url": "Enter the default URL of the data host, or set it in `bavard.toml`.";
}

impl fmt::Display for FindingCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_kebab_case_and_unique() {
        let mut seen = HashSet::new();
        for code in FindingCode::ALL {
            let text = code.as_str();
            assert!(seen.insert(text), "{text} twice");
            let words = text.split('-');
            assert!(
                words
                    .into_iter()
                    .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase())),
                "{text}"
            );
        }
    }

    #[test]
    fn the_advice_is_a_sentence() {
        for code in FindingCode::ALL {
            let mend = code.mend();
            assert!(
                mend.ends_with('.') && mend.starts_with(char::is_uppercase),
                "{code}: {mend}"
            );
        }
    }
}
