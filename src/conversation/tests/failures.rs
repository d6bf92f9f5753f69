//! What goes wrong, what the visitor is told, what can be done.

use super::replies::{data_access, go_on, latency, question, sizes};
use super::scene::{Scene, busy, maybe_left, status, unreachable};
use crate::conversation::{
    Call, CallAnswer, Composer, Data, Delivery, Event, Failure, GrpcCode, HostEvent, Notice,
    Remedy, ReplyError, SessionChange, Ticket, TicketError, TimerKind,
};

fn html() -> Failure {
    Failure::NotDialogService {
        content_type: "text/html".to_owned(),
    }
}

/// Every class of failure that a visitor can do something about.
fn failures() -> [(Failure, Notice, i32); 9] {
    [
        (maybe_left(), Notice::CannotConnect, 14),
        (Failure::Cut, Notice::CannotConnect, 14),
        (html(), Notice::WrongAddress, 2),
        (Failure::DeadlineExceeded, Notice::TimedOut, 4),
        (
            Failure::BadReply(ReplyError::NoAction),
            Notice::ServiceFailed,
            13,
        ),
        (
            status(GrpcCode::Internal, "fault"),
            Notice::ServiceFailed,
            13,
        ),
        (
            status(GrpcCode::Unauthenticated, "expired"),
            Notice::ServiceFailed,
            16,
        ),
        (
            status(GrpcCode::Unavailable, "busy"),
            Notice::CannotConnect,
            14,
        ),
        (
            status(GrpcCode::DeadlineExceeded, "slow"),
            Notice::TimedOut,
            4,
        ),
    ]
}

#[test]
fn a_message_that_does_not_arrive_stays_and_can_be_sent_again() {
    for (failure, notice, code) in failures() {
        let mut scene = Scene::asked(question("What can I get you?"));
        scene.say_with(1, "espresso");
        scene.fail(failure.clone());
        assert_eq!(scene.deliveries(), [Delivery::Failed], "{failure}");
        assert_eq!(scene.conversation.notice(), Some(notice));
        assert_eq!(
            scene.conversation.retryable_entry(),
            Some(scene.conversation.transcript()[1].id)
        );
        assert_eq!(scene.errors(), [(code, failure.to_string())]);
        assert_eq!(
            scene.settled,
            [(Ticket(1), Err(TicketError::Failed(failure)))]
        );
        assert!(!scene.conversation.is_typing());

        scene.happen(Event::Retry);
        assert_eq!(scene.sending(), "espresso");
        assert_eq!(scene.deliveries(), [Delivery::Sending]);
        assert_eq!(scene.conversation.notice(), None);
        scene.answer(question("Which size?"));
        assert_eq!(scene.deliveries(), [Delivery::Delivered]);
        assert_eq!(
            scene.lines(),
            [
                "bot: What can I get you?",
                "user: espresso",
                "bot: Which size?"
            ]
        );
    }
}

#[test]
fn a_greeting_that_fails_is_explained_and_can_be_tried_again() {
    for (failure, notice, code) in failures() {
        let mut scene = Scene::new();
        scene.happen(Event::Open);
        scene.start("session-1");
        scene.fail(failure);
        assert_eq!(scene.conversation.notice(), Some(notice));
        assert_eq!(notice.remedy(), Some(Remedy::Retry));
        assert_eq!(scene.errors()[0].0, code);
        scene.happen(Event::Retry);
        assert!(scene.executing().payload.is_some());
        scene.answer(question("Welcome"));
        assert_eq!(scene.lines(), ["bot: Welcome"]);
    }
}

#[test]
fn a_start_that_fails_is_explained_and_can_be_tried_again() {
    for (failure, notice, code) in failures() {
        let mut scene = Scene::new();
        scene.happen(Event::Open);
        scene.fail_for_good(&failure);
        assert_eq!(scene.conversation.notice(), Some(notice));
        assert_eq!(scene.errors(), [(code, failure.to_string())]);
        scene.happen(Event::Retry);
        assert!(matches!(scene.call(), Call::Start(_)));
        scene.start("session-1");
        scene.answer(question("Welcome"));
        assert_eq!(scene.conversation.notice(), None);
    }
}

#[test]
fn a_start_that_gets_no_answer_is_made_again_three_times() {
    for failure in [unreachable(), maybe_left(), Failure::Cut] {
        let mut scene = Scene::new();
        scene.happen(Event::Open);
        for pause in [500, 1000, 2000] {
            scene.fail(failure.clone());
            assert_eq!(scene.conversation.notice(), None);
            assert!(scene.conversation.is_typing());
            scene.wait(pause - 1);
            assert_eq!(scene.calls, []);
            scene.wait(1);
            assert!(matches!(scene.call(), Call::Start(_)));
        }
        scene.fail(failure);
        assert_eq!(scene.conversation.notice(), Some(Notice::CannotConnect));
        assert_eq!(scene.errors().len(), 1);
        assert_eq!(scene.running_timers(), []);
    }
}

