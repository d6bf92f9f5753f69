//! Compiles `proto/` into the messages and methods the widget speaks with. `protox` is a pure Rust compiler, so nobody
//! needs `protoc`.

use std::error::Error;
use std::fmt::Write;

use prost_build::{Service, ServiceGenerator};
use prost_types::FileDescriptorSet;

/// Fields that the widget neither sends nor reads. Protobuf peers pass over what they do not know, and without these the
/// widget needs no code for the results of speech recognition and language understanding, which are large.
const LEFT_OUT: [(&str, &str); 5] = [
    ("UserInput", "nluaas_interpretation"),
    ("UserInput", "asraas_result"),
    ("QAAction", "orchestration_resource_reference"),
    ("RecognitionSettings", "collection_settings"),
    ("RecognitionSettings", "speech_settings"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=proto");
    let mut descriptors = protox::compile(["nuance/dlg/v1/dlg_interface.proto"], ["proto"])?;
    leave_out(&mut descriptors);
    let mut build = prost_build::Config::new();
    build.service_generator(Box::new(Methods));
    // Hash maps would bring their own hashing code into the widget.
    build.btree_map(["."]);
    build.compile_fds(descriptors)?;
    Ok(())
}

fn leave_out(descriptors: &mut FileDescriptorSet) {
    let messages = descriptors
        .file
        .iter_mut()
        .flat_map(|file| file.message_type.iter_mut());
    for message in messages {
        let name = message.name().to_owned();
        message.field.retain(|field| {
            !LEFT_OUT
                .iter()
                .any(|(of, left_out)| *of == name && *left_out == field.name())
        });
    }
}

/// Writes a constant for each unary method of a service: its path with the types of its two messages.
///
/// tonic's generated clients bring a copy of their streaming machinery for each method; one call path for all of them
/// spares visitors 18 KB (brotli).
struct Methods;

impl ServiceGenerator for Methods {
    fn generate(&mut self, service: Service, written: &mut String) {
        let unary = service
            .methods
            .iter()
            .filter(|method| !method.client_streaming && !method.server_streaming);
        for method in unary {
            // Writing to a string cannot fail.
            let _ = write!(
                written,
                "/// `{service}.{method}`\n\
                 pub const {constant}: crate::protocol::Method<{request}, {answer}> =\n    \
                     crate::protocol::Method::new(\"/{package}.{service}/{method}\");\n",
                package = service.package,
                service = service.proto_name,
                method = method.proto_name,
                constant = method.proto_name.to_uppercase(),
                request = method.input_type,
                answer = method.output_type,
            );
        }
    }
}
