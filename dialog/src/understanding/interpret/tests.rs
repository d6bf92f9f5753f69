//! The seven rules on a small coffee shop.

mod wording;

use jiff::civil::datetime;
use serde_json::Value;

use crate::understanding::{
    CommandContext, EntityDeclaration, Interpretation, Ontology, Outcome, Query, RecentEntity,
    TrainingData, Understanding, Wordsets,
};

const COFFEE: &str = r#"<project><ontology>
    <intents>
        <intent name="iOrder"><links>
            <link conceptref="eSize"/><link conceptref="eType"/><link conceptref="eDay"/><link conceptref="ePlace"/><link conceptref="eFrom"/>
            <link conceptref="eCode"/><link conceptref="ePrice"/><link conceptref="eNote"/>
        </links></intent>
        <intent name="iHours"><links><link conceptref="eDay"/></links></intent>
        <intent name="iBuy"><links><link conceptref="eBag"/></links></intent>
    </intents>
    <concepts>
        <concept name="eSize"/><concept name="eType"/><concept name="eCommand"/><concept name="ePlace" dynamic="true"/>
        <concept name="eFrom"><relations><relation type="isA" conceptref="ePlace"/></relations></concept>
        <concept name="eDay"><relations><relation type="isA" conceptref="DATE"/><relation type="hasReferrers" conceptref="REF_MOMENT"/></relations></concept>
        <concept name="eVisit"><relations><relation type="isA" conceptref="DATE"/><relation type="hasReferrers" conceptref="REF_MOMENT"/></relations></concept>
        <concept name="eBag"><relations><relation type="hasA" conceptref="eBeans"/></relations></concept><concept name="eBeans"/>
        <concept name="eOk"><relations><relation type="isA" conceptref="YES_NO"/></relations></concept>
        <concept name="ePrice"><relations><relation type="isA" conceptref="nuance_AMOUNT"/></relations></concept>
        <concept name="eCode"><regex>[A-Z]{2}\d{3}</regex></concept>
        <concept name="ePhone"><regex>\(?\d{3}\)? \d{4}</regex></concept>
        <concept name="eNote" freetext="true"/>
    </concepts></ontology>
    <dictionaries>
        <dictionary conceptref="eSize"><entry literal="double" value="D"/><entry literal="single" value="S"/></dictionary>
        <dictionary conceptref="eType"><entry literal="espresso" value="espresso"/><entry literal="flat white" value="flat"/></dictionary>
        <dictionary conceptref="ePlace"><entry literal="harbour" value="Harbour"/></dictionary>
        <dictionary conceptref="eCommand"><entry literal="agent" value="escalate"/><entry literal="opening hours" value="hours"/></dictionary>
    </dictionaries>
    <samples>
        <sample intentref="iOrder">I want a<annotation conceptref="eSize">double</annotation><annotation conceptref="eType">espresso</annotation></sample>
        <sample intentref="iOrder">i'd like a coffee</sample>
        <sample intentref="iOrder">can i get some coffee to go</sample>
        <sample intentref="iOrder">order<annotation conceptref="eType">espresso</annotation>to<annotation conceptref="ePlace">harbour</annotation></sample>
        <sample intentref="iOrder">coffee from<annotation conceptref="eFrom"><annotation conceptref="ePlace">harbour</annotation></annotation></sample>
        <sample intentref="iOrder">bring one<annotation conceptref="ePlace"><annotation conceptref="REF_PLACE">there</annotation></annotation></sample>
        <sample intentref="iHours">opening hours</sample>
        <sample intentref="iHours">when do you open</sample>
        <sample intentref="iHours">what are the hours<annotation conceptref="eDay"><annotation conceptref="REF_MOMENT">then</annotation></annotation></sample>
        <sample intentref="iBuy">sell me a bag of<annotation conceptref="eBag"><annotation conceptref="eBeans">arabica</annotation>beans</annotation></sample>
        <sample intentref="iHours">are you open on<annotation conceptref="eDay"><annotation conceptref="DATE">sunday</annotation></annotation></sample>
        <sample intentref="NO_INTENT">make it<annotation conceptref="eSize">single</annotation>not double</sample>
        <sample intentref="NO_INTENT"><annotation conceptref="eCommand">a human</annotation></sample>
        <sample intentref="NO_INTENT">double trouble</sample>
        <sample intentref="NO_INTENT">i would like</sample>
        <sample intentref="NO_INTENT">get me<annotation conceptref="eCommand">a human</annotation>now</sample>
        <sample intentref="iOrder">write on the<annotation conceptref="eType">espresso</annotation>that<annotation conceptref="eNote">happy birthday</annotation></sample>
    </samples></project>"#;

