//! A running part of the demo.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::interrupt::Interrupt;
use crate::console;
use crate::failure::Failure;
use crate::process::Task;

/// How many lines of its output are kept, for when it ends by itself.
const KEPT_LINES: usize = 20;
/// How long it may take to end after SIGTERM.
const GRACE: Duration = Duration::from_secs(5);
/// Between two looks at something that changes by itself.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// For one attempt to connect.
const CONNECT_LIMIT: Duration = Duration::from_millis(500);

/// What to start, and where it will listen.
pub(super) struct Part {
    /// In messages, and before each line of its output.
    pub(super) name: &'static str,
    /// Where it will accept connections.
    pub(super) address: SocketAddr,
    /// How long it may take until it does.
    pub(super) ready_within: Duration,
    /// The program.
    pub(super) task: Task,
}

/// A started part. Dropping it ends the program and whatever it started.
pub(super) struct Service {
    name: &'static str,
    address: SocketAddr,
    ready_within: Duration,
    child: Child,
    last_lines: Arc<Mutex<VecDeque<String>>>,
}

/// Why a wait came to its end without an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waited {
    /// What was waited for came.
    Ready,
    /// The user wants to stop.
    Interrupted,
}

impl Part {
    /// Starts it, once it is sure that nobody else listens there: otherwise the other program would be taken for it.
    ///
    /// # Errors
    ///
    /// When the address is taken or the program cannot be started.
    pub(super) fn start(self) -> Result<Service, Failure> {
        if TcpListener::bind(self.address).is_err() {
            return Err(Failure::AddressTaken {
                service: self.name,
                address: self.address,
            });
        }
        let mut child = self.task.start()?;
        let last_lines = Arc::default();
        if let Some(output) = child.stdout.take() {
            forward(self.name, output, Arc::clone(&last_lines));
        }
        if let Some(output) = child.stderr.take() {
            forward(self.name, output, Arc::clone(&last_lines));
        }
        Ok(Service {
            name: self.name,
            address: self.address,
            ready_within: self.ready_within,
            child,
            last_lines,
        })
    }
}

impl Service {
    /// Waits until it accepts connections.
    ///
    /// # Errors
    ///
    /// When it ends before, or takes too long.
    pub(super) fn wait_until_ready(&mut self, interrupt: &Interrupt) -> Result<Waited, Failure> {
        let begin = Instant::now();
        while TcpStream::connect_timeout(&self.address, CONNECT_LIMIT).is_err() {
            self.check_alive()?;
            if begin.elapsed() > self.ready_within {
                return Err(Failure::NotReady {
                    service: self.name,
                    address: self.address,
                    waited: self.ready_within,
                });
            }
            if interrupt.came_within(LOOK_AGAIN) {
                return Ok(Waited::Interrupted);
            }
        }
        Ok(Waited::Ready)
    }

    /// An error with its last words when it has ended.
    ///
    /// # Errors
    ///
    /// [`Failure::ServiceEnded`].
    pub(super) fn check_alive(&mut self) -> Result<(), Failure> {
        match self.ended() {
            None => Ok(()),
            Some(status) => Err(Failure::ServiceEnded {
                service: self.name,
                status,
                last_words: self.last_words(),
            }),
        }
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    fn last_words(&self) -> String {
        let lines = self
            .last_lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        lines
            .iter()
            .map(|line| format!("    {line}"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// A signal for the program and whatever it started, such as the cargo that trunk calls.
    fn signal(&self, signal: Signal) {
        if let Ok(group) = i32::try_from(self.child.id()) {
            // The only error is that nobody is left to receive it.
            let _ = killpg(Pid::from_raw(group), signal);
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.signal(Signal::SIGTERM);
        let begin = Instant::now();
        while self.ended().is_none() && begin.elapsed() < GRACE {
            thread::sleep(LOOK_AGAIN);
        }
        self.signal(Signal::SIGKILL);
        let _ = self.child.wait();
    }
}

/// Shows each line as it comes and keeps the last ones. Ends with the output.
fn forward(
    name: &'static str,
    output: impl Read + Send + 'static,
    last_lines: Arc<Mutex<VecDeque<String>>>,
) {
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            console::say(format_args!("{name:>8} | {line}"));
            let mut lines = last_lines.lock().unwrap_or_else(PoisonError::into_inner);
            if lines.len() == KEPT_LINES {
                lines.pop_front();
            }
            lines.push_back(line);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free_address() -> SocketAddr {
        TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
    }

    fn part(address: SocketAddr, script: &str) -> Part {
        Part {
            name: "kettle",
            address,
            ready_within: Duration::from_secs(30),
            task: Task::new("sh").args(["-c", script]),
        }
    }

    #[test]
    fn a_taken_address_is_named_before_anything_is_started() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let failure = part(address, "exit 0").start().err().unwrap();
        assert_eq!(
            failure.to_string(),
            format!("{address}, wanted for the kettle, is taken by another program")
        );
    }

    #[test]
    fn a_program_that_ends_by_itself_is_reported_with_its_last_words() {
        let mut service = part(free_address(), "echo out of water >&2; exit 7")
            .start()
            .unwrap();
        let status = service.child.wait().unwrap();
        // The output may arrive a moment after the end of the program.
        let begin = Instant::now();
        while service.last_words().is_empty() && begin.elapsed() < GRACE {
            thread::yield_now();
        }
        let failure = service.check_alive().unwrap_err().to_string();
        assert!(failure.contains("out of water"), "{failure}");
        assert!(failure.contains(&status.to_string()), "{failure}");
    }

    #[test]
    fn dropping_ends_the_program_and_what_it_started() {
        let service = part(free_address(), "sleep 600 & wait").start().unwrap();
        let group = Pid::from_raw(i32::try_from(service.child.id()).unwrap());
        assert!(killpg(group, None).is_ok());
        drop(service);
        let begin = Instant::now();
        while killpg(group, None).is_ok() && begin.elapsed() < GRACE {
            thread::yield_now();
        }
        assert!(killpg(group, None).is_err());
    }
}
