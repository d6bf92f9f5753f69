//! The coffee shop's dialog and the example pages, from one server.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use bavard_e2e::Failure;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A started server; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Server {
    _program: Child,
    address: String,
}

/// What `cargo xtask test` prepares, by the name of an environment variable.
pub(crate) fn prepared(variable: &'static str) -> Result<PathBuf, Failure> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or(Failure::NotPrepared { variable })
}

impl Server {
    pub(crate) async fn start() -> Result<Self, Failure> {
        let program = prepared("BAVARD_BIN")?;
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee");
        let mut started = Command::new(&program)
            .args(["serve", "--listen", "127.0.0.1:0", "--project"])
            .arg(format!("coffee={}", project.display()))
            .arg("--static")
            .arg(prepared("BAVARD_EXAMPLES")?)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| Failure::Program {
                program: program.clone(),
                source,
            })?;
        let mut said = String::new();
        if let Some(output) = started.stdout.take() {
            let mut lines = BufReader::new(output).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some((_, address)) = line.split_once("listening on http://") {
                    // Whatever it prints later must not fill the pipe and stop it.
                    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                    return Ok(Self {
                        _program: started,
                        address: address.trim().to_owned(),
                    });
                }
                said.push_str(&line);
            }
        }
        Err(Failure::NotListening { program, said })
    }

    pub(crate) fn url(&self, example: &str) -> String {
        format!("http://{}/{example}/index.html", self.address)
    }
}
