//! Recorded audio files.

use serde_json::Value;

use crate::expression::Context;

/// Fields of the predefined schema `DynamicMessageReference`, whose values stand for a recording.
const FILE_NAME: &str = "audioFileName";
const BACKUP_TEXT: &str = "ttsBackup";

/// Where the recording of a name is to be found, relative to wherever the client keeps them:
/// `<language>/prompts/default/<channel>/<name>.<extension>`, the form of the API documentation's samples. Names with a
/// path or scheme are passed on as they are.
pub(super) fn uri(context: Context<'_>, name: &str, extension: &str) -> String {
    if name.contains('/') {
        return name.to_owned();
    }
    let channel = context.model.channels.get(context.channel);
    let channel = channel.name.replace([' ', '/'], "_");
    let language = &context.state.language;
    let file = if name.contains('.') {
        name.to_owned()
    } else {
        format!("{name}.{extension}")
    };
    format!("{language}/prompts/default/{channel}/{file}")
}

/// File name and backup text of a value that stands for a recording; none if it does not.
pub(super) fn dynamic(value: &Value) -> Option<(&str, &str)> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    Some((text(FILE_NAME)?, text(BACKUP_TEXT).unwrap_or_default()))
}
