//! Looks for programs on `PATH`.

use std::env;
use std::path::PathBuf;

/// The first of `names` that is on `PATH`.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|program| program.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_exists_wins() {
        let program = find_program(&["bavard-no-such-program", "sh", "ls"]).unwrap();
        assert_eq!(program.file_name().unwrap(), "sh");
    }

    #[test]
    fn nothing_is_found_under_an_unknown_name() {
        assert_eq!(find_program(&["bavard-no-such-program"]), None);
    }
}
