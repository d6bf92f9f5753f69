//! What the file holds.

use redb::TableDefinition;

/// Record of each session, by id.
pub(super) const SESSIONS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("sessions");