/// What the dialog knows, with nothing asked for unless a test says so.
#[derive(Default)]
struct Asking<'a> {
    focus: Option<&'a str>,
    router: &'a [&'a str],
    commands: &'a [&'a str],
    wordsets: Value,
    recent: &'a [RecentEntity<'a>],
}

impl Asking<'_> {
    fn understands(&self, text: &str) -> Option<Interpretation> {
        let data = TrainingData::parse(COFFEE).unwrap();
        let predefined = [("DATE", "nuance_CALENDARX"), ("YES_NO", "nuance_BOOLEAN")];
        let entities = predefined.map(|(name, parent)| EntityDeclaration {
            name: name.into(),
            parents: vec![parent.into()],
        });
        let ontology = Ontology {
            entities: entities.into(),
        };
        let (understanding, problems) = Understanding::train("en-US", &data, &ontology);
        assert_eq!(problems, []);
        let outcome = understanding.interpret(&Query {
            text,
            focus: self.focus,
            router_entities: self.router,
            command: Some(CommandContext {
                entity: "eCommand",
                active_values: self.commands,
            }),
            wordsets: &Wordsets::from_value(&self.wordsets),
            recent: self.recent,
            now: datetime(2026, 8, 5, 12, 0, 0, 0),
            confidence_low: 0.3,
        });
        match outcome {
            Outcome::NoMatch => None,
            Outcome::Match(found) => Some(found),
        }
    }

    /// The outcome as `intent entity=value ...`, or `no match`.
    fn hears(&self, text: &str) -> String {
        let Some(found) = self.understands(text) else {
            return "no match".to_owned();
        };
        let intent = found.intent.unwrap_or("-".to_owned());
        let values = found.entities.iter().map(|entity| match &entity.value {
            Value::String(value) => format!(" {}={value}", entity.name),
            value => format!(" {}={value}", entity.name),
        });
        intent + &values.collect::<String>()
    }
}

fn asked(focus: &str) -> Asking<'_> {
    Asking {
        focus: Some(focus),
        ..Asking::default()
    }
}

