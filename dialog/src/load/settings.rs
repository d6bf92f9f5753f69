//! Settings of the project and of nodes.

use super::index::Index;
use super::reader::At;
use crate::model::{Setting, SettingName, Settings};
use crate::project::FindingCode;

/// Value of `predefinedName` that means "none".
const NOT_PREDEFINED: &str = "PREDEFINE_NOT_SET";

/// Reads `globalSettingOverrides`.
pub(super) fn project(project: &At<'_>, index: &Index) -> Settings {
    let read = |at: &At<'_>| {
        let mut setting = setting(at, index)?;
        setting.collection_type = at.text("predefinedName").into_owned();
        if setting.collection_type == NOT_PREDEFINED {
            setting.collection_type.clear();
        }
        if let Some(id) = at.id("entityId") {
            // A setting for an entity that is gone is for nothing.
            setting.entity = Some(index.entities.get(id.as_ref()).copied()?);
        }
        Some(setting)
    };
    Settings(
        project
            .list("globalSettingOverrides")
            .iter()
            .filter_map(read)
            .collect(),
    )
}

/// Reads `nodeSettingOverride`, which older exports call `settings`.
pub(super) fn node(at: &At<'_>, index: &Index) -> Vec<Setting> {
    ["nodeSettingOverride", "settings"]
        .iter()
        .flat_map(|key| at.list(key))
        .filter_map(|at| setting(&at, index))
        .collect()
}

fn setting(at: &At<'_>, index: &Index) -> Option<Setting> {
    let name = SettingName::parse(&at.text("settingType"), &at.text("settingName"))?;
    let channel = index.channel(at, "channelId")?;
    let value = at.text("value").into_owned();
    if let Some(expected) = name.refuses(&value) {
        at.warn(
            FindingCode::InvalidSetting,
            format!(
                "the value `{value}` of `{}` is not {expected}; it is ignored",
                at.text("settingName")
            ),
        );
    }
    Some(Setting {
        name,
        value,
        channel,
        language: at.text("language").into_owned(),
        entity: None,
        collection_type: String::new(),
    })
}
