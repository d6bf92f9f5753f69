//! Free text: as the answer to a question, and inside the words that samples put around it.

use serde_json::Value;

use super::analysis::{Analysis, Scope};
use super::{Attempt, TEMPLATE};
use crate::understanding::Interpretation;
use crate::understanding::carriers::Carrier;
use crate::understanding::normalise::Span;

impl Attempt<'_> {
    /// Any text answers a question for free text, unless it is a command or says word by word what an intent says. The
    /// words that samples put around such a text are not part of it.
    pub(super) fn free_text(&self, words: &[&str]) -> Option<Interpretation> {
        let focus = self.query.focus.filter(|_| self.is_free_text_question())?;
        let analysis = self.analysis(words, Scope::Expected);
        let own = |carrier: &Carrier| self.trained.entities.is_a(focus, &carrier.entity);
        if let Some((_, span)) = self.carrier(words, &analysis, own) {
            let value = Value::from(self.utterance.literal(span));
            let entity = self.entity(focus, span, value, TEMPLATE);
            return Some(self.interpretation(None, TEMPLATE, vec![entity]));
        }
        (!self.utterance.text.is_empty()).then(|| self.all_of_it(focus))
    }

    /// A text that begins and ends as a sample with free text in it does.
    pub(super) fn carried(
        &self,
        words: &[&str],
        analysis: &Analysis<'_>,
    ) -> Option<Interpretation> {
        let (carrier, span) = self.carrier(words, analysis, |_| true)?;
        let value = Value::from(self.utterance.literal(span));
        let mut entities = vec![self.entity(&carrier.entity, span, value, TEMPLATE)];
        let around = analysis.values.iter().map(|(spot, _)| spot);
        let around = around.filter(|spot| !spot.span.overlaps(span));
        entities.extend(self.in_given_roles(&carrier.roles, around));
        entities.sort_by_key(|entity| entity.start);
        Some(self.interpretation(carrier.intent.clone(), TEMPLATE, entities))
    }

    /// The longest carrier that fits, with the words that it carries.
    fn carrier(
        &self,
        words: &[&str],
        analysis: &Analysis<'_>,
        counts: impl Fn(&Carrier) -> bool,
    ) -> Option<(&Carrier, Span)> {
        let mut carriers = self
            .trained
            .carriers
            .iter()
            .filter(|one| counts(one))
            .peekable();
        carriers.peek()?;
        let template = analysis.template(words);
        let (carrier, range) =
            carriers.find_map(|carrier| Some((carrier, carrier.carried(&template)?)))?;
        let places = analysis.places(words.len());
        let first = places.get(range.start)?.first;
        let end = places.get(range.end.checked_sub(1)?)?.end;
        Some((carrier, Span { first, end }))
    }
}
