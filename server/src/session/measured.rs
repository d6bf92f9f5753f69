//! A store that is watched: how long it takes, and what it refuses.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Change, Session, SessionId, SessionStore, StoreError, Stored, Version};
use crate::metrics::{StoreNumbers, StoreOperation};

/// A store whose operations are counted.
#[derive(Debug)]
pub struct MeasuredStore {
    store: Arc<dyn SessionStore>,
    numbers: StoreNumbers,
}

impl MeasuredStore {
    /// Counts what this store does.
    pub fn new(store: Arc<dyn SessionStore>, numbers: StoreNumbers) -> MeasuredStore {
        MeasuredStore { store, numbers }
    }

    async fn measured<T>(
        &self,
        operation: StoreOperation,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let began = Instant::now();
        let outcome = work.await;
        self.numbers.record(operation, &outcome, began.elapsed());
        outcome
    }
}

#[tonic::async_trait]
impl SessionStore for MeasuredStore {
    async fn create(
        &self,
        id: &SessionId,
        session: Arc<Session>,
        life: Duration,
    ) -> Result<(), StoreError> {
        let work = self.store.create(id, session, life);
        self.measured(StoreOperation::Create, work).await
    }

    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError> {
        let work = self.store.load(id);
        self.measured(StoreOperation::Load, work).await
    }

    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        change: Change,
    ) -> Result<(), StoreError> {
        let work = self.store.replace(id, expected, change);
        self.measured(StoreOperation::Replace, work).await
    }

    async fn remove(&self, id: &SessionId, expected: Option<Version>) -> Result<(), StoreError> {
        let work = self.store.remove(id, expected);
        self.measured(StoreOperation::Remove, work).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.store.ready().await
    }

    fn session_count(&self) -> Option<usize> {
        self.store.session_count()
    }
}
