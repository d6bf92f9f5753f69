//! The example's configuration, with the addresses of this test.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use toml::{Table, Value};

use crate::Failure;

/// Writes `examples/coffee/bavard.toml` to `target`, pointed at the coffee shop's `backend`, so that tests run what the
/// demo runs.
///
/// # Errors
///
/// When the example has another form than expected.
pub(crate) fn write_config(
    example: &Path,
    backend: SocketAddr,
    target: &Path,
) -> Result<(), Failure> {
    let text = fs::read_to_string(example).map_err(Failure::at(example))?;
    let folder = example.parent().unwrap_or(example);
    let config = pointed_at(&text, folder, backend)?;
    fs::write(target, config).map_err(Failure::at(target))
}

fn pointed_at(text: &str, folder: &Path, backend: SocketAddr) -> Result<String, Failure> {
    let mut config: Table = text
        .parse()
        .map_err(|error: toml::de::Error| Failure::Config(error.to_string()))?;
    let projects = config
        .get_mut("projects")
        .and_then(Value::as_table_mut)
        .ok_or_else(|| Failure::Config("no [projects]".to_owned()))?;
    for (_, project) in projects.iter_mut() {
        if let Some(path) = project.get("path").and_then(Value::as_str) {
            let path = folder.join(path).to_string_lossy().into_owned();
            set(project, "path", Value::String(path));
        }
        if let Some(hosts) = project.get_mut("hosts").and_then(Value::as_table_mut) {
            for (_, base) in hosts.iter_mut() {
                *base = Value::String(format!("http://{backend}"));
            }
        }
    }
    let trusted = Value::Array(vec![Value::String(backend.to_string())]);
    section(&mut config, "data_access")?.insert("trusted_hosts".to_owned(), trusted);
    // Some tests call the server through an address of their own.
    let origins = Value::Array(vec![Value::String("*".to_owned())]);
    section(&mut config, "server")?.insert("origins".to_owned(), origins);
    Ok(config.to_string())
}

fn set(table: &mut Value, key: &str, value: Value) {
    if let Some(table) = table.as_table_mut() {
        table.insert(key.to_owned(), value);
    }
}

fn section<'a>(config: &'a mut Table, name: &str) -> Result<&'a mut Table, Failure> {
    config
        .entry(name.to_owned())
        .or_insert_with(|| Value::Table(Table::new()))
        .as_table_mut()
        .ok_or_else(|| Failure::Config(format!("`{name}` is not a table")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_hosts_and_trust_follow_the_test() {
        let example = "[projects.coffee]\npath = \".\"\n[projects.coffee.hosts]\nshop = \"http://127.0.0.1:9000\"\n";
        let backend: SocketAddr = "127.0.0.1:4321".parse().unwrap();
        let config: Table = pointed_at(example, Path::new("/repo/examples/coffee"), backend)
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(
            config["projects"]["coffee"]["path"].as_str().unwrap(),
            "/repo/examples/coffee/."
        );
        assert_eq!(
            config["projects"]["coffee"]["hosts"]["shop"]
                .as_str()
                .unwrap(),
            "http://127.0.0.1:4321"
        );
        assert_eq!(
            config["data_access"]["trusted_hosts"][0].as_str().unwrap(),
            "127.0.0.1:4321"
        );
    }

    #[test]
    fn a_configuration_without_projects_is_refused() {
        let backend: SocketAddr = "127.0.0.1:4321".parse().unwrap();
        assert!(pointed_at("", Path::new("/repo"), backend).is_err());
    }
}
