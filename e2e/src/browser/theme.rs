//! What a visitor prefers.

/// What the visitor's system prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// As in `prefers-color-scheme`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How far colours have to stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contrast {
    /// As they do.
    Any,
    /// As far as can be.
    More,
    /// The system's few colours take the place of the page's.
    Forced,
}

impl Contrast {
    /// As in `prefers-contrast`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "no-preference",
            Self::More => "more",
            Self::Forced => "custom",
        }
    }
}

/// Whether the visitor likes things to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// They do.
    Any,
    /// They do not. Pictures of the same are the same then.
    Reduced,
}

impl Motion {
    /// As in `prefers-reduced-motion`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "no-preference",
            Self::Reduced => "reduce",
        }
    }
}
