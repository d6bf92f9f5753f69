//! The coffee shop's site, its server and its backend.

use std::ffi::OsString;

use tempfile::TempDir;

use crate::program::Program;
use crate::surroundings::{BAVARD, COFFEE_BACKEND, prepared, repository};
use crate::{Failure, Line, site_config, site_folder};

/// A running site on ports of its own. Dropping it ends everything.
#[derive(Debug)]
pub struct Site {
    server: Program,
    _backend: Program,
    _folder: TempDir,
}

impl Site {
    /// Starts the backend and the server and serves the demo page with the built files.
    ///
    /// # Errors
    ///
    /// When something is not built or does not start.
    pub async fn open() -> Result<Self, Failure> {
        let folder = TempDir::new().map_err(Failure::at(&std::env::temp_dir()))?;
        let pages = folder.path().join("pages");
        site_folder::fill(&pages)?;
        let backend =
            Program::start(&prepared(COFFEE_BACKEND)?, ["--listen", "127.0.0.1:0"]).await?;
        let config = folder.path().join("bavard.toml");
        let example = repository().join("examples/coffee/bavard.toml");
        site_config::write_config(&example, backend.address(), &config)?;
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
            server,
            _backend: backend,
            _folder: folder,
        })
    }

    /// The address of a page; an empty name is the demo page.
    #[must_use]
    pub fn url(&self, page: &str) -> String {
        format!("http://{}/{page}", self.server.address())
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
