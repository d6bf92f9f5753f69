use std::collections::BTreeMap;

use super::{Asked, entities, hear, travel};

#[test]
fn the_published_table_is_understood() {
    let Some(travel) = travel() else { return };
    // From the project's own README, with one correction: "fly to" is an arrival there as in the samples.
    for (text, intent, expected) in [
        (
            "Book a flight to Atlanta",
            "iBookFlight",
            vec![("eArrivalCity", "Atlanta")],
        ),
        (
            "I'd like to go to Atlanta on May 4th",
            "iBookFlight",
            vec![("eArrivalCity", "Atlanta"), ("eDepartureDate", "20270504")],
        ),
        (
            "Is there a flight from New York to Phoenix?",
            "iBookFlight",
            vec![
                ("eDepartureCity", "New York City"),
                ("eArrivalCity", "Phoenix"),
            ],
        ),
        (
            "Can I fly to San Francisco?",
            "iBookFlight",
            vec![("eArrivalCity", "San Francisco")],
        ),
        (
            "I'm going to New York tomorrow",
            "iBookFlight",
            vec![
                ("eArrivalCity", "New York City"),
                ("eDepartureDate", "20260806"),
            ],
        ),
        (
            "Did I lose My luggage in New York?",
            "iFAQLostLuggage",
            vec![],
        ),
        ("Where's my luggage?", "iFAQLostLuggage", vec![]),
        (
            "I'd like to travel from Phoenix to Atlanta on July twentieth",
            "iBookFlight",
            vec![
                ("eArrivalCity", "Atlanta"),
                ("eDepartureCity", "Phoenix"),
                ("eDepartureDate", "20270720"),
            ],
        ),
        ("Yeah, is my flight on time?", "iFlightStatus", vec![]),
    ] {
        let found = hear(&travel.understanding, text, Asked::default()).unwrap();
        assert_eq!(found.intent.as_deref(), Some(intent), "{text}");
        assert_eq!(entities(&found), expected.into_iter().collect(), "{text}");
    }
}

#[test]
fn sentences_that_no_sample_has_are_understood() {
    let Some(travel) = travel() else { return };
    for (text, intent, expected) in [
        (
            "book a flight to New York from Cleveland tomorrow",
            Some("iBookFlight"),
            vec![
                ("eDepartureCity", "Cleveland"),
                ("eArrivalCity", "New York City"),
                ("eDepartureDate", "20260806"),
            ],
        ),
        (
            "please book me a flight from phoenix, well, to San Fran, next friday",
            Some("iBookFlight"),
            vec![
                ("eDepartureCity", "Phoenix"),
                ("eArrivalCity", "San Francisco"),
                ("eDepartureDate", "20260814"),
            ],
        ),
        (
            "did I lose my luggage in Phoenix?",
            Some("iFAQLostLuggage"),
            vec![],
        ),
        ("is my flight late", Some("iFlightStatus"), vec![]),
        ("i can't find my suitcase", Some("iFAQLostLuggage"), vec![]),
        ("thanks, that's it for now", Some("iAllDone"), vec![]),
        (
            "change the destination from Atlanta to Phoenix",
            None,
            vec![("eArrivalCity", "Phoenix")],
        ),
        (
            "no from Cleveland",
            None,
            vec![("eDepartureCity", "Cleveland")],
        ),
        ("on friday", None, vec![("eDepartureDate", "20260807")]),
        ("Cleveland", None, vec![("eCity", "Cleveland")]),
        (
            "make it the 21st please",
            None,
            vec![("eDepartureDate", "20260821")],
        ),
        ("i'd like to", None, vec![]),
    ] {
        let found = hear(&travel.understanding, text, Asked::default());
        let found = found.unwrap_or_else(|| panic!("no match: {text}"));
        assert_eq!(found.intent.as_deref(), intent, "{text}");
        let expected: BTreeMap<_, _> = expected.into_iter().collect();
        assert_eq!(entities(&found), expected, "{text}");
    }
}

#[test]
fn answers_fill_what_they_name_and_else_what_was_asked_for() {
    let Some(travel) = travel() else { return };
    let router = [
        "eBookFlight",
        "eArrivalCity",
        "eDepartureCity",
        "eDepartureDate",
    ];
    for (focus, text, entity, value) in [
        ("eDepartureCity", "Phoenix", "eDepartureCity", "Phoenix"),
        (
            "eDepartureCity",
            "from JFK",
            "eDepartureCity",
            "New York City",
        ),
        (
            "eDepartureCity",
            "uh, cleveland please",
            "eDepartureCity",
            "Cleveland",
        ),
        ("eDepartureCity", "to Phoenix", "eArrivalCity", "Phoenix"),
        ("eDepartureDate", "tomorrow", "eDepartureDate", "20260806"),
        ("eBookFlight", "tomorrow", "eDepartureDate", "20260806"),
        ("eConfirmFlight", "yes", "eConfirmFlight", "yes"),
        ("eConfirmFlightLookup", "nope", "eConfirmFlightLookup", "no"),
        (
            "eConfirmFlightLookup",
            "yes please look them up",
            "eConfirmFlightLookup",
            "yes",
        ),
        (
            "eConfirmFlightLookup",
            "No actually I want to leave from Atlanta",
            "eDepartureCity",
            "Atlanta",
        ),
    ] {
        let asked = Asked {
            focus: Some(focus),
            router: &router,
            ..Asked::default()
        };
        let found = hear(&travel.understanding, text, asked).unwrap();
        assert_eq!(found.intent, None, "{focus}: {text}");
        assert_eq!(
            entities(&found),
            [(entity, value)].into(),
            "{focus}: {text}"
        );
    }
}

#[test]
fn a_command_that_works_nowhere_else_does_not_hide_a_sample() {
    let Some(travel) = travel() else { return };
    let intent = |text: &str, commands: &[&str]| {
        let found = hear(
            &travel.understanding,
            text,
            Asked {
                commands,
                ..Asked::default()
            },
        )
        .unwrap();
        (
            found.intent.clone(),
            found.entities.first().map(|entity| entity.value.clone()),
        )
    };
    assert_eq!(
        intent("flight status", &["escalate"]),
        (Some("iFlightStatus".into()), None)
    );
    assert_eq!(
        intent("flight status", &["flight status"]),
        (None, Some("flight status".into()))
    );
    assert_eq!(
        intent("Human agent", &["escalate"]),
        (None, Some("escalate".into()))
    );
    assert_eq!(
        intent("all the cities", &["cities"]),
        (None, Some("cities".into()))
    );
}

#[test]
fn random_strings_are_no_match() {
    let Some(travel) = travel() else { return };
    for text in [
        "asdf",
        "qwe rty uio",
        "zzz 123 !!!",
        "🦀🦀",
        "lorem ipsum dolor sit amet",
        "wubba lubba dub dub",
        "%$#@",
        "1234567",
        "the quick brown fox jumps over the lazy dog",
        "how do magnets work",
        "tell me a joke",
    ] {
        let found = hear(&travel.understanding, text, Asked::default());
        assert_eq!(found, None, "{text}");
    }
}
