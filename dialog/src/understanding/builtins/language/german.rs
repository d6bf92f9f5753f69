//! German words. Numbers are compounds and are taken apart ([`super::german_number`]).

use jiff::civil::Weekday;

use super::term::{DayPart, Money, Term, TimeUnit};
use super::vocabulary::Table;

pub(super) const WORDS: Table = &[
    (Term::One, "ein|eine|einen|einem|einer|eines|ne|nen"),
    (Term::Scale(6), "million|millionen|mio"),
    (Term::Scale(9), "milliarde|milliarden|mrd"),
    (Term::And, "und"),
    (Term::Point, "komma|punkt"),
    (Term::Minus, "minus"),
    (
        Term::AndHalf,
        "einhalb|und ein halb|und eine halbe|und ein halber|und ein halbes",
    ),
    (Term::OneAndHalf, "anderthalb|eineinhalb"),
    (Term::Half, "halb|halbe|halber|halbes|halben"),
    (
        Term::Half,
        "ein halber|eine halbe|ein halbes|einen halben|einer halben|einem halben",
    ),
    (Term::Quarter, "viertel"),
    (Term::ThreeQuarters, "dreiviertel|drei viertel"),
    (Term::Few, "ein paar|einige|mehrere|paar"),
    (
        Term::Order("min"),
        "erste|erster|erstes|ersten|früheste|frühester|frühesten",
    ),
    (
        Term::Order("max"),
        "letzte|letzter|letztes|letzten|neueste|späteste|spätesten",
    ),
    (
        Term::Order("succ"),
        "nächste|nächster|nächstes|nächsten|folgende|folgender|folgenden",
    ),
    (
        Term::Order("prec"),
        "vorige|voriger|vorherige|vorheriger|vorherigen|vorigen",
    ),
    (
        Term::Order("penultimate"),
        "vorletzte|vorletzter|vorletztes|vorletzten",
    ),
    (
        Term::Order("middle"),
        "mittlere|mittlerer|mittleres|mittleren",
    ),
    (Term::Order("other"), "andere|anderer|anderes|anderen"),
    (
        Term::Day(0),
        "heute|heute morgen|heute früh|heute abend|heute nachmittag|heute nacht",
    ),
    (Term::Day(1), "morgen|morgen früh|morgen abend"),
    (Term::Day(2), "übermorgen"),
    (Term::Day(-1), "gestern"),
    (Term::Day(-2), "vorgestern"),
    (Term::Nothing, "guten morgen|jeden morgen"),
    (Term::Weekday(Weekday::Monday), "montag|montags"),
    (Term::Weekday(Weekday::Tuesday), "dienstag|dienstags"),
    (Term::Weekday(Weekday::Wednesday), "mittwoch|mittwochs"),
    (Term::Weekday(Weekday::Thursday), "donnerstag|donnerstags"),
    (Term::Weekday(Weekday::Friday), "freitag|freitags"),
    (
        Term::Weekday(Weekday::Saturday),
        "samstag|sonnabend|samstags",
    ),
    (Term::Weekday(Weekday::Sunday), "sonntag|sonntags"),
    (Term::ShortWeekday(Weekday::Monday), "mo"),
    (Term::ShortWeekday(Weekday::Tuesday), "di"),
    (Term::ShortWeekday(Weekday::Wednesday), "mi"),
    (Term::ShortWeekday(Weekday::Thursday), "do"),
    (Term::ShortWeekday(Weekday::Friday), "fr"),
    (Term::ShortWeekday(Weekday::Saturday), "sa"),
    (Term::ShortWeekday(Weekday::Sunday), "so"),
    (Term::Month(1), "januar|jänner|jan"),
    (Term::Month(2), "februar|feber|feb"),
    (Term::Month(3), "märz|mrz"),
    (Term::Month(4), "april|apr"),
    (Term::Month(5), "mai"),
    (Term::Month(6), "juni|juno|jun"),
    (Term::Month(7), "juli|julei|jul"),
    (Term::Month(8), "august|aug"),
    (Term::Month(9), "september|sept|sep"),
    (Term::Month(10), "oktober|okt"),
    (Term::Month(11), "november|nov"),
    (Term::Month(12), "dezember|dez"),
    (Term::Next, "nächsten|nächster|nächste|am nächsten"),
    (Term::Coming, "kommenden|kommender|am kommenden"),
    (Term::This, "diesen|dieser|bis|an diesem"),
    (Term::NextAfter, "nächster woche|nächste woche"),
    (
        Term::OfNextMonth,
        "nächsten monats|des nächsten monats|im nächsten monat|nächsten monat",
    ),
    (Term::The, "der|den|dem|am"),
    (Term::OnDay, "am"),
    (Term::Ahead, "in|binnen|innerhalb von"),
    (Term::FromNow, "ab heute|ab jetzt"),
    (Term::Since, "vor"),
    (Term::Now, "jetzt|sofort|gleich"),
    (Term::Unit(TimeUnit::Second), "sekunde|sekunden|sek"),
    (Term::Unit(TimeUnit::Minute), "minute|minuten|min"),
    (Term::Unit(TimeUnit::Hour), "stunde|stunden|std|h"),
    (
        Term::Unit(TimeUnit::Day),
        "tag|tage|tagen|tages|nacht|nächte|nächten",
    ),
    (Term::Unit(TimeUnit::Week), "woche|wochen"),
    (Term::Unit(TimeUnit::Month), "monat|monate|monaten|monats"),
    (Term::Unit(TimeUnit::Year), "jahr|jahre|jahren|jahres"),
    (Term::Clock(12), "mittag|mittags"),
    (Term::Clock(0), "mitternacht"),
    (Term::Hours, "uhr|h"),
    (Term::Past, "nach"),
    (Term::Before, "vor"),
    (
        Term::Part(DayPart::Morning),
        "morgens|vormittags|früh|am morgen|am vormittag|in der früh|früh am morgen",
    ),
    (
        Term::Part(DayPart::Afternoon),
        "nachmittags|abends|mittags|am nachmittag|am abend|am mittag",
    ),
    (Term::Part(DayPart::Night), "nachts|in der nacht"),
    (Term::Currency(Money::Code("EUR")), "euro|euros"),
    (Term::Currency(Money::Dollar), "dollar|dollars"),
    (
        Term::Currency(Money::Code("USD")),
        "us dollar|amerikanische dollar",
    ),
    (Term::Currency(Money::Code("CAD")), "kanadische dollar"),
    (
        Term::Currency(Money::Code("GBP")),
        "pfund|pfund sterling|britische pfund",
    ),
    (Term::Currency(Money::Code("JPY")), "yen"),
    (
        Term::Currency(Money::Franc),
        "franken|schweizer franken|stutz",
    ),
    (Term::Currency(Money::Peso), "peso|pesos"),
    (Term::Cent(Money::Local), "cent|cents"),
    (Term::Cent(Money::Code("CHF")), "rappen"),
    (Term::Length("km"), "kilometer|kilometern"),
    (Term::Length("m"), "meter|metern"),
    (Term::Length("cm"), "zentimeter|zentimetern|centimeter"),
    (Term::Length("mm"), "millimeter|millimetern"),
    (Term::Length("mi"), "meile|meilen"),
    (Term::Length("yd"), "yard|yards"),
    (Term::Length("ft"), "fuß|füße"),
    (Term::Length("in"), "zoll"),
    (Term::Degree, "grad"),
    (Term::Temperature("C"), "celsius"),
    (Term::Temperature("F"), "fahrenheit"),
    (Term::BelowZero, "unter null|unter 0"),
    (Term::Modifier("GT"), "mehr als|über"),
    (Term::Modifier("LT"), "weniger als|unter"),
    (Term::Modifier("GE"), "mindestens|wenigstens|minimum"),
    (
        Term::Modifier("LE"),
        "höchstens|maximal|bis zu|maximum|nicht mehr als",
    ),
    (
        Term::Modifier("fuzzy"),
        "etwa|ungefähr|circa|ca|rund|fast|um die",
    ),
    (Term::Vague("LOTS"), "viel|viele|jede menge|eine menge"),
    (Term::Vague("SOME"), "einige|ein paar|etwas|ein bisschen"),
    (Term::Vague("NONE"), "kein|keine|keinen|keins|nichts"),
    (
        Term::Answer(true),
        "ja|jo|joa|jep|jup|jawohl|ja genau|ja klar|ja gerne|ja gern|na klar|klar|okay|okey|oki|genau|richtig|korrekt|\
         stimmt|das stimmt|das ist richtig|das ist korrekt|so ist es|passt|das passt|gerne|gern|sehr gerne|natürlich|\
         selbstverständlich|sicher|aber sicher|auf jeden fall|unbedingt|einverstanden|in ordnung|bestätigt|wahr|j|\
         mach das|machen sie das|warum nicht|jap|absolut|definitiv|doch",
    ),
    (
        Term::Answer(false),
        "nein|nee|ne|nö|nope|n|nein nein|eher nicht|lieber nicht|nicht wirklich|jetzt nicht|noch nicht|auf keinen fall|\
         keinesfalls|niemals|nie|falsch|das ist falsch|stimmt nicht|das stimmt nicht|das ist nicht richtig|\
         nicht richtig|nicht korrekt|inkorrekt|überhaupt nicht|gar nicht|ganz und gar nicht|sicher nicht|\
         natürlich nicht|bitte nicht|unwahr",
    ),
    (
        Term::Opening(true),
        "ja|jo|jep|jawohl|okay|klar|genau|stimmt",
    ),
    (Term::Opening(false), "nein|nee|nö"),
    (
        Term::Polite,
        "bitte|danke|danke schön|dankeschön|vielen dank|danke sehr|bitte schön",
    ),
    (
        Term::Filler,
        "ein|eine|einen|einem|einer|der|die|das|den|dem|des|am|an|auf|im|in|ins|um|zu|zum|zur|nach|von|vom|bei|bis|für|\
         mit|ab|gegen|und|oder|dann|also|bitte|danke|äh|ähm|hm|hmm|tja|na|gut|so|oh|ach|eigentlich|doch|nein|ja|es|\
         ist|nur|mal|eben|wäre|gerne|gern",
    ),
];