#[test]
fn a_message_that_cannot_leave_is_sent_again_three_times() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    for pause in [500, 1000, 2000] {
        scene.fail(unreachable());
        assert_eq!(scene.deliveries(), [Delivery::Sending]);
        assert_eq!(scene.running_timers()[0].kind, TimerKind::Backoff);
        scene.wait(pause);
        assert_eq!(scene.sending(), "espresso");
    }
    scene.fail(unreachable());
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    assert_eq!(scene.errors().len(), 1);
    scene.happen(Event::Retry);
    scene.fail(unreachable());
    assert_eq!(
        scene.running_timers().len(),
        1,
        "a retry has all its attempts again"
    );
}

#[test]
fn a_message_that_may_have_left_is_not_sent_again_unasked() {
    for failure in [maybe_left(), Failure::Cut, Failure::DeadlineExceeded] {
        let mut scene = Scene::asked(question("What can I get you?"));
        scene.say("espresso");
        scene.fail(failure);
        scene.wait(60_000);
        assert_eq!(scene.calls, []);
    }
}

#[test]
fn a_busy_service_is_waited_for_as_long_as_it_says() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.fail(busy(7));
    assert_eq!(scene.conversation.notice(), Some(Notice::Busy));
    assert_eq!(Notice::Busy.remedy(), None);
    assert!(!scene.conversation.is_typing());
    assert_eq!(scene.running_timers()[0].kind, TimerKind::Busy);
    scene.wait(6_999);
    assert_eq!(scene.calls, []);
    scene.wait(1);
    assert_eq!(scene.sending(), "espresso");
    assert_eq!(scene.conversation.notice(), None);
    scene.answer(question("Which size?"));
    assert_eq!(scene.errors(), []);
}

#[test]
fn a_service_that_is_busy_for_longer_than_a_call_may_take_is_left_to_the_visitor() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.fail(busy(20));
    assert_eq!(scene.conversation.notice(), Some(Notice::TooBusy));
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    assert_eq!(scene.errors()[0].0, 8);
}

#[test]
fn a_service_that_stays_busy_is_tried_four_times() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    for _ in 0..3 {
        scene.fail(busy(1));
        scene.wait(2_000);
    }
    scene.fail(busy(1));
    assert_eq!(scene.conversation.notice(), Some(Notice::TooBusy));
}

#[test]
fn a_token_that_cannot_be_had_is_asked_for_again_where_nothing_answered() {
    let no_token = |unreachable| Failure::NoToken {
        reason: "HTTP 500".to_owned(),
        unreachable,
    };
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.fail(no_token(true));
    scene.wait(500);
    assert_eq!(scene.sending(), "espresso");
    scene.fail(no_token(false));
    assert_eq!(scene.conversation.notice(), Some(Notice::ServiceFailed));
    assert_eq!(
        scene.errors(),
        [(16, "there is no access token: HTTP 500".to_owned())]
    );
}

#[test]
fn an_unknown_session_is_over_and_a_new_one_is_offered() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say_with(1, "espresso");
    scene.say_with(2, "please");
    let told = scene.events.len();
    let gone = status(GrpcCode::NotFound, "Could not find session for [session-1]");
    scene.fail(gone.clone());
    assert_eq!(scene.deliveries(), [Delivery::Failed, Delivery::Failed]);
    assert_eq!(scene.conversation.notice(), Some(Notice::SessionLost));
    assert_eq!(Notice::SessionLost.remedy(), Some(Remedy::Restart));
    assert!(scene.conversation.can_restart());
    assert_eq!(scene.conversation.composer(), Composer::Closed);
    assert_eq!(scene.conversation.session_id(), None);
    let HostEvent::Session { session_id, state } = &scene.events[told] else {
        panic!("no session event")
    };
    assert_eq!(
        (session_id.as_str(), *state),
        ("session-1", SessionChange::Expired)
    );
    assert_eq!(scene.events[told + 1], HostEvent::from(&gone));
    assert!(matches!(
        scene.events[told + 1],
        HostEvent::Error {
            code: 5,
            status: "NOT_FOUND",
            retryable: false,
            ..
        }
    ));
    assert_eq!(scene.settled.len(), 2);

    scene.happen(Event::Restart { ticket: None });
    assert!(
        matches!(scene.call(), Call::Start(_)),
        "a lost session is not stopped"
    );
}

