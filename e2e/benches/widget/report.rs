//! What is told: one table with targets for readers, and all figures as JSON to compare with later ones.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::browser::Processor;
use crate::greeting::{self, Caches, Greeting};
use crate::messages::{self, LENGTHS, Messages};
use crate::page::Page;
use crate::page_cost::{Bytes, Unopened};
use crate::sample::Sample;

const KIBIBYTE: f64 = 1024.0;
const MEGABYTE: f64 = 1e6;

/// Bytes before opening, KiB.
const LOADER_LIMIT: f64 = 3.0;
/// Bytes to a usable chat, KiB.
const CHAT_LIMIT: f64 = 120.0;
/// Main-thread time of a message in a conversation of 5,000, ms.
const MESSAGE_LIMIT: f64 = 3.0;
/// Memory of 5,000 messages beyond the empty chat, MB.
const MEMORY_LIMIT: f64 = 5.0;

/// Picks a time per message.
type Added = fn(&Messages) -> Option<&Sample>;

/// Everything that was measured.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    pub(crate) bytes: Vec<Bytes>,
    pub(crate) unopened: Vec<Unopened>,
    pub(crate) greetings: Vec<Greeting>,
    pub(crate) messages: Vec<Messages>,
}

impl Report {
    pub(crate) fn write_bytes(&self, output: &mut impl Write) -> io::Result<()> {
        let of = |page| self.bytes.iter().find(|bytes| bytes.page == page);
        let (Some(bavard), Some(deep_chat), Some(eager)) = (
            of(Page::Bavard),
            of(Page::DeepChat),
            of(Page::DeepChatEager),
        ) else {
            return Ok(());
        };
        let before = kibibytes(bavard.before_opening);
        write_row(
            output,
            "before opening, KiB (script in page)",
            &format!("{before:.1}"),
            &format!(
                "{:.1} ({:.1})",
                kibibytes(deep_chat.before_opening),
                kibibytes(eager.before_opening)
            ),
            &at_most(before, LOADER_LIMIT),
        )?;
        let usable = kibibytes(bavard.usable.unwrap_or_default());
        write_row(
            output,
            "to a usable chat, KiB",
            &format!("{usable:.1}"),
            &format!("{:.1}", kibibytes(deep_chat.usable.unwrap_or_default())),
            &at_most(usable, CHAT_LIMIT),
        )
    }

    pub(crate) fn write_unopened(&self, output: &mut impl Write) -> io::Result<()> {
        let of = |page| self.unopened.iter().find(|unopened| unopened.page == page);
        let (Some(plain), Some(bavard), Some(eager)) =
            (of(Page::Plain), of(Page::Bavard), of(Page::DeepChatEager))
        else {
            return Ok(());
        };
        for (what, figure) in [
            (
                "script",
                (|page: &Unopened| &page.script) as fn(&Unopened) -> &Sample,
            ),
            ("all tasks", |page| &page.task),
            ("blocking", |page| &page.blocking),
        ] {
            let target = if what == "blocking" {
                // A difference that is smaller than the spread of either is none.
                let is_none = figure(bavard).lower_quartile() <= figure(plain).upper_quartile();
                format!("none added: {}", verdict(is_none))
            } else {
                String::new()
            };
            write_row(
                output,
                &format!("unopened at 4x, {what}, ms (page alone)"),
                &format!(
                    "{:.1} ({:.1})",
                    figure(bavard).median(),
                    figure(plain).median()
                ),
                &format!("{:.1} in page", figure(eager).median()),
                &target,
            )?;
        }
        Ok(())
    }

    pub(crate) fn write_greetings(&self, output: &mut impl Write) -> io::Result<()> {
        for processor in Processor::ALL {
            for caches in Caches::ALL {
                let of = |page| {
                    self.greetings.iter().find(|greeting| {
                        greeting.page == page
                            && greeting.caches == caches
                            && greeting.slow_down == processor.name()
                    })
                };
                let (Some(bavard), Some(deep_chat), Some(intro)) = (
                    of(Page::Bavard),
                    of(Page::DeepChat),
                    of(Page::DeepChatIntro),
                ) else {
                    continue;
                };
                write_row(
                    output,
                    &format!(
                        "click to greeting, {}, {}, ms",
                        caches.name(),
                        processor.name()
                    ),
                    &bavard.painted.to_string(),
                    &deep_chat.painted.to_string(),
                    &format!(
                        "≤ Deep Chat: {}; intro in page {}: {}",
                        verdict(bavard.painted.median() <= deep_chat.painted.median()),
                        intro.painted,
                        verdict(bavard.painted.median() <= intro.painted.median()),
                    ),
                )?;
            }
        }
        Ok(())
    }

