//! The projects of a running server.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bavard_dialog::{Finding, LoadError, NodeNumber, Project};
use reqwest::Url;

use super::{ProjectFolderError, ProjectTag, ProjectVersion, read_project_folder};
use crate::config::ProjectConfig;
use crate::understanding_service::UnderstandingService;

/// A project that clients can start.
#[derive(Debug)]
pub struct HostedProject {
    /// Its name in the model URN.
    pub tag: ProjectTag,
    /// Which version of it this is.
    pub version: ProjectVersion,
    /// The loaded project.
    pub project: Project,
    /// Base URL by data host alias, in place of the one that the project gives.
    pub hosts: BTreeMap<String, Url>,
    /// The remote service that understands its texts, where it has one.
    pub understanding: Option<UnderstandingService>,
    /// Names of its nodes, by number.
    node_names: Vec<String>,
}

/// All projects of a server.
#[derive(Debug)]
pub struct HostedProjects(BTreeMap<ProjectTag, Arc<HostedProject>>);

/// Why a project cannot be hosted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
    /// Its folder cannot be read.
    #[error("project `{tag}`: {source}")]
    Folder {
        /// Its tag.
        tag: ProjectTag,
        /// What is wrong.
        source: ProjectFolderError,
    },
    /// Its understanding service cannot be called.
    #[error("project `{tag}`: the understanding service cannot be called: {source}")]
    Understanding {
        /// Its tag.
        tag: ProjectTag,
        /// What is wrong.
        source: tonic::transport::Error,
    },
    /// It has errors.
    #[error(
        "project `{tag}` has errors; `bavard check {}` lists them all. The first: {}",
        folder.display(),
        source.findings.first().map(Finding::to_string).unwrap_or_default()
    )]
    Load {
        /// Its tag.
        tag: ProjectTag,
        /// Its folder.
        folder: PathBuf,
        /// What is wrong.
        source: LoadError,
    },
}

impl HostedProjects {
    /// Reads and loads every project. One that does not load keeps the server from starting: a client would only
    /// notice at its first Start.
    ///
    /// # Errors
    ///
    /// Names the first project that cannot be read or loaded.
    pub fn load(
        projects: &BTreeMap<ProjectTag, ProjectConfig>,
    ) -> Result<HostedProjects, HostError> {
        projects
            .iter()
            .map(|(tag, config)| Ok((tag.clone(), Arc::new(HostedProject::load(tag, config)?))))
            .collect::<Result<_, _>>()
            .map(HostedProjects)
    }

    /// The project with this tag, as new sessions run it.
    pub fn current(&self, tag: &ProjectTag) -> Option<Arc<HostedProject>> {
        self.0.get(tag).cloned()
    }

    /// The project with this tag as a session runs it that began with `version`. A version that is no longer there is
    /// replaced by the current one, which most sessions can go on with.
    pub fn at(&self, tag: &ProjectTag, _version: &ProjectVersion) -> Option<Arc<HostedProject>> {
        self.current(tag)
    }

    /// Every project, by tag.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<HostedProject>> {
        self.0.values()
    }
}

impl HostedProject {
    /// Reads and loads a project. One that has an understanding service needs the runtime that calls it around this.
    ///
    /// # Errors
    ///
    /// When its files cannot be read, it has errors, or its understanding service cannot be called.
    pub fn load(tag: &ProjectTag, config: &ProjectConfig) -> Result<HostedProject, HostError> {
        let files = read_project_folder(&config.folder).map_err(|source| HostError::Folder {
            tag: tag.clone(),
            source,
        })?;
        let project = Project::load(&files).map_err(|source| HostError::Load {
            tag: tag.clone(),
            folder: config.folder.clone(),
            source,
        })?;
        let understanding = config.understanding.as_ref();
        let understanding = understanding
            .map(UnderstandingService::new)
            .transpose()
            .map_err(|source| HostError::Understanding {
                tag: tag.clone(),
                source,
            })?;
        let flow = project.flow();
        Ok(HostedProject {
            tag: tag.clone(),
            version: ProjectVersion::of(&files),
            project,
            hosts: config.hosts.clone(),
            understanding,
            node_names: flow.nodes.into_iter().map(|node| node.name).collect(),
        })
    }

    /// The designer's name for a node.
    pub fn node_name(&self, node: NodeNumber) -> Option<&str> {
        self.node_names.get(node.get()).map(String::as_str)
    }
}
