//! Redis, which the tests of several nodes start themselves.

use std::path::Path;

use super::privilege::Privilege;
use super::search::find_program;
use crate::failure::Failure;
use crate::step::step;

const PROGRAM: &str = "redis-server";

/// Installs `redis-server` if it is missing.
///
/// # Errors
///
/// [`Failure::MissingPrograms`] where there is no apt or no right to use it.
pub(super) fn install() -> Result<(), Failure> {
    if find_program(&[PROGRAM]).is_some() {
        return Ok(());
    }
    step(
        "Install Redis",
        "Install Redis 6 or later, or a compatible server under the name `redis-server`, with your system's package \
         manager (on Debian as root: `apt-get install redis-server`), then run the command again. It need not run.",
        || match (find_program(&["apt-get"]), Privilege::detect()) {
            (Some(_), Some(privilege)) => {
                privilege.apt_install([PROGRAM])?;
                stop_service(privilege)
            }
            _ => Err(Failure::MissingPrograms {
                programs: vec![PROGRAM.to_owned()],
            }),
        },
    )
}

/// The package starts a server with the machine; the tests want none but their own.
fn stop_service(privilege: Privilege) -> Result<(), Failure> {
    // As systemd's own `sd_booted` tells whether it runs.
    if !Path::new("/run/systemd/system").is_dir() {
        return Ok(());
    }
    privilege
        .task("systemctl")
        .args(["disable", "--now", PROGRAM])
        .run()
}