    pub(crate) fn write_messages(&self, output: &mut impl Write) -> io::Result<()> {
        let of = |page, length| {
            self.messages
                .iter()
                .find(|messages| messages.page == page && messages.length == length)
        };
        let [short, .., longest] = LENGTHS;
        for (what, figure) in [
            (
                "of a long answer",
                (|messages: &Messages| messages.added.as_ref()) as Added,
            ),
            ("of a turn", |messages| messages.of_turn.as_ref()),
        ] {
            for length in LENGTHS {
                let [bavard, deep_chat] =
                    messages::PAGES.map(|page| of(page, length).and_then(figure));
                let mut target = String::new();
                if length == longest
                    && let Some(bavard) = bavard
                    && let Some(at_first) = of(Page::Bavard, short).and_then(figure)
                {
                    // A growth that is smaller than the spread of either is none.
                    let is_flat = bavard.lower_quartile() <= at_first.upper_quartile();
                    target = format!(
                        "{}; as at {short}: {}",
                        at_most(bavard.median(), MESSAGE_LIMIT),
                        verdict(is_flat)
                    );
                }
                write_row(
                    output,
                    &format!("main thread per message {what} at {length}, ms"),
                    &bavard.map_or_else(not_reached, Sample::to_string),
                    &deep_chat.map_or_else(not_reached, Sample::to_string),
                    &target,
                )?;
            }
        }
        for length in [0].into_iter().chain(LENGTHS) {
            let [bavard, deep_chat] = messages::PAGES.map(|page| of(page, length));
            let mut target = String::new();
            if length == longest
                && let Some(bavard) = bavard
                && let Some(empty) = of(Page::Bavard, 0)
            {
                let beyond = (memory(bavard) - memory(empty)) / MEGABYTE;
                target = format!("beyond the empty chat {}", at_most(beyond, MEMORY_LIMIT));
            }
            write_row(
                output,
                &format!("JS heap + wasm memory at {length}, MB (nodes)"),
                &bavard.map_or_else(not_reached, memory_words),
                &deep_chat.map_or_else(not_reached, memory_words),
                &target,
            )?;
        }
        Ok(())
    }

    /// Where the time from click to greeting goes.
    pub(crate) fn write_steps(&self, output: &mut impl Write) -> io::Result<()> {
        for greeting in &self.greetings {
            if !greeting::PAGES.contains(&greeting.page) || greeting.page == Page::DeepChatIntro {
                continue;
            }
            write!(
                output,
                "\n{}, {}, {}: ms after the click (median begin–end of each fetch):",
                greeting.page.name(),
                greeting.caches.name(),
                greeting.slow_down
            )?;
            let mut steps: Vec<_> = greeting.steps.iter().collect();
            steps.sort_by(|(_, (a, _)), (_, (b, _))| a.median().total_cmp(&b.median()));
            for (name, (begin, end)) in steps {
                write!(output, " {name} {:.0}–{:.0},", begin.median(), end.median())?;
            }
            write!(output, " painted {:.0}", greeting.painted.median())?;
        }
        writeln!(output)
    }

    /// To `bench/widget.json` in cargo's target folder.
    pub(crate) fn save(&self, output: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = target.parent().unwrap_or(target).join("bench");
        fs::create_dir_all(&folder)?;
        let path = folder.join("widget.json");
        fs::write(&path, serde_json::to_string_pretty(self)? + "\n")?;
        writeln!(output, "\nwritten to {}", path.display())?;
        Ok(())
    }
}

/// What stands over the table.
pub(crate) fn write_head(output: &mut impl Write) -> io::Result<()> {
    writeln!(
        output,
        "\nMedians, with the quartiles in parentheses\n\n{:<54}{:>24}{:>24}  target",
        "", "Bavard", "Deep Chat"
    )
}

fn write_row(
    output: &mut impl Write,
    what: &str,
    bavard: &str,
    deep_chat: &str,
    target: &str,
) -> io::Result<()> {
    writeln!(output, "{what:<54}{bavard:>24}{deep_chat:>24}  {target}")
}

fn at_most(value: f64, limit: f64) -> String {
    if value <= limit {
        format!("≤ {limit}: met")
    } else {
        format!("≤ {limit}: MISSED ({value:.1})")
    }
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files")]
fn kibibytes(bytes: u64) -> f64 {
    bytes as f64 / KIBIBYTE
}

/// Of JavaScript and WebAssembly, in bytes.
fn memory(messages: &Messages) -> f64 {
    messages.heap.median() + messages.wasm.median()
}

fn not_reached() -> String {
    "not within 60 s".to_owned()
}

fn memory_words(messages: &Messages) -> String {
    format!(
        "{:.1} + {:.1} ({:.0})",
        messages.heap.median() / MEGABYTE,
        messages.wasm.median() / MEGABYTE,
        messages.nodes.median()
    )
}
