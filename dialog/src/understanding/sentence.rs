//! A sample as a sentence with places for values.

use super::builtins::Language;
use super::classifier::{Example, Phrase};
use super::samples::{AnnotatedSample, Samples, is_placeholder};

/// A sample with its template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) sample: AnnotatedSample,
    /// Its words, with a placeholder for each value.
    pub(super) template: Vec<String>,
    /// The words of the values.
    pub(super) inside: Vec<String>,
    /// By placeholder: the entity, or `None` for a value that the sample does not annotate.
    pub(super) roles: Vec<Option<String>>,
}

impl Sentence {
    /// What the classifier learns from it.
    pub(super) fn example(&self) -> Example<'_> {
        Example {
            phrase: Phrase {
                words: self.template.iter().map(String::as_str).collect(),
                inside: self.inside.iter().map(String::as_str).collect(),
            },
            intent: self.sample.intent.clone(),
            weight: self.sample.weight,
        }
    }

    /// Files it by its words and as a template.
    pub(super) fn file(self, samples: &mut Samples) {
        let template: Vec<&str> = self.template.iter().map(String::as_str).collect();
        samples.add(self.sample, &template, self.roles);
    }

    /// Whether it is nothing but values and words like "please".
    fn is_filled(&self, language: Language) -> bool {
        let words = self.template.iter();
        let mut outside = words.filter(|word| !is_placeholder(word));
        !self.roles.is_empty() && outside.all(|word| language.is_filler(word))
    }
}

/// How sure it is that a text of values and words like "please" carries no intent, before any sample is seen, and how
/// many samples that counts.
const OF_VALUES_ONLY: (f32, f32) = (0.9, 4.0);

/// How sure it is that a text of values and words like "please" carries no intent: in some projects a bare value orders
/// something.
pub(super) fn of_values_only(sentences: &[Sentence], language: Language) -> f32 {
    let (expected, counts) = OF_VALUES_ONLY;
    let filled = sentences
        .iter()
        .filter(|sentence| sentence.is_filled(language));
    let (right, all) = filled.fold((expected * counts, counts), |(right, all), sentence| {
        let is_right = sentence.sample.intent.is_none();
        (right + if is_right { 1.0 } else { 0.0 }, all + 1.0)
    });
    right / all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(intent: Option<&str>, template: &str) -> Sentence {
        let words = template.split(' ').map(str::to_owned);
        Sentence {
            sample: AnnotatedSample {
                intent: intent.map(str::to_owned),
                weight: 1,
                text: String::new(),
                slots: Vec::new(),
            },
            template: words.collect(),
            inside: Vec::new(),
            roles: vec![Some("eCity".to_owned())],
        }
    }

    #[test]
    fn samples_tell_what_a_bare_value_means() {
        let none = sentence(None, "to <eCity> please");
        let some = sentence(Some("iBook"), "a <eCity>");
        let other = sentence(Some("iBook"), "fly to <eCity>");
        let english = Language::of("en-US");
        let of_values_only = |sentences: &[Sentence]| of_values_only(sentences, english);
        let before = of_values_only(&[]);
        assert!(of_values_only(&[none.clone(), none]) > before);
        assert!(of_values_only(&[some]) < before);
        assert!((of_values_only(&[other]) - before).abs() < f32::EPSILON);
    }
}
