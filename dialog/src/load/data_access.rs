//! Data access nodes and their backends.

use std::time::Duration;

use super::expressions;
use super::index::Index;
use super::nodes::{send_values, taken_values, view};
use super::processing;
use super::reader::At;
use super::settings;
use crate::model::{Backend, DataAccessNode, Header};
use crate::project::FindingCode;
use crate::turn::Method;

/// Reads a data access node. `project` is where backends and data hosts are declared.
pub(super) fn data_access(at: &At<'_>, project: &At<'_>, index: &Index) -> DataAccessNode {
    let backend = if at.flag("externalFetchEnabled", false) {
        None
    } else {
        Some(backend(at, project, index))
    };
    for key in ["successNodeId", "failureNodeId"] {
        if at.id(key).is_none() {
            at.warn(
                FindingCode::MissingNode,
                format!("`{key}` is not set: the flow ends there with an error"),
            );
        }
    }
    DataAccessNode {
        backend,
        send: send_values(at, index),
        take: taken_values(at, index),
        latency_message: processing::group(at, "processingItems", index),
        view: view(at),
        settings: settings::node(at, index),
        on_success: index.node(at, "successNodeId"),
        on_failure: index.node(at, "failureNodeId"),
    }
}

fn backend(at: &At<'_>, project: &At<'_>, index: &Index) -> Backend {
    // The node holds a copy of the backend; one that is a mere reference is completed from the project's list.
    let copy = at.object_at("backendConfig").unwrap_or_else(|| at.clone());
    let complete = if copy.id("dressAliasId").is_some() {
        None
    } else {
        declared(project, "backendConfig", "id", copy.id("id"))
    };
    let config = complete.unwrap_or(copy);

    let alias_id = config.id("dressAliasId").or_else(|| config.id("dressName"));
    // The oldest exports name the host by its alias.
    let alias = declared(project, "dressAliases", "id", alias_id.clone())
        .or_else(|| declared(project, "dressAliases", "alias", alias_id.clone()));
    if alias.is_none() {
        let id = alias_id.unwrap_or_default();
        config.error(
            FindingCode::MissingBackend,
            format!("the data host `{id}` does not exist"),
        );
    }
    Backend {
        host_alias: alias
            .as_ref()
            .map(|at| at.text("alias").into_owned())
            .unwrap_or_default(),
        default_base: alias
            .map(|at| at.text("defaultValue").into_owned())
            .unwrap_or_default(),
        url_extension: config.text("urlExtension").into_owned(),
        method: match config.text("method").as_ref() {
            "GET" => Method::Get,
            "PUT" => Method::Put,
            "PATCH" => Method::Patch,
            "DELETE" => Method::Delete,
            "POST" | "" | "NOT_SET" => Method::Post,
            word => {
                config.error(
                    FindingCode::UnknownValue,
                    format!("the method `{word}` is not known"),
                );
                Method::Post
            }
        },
        headers: config
            .list("headers")
            .iter()
            .filter_map(|at| header(at, index))
            .collect(),
        connect_timeout: milliseconds(&config, "connectTimeout"),
        fetch_timeout: milliseconds(&config, "fetchTimeout"),
    }
}

fn declared<'a>(
    project: &At<'a>,
    list: &str,
    key: &str,
    id: Option<std::borrow::Cow<'_, str>>,
) -> Option<At<'a>> {
    let id = id?;
    project.list(list).into_iter().find(|at| at.text(key) == id)
}

fn header(at: &At<'_>, index: &Index) -> Option<Header> {
    let name = at.id("key")?.into_owned();
    Some(Header {
        name,
        value: expressions::operand(at, "", index)?,
    })
}

/// A time-out in milliseconds; 0 stands for the default.
fn milliseconds(at: &At<'_>, key: &str) -> Option<Duration> {
    u64::try_from(at.integer(key))
        .ok()
        .filter(|milliseconds| *milliseconds > 0)
        .map(Duration::from_millis)
}
