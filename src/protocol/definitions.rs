//! The definitions in `proto/` against the list of all names, numbers and types (`protocol/wire.json`).
//!
//! The list is not part of the repository. Where it is not there, the test says so and passes.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorSet};
use serde_json::Value;

const ROOT: &str = "nuance.dlg.v1.DialogService";

/// Lines such as `nuance.dlg.v1.View 1 id string`, by the full name of their message, enum or service.
type Definitions = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_name_number_and_type_is_as_listed() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/protocol/wire.json");
    let Ok(list) = std::fs::read_to_string(&list) else {
        eprintln!("skipped: there is no {}", list.display());
        return;
    };
    let listed = listed(&serde_json::from_str(&list).unwrap());
    let files = [
        "nuance/dlg/v1/dlg_interface.proto",
        "nuance/nlu/v1/runtime.proto",
    ];
    let written = written(&protox::compile(files, ["proto"]).unwrap());
    assert!(written.contains_key(ROOT));
    assert!(written.len() > 90, "only {} definitions", written.len());
    for (name, lines) in &written {
        // Whatever a field refers to is compiled as well, so nothing reachable can be missing.
        assert_eq!(Some(lines), listed.get(name), "{name}");
    }
}

fn listed(list: &Value) -> Definitions {
    let mut definitions = Definitions::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for (name, message) in list["messages"].as_object().unwrap() {
        let lines = message["fields"].as_array().unwrap().iter().map(|field| {
            let kind = match field["label"].as_str().unwrap() {
                "map" => format!("map<{}, {}>", text(&field["key"]), text(&field["value"])),
                "repeated" => format!("repeated {}", text(&field["type"])),
                _ => text(&field["type"]),
            };
            format!(
                "{} {} {kind} {}",
                field["number"],
                text(&field["name"]),
                text(&field["oneof"])
            )
        });
        definitions.insert(name.clone(), lines.collect());
    }
    for (name, listed) in list["enums"].as_object().unwrap() {
        let mut lines: BTreeSet<_> = listed["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| format!("{} {}", value["number"], text(&value["name"])))
            .collect();
        lines.extend(
            listed["reserved"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|number| format!("{number} reserved")),
        );
        definitions.insert(name.clone(), lines);
    }
    for (name, service) in list["services"].as_object().unwrap() {
        let lines = service["methods"].as_array().unwrap().iter().map(|method| {
            format!(
                "{} {} {} {} {}",
                text(&method["name"]),
                method["client_streaming"],
                text(&method["request"]),
                method["server_streaming"],
                text(&method["response"])
            )
        });
        definitions.insert(name.clone(), lines.collect());
    }
    definitions
}

fn written(files: &FileDescriptorSet) -> Definitions {
    let mut definitions = Definitions::new();
    for file in files
        .file
        .iter()
        .filter(|file| file.package().starts_with("nuance."))
    {
        for message in &file.message_type {
            add_message(&mut definitions, file.package(), message);
        }
        for one in &file.enum_type {
            add_enum(&mut definitions, file.package(), one);
        }
        for service in &file.service {
            let lines = service.method.iter().map(|method| {
                format!(
                    "{} {} {} {} {}",
                    method.name(),
                    method.client_streaming(),
                    method.input_type().trim_start_matches('.'),
                    method.server_streaming(),
                    method.output_type().trim_start_matches('.')
                )
            });
            definitions.insert(
                format!("{}.{}", file.package(), service.name()),
                lines.collect(),
            );
        }
    }
    definitions
}

fn add_message(definitions: &mut Definitions, scope: &str, message: &DescriptorProto) {
    let name = format!("{scope}.{}", message.name());
    let lines = message.field.iter().map(|field| {
        let oneof = field
            .oneof_index
            .map_or("", |index| message.oneof_decl[index as usize].name());
        format!(
            "{} {} {} {oneof}",
            field.number(),
            field.name(),
            kind(message, field)
        )
    });
    definitions.insert(name.clone(), lines.collect());
    for nested in message
        .nested_type
        .iter()
        .filter(|nested| !is_map_entry(nested))
    {
        add_message(definitions, &name, nested);
    }
    for one in &message.enum_type {
        add_enum(definitions, &name, one);
    }
}

fn add_enum(definitions: &mut Definitions, scope: &str, one: &EnumDescriptorProto) {
    let mut lines: BTreeSet<_> = one
        .value
        .iter()
        .map(|value| format!("{} {}", value.number(), value.name()))
        .collect();
    for range in &one.reserved_range {
        lines.extend((range.start()..=range.end()).map(|number| format!("{number} reserved")));
    }
    definitions.insert(format!("{scope}.{}", one.name()), lines);
}

fn kind(message: &DescriptorProto, field: &FieldDescriptorProto) -> String {
    let entry = message.nested_type.iter().find(|nested| {
        is_map_entry(nested) && field.type_name().rsplit('.').next() == Some(nested.name())
    });
    if let Some(entry) = entry {
        return format!(
            "map<{}, {}>",
            single(&entry.field[0]),
            single(&entry.field[1])
        );
    }
    match field.label() {
        Label::Repeated => format!("repeated {}", single(field)),
        Label::Optional | Label::Required => single(field),
    }
}

fn single(field: &FieldDescriptorProto) -> String {
    match field.r#type() {
        Type::Message | Type::Enum => field.type_name().trim_start_matches('.').to_owned(),
        scalar => scalar
            .as_str_name()
            .trim_start_matches("TYPE_")
            .to_ascii_lowercase(),
    }
}

fn is_map_entry(message: &DescriptorProto) -> bool {
    message
        .options
        .as_ref()
        .is_some_and(|options| options.map_entry())
}
