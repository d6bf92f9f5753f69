//! What tests of the sections ask of a configuration that cannot be.

use std::path::Path;

use super::Config;

/// The words that this text of a configuration file is refused with.
pub(super) fn refusal(text: &str) -> String {
    Config::parse(text, Path::new("/etc/bavard"))
        .expect_err("the configuration should be refused")
        .to_string()
}
