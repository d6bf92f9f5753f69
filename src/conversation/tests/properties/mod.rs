//! What holds whatever happens: random events, answers and failures, in random order, at random times.
//!
//! A [`Player`] drives the conversation as a driver does, answers what is open, and checks after each step what must hold
//! at any time. What must hold in the end is checked when it has stopped the conversation and answered the last call.

mod act;
mod player;
mod record;

use proptest::prelude::*;

use act::Act;
use player::Player;

fn play(acts: &[Act]) -> Player {
    let mut player = Player::new();
    for act in acts {
        player.act(act);
    }
    player
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rules_hold_at_any_time_and_in_the_end_nothing_is_left(acts in act::any_acts()) {
        play(&acts).finish();
    }

    #[test]
    fn rules_hold_in_conversations_that_mostly_go_well(acts in act::lively_acts()) {
        play(&acts).finish();
    }
}
