//! English contractions: "i'd like to" says what "i would like to" says.
//!
//! Only for comparing sentences; the words themselves stay as they were written, because values are cut out of them.
//! The forms end as no word of the other languages does that they would be taken for: `l'hôtel` and `j'ai` stay.

/// The words with contractions written out.
pub(super) fn expanded<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut result = Vec::with_capacity(words.len() + 2);
    let mut rest = words;
    while let [word, after @ ..] = rest {
        match rest {
            [negated, "'", "t", after @ ..] if auxiliary(negated).is_some() => {
                result.extend(auxiliary(negated));
                result.push("not");
                rest = after;
            }
            ["'", short, after @ ..] if !result.is_empty() && auxiliary_end(short).is_some() => {
                result.extend(auxiliary_end(short));
                rest = after;
            }
            _ => {
                result.push(word);
                rest = after;
            }
        }
    }
    result
}

/// The verb before `n't`.
fn auxiliary(negated: &str) -> Option<&'static str> {
    Some(match negated {
        "don" => "do",
        "doesn" => "does",
        "didn" => "did",
        "isn" => "is",
        "aren" => "are",
        "wasn" => "was",
        "weren" => "were",
        "won" => "will",
        "wouldn" => "would",
        "can" => "can",
        "couldn" => "could",
        "shouldn" => "should",
        "haven" => "have",
        "hasn" => "has",
        "hadn" => "had",
        _ => return None,
    })
}

/// What stands behind an apostrophe.
fn auxiliary_end(short: &str) -> Option<&'static str> {
    Some(match short {
        "d" => "would",
        "m" => "am",
        "s" => "is",
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::normalise::normalised;

    fn written_out(text: &str) -> String {
        let words = normalised(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        expanded(&words).join(" ")
    }

    #[test]
    fn contractions_become_the_words_that_they_stand_for() {
        for (text, result) in [
            ("I'd like to", "i would like to"),
            ("what’s up", "what is up"),
            ("I can't and won't", "i can not and will not"),
            ("you don ' t", "you do not"),
            ("we'll, they've, you're", "we will they have you are"),
        ] {
            assert_eq!(written_out(text), result, "{text}");
        }
    }

    #[test]
    fn other_apostrophes_stay() {
        for text in ["j ' ai", "l ' hotel", "' tis", "o ' clock", "' s"] {
            assert_eq!(written_out(text), text, "{text}");
        }
    }
}
