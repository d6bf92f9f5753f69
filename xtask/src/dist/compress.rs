//! Compressed copies beside the files, for servers that send them as they are.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::sizes::files_under;
use crate::failure::Failure;
use crate::stamp::when_changed;

/// Writes `NAME.br` and `NAME.gz` for every other file under `folder`, and removes those whose file is gone.
///
/// # Errors
///
/// When a file cannot be read or written.
pub(crate) fn beside_each(folder: &Path, stamps: &Path) -> Result<(), Failure> {
    for file in files_under(folder)? {
        if is_compressed(&file) {
            if !file.with_extension("").is_file() {
                fs::remove_file(&file).map_err(Failure::at(&file))?;
            }
            continue;
        }
        let content = || fs::read(&file).map_err(Failure::at(&file));
        let brotli_file = compressed_name(&file, "br");
        when_changed(stamps, "brotli 11", &file, &brotli_file, || {
            let small = brotli(&content()?).map_err(Failure::at(&file))?;
            fs::write(&brotli_file, small).map_err(Failure::at(&brotli_file))
        })?;
        let gzip_file = compressed_name(&file, "gz");
        when_changed(stamps, "gzip 9", &file, &gzip_file, || {
            let small = gzip(&content()?).map_err(Failure::at(&file))?;
            fs::write(&gzip_file, small).map_err(Failure::at(&gzip_file))
        })?;
    }
    Ok(())
}

/// Whether a file is such a copy.
pub(super) fn is_compressed(file: &Path) -> bool {
    matches!(file.extension().and_then(OsStr::to_str), Some("br" | "gz"))
}

/// `bavard.js` becomes `bavard.js.br`.
pub(super) fn compressed_name(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut small, &parameters)?;
    Ok(small)
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    const CONTENT: &[u8] = b"coffee, more coffee, and then some more coffee";

    #[test]
    fn brotli_gives_the_content_back() {
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(CONTENT).unwrap(), &mut back).unwrap();
        assert_eq!(back, CONTENT);
    }

    #[test]
    fn gzip_gives_the_content_back() {
        let mut back = Vec::new();
        let small = gzip(CONTENT).unwrap();
        flate2::read::GzDecoder::new(&*small)
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, CONTENT);
    }

    #[test]
    fn a_copy_is_kept_only_beside_its_file() {
        let folder = std::env::temp_dir().join(format!("bavard-compress-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("kept.js"), CONTENT).unwrap();
        fs::write(folder.join("gone.js.br"), CONTENT).unwrap();
        let done = beside_each(&folder, &folder.join("stamps"));
        let names = [
            folder.join("kept.js.br").is_file(),
            folder.join("kept.js.gz").is_file(),
            folder.join("gone.js.br").is_file(),
        ];
        fs::remove_dir_all(&folder).unwrap();
        done.unwrap();
        assert_eq!(names, [true, true, false]);
    }
}
