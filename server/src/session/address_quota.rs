//! How many sessions the clients of one network may have.
//!
//! Counted per node, and by what this node started: a session that another node ended counts here until it is looked
//! for. That happens when a network is at its limit, and then at most every [`RECHECK`] for each session, so that
//! refusing stays cheap.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::expiry::after;
use super::{SessionId, SessionStore, StoreError};
use crate::client_address::{ClientAddress, ClientNetwork};
use crate::clock::Clock;

/// How long a session that was found counts before it is looked for again.
const RECHECK: Duration = Duration::from_secs(30);

/// Sessions that are remembered before the first look for those that must be over; then, as often as the number of
/// remembered ones has doubled. Keeps the memory in proportion to the sessions that there are.
const FIRST_SWEEP: usize = 10_000;

/// The limit of sessions per network.
#[derive(Debug)]
pub struct AddressQuota {
    limit: Option<NonZeroUsize>,
    store: Arc<dyn SessionStore>,
    clock: Arc<dyn Clock>,
    counted: Mutex<Counted>,
}

#[derive(Debug)]
struct Counted {
    by_network: HashMap<ClientNetwork, HashMap<SessionId, Times>>,
    networks: HashMap<SessionId, ClientNetwork>,
    sweep_at: usize,
}

#[derive(Debug, Clone, Copy)]
struct Times {
    /// When it has expired, as far as this node knows: turns at other nodes may have lengthened it.
    over_at: Timestamp,
    /// Until when it counts without being looked for.
    counts_until: Timestamp,
}

/// The clients of a network have as many sessions as they may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many sessions from this address; end one, or try again later")]
pub struct QuotaReached;

/// A session that is about to begin: it counts without being looked for, because it need not be in the store yet. From
/// the drop on it counts until [`AddressQuota::end`], or until it is looked for and not found. So one counts whose client
/// hung up while the store was at it, and one that did not begin counts until the room is needed.
#[derive(Debug)]
#[must_use]
pub struct Reservation<'a>(Option<(&'a AddressQuota, SessionId)>);

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        if let Some((quota, id)) = self.0.take() {
            let now = quota.clock.now();
            quota.counted().may_be_looked_for(&id, now);
        }
    }
}

impl AddressQuota {
    /// At most `limit` sessions per network of what is in `store`; none for any number.
    pub fn new(
        limit: Option<NonZeroUsize>,
        store: Arc<dyn SessionStore>,
        clock: Arc<dyn Clock>,
    ) -> AddressQuota {
        AddressQuota {
            limit,
            store,
            clock,
            counted: Mutex::new(Counted {
                by_network: HashMap::new(),
                networks: HashMap::new(),
                sweep_at: FIRST_SWEEP,
            }),
        }
    }

    /// Counts a session that is about to begin, with this life. Clients without an address, and those on this machine,
    /// have no limit.
    ///
    /// # Errors
    ///
    /// When the client's network has as many sessions as it may.
    pub async fn begin(
        &self,
        client: Option<ClientAddress>,
        id: &SessionId,
        life: Duration,
    ) -> Result<Reservation<'_>, QuotaReached> {
        let (Some(limit), Some(client)) = (self.limit, client) else {
            return Ok(Reservation(None));
        };
        if client.is_loopback() {
            return Ok(Reservation(None));
        }
        let network = client.network();
        if let Ok(reservation) = self.try_begin(limit, network, id, life) {
            return Ok(reservation);
        }
        for candidate in self.unsure(network) {
            match self.store.load(&candidate).await {
                Ok(stored) if stored.entry.live().is_some() => {}
                Ok(_) | Err(StoreError::NotFound) => self.end(&candidate),
                // Each of the others would have to be waited for as long.
                Err(StoreError::Unavailable) => break,
                Err(_) => {}
            }
        }
        self.try_begin(limit, network, id, life)
    }

    /// No longer counts a session.
    pub fn end(&self, id: &SessionId) {
        if self.limit.is_some() {
            self.counted().remove(id);
        }
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        // No code that can panic runs under the lock, so what a poisoned one guards is still whole.
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn try_begin(
        &self,
        limit: NonZeroUsize,
        network: ClientNetwork,
        id: &SessionId,
        life: Duration,
    ) -> Result<Reservation<'_>, QuotaReached> {
        let now = self.clock.now();
        let mut counted = self.counted();
        if counted.networks.contains_key(id) {
            // The id is taken most likely, and the Start fails. Nothing is counted twice, or taken out for it.
            return Ok(Reservation(None));
        }
        if counted.networks.len() >= counted.sweep_at {
            counted.sweep(now);
        }
        let sessions = counted.by_network.entry(network).or_default();
        if sessions.len() >= limit.get() {
            return Err(QuotaReached);
        }
        let times = Times {
            over_at: after(now, life),
            counts_until: Timestamp::MAX,
        };
        sessions.insert(id.clone(), times);
        counted.networks.insert(id.clone(), network);
        Ok(Reservation(Some((self, id.clone()))))
    }

    /// Sessions of a network that have to be looked for; they are not named again for [`RECHECK`].
    fn unsure(&self, network: ClientNetwork) -> Vec<SessionId> {
        let now = self.clock.now();
        let mut counted = self.counted();
        counted
            .by_network
            .get_mut(&network)
            .into_iter()
            .flatten()
            .filter(|(_, times)| times.counts_until <= now)
            .map(|(id, times)| {
                times.counts_until = after(now, RECHECK);
                id.clone()
            })
            .collect()
    }
}