#[test]
fn an_unknown_model_is_no_lost_session() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    scene.fail(status(GrpcCode::NotFound, "unknown model"));
    assert_eq!(scene.conversation.notice(), Some(Notice::UnknownModel));
    assert_eq!(Notice::UnknownModel.remedy(), Some(Remedy::Restart));
    scene.happen(Event::Restart { ticket: None });
    assert!(matches!(scene.call(), Call::Start(_)));
}

#[test]
fn returned_data_that_does_not_arrive_can_be_sent_again() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.answer(data_access(
        "get_coffee_price",
        "One moment",
        latency(500, 0),
    ));
    scene.fetched(Data::new());
    scene.fail(Failure::Cut);
    assert_eq!(scene.conversation.notice(), Some(Notice::CannotConnect));
    assert_eq!(scene.deliveries(), [Delivery::Delivered]);
    assert_eq!(scene.conversation.retryable_entry(), None);
    scene.happen(Event::Retry);
    assert_eq!(
        scene
            .executing()
            .payload
            .clone()
            .unwrap()
            .requested_data
            .unwrap()
            .id,
        "get_coffee_price"
    );
    assert_eq!(scene.requests, [], "the page is not asked twice");
}

#[test]
fn a_new_text_goes_out_instead_of_one_that_did_not_arrive() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.fail(Failure::Cut);
    scene.say("a latte");
    assert_eq!(scene.sending(), "a latte");
    assert_eq!(scene.deliveries(), [Delivery::Failed, Delivery::Sending]);
    scene.answer(question("Which size?"));
    assert_eq!(scene.deliveries(), [Delivery::Failed, Delivery::Delivered]);
    assert_eq!(scene.conversation.retryable_entry(), None);
    scene.happen(Event::Retry);
    assert_eq!(scene.calls, []);
}

#[test]
fn a_pick_that_did_not_arrive_can_be_made_anew() {
    let mut scene = Scene::asked(sizes());
    scene.pick("COFFEE_SIZE", "sml");
    scene.fail(Failure::Cut);
    assert_eq!(scene.conversation.question().unwrap().selectables.len(), 2);
    scene.pick("COFFEE_SIZE", "lrg");
    assert_eq!(scene.deliveries(), [Delivery::Failed, Delivery::Sending]);
}

#[test]
fn a_new_text_waits_for_what_the_conversation_itself_owes() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.answer(go_on("ChargeCard", "One moment", latency(500, 0)));
    scene.fail(Failure::Cut);
    scene.say("hello?");
    assert_eq!(scene.executing().payload, None);
    assert_eq!(scene.deliveries(), [Delivery::Delivered, Delivery::Waiting]);
    scene.answer(question("Anything else?"));
    assert_eq!(scene.sending(), "hello?");
}

#[test]
fn a_new_text_after_a_failed_start_starts_again() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    scene.fail(html());
    scene.say("hello?");
    assert!(matches!(scene.call(), Call::Start(_)));
    scene.start("session-1");
    scene.answer(question("Welcome"));
    assert_eq!(scene.sending(), "hello?");
}

#[test]
fn texts_that_wait_behind_a_failed_one_go_out_after_it() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.say("large");
    scene.fail(Failure::Cut);
    assert_eq!(scene.deliveries(), [Delivery::Failed, Delivery::Waiting]);
    scene.happen(Event::Retry);
    scene.answer(question("Which size?"));
    assert_eq!(scene.sending(), "large");
}

#[test]
fn a_new_text_goes_behind_those_that_wait_already() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.say("large");
    scene.fail(Failure::Cut);
    scene.say("please");
    assert_eq!(scene.sending(), "large");
    let HostEvent::Error { .. } = &scene.events[scene.events.len() - 2] else {
        panic!("something was told between the error and the text")
    };
    let HostEvent::Message(told) = &scene.events[scene.events.len() - 1] else {
        panic!("the text was not told")
    };
    assert_eq!(told.delivery, Some(Delivery::Waiting));
    scene.answer(question("Which size?"));
    assert_eq!(scene.sending(), "please");
}

#[test]
fn an_answer_to_another_call_is_a_bad_reply() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.end_call(Ok(CallAnswer::Stopped));
    assert_eq!(
        scene.errors(),
        [(13, "the dialog service answered another call".to_owned())]
    );
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
}

#[test]
fn a_retry_when_nothing_failed_does_nothing() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::Retry);
    assert_eq!(scene.calls, []);
    assert!(scene.conversation.question().is_some());
}
