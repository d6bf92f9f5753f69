//! The file, which is opened anew after it failed.
//!
//! redb does nothing more with a file that an error of the disk has touched: a disk that was full for a moment would
//! end all conversations for good. So the writer closes the file then, and opens it again; what had been answered is in
//! it, as after a crash.

use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use redb::{Database, DatabaseError, ReadableDatabase, ReadableTable};

use super::expiries::Expiries;
use super::record::Header;
use super::table::SESSIONS;
use crate::session::SessionId;

type Open = dyn Fn() -> Result<Database, DatabaseError> + Send + Sync;

/// The file of sessions.
pub(super) struct SessionFile {
    open: Box<Open>,
    /// None after an error, until it is open again.
    database: ArcSwapOption<Database>,
}

impl SessionFile {
    /// Opens the file with `open`, and reads when its sessions expire.
    ///
    /// # Errors
    ///
    /// When it cannot be opened or read.
    pub(super) fn open(
        open: impl Fn() -> Result<Database, DatabaseError> + Send + Sync + 'static,
    ) -> Result<(SessionFile, Expiries), redb::Error> {
        let file = SessionFile {
            open: Box::new(open),
            database: ArcSwapOption::empty(),
        };
        let expiries = file.reopen()?;
        Ok((file, expiries))
    }

    /// What is open.
    pub(super) fn database(&self) -> Option<Arc<Database>> {
        self.database.load_full()
    }

    /// Closes the file and opens it again. For the writer alone; fails as well while a reader is still at it.
    ///
    /// # Errors
    ///
    /// When it cannot be opened or read; it stays closed then.
    pub(super) fn reopen(&self) -> Result<Expiries, redb::Error> {
        self.database.store(None);
        let database = (self.open)()?;
        let expiries = read_expiries(&database)?;
        self.database.store(Some(Arc::new(database)));
        Ok(expiries)
    }

    /// Whether the file can be read.
    ///
    /// # Errors
    ///
    /// What redb says.
    pub(super) fn check(database: &Database) -> Result<(), redb::Error> {
        database.begin_read()?.open_table(SESSIONS)?;
        Ok(())
    }
}

impl fmt::Debug for SessionFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionFile(..)")
    }
}

/// The sessions that are in the file already. Makes the table in a new file.
fn read_expiries(database: &Database) -> Result<Expiries, redb::Error> {
    let transaction = database.begin_write()?;
    let mut expiries = Expiries::default();
    {
        let sessions = transaction.open_table(SESSIONS)?;
        for session in sessions.iter()? {
            let (id, record) = session?;
            // What cannot be read is left alone: a call for it says so.
            if let (Ok(id), Some((header, _))) =
                (SessionId::parse(id.value()), Header::read(record.value()))
            {
                expiries.insert(&id, &header);
            }
        }
    }
    transaction.commit()?;
    Ok(expiries)
}
