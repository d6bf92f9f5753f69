//! Long conversations: what a message costs the main thread, and what all of them keep in memory.

use std::error::Error;

use serde::Serialize;
use serde_json::json;

use crate::browser::{Browser, Driver, Processor};
use crate::page::Page;
use crate::sample::Sample;
use crate::site::Site;

/// Messages in the conversation while it is measured.
pub(crate) const LENGTHS: [usize; 3] = [100, 1_000, 5_000];

/// The pages that are compared.
pub(crate) const PAGES: [Page; 2] = [Page::Bavard, Page::DeepChat];

/// Turns between two looks at the browser's counters; a look costs the page a little time itself.
const TURNS: usize = 5;
/// Looks at each length.
const LOOKS: usize = 4;
/// Messages of one long answer.
const LONG_ANSWER: usize = 20;
/// The visitor's message and the bot's.
const MESSAGES_OF_A_TURN: usize = 2;

/// Figures of one page at one length. A page that takes more than a minute to reach a length has none there.
#[derive(Debug, Serialize)]
pub(crate) struct Messages {
    pub(crate) page: Page,
    /// How many the conversation has; 0 is the chat with its greeting.
    pub(crate) length: usize,
    /// Time of the main thread for one message of a long answer: scripts, style, layout and paint, in milliseconds.
    /// Nothing at 0.
    pub(crate) added: Option<Sample>,
    /// The same for one message of a turn, the visitor's or the bot's, with all that belongs to a turn.
    pub(crate) of_turn: Option<Sample>,
    /// JavaScript's heap after garbage collection, in bytes.
    pub(crate) heap: Sample,
    /// Memory of WebAssembly, in bytes.
    pub(crate) wasm: Sample,
    /// Nodes of the document.
    pub(crate) nodes: Sample,
}

#[derive(Debug, Default)]
struct Seen {
    added: Vec<f64>,
    of_turn: Vec<f64>,
    heap: Vec<f64>,
    wasm: Vec<f64>,
    nodes: Vec<f64>,
}

pub(crate) async fn measure(
    driver: &Driver,
    site: &Site,
    conversations: usize,
) -> Result<Vec<Messages>, Box<dyn Error>> {
    let mut told = Vec::new();
    for page in PAGES {
        let mut empty = Seen::default();
        let mut long: [Seen; LENGTHS.len()] = Default::default();
        for _ in 0..conversations {
            driver
                .visit(Processor::Full, async |browser| {
                    converse(browser, site, page, &mut empty, &mut long).await
                })
                .await?;
        }
        told.push(figures(page, 0, empty));
        told.extend(
            LENGTHS
                .into_iter()
                .zip(long)
                .filter(|(_, seen)| !seen.heap.is_empty())
                .map(|(length, seen)| figures(page, length, seen)),
        );
    }
    Ok(told)
}

fn figures(page: Page, length: usize, seen: Seen) -> Messages {
    Messages {
        page,
        length,
        added: (!seen.added.is_empty()).then(|| Sample::of(seen.added)),
        of_turn: (!seen.of_turn.is_empty()).then(|| Sample::of(seen.of_turn)),
        heap: Sample::of(seen.heap),
        wasm: Sample::of(seen.wasm),
        nodes: Sample::of(seen.nodes),
    }
}

async fn converse(
    browser: &Browser,
    site: &Site,
    page: Page,
    empty: &mut Seen,
    long: &mut [Seen],
) -> Result<(), Box<dyn Error>> {
    let source = include_str!("pages/wasm-memory.js");
    browser.command("Page.enable", json!({})).await?;
    browser
        .command(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
    open(browser, &site.url(page)).await?;
    look_at_memory(browser, empty).await?;
    let mut messages = 1;
    for (length, seen) in LENGTHS.into_iter().zip(long) {
        let measured = (TURNS * MESSAGES_OF_A_TURN + LONG_ANSWER) * LOOKS;
        let missing = length.saturating_sub(messages + measured / 2);
        if page == Page::DeepChat {
            // One by one, a thousand messages take it half a minute; as history it draws them at once.
            let begun = length.saturating_sub(measured / 2);
            open(browser, &format!("{}?messages={begun}", site.url(page))).await?;
        } else if !browser.value::<bool>(&format!("fill({missing})")).await? {
            break;
        }
        messages += missing + measured;
        for _ in 0..LOOKS {
            let turns = working_time(browser, &format!("turns({TURNS})")).await?;
            seen.of_turn.push(each(turns, TURNS * MESSAGES_OF_A_TURN));
            let answer = working_time(browser, &format!("fill({LONG_ANSWER})")).await?;
            seen.added.push(each(answer, LONG_ANSWER));
        }
        look_at_memory(browser, seen).await?;
    }
    Ok(())
}

async fn open(browser: &Browser, url: &str) -> Result<(), Box<dyn Error>> {
    browser.go(url).await?;
    browser.value::<()>("settled()").await?;
    browser
        .value::<serde_json::Value>("greetingPainted()")
        .await?;
    Ok(())
}

/// What the main thread works while the page does something, in milliseconds.
async fn working_time(browser: &Browser, what: &str) -> Result<f64, Box<dyn Error>> {
    let before = browser.metrics().await?;
    browser.value::<serde_json::Value>(what).await?;
    let after = browser.metrics().await?;
    Ok(after.task_milliseconds - before.task_milliseconds)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of messages")]
fn each(milliseconds: f64, messages: usize) -> f64 {
    milliseconds / messages as f64
}

async fn look_at_memory(browser: &Browser, seen: &mut Seen) -> Result<(), Box<dyn Error>> {
    browser.value::<()>("settled()").await?;
    browser.collect_garbage().await?;
    let metrics = browser.metrics().await?;
    seen.heap.push(metrics.heap_bytes);
    seen.nodes.push(metrics.nodes);
    seen.wasm.push(browser.value("wasmBytes()").await?);
    Ok(())
}
