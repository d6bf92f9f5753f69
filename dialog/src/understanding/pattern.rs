//! Regular expression entities (nlu.md section 4, "regex").

use regex::{Regex, RegexBuilder};

use super::normalise::{Span, Utterance};
use super::{Concept, UnderstandingProblem};

/// How large one compiled pattern may get, in bytes.
const MAX_COMPILED: usize = 1 << 20;

/// The pattern of an entity. Matching takes time linear in the text, whatever the pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The entity.
    pub(super) entity: String,
    anywhere: Regex,
    whole: Regex,
}

impl Pattern {
    /// Compiles the pattern of an entity that has one. The patterns are written for Java: look-around and
    /// back-references do not compile.
    pub(super) fn compile(concept: &Concept) -> Option<Result<Pattern, UnderstandingProblem>> {
        let pattern = concept.pattern.as_deref()?;
        let compile = |pattern: &str| {
            RegexBuilder::new(pattern)
                .case_insensitive(true)
                .size_limit(MAX_COMPILED)
                .build()
        };
        let compiled = compile(pattern).and_then(|anywhere| {
            let whole = compile(&format!("^(?:{pattern})$"))?;
            Ok(Pattern {
                entity: concept.name.clone(),
                anywhere,
                whole,
            })
        });
        Some(
            compiled.map_err(|error| UnderstandingProblem::PatternDoesNotCompile {
                entity: concept.name.clone(),
                reason: error.to_string(),
            }),
        )
    }

    /// Whether all of a text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }

    /// Where it matches whole words.
    pub(super) fn spans(&self, utterance: &Utterance<'_>) -> Vec<Span> {
        let found = self.anywhere.find_iter(utterance.text);
        found
            .filter_map(|found| utterance.span_of(found.range()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Result<Pattern, UnderstandingProblem> {
        let concept = Concept {
            name: "eCode".into(),
            pattern: Some(text.into()),
            ..Concept::default()
        };
        Pattern::compile(&concept).unwrap()
    }

    #[test]
    fn a_pattern_is_found_in_any_case_where_it_covers_whole_words() {
        let pattern = pattern(r"[a-z]{2}\d+|AB").unwrap();
        assert!(pattern.matches("QX123") && pattern.matches("ab") && !pattern.matches("ab cd"));
        let spans = pattern.spans(&Utterance::read("my code is QX123, not ABBA"));
        assert_eq!(spans, [Span { first: 3, end: 4 }]);
    }

    #[test]
    fn an_entity_without_pattern_has_none() {
        assert!(Pattern::compile(&Concept::default()).is_none());
    }

    #[test]
    fn a_pattern_that_does_not_compile_is_reported_with_its_entity() {
        for text in [r"(?=x)y", r"(a)\1", "(", "((a{500}){500}){500}"] {
            let problem = pattern(text).unwrap_err();
            assert!(
                problem
                    .to_string()
                    .starts_with("the pattern of `eCode` does not compile"),
                "{text}"
            );
        }
    }
}
