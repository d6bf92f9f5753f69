//! The training data of one locale (nlu.md section 1): the `.trsx` file as it stands, without interpretation.
//!
//! The file is XML from outside: DTDs and their entities are refused, the number of nodes and the nesting of annotations
//! are limited. Elements and attributes that mean nothing here are skipped.

use roxmltree::{Document, Node, ParsingOptions};
use thiserror::Error;

/// The intent of samples that carry no intent.
pub const NO_INTENT: &str = "NO_INTENT";

/// How deep annotations may be nested; real ones are nested three deep.
const MAX_ANNOTATION_DEPTH: usize = 16;

/// How many XML nodes a file may have; a sample takes about eight.
const MAX_NODES: u32 = 4_000_000;

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
    /// The pattern of a regular expression entity.
    pub pattern: Option<String>,
}

/// What a visitor says for a value of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        Ok(TrainingData {
            language: language
                .map(|attribute| attribute.value().to_owned())
                .unwrap_or_default(),
            intents: sections("intents", "intent")
                .map(intent)
                .collect::<Result<_, _>>()?,
            concepts: sections("concepts", "concept")
                .map(concept)
                .collect::<Result<_, _>>()?,
            dictionary: dictionary(root)?,
            samples: samples(root)?,
        })
    }

    /// The declaration of an entity.
    pub fn concept(&self, name: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.name == name)
    }

    /// Whether the values of an entity must stay out of logs and transcripts.
    pub fn is_sensitive(&self, entity: &str) -> bool {
        self.concept(entity)
            .is_some_and(|concept| concept.sensitive)
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
    let relations =
        children(node, "relations").flat_map(|relations| children(relations, "relation"));
    let parents = relations.filter(|relation| relation.attribute("type") == Some("isA"));
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
        parents: parents
            .map(|relation| attribute(relation, "conceptref"))
            .collect::<Result<_, _>>()?,
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

fn samples(root: Node<'_, '_>) -> Result<Vec<Sample>, TrsxError> {
    let samples = children(root, "samples").flat_map(|section| children(section, "sample"));
    samples
        .filter(|node| !is_true(*node, "excluded"))
        .map(sample)
        .collect()
}

fn sample(node: Node<'_, '_>) -> Result<Sample, TrsxError> {
    let mut pieces = Vec::new();
    for child in node.children() {
        if child.is_element() && child.tag_name().name() == "annotation" {
            pieces.push(annotation(child)?);
        } else if let Some(text) = child.text().filter(|text| !text.trim().is_empty()) {
            pieces.push(Piece::Text(text.trim().to_owned()));
        }
    }
    let intent = node
        .attribute("intentref")
        .filter(|intent| *intent != NO_INTENT);
    let weight = node
        .attribute("count")
        .and_then(|count| count.parse().ok())
        .unwrap_or(1);
    Ok(Sample {
        intent: intent.map(str::to_owned),
        weight: u32::max(weight, 1),
        pieces,
    })
}

fn annotation(node: Node<'_, '_>) -> Result<Piece, TrsxError> {
    let mut inner = Vec::new();
    inner_entities(node, 1, &mut inner)?;
    let words = all_text(node);
    Ok(Piece::Annotation {
        entity: attribute(node, "conceptref")?,
        inner,
        literal: words.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

fn inner_entities(
    node: Node<'_, '_>,
    depth: usize,
    inner: &mut Vec<String>,
) -> Result<(), TrsxError> {
    if depth > MAX_ANNOTATION_DEPTH {
        return Err(TrsxError::NestedTooDeep {
            limit: MAX_ANNOTATION_DEPTH,
            line: line(node),
        });
    }
    for nested in children(node, "annotation") {
        inner.push(attribute(nested, "conceptref")?);
        inner_entities(nested, depth + 1, inner)?;
    }
    Ok(())
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
mod tests {
    use super::*;

    fn file(body: &str) -> String {
        format!(
            r#"<project xmlns:nuance="https://developer.nuance.com/mix/nlu/trsx" xml:lang="eng-USA">{body}</project>"#
        )
    }

    fn samples_of(body: &str) -> Vec<Sample> {
        TrainingData::parse(&file(&format!("<samples>{body}</samples>")))
            .unwrap()
            .samples
    }

    #[test]
    fn an_ontology_is_read_with_links_relations_settings_and_patterns() {
        let data = TrainingData::parse(&file(
            r#"<ontology>
                <intents><intent name="iOrder"><links><link conceptref="eSize"/></links></intent></intents>
                <concepts>
                    <concept name="eSize" dataType="no_format" dynamic="true"/>
                    <concept name="ePin" freetext="false"><settings><setting name="isSensitive" value="true"/></settings>
                        <relations><relation type="isA" conceptref="nuance_CARDINAL_NUMBER"/>
                        <relation type="hasReferrers" conceptref="REF_THING"/></relations>
                        <regex>\d{4}</regex></concept>
                </concepts></ontology>"#,
        ))
        .unwrap();
        assert_eq!(data.language, "eng-USA");
        assert_eq!(
            data.intents,
            [Intent {
                name: "iOrder".into(),
                links: vec!["eSize".into()]
            }]
        );
        assert!(data.concept("eSize").unwrap().dynamic);
        let pin = data.concept("ePin").unwrap();
        assert_eq!(pin.parents, ["nuance_CARDINAL_NUMBER"]);
        assert_eq!(pin.pattern.as_deref(), Some(r"\d{4}"));
        assert!(data.is_sensitive("ePin") && !data.is_sensitive("eSize"));
    }

    #[test]
    fn a_dictionary_entry_without_value_stands_for_itself() {
        let data = TrainingData::parse(&file(
            r#"<dictionaries><dictionary conceptref="eCity"><entry literal="JFK" value="New York"/><entry literal="Rome"/>
            </dictionary></dictionaries>"#,
        ))
        .unwrap();
        let values: Vec<_> = data
            .dictionary
            .iter()
            .map(|entry| entry.value.as_str())
            .collect();
        assert_eq!(values, ["New York", "Rome"]);
    }

    #[test]
    fn nested_annotations_are_one_span_of_the_outermost_entity() {
        let samples = samples_of(
            r#"<sample intentref="NO_INTENT" count="20">on<annotation conceptref="eDay">
                <annotation conceptref="DATE"><annotation conceptref="nuance_CALENDARX">may 1st</annotation></annotation>
            </annotation></sample>"#,
        );
        let annotation = Piece::Annotation {
            entity: "eDay".into(),
            inner: vec!["DATE".into(), "nuance_CALENDARX".into()],
            literal: "may 1st".into(),
        };
        let sample = Sample {
            intent: None,
            weight: 20,
            pieces: vec![Piece::Text("on".into()), annotation],
        };
        assert_eq!(samples, [sample]);
    }

    #[test]
    fn excluded_samples_are_left_out() {
        let samples = samples_of(
            r#"<sample intentref="a" excluded="true">one</sample><sample intentref="b" count="0">two</sample>"#,
        );
        assert_eq!(samples.len(), 1);
        assert_eq!(
            (samples[0].intent.as_deref(), samples[0].weight),
            (Some("b"), 1)
        );
    }

    #[test]
    fn broken_and_foreign_files_are_refused_with_the_place() {
        assert!(matches!(
            TrainingData::parse("<project>"),
            Err(TrsxError::Xml(_))
        ));
        assert_eq!(
            TrainingData::parse("<html/>"),
            Err(TrsxError::NotTrsx {
                root: "html".into()
            })
        );
        let error =
            TrainingData::parse(&file("\n<dictionaries><dictionary/></dictionaries>")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2: `dictionary` has no attribute `conceptref`"
        );
    }

    #[test]
    fn entity_definitions_are_refused_before_they_expand() {
        let bomb = r#"<!DOCTYPE project [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><project>&b;</project>"#;
        assert!(matches!(
            TrainingData::parse(bomb),
            Err(TrsxError::Xml(roxmltree::Error::DtdDetected))
        ));
    }

    #[test]
    fn annotations_nested_without_end_are_refused() {
        let open = r#"<annotation conceptref="e">"#.repeat(40);
        let xml = file(&format!(
            "<samples><sample>{open}x{}</sample></samples>",
            "</annotation>".repeat(40)
        ));
        assert_eq!(
            TrainingData::parse(&xml),
            Err(TrsxError::NestedTooDeep { limit: 16, line: 1 })
        );
    }

    #[test]
    fn elements_nested_a_hundred_thousand_deep_do_not_overflow_the_stack() {
        let xml = file(&format!(
            "{}{}",
            "<a>".repeat(100_000),
            "</a>".repeat(100_000)
        ));
        // Whether it is refused or skipped is up to the XML reader; what counts is that it returns.
        let _outcome = TrainingData::parse(&xml);
    }
}
