//! Headless Chromium as a visitor has it, over its DevTools protocol.

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::process::Stdio;
use std::time::Duration;

use bavard_e2e::until;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::arguments::Arguments;

/// No sandbox because CI is root, no calls home, no first-run pages, and the size of a notebook's window.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,800",
];

/// A page that fills a long conversation works for a while.
const SCRIPT_LIMIT: Duration = Duration::from_secs(300);

/// How fast the page's main thread runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Processor {
    /// As fast as this machine is.
    Full,
    /// Four times slower, for a phone of the lower middle.
    Quarter,
}

impl Processor {
    pub(crate) const ALL: [Self; 2] = [Self::Full, Self::Quarter];

    fn slow_down(self) -> u32 {
        match self {
            Self::Full => 1,
            Self::Quarter => 4,
        }
    }

    /// For readers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Full => "1x",
            Self::Quarter => "4x",
        }
    }
}

/// `chromedriver`, which starts the browsers.
#[derive(Debug)]
pub(crate) struct Driver {
    _program: Child,
    address: SocketAddr,
    chromium: String,
}

impl Driver {
    pub(crate) async fn start(arguments: &Arguments) -> Result<Self, Box<dyn Error>> {
        // The driver takes a port but cannot choose one by itself.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let program = Command::new(&arguments.chromedriver)
            .arg(format!("--port={}", address.port()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        until("the browser's driver", async || {
            Ok(TcpStream::connect(address).await.ok())
        })
        .await?;
        Ok(Self {
            _program: program,
            address,
            chromium: arguments.chromium.to_string_lossy().into_owned(),
        })
    }

    /// Starts a browser with a fresh profile, lets `measure` use it and ends it, whatever came of the measurement.
    pub(crate) async fn visit<T>(
        &self,
        processor: Processor,
        measure: impl AsyncFnOnce(&Browser) -> Result<T, Box<dyn Error>>,
    ) -> Result<T, Box<dyn Error>> {
        let profile = TempDir::new()?;
        let mut capabilities = DesiredCapabilities::chrome();
        capabilities.set_binary(&self.chromium)?;
        for flag in FLAGS {
            capabilities.add_arg(flag)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        let session = WebDriver::new(format!("http://{}", self.address), capabilities).await?;
        let browser = Browser { session };
        let measured = browser.measured(processor, measure).await;
        browser.session.quit().await?;
        measured
    }
}

/// One page of a browser with a profile of its own.
#[derive(Debug)]
pub(crate) struct Browser {
    session: WebDriver,
}

impl Browser {
    async fn measured<T>(
        &self,
        processor: Processor,
        measure: impl AsyncFnOnce(&Browser) -> Result<T, Box<dyn Error>>,
    ) -> Result<T, Box<dyn Error>> {
        self.session.set_script_timeout(SCRIPT_LIMIT).await?;
        self.command("Performance.enable", json!({ "timeDomain": "timeTicks" }))
            .await?;
        self.command(
            "Emulation.setCPUThrottlingRate",
            json!({ "rate": processor.slow_down() }),
        )
        .await?;
        measure(self).await
    }

    /// Loads a page and waits for its `load` event.
    pub(crate) async fn go(&self, url: &str) -> Result<(), Box<dyn Error>> {
        Ok(self.session.goto(url).await?)
    }

    /// The value of an expression, awaited when it is a promise.
    pub(crate) async fn value<T: DeserializeOwned>(
        &self,
        expression: &str,
    ) -> Result<T, Box<dyn Error>> {
        let script = format!("return {expression};");
        let returned = self.session.execute(&script, Vec::new()).await?;
        Ok(serde_json::from_value(returned.json().clone())?)
    }

    /// A command of the DevTools protocol.
    pub(crate) async fn command(
        &self,
        name: &str,
        parameters: Value,
    ) -> Result<Value, Box<dyn Error>> {
        Ok(self.session.cdp().send_raw(name, parameters).await?)
    }

    /// What the browser has counted since the page was loaded.
    pub(crate) async fn metrics(&self) -> Result<Metrics, Box<dyn Error>> {
        #[derive(Deserialize)]
        struct Answer {
            metrics: Vec<Metric>,
        }
        #[derive(Deserialize)]
        struct Metric {
            name: String,
            value: f64,
        }
        let answer = self.command("Performance.getMetrics", json!({})).await?;
        let Answer { metrics } = serde_json::from_value(answer)?;
        let value = |name: &str| {
            let found = metrics.iter().find(|metric| metric.name == name);
            found
                .map(|metric| metric.value)
                .ok_or_else(|| format!("the browser does not count {name}"))
        };
        Ok(Metrics {
            script_milliseconds: value("ScriptDuration")? * 1e3,
            task_milliseconds: value("TaskDuration")? * 1e3,
            heap_bytes: value("JSHeapUsedSize")?,
            nodes: value("Nodes")?,
        })
    }

    /// Frees what can be freed.
    pub(crate) async fn collect_garbage(&self) -> Result<(), Box<dyn Error>> {
        for _ in 0..2 {
            self.command("HeapProfiler.collectGarbage", json!({}))
                .await?;
        }
        Ok(())
    }
}

/// `Performance.getMetrics`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Metrics {
    /// Time in JavaScript and WebAssembly.
    pub(crate) script_milliseconds: f64,
    /// Time in tasks of the main thread: scripts, style, layout, paint.
    pub(crate) task_milliseconds: f64,
    /// JavaScript's heap, without the memory of WebAssembly.
    pub(crate) heap_bytes: f64,
    /// Nodes of documents that are alive.
    pub(crate) nodes: f64,
}
