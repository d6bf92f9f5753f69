//! What the widget costs visitors and pages, beside Deep Chat.
//!
//! Run with `cargo xtask bench widget`. Headless Chromium loads the built files from a server on the loopback interface
//! that sends them with brotli and answers every turn at once, so that what is measured is the chat's own work. Deep Chat
//! is measured in the same run, from the same server, with the same texts.
//!
//! "Painted" is the end of the first frame that shows the greeting: its text is looked for at the beginning of each frame,
//! when the scripts are done, and the clock is read right after style, layout and paint. Both chats are held to the
//! screen's 60 frames a second, so that single figures are 17 ms apart; medians and quartiles are of many clicks.

mod arguments;
mod browser;
mod deep_chat_service;
mod dialog_service;
mod greeting;
mod messages;
mod page;
mod page_cost;
mod report;
mod sample;
mod site;
mod words;

use std::error::Error;
use std::io;

use clap::Parser as _;

use arguments::{Arguments, Part};
use browser::Driver;
use report::Report;
use site::Site;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        // Dropped, the measurement ends the browsers that it has started.
        tokio::select! {
            measured = measure(&arguments) => measured,
            stopped = tokio::signal::ctrl_c() => {
                stopped?;
                Err("stopped before everything was measured".into())
            }
        }
    })
}

async fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut output = io::stdout();
    let site = Site::open(&arguments.dist, &arguments.deep_chat).await?;
    let driver = Driver::start(arguments).await?;
    let mut report = Report::default();
    report::write_head(&mut output)?;
    if arguments.asks_for(Part::Page) {
        report.bytes = page_cost::bytes(&driver, &site).await?;
        report.write_bytes(&mut output)?;
        report.unopened = page_cost::unopened(&driver, &site, arguments.visits()).await?;
        report.write_unopened(&mut output)?;
    }
    if arguments.asks_for(Part::Greeting) {
        report.greetings = greeting::measure(&driver, &site, arguments.visits()).await?;
        report.write_greetings(&mut output)?;
        report.write_steps(&mut output)?;
    }
    if arguments.asks_for(Part::Messages) {
        report.messages = messages::measure(&driver, &site, arguments.conversations()).await?;
        report.write_messages(&mut output)?;
    }
    report.save(&mut output)
}
