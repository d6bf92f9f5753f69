//! Reads `.trsx` files (nlu.md section 1).
//!
//! The file is XML from outside: DTDs and their entities are refused, the number of nodes and the nesting of annotations
//! are limited. Elements and attributes that mean nothing here are skipped.

mod sample;

use roxmltree::{Document, Node, ParsingOptions};
use thiserror::Error;

use super::training_data::{Concept, DictionaryEntry, Intent, TrainingData};
use sample::samples;

/// How many XML nodes a file may have; a sample takes about eight.
const MAX_NODES: u32 = 4_000_000;

/// Why a `.trsx` file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TrsxError {
    /// It is not well-formed XML, has a DTD or too many nodes; the message carries line and column.
    #[error("not readable as XML: {0}")]
    Xml(#[from] roxmltree::Error),
    /// It is XML of another kind.
    #[error("the root element is `{root}`, expected `project`")]
    NotTrsx {
        /// Name of the root element.
        root: String,
    },
    /// An element lacks an attribute that names something.
    #[error("line {line}: `{element}` has no attribute `{attribute}`")]
    MissingAttribute {
        /// Name of the element.
        element: String,
        /// Name of the attribute.
        attribute: &'static str,
        /// Line of the element, from 1.
        line: u32,
    },
    /// Annotations are nested deeper than any real file nests them.
    #[error("line {line}: annotations are nested deeper than {limit}")]
    NestedTooDeep {
        /// The deepest nesting that is read.
        limit: usize,
        /// Line of the annotation, from 1.
        line: u32,
    },
}

impl TrainingData {
    /// Reads the text of a `.trsx` file.
    ///
    /// # Errors
    /// The first thing that makes the file unreadable.
    pub fn parse(xml: &str) -> Result<TrainingData, TrsxError> {
        let options = ParsingOptions {
            allow_dtd: false,
            nodes_limit: MAX_NODES,
            ..ParsingOptions::default()
        };
        let document = Document::parse_with_options(xml, options)?;
        let root = document.root_element();
        if root.tag_name().name() != "project" {
            return Err(TrsxError::NotTrsx {
                root: root.tag_name().name().to_owned(),
            });
        }
        let language = root
            .attributes()
            .find(|attribute| attribute.name() == "lang");
        let ontology = children(root, "ontology");
        let sections = |section, item| {
            ontology
                .clone()
                .flat_map(move |node| children(node, section))
                .flat_map(move |node| children(node, item))
        };
        let concepts: Vec<Concept> = sections("concepts", "concept")
            .map(concept)
            .collect::<Result<_, _>>()?;
        Ok(TrainingData {
            language: language
                .map(|attribute| attribute.value().to_owned())
                .unwrap_or_default(),
            intents: sections("intents", "intent")
                .map(intent)
                .collect::<Result<_, _>>()?,
            dictionary: dictionary(root)?,
            samples: samples(root, &concepts)?,
            concepts,
        })
    }
}

fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> + Clone {
    node.children()
        .filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn attribute(node: Node<'_, '_>, name: &'static str) -> Result<String, TrsxError> {
    let value = node.attribute(name).map(str::to_owned);
    value.ok_or_else(|| TrsxError::MissingAttribute {
        element: node.tag_name().name().to_owned(),
        attribute: name,
        line: line(node),
    })
}

fn line(node: Node<'_, '_>) -> u32 {
    node.document().text_pos_at(node.range().start).row
}

fn is_true(node: Node<'_, '_>, name: &str) -> bool {
    node.attribute(name) == Some("true")
}

fn intent(node: Node<'_, '_>) -> Result<Intent, TrsxError> {
    let links = children(node, "links").flat_map(|links| children(links, "link"));
    Ok(Intent {
        name: attribute(node, "name")?,
        links: links
            .map(|link| attribute(link, "conceptref"))
            .collect::<Result<_, _>>()?,
    })
}

fn concept(node: Node<'_, '_>) -> Result<Concept, TrsxError> {
    let related = |kind: &'static str| {
        let relations =
            children(node, "relations").flat_map(|relations| children(relations, "relation"));
        let of_kind = relations.filter(move |relation| relation.attribute("type") == Some(kind));
        of_kind
            .map(|relation| attribute(relation, "conceptref"))
            .collect::<Result<Vec<_>, _>>()
    };
    let mut settings =
        children(node, "settings").flat_map(|settings| children(settings, "setting"));
    let pattern = children(node, "regex")
        .next()
        .map(|pattern| all_text(pattern).trim().to_owned());
    Ok(Concept {
        name: attribute(node, "name")?,
        data_type: node.attribute("dataType").unwrap_or_default().to_owned(),
        dynamic: is_true(node, "dynamic"),
        freetext: is_true(node, "freetext"),
        sensitive: settings.any(|setting| {
            setting.attribute("name") == Some("isSensitive") && is_true(setting, "value")
        }),
        parents: related("isA")?,
        parts: related("hasA")?,
        referrers: related("hasReferrers")?,
        pattern: pattern.filter(|pattern| !pattern.is_empty()),
    })
}

fn dictionary(root: Node<'_, '_>) -> Result<Vec<DictionaryEntry>, TrsxError> {
    let mut entries = Vec::new();
    let dictionaries =
        children(root, "dictionaries").flat_map(|section| children(section, "dictionary"));
    for dictionary in dictionaries {
        let entity = attribute(dictionary, "conceptref")?;
        for entry in children(dictionary, "entry") {
            let literal = attribute(entry, "literal")?;
            let value = entry.attribute("value").unwrap_or(&literal).to_owned();
            entries.push(DictionaryEntry {
                entity: entity.clone(),
                literal,
                value,
            });
        }
    }
    Ok(entries)
}

/// The text of an element and everything in it. `descendants` walks without recursion.
fn all_text(node: Node<'_, '_>) -> String {
    let texts = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|text| text.text());
    texts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
