//! Plays the conversations of several files side by side.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use bavard_dialog::{Coverage, Flow, Project};
use jiff::civil::DateTime;

use super::format::{Conversation, ConversationFile};
use super::player::{ConversationResult, play};

/// The conversations of one file that are to be played.
#[derive(Debug)]
pub struct Script {
    /// Where the file is, for the report.
    pub path: PathBuf,
    /// The file.
    pub file: ConversationFile,
}

/// How the conversations of a file went.
#[derive(Debug, Clone, PartialEq)]
pub struct FileResult {
    /// The file.
    pub path: PathBuf,
    /// One result for each conversation, in file order.
    pub results: Vec<ConversationResult>,
}

/// How all files went.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// One entry for each file, in the order in which they were given.
    pub files: Vec<FileResult>,
}

impl Report {
    /// All results, in order.
    pub fn results(&self) -> impl Iterator<Item = &ConversationResult> {
        self.files.iter().flat_map(|file| &file.results)
    }

    /// Number of conversations that differed.
    pub fn failures(&self) -> usize {
        let failed = |result: &&ConversationResult| result.failed.is_some();
        self.results().filter(failed).count()
    }

    /// What all conversations together ran through.
    pub fn coverage(&self, flow: &Flow) -> Coverage {
        let mut coverage = Coverage::new(flow);
        for result in self.results() {
            coverage.merge(&result.coverage);
        }
        coverage
    }
}

/// Plays every conversation in a session of its own, with `now` as the time of every turn; as many at a time as the
/// machine has cores. The report does not depend on which of them ends first.
pub fn play_all(project: &Project, flow: &Flow, scripts: &[Script], now: DateTime) -> Report {
    let conversations: Vec<(&ConversationFile, &Conversation)> = scripts
        .iter()
        .flat_map(|script| {
            let conversations = script.file.conversations.iter();
            conversations.map(move |conversation| (&script.file, conversation))
        })
        .collect();
    let next = AtomicUsize::new(0);
    let play_some = || {
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((file, conversation)) = conversations.get(index) else {
                return results;
            };
            results.push((index, play(project, flow, file, conversation, now)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut results = thread::scope(|scope| {
        let threads = cores.min(conversations.len());
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(play_some)).collect();
        let results = threads.into_iter().map(thread::ScopedJoinHandle::join);
        let results = results.map(|results| results.unwrap_or_else(|panic| resume_unwind(panic)));
        results.flatten().collect::<Vec<_>>()
    });
    results.sort_by_key(|(index, _)| *index);
    let mut results = results.into_iter().map(|(_, result)| result);
    let files = scripts.iter().map(|script| FileResult {
        path: script.path.clone(),
        results: results
            .by_ref()
            .take(script.file.conversations.len())
            .collect(),
    });
    Report {
        files: files.collect(),
    }
}
