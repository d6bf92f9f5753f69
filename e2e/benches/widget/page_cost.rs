//! What a chat costs a page: bytes, and work of the main thread before anybody opens it.

use std::error::Error;

use serde::{Deserialize, Serialize};

use crate::browser::{Browser, Driver, Processor};
use crate::page::Page;
use crate::sample::Sample;
use crate::site::Site;

/// A file that the browser fetched.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Fetched {
    path: String,
    /// As it travelled.
    bytes: u64,
}

/// What a chat fetches.
#[derive(Debug, Serialize)]
pub(crate) struct Bytes {
    pub(crate) page: Page,
    /// Until the page is at rest and nobody has clicked.
    pub(crate) before_opening: u64,
    /// Until the greeting is painted, with what came before.
    pub(crate) usable: Option<u64>,
    pub(crate) files: Vec<Fetched>,
}

/// The pages whose bytes are told.
const PAGES: [Page; 3] = [Page::Bavard, Page::DeepChat, Page::DeepChatEager];

pub(crate) async fn bytes(driver: &Driver, site: &Site) -> Result<Vec<Bytes>, Box<dyn Error>> {
    let mut told = Vec::new();
    for page in PAGES {
        told.push(
            driver
                .visit(Processor::Full, async |browser| {
                    browser.go(&site.url(page)).await?;
                    let mut files = fetched(browser).await?;
                    let before_opening = sum(&files);
                    let mut usable = None;
                    if page != Page::DeepChatEager {
                        let _: serde_json::Value = browser.value("greetingPainted()").await?;
                        files = fetched(browser).await?;
                        usable = Some(sum(&files));
                    }
                    Ok(Bytes {
                        page,
                        before_opening,
                        usable,
                        files,
                    })
                })
                .await?,
        );
    }
    Ok(told)
}

async fn fetched(browser: &Browser) -> Result<Vec<Fetched>, Box<dyn Error>> {
    browser.value::<()>("settled()").await?;
    browser.value("fetched()").await
}

fn sum(files: &[Fetched]) -> u64 {
    files.iter().map(|file| file.bytes).sum()
}

/// Work of a page's main thread while nobody has opened the chat, four times slowed down, in milliseconds.
#[derive(Debug, Serialize)]
pub(crate) struct Unopened {
    pub(crate) page: Page,
    pub(crate) script: Sample,
    pub(crate) task: Sample,
    /// Total blocking time: what tasks take beyond 50 ms each.
    pub(crate) blocking: Sample,
}

/// The pages whose work is compared. They take turns, so that whatever else the machine does meets all.
const COMPARED: [Page; 3] = [Page::Plain, Page::Bavard, Page::DeepChatEager];

pub(crate) async fn unopened(
    driver: &Driver,
    site: &Site,
    visits: usize,
) -> Result<Vec<Unopened>, Box<dyn Error>> {
    let mut seen: [Vec<[f64; 3]>; 3] = Default::default();
    for _ in 0..visits {
        for (page, seen) in COMPARED.into_iter().zip(&mut seen) {
            seen.push(
                driver
                    .visit(Processor::Quarter, async |browser| {
                        browser.go(&site.url(page)).await?;
                        browser.value::<()>("settled()").await?;
                        let metrics = browser.metrics().await?;
                        let blocking: f64 = browser.value("blockingTime()").await?;
                        Ok([
                            metrics.script_milliseconds,
                            metrics.task_milliseconds,
                            blocking,
                        ])
                    })
                    .await?,
            );
        }
    }
    Ok(COMPARED
        .into_iter()
        .zip(seen)
        .map(|(page, seen)| Unopened {
            page,
            script: Sample::of(seen.iter().map(|[script, _, _]| *script)),
            task: Sample::of(seen.iter().map(|[_, task, _]| *task)),
            blocking: Sample::of(seen.iter().map(|[_, _, blocking]| *blocking)),
        })
        .collect())
}
