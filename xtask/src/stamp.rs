//! Skips work whose inputs have not changed since it was last done.
//!
//! A stamp file beside the output holds a hash of the inputs. It is written after the work, so that an interrupted run
//! is done again.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Does `work` unless `output` is there and was made from the same `input` with the same `recipe` (tool, version,
/// options).
///
/// # Errors
///
/// That of `work`, or that of a file.
pub(crate) fn when_changed(
    stamps: &Path,
    recipe: &str,
    input: &Path,
    output: &Path,
    work: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let stamp = stamp_path(stamps, output);
    let made_from = content_hash(recipe, input)?;
    let made_before = fs::read_to_string(&stamp).is_ok_and(|before| before == made_from);
    if made_before && output.is_file() {
        return Ok(());
    }
    work()?;
    fs::create_dir_all(stamps).map_err(Failure::at(stamps))?;
    fs::write(&stamp, made_from).map_err(Failure::at(&stamp))
}

fn stamp_path(stamps: &Path, output: &Path) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    stamps.join(format!("{name}.stamp"))
}

fn content_hash(recipe: &str, input: &Path) -> Result<String, Failure> {
    let content = fs::read(input).map_err(Failure::at(input))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(recipe.as_bytes());
    hasher.write_u8(0);
    hasher.write(&content);
    Ok(format!("{:016x} {}", hasher.finish(), content.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bench {
        folder: PathBuf,
        done: usize,
    }

    impl Bench {
        fn new(name: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("bavard-stamp-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("input"), "beans").unwrap();
            Self { folder, done: 0 }
        }

        fn make(&mut self, recipe: &str) {
            let output = self.folder.join("output");
            when_changed(
                &self.folder,
                recipe,
                &self.folder.join("input"),
                &output,
                || {
                    self.done += 1;
                    fs::write(&output, "coffee").map_err(Failure::at(&output))
                },
            )
            .unwrap();
        }
    }

    impl Drop for Bench {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    #[test]
    fn unchanged_input_is_not_worked_on_again() {
        let mut bench = Bench::new("unchanged");
        bench.make("grind");
        bench.make("grind");
        assert_eq!(bench.done, 1);
    }

    #[test]
    fn another_recipe_input_or_a_lost_output_is_worked_on_again() {
        let mut bench = Bench::new("changed");
        bench.make("grind");
        bench.make("grind finer");
        fs::write(bench.folder.join("input"), "other beans").unwrap();
        bench.make("grind finer");
        fs::remove_file(bench.folder.join("output")).unwrap();
        bench.make("grind finer");
        assert_eq!(bench.done, 4);
    }
}
