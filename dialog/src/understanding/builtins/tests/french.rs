//! French.

use serde_json::json;

use super::{answers, answers_none, finds, finds_none, takes};
use crate::understanding::builtins::BuiltIn;

#[test]
fn oui_et_non() {
    answers(
        "fr-FR",
        BuiltIn::YesNo,
        [
            ("Oui", "yes"),
            ("oui, merci", "yes"),
            ("D'accord !", "yes"),
            ("d’accord", "yes"),
            ("C'est ça", "yes"),
            ("c est ca", "yes"),
            ("bien sûr", "yes"),
            ("bien sur", "yes"),
            ("ouais", "yes"),
            ("tout à fait", "yes"),
            ("Non merci", "no"),
            ("pas du tout", "no"),
            ("nan", "no"),
            ("non", "no"),
        ],
    );
    answers("fr-CA", BuiltIn::Boolean, [("vrai", true), ("faux", false)]);
    answers_none(
        "fr-FR",
        BuiltIn::YesNo,
        &["peut-être", "oui je pars de Lyon", "nonante", "yes"],
    );
}

#[test]
fn dates_in_words() {
    finds(
        "fr-FR",
        BuiltIn::Date,
        [
            ("aujourd'hui", "20260805"),
            ("demain matin", "20260806"),
            ("après-demain", "20260807"),
            ("apres demain", "20260807"),
            ("hier", "20260804"),
            ("dans trois jours", "20260808"),
            ("dans une semaine", "20260812"),
            ("d'ici 10 jours", "20260815"),
            ("il y a deux jours", "20260803"),
            ("vendredi", "20260807"),
            ("ce vendredi", "20260807"),
            ("vendredi prochain", "20260814"),
            ("le 5 août", "20260805"),
            ("4 aout", "20270804"),
            ("le premier septembre", "20260901"),
            ("1er septembre 2027", "20270901"),
            ("le vingt et un décembre", "20261221"),
            ("le 14 juillet deux mille vingt-huit", "20280714"),
            ("mardi 11 août", "20260811"),
            ("partir le 12", "20260812"),
            ("le 3 du mois prochain", "20260903"),
            ("le 31 déc.", "20261231"),
        ],
    );
    takes(
        "fr-FR",
        BuiltIn::Date,
        &[
            ("je pars le 5 août 2027 à midi", "le 5 aout 2027"),
            ("samedi le 8 août", "samedi le 8 aout"),
        ],
    );
}

#[test]
fn dates_in_digits_put_the_day_first() {
    finds(
        "fr-FR",
        BuiltIn::Date,
        [
            ("le 3/1/2027", "20270103"),
            ("24/12", "20261224"),
            ("12/24", "20261224"),
            ("2026-12-31", "20261231"),
            ("03.01.27", "20270103"),
        ],
    );
}

#[test]
fn other_things_are_no_dates() {
    finds_none(
        "fr-FR",
        BuiltIn::Date,
        &[
            "",
            "mais",
            "mai",
            "mars",
            "la mer",
            "le premier",
            "un café",
            "dans la rue",
            "le 06 12 34 56 78",
            "5",
            "3,5",
            "il y a deux cafés",
            "30 février",
            "sept heures",
        ],
    );
    answers(
        "fr-FR",
        BuiltIn::Date,
        [
            ("le premier", "20260901"),
            ("mer", "20260805"),
            ("15", "20260815"),
        ],
    );
}

#[test]
fn times() {
    finds(
        "fr-FR",
        BuiltIn::Time,
        [
            ("14h30", "0230p"),
            ("à 14 h 30", "0230p"),
            ("14h", "0200p"),
            ("14:30", "0230p"),
            ("6h30", "0630a"),
            ("à 3 heures du matin", "0300a"),
            ("trois heures", "0300p"),
            ("huit heures", "0800a"),
            ("trois heures et quart", "0315p"),
            ("trois heures et demie", "0330p"),
            ("trois heures moins le quart", "0245p"),
            ("neuf heures moins dix", "0850a"),
            ("vingt heures", "0800p"),
            ("dix-sept heures trente", "0530p"),
            ("huit heures du soir", "0800p"),
            ("2 heures de l'après-midi", "0200p"),
            ("midi", "1200p"),
            ("midi et demi", "1230p"),
            ("minuit et quart", "1215a"),
            ("0h15", "1215a"),
            ("dans deux heures", "1220p"),
            ("dans une demi-heure", "1050a"),
        ],
    );
    finds_none(
        "fr-FR",
        BuiltIn::Time,
        &[
            "",
            "3",
            "trois",
            "25h",
            "14h75",
            "14h3",
            "trois et demi",
            "maintenant",
            "une demi",
        ],
    );
    answers(
        "fr-FR",
        BuiltIn::Time,
        [("14", "0200p"), ("maintenant", "1020a"), ("huit", "0800a")],
    );
}

#[test]
fn cardinals() {
    finds(
        "fr-FR",
        BuiltIn::Cardinal,
        [
            ("42", "42"),
            ("0042", "0042"),
            ("1 340 vols", "1340"),
            ("1\u{202f}340", "1340"),
            ("1.340", "1340"),
            ("vingt et un", "21"),
            ("vingt-deux", "22"),
            ("soixante-dix", "70"),
            ("soixante et onze", "71"),
            ("soixante-dix-sept", "77"),
            ("quatre-vingts", "80"),
            ("quatre-vingt-un", "81"),
            ("quatre-vingt-dix-neuf", "99"),
            ("septante-cinq", "75"),
            ("huitante", "80"),
            ("nonante et un", "91"),
            ("dix-huit", "18"),
            ("cent", "100"),
            ("deux cents", "200"),
            ("deux cent trente-cinq", "235"),
            ("mille", "1000"),
            ("mille neuf cent quatre-vingt-dix", "1990"),
            ("trois mille quatre cents", "3400"),
            ("un million deux cent mille", "1200000"),
            ("1,5 million", "1500000"),
        ],
    );
    answers(
        "fr-FR",
        BuiltIn::Cardinal,
        [
            ("06 12 34 56 78", "0612345678"),
            ("zéro six douze trente-quatre", "061234"),
            ("un", "1"),
            ("quatre vingt", "80"),
        ],
    );
}

