//! What languages and countries write differently: separators, currencies, names of days and months. The data is that
//! of the GNU C Library, which has it for every locale that a project may come in.

use pure_rust_locales::{Locale as Data, locale_match};

/// How a language is written in a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Locale(Data);

/// How a language says a date in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SpokenOrder {
    /// `Monday, November 2, 2026`
    MonthFirst,
    /// `lundi 2 novembre 2026`
    DayFirst,
    /// `Montag, 2. November 2026`
    DayWithPoint,
    /// `lunes 2 de noviembre de 2026`
    DayOfMonth,
}

impl Locale {
    /// The locale of a language tag such as `fr-FR` or `fr_FR`. A country that is not known is written like the one
    /// that the language comes from (`fr-XX` like `fr-FR`), a language that is not known like American English.
    pub(super) fn of(tag: &str) -> Locale {
        let tag = tag.replace('-', "_");
        let language = tag.split('_').next().unwrap_or_default().to_lowercase();
        let home = format!("{language}_{}", language.to_uppercase());
        let known = [tag.as_str(), home.as_str()]
            .into_iter()
            .find_map(|name| Data::try_from(name).ok());
        Locale(known.unwrap_or(Data::en_US))
    }

    pub(super) fn decimal_separator(self) -> &'static str {
        locale_match!(self.0 => LC_MONETARY::MON_DECIMAL_POINT)
    }

    /// Digits in groups, mostly of three.
    pub(super) fn group(self, digits: &str) -> String {
        let separator = locale_match!(self.0 => LC_MONETARY::MON_THOUSANDS_SEP);
        let sizes = locale_match!(self.0 => LC_MONETARY::MON_GROUPING);
        let size_of = |group: usize| sizes.get(group).or(sizes.last()).copied().unwrap_or(0);
        let (mut group, mut in_group) = (0, 0);
        let mut pieces = Vec::new();
        for digit in digits.chars().rev() {
            if in_group > 0 && in_group == size_of(group) {
                pieces.push(separator.to_owned());
                (group, in_group) = (group + 1, 0);
            }
            pieces.push(digit.to_string());
            in_group += 1;
        }
        pieces.into_iter().rev().collect()
    }

    /// A formatted number with its currency: the symbol where there is a common one, else the code.
    pub(super) fn currency(self, number: &str, code: &str) -> String {
        let own = locale_match!(self.0 => LC_MONETARY::INT_CURR_SYMBOL);
        let symbol = match code {
            "" => return number.to_owned(),
            code if own.trim() == code => locale_match!(self.0 => LC_MONETARY::CURRENCY_SYMBOL),
            code => foreign_symbol(code),
        };
        let (sign, digits) = number
            .strip_prefix('-')
            .map_or(("", number), |digits| ("-", digits));
        let set_apart = symbol == code || locale_match!(self.0 => LC_MONETARY::P_SEP_BY_SPACE) > 0;
        if locale_match!(self.0 => LC_MONETARY::P_CS_PRECEDES) == 0 {
            return format!("{sign}{digits}\u{a0}{symbol}");
        }
        let blank = if set_apart { "\u{a0}" } else { "" };
        format!("{sign}{symbol}{blank}{digits}")
    }

    /// Name of a month, from 1.
    pub(super) fn month(self, number: i8) -> &'static str {
        nth(locale_match!(self.0 => LC_TIME::MON), number - 1)
    }

    /// Short name of a month, from 1.
    pub(super) fn short_month(self, number: i8) -> &'static str {
        nth(locale_match!(self.0 => LC_TIME::ABMON), number - 1)
    }

    /// Name of a day of the week, Sunday is 0.
    pub(super) fn weekday(self, number: i8) -> &'static str {
        nth(locale_match!(self.0 => LC_TIME::DAY), number)
    }

    /// Short name of a day of the week, Sunday is 0.
    pub(super) fn short_weekday(self, number: i8) -> &'static str {
        nth(locale_match!(self.0 => LC_TIME::ABDAY), number)
    }

    /// `AM` or `PM`, also where the language has no words of its own for them.
    pub(super) fn half_of_day(self, is_afternoon: bool) -> &'static str {
        let own = nth(
            locale_match!(self.0 => LC_TIME::AM_PM),
            i8::from(is_afternoon),
        );
        match own {
            "" if is_afternoon => "PM",
            "" => "AM",
            own => own,
        }
    }

    pub(super) fn spoken_order(self) -> SpokenOrder {
        let name = format!("{:?}", self.0);
        if name == "en_US" {
            return SpokenOrder::MonthFirst;
        }
        match name.split('_').next() {
            Some("de" | "da" | "nb" | "fi" | "cs") => SpokenOrder::DayWithPoint,
            Some("es" | "pt" | "gl" | "ca") => SpokenOrder::DayOfMonth,
            _ => SpokenOrder::DayFirst,
        }
    }
}

