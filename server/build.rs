//! Compiles `../proto` into the service this server answers, and into the clients of services that it calls or that its
//! tests talk with. `protox` is a
//! pure Rust compiler, so nobody needs `protoc`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../proto");
    let descriptors = protox::compile(
        [
            "nuance/dlg/v1/dlg_interface.proto",
            "nuance/nlu/v1/runtime.proto",
        ],
        ["../proto"],
    )?;
    tonic_prost_build::configure()
        .build_transport(false)
        .compile_fds(descriptors)?;
    Ok(())
}