#[test]
fn a_value_of_the_entity_in_focus_answers_the_question() {
    for (focus, text, outcome) in [
        ("eSize", "Double!", "- eSize=D"),
        ("eType", "flat white", "- eType=flat"),
        ("eFrom", "harbour", "- eFrom=Harbour"),
        ("eOk", "yep", "- eOk=yes"),
        ("eDay", "tomorrow", "- eDay=20260806"),
        ("eCode", "ab123", "- eCode=ab123"),
        ("eCode", "ab123.", "- eCode=ab123"),
        ("ePhone", " (555) 0100 ", "- ePhone=(555) 0100"),
        ("ePrice", "50", r#"- ePrice={"number":50,"unit":"USD"}"#),
    ] {
        assert_eq!(asked(focus).hears(text), outcome, "{focus}: {text}");
    }
}

#[test]
fn a_command_works_only_where_it_is_active() {
    let active = Asking {
        commands: &["escalate", "hours", "a human"],
        ..Asking::default()
    };
    assert_eq!(active.hears("Agent"), "- eCommand=escalate");
    assert_eq!(active.hears("opening hours"), "- eCommand=hours");
    assert_eq!(active.hears("a human"), "- eCommand=a human");
    assert_eq!(Asking::default().hears("opening hours"), "iHours");
    assert_eq!(Asking::default().hears("agent"), "no match");
    assert_eq!(Asking::default().hears("a human"), "-");
}

#[test]
fn a_sample_word_by_word_has_its_intent_and_its_annotations_only() {
    assert_eq!(
        Asking::default().hears("i want a double ESPRESSO"),
        "iOrder eSize=D eType=espresso"
    );
    assert_eq!(Asking::default().hears("Double trouble."), "-");
    assert_eq!(
        Asking::default().hears("make it single, not double"),
        "- eSize=S"
    );
}

#[test]
fn a_sample_with_other_values_keeps_its_meaning() {
    assert_eq!(
        Asking::default().hears("I want a single flat white"),
        "iOrder eSize=S eType=flat"
    );
    assert_eq!(
        Asking::default().hears("make it double not single"),
        "- eSize=D"
    );
    assert_eq!(
        Asking::default().hears("are you open on friday?"),
        "iHours eDay=20260807"
    );
}

#[test]
fn values_in_any_order_answer_a_router() {
    let asking = Asking {
        focus: Some("eSize"),
        router: &["eSize", "eType"],
        ..Asking::default()
    };
    for (text, outcome) in [
        ("espresso", "- eType=espresso"),
        ("an espresso please", "- eType=espresso"),
        ("espresso, double", "- eType=espresso eSize=D"),
        ("a double", "- eSize=D"),
        ("double espresso thanks", "- eSize=D eType=espresso"),
    ] {
        assert_eq!(asking.hears(text), outcome, "{text}");
    }
}

#[test]
fn the_last_mention_of_an_entity_counts() {
    assert_eq!(asked("eSize").hears("a double, no, a single"), "- eSize=S");
}

#[test]
fn new_sentences_get_their_intent_with_the_entities_that_it_may_carry() {
    for (text, outcome) in [
        ("i'd like an espresso to go", "iOrder eType=espresso"),
        (
            "can i get a double flat white to go",
            "iOrder eSize=D eType=flat",
        ),
        ("when are you open tomorrow", "iHours eDay=20260806"),
        ("do you open on friday for a double", "iHours eDay=20260807"),
    ] {
        assert_eq!(Asking::default().hears(text), outcome, "{text}");
    }
}

#[test]
fn a_first_yes_or_no_counts_when_nothing_else_was_said() {
    assert_eq!(asked("eOk").hears("yes do that"), "- eOk=yes");
    assert_eq!(
        asked("eOk").hears("no i would like something else"),
        "- eOk=no"
    );
    assert_eq!(asked("eOk").hears("no, a single"), "- eSize=S");
    assert_eq!(asked("eSize").hears("yes do that"), "no match");
}

#[test]
fn what_nobody_knows_is_no_match_unless_a_value_was_found() {
    for text in [
        "",
        "   ",
        "?!",
        "xyzzy",
        "qwertz uiop asdf",
        "the square root of minus seven",
    ] {
        assert_eq!(Asking::default().hears(text), "no match", "{text}");
    }
    assert_eq!(
        Asking::default().hears("xyzzy espresso qwertz uiop"),
        "- eType=espresso"
    );
}

#[test]
fn literals_and_offsets_are_those_of_the_text_as_written() {
    let data = TrainingData::parse(COFFEE).unwrap();
    let (understanding, _) = Understanding::train("en-US", &data, &Ontology::default());
    let text = "  Ça alors: a Flat   White";
    let outcome = understanding.interpret(&Query {
        text,
        focus: None,
        router_entities: &[],
        command: None,
        wordsets: &Wordsets::default(),
        recent: &[],
        now: datetime(2026, 8, 5, 12, 0, 0, 0),
        confidence_low: 0.3,
    });
    let Outcome::Match(found) = outcome else {
        panic!("no match")
    };
    let entity = &found.entities[0];
    assert_eq!(
        (entity.literal.as_str(), entity.start, entity.end),
        ("Flat   White", 14, 26)
    );
    let cut: String = text
        .chars()
        .skip(entity.start)
        .take(entity.end - entity.start)
        .collect();
    assert_eq!(cut, entity.literal);
    assert_eq!(found.literal, text.trim());
}

#[test]
fn five_megabytes_of_text_are_answered_at_once() {
    for text in [
        "double ".repeat(750_000),
        "x".repeat(5_000_000),
        " ".repeat(5_000_000),
        "1,".repeat(2_500_000),
    ] {
        let started = std::time::Instant::now();
        let outcome = asked("eType").hears(&text);
        assert!(started.elapsed().as_secs() < 5, "{outcome}");
    }
}
