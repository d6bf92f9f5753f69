//! Sizes of the page.

/// Size of the page, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewport {
    /// 390 x 844, as a phone. Firefox and WebKitGTK have windows of at least 450 pixels; what is drawn for phones begins at 480.
    Phone,
    /// 320 x 568, the smallest phone.
    SmallPhone,
    /// 320 x 256: a page of 1280 x 1024 at 400 %, as WCAG 1.4.10 has it.
    Zoomed,
    /// 500 x 800: wide enough for a window beside the page, and most of it is the window.
    Compact,
    /// 1280 x 800.
    Desktop,
}

impl Viewport {
    /// Width and height.
    pub(super) fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::SmallPhone => (320, 568),
            Self::Zoomed => (320, 256),
            Self::Compact => (500, 800),
            Self::Desktop => (1280, 800),
        }
    }

    /// Whether it is touched.
    pub(super) fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::SmallPhone)
    }

    /// For names of files.
    #[must_use]
    pub fn name(self) -> String {
        let (width, height) = self.size();
        format!("{width}x{height}")
    }
}
