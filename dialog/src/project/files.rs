//! What the caller read from a project's folder.

/// Contents of an exported project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectFiles {
    /// `dialog.json`.
    pub dialog: String,
    /// Training data, one for each locale.
    pub locales: Vec<LocaleFile>,
}

/// Training data of one locale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocaleFile {
    /// Such as `en-US`.
    pub locale: String,
    /// `<locale>/<locale>.trsx`.
    pub trsx: String,
}
