//! What axe-core finds that keeps people out.

use std::fs;

use serde::Deserialize;
use serde_json::json;

use crate::surroundings::{PAGE_LIBRARIES, prepared};
use crate::{ChatPage, Failure};

/// Looks at the chat and what is in it. Rules about whole pages do not apply to a part of one.
const RUN: &str = "
return axe.run('bavard-chat', { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    places: nodes.map(({ target, failureSummary }) =>
      `${target.flat().at(-1)} ${failureSummary.replace(/\\s+/g, ' ').slice(0, 300)}`),
  })));
";

/// A rule that is broken, and where.
#[derive(Debug, Deserialize)]
struct Barrier {
    rule: String,
    places: Vec<String>,
}

/// Everything that axe-core has against the chat as it is now.
///
/// # Errors
///
/// When axe-core is not installed or cannot run in the page.
pub(super) async fn violations(chat: &ChatPage<'_>) -> Result<Vec<String>, Failure> {
    if chat.run("return !!window.axe", json!(null)).await? != json!(true) {
        let file = prepared(PAGE_LIBRARIES)?.join("axe-core/axe.min.js");
        let source = fs::read_to_string(&file).map_err(Failure::at(&file))?;
        chat.run(&source, json!(null)).await?;
    }
    let found: Vec<Barrier> = serde_json::from_value(chat.run(RUN, json!(null)).await?)?;
    Ok(found
        .into_iter()
        .map(|barrier| format!("{} at {:?}", barrier.rule, barrier.places))
        .collect())
}
