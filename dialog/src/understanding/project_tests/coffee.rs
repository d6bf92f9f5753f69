use super::{Asked, entities, export, hear};

#[test]
fn an_order_in_words_of_its_own_is_understood() {
    let coffee = export("../examples/coffee").unwrap();
    let (order, nothing) = (Some("ORDER_COFFEE"), None);
    for (focus, text, intent, expected) in [
        (
            None,
            "I want a double espresso",
            order,
            vec![("COFFEE_SIZE", "large"), ("COFFEE_TYPE", "espresso")],
        ),
        (
            None,
            "could you make me a small mocha please",
            order,
            vec![("COFFEE_SIZE", "small"), ("COFFEE_TYPE", "mocha")],
        ),
        (
            None,
            "a cappuccino, large",
            nothing,
            vec![("COFFEE_SIZE", "large"), ("COFFEE_TYPE", "cappuccino")],
        ),
        (
            Some("COFFEE_SIZE"),
            "espresso",
            nothing,
            vec![("COFFEE_TYPE", "espresso")],
        ),
        (
            Some("COFFEE_TYPE"),
            "a large one",
            nothing,
            vec![("COFFEE_SIZE", "large")],
        ),
        (
            Some("COFFEE_TYPE"),
            "double espresso",
            nothing,
            vec![("COFFEE_SIZE", "large"), ("COFFEE_TYPE", "espresso")],
        ),
        (Some("answer"), "yes", nothing, vec![("answer", "yes")]),
        (Some("answer"), "nope", nothing, vec![("answer", "no")]),
    ] {
        let asked = Asked {
            focus,
            router: &["COFFEE_TYPE", "COFFEE_SIZE"],
            ..Asked::default()
        };
        let found = hear(&coffee.understanding, text, asked).unwrap();
        assert_eq!(found.intent.as_deref(), intent, "{text}");
        assert_eq!(entities(&found), expected.into_iter().collect(), "{text}");
    }
}
