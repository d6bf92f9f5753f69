//! What the values of settings may be.

use super::SettingName;

impl SettingName {
    /// What a value should be, if it is none that the engine can act on. No value at all is one that is not set.
    pub(crate) fn refuses(self, value: &str) -> Option<&'static str> {
        let value = value.trim();
        let is_sound = match self.kind() {
            Kind::Count => value.parse::<u32>().is_ok_and(|count| count > 0),
            Kind::Switch => matches!(value, "true" | "false"),
            Kind::Confidence => value
                .parse::<f32>()
                .is_ok_and(|confidence| (0.0..=1.0).contains(&confidence)),
            Kind::Duration => is_duration(value),
            Kind::Word => true,
        };
        (!is_sound && !value.is_empty()).then_some(match self.kind() {
            Kind::Count => "a whole number from 1",
            Kind::Switch => "`true` or `false`",
            Kind::Confidence => "a number from 0 to 1",
            Kind::Duration => "a duration such as `500ms`",
            Kind::Word => "a word",
        })
    }

    fn kind(self) -> Kind {
        match self {
            SettingName::MaxNomatch
            | SettingName::MaxNoinput
            | SettingName::MaxNoToConfirm
            | SettingName::MaxInvalidAnswers
            | SettingName::MaxTurns
            | SettingName::MaxRepeats => Kind::Count,
            SettingName::RepeatAfterNomatch
            | SettingName::RepeatAfterNoinput
            | SettingName::BargeIn
            | SettingName::LegacySpacing => Kind::Switch,
            SettingName::ConfidenceLow | SettingName::ConfidenceHigh => Kind::Confidence,
            SettingName::FetchMessageDelay | SettingName::FetchMessageMinimum => Kind::Duration,
            // Of the strategies only one is known by name; what remains goes to clients as it is.
            _ => Kind::Word,
        }
    }
}

/// Kinds of values.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Count,
    Switch,
    Confidence,
    Duration,
    Word,
}

/// A number with or without unit (contract.md, "Latency rule").
fn is_duration(value: &str) -> bool {
    let number = value.strip_suffix("ms").or_else(|| value.strip_suffix('s'));
    number
        .unwrap_or(value)
        .trim()
        .parse::<f64>()
        .is_ok_and(|number| number >= 0.0 && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_judged_by_what_the_setting_is() {
        for (name, sound, unsound) in [
            (SettingName::MaxNomatch, ["3", "1"], ["0", "three"]),
            (SettingName::BargeIn, ["true", "false"], ["yes", "1"]),
            (SettingName::ConfidenceLow, ["0.3", "1"], ["30", "low"]),
            (
                SettingName::FetchMessageDelay,
                ["500ms", "2"],
                ["soon", "-1s"],
            ),
        ] {
            for value in sound {
                assert_eq!(name.refuses(value), None, "{name:?} {value}");
            }
            for value in unsound {
                assert!(name.refuses(value).is_some(), "{name:?} {value}");
            }
            assert_eq!(name.refuses(""), None);
        }
    }
}
