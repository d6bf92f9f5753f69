//! The browsers that the widget is for, one of each family.

/// Which browser a scenario runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Headless Chromium.
    Chromium,
    /// Headless Firefox.
    Firefox,
    /// WebKitGTK's own small browser, on a display that nobody sees.
    WebKit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];
}
