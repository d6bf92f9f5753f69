//! Values of dynamic entities that come at run time (nlu.md section 4, "Wordsets").
//!
//! A session may hold thousands, and every turn reads them again. So everything here borrows from the session's data.

use std::collections::BTreeMap;

use serde_json::Value;

/// The dynamic entity data of a session. It extends the dictionaries; the exported entries stay valid.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wordsets<'a> {
    items: BTreeMap<&'a str, Vec<WordsetItem<'a>>>,
}

/// One value of a dynamic entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordsetItem<'a> {
    /// The value, where it differs from the literal.
    pub canonical: Option<&'a str>,
    /// What the visitor says.
    pub literal: &'a str,
    /// Other ways to say it.
    pub spoken: Vec<&'a str>,
    /// What a button shows.
    pub label: Option<&'a str>,
    /// URL of the button's image.
    pub image_url: Option<&'a str>,
    /// Text below the label.
    pub description: Option<&'a str>,
}

impl<'a> WordsetItem<'a> {
    /// The value that the entity takes: `canonical`, or the literal.
    pub fn value(&self) -> &'a str {
        self.canonical.unwrap_or(self.literal)
    }

    /// Reads one item; `None` when it has neither a literal nor a canonical value.
    fn from_value(value: &'a Value) -> Option<WordsetItem<'a>> {
        let mut item = WordsetItem::default();
        for (key, value) in value.as_object()? {
            let text = || {
                let text = value.as_str().map(str::trim);
                text.filter(|text| !text.is_empty())
            };
            match key.as_str() {
                "literal" => item.literal = text().unwrap_or_default(),
                "canonical" => item.canonical = text(),
                "spoken" => {
                    let spoken = value.as_array().into_iter().flatten();
                    item.spoken = spoken.filter_map(Value::as_str).collect();
                }
                "label" => item.label = text(),
                "image_url" => item.image_url = text(),
                "description" => item.description = text(),
                _ => {}
            }
        }
        if item.literal.is_empty() {
            item.literal = item.canonical?;
        }
        Some(item)
    }

    /// Everything that a visitor may write to mean this item.
    pub(super) fn literals(&self) -> impl Iterator<Item = &'a str> {
        let names = [self.canonical, self.label];
        std::iter::once(self.literal)
            .chain(self.spoken.iter().copied())
            .chain(names.into_iter().flatten())
    }
}

impl<'a> Wordsets<'a> {
    /// Reads `{"ENTITY": [{literal, canonical, spoken, label, image_url, description}]}` (model.md section 11).
    ///
    /// The data comes from clients and backends, so what has another shape is left out rather than refused.
    pub fn from_value(value: &'a Value) -> Wordsets<'a> {
        let mut wordsets = Wordsets::default();
        wordsets.extend(value);
        wordsets
    }

    /// Adds the entries of another variable's value.
    pub fn extend(&mut self, value: &'a Value) {
        for (entity, items) in value.as_object().into_iter().flatten() {
            let items = items.as_array().into_iter().flatten();
            let items = items.filter_map(WordsetItem::from_value);
            self.items.entry(entity).or_default().extend(items);
        }
    }

    /// The values of an entity, in the order they were given.
    pub fn items(&self, entity: &str) -> &[WordsetItem<'a>] {
        self.items.get(entity).map_or(&[], Vec::as_slice)
    }

    /// Everything that a visitor may write to mean some item.
    pub(super) fn literals(&self) -> impl Iterator<Item = &'a str> {
        self.items
            .values()
            .flatten()
            .flat_map(WordsetItem::literals)
    }

    /// Every entity with its values.
    pub(super) fn entities(&self) -> impl Iterator<Item = (&'a str, &[WordsetItem<'a>])> {
        self.items
            .iter()
            .map(|(entity, items)| (*entity, items.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_wordset_item_takes_its_canonical_value_or_else_its_literal() {
        let data = json!({
            "ePlan": [{"literal": "gold plan", "canonical": "GOLD"}, {"literal": "basic"}, {"canonical": "SILVER"}],
        });
        let wordsets = Wordsets::from_value(&data);
        let values: Vec<_> = wordsets
            .items("ePlan")
            .iter()
            .map(WordsetItem::value)
            .collect();
        assert_eq!(values, ["GOLD", "basic", "SILVER"]);
        assert!(wordsets.items("eOther").is_empty());
    }

    #[test]
    fn data_of_another_shape_is_left_out() {
        for value in [
            json!(null),
            json!([1]),
            json!({"e": 3}),
            json!({"e": [null, 1, {}, {"literal": ""}]}),
        ] {
            assert!(
                Wordsets::from_value(&value).items("e").is_empty(),
                "{value}"
            );
        }
    }

    #[test]
    fn an_item_is_known_by_its_literal_its_spoken_forms_and_its_label() {
        let data = json!({
            "ePlan": [{"literal": "gold", "canonical": "G1", "spoken": ["golden"], "label": "Gold plan"}],
        });
        let wordsets = Wordsets::from_value(&data);
        let literals: Vec<_> = wordsets
            .items("ePlan")
            .iter()
            .flat_map(WordsetItem::literals)
            .collect();
        assert_eq!(literals, ["gold", "golden", "G1", "Gold plan"]);
    }
}
