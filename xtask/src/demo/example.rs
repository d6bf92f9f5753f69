//! The examples that the demo can run, and what is different about them.

use std::path::Path;

use crate::suites::Programs;

/// A project under `examples/` that has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Example {
    /// Takes orders for coffee.
    Coffee,
    /// Rents out bikes, and shows everything that coffee has no use for.
    Showcase,
}

impl Example {
    /// The example of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "coffee" => Some(Self::Coffee),
            "showcase" => Some(Self::Showcase),
            _ => None,
        }
    }

    /// What the page is about.
    pub(super) fn place(self) -> &'static str {
        match self {
            Self::Coffee => "The coffee shop",
            Self::Showcase => "The bike rental",
        }
    }

    /// The page below the address that trunk serves.
    pub(super) fn page(self) -> &'static str {
        match self {
            Self::Coffee => "",
            Self::Showcase => "showcase.html",
        }
    }

    /// Configuration of the server, from the root of the repository.
    pub(super) fn server_config(self) -> &'static str {
        match self {
            Self::Coffee => "examples/coffee/bavard.toml",
            Self::Showcase => "examples/showcase/bavard.toml",
        }
    }

    /// Where that configuration looks for the backend.
    pub(super) fn backend_port(self) -> u16 {
        match self {
            Self::Coffee => 9000,
            Self::Showcase => 9001,
        }
    }

    /// The backend.
    pub(super) fn backend(self, programs: &Programs) -> &Path {
        match self {
            Self::Coffee => &programs.coffee_backend,
            Self::Showcase => &programs.showcase_backend,
        }
    }
}
