//! What a text may be besides: mistyped, carrying free text, referring to what was said.

use serde_json::{Value, json};

use super::{Asking, asked};
use crate::understanding::RecentEntity;

#[test]
fn free_text_is_taken_as_it_stands_unless_it_is_a_command_or_an_intent() {
    let asking = Asking {
        focus: Some("eNote"),
        commands: &["escalate"],
        ..Asking::default()
    };
    assert_eq!(
        asking.hears(" Ring twice, the Bell's broken! "),
        "- eNote=Ring twice, the Bell's broken!"
    );
    assert_eq!(asking.hears("double trouble"), "- eNote=double trouble");
    assert_eq!(asking.hears("agent"), "- eCommand=escalate");
    assert_eq!(asking.hears("when do you open"), "iHours");
}

#[test]
fn wordsets_add_to_the_exported_literals() {
    let wordsets = json!({"ePlace": [{"literal": "north pier", "canonical": "NP"}]});
    let session = |focus| Asking {
        focus,
        wordsets: wordsets.clone(),
        ..Asking::default()
    };
    assert_eq!(session(Some("ePlace")).hears("North Pier"), "- ePlace=NP");
    assert_eq!(session(Some("eFrom")).hears("North Pier"), "- eFrom=NP");
    assert_eq!(session(Some("ePlace")).hears("harbour"), "- ePlace=Harbour");
    assert_eq!(
        session(None).hears("order flat white to north pier"),
        "iOrder eType=flat ePlace=NP"
    );
    assert_eq!(
        session(None).hears("coffee from north pier"),
        "iOrder eFrom=NP"
    );
}

#[test]
fn a_reference_takes_the_value_said_before_or_is_dropped() {
    let value = Value::from("Harbour");
    let recent = [RecentEntity {
        name: "eFrom",
        value: &value,
    }];
    let asking = Asking {
        recent: &recent,
        ..Asking::default()
    };
    assert_eq!(asking.hears("bring one there"), "iOrder ePlace=Harbour");
    assert_eq!(Asking::default().hears("bring one there"), "iOrder");
}

#[test]
fn a_mistyped_word_is_taken_for_the_one_it_nearly_is() {
    for (focus, text, outcome) in [
        (Some("eType"), "expresso", "- eType=espresso"),
        (
            None,
            "i want a duoble espreso",
            "iOrder eSize=D eType=espresso",
        ),
        (None, "when do yuo opne", "iHours"),
        (Some("ePlace"), "harbuor", "- ePlace=Harbour"),
        (Some("eDay"), "tomorow", "- eDay=20260806"),
        (Some("eNote"), "expresso", "- eNote=expresso"),
    ] {
        let asking = Asking {
            focus,
            ..Asking::default()
        };
        assert_eq!(asking.hears(text), outcome, "{text}");
    }
    let wordsets = json!({"ePlace": [{"literal": "north pier", "canonical": "NP"}, {"literal": "south pier"}]});
    let session = Asking {
        focus: Some("ePlace"),
        wordsets,
        ..Asking::default()
    };
    assert_eq!(session.hears("Nortj pier"), "- ePlace=NP");
    assert_eq!(session.hears("morth pier"), "no match");
}

#[test]
fn a_mistyped_word_takes_certainty_away() {
    let sure = asked("eType").understands("espresso").unwrap();
    let unsure = asked("eType").understands("expresso").unwrap();
    assert!(unsure.confidence < sure.confidence);
    assert!(unsure.entities[0].confidence < sure.entities[0].confidence);
    assert_eq!(unsure.entities[0].literal, "expresso");
}

#[test]
fn a_command_inside_a_sentence_is_heard_where_samples_have_it_there() {
    let active = Asking {
        commands: &["escalate", "hours"],
        ..Asking::default()
    };
    assert_eq!(active.hears("get me agent now"), "- eCommand=escalate");
    assert_eq!(active.hears("get me opening hours now"), "- eCommand=hours");
    assert_eq!(active.hears("agent please"), "- eCommand=escalate");
    assert_eq!(active.hears("agemt"), "- eCommand=escalate");
    assert_eq!(Asking::default().hears("get me a human now"), "-");
}

#[test]
fn free_text_is_cut_out_of_the_words_that_samples_put_around_it() {
    assert_eq!(
        Asking::default().hears("write on the flat white that I miss you, Sam!"),
        "iOrder eType=flat eNote=I miss you, Sam"
    );
    assert_eq!(
        asked("eNote").hears("write on the espresso that all is well"),
        "- eNote=all is well"
    );
    assert_eq!(
        Asking::default().hears("write on the espresso that happy birthday"),
        "iOrder eType=espresso eNote=happy birthday"
    );
}

#[test]
fn a_question_for_an_entity_is_not_left_for_a_guess() {
    let guess = Asking::default().understands("do open xyzzy").unwrap();
    assert_eq!(guess.intent.as_deref(), Some("iHours"));
    assert!(guess.confidence < 0.7, "{}", guess.confidence);
    assert_eq!(asked("eSize").hears("xyzzy qwertz open"), "no match");
    assert_eq!(asked("eSize").hears("when do you open"), "iHours");
}

#[test]
fn a_reference_to_a_date_takes_the_date_said_before() {
    let value = Value::from("20260807");
    let recent = [RecentEntity {
        name: "eVisit",
        value: &value,
    }];
    let asking = Asking {
        recent: &recent,
        ..Asking::default()
    };
    assert_eq!(
        asking.hears("what are the hours then"),
        "iHours eDay=20260807"
    );
    assert_eq!(asking.hears("are you open then"), "iHours eDay=20260807");
}

#[test]
fn an_intent_carries_the_parts_of_what_it_is_linked_to() {
    assert_eq!(
        Asking::default().hears("please sell me a bag of arabica"),
        "iBuy eBeans=arabica"
    );
}
