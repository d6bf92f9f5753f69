//! A page with a chat, whichever way it is embedded, in a browser of its own.

use std::net::{SocketAddr, TcpListener};
use std::process::Stdio;

use bavard_e2e::{Failure, until};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::server::prepared;

/// Finds the chat: `<bavard-chat>`, or the component of a Leptos app.
macro_rules! in_the_chat {
    ($script:literal) => {
        concat!(
            "const host = document.querySelector('bavard-chat, .chat > [placement]');
             const parts = (name) => [...(host?.shadowRoot?.querySelectorAll(`[part~=${name}]`) ?? [])]
               .filter((part) => part.checkVisibility({ visibilityProperty: true }));\n",
            $script
        )
    };
}

/// A browser with one page.
#[derive(Debug)]
pub(crate) struct Page {
    session: WebDriver,
    _driver: Child,
    _profile: TempDir,
}

impl Page {
    pub(crate) async fn load(url: &str) -> Result<Self, Failure> {
        let chromedriver = prepared("CHROMEDRIVER_BIN")?;
        // The driver takes a port but cannot choose one by itself.
        let address: SocketAddr = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(Failure::Network)?;
        let driver = Command::new(&chromedriver)
            .arg(format!("--port={}", address.port()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| Failure::Program {
                program: chromedriver,
                source,
            })?;
        until("the browser's driver", async || {
            Ok(TcpStream::connect(address).await.ok())
        })
        .await?;
        let profile = TempDir::new().map_err(Failure::Network)?;
        let mut capabilities = DesiredCapabilities::chrome();
        capabilities.set_binary(&prepared("CHROMIUM_BIN")?.to_string_lossy())?;
        let profile_flag = format!("--user-data-dir={}", profile.path().display());
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--window-size=1280,800",
            &profile_flag,
        ] {
            capabilities.add_arg(flag)?;
        }
        let session = WebDriver::new(format!("http://{address}"), capabilities).await?;
        session.goto(url).await?;
        Ok(Self {
            session,
            _driver: driver,
            _profile: profile,
        })
    }

    /// Clicks the launcher where there is one; a chat that fills a box is open by itself.
    pub(crate) async fn open_chat(&self) -> Result<(), Failure> {
        self.wait_until(
            "the chat",
            in_the_chat!("if (parts('window').length) return true; parts('launcher')[0]?.click(); return false;"),
            json!(null),
        )
        .await
    }

    pub(crate) async fn say(&self, text: &str) -> Result<(), Failure> {
        self.wait_until(
            "an open composer",
            in_the_chat!(
                "const input = parts('input')[0];
                 if (!input || input.disabled) return false;
                 input.focus();
                 return host.shadowRoot.activeElement === input;"
            ),
            json!(null),
        )
        .await?;
        let typing = self.session.action_chain().send_keys(text);
        typing
            .send_keys(thirtyfour::Key::Enter + "")
            .perform()
            .await?;
        Ok(())
    }

    pub(crate) async fn wait_for_bot(&self, words: &str) -> Result<(), Failure> {
        self.wait_until(
            words,
            in_the_chat!(
                "return parts('message').some((part) => part.dataset.from === 'bot' && part.textContent.includes(arguments[0]));"
            ),
            json!(words),
        )
        .await
    }

    /// In the page's own output.
    pub(crate) async fn wait_for_text_around(&self, words: &str) -> Result<(), Failure> {
        self.wait_until(
            words,
            "return document.querySelector('#said').textContent.includes(arguments[0]);",
            json!(words),
        )
        .await
    }

    /// Waits until `script`, a function's body, returns true.
    pub(crate) async fn wait_for(&self, what: &str, script: &str) -> Result<(), Failure> {
        self.wait_until(what, script, json!(null)).await
    }

    pub(crate) async fn close(self) -> Result<(), Failure> {
        Ok(self.session.quit().await?)
    }

    async fn wait_until(&self, what: &str, script: &str, argument: Value) -> Result<(), Failure> {
        until(what, async || {
            let returned = self.session.execute(script, vec![argument.clone()]).await?;
            Ok((returned.json() == &json!(true)).then_some(()))
        })
        .await
    }
}