#[test]
fn an_article_is_a_number_only_where_one_was_asked_for() {
    finds_none(
        "fr-FR",
        BuiltIn::Cardinal,
        &["un café", "une minute", "une", "k", "million", "1,5"],
    );
    finds_none("fr-FR", BuiltIn::Number, &["un café"]);
    finds_none("fr-FR", BuiltIn::Quantity, &["un café"]);
    finds_none(
        "fr-FR",
        BuiltIn::Duration,
        &[
            "une minute",
            "une seconde svp",
            "un café",
            "2 s'il vous plaît",
            "2 j'ai dit",
        ],
    );
    answers("fr-FR", BuiltIn::Number, [("un", 1)]);
}

#[test]
fn numbers_with_fractions() {
    finds(
        "fr-FR",
        BuiltIn::Number,
        [
            ("3,5", json!(3.5)),
            ("3.55", json!(3.55)),
            ("1.234,5", json!(1234.5)),
            ("trois virgule vingt-cinq", json!(3.25)),
            ("trois virgule zéro cinq", json!(3.05)),
            ("un et demi", json!(1.5)),
            ("moins cinq", json!(-5)),
        ],
    );
}

#[test]
fn ordinals_and_places() {
    finds(
        "fr-FR",
        BuiltIn::Ordinal,
        [
            ("le premier", 1),
            ("1er", 1),
            ("2e", 2),
            ("3ème", 3),
            ("la troisième", 3),
            ("vingt et unième", 21),
            ("vingt-deuxième", 22),
            ("quatre-vingt-dixième", 90),
        ],
    );
    finds_none(
        "fr-FR",
        BuiltIn::Ordinal,
        &["trois", "3", "un", "attendez une seconde"],
    );
    finds(
        "fr-FR",
        BuiltIn::Order,
        [
            ("le dernier", json!("max")),
            ("le premier", json!("min")),
            ("cinquième", json!(5)),
        ],
    );
}

#[test]
fn amounts() {
    let amount = |unit: &str, number: serde_json::Value| json!({"unit": unit, "number": number});
    finds(
        "fr-FR",
        BuiltIn::Amount,
        [
            ("50 €", amount("EUR", json!(50))),
            ("14,50 €", amount("EUR", json!(14.5))),
            ("14.50€", amount("EUR", json!(14.5))),
            ("1 340,50 euros", amount("EUR", json!(1340.5))),
            ("5€20", amount("EUR", json!(5.2))),
            ("cinquante euros", amount("EUR", json!(50))),
            ("trois euros cinquante", amount("EUR", json!(3.5))),
            ("trois euros et vingt centimes", amount("EUR", json!(3.2))),
            ("cinquante centimes", amount("EUR", json!(0.5))),
            ("un euro", amount("EUR", json!(1))),
            ("deux millions d'euros", amount("EUR", json!(2_000_000))),
            ("10 k€", amount("EUR", json!(10_000))),
            ("20 dollars", amount("USD", json!(20))),
            ("$20", amount("USD", json!(20))),
        ],
    );
    finds(
        "fr-CA",
        BuiltIn::Amount,
        [
            ("20 $", amount("CAD", json!(20))),
            ("20 dollars", amount("CAD", json!(20))),
        ],
    );
    finds(
        "fr-CH",
        BuiltIn::Amount,
        [("vingt francs", amount("CHF", json!(20)))],
    );
    finds_none("fr-FR", BuiltIn::Amount, &["50", "euros", "un café", "€"]);
    answers(
        "fr-FR",
        BuiltIn::Amount,
        [
            ("12,5", amount("EUR", json!(12.5))),
            ("cent", amount("EUR", json!(100))),
        ],
    );
    takes(
        "fr-FR",
        BuiltIn::Amount,
        &[("3 euros 2 personnes", "3 euros")],
    );
}

#[test]
fn measures_and_durations() {
    finds(
        "fr-FR",
        BuiltIn::Distance,
        [
            (
                "moins de 5 km",
                json!({"modifier": "LT", "unit": "km", "number": 5}),
            ),
            ("un kilomètre", json!({"unit": "km", "number": 1})),
            ("1,5 km", json!({"unit": "km", "number": 1.5})),
        ],
    );
    finds(
        "fr-FR",
        BuiltIn::Temperature,
        [
            ("moins cinq degrés", json!({"number": -5})),
            ("23 degrés Celsius", json!({"unit": "C", "number": 23})),
            ("20°", json!({"number": 20})),
        ],
    );
    finds_none("fr-FR", BuiltIn::Temperature, &["20, c'est bon", "20"]);
    finds(
        "fr-FR",
        BuiltIn::Quantity,
        [("au moins dix", json!({"modifier": "GE", "number": 10}))],
    );
    takes(
        "fr-FR",
        BuiltIn::Duration,
        &[
            ("deux semaines", "deux semaines"),
            ("une heure et demie", "une heure et demie"),
            ("une demi-heure", "une demi heure"),
            ("1h30", "1h30"),
            ("quelques jours", "quelques jours"),
            ("un mois", "un mois"),
        ],
    );
    finds(
        "fr-FR",
        BuiltIn::Expiry,
        [("08/27", "20270831"), ("août 2027", "20270831")],
    );
}
