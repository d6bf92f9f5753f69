//! What languages write differently: separators, currencies, names of days and months.

/// Languages that formats know; every other one is written like English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Locale {
    English,
    French,
    German,
    Spanish,
}

impl Locale {
    /// The locale of a language tag such as `fr-FR` or `fr_FR`.
    pub(super) fn of(tag: &str) -> Locale {
        match tag.split(['-', '_']).next() {
            Some("fr") => Locale::French,
            Some("de") => Locale::German,
            Some("es") => Locale::Spanish,
            _ => Locale::English,
        }
    }

    pub(super) fn decimal_separator(self) -> char {
        match self {
            Locale::English => '.',
            Locale::French | Locale::German | Locale::Spanish => ',',
        }
    }

    pub(super) fn group_separator(self) -> char {
        match self {
            Locale::English => ',',
            // French sets groups apart by a narrow blank that does not break.
            Locale::French => '\u{202f}',
            Locale::German | Locale::Spanish => '.',
        }
    }

    /// A formatted number with its currency: the symbol where there is a common one, else the code.
    pub(super) fn currency(self, number: &str, code: &str) -> String {
        let symbol = match code {
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => "¥",
            "INR" => "₹",
            "CAD" => "CA$",
            "AUD" => "A$",
            "CNY" => "CN¥",
            "" => return number.to_owned(),
            code => code,
        };
        let (sign, digits) = number
            .strip_prefix('-')
            .map_or(("", number), |digits| ("-", digits));
        match self {
            Locale::English if symbol == code => format!("{sign}{symbol} {digits}"),
            Locale::English => format!("{sign}{symbol}{digits}"),
            Locale::French | Locale::German | Locale::Spanish => {
                format!("{sign}{digits}\u{a0}{symbol}")
            }
        }
    }

    /// Name of a month, from 1.
    pub(super) fn month(self, number: i8) -> &'static str {
        let names: [&str; 12] = match self {
            Locale::English => [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
            Locale::French => [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ],
            Locale::German => [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ],
            Locale::Spanish => [
                "enero",
                "febrero",
                "marzo",
                "abril",
                "mayo",
                "junio",
                "julio",
                "agosto",
                "septiembre",
                "octubre",
                "noviembre",
                "diciembre",
            ],
        };
        nth(&names, number)
    }

    /// Short name of a month, from 1.
    pub(super) fn short_month(self, number: i8) -> &'static str {
        let names: [&str; 12] = match self {
            Locale::English => [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ],
            Locale::French => [
                "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
                "nov.", "déc.",
            ],
            Locale::German => [
                "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.",
                "Nov.", "Dez.",
            ],
            Locale::Spanish => [
                "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
            ],
        };
        nth(&names, number)
    }

    /// Name of a day of the week, Monday is 1.
    pub(super) fn weekday(self, number: i8) -> &'static str {
        let names: [&str; 7] = match self {
            Locale::English => [
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            ],
            Locale::French => [
                "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
            ],
            Locale::German => [
                "Montag",
                "Dienstag",
                "Mittwoch",
                "Donnerstag",
                "Freitag",
                "Samstag",
                "Sonntag",
            ],
            Locale::Spanish => [
                "lunes",
                "martes",
                "miércoles",
                "jueves",
                "viernes",
                "sábado",
                "domingo",
            ],
        };
        nth(&names, number)
    }

    /// Short name of a day of the week, Monday is 1.
    pub(super) fn short_weekday(self, number: i8) -> &'static str {
        let names: [&str; 7] = match self {
            Locale::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            Locale::French => ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
            Locale::German => ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
            Locale::Spanish => ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
        };
        nth(&names, number)
    }
}

/// The n-th name, from 1.
fn nth(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number)
        .ok()
        .and_then(|number| names.get(number.checked_sub(1)?))
        .copied()
        .unwrap_or_default()
}
