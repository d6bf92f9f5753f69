//! What words and phrases mean to the built-ins, the same for every language.

use jiff::civil::Weekday;

/// One meaning of a word or a phrase. Most words have none, some have several: "second" counts and is a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::understanding::builtins) enum Term {
    /// A number below a hundred, or a hundred with a name of its own ("doscientos").
    Number(u16),
    /// One, where that is also an article: "un café", "eine Minute".
    One,
    /// The article of a language that counts with another word: "a".
    Article,
    /// Zero when digits are spelled: "oh".
    SpelledZero,
    /// "hundred".
    Hundred,
    /// Adds zeros: "thousand", "k".
    Scale(usize),
    /// As [`Term::Scale`] where it sticks to digits: `5m`.
    ScaleSuffix(usize),
    /// "and" inside numbers, times and amounts.
    And,
    /// "con" between an amount and its cents.
    With,
    /// "point", "virgule".
    Point,
    /// "minus".
    Minus,
    /// "and a half".
    AndHalf,
    /// "anderthalb".
    OneAndHalf,
    /// "half".
    Half,
    /// "quarter".
    Quarter,
    /// "dreiviertel".
    ThreeQuarters,
    /// "a few".
    Few,
    /// "third".
    Ordinal(u16),
    /// Makes digits an ordinal: `5th`.
    OrdinalSuffix,
    /// A place in a row without a number: `max` for "last" (`nuance_GENERIC_ORDER`).
    Order(&'static str),

    /// "tomorrow", in days from today.
    Day(i32),
    /// A day of the week.
    Weekday(Weekday),
    /// A day of the week in a short form that is also another word: "sun".
    ShortWeekday(Weekday),
    /// A month, from 1.
    Month(i8),
    /// Before a weekday: the one in the week after this.
    Next,
    /// Before a weekday: the first after today.
    Coming,
    /// Before a weekday: the first from today on.
    This,
    /// After a weekday, as [`Term::Next`]: "prochain".
    NextAfter,
    /// After a weekday, as [`Term::Coming`]: "que viene".
    ComingAfter,
    /// After the day of a date: "of next month".
    OfNextMonth,
    /// Before the day of a date: "the", "le", "den".
    The,
    /// Before a day of the month that needs no month: "le 5", "am 5.".
    OnDay,
    /// Between the parts of a date or before a currency: "of", "d'".
    Of,
    /// "in" two days.
    Ahead,
    /// Two days "from now".
    FromNow,
    /// "il y a" two days.
    Since,
    /// Two days "ago".
    Ago,
    /// "now".
    Now,
    /// A unit of time.
    Unit(TimeUnit),

    /// "noon", by the 24-hour clock.
    Clock(u8),
    /// "o'clock", `h`.
    Hours,
    /// Before an hour by itself: "a las".
    AtHour,
    /// "quarter past".
    Past,
    /// "quarter to", which also stands between two numbers.
    To,
    /// "viertel vor".
    Before,
    /// Before the missing minutes: "moins le quart".
    Less,
    /// The part of the day.
    Part(DayPart),

    /// A sign or code of a currency, before or after the number.
    Sign(Money),
    /// The name of a currency, after the number.
    Currency(Money),
    /// The hundredth part of a currency.
    Cent(Money),

    /// A unit of length: `km`.
    Length(&'static str),
    /// "degrees".
    Degree,
    /// `C`, `F` or `K`.
    Temperature(&'static str),
    /// As [`Term::Temperature`] where it sticks to digits: `20c`.
    TemperatureSuffix(&'static str),
    /// "below zero".
    BelowZero,
    /// `GT` for "more than".
    Modifier(&'static str),
    /// `LOTS` for "a lot": a quantity without a number.
    Vague(&'static str),

    /// All of an answer to a yes/no question.
    Answer(bool),
    /// The first word of such an answer.
    Opening(bool),
    /// What may follow an answer: "please".
    Polite,
    /// Says nothing of its own beside values.
    Filler,
    /// Words that mean something else here than each by itself: "guten Morgen".
    Nothing,
}

impl Term {
    /// Whether a number can begin with it.
    pub(in crate::understanding::builtins) fn counts(self) -> bool {
        matches!(
            self,
            Term::Number(_)
                | Term::One
                | Term::Article
                | Term::Hundred
                | Term::Scale(_)
                | Term::OneAndHalf
                | Term::Half
                | Term::Minus
        )
    }

    /// Whether a value can begin with it.
    pub(in crate::understanding::builtins) fn opens(self) -> bool {
        !matches!(
            self,
            Term::SpelledZero
                | Term::ScaleSuffix(_)
                | Term::And
                | Term::With
                | Term::Point
                | Term::AndHalf
                | Term::OrdinalSuffix
                | Term::NextAfter
                | Term::ComingAfter
                | Term::OfNextMonth
                | Term::Of
                | Term::FromNow
                | Term::Ago
                | Term::Unit(_)
                | Term::Hours
                | Term::Past
                | Term::To
                | Term::Before
                | Term::Less
                | Term::Part(_)
                | Term::Currency(_)
                | Term::Cent(_)
                | Term::Length(_)
                | Term::Degree
                | Term::TemperatureSuffix(_)
                | Term::BelowZero
                | Term::Answer(_)
                | Term::Opening(_)
                | Term::Polite
                | Term::Filler
                | Term::Nothing
        )
    }

    pub(in crate::understanding::builtins) fn unit(self) -> Option<TimeUnit> {
        match self {
            Term::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    pub(in crate::understanding::builtins) fn part(self) -> Option<DayPart> {
        match self {
            Term::Part(part) => Some(part),
            _ => None,
        }
    }

    pub(in crate::understanding::builtins) fn month(self) -> Option<i8> {
        match self {
            Term::Month(month) => Some(month),
            _ => None,
        }
    }
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::understanding::builtins) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// The part of the day that makes an hour unambiguous.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::understanding::builtins) enum DayPart {
    /// `am`, only with the 12-hour clock.
    Am,
    /// `pm`, only with the 12-hour clock.
    Pm,
    /// Before noon.
    Morning,
    /// After noon, evening.
    Afternoon,
    /// Late evening and the hours after midnight.
    Night,
}

/// A currency as it is named: which one it is can depend on the country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::understanding::builtins) enum Money {
    /// By its ISO 4217 code.
    Code(&'static str),
    /// The country's dollar, else that of the United States.
    Dollar,
    /// The country's peso, else that of Mexico.
    Peso,
    /// The Swiss franc.
    Franc,
    /// The country's currency.
    Local,
}
