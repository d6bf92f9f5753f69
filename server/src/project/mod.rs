//! The projects that the server runs: how they are named, read from a folder, found by a model URN, and loaded anew when
//! they change.

mod folder;
mod hosted;
mod reload;
mod urn;
mod version;
mod versions;
mod watch;

pub use folder::{ProjectFolderError, read_project_folder};
pub use hosted::{HostError, HostedProject};
pub use reload::{ReloadHandle, Reloading};
pub use urn::{InvalidProjectTag, ProjectTag};
pub use version::ProjectVersion;
pub use versions::{HostedProjects, MAX_RETIRED, Reloaded};
