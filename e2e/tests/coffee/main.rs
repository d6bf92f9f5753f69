//! The coffee example as its visitors meet it, in headless Chromium. Each test has a site and a browser of its own.

mod breakdown;
mod connection;
mod content_security;
mod embedding;
mod ending;
mod frame;
mod hostile_pages;
mod hosting;
mod inspector;
mod language;
mod ordering;
mod pictures;
mod reading;
mod returning;
mod teaser;
mod themes;
