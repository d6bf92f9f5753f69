//! The command line.

use std::net::SocketAddr;
use std::num::ParseIntError;
use std::time::Duration;

use clap::Parser;

/// The card terminal of the coffee example: answers `POST /charge`.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:9000")]
    pub listen: SocketAddr,
    /// How long every answer takes, in milliseconds.
    #[arg(long = "delay-ms", value_name = "MILLISECONDS", default_value = "1500", value_parser = milliseconds)]
    pub delay: Duration,
}

fn milliseconds(text: &str) -> Result<Duration, ParseIntError> {
    text.parse().map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_arguments_it_listens_where_the_example_looks_for_it_and_takes_its_time() {
        let arguments = Arguments::try_parse_from(["coffee-backend"]).unwrap();
        assert_eq!(arguments.listen.to_string(), "127.0.0.1:9000");
        assert_eq!(arguments.delay, Duration::from_millis(1500));
    }

    #[test]
    fn a_delay_that_is_no_number_is_refused() {
        assert!(Arguments::try_parse_from(["coffee-backend", "--delay-ms", "soon"]).is_err());
    }
}
