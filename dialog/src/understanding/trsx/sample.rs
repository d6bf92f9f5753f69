//! Reads samples and what they annotate.

use roxmltree::Node;

use super::{TrsxError, all_text, attribute, children, is_true, line};
use crate::understanding::training_data::{Concept, NO_INTENT, Piece, Sample};

/// How deep annotations may be nested; real ones are nested three deep.
const MAX_ANNOTATION_DEPTH: usize = 16;

pub(super) fn samples(root: Node<'_, '_>, concepts: &[Concept]) -> Result<Vec<Sample>, TrsxError> {
    let samples = children(root, "samples").flat_map(|section| children(section, "sample"));
    samples
        .filter(|node| !is_true(*node, "excluded"))
        .map(|node| sample(node, concepts))
        .collect()
}

fn sample(node: Node<'_, '_>, concepts: &[Concept]) -> Result<Sample, TrsxError> {
    let mut read = Pieces {
        concepts,
        pieces: Vec::new(),
    };
    read.contents(node, 0)?;
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
        pieces: read.pieces,
    })
}

/// The pieces of a sample as they are read.
struct Pieces<'c> {
    concepts: &'c [Concept],
    pieces: Vec<Piece>,
}

impl Pieces<'_> {
    fn contents(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), TrsxError> {
        for child in node.children() {
            if child.is_element() && child.tag_name().name() == "annotation" {
                self.annotation(child, depth + 1)?;
            } else if let Some(text) = child.text().filter(|text| !text.trim().is_empty()) {
                self.pieces.push(Piece::Text(text.trim().to_owned()));
            }
        }
        Ok(())
    }

    /// An annotation is one value of its outermost entity, except where it only groups others: what AND and OR join and
    /// the parts of a compound (`hasA`) are values of their own. What NOT rules out is no value.
    fn annotation(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), TrsxError> {
        check_depth(node, depth)?;
        let entity = attribute(node, "conceptref")?;
        match entity.as_str() {
            "AND" | "OR" => return self.contents(node, depth),
            "NOT" => {
                self.pieces.push(Piece::Text(words(node)));
                return Ok(());
            }
            _ => {}
        }
        let mut inner = Vec::new();
        inner_entities(node, depth, &mut inner)?;
        let concept = self.concepts.iter().find(|concept| concept.name == entity);
        let has_parts =
            concept.is_some_and(|concept| concept.parts.iter().any(|part| inner.contains(part)));
        if has_parts {
            return self.contents(node, depth);
        }
        self.pieces.push(Piece::Annotation {
            entity,
            inner,
            literal: words(node),
        });
        Ok(())
    }
}

fn words(node: Node<'_, '_>) -> String {
    let text = all_text(node);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn inner_entities(
    node: Node<'_, '_>,
    depth: usize,
    inner: &mut Vec<String>,
) -> Result<(), TrsxError> {
    check_depth(node, depth)?;
    for nested in children(node, "annotation") {
        inner.push(attribute(nested, "conceptref")?);
        inner_entities(nested, depth + 1, inner)?;
    }
    Ok(())
}

fn check_depth(node: Node<'_, '_>, depth: usize) -> Result<(), TrsxError> {
    if depth > MAX_ANNOTATION_DEPTH {
        return Err(TrsxError::NestedTooDeep {
            limit: MAX_ANNOTATION_DEPTH,
            line: line(node),
        });
    }
    Ok(())
}
