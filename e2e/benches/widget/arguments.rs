//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Measure the widget in headless Chromium, beside Deep Chat
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// What to measure [default: everything]
    #[arg(value_enum)]
    parts: Vec<Part>,

    /// Take two minutes instead of ten, for figures that are good enough to see a mistake
    #[arg(long)]
    pub(crate) quick: bool,

    /// Folder of the widget's built files, with brotli copies
    #[arg(long, env = "BAVARD_DIST")]
    pub(crate) dist: PathBuf,

    /// Folder with Deep Chat's bundle and its brotli copy
    #[arg(long, env = "DEEP_CHAT")]
    pub(crate) deep_chat: PathBuf,

    /// The browser
    #[arg(long, env = "CHROMIUM_BIN")]
    pub(crate) chromium: PathBuf,

    /// Its driver
    #[arg(long, env = "CHROMEDRIVER_BIN")]
    pub(crate) chromedriver: PathBuf,

    /// What cargo adds
    #[arg(long, hide = true)]
    bench: bool,
}

/// A part of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Bytes, and what an unopened widget adds to a page
    Page,
    /// From the click to the greeting
    Greeting,
    /// Time of a message and memory in long conversations
    Messages,
}

impl Arguments {
    pub(crate) fn asks_for(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    /// How often a page is loaded for each figure.
    pub(crate) fn visits(&self) -> usize {
        if self.quick { 5 } else { 15 }
    }

    /// How many long conversations there are.
    pub(crate) fn conversations(&self) -> usize {
        if self.quick { 1 } else { 3 }
    }
}
