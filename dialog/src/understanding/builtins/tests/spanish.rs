//! Spanish.

use serde_json::json;

use super::{answers, answers_none, finds, finds_none, takes};
use crate::understanding::builtins::BuiltIn;

#[test]
fn si_y_no() {
    answers(
        "es-ES",
        BuiltIn::YesNo,
        [
            ("Sí", "yes"),
            ("si", "yes"),
            ("¡Sí, por favor!", "yes"),
            ("claro que sí", "yes"),
            ("vale", "yes"),
            ("de acuerdo", "yes"),
            ("No, gracias", "no"),
            ("para nada", "no"),
            ("ahora no", "no"),
        ],
    );
    answers(
        "es-MX",
        BuiltIn::Boolean,
        [("verdadero", true), ("falso", false)],
    );
    answers_none(
        "es-ES",
        BuiltIn::YesNo,
        &["quizás", "sí salgo de Lima", "noventa", "yes"],
    );
}

#[test]
fn dates_in_words() {
    finds(
        "es-ES",
        BuiltIn::Date,
        [
            ("hoy", "20260805"),
            ("mañana", "20260806"),
            ("manana por la tarde", "20260806"),
            ("mañana por la mañana", "20260806"),
            ("pasado mañana", "20260807"),
            ("ayer", "20260804"),
            ("dentro de tres días", "20260808"),
            ("en una semana", "20260812"),
            ("hace dos días", "20260803"),
            ("el viernes", "20260807"),
            ("este viernes", "20260807"),
            ("el próximo miércoles", "20260812"),
            ("el miércoles que viene", "20260812"),
            ("miercoles", "20260805"),
            ("5 de agosto", "20260805"),
            ("el 4 de agosto", "20270804"),
            ("el primero de septiembre", "20260901"),
            ("el veintiuno de diciembre de 2028", "20281221"),
            ("21 de marzo del 2028", "20280321"),
            ("lunes 10 de agosto", "20260810"),
            ("el día 12", "20260812"),
        ],
    );
    takes(
        "es-ES",
        BuiltIn::Date,
        &[(
            "salgo el 5 de agosto de 2027 a las 3",
            "el 5 de agosto de 2027",
        )],
    );
}

#[test]
fn dates_in_digits_put_the_day_first() {
    finds(
        "es-ES",
        BuiltIn::Date,
        [
            ("3/1/2027", "20270103"),
            ("24/12", "20261224"),
            ("03-01-2027", "20270103"),
        ],
    );
    finds("es-MX", BuiltIn::Date, [("3/1/2027", "20270103")]);
    finds("es-US", BuiltIn::Date, [("3/1/2027", "20270301")]);
}

#[test]
fn other_things_are_no_dates() {
    finds_none(
        "es-ES",
        BuiltIn::Date,
        &[
            "",
            "mayo",
            "el mar",
            "buenos días",
            "a las 8 de la mañana",
            "el segundo",
            "30 de febrero",
            "5",
            "3,5",
            "en la calle",
            "hace calor",
            "un café",
        ],
    );
    answers(
        "es-ES",
        BuiltIn::Date,
        [
            ("el segundo", "20260902"),
            ("mar", "20260811"),
            ("15", "20260815"),
        ],
    );
}

#[test]
fn times() {
    finds(
        "es-ES",
        BuiltIn::Time,
        [
            ("a las tres", "0300p"),
            ("a las 15:30", "0330p"),
            ("15h30", "0330p"),
            ("a las tres y media", "0330p"),
            ("las tres y media", "0330p"),
            ("tres y cuarto", "0315p"),
            ("las tres menos cuarto", "0245p"),
            ("a las nueve menos diez", "0850a"),
            ("a la una", "0100p"),
            ("a las 8 de la mañana", "0800a"),
            ("a las ocho de la noche", "0800p"),
            ("a las 12 de la noche", "1200a"),
            ("3 p.m.", "0300p"),
            ("mediodía", "1200p"),
            ("medianoche", "1200a"),
            ("20 horas", "0800p"),
            ("en dos horas", "1220p"),
            ("en media hora", "1050a"),
        ],
    );
    finds_none(
        "es-ES",
        BuiltIn::Time,
        &[
            "",
            "3",
            "tres",
            "dos y tres",
            "tres y medio",
            "25:00",
            "las tres",
            "dos horas",
            "ahora",
        ],
    );
    answers(
        "es-ES",
        BuiltIn::Time,
        [("15", "0300p"), ("ahora", "1020a"), ("ocho", "0800a")],
    );
}

