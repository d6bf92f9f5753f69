//! One thing that a command does, with its time and, when it fails, what to do.

use std::time::{Duration, Instant};

use crate::console;
use crate::failure::Failure;

/// Does `work`, says so before and says how long it took after. On failure, `advice` tells what to do.
///
/// # Errors
///
/// That of `work`, as [`Failure::Step`].
pub(crate) fn step<T>(
    title: &str,
    advice: &str,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    console::say(format_args!("==> {title}"));
    let begin = Instant::now();
    match work() {
        Ok(value) => {
            console::say(format_args!(
                "    done in {}",
                elapsed_words(begin.elapsed())
            ));
            Ok(value)
        }
        Err(cause) => {
            console::say(format_args!(
                "    failed after {}",
                elapsed_words(begin.elapsed())
            ));
            Err(Failure::Step {
                title: title.to_owned(),
                cause: Box::new(cause),
                advice: advice.to_owned(),
            })
        }
    }
}

/// A duration as a person would say it: `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn elapsed_words(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 10 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_like_a_person_would_say_them() {
        assert_eq!(elapsed_words(Duration::from_millis(440)), "0.4 s");
        assert_eq!(elapsed_words(Duration::from_secs(12)), "12 s");
        assert_eq!(elapsed_words(Duration::from_secs(185)), "3 min 5 s");
    }

    #[test]
    fn a_failed_step_carries_its_title_cause_and_advice() {
        let failure = step("Brew", "Fill the tank.", || -> Result<(), Failure> {
            Err(Failure::NoSuchProgram {
                program: "kettle".to_owned(),
            })
        })
        .unwrap_err();
        assert_eq!(
            failure.to_string(),
            "Brew: `kettle` was not found\n  what to do: Fill the tank."
        );
    }
}
