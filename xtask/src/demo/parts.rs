//! What the demo runs.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::example::Example;
use super::page::trunk;
use super::service::Part;
use crate::process::Task;
use crate::suites::Programs;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// Where `Trunk.toml` sends the page's calls.
const SERVER_PORT: u16 = 8080;
/// A built program listens at once; a busy machine may take a little.
const PROGRAM_LIMIT: Duration = Duration::from_secs(30);
/// trunk listens after its first build; what takes long of it is compiled before.
const BUILD_LIMIT: Duration = Duration::from_secs(5 * 60);

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// The endpoint that the project's server-side data access nodes call.
pub(super) fn backend(example: Example, programs: &Programs) -> Part {
    let address = local(example.backend_port());
    Part {
        name: "backend",
        address,
        ready_within: PROGRAM_LIMIT,
        task: Task::new(example.backend(programs))
            .arg("--listen")
            .arg(address.to_string()),
    }
}

/// The dialog server.
pub(super) fn server(workspace: &Workspace, example: Example, programs: &Programs) -> Part {
    let address = local(SERVER_PORT);
    Part {
        name: "server",
        address,
        ready_within: PROGRAM_LIMIT,
        task: Task::new(&programs.bavard)
            .args(["serve", "--config"])
            .arg(example.server_config())
            .arg("--listen")
            .arg(address.to_string())
            .within(workspace.root()),
    }
}

/// The page, built again whenever a source changes.
pub(super) fn page(workspace: &Workspace, tools: &Toolbox, port: u16) -> Part {
    Part {
        name: "page",
        address: local(port),
        ready_within: BUILD_LIMIT,
        task: trunk(workspace, tools, "serve")
            .args(["--address", "127.0.0.1", "--port"])
            .arg(port.to_string()),
    }
}
