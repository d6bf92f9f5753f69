//! The command line.

use std::net::SocketAddr;
use std::num::ParseIntError;
use std::time::Duration;

use clap::Parser;

/// The booking office of the showcase example.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:9001")]
    pub listen: SocketAddr,
    /// How long bookings and vouchers take, in milliseconds.
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
        let arguments = Arguments::try_parse_from(["showcase-backend"]).unwrap();
        assert_eq!(arguments.listen.to_string(), "127.0.0.1:9001");
        assert_eq!(arguments.delay, Duration::from_millis(1500));
    }
}
