//! Visitors who talk all the time, in turns of which none may be lost or taken twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinHandle;
use tonic::Code;

use crate::harness::shown;
use crate::node::{Node, Visitor};

/// Visitors that talk until they are told to stop.
pub(crate) struct ConversationLoad {
    stop: Arc<AtomicBool>,
    rounds: Arc<AtomicUsize>,
    visitors: Vec<JoinHandle<Talked>>,
}

/// What visitors did.
#[derive(Debug, Default)]
pub(crate) struct Talked {
    /// Turns that were answered and call the backend once each.
    pub(crate) coffees: usize,
    /// Answers that told to try again.
    pub(crate) refusals: Vec<Code>,
}

impl ConversationLoad {
    pub(crate) async fn begin(nodes: &[&Node], visitors: usize) -> ConversationLoad {
        let stop = Arc::new(AtomicBool::new(false));
        let rounds = Arc::new(AtomicUsize::new(0));
        let mut running = Vec::new();
        for _ in 0..visitors {
            let visitor = Visitor::greeted(nodes).await;
            running.push(tokio::spawn(talk(visitor, stop.clone(), rounds.clone())));
        }
        ConversationLoad {
            stop,
            rounds,
            visitors: running,
        }
    }

    /// Waits until visitors have talked on for a while.
    pub(crate) async fn goes_on(&self) {
        let goal = self.rounds.load(Ordering::Relaxed) + 3 * self.visitors.len();
        let reached = async {
            while self.rounds.load(Ordering::Relaxed) < goal {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), reached)
            .await
            .expect("the conversations do not go on");
    }

    /// Ends every conversation at the end of its round.
    pub(crate) async fn end(self) -> Talked {
        self.stop.store(true, Ordering::Relaxed);
        let mut sum = Talked::default();
        for visitor in self.visitors {
            let talked = visitor.await.unwrap();
            sum.coffees += talked.coffees;
            sum.refusals.extend(talked.refusals);
        }
        sum
    }
}

/// Each turn is answered as only the turn before makes it answered: `tea` waits for a price, a price is only taken after
/// `tea`, and what is shown names the price. A turn that was lost, or taken twice, is answered with INVALID_ARGUMENT or
/// with another price, and ends the test.
async fn talk(mut visitor: Visitor, stop: Arc<AtomicBool>, rounds: Arc<AtomicUsize>) -> Talked {
    let mut coffees = 0;
    let mut round = 0;
    while !stop.load(Ordering::Relaxed) {
        round += 1;
        assert_eq!(shown(&visitor.say("tea").await), "One moment.");
        let price = visitor.give_price(&round.to_string()).await;
        let said = shown(&price);
        assert!(said.starts_with(&format!("That is {round}.")), "{said}");
        let receipt = shown(&visitor.say("coffee").await);
        assert!(receipt.starts_with("Your receipt is A1."), "{receipt}");
        coffees += 1;
        rounds.fetch_add(1, Ordering::Relaxed);
    }
    Talked {
        coffees,
        refusals: visitor.refusals,
    }
}
