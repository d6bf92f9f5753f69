//! A project as the server runs it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bavard_dialog::{Finding, LoadError, NodeNumber, Project, ProjectFiles};
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

impl HostedProject {
    /// Reads and loads a project. One that has an understanding service needs the runtime that calls it around this.
    ///
    /// # Errors
    ///
    /// When its files cannot be read, it has errors, or its understanding service cannot be called.
    pub fn load(tag: &ProjectTag, config: &ProjectConfig) -> Result<HostedProject, HostError> {
        HostedProject::of(tag, config, &read_files(tag, config)?)
    }

    /// Loads a project from these files.
    ///
    /// # Errors
    ///
    /// As [`HostedProject::load`].
    pub(super) fn of(
        tag: &ProjectTag,
        config: &ProjectConfig,
        files: &ProjectFiles,
    ) -> Result<HostedProject, HostError> {
        let project = Project::load(files).map_err(|source| HostError::Load {
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
            version: ProjectVersion::of(files),
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

pub(super) fn read_files(
    tag: &ProjectTag,
    config: &ProjectConfig,
) -> Result<ProjectFiles, HostError> {
    read_project_folder(&config.folder).map_err(|source| HostError::Folder {
        tag: tag.clone(),
        source,
    })
}
