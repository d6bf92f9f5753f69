//! Writes the lines, on a thread of its own: a disk that hangs holds up nothing but the log.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use prometheus_client::metrics::counter::Counter;
use tokio::sync::oneshot;

use super::Entry;
use crate::config::EventLogTarget;

/// Entries that wait to be written. At some 300 bytes each they are a few megabytes, and some seconds of a busy site.
const QUEUE_LENGTH: usize = 8192;

/// Why an event log cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventLogError {
    /// Its file cannot be opened.
    #[error("cannot write the event log {}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// There is no thread to write it, or no key for its pseudonyms.
    #[error("cannot start the event log: {0}")]
    Start(io::Error),
}

/// Takes entries for the thread that writes them. The thread ends when this is dropped, after what is in the queue.
#[derive(Debug)]
pub(super) struct Writer {
    queue: SyncSender<Message>,
    shared: Arc<Shared>,
}

enum Message {
    Entry(Entry),
    /// Nothing but a reason to look at what is shared.
    Wake,
    Flush(oneshot::Sender<()>),
}

#[derive(Debug, Default)]
struct Shared {
    /// Those that no entry has told of yet.
    dropped: AtomicU64,
    all_dropped: Counter,
    reopen: AtomicBool,
}

impl Shared {
    fn drop_one(&self) {
        self.dropped.fetch_add(1, Ordering::Relaxed);
        self.all_dropped.inc();
    }
}

impl Writer {
    pub(super) fn start(target: &EventLogTarget) -> Result<Writer, EventLogError> {
        Writer::start_with(Output::open(target)?, QUEUE_LENGTH)
    }

    fn start_with(output: Output, queue_length: usize) -> Result<Writer, EventLogError> {
        let (queue, entries) = sync_channel(queue_length);
        let shared = Arc::new(Shared::default());
        let work = Work {
            output,
            shared: Arc::clone(&shared),
            is_failing: false,
        };
        thread::Builder::new()
            .name("event-log".to_owned())
            .spawn(move || work.run(&entries))
            .map_err(EventLogError::Start)?;
        Ok(Writer { queue, shared })
    }

    /// Hands an entry over, or counts it as dropped when the queue is full.
    pub(super) fn write(&self, entry: Entry) {
        if self.queue.try_send(Message::Entry(entry)).is_err() {
            self.shared.drop_one();
        }
    }

    /// Counts the entries that could not be written.
    pub(super) fn dropped(&self) -> Counter {
        self.shared.all_dropped.clone()
    }

    /// Opens the file anew, after what is being written.
    pub(super) fn reopen(&self) {
        self.shared.reopen.store(true, Ordering::Release);
        // A full queue wakes the thread as well.
        let _full = self.queue.try_send(Message::Wake);
    }

    /// Waits until everything that was handed over before is in the file, at most `limit`.
    pub(super) async fn flush(&self, limit: Duration) {
        let flushed = async {
            let (done, is_done) = oneshot::channel();
            let mut message = Message::Flush(done);
            while let Err(TrySendError::Full(same)) = self.queue.try_send(message) {
                message = same;
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            // An error means that the thread has ended, and with it the log.
            let _ended = is_done.await;
        };
        if tokio::time::timeout(limit, flushed).await.is_err() {
            tracing::warn!("the event log was not written to its end");
        }
    }
}

/// What the thread has.
struct Work {
    output: Output,
    shared: Arc<Shared>,
    is_failing: bool,
}

impl Work {
    fn run(mut self, messages: &Receiver<Message>) {
        loop {
            // What is written gets to readers as soon as there is nothing else to do.
            let message = match messages.try_recv() {
                Err(TryRecvError::Empty) => {
                    self.flush();
                    messages.recv().ok()
                }
                message => message.ok(),
            };
            if self.shared.reopen.swap(false, Ordering::AcqRel) {
                self.reopen();
            }
            match message {
                Some(Message::Entry(entry)) => self.write(&entry),
                Some(Message::Wake) => {}
                Some(Message::Flush(done)) => {
                    self.flush();
                    let _gone = done.send(());
                }
                None => break,
            }
        }
        self.flush();
    }

    fn write(&mut self, entry: &Entry) {
        let dropped = self.shared.dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            let gap = Entry::Dropped {
                time: Timestamp::now(),
                event: "dropped",
                count: dropped,
            };
            // A gap that cannot be written is still a gap.
            if !self.write_line(&gap) {
                self.shared.dropped.fetch_add(dropped, Ordering::Relaxed);
            }
        }
        if !self.write_line(entry) {
            self.shared.drop_one();
        }
    }

