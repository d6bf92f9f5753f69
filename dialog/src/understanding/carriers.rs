//! What samples say around free text: "tell them that <anything>" (nlu.md section 4).
//!
//! Nothing tells free text from the words around it but those words, so a text has to begin and end with all of them.

use super::samples::placeholder;

/// The words around free text, and what the sentence means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carrier {
    pub(super) intent: Option<String>,
    /// The free text entity.
    pub(super) entity: String,
    /// Words and placeholders before the free text.
    before: Vec<String>,
    /// Words and placeholders behind it.
    after: Vec<String>,
    /// By placeholder, the free text left out: the entity, or `None` for a value that means nothing there.
    pub(super) roles: Vec<Option<String>>,
}

impl Carrier {
    /// The carrier in a sample's template, when that has exactly one free text with words before it.
    pub(super) fn of(
        intent: Option<&str>,
        template: &[String],
        roles: &[Option<String>],
        is_freetext: impl Fn(&str) -> bool,
        family: impl Fn(&str) -> String,
    ) -> Option<Carrier> {
        let mut free = roles
            .iter()
            .enumerate()
            .filter_map(|(at, role)| Some((at, role.as_deref().filter(|role| is_freetext(role))?)));
        let (role, entity) = free.next()?;
        if free.next().is_some() {
            return None;
        }
        let blank = placeholder(&family(entity));
        let at = template.iter().position(|word| *word == blank)?;
        let (before, rest) = template.split_at(at);
        let mut roles = roles.to_vec();
        roles.remove(role);
        (!before.is_empty()).then(|| Carrier {
            intent: intent.map(str::to_owned),
            entity: entity.to_owned(),
            before: before.to_vec(),
            after: rest.get(1..).unwrap_or_default().to_vec(),
            roles,
        })
    }

    /// Which words of a template are the free text; none where the words around it are others, or nothing is between.
    pub(super) fn carried(&self, template: &[&str]) -> Option<std::ops::Range<usize>> {
        let end = template.len().checked_sub(self.after.len())?;
        let begins = template.get(..self.before.len())?;
        let ends = template.get(end..)?;
        (end > self.before.len() && begins == self.before && ends == self.after)
            .then_some(self.before.len()..end)
    }

    /// How many words are around the free text: the more, the surer.
    pub(super) fn length(&self) -> usize {
        self.before.len() + self.after.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carrier(template: &str, roles: &[&str]) -> Option<Carrier> {
        let template: Vec<String> = template.split(' ').map(str::to_owned).collect();
        let roles: Vec<Option<String>> =
            roles.iter().map(|role| Some((*role).to_owned())).collect();
        Carrier::of(
            Some("iSend"),
            &template,
            &roles,
            |role| role == "eNote",
            str::to_owned,
        )
    }

    #[test]
    fn what_stands_between_the_words_of_a_carrier_is_free_text() {
        let carrier = carrier("tell <eWho> that <eNote> please", &["eWho", "eNote"]).unwrap();
        assert_eq!(carrier.roles, [Some("eWho".to_owned())]);
        for (text, carried) in [
            ("tell <eWho> that all is well please", Some(3..6)),
            ("tell <eWho> that please", None),
            ("tell <eWho> that all is well", None),
            ("please", None),
            ("tell him that all is well please", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(carrier.carried(&words), carried, "{text}");
        }
    }

    #[test]
    fn a_sample_that_begins_with_its_free_text_or_has_two_is_no_carrier() {
        assert!(carrier("<eNote> please", &["eNote"]).is_none());
        assert!(carrier("say <eNote> or <eNote>", &["eNote", "eNote"]).is_none());
        assert!(carrier("say hello", &[]).is_none());
    }
}
