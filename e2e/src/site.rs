//! The site of an example, its server and its backend.

use std::ffi::OsString;
use std::net::SocketAddr;

use tempfile::TempDir;

use crate::program::Program;
use crate::surroundings::{BAVARD, COFFEE_BACKEND, SHOWCASE_BACKEND, prepared, repository};
use crate::{Failure, Line, ScriptedBackend, site_config, site_folder};

/// An example of the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Example {
    /// The coffee bar.
    Coffee,
    /// The bike rental, which has everything that the coffee bar does not.
    Showcase,
}

impl Example {
    /// Its folder in `examples/`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Coffee => "coffee",
            Self::Showcase => "showcase",
        }
    }

    /// Its page; all of a site's pages are the same for both.
    fn page(self) -> &'static str {
        match self {
            Self::Coffee => "",
            Self::Showcase => "showcase.html",
        }
    }

    fn backend(self) -> &'static str {
        match self {
            Self::Coffee => COFFEE_BACKEND,
            Self::Showcase => SHOWCASE_BACKEND,
        }
    }
}

/// A running site on ports of its own. Dropping it ends everything.
#[derive(Debug)]
pub struct Site {
    example: Example,
    server: Program,
    _backend: Option<Program>,
    _folder: TempDir,
}

impl Site {
    /// The coffee bar: starts its backend and the server and serves the demo pages with the built files.
    ///
    /// # Errors
    ///
    /// When something is not built or does not start.
    pub async fn open() -> Result<Self, Failure> {
        Self::of(Example::Coffee).await
    }

    /// As [`Self::open`], of any example.
    ///
    /// # Errors
    ///
    /// When something is not built or does not start.
    pub async fn of(example: Example) -> Result<Self, Failure> {
        let program = prepared(example.backend())?;
        let backend = Program::start(&program, ["--listen", "127.0.0.1:0"]).await?;
        let address = backend.address();
        Self::start(example, address, Some(backend)).await
    }

    /// With a backend that answers what a test wants.
    ///
    /// # Errors
    ///
    /// When something is not built or does not start.
    pub async fn with_backend(
        example: Example,
        backend: &ScriptedBackend,
    ) -> Result<Self, Failure> {
        Self::start(example, backend.address(), None).await
    }

    async fn start(
        example: Example,
        address: SocketAddr,
        backend: Option<Program>,
    ) -> Result<Self, Failure> {
        let folder = TempDir::new().map_err(Failure::at(&std::env::temp_dir()))?;
        let pages = folder.path().join("pages");
        site_folder::fill(&pages)?;
        let config = folder.path().join("bavard.toml");
        let original = format!("examples/{}/bavard.toml", example.name());
        site_config::write_config(&repository().join(original), address, &config)?;
        let arguments: [OsString; 7] = [
            "serve".into(),
            "--config".into(),
            config.into(),
            "--listen".into(),
            "127.0.0.1:0".into(),
            "--static".into(),
            pages.into(),
        ];
        let server = Program::start(&prepared(BAVARD)?, arguments).await?;
        Ok(Self {
            example,
            server,
            _backend: backend,
            _folder: folder,
        })
    }

    /// The address of a page; an empty name is the coffee bar's.
    #[must_use]
    pub fn url(&self, page: &str) -> String {
        format!("http://{}/{page}", self.server.address())
    }

    /// The address of the example's own page.
    #[must_use]
    pub fn home(&self) -> String {
        self.url(self.example.page())
    }

    /// Another way to the server, which can be cut.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub async fn line(&self) -> Result<Line, Failure> {
        Line::to(self.server.address()).await
    }
}