#[test]
fn cardinals() {
    finds(
        "es-ES",
        BuiltIn::Cardinal,
        [
            ("42", "42"),
            ("0042", "0042"),
            ("1.340 vuelos", "1340"),
            ("veintiuno", "21"),
            ("veintidós", "22"),
            ("treinta y cinco", "35"),
            ("cien", "100"),
            ("ciento uno", "101"),
            ("doscientos treinta y cinco", "235"),
            ("mil", "1000"),
            ("tres mil cuatrocientos", "3400"),
            ("mil novecientos noventa", "1990"),
            ("un millón doscientos mil", "1200000"),
            ("mil millones", "1000000000"),
            ("1,5 millones", "1500000"),
        ],
    );
    finds("es-MX", BuiltIn::Cardinal, [("1,340", "1340")]);
    answers(
        "es-ES",
        BuiltIn::Cardinal,
        [
            ("uno dos cero tres", "1203"),
            ("12 34", "1234"),
            ("una", "1"),
        ],
    );
    finds_none(
        "es-ES",
        BuiltIn::Cardinal,
        &["un café", "una minuta", "millones", "1,5"],
    );
}

#[test]
fn numbers_with_fractions() {
    finds(
        "es-ES",
        BuiltIn::Number,
        [
            ("3,5", json!(3.5)),
            ("tres coma veinticinco", json!(3.25)),
            ("dos y medio", json!(2.5)),
            ("menos cinco", json!(-5)),
        ],
    );
    finds("es-MX", BuiltIn::Number, [("1,234.5", json!(1234.5))]);
}

#[test]
fn ordinals_and_places() {
    finds(
        "es-ES",
        BuiltIn::Ordinal,
        [
            ("el tercero", 3),
            ("2º", 2),
            ("1.ª", 1),
            ("primera", 1),
            ("vigésimo primero", 21),
        ],
    );
    finds_none("es-ES", BuiltIn::Ordinal, &["tres", "3"]);
    finds(
        "es-ES",
        BuiltIn::Order,
        [
            ("el último", json!("max")),
            ("el siguiente", json!("succ")),
            ("quinta", json!(5)),
        ],
    );
}

#[test]
fn amounts() {
    let amount = |unit: &str, number: serde_json::Value| json!({"unit": unit, "number": number});
    finds(
        "es-ES",
        BuiltIn::Amount,
        [
            ("50 €", amount("EUR", json!(50))),
            ("14,50 €", amount("EUR", json!(14.5))),
            ("cincuenta euros", amount("EUR", json!(50))),
            ("tres euros con cincuenta", amount("EUR", json!(3.5))),
            ("tres euros y veinte céntimos", amount("EUR", json!(3.2))),
            ("50 céntimos", amount("EUR", json!(0.5))),
            ("un euro", amount("EUR", json!(1))),
            ("dos millones de euros", amount("EUR", json!(2_000_000))),
            ("20 dólares", amount("USD", json!(20))),
            ("20 dolares", amount("USD", json!(20))),
        ],
    );
    finds(
        "es-MX",
        BuiltIn::Amount,
        [
            ("$1,340.50", amount("MXN", json!(1340.5))),
            ("cien pesos", amount("MXN", json!(100))),
        ],
    );
    finds(
        "es-AR",
        BuiltIn::Amount,
        [("100 pesos", amount("ARS", json!(100)))],
    );
    finds_none("es-ES", BuiltIn::Amount, &["50", "euros", "un café"]);
    answers(
        "es-ES",
        BuiltIn::Amount,
        [
            ("12,5", amount("EUR", json!(12.5))),
            ("cien", amount("EUR", json!(100))),
        ],
    );
}

#[test]
fn measures_and_durations() {
    finds(
        "es-ES",
        BuiltIn::Distance,
        [(
            "menos de 5 km",
            json!({"modifier": "LT", "unit": "km", "number": 5}),
        )],
    );
    finds(
        "es-ES",
        BuiltIn::Temperature,
        [
            ("cinco grados bajo cero", json!({"number": -5})),
            ("23 grados centígrados", json!({"unit": "C", "number": 23})),
            ("5ºC", json!({"unit": "C", "number": 5})),
        ],
    );
    finds(
        "es-ES",
        BuiltIn::Quantity,
        [("al menos diez", json!({"modifier": "GE", "number": 10}))],
    );
    takes(
        "es-ES",
        BuiltIn::Duration,
        &[
            ("dos semanas", "dos semanas"),
            ("una hora y media", "una hora y media"),
            ("media hora", "media hora"),
            ("un par de días", "un par de dias"),
        ],
    );
    finds_none(
        "es-ES",
        BuiltIn::Duration,
        &["un minuto por favor", "un café", "horas"],
    );
}
