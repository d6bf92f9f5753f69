//! The table with which the inspector (`loader/inspector/messages.js`) reads messages, written from `proto/`.
//!
//! The inspector is JavaScript, so that pages without it carry nothing of it; a table is all that it needs to show bytes as
//! JSON. It stands in the repository because the inspector is built without cargo.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, FieldDescriptorProto};

const FILE: &str = "loader/inspector/messages.js";

/// Set to write the file anew.
const ACCEPT: &str = "BAVARD_ACCEPT";

#[test]
fn the_inspectors_table_is_that_of_the_definitions() {
    let table = table();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os(ACCEPT).is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let stands = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        stands == table,
        "{FILE} is not up to date: run this test with {ACCEPT}=1"
    );
}

fn table() -> String {
    let files = [
        "nuance/dlg/v1/dlg_interface.proto",
        "google/protobuf/struct.proto",
    ];
    let compiled = protox::compile(files, ["proto"]).unwrap();
    let mut types = BTreeMap::new();
    for file in &compiled.file {
        for message in &file.message_type {
            add(&mut types, file.package(), message);
        }
        for one in &file.enum_type {
            let values = one.value.iter();
            let values = values.map(|value| format!("{}:'{}'", value.number(), value.name()));
            types.insert(
                format!("{}.{}", file.package(), one.name()),
                values.collect::<Vec<_>>().join(","),
            );
        }
    }
    let mut written = String::from(
        "// Written by the test `the_inspectors_table_is_that_of_the_definitions`; see src/protocol/inspector_table.rs.\n\
         // Messages: number: [name, type, 1 where repeated]. Enumerations: number: 'name'.\nexport const types = {\n",
    );
    for (name, fields) in types {
        writeln!(written, "'{name}':{{{fields}}},").unwrap();
    }
    written.push_str("};\n");
    written
}

fn add(types: &mut BTreeMap<String, String>, scope: &str, message: &DescriptorProto) {
    let name = format!("{scope}.{}", message.name());
    let fields = message.field.iter().map(|field| {
        let repeated = match field.label() {
            Label::Repeated => ",1",
            Label::Optional | Label::Required => "",
        };
        format!(
            "{}:['{}','{}'{repeated}]",
            field.number(),
            field.name(),
            type_name(field)
        )
    });
    types.insert(name.clone(), fields.collect::<Vec<_>>().join(","));
    for nested in &message.nested_type {
        add(types, &name, nested);
    }
    for one in &message.enum_type {
        let values = one.value.iter();
        let values = values.map(|value| format!("{}:'{}'", value.number(), value.name()));
        types.insert(
            format!("{name}.{}", one.name()),
            values.collect::<Vec<_>>().join(","),
        );
    }
}

fn type_name(field: &FieldDescriptorProto) -> String {
    match field.r#type() {
        Type::Message | Type::Enum => field.type_name().trim_start_matches('.').to_owned(),
        scalar => scalar
            .as_str_name()
            .trim_start_matches("TYPE_")
            .to_ascii_lowercase(),
    }
}
