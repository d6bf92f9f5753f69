//! The projects that the server runs: how they are named, read from a folder, and found by a model URN.

mod folder;
mod hosted;
mod urn;
mod version;

pub use folder::{ProjectFolderError, read_project_folder};
pub use hosted::{HostError, HostedProject, HostedProjects};
pub use urn::{InvalidProjectTag, ProjectTag};
pub use version::ProjectVersion;
