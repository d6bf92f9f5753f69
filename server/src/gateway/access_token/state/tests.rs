use super::*;

const LIFETIME: Duration = Duration::from_secs(900);

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// What a caller is told, and the number of the token that it is given.
fn told(state: &mut TokenState, second: i64) -> (&'static str, u64) {
    match state.demand(at(second)) {
        Demand::Use(token) => ("use", token.number),
        Demand::UseAndRequest(token) => ("use and request", token.number),
        Demand::Request => ("request", 0),
        Demand::Wait => ("wait", 0),
        Demand::Fail(_) => ("fail", 0),
    }
}

/// The token that a caller is given.
fn held(state: &mut TokenState, second: i64) -> UpstreamToken {
    match state.demand(at(second)) {
        Demand::Use(token) | Demand::UseAndRequest(token) => token,
        other => panic!("{other:?} is no token"),
    }
}

fn with_token() -> TokenState {
    let mut state = TokenState::default();
    state.demand(at(0));
    assert!(state.granted(at(0), "a", LIFETIME));
    state
}

#[test]
fn the_first_caller_makes_the_request_and_the_others_wait_for_it() {
    let mut state = TokenState::default();
    assert_eq!(told(&mut state, 0), ("request", 0));
    assert_eq!(told(&mut state, 0), ("wait", 0));
    assert!(state.granted(at(1), "a", LIFETIME));
    assert_eq!(told(&mut state, 1), ("use", 1));
}

#[test]
fn one_caller_refreshes_ahead_of_the_end_and_nobody_waits() {
    let mut state = with_token();
    assert_eq!(told(&mut state, 839), ("use", 1));
    assert_eq!(told(&mut state, 840), ("use and request", 1));
    assert_eq!(told(&mut state, 841), ("use", 1));
    assert!(state.granted(at(842), "b", LIFETIME));
    assert_eq!(told(&mut state, 842), ("use", 2));
}

#[test]
fn a_token_is_not_sent_when_it_may_end_on_the_way() {
    let mut state = with_token();
    assert_eq!(told(&mut state, 894).0, "use and request");
    assert_eq!(told(&mut state, 895), ("wait", 0));
}

#[test]
fn a_short_lived_token_is_used_for_most_of_its_life() {
    let mut state = TokenState::default();
    state.demand(at(0));
    assert!(state.granted(at(0), "a", Duration::from_secs(10)));
    assert_eq!(told(&mut state, 7), ("use", 1));
    assert_eq!(told(&mut state, 8), ("use and request", 1));
    assert_eq!(told(&mut state, 10), ("wait", 0));
}

#[test]
fn a_failed_refresh_pauses_and_the_old_token_serves_meanwhile() {
    let mut state = with_token();
    assert_eq!(told(&mut state, 840).0, "use and request");
    state.failed(at(840), TokenFailure::Unreachable, u8::MAX);
    assert_eq!(told(&mut state, 840), ("use", 1));
    assert_eq!(told(&mut state, 841), ("use and request", 1));
}

#[test]
fn without_a_token_callers_fail_at_once_until_the_pause_is_over() {
    let mut state = TokenState::default();
    assert_eq!(told(&mut state, 0).0, "request");
    state.failed(at(0), TokenFailure::Refused(401), u8::MAX);
    assert!(matches!(
        state.demand(at(0)),
        Demand::Fail(TokenFailure::Refused(401))
    ));
    assert_eq!(told(&mut state, 1), ("request", 0));
    assert_eq!(told(&mut state, 1), ("wait", 0));
}

#[test]
fn pauses_double_up_to_a_minute_and_are_spread_over_their_second_half() {
    for (failures, shortest, longest) in [(1, 500, 1000), (3, 2000, 4000), (9, 30_000, 60_000)] {
        for (jitter, pause) in [(0, shortest), (u8::MAX, longest)] {
            let mut state = TokenState::default();
            for _ in 0..failures {
                state.failed(at(0), TokenFailure::Unreachable, jitter);
            }
            let pause = Duration::from_millis(pause);
            let just_before = at(0) + pause - Duration::from_millis(1);
            assert!(!state.may_request(just_before), "{failures} {jitter}");
            assert!(state.may_request(at(0) + pause), "{failures} {jitter}");
        }
    }
}

#[test]
fn a_token_ends_the_pauses() {
    let mut state = TokenState::default();
    state.failed(at(0), TokenFailure::Unreachable, u8::MAX);
    state.failed(at(0), TokenFailure::Unreachable, u8::MAX);
    assert!(state.granted(at(3), "a", LIFETIME));
    state.failed(at(843), TokenFailure::Unreachable, u8::MAX);
    assert!(state.may_request(at(844)));
}

#[test]
fn callers_who_are_refused_the_same_token_make_one_request() {
    let mut state = with_token();
    let token = held(&mut state, 1);
    state.refused(at(1), &token);
    assert_eq!(told(&mut state, 1), ("request", 0));
    state.refused(at(1), &token);
    assert_eq!(told(&mut state, 1), ("wait", 0));
    assert!(state.granted(at(2), "b", LIFETIME));
    // A slow caller comes back with the first one.
    state.refused(at(2), &token);
    assert_eq!(told(&mut state, 2), ("use", 2));
}

#[test]
fn an_endpoint_that_refuses_every_token_causes_one_request_in_ten_seconds() {
    let mut state = with_token();
    let token = held(&mut state, 1);
    state.refused(at(1), &token);
    state.demand(at(1));
    assert!(state.granted(at(1), "b", LIFETIME));
    let token = held(&mut state, 2);
    state.refused(at(2), &token);
    assert_eq!(told(&mut state, 2), ("use", 2));
    state.refused(at(11), &token);
    assert_eq!(told(&mut state, 11), ("request", 0));
}

#[test]
fn a_clock_that_was_set_back_does_not_prolong_a_pause() {
    let mut state = TokenState::default();
    state.failed(at(0), TokenFailure::Unreachable, u8::MAX);
    assert_eq!(told(&mut state, -3600), ("request", 0));
}

#[test]
fn a_token_that_cannot_stand_in_a_header_is_none() {
    let mut state = TokenState::default();
    assert!(!state.granted(at(0), "a\nb", LIFETIME));
}

#[test]
fn debug_output_hides_the_token() {
    let mut state = TokenState::default();
    state.granted(at(0), "open-sesame", LIFETIME);
    assert!(!format!("{state:?}").contains("sesame"));
}
