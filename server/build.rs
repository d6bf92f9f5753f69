//! Compiles `../proto` into the service this server answers, and into the client its tests talk with. `protox` is a
//! pure Rust compiler, so nobody needs `protoc`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../proto");
    let descriptors = protox::compile(["nuance/dlg/v1/dlg_interface.proto"], ["../proto"])?;
    tonic_prost_build::configure()
        .build_transport(false)
        .compile_fds(descriptors)?;
    Ok(())
}
