//! From the click to the greeting on the screen.
//!
//! A cold visit has a browser of its own with an empty profile: no cached files, no compiled code. Warm visits follow each
//! other in one browser, after some that fill its caches. The click is a script's, so that no pointer has announced it and
//! both chats begin to load with it.

use std::collections::BTreeMap;
use std::error::Error;

use serde::{Deserialize, Serialize};

use crate::browser::{Browser, Driver, Processor};
use crate::page::Page;
use crate::sample::Sample;
use crate::site::Site;

/// Visits that fill the caches: browsers keep compiled code from the second or third on.
const WARMING: usize = 3;

/// The pages that are compared.
pub(crate) const PAGES: [Page; 3] = [Page::Bavard, Page::DeepChat, Page::DeepChatIntro];

/// How the browser knows the chat already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Caches {
    Cold,
    Warm,
}

impl Caches {
    pub(crate) const ALL: [Self; 2] = [Self::Cold, Self::Warm];

    /// For readers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cold => "cold",
            Self::Warm => "warm",
        }
    }
}

/// Times of one page under one condition, in milliseconds after the click.
#[derive(Debug, Serialize)]
pub(crate) struct Greeting {
    pub(crate) page: Page,
    pub(crate) caches: Caches,
    pub(crate) slow_down: &'static str,
    pub(crate) painted: Sample,
    /// When each fetch began and when its answer had arrived, by the last part of the path.
    pub(crate) steps: BTreeMap<String, (Sample, Sample)>,
}

#[derive(Debug, Deserialize)]
struct Painted {
    painted: f64,
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct Step {
    name: String,
    begin: f64,
    end: f64,
}

pub(crate) async fn measure(
    driver: &Driver,
    site: &Site,
    visits: usize,
) -> Result<Vec<Greeting>, Box<dyn Error>> {
    let mut told = Vec::new();
    for processor in Processor::ALL {
        for caches in Caches::ALL {
            let mut seen: [Vec<Painted>; PAGES.len()] = Default::default();
            match caches {
                Caches::Cold => cold(driver, site, processor, visits, &mut seen).await?,
                Caches::Warm => warm(driver, site, processor, visits, &mut seen).await?,
            }
            for (page, seen) in PAGES.into_iter().zip(seen) {
                told.push(Greeting {
                    page,
                    caches,
                    slow_down: processor.name(),
                    painted: Sample::of(seen.iter().map(|visit| visit.painted)),
                    steps: steps(&seen),
                });
            }
        }
    }
    Ok(told)
}

/// The pages take turns, so that whatever else the machine does meets all.
async fn cold(
    driver: &Driver,
    site: &Site,
    processor: Processor,
    visits: usize,
    seen: &mut [Vec<Painted>],
) -> Result<(), Box<dyn Error>> {
    for _ in 0..visits {
        for (page, seen) in PAGES.into_iter().zip(&mut *seen) {
            seen.push(
                driver
                    .visit(processor, async |browser| {
                        open(browser, &site.url(page)).await
                    })
                    .await?,
            );
        }
    }
    Ok(())
}

async fn warm(
    driver: &Driver,
    site: &Site,
    processor: Processor,
    visits: usize,
    seen: &mut [Vec<Painted>],
) -> Result<(), Box<dyn Error>> {
    driver
        .visit(processor, async |browser| {
            for _ in 0..WARMING {
                for page in PAGES {
                    open(browser, &site.url(page)).await?;
                }
            }
            for _ in 0..visits {
                for (page, seen) in PAGES.into_iter().zip(&mut *seen) {
                    seen.push(open(browser, &site.url(page)).await?);
                }
            }
            Ok(())
        })
        .await
}

async fn open(browser: &Browser, url: &str) -> Result<Painted, Box<dyn Error>> {
    browser.go(url).await?;
    browser.value::<()>("settled()").await?;
    let painted = browser.value("greetingPainted()").await?;
    browser.value::<()>("settled()").await?;
    Ok(painted)
}

fn steps(visits: &[Painted]) -> BTreeMap<String, (Sample, Sample)> {
    let mut times: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for step in visits.iter().flat_map(|visit| &visit.steps) {
        times
            .entry(&step.name)
            .or_default()
            .push((step.begin, step.end));
    }
    times
        .into_iter()
        .map(|(name, times)| {
            let begin = Sample::of(times.iter().map(|(begin, _)| *begin));
            let end = Sample::of(times.iter().map(|(_, end)| *end));
            (name.to_owned(), (begin, end))
        })
        .collect()
}
