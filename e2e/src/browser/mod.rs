//! Browsers, driven through WebDriver. One scenario runs in each of them; what only the developer tools of Chromium can do
//! (a viewport of any size, another theme while a page is open) is done by other means elsewhere.

mod chromium;
mod driver;
mod engine;
mod firefox;
mod session;
mod theme;
mod viewport;
mod webkit;

pub use engine::Engine;
pub use session::{Browser, visit, visit_in};
pub use theme::{Contrast, Motion, Theme};
pub use viewport::Viewport;
