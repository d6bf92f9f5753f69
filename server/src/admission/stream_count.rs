//! How many streams are open, and whose.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use prometheus_client::metrics::gauge::Gauge;

use super::limit::Limit;
use crate::client_address::{ClientAddress, ClientNetwork};

/// Counts open streams, in all and by address.
#[derive(Debug, Clone)]
pub(super) struct StreamCount(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    open: Gauge,
    most: i64,
    most_per_address: Option<NonZeroUsize>,
    by_address: Mutex<HashMap<ClientNetwork, usize>>,
}

impl Counts {
    fn by_address(&self) -> MutexGuard<'_, HashMap<ClientNetwork, usize>> {
        // A count is written in one go; a panic elsewhere leaves it right.
        self.by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open stream; closed when it is dropped.
#[derive(Debug)]
pub struct OpenStream {
    counts: Arc<Counts>,
    network: Option<ClientNetwork>,
}

impl StreamCount {
    pub(super) fn new(
        open: Gauge,
        most: usize,
        most_per_address: Option<NonZeroUsize>,
    ) -> StreamCount {
        StreamCount(Arc::new(Counts {
            open,
            most: i64::try_from(most).unwrap_or(i64::MAX),
            most_per_address,
            by_address: Mutex::default(),
        }))
    }

    /// Opens a stream.
    pub(super) fn open(&self, address: ClientAddress) -> Result<OpenStream, Limit> {
        let counts = &self.0;
        let network = match counts.most_per_address {
            Some(most) if !address.is_loopback() => {
                let network = address.network();
                let mut by_address = counts.by_address();
                let open = by_address.entry(network).or_default();
                if *open >= most.get() {
                    return Err(Limit::StreamsPerAddress);
                }
                *open += 1;
                Some(network)
            }
            _ => None,
        };
        // From here on dropping it takes back what was counted.
        let before = counts.open.inc();
        let stream = OpenStream {
            counts: Arc::clone(counts),
            network,
        };
        if before >= counts.most {
            return Err(Limit::Streams);
        }
        Ok(stream)
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.counts.open.dec();
        let Some(network) = self.network else { return };
        let mut by_address = self.counts.by_address();
        if let Some(open) = by_address.get_mut(&network) {
            *open -= 1;
            if *open == 0 {
                by_address.remove(&network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(most: usize, most_per_address: usize) -> StreamCount {
        StreamCount::new(Gauge::default(), most, NonZeroUsize::new(most_per_address))
    }

    fn address(text: &str) -> ClientAddress {
        ClientAddress(text.parse().unwrap())
    }

    #[test]
    fn an_address_has_its_own_limit_and_gets_its_streams_back() {
        let count = count(10, 1);
        let open = count.open(address("192.0.2.1")).unwrap();
        assert_eq!(
            count.open(address("192.0.2.1")).unwrap_err(),
            Limit::StreamsPerAddress
        );
        assert!(count.open(address("192.0.2.2")).is_ok());
        drop(open);
        assert!(count.open(address("192.0.2.1")).is_ok());
        assert!(count.0.by_address().is_empty());
    }

    #[test]
    fn this_machine_meets_only_the_limit_of_all() {
        let count = count(2, 1);
        let _open = [
            count.open(address("127.0.0.1")).unwrap(),
            count.open(address("127.0.0.1")).unwrap(),
        ];
        assert_eq!(
            count.open(address("192.0.2.1")).unwrap_err(),
            Limit::Streams
        );
        assert!(count.0.by_address().is_empty());
        assert_eq!(count.0.open.get(), 2);
    }
}
