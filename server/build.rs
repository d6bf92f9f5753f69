//! Compiles `../proto` into the service this server answers, and into the clients of services that it calls or that its
//! tests talk with. The descriptors themselves go into the server as well, for JSON transcoding and for reflection.
//! `protox` is a pure Rust compiler, so nobody needs `protoc`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use protox::prost::Message as _;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../proto");
    let descriptors = protox::compile(
        [
            "nuance/dlg/v1/dlg_interface.proto",
            "nuance/nlu/v1/runtime.proto",
        ],
        ["../proto"],
    )?;
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(folder.join("descriptors.bin"), descriptors.encode_to_vec())?;
    tonic_prost_build::configure()
        .build_transport(false)
        .compile_fds(descriptors)?;
    Ok(())
}
