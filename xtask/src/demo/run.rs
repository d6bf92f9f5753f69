//! Starts the parts of the demo and keeps them together until one ends or the user stops it.

use std::time::Duration;

use super::example::Example;
use super::interrupt::Interrupt;
use super::parts;
use super::service::{Part, Service, Waited};
use crate::console;
use crate::dist::compile_widget;
use crate::failure::Failure;
use crate::step::step;
use crate::suites::Programs;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// Between two looks at the parts.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

/// Runs the demo until Ctrl-C or SIGTERM. Whatever ends it ends every part of it.
///
/// # Errors
///
/// When something does not build, does not come up, or ends by itself.
pub(crate) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    example: Example,
    port: u16,
) -> Result<(), Failure> {
    let programs = Programs::build(workspace)?;
    // trunk calls cargo offline, so the crates have to be there; and a mistake shows before anything is started.
    compile_widget(workspace)?;
    let interrupt = Interrupt::watch()?;
    let mut services = Vec::new();
    let wanted = [
        (
            "Start the example's backend",
            parts::backend(example, &programs),
        ),
        (
            "Start the dialog server",
            parts::server(workspace, example, &programs),
        ),
        ("Serve the demo page", parts::page(workspace, tools, port)),
    ];
    for (title, part) in wanted {
        if start(title, part, &mut services, &interrupt)? == Waited::Interrupted {
            return Ok(());
        }
    }
    console::say(format_args!(
        "\n{} is open: http://127.0.0.1:{port}/{}\nCtrl-C closes it.\n",
        example.place(),
        example.page()
    ));
    while !interrupt.came_within(LOOK_AGAIN) {
        services.iter_mut().try_for_each(Service::check_alive)?;
    }
    console::say("\nClosing.");
    Ok(())
}

fn start(
    title: &str,
    part: Part,
    services: &mut Vec<Service>,
    interrupt: &Interrupt,
) -> Result<Waited, Failure> {
    step(
        title,
        "If an address is taken, end the program that listens there (`ss -ltnp` names it); `--port` moves the page.",
        || {
            let mut service = part.start()?;
            let waited = service.wait_until_ready(interrupt);
            services.push(service);
            waited
        },
    )
}
