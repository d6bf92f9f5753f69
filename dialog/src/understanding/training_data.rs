//! The training data of one locale (nlu.md section 1), as its files say it, without interpretation.

use std::collections::HashSet;
use std::hash::Hash;

/// The intent of samples that carry no intent.
pub const NO_INTENT: &str = "NO_INTENT";

/// What a `.trsx` file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrainingData {
    /// Language of the file in its long form, such as `eng-USA`; empty when it says none.
    pub language: String,
    /// Declared intents, in file order.
    pub intents: Vec<Intent>,
    /// Declared entities, in file order.
    pub concepts: Vec<Concept>,
    /// Dictionary entries of all entities, in file order.
    pub dictionary: Vec<DictionaryEntry>,
    /// Samples that are not excluded, in file order.
    pub samples: Vec<Sample>,
}

/// A declared intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Its name.
    pub name: String,
    /// The entities that a result with this intent may carry.
    pub links: Vec<String>,
}

/// A declared entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concept {
    /// Its name.
    pub name: String,
    /// `dataType` as written, such as `alphanum`; empty when it has none.
    pub data_type: String,
    /// Whether its values come at run time.
    pub dynamic: bool,
    /// Whether any text is a value.
    pub freetext: bool,
    /// Whether its values must stay out of logs and transcripts.
    pub sensitive: bool,
    /// Entities that it inherits from (`isA`).
    pub parents: Vec<String>,
    /// Entities that are parts of it (`hasA`): a drink has a size.
    pub parts: Vec<String>,
    /// How it may be referred to (`hasReferrers`), such as `REF_PLACE` for "there".
    pub referrers: Vec<String>,
    /// The pattern of a regular expression entity.
    pub pattern: Option<String>,
}

/// What a visitor says for a value of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DictionaryEntry {
    /// The entity.
    pub entity: String,
    /// What the visitor says.
    pub literal: String,
    /// The value that it stands for.
    pub value: String,
}

/// A sentence that a visitor may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its intent; `None` is [`NO_INTENT`].
    pub intent: Option<String>,
    /// How often it counts (`count`), at least 1.
    pub weight: u32,
    /// Its text, cut at the annotations.
    pub pieces: Vec<Piece>,
}

/// A part of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text without annotation.
    Text(String),
    /// Text that carries an entity.
    Annotation {
        /// The outermost entity, which is the one to report.
        entity: String,
        /// The entities nested inside, outermost first.
        inner: Vec<String>,
        /// The annotated text.
        literal: String,
    },
}

impl TrainingData {
    /// The declaration of an entity.
    pub fn concept(&self, name: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.name == name)
    }

    /// Whether the values of an entity must stay out of logs and transcripts.
    pub fn is_sensitive(&self, entity: &str) -> bool {
        self.concept(entity)
            .is_some_and(|concept| concept.sensitive)
    }

    /// Adds the data of another file of the same locale. What both declare is declared once, with what either says
    /// about it.
    pub fn merge(&mut self, other: TrainingData) {
        if self.language.is_empty() {
            self.language = other.language;
        }
        for intent in other.intents {
            match self.intents.iter_mut().find(|own| own.name == intent.name) {
                Some(own) => add_new(&mut own.links, intent.links),
                None => self.intents.push(intent),
            }
        }
        for concept in other.concepts {
            match self
                .concepts
                .iter_mut()
                .find(|own| own.name == concept.name)
            {
                Some(own) => own.merge(concept),
                None => self.concepts.push(concept),
            }
        }
        add_new(&mut self.dictionary, other.dictionary);
        self.samples.extend(other.samples);
    }
}

impl Concept {
    fn merge(&mut self, other: Concept) {
        if self.data_type.is_empty() {
            self.data_type = other.data_type;
        }
        self.dynamic |= other.dynamic;
        self.freetext |= other.freetext;
        self.sensitive |= other.sensitive;
        add_new(&mut self.parents, other.parents);
        add_new(&mut self.parts, other.parts);
        add_new(&mut self.referrers, other.referrers);
        if self.pattern.is_none() {
            self.pattern = other.pattern;
        }
    }
}

fn add_new<T: Clone + Eq + Hash>(known: &mut Vec<T>, more: Vec<T>) {
    let mut seen: HashSet<T> = known.iter().cloned().collect();
    known.extend(more.into_iter().filter(|one| seen.insert(one.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_files_of_a_locale_are_one() {
        let file = |xml: &str| TrainingData::parse(xml).unwrap();
        let mut data = file(
            r#"<project xml:lang="eng-USA"><ontology>
                <intents><intent name="iA"><links><link conceptref="eX"/></links></intent></intents>
                <concepts><concept name="eX" dataType="no_format"/></concepts></ontology>
                <dictionaries><dictionary conceptref="eX"><entry literal="one" value="1"/></dictionary></dictionaries>
                <samples><sample intentref="iA">a</sample></samples></project>"#,
        );
        data.merge(file(
            r#"<project><ontology>
                <intents><intent name="iB"/><intent name="iA"><links><link conceptref="eX"/><link conceptref="eY"/></links></intent></intents>
                <concepts><concept name="eY"/><concept name="eX" dynamic="true"/></concepts></ontology>
                <dictionaries><dictionary conceptref="eX"><entry literal="one" value="1"/><entry literal="two"/></dictionary></dictionaries>
                <samples><sample intentref="iB">b</sample></samples></project>"#,
        ));
        assert_eq!(data.language, "eng-USA");
        let names: Vec<&str> = data
            .intents
            .iter()
            .map(|intent| intent.name.as_str())
            .collect();
        assert_eq!(names, ["iA", "iB"]);
        assert_eq!(data.intents[0].links, ["eX", "eY"]);
        assert_eq!(data.concepts.len(), 2);
        assert!(data.concept("eX").unwrap().dynamic);
        assert_eq!((data.dictionary.len(), data.samples.len()), (2, 2));
    }
}