impl Counted {
    fn may_be_looked_for(&mut self, id: &SessionId, now: Timestamp) {
        let sessions = self
            .networks
            .get(id)
            .and_then(|network| self.by_network.get_mut(network));
        if let Some(times) = sessions.and_then(|sessions| sessions.get_mut(id)) {
            times.counts_until = now;
        }
    }

    fn remove(&mut self, id: &SessionId) {
        let Some(network) = self.networks.remove(id) else {
            return;
        };
        if let Some(sessions) = self.by_network.get_mut(&network) {
            sessions.remove(id);
            if sessions.is_empty() {
                self.by_network.remove(&network);
            }
        }
    }

    /// Forgets the sessions that have expired unless turns have lengthened them: those are counted too low from then on.
    fn sweep(&mut self, now: Timestamp) {
        let networks = &mut self.networks;
        self.by_network.retain(|_, sessions| {
            sessions.retain(|id, times| {
                let is_kept = times.over_at > now;
                if !is_kept {
                    networks.remove(id);
                }
                is_kept
            });
            !sessions.is_empty()
        });
        self.sweep_at = FIRST_SWEEP.max(2 * self.networks.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::MemoryStore;
    use crate::session::fixture::{LIFE, SetClock, session};

    struct Fixture {
        clock: Arc<SetClock>,
        store: Arc<dyn SessionStore>,
        quota: AddressQuota,
    }

    impl Fixture {
        fn new(limit: usize) -> Fixture {
            let clock = SetClock::new();
            let store: Arc<dyn SessionStore> = Arc::new(MemoryStore::new(clock.clone(), 100));
            Fixture {
                quota: AddressQuota::new(NonZeroUsize::new(limit), store.clone(), clock.clone()),
                clock,
                store,
            }
        }

        async fn start(&self, address: &str) -> Result<SessionId, QuotaReached> {
            let id = SessionId::random();
            let client = ClientAddress(address.parse().unwrap());
            let _reservation = self.quota.begin(Some(client), &id, LIFE).await?;
            self.store
                .create(&id, session().into(), LIFE)
                .await
                .unwrap();
            Ok(id)
        }
    }

    #[tokio::test]
    async fn one_session_too_many_of_a_network_is_refused_and_other_networks_go_on() {
        let fixture = Fixture::new(2);
        assert!(fixture.start("2001:db8::1").await.is_ok());
        assert!(fixture.start("2001:db8::2").await.is_ok());
        assert_eq!(fixture.start("2001:db8::3").await, Err(QuotaReached));
        assert!(fixture.start("2001:db8:0:1::1").await.is_ok());
    }

    #[tokio::test]
    async fn an_ended_session_makes_room() {
        let fixture = Fixture::new(1);
        let id = fixture.start("192.0.2.1").await.unwrap();
        fixture.quota.end(&id);
        assert!(fixture.start("192.0.2.1").await.is_ok());
    }

    #[tokio::test]
    async fn a_session_that_ended_elsewhere_or_expired_makes_room() {
        let fixture = Fixture::new(1);
        let id = fixture.start("192.0.2.1").await.unwrap();
        fixture.store.remove(&id, None).await.unwrap();
        assert!(fixture.start("192.0.2.1").await.is_ok());

        fixture.clock.advance(LIFE);
        assert!(fixture.start("192.0.2.1").await.is_ok());
    }

    #[tokio::test]
    async fn a_session_is_not_looked_for_with_every_refusal() {
        let fixture = Fixture::new(1);
        let id = fixture.start("192.0.2.1").await.unwrap();
        assert!(fixture.start("192.0.2.1").await.is_err());
        fixture.store.remove(&id, None).await.unwrap();
        assert!(fixture.start("192.0.2.1").await.is_err());

        fixture.clock.advance(RECHECK);
        assert!(fixture.start("192.0.2.1").await.is_ok());
    }

    #[tokio::test]
    async fn a_start_that_fails_does_not_count_and_does_not_free_the_session_with_its_id() {
        let fixture = Fixture::new(1);
        let client = Some(ClientAddress("192.0.2.1".parse().unwrap()));
        let failed = SessionId::random();
        drop(fixture.quota.begin(client, &failed, LIFE).await.unwrap());
        let taken = fixture.start("192.0.2.1").await.unwrap();
        drop(fixture.quota.begin(client, &taken, LIFE).await);
        assert_eq!(fixture.start("192.0.2.1").await, Err(QuotaReached));
    }

    #[tokio::test]
    async fn a_session_that_is_about_to_begin_counts_while_others_ask() {
        let fixture = Fixture::new(1);
        let client = Some(ClientAddress("192.0.2.1".parse().unwrap()));
        let id = SessionId::random();
        let reservation = fixture.quota.begin(client, &id, LIFE).await.unwrap();
        for _ in 0..2 {
            assert_eq!(fixture.start("192.0.2.1").await, Err(QuotaReached));
        }
        let stored = fixture.store.create(&id, session().into(), LIFE).await;
        drop(reservation);
        assert_eq!(stored, Ok(()));
        assert_eq!(fixture.start("192.0.2.1").await, Err(QuotaReached));
    }

    #[tokio::test]
    async fn a_session_whose_client_hung_up_while_it_began_counts() {
        let fixture = Fixture::new(1);
        let client = Some(ClientAddress("192.0.2.1".parse().unwrap()));
        let id = SessionId::random();
        let reservation = fixture.quota.begin(client, &id, LIFE).await.unwrap();
        fixture
            .store
            .create(&id, session().into(), LIFE)
            .await
            .unwrap();
        drop(reservation);
        assert_eq!(fixture.start("192.0.2.1").await, Err(QuotaReached));
    }

    #[tokio::test]
    async fn without_a_limit_nothing_is_remembered() {
        let fixture = Fixture::new(0);
        for _ in 0..3 {
            assert!(fixture.start("192.0.2.1").await.is_ok());
        }
        assert!(fixture.quota.counted().networks.is_empty());
    }

    #[tokio::test]
    async fn callers_on_this_machine_and_without_an_address_have_no_limit() {
        let fixture = Fixture::new(1);
        for _ in 0..3 {
            assert!(fixture.start("127.0.0.1").await.is_ok());
            let id = SessionId::random();
            drop(fixture.quota.begin(None, &id, LIFE).await.unwrap());
        }
    }

    #[tokio::test]
    async fn what_is_remembered_stays_in_proportion_to_the_sessions_there_are() {
        let fixture = Fixture::new(10);
        for number in 0..3 * FIRST_SWEEP as u32 {
            let id = SessionId::random();
            let client = ClientAddress(std::net::Ipv4Addr::from(0x0b00_0000 + number).into());
            drop(fixture.quota.begin(Some(client), &id, LIFE).await.unwrap());
            fixture.clock.advance(Duration::from_secs(1));
        }
        let counted = fixture.quota.counted();
        assert!(counted.networks.len() <= FIRST_SWEEP);
        assert_eq!(counted.networks.len(), counted.by_network.len());
    }
}