    fn write_line(&mut self, entry: &Entry) -> bool {
        let line = serde_json::to_vec(entry).map_err(io::Error::from);
        let written = line.and_then(|mut line| {
            line.push(b'\n');
            self.output.writer.write_all(&line)
        });
        self.noted(written)
    }

    fn flush(&mut self) {
        let flushed = self.output.writer.flush();
        self.noted(flushed);
    }

    fn reopen(&mut self) {
        self.flush();
        let opened = self.output.path.as_deref().map(open);
        match opened {
            None => {}
            Some(Ok(writer)) => self.output.writer = writer,
            Some(Err(error)) => {
                tracing::error!(%error, "the event log cannot be opened anew; the old file goes on");
            }
        }
    }

    /// Says once that writing began to fail, and that it works again.
    fn noted(&mut self, outcome: io::Result<()>) -> bool {
        match &outcome {
            Ok(()) if self.is_failing => tracing::info!("the event log can be written again"),
            Err(error) if !self.is_failing => {
                tracing::error!(%error, "the event log cannot be written; its entries are dropped");
            }
            _ => {}
        }
        self.is_failing = outcome.is_err();
        !self.is_failing
    }
}

struct Output {
    /// None: not a file, nothing to open anew.
    path: Option<PathBuf>,
    writer: Box<dyn Write + Send>,
}

impl Output {
    fn open(target: &EventLogTarget) -> Result<Output, EventLogError> {
        Ok(match target {
            EventLogTarget::StandardOutput => Output {
                path: None,
                writer: Box::new(BufWriter::new(io::stdout())),
            },
            EventLogTarget::File(path) => Output {
                path: Some(path.clone()),
                writer: open(path).map_err(|source| EventLogError::Open {
                    path: path.clone(),
                    source,
                })?,
            },
        })
    }
}

fn open(path: &Path) -> io::Result<Box<dyn Write + Send>> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    // The file tells what people did: for the server's own account, and the group of what ships logs.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o640);
    let file: File = options.open(path)?;
    Ok(Box::new(BufWriter::new(file)))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn entry(count: u64) -> Entry {
        Entry::Dropped {
            time: Timestamp::UNIX_EPOCH,
            event: "test",
            count,
        }
    }

    fn counts(text: &str) -> Vec<(String, u64)> {
        let entries = text.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let event = line["event"].as_str().unwrap().to_owned();
            (event, line["count"].as_u64().unwrap())
        });
        entries.collect()
    }

    #[tokio::test]
    async fn a_rotated_file_is_left_for_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        let writer = Writer::start(&EventLogTarget::File(path.clone())).unwrap();
        writer.write(entry(1));
        writer.flush(LONG).await;
        let rotated = folder.path().join("events.jsonl.1");
        fs::rename(&path, &rotated).unwrap();
        writer.write(entry(2));
        writer.flush(LONG).await;
        writer.reopen();
        writer.write(entry(3));
        writer.flush(LONG).await;

        let event = |count| ("test".to_owned(), count);
        let old = fs::read_to_string(rotated).unwrap();
        assert_eq!(counts(&old), [event(1), event(2)]);
        assert_eq!(counts(&fs::read_to_string(path).unwrap()), [event(3)]);
    }

    /// Hangs in its first write until it is let go.
    struct SlowDisk {
        began: Option<mpsc::Sender<()>>,
        go_on: mpsc::Receiver<()>,
        path: PathBuf,
    }

    impl Write for SlowDisk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if let Some(began) = self.began.take() {
                began.send(()).unwrap();
                self.go_on.recv().unwrap();
            }
            let mut options = OpenOptions::new();
            let mut file = options.create(true).append(true).open(&self.path)?;
            file.write_all(bytes)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn entries_that_a_slow_disk_has_no_time_for_are_counted_and_hold_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        let (began, has_begun) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel();
        let disk = SlowDisk {
            began: Some(began),
            go_on: may_go_on,
            path: path.clone(),
        };
        let output = Output {
            path: None,
            writer: Box::new(disk),
        };
        let writer = Writer::start_with(output, 2).unwrap();
        writer.write(entry(0));
        has_begun.recv().unwrap();
        for count in 1..=5 {
            writer.write(entry(count));
        }
        go_on.send(()).unwrap();
        writer.flush(LONG).await;

        let event = |event: &str, count| (event.to_owned(), count);
        let expected = [
            event("test", 0),
            event("dropped", 3),
            event("test", 1),
            event("test", 2),
        ];
        assert_eq!(counts(&fs::read_to_string(path).unwrap()), expected);
        assert_eq!(writer.dropped().get(), 3);
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/events.jsonl");
        let error = Writer::start(&EventLogTarget::File(path)).unwrap_err();
        assert!(error.to_string().contains("no/events.jsonl"), "{error}");
    }
}
