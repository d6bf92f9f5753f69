//! How many calls an address may make in what time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use governor::clock::Clock;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::client_address::ClientNetwork;
use crate::config::RequestRate;

/// After how many checks those are forgotten who have their whole burst again. A burst is back within seconds, so that
/// the table holds about as many addresses as called in that time, and this many.
const CHECKS_BETWEEN_EVICTIONS: usize = 4096;

/// Counts the calls of each address.
#[derive(Debug)]
pub(super) struct RequestLimit {
    limiter: DefaultKeyedRateLimiter<ClientNetwork>,
    checks: AtomicUsize,
}

impl RequestLimit {
    pub(super) fn new(rate: RequestRate) -> RequestLimit {
        let quota = Quota::per_second(rate.per_second).allow_burst(rate.burst);
        RequestLimit {
            limiter: RateLimiter::dashmap(quota),
            checks: AtomicUsize::new(0),
        }
    }

    /// Counts a call.
    ///
    /// # Errors
    ///
    /// The time after which the address may call again.
    pub(super) fn count(&self, network: ClientNetwork) -> Result<(), Duration> {
        let checks = self.checks.fetch_add(1, Ordering::Relaxed);
        if checks % CHECKS_BETWEEN_EVICTIONS == CHECKS_BETWEEN_EVICTIONS - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter
            .check_key(&network)
            .map_err(|early| early.wait_time_from(self.limiter.clock().now()))
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::num::NonZeroU32;

    use super::*;
    use crate::client_address::ClientAddress;

    fn limit(per_second: u32, burst: u32) -> RequestLimit {
        RequestLimit::new(RequestRate {
            per_second: NonZeroU32::new(per_second).unwrap(),
            burst: NonZeroU32::new(burst).unwrap(),
        })
    }

    fn network(number: u32) -> ClientNetwork {
        ClientAddress(IpAddr::V4(Ipv4Addr::from_bits(number))).network()
    }

    #[test]
    fn an_address_has_its_burst_and_then_waits_alone() {
        let limit = limit(1, 3);
        for _ in 0..3 {
            assert_eq!(limit.count(network(1)), Ok(()));
        }
        let wait = limit.count(network(1)).unwrap_err();
        assert!(wait <= Duration::from_secs(1), "{wait:?}");
        assert_eq!(limit.count(network(2)), Ok(()));
    }

    #[test]
    fn addresses_that_have_their_burst_again_are_forgotten() {
        // A burst of one call is back after a nanosecond or so.
        let limit = limit(u32::MAX, 1);
        for number in 0..4 * u32::try_from(CHECKS_BETWEEN_EVICTIONS).unwrap() {
            assert_eq!(limit.count(network(number)), Ok(()));
        }
        assert!(limit.limiter.len() <= CHECKS_BETWEEN_EVICTIONS + 1);
    }
}
