//! What `dialog.json` says about entities (nlu.md section 1): predefined ones stand there and nowhere else.

/// The entities of a project with the entities that they inherit from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ontology {
    /// In the order of the export.
    pub entities: Vec<EntityDeclaration>,
}

/// One entity; "concept" is the old word for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityDeclaration {
    /// Name, such as `eDepartureCity` or `DATE`.
    pub name: String,
    /// Names of the entities that it inherits from (`isA`), nearest first.
    pub parents: Vec<String>,
}