/// Symbol of the currency of another country; its code where there is no common one.
fn foreign_symbol(code: &str) -> &str {
    match code {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "BRL" => "R$",
        "CAD" => "CA$",
        "AUD" => "A$",
        "CNY" => "CN¥",
        code => code,
    }
}

fn nth(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number)
        .ok()
        .and_then(|number| names.get(number))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_write_numbers_and_prices_in_their_own_ways() {
        for (tag, grouped, price) in [
            ("en-US", "1,234,567", "$1.50"),
            ("en-IN", "12,34,567", "$1.50"),
            ("fr-FR", "1\u{202f}234\u{202f}567", "1,50\u{a0}$"),
            ("fr-XX", "1\u{202f}234\u{202f}567", "1,50\u{a0}$"),
            ("de-DE", "1.234.567", "1,50\u{a0}$"),
            ("de-CH", "1’234’567", "$\u{a0}1.50"),
            ("es-ES", "1.234.567", "1,50\u{a0}$"),
            ("it-IT", "1.234.567", "$\u{a0}1,50"),
            ("pt-BR", "1.234.567", "$\u{a0}1,50"),
            ("nl-NL", "1.234.567", "$\u{a0}1,50"),
            ("tlh", "1,234,567", "$1.50"),
        ] {
            let locale = Locale::of(tag);
            assert_eq!(locale.group("1234567"), grouped, "{tag}");
            let number = format!("1{}50", locale.decimal_separator());
            assert_eq!(locale.currency(&number, "USD"), price, "{tag}");
        }
    }

    #[test]
    fn every_country_writes_its_own_currency_by_its_symbol() {
        for (tag, code, expected) in [
            ("fr-CA", "CAD", "5\u{a0}$"),
            ("en-GB", "GBP", "£5"),
            ("en-US", "CAD", "CA$5"),
            ("en-US", "XXX", "XXX\u{a0}5"),
            ("de-DE", "", "5"),
        ] {
            assert_eq!(
                Locale::of(tag).currency("5", code),
                expected,
                "{tag} {code}"
            );
        }
    }

    #[test]
    fn days_and_months_have_names_in_every_language() {
        let names = |tag: &str| {
            let locale = Locale::of(tag);
            [locale.weekday(1), locale.month(3), locale.short_month(11)]
        };
        assert_eq!(names("en-GB"), ["Monday", "March", "Nov"]);
        assert_eq!(names("fr-FR"), ["lundi", "mars", "nov."]);
        assert_eq!(names("de-AT"), ["Montag", "März", "Nov"]);
        assert_eq!(names("es-MX"), ["lunes", "marzo", "nov"]);
        assert_eq!(names("it-IT"), ["lunedì", "marzo", "nov"]);
        assert_eq!(names("nl-NL"), ["maandag", "maart", "nov"]);
        assert_eq!(Locale::of("fr-FR").half_of_day(true), "PM");
    }
}
