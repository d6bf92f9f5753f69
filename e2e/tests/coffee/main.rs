//! The coffee example as its visitors meet it, in headless Chromium. Each test has a site and a browser of its own.

mod breakdown;
mod connection;
mod content_security;
mod embedding;
mod ending;
mod frame;
mod hosting;
mod hostile_pages;
mod ordering;
mod pictures;
mod reading;
mod returning;
mod teaser;
